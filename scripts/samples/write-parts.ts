/** Months that files give, as parts of the store. */
import { editionOfMonth } from '../../src/lib/domain/edition.ts';
import type { Origin } from '../../src/lib/intake/index.ts';
import type { PublishedFile } from '../../src/lib/data/schema.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import { samplesOf } from './merge.ts';
import { reportsInForce, sourcesInForce } from './part-sources.ts';
import type { Part, Piece } from './part.ts';
import type { Source, Stored, StoredPart } from './store-schema.ts';
import { writeHexagonFiles, writeTable, type NewPart } from './store-write.ts';

/** Where the figures of a command come from. */
export interface Given {
	sources: readonly Source[];
	/** Which file gave what; of rows that were not read one by one, nothing. */
	origins: readonly Origin[];
	report: PublishedFile;
	gazetteers: readonly Gazetteer[];
}

/**
 * Write what is new of months, and say what the state has then.
 * @param kept months that are in
 */
export async function writeParts(
	folder: string,
	kept: readonly Stored[],
	months: readonly Part[],
	given: Given
): Promise<(NewPart | StoredPart)[]> {
	const isNew = ({ month, network }: Stored) =>
		months.some((of) => of.month === month && of.network === network);
	const state: (NewPart | StoredPart)[] = kept.filter((of) => !isNew(of)).flatMap((of) => of.parts);
	// One after the other: what is written takes as much memory again.
	for (const month of months) state.push(...(await writeMonth(folder, kept, month, given)));
	return state;
}

async function writeMonth(
	folder: string,
	kept: readonly Stored[],
	part: Part,
	given: Given
): Promise<(NewPart | StoredPart)[]> {
	const before = part.isWhole
		? undefined
		: kept.find((of) => of.month === part.month && of.network === part.network);
	const pieces = part.pieces ?? [wholeOf(part, before)];
	const parts: (NewPart | StoredPart)[] = [];
	for (const piece of pieces)
		parts.push(
			piece.before && !piece.isChanged ? piece.before : await writePiece(folder, part, piece, given)
		);
	return parts;
}

/** Measurements are of the whole country. */
function wholeOf({ rows, estimated }: Part, before: Stored | undefined): Piece {
	const known = before?.parts[0];
	return {
		scope: '',
		...(known ? { before: known } : {}),
		isChanged: true,
		rows,
		files: [],
		...(estimated ? { estimated } : {})
	};
}

async function writePiece(
	folder: string,
	{ month, network, kind, statistic, hexagonFiles, keepRows }: Part,
	{ scope, before, rows, files, estimated, isMixed, isMovedOut, known, came }: Piece,
	{ sources, origins, report, gazetteers }: Given
): Promise<NewPart | StoredPart> {
	const edition = editionOfMonth(
		gazetteers.map(({ period }) => period),
		month
	)!.id;
	const units = gazetteers.find((of) => of.edition === edition)?.units;
	const isNamed = origins.some((of) => of.month === month && of.network === network);
	const named = sources.filter(({ name }) =>
		kind === 'table'
			? files.includes(name) || (files.length === 0 && !isNamed)
			: !isNamed || isOrigin(origins, month, network, name)
	);
	const own = { month, network, scope };
	const origin = known
		? sourcesInForce(before, known, came, named)
		: { sources: together(before?.sources ?? [], named) };
	const table = await writeTable(folder, own, rows);
	// Files that are in already, and say what is in force.
	const isSame =
		kind === 'table' &&
		!isMovedOut &&
		JSON.stringify(origin.sources) === JSON.stringify(before?.sources) &&
		JSON.stringify(origin.given) === JSON.stringify(before?.given) &&
		table.sha256 === before?.table.sha256 &&
		JSON.stringify(estimated) === JSON.stringify(before.estimated);
	if (isSame) return before;
	return {
		...own,
		edition,
		kind,
		statistic,
		samples: samplesOf(rows, units),
		...origin,
		table,
		...(hexagonFiles ? await writeHexagonFiles(folder, own, hexagonFiles) : {}),
		...(keepRows ? { measurements: await keepRows() } : {}),
		...(estimated ? { estimated } : {}),
		...(isMixed ? { isMixed: true as const } : {}),
		reports: [
			...(await reportsInForce(folder, before?.reports ?? [], origin.sources)).filter(
				({ url }) => url !== report.url
			),
			...(named.length > 0 ? [report] : [])
		]
	};
}

function together(before: readonly Source[], named: readonly Source[]): Source[] {
	const fresh = named.filter(({ sha256 }) => before.every((of) => of.sha256 !== sha256));
	return [...before, ...fresh];
}

function isOrigin(
	origins: readonly Origin[],
	month: string,
	network: string,
	name: string
): boolean {
	return origins.some((of) => of.month === month && of.network === network && of.file === name);
}
