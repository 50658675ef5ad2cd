/** Outlines that were imported with `npm run boundaries`, as `npm run data` takes them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Topology } from 'topojson-specification';
import * as v from 'valibot';
import { DataError } from '../../src/lib/domain/errors.ts';
import { checked } from '../../src/lib/data/schema.ts';
import { sha256 } from './publish.ts';

/** Files of an edition below `data/boundaries/<edition>/`. */
export const TOPOLOGY_FILE = 'units.topo.json';
export const REPORT_FILE = 'report.json';

const REMEDY = 'Import again with npm run boundaries, or remove the folder';
const codes = v.array(v.string());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const polygon = v.object({ file: v.string(), row: count, name: v.string() });

/** `report.json`: what was imported and what became of it. */
export const ImportReportSchema = v.object({
	edition: v.string(),
	attribution: v.string(),
	sources: v.array(v.object({ name: v.string(), bytes: count, sha256: v.string() })),
	/** In = matched + polygonsWithoutUnit + duplicates. */
	polygons: count,
	matched: count,
	/** Codes of units that were matched by name. */
	byName: codes,
	/** Codes that had lost leading zeros. */
	repairedCodes: codes,
	/** Matched by code under another name. */
	renamed: v.array(v.object({ code: v.string(), name: v.string() })),
	/** Codes of units that keep their approximate outline. */
	unitsWithoutPolygon: codes,
	polygonsWithoutUnit: v.array(polygon),
	/** Codes of units with several polygons, which were joined. */
	duplicates: codes,
	/** Ground that several units claimed. */
	claimedTwice: v.array(v.object({ codes, km2: v.number() })),
	/** Detail in metres. */
	interval: v.number(),
	/** Bytes of the topology after Brotli at its best. */
	brotliBytes: count,
	/** SHA-256 of the topology that this tells of. */
	topology: v.string()
});
export type ImportReport = v.InferOutput<typeof ImportReportSchema>;

/** An edition's imported outlines. */
export interface Imported {
	topology: Topology;
	report: ImportReport;
}

/**
 * Read an edition's imported outlines.
 * @param folder `data/boundaries`
 * @returns nothing when none were imported
 * @throws DataError when the files are damaged or don't belong together
 */
export async function readImported(folder: string, edition: string): Promise<Imported | undefined> {
	const path = join(folder, edition, TOPOLOGY_FILE);
	const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return undefined;
		throw error;
	});
	if (text === undefined) return undefined;
	const reportPath = join(folder, edition, REPORT_FILE);
	const content = await readFile(reportPath, 'utf8').catch(() => '');
	const report = checked(ImportReportSchema, parse(content, reportPath), reportPath);
	if (report.topology !== sha256(text))
		throw new DataError('promise', {
			file: path,
			found: 'another file than its report tells of',
			expected: 'both from one import',
			remedy: REMEDY
		});
	return { topology: parse(text, path) as Topology, report };
}

function parse(text: string, file: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new DataError('malformed', {
			file,
			found: error instanceof Error ? error.message : String(error),
			expected: 'JSON',
			remedy: REMEDY
		});
	}
}
