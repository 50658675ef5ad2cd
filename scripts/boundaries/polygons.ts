/** From files to polygons whose units are known and which the list agrees with. */
import { join } from 'node:path';
import { readEditions } from '../gazetteer/editions.ts';
import { readGazetteer, type Gazetteer } from '../gazetteer/gazetteer.ts';
import type { Progress } from '../common/progress.ts';
import { acceptedCodes, checkComplete, checkFound, checkStrangers } from './check-match.ts';
import { candidateOf, chooseColumns, type Attributes, type ColumnOptions } from './columns.ts';
import { judge, type Grounded } from './judge.ts';
import { checkLevel } from './levels.ts';
import { readListed } from './listed.ts';
import { matchUnits, nameKeys, type MatchReport } from './match.ts';
import { readShapes, type Shapes } from './shapes.ts';
import { readSources, type Received } from './sources.ts';
import { checkMatches, readMatches, unmatchedFile, writeUnmatched } from './unmatched.ts';

/** Which polygons to read, and how. */
export interface PolygonOptions {
	/** `data` */
	data: string;
	/** Files, folders or addresses. */
	sources: readonly string[];
	/** SHA-256 of each source's file, if it is to be checked. */
	checksums?: readonly string[] | undefined;
	/** Coordinates of files that don't tell, such as `EPSG:3405`. */
	crs?: string | undefined;
	/** Which files of folders and archives to read; all that can be read unless set. */
	entries?: RegExp | undefined;
	/** Which layer of a GeoPackage to read; the only one of polygons unless set. */
	layer?: string | undefined;
	columns: ColumnOptions;
	/** `true` refuses an import that isn't complete; `false` leaves files out that can't be read. */
	strict?: boolean | undefined;
	/** Codes of units that are taken although the list knows them otherwise. */
	accept?: readonly string[] | undefined;
	/** A table that gives polygons their units, as an import writes it for those without. */
	matches?: string | undefined;
	/** Join several polygons of one unit instead of refusing them. */
	mergeParts: boolean;
	progress: Progress;
}

/** All polygons and their units. */
export interface Polygons {
	received: Received[];
	read: Shapes;
	match: MatchReport;
	/** Codes of units that were taken although the list knows them otherwise. */
	accepted: string[];
}

/**
 * Read files and find the unit of each polygon.
 * @throws DataError when an input is faulty, no polygon has a unit, or the list knows the units otherwise
 */
export async function readPolygons(
	gazetteer: Gazetteer,
	options: PolygonOptions
): Promise<Polygons> {
	const { data, progress } = options;
	progress.step('read');
	const { layers, received } = await readSources(options.sources, {
		...options,
		downloads: join(data, 'cache', 'downloads'),
		onProgress: (text) => progress.detail(text),
		onNote: (text) => progress.note(text)
	});
	progress.step('shapes');
	const read = await readShapes(layers, nameKeys(gazetteer.units), progress, options.strict);
	progress.step('match');
	return { received, read, ...(await matchShapes(gazetteer, read, options)) };
}

/** The unit of each polygon, by what its columns say and where it lies, held against the list. */
async function matchShapes(
	gazetteer: Gazetteer,
	read: Shapes,
	options: PolygonOptions
): Promise<Pick<Polygons, 'match' | 'accepted'>> {
	const { units } = gazetteer;
	const { data } = options;
	const files = new Map<string, Attributes[]>();
	for (const { label, attributes } of read.shapes) {
		const rows = files.get(label) ?? [];
		rows.push(attributes);
		files.set(label, rows);
	}
	const file = read.shapes[0]!.label;
	const listed = await readListed(data, gazetteer);
	checkLevel({ units, listed }, read.shapes, file);
	const columns = chooseColumns(files, options.columns, units);
	const { givenTo, unused } = await readMatches(options.matches, units);
	const candidates = read.shapes.map((shape): Grounded => {
		const { source, label, row, attributes, box, km2 } = shape;
		const isAlone = files.get(label)!.length === 1;
		const told = candidateOf(source, label, isAlone, attributes, columns.get(label)!);
		const given = givenTo(label, row);
		return { ...told, ground: { box, km2 }, ...(given === undefined ? {} : { given }) };
	});
	checkMatches(options.matches, unused());
	const match = matchUnits(units, candidates, listed);
	await writeUnmatched(data, units, read, candidates, match);
	checkFound(units, match, read);
	const others = async () => {
		const editions = await readEditions(data);
		const rest = editions.filter(({ id }) => id !== units.edition);
		return Promise.all(
			rest.map(async ({ id }) => {
				const other = await readGazetteer(data, id);
				return { units: other.units, listed: await readListed(data, other) };
			})
		);
	};
	const asked = acceptedCodes(units, options.accept);
	const judged = await judge({ units, listed }, candidates, match, asked, others, file);
	for (const text of judged.notes) options.progress.note(text);
	const left = match.strangers.filter((at) => candidates[at]!.given !== null);
	checkStrangers(options, left.length, read, unmatchedFile(data, units.edition));
	if (options.mergeParts && match.duplicates.length === 0)
		options.progress.note('--merge-parts changed nothing: no unit has several polygons');
	checkComplete(units, match, read, options);
	return { match, accepted: judged.accepted };
}
