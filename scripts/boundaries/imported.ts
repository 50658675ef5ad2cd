/** Outlines that were imported with `npm run boundaries`, as `npm run data` takes them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Topology } from 'topojson-specification';
import * as v from 'valibot';
import { DataError } from '../../src/lib/domain/errors.ts';
import { checked } from '../../src/lib/data/schema.ts';
import { parseJson } from '../common/json.ts';
import { sha256 } from '../common/publish.ts';

/**
 * An edition's files. `data/boundaries/<edition>/report.json` tells which import is in force; its outlines lie in a
 * folder that is named by its id. So an import never changes a file in use, and the switch is one rename.
 */
export const REPORT_FILE = 'report.json';
export const TOPOLOGY_FILE = 'units.topo.json';
/** Ground of the outlines that the files don't have, see `added.ts`. */
export const ADDED_FILE = 'added.geojson';

/** Path of a province's detail, below the folder of the import. */
export function detailFile(province: string): string {
	return `detail/${province}.topo.json`;
}

/** Name in `data/cache/` of the full geometry that belongs to an import. */
export function placesFile(edition: string, id: string): string {
	return `places.${edition}.${id}.bin`;
}

const REMEDY = 'Import again with npm run boundaries, or remove the folder';
const codes = v.array(v.string());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const unlike = v.array(v.object({ code: v.string(), share: v.number() }));
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
	/** Codes of units that a table gave a polygon. */
	byTable: v.optional(codes, []),
	/** Codes that had lost leading zeros. */
	repairedCodes: codes,
	/** Matched by code under another name. */
	renamed: v.array(v.object({ code: v.string(), name: v.string() })),
	/** Matched by name under another unit's code: names, parents and place outweighed it. */
	overruled: v.optional(v.array(v.object({ code: v.string(), name: v.string() })), []),
	/** Features without geometry or area, which were left out. */
	bare: v.optional(v.array(polygon), []),
	/** Codes of units that were taken although the list knows them otherwise. */
	accepted: v.optional(codes, []),
	/** Codes of units that keep their approximate outline. */
	unitsWithoutPolygon: codes,
	polygonsWithoutUnit: v.array(polygon),
	/** Codes of units with several polygons, which were joined. */
	duplicates: codes,
	/** Ground that several units claimed. */
	claimedTwice: v.array(v.object({ codes, km2: v.number() })),
	/** Ground that polygons enclose and none claims, with a point in it and the units around it; it is nobody's. */
	unclaimed: v.optional(
		v.array(
			v.object({
				km2: v.number(),
				lon: v.number(),
				lat: v.number(),
				neighbours: v.optional(codes, [])
			})
		),
		[]
	),
	/** Slivers between neighbours that were filled. */
	filled: v.optional(v.object({ count, km2: v.number() })),
	/** Islands that no polygon shows and that keep their approximate outline. */
	islands: v.optional(v.array(v.object({ code: v.string(), name: v.string() })), []),
	/** Islands that the overview draws larger than they are, so that they can be seen. */
	islets: v.optional(v.array(v.object({ code: v.string(), name: v.string() })), []),
	/** Units whose drawn ground differs by over 3 % in the overview, 0.5 % in the provinces' detail; as a share. */
	unlike: v.optional(v.object({ overview: unlike, detail: unlike })),
	/** Units that have over 2 % more or less ground than in the files, in km². */
	resized: v.optional(
		v.array(v.object({ code: v.string(), before: v.number(), after: v.number() })),
		[]
	),
	/** Units whose listed point lies in another unit's polygon. */
	astray: v.optional(v.array(v.object({ code: v.string(), within: v.string() })), []),
	/** How the files had to be read: encodings, projections, mended rings, downloads. */
	notes: v.optional(v.array(v.string()), []),
	/** Detail of the overview in metres. */
	interval: v.number(),
	/** Bytes of the overview after Brotli at its best. */
	brotliBytes: count,
	/** The same of the provinces' detail; bytes of the largest. */
	detail: v.object({ interval: v.number(), largest: v.string(), brotliBytes: count }),
	/** Shares of even points on the ground that fall into the same unit as in full detail. */
	agreement: v.object({ overview: v.number(), detail: v.number(), points: count }),
	/** Names the import: hash of all that was made of it. */
	id: v.string(),
	/** SHA-256 of the overview. */
	topology: v.string(),
	/** SHA-256 of each province's detail. */
	details: v.record(v.string(), v.string()),
	/** SHA-256 of {@link ADDED_FILE}; absent from imports of before it was written. */
	added: v.optional(v.string())
});
export type ImportReport = v.InferOutput<typeof ImportReportSchema>;

/** An edition's imported outlines. */
export interface Imported {
	/** Overview of the nation. */
	topology: Topology;
	/** Text of each province's detail. */
	details: Map<string, Buffer>;
	/** Text of {@link ADDED_FILE}. */
	added: Buffer | undefined;
	report: ImportReport;
}

/**
 * Read an edition's imported outlines.
 * @param folder `data/boundaries`
 * @returns nothing when none were imported
 * @throws DataError when a file is missing, damaged or of another import
 */
export async function readImported(folder: string, edition: string): Promise<Imported | undefined> {
	const report = await readReport(folder, edition);
	if (!report) return undefined;
	const files = join(folder, edition, report.id);
	const path = join(files, TOPOLOGY_FILE);
	const topology = parseOwn((await readWhole(path, report.topology)).toString(), path) as Topology;
	const details = new Map<string, Buffer>();
	for (const [province, hash] of Object.entries(report.details))
		details.set(province, await readWhole(join(files, detailFile(province)), hash));
	const added = report.added && (await readWhole(join(files, ADDED_FILE), report.added));
	return { topology, details, added: added || undefined, report };
}

/**
 * Read what the import in force did.
 * @returns nothing when nothing was imported
 */
export async function readReport(
	folder: string,
	edition: string
): Promise<ImportReport | undefined> {
	const path = join(folder, edition, REPORT_FILE);
	const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return undefined;
		throw error;
	});
	if (text === undefined) return undefined;
	const content = parseOwn(text, path);
	try {
		return checked(ImportReportSchema, content, path);
	} catch (error) {
		if (!(error instanceof DataError)) throw error;
		throw new DataError(error.code, { ...error.fault, remedy: REMEDY });
	}
}

async function readWhole(path: string, hash: string): Promise<Buffer> {
	const content = await readFile(path).catch((error: NodeJS.ErrnoException) => {
		throw new DataError('unreachable', {
			file: path,
			found: error.code ?? error.message,
			expected: 'a file that the report of the import names',
			remedy: REMEDY
		});
	});
	if (sha256(content) === hash) return content;
	throw new DataError('promise', {
		file: path,
		found: 'another file than its report tells of',
		expected: 'all from one import',
		remedy: REMEDY
	});
}

function parseOwn(text: string, file: string): unknown {
	return parseJson(text, { file, expected: 'JSON', remedy: REMEDY });
}
