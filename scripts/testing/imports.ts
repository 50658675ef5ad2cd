/** Imports as `npm run boundaries` makes them, small and made up, for tests of how they are kept. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importBoundaries } from '../lib/import/import.ts';
import type { ImportReport } from '../lib/imported.ts';
import { namesOf, type Made } from '../lib/import/store.ts';
import { SILENT } from '../lib/progress.ts';

/** The six communes of the made-up country in 2025-07, and the south-west corner of a square for each. */
const SQUARES: [code: string, lon: number, lat: number][] = [
	['00004', 105.8, 21],
	['00166', 105.9, 21],
	['20194', 108.1, 16.1],
	['20333', 112.5, 16],
	['22366', 109.1, 12.2],
	['22736', 112, 8.6]
];

/**
 * A file of polygons for 2025-07.
 * @param size degrees along a square
 * @returns its path
 */
export async function writeSquares(data: string, size = 0.1): Promise<string> {
	const features = SQUARES.map(([code, west, south]) => {
		const [east, north] = [west + size, south + size];
		const ring = [[west, south], [west, north], [east, north], [east, south], [west, south]]; // prettier-ignore
		return {
			type: 'Feature',
			properties: { code },
			geometry: { type: 'Polygon', coordinates: [ring] }
		};
	});
	const path = join(data, '../squares.json');
	await writeFile(path, JSON.stringify({ type: 'FeatureCollection', features }));
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
		renamed: [],
		unitsWithoutPolygon: [],
		polygonsWithoutUnit: [],
		duplicates: [],
		claimedTwice: [],
		interval: 90,
		brotliBytes: 1,
		detail: { interval: 12, largest: '01', brotliBytes: 1 },
		agreement: { overview: 1, detail: 1, points: 1 },
		...namesOf(made)
	};
	return { report, made };
}
