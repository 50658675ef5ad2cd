/** Tables of `data/crosswalk/`: where the units of an edition went in the next. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { composeCrosswalks } from '../../src/lib/domain/compose-crosswalk.ts';
import {
	buildCrosswalk,
	estimate,
	leafFlags,
	leafLevels,
	type Crosswalk,
	type CrosswalkRow
} from '../../src/lib/domain/crosswalk.ts';
import { DataError } from '../../src/lib/domain/errors.ts';
import { NETWORKS } from '../../src/lib/domain/network.ts';
import { unitsOf, type Units } from '../../src/lib/domain/unit.ts';
import { crosswalkPath } from './paths.ts';
import { readCsv, type CsvHeader, type CsvRow } from '../common/csv.ts';
import { countsOf, type CountedMonth } from '../samples/month-table.ts';

const HEADER: CsvHeader = { required: ['from_code', 'to_code', 'area_share'] };

const NAME = /^(.+)_(.+)\.csv$/;

/**
 * Read a table as it stands, unchecked but for its form.
 * @returns nothing when there is no table
 * @throws DataError for a file that is no such table
 */
export async function readCrosswalkTable(
	file: string
): Promise<{ lines: CsvRow[]; rows: CrosswalkRow[] } | undefined> {
	const isThere = await stat(file).then(
		() => true,
		() => false
	);
	if (!isThere) return undefined;
	const lines = await readCsv(file, HEADER);
	const rows = lines.map(({ fields }) => ({
		from: fields['from_code']!,
		to: fields['to_code']!,
		share: /^[\d.]+$/.test(fields['area_share']!) ? Number(fields['area_share']) : NaN
	}));
	return { lines, rows };
}

/** Text of a table: shares with up to four decimals, lines as Excel writes them. */
export function crosswalkText(rows: readonly CrosswalkRow[]): string {
	const lines = rows.map(({ from, to, share }) => {
		const decimals = String(Number(share.toFixed(4)));
		return `${from},${to},${decimals.includes('.') ? decimals : `${decimals}.0`}`;
	});
	return [HEADER.required.join(), ...lines, ''].join('\r\n');
}

/**
 * Read the crosswalk between two editions.
 * @param data `data`
 * @returns nothing when there is no table
 * @throws DataError for a faulty table
 */
export async function readCrosswalk(
	data: string,
	from: Units,
	to: Units
): Promise<Crosswalk | undefined> {
	const file = crosswalkPath(data, from.edition, to.edition);
	const table = await readCrosswalkTable(file);
	if (!table) return undefined;
	const { lines, rows } = table;
	const built = buildCrosswalk(from, to, rows);
	if ('crosswalk' in built) return whole(built.crosswalk, from, file);
	const { kind, row, column, found, expected } = built.fault;
	throw new DataError(kind, {
		file,
		row: lines[row]?.line,
		column,
		found: lines[row]?.fields[column] === '' ? '' : found,
		expected,
		remedy: 'Mend the table, or compute it anew with npm run crosswalk'
	});
}

/** @throws DataError where a commune has no row: its samples would go nowhere */
function whole(crosswalk: Crosswalk, from: Units, file: string): Crosswalk {
	for (const level of leafLevels(from)) {
		const isLeaf = leafFlags(from, level);
		const { starts } = crosswalk.links[level]!;
		const missing = unitsOf(from, level).codes.filter(
			(_, row) => isLeaf[row] && starts[row] === starts[row + 1]
		);
		const [first] = missing;
		if (first === undefined) continue;
		throw new DataError('value', {
			file,
			column: 'from_code',
			found: `no row of ${first}${missing.length > 1 ? `, nor of ${missing.length - 1} more` : ''}`,
			expected: `rows of each unit of ${from.edition} without any below it`,
			remedy: 'Add where it went, or compute the table anew with npm run crosswalk'
		});
	}
	return crosswalk;
}

/** The counts of a month as estimates on the units of a later edition. */
export function estimateMonth(
	{ crosswalk, from, to }: Bridge,
	{ month, networks }: CountedMonth
): CountedMonth {
	const entries = NETWORKS.flatMap((network) => {
		const of = networks[network];
		if (!of) return [];
		const values = estimate(crosswalk, from, to, of.values);
		return [[network, { values, provenance: 'estimated' }] as const];
	});
	return countsOf({ month, edition: to.edition, networks: Object.fromEntries(entries) });
}

/** Crosswalk with the units on both of its sides. */
export interface Bridge {
	crosswalk: Crosswalk;
	from: Units;
	to: Units;
}

/**
 * The crosswalks from each edition to every later one to which tables lead: of editions that follow each other the
 * table itself, further on what they make one after the other.
 * @param editions ascending
 * @returns by `from`, then by `to`, ascending
 * @throws DataError for a faulty table, and for one between lists that don't follow each other
 */
export async function readCrosswalks(data: string, editions: readonly Units[]): Promise<Bridge[]> {
	await checkTables(data, editions);
	const steps = await Promise.all(
		editions.slice(1).map((to, at) => readCrosswalk(data, editions[at]!, to))
	);
	return editions.flatMap((from, first) => {
		const bridges: Bridge[] = [];
		for (let at = first; at < steps.length; at++) {
			const [to, step] = [editions[at + 1]!, steps[at]];
			// Nothing leads any further.
			if (!step) break;
			const before = bridges.at(-1)?.crosswalk;
			const crosswalk = before ? composeCrosswalks(before, step, from, to) : step;
			bridges.push({ crosswalk, from, to });
		}
		return bridges;
	});
}

/** The crosswalks of {@link readCrosswalks} alone. */
export async function crosswalksOf(
	data: string,
	editions: readonly { units: Units }[]
): Promise<Crosswalk[]> {
	const bridges = await readCrosswalks(
		data,
		editions.map(({ units }) => units)
	);
	return bridges.map(({ crosswalk }) => crosswalk);
}

/** A table that is not asked for would be left out in silence. */
async function checkTables(data: string, editions: readonly Units[]): Promise<void> {
	const ids = editions.map(({ edition }) => edition);
	const expected = ids.slice(1).map((to, at) => `${ids[at]}_${to}.csv`);
	const folder = join(data, 'crosswalk');
	for (const name of await readdir(folder).catch(() => []))
		if (NAME.test(name) && !expected.includes(name))
			throw new DataError('value', {
				file: join(folder, name),
				found: name,
				expected: `a table between editions that follow each other: ${expected.join(', ')}`,
				remedy: 'Tables further apart are worked out: rename this one, or take it out'
			});
}
