/** Tables of `data/crosswalk/`: where the units of an edition went in the next. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
	buildCrosswalk,
	estimate,
	type Crosswalk,
	type CrosswalkRow
} from '../../src/lib/domain/crosswalk.ts';
import { DataError } from '../../src/lib/domain/errors.ts';
import { NETWORKS } from '../../src/lib/domain/network.ts';
import type { Units } from '../../src/lib/domain/unit.ts';
import { readCsv, type CsvHeader, type CsvRow } from '../common/csv.ts';
import type { MonthTable, NetworkTable } from '../samples/month-table.ts';

const HEADER: CsvHeader = { required: ['from_code', 'to_code', 'area_share'] };

/** Path of a table below `data/`. */
export function crosswalkPath(data: string, from: string, to: string): string {
	return join(data, 'crosswalk', `${from}_${to}.csv`);
}

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
	if ('crosswalk' in built) return built.crosswalk;
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

/** The months of an edition as estimates on the units of the next. */
function estimateTables(
	crosswalk: Crosswalk,
	from: Units,
	to: Units,
	tables: readonly MonthTable[]
): MonthTable[] {
	return tables.map(({ month, networks }) => {
		const entries = NETWORKS.flatMap((network) => {
			const table = networks[network];
			if (!table) return [];
			const estimated: NetworkTable = {
				values: estimate(crosswalk, from, to, table.values),
				provenance: 'estimated',
				statistic: null,
				source: table.source,
				join: {}
			};
			return [[network, estimated] as const];
		});
		return {
			month,
			edition: to.edition,
			networks: Object.fromEntries(entries),
			hexagons: new Map()
		};
	});
}

/** A crosswalk and what it makes of the months before it. */
export interface CarriedOver {
	crosswalk: Crosswalk;
	/** Estimates on the units of `crosswalk.to`, ascending by month. */
	tables: MonthTable[];
}

/** Crosswalk with the units on both of its sides. */
export interface Bridge {
	crosswalk: Crosswalk;
	from: Units;
	to: Units;
}

/**
 * The crosswalks of editions that follow each other, where there is a table.
 * @param editions ascending
 */
export async function readCrosswalks(data: string, editions: readonly Units[]): Promise<Bridge[]> {
	const bridges: Bridge[] = [];
	for (const [at, from] of editions.entries()) {
		const to = editions[at + 1];
		const crosswalk = to && (await readCrosswalk(data, from, to));
		if (crosswalk) bridges.push({ crosswalk, from, to });
	}
	return bridges;
}

/** Estimate all months of the editions that have a crosswalk. */
export function carryOver(
	bridges: readonly Bridge[],
	tables: readonly MonthTable[]
): CarriedOver[] {
	return bridges.map(({ crosswalk, from, to }) => ({
		crosswalk,
		tables: estimateTables(
			crosswalk,
			from,
			to,
			tables.filter(({ edition }) => edition === from.edition)
		)
	}));
}
