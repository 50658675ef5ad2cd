/** Imports as `npm run boundaries` makes them, small and made up, for tests of how they are kept. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importBoundaries } from '../boundaries/import.ts';
import type { ImportReport } from '../boundaries/imported.ts';
import { namesOf, type Made } from '../boundaries/store.ts';
import { SILENT } from '../common/progress.ts';
import { ACCEPTED, collection, squares } from './squares.ts';

/**
 * A file of polygons for 2025-07.
 * @param size degrees along a square
 * @returns its path
 */
export async function writeSquares(data: string, size = 0.1): Promise<string> {
	const path = join(data, '../squares.json');
	await writeFile(path, collection(squares(size)));
	return path;
}

/** Import a file of polygons for 2025-07 into a country. */
export async function importSquares(data: string): Promise<ImportReport> {
	return importBoundaries({
		data,
		edition: '2025-07',
		sources: [await writeSquares(data)],
		columns: {},
		strict: true,
		accept: ACCEPTED,
		mergeParts: false,
		progress: SILENT
	});
}

/**
 * An import of 2025-07 that differs by its number.
 * @param padding more bytes in each province's detail
 */
export function makeImport(number: number, padding = 0): { report: ImportReport; made: Made } {
	const topology = (what: string) =>
		JSON.stringify({ type: 'Topology', objects: {}, arcs: [], what: `${what} ${number}` });
	const made: Made = {
		overview: topology('overview'),
		details: new Map(
			['01', '48', '56'].map((code) => [code, topology(code) + ' '.repeat(padding)])
		),
		added: '{"type":"FeatureCollection","features":[]}',
		places: {
			edition: '2025-07',
			source: '',
			codes: ['00004', '00166', '20194', '20333', '22366', '22736'],
			xy: Int32Array.of(0, 0, 1, 1, number, 5),
			starts: Int32Array.of(0, 3),
			sides: Int32Array.of(0, -1)
		}
	};
	const report: ImportReport = {
		edition: '2025-07',
		attribution: `import ${number}`,
		sources: [],
		polygons: 6,
		matched: 6,
		byName: [],
		repairedCodes: [],
		byTable: [],
		renamed: [],
		overruled: [],
		bare: [],
		accepted: [],
		unitsWithoutPolygon: [],
		polygonsWithoutUnit: [],
		duplicates: [],
		claimedTwice: [],
		unclaimed: [],
		resized: [],
		astray: [],
		islands: [],
		islets: [],
		notes: [],
		interval: 90,
		brotliBytes: 1,
		detail: { interval: 12, largest: '01', brotliBytes: 1 },
		agreement: { overview: 1, detail: 1, points: 1 },
		...namesOf(made)
	};
	return { report, made };
}
