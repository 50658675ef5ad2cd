import { editionOfMonth, type Edition } from '../../src/lib/domain/edition.ts';
import { READINGS } from '../../src/lib/domain/figures.ts';
import type { LevelValues, NetworkValues } from '../../src/lib/domain/join.ts';
import type { Month } from '../../src/lib/domain/month.ts';
import { isAboveWhole, NETWORKS, wholeOf, type Network } from '../../src/lib/domain/network.ts';
import {
	parentLevel,
	unitsOf,
	type Level,
	type LevelUnits,
	type Units
} from '../../src/lib/domain/unit.ts';
import { readMonthTable } from '../../src/lib/data/parquet.ts';
import type { ManifestMonth, Summary } from '../../src/lib/data/schema.ts';
import { checkSent } from './check-sent.ts';
import { networkSummary, readingsIn } from './contents.ts';
import { promise, readVerified, toBuffer } from '../common/promise.ts';
import { countsOf, joinLevels, type CountedMonth } from '../samples/month-table.ts';

/** A month as read back. */
export interface CheckedMonth {
	month: ManifestMonth;
	units: Units;
	networks: Partial<Record<Network, NetworkValues>>;
}

/** Read a month's table back and check every row. */
export async function checkTable(
	folder: string,
	month: ManifestMonth,
	units: Units,
	editions: readonly Edition[]
): Promise<CheckedMonth> {
	promise(editionOfMonth(editions, month.month)?.id === month.edition, {
		file: 'manifest.json',
		column: `months.${month.month}.edition`,
		found: month.edition,
		expected: `the edition that serves ${month.month}`
	});
	const networks: CheckedMonth['networks'] = {};
	for (const network of NETWORKS) {
		const stated = month.networks[network];
		if (!stated) continue;
		const { url } = stated.table;
		const content = toBuffer(await readVerified(folder, stated.table));
		const labels = { month: month.month, edition: month.edition, network };
		const table = await readMonthTable(content, url, labels);
		const rows = table[network];
		promise(rows !== undefined && Object.keys(table).length === 1, {
			file: url,
			column: 'network',
			found: Object.keys(table).join(),
			expected: network
		});
		const { values, join } = joinLevels(units, rows);
		const matched = Object.values(join).reduce((sum, report) => sum + report.matched, 0);
		promise(matched === rows.code.length, {
			file: url,
			column: 'code',
			found: `${rows.code.length - matched} rows of ${network} without a unit`,
			expected: `only codes of edition ${month.edition}, each once`
		});
		for (const level of units.levels) checkLevel(month, network, level, values[level]!);
		checkParents(month, network, units, values);
		checkSent(month, network, units, values);
		promise(`${stated.readings}` === `${readingsIn(values)}`, {
			file: 'manifest.json',
			column: `months.${month.month}.networks.${network}.readings`,
			found: `${stated.readings}`,
			expected: `${readingsIn(values)}, as in ${url}`
		});
		networks[network] = values;
	}
	checkParts(month, units, networks);
	return { month, units, networks };
}

/**
 * A part of a network (5G) has at most as many samples as the whole (mobile), in each unit where both are known. A sum is
 * held against a whole that was given; against a sum of the whole a part that was given, unless units lack in that sum.
 */
export function checkParts(
	month: ManifestMonth,
	units: Units,
	networks: CheckedMonth['networks']
): void {
	for (const network of NETWORKS) {
		const whole = wholeOf(network);
		if (whole && networks[network] && networks[whole])
			for (const level of units.levels)
				checkPart(
					month,
					network,
					whole,
					unitsOf(units, level),
					[networks[network][level]!, networks[whole][level]!],
					lackingBelow(units, level, networks[whole])
				);
	}
}

/** Units of a level below which some are without data. */
function lackingBelow(units: Units, level: Level, values: NetworkValues): ReadonlySet<number> {
	const below = units.levels[units.levels.indexOf(level) + 1];
	if (!below) return new Set();
	const { samples, derived } = values[below]!;
	const further = lackingBelow(units, below, values);
	const { parentRows } = unitsOf(units, below);
	return new Set(
		parentRows.filter((_, row) => Number.isNaN(samples[row]!) || (derived[row] && further.has(row)))
	);
}

function checkPart(
	month: ManifestMonth,
	network: Network,
	whole: Network,
	{ codes, names }: LevelUnits,
	[own, all]: readonly [LevelValues, LevelValues],
	lacking: ReadonlySet<number>
): void {
	const isEstimated = [network, whole].some((of) => month.networks[of]?.provenance === 'estimated');
	own.samples.forEach((samples, row) => {
		const most = all.samples[row]!;
		if (all.derived[row] && (own.derived[row] || lacking.has(row))) return;
		promise(!isAboveWhole(samples, most, isEstimated), {
			file: tableUrl(month, network),
			column: `${month.month} ${network} ${codes[row]} ${names[row]}`,
			found: `${samples} samples`,
			expected: `at most ${most}, as of ${whole}, of which it is a part`,
			remedy: `Mend ${network} or ${whole} of this unit: npm run samples -- replace ${month.month} <files>`
		});
	});
}

/** The file that holds a month's rows of a network. */
export function tableUrl(month: ManifestMonth, network: Network): string {
	return month.networks[network]?.table.url ?? 'manifest.json';
}

/** Counts are whole, speeds stand only beside samples, and the rows are those of the manifest's join report. */
function checkLevel(
	month: ManifestMonth,
	network: Network,
	level: Level,
	values: LevelValues
): void {
	const file = tableUrl(month, network);
	let received = 0;
	values.samples.forEach((samples, row) => {
		if (Number.isNaN(samples)) return;
		if (!values.derived[row]) received++;
		promise(Number.isInteger(samples) && samples >= 0, {
			file,
			column: `${network} ${level} samples`,
			found: String(samples),
			expected: 'a whole number of at least 0'
		});
		for (const measure of READINGS) {
			const speed = values[measure][row]!;
			promise(Number.isNaN(speed) || (samples > 0 && speed >= 0), {
				file,
				column: `${network} ${level} ${measure}`,
				found: `${speed} beside ${samples} samples`,
				expected: 'a number of at least 0 where there are samples'
			});
		}
	});
	const expected = month.networks[network]?.join[level]?.matched;
	promise(received === expected, {
		file,
		column: `${network} ${level}`,
		found: `${received} rows`,
		expected: `${expected} rows, as the join report says`
	});
}

/**
 * A derived parent is the sum of its children. A simulated one is at least that; a received one is what was received.
 */
function checkParents(
	month: ManifestMonth,
	network: Network,
	units: Units,
	values: NetworkValues
): void {
	for (const level of units.levels) {
		const above = parentLevel(units, level);
		if (!above) continue;
		const parents = values[above]!;
		const sums = new Float64Array(parents.samples.length);
		unitsOf(units, level).parentRows.forEach((parent, row) => {
			sums[parent] = sums[parent]! + (values[level]!.samples[row] || 0);
		});
		sums.forEach((sum, row) => {
			const own = parents.samples[row]!;
			const isSimulated = month.networks[network]?.provenance === 'simulated';
			const isKept = parents.derived[row] ? own === sum : !isSimulated || !(own < sum);
			promise(isKept, {
				file: tableUrl(month, network),
				column: `${network} ${above} ${unitsOf(units, above).codes[row]}`,
				found: String(own),
				expected: `${parents.derived[row] ? '' : 'at least '}${sum}, the sum of its parts`
			});
		});
	}
}

/** As much of a month as series, summaries and estimates are made from. */
export function countedMonth({ month, networks }: CheckedMonth): CountedMonth {
	const entries = NETWORKS.flatMap((network) => {
		const values = networks[network];
		const stated = month.networks[network];
		if (!values || !stated) return [];
		const { provenance, sent } = stated;
		return [[network, { values, provenance, sent }] as const];
	});
	return countsOf({
		month: month.month,
		edition: month.edition,
		networks: Object.fromEntries(entries)
	});
}

/** What the summary must say of a month, network by network. */
export type ExpectedSummary = Partial<Record<Network, string>>;

/** What the summary must say of a month by its tables. */
export function expectedSummary(
	{ edition, networks }: CountedMonth,
	units: Units
): ExpectedSummary {
	return Object.fromEntries(
		Object.entries(networks).map(([network, of]) => [
			network,
			JSON.stringify({ edition, ...networkSummary(network as Network, of, units) })
		])
	);
}

/** The summary says of each month what its table holds. */
export function checkSummary(
	summary: Summary,
	months: readonly { month: Month; expected: ExpectedSummary }[],
	file: string
): void {
	const known = months.map(({ month }) => month).join();
	promise(Object.keys(summary.months).join() === known, {
		file,
		column: 'months',
		found: Object.keys(summary.months).join(),
		expected: known
	});
	for (const { month, expected } of months) {
		const entry = summary.months[month]!;
		for (const network of NETWORKS) {
			const stated = entry.networks[network];
			const found = stated && JSON.stringify({ edition: entry.edition, ...stated });
			promise(found === expected[network], {
				file,
				column: `months.${month}.networks.${network}`,
				found: String(found),
				expected: String(expected[network])
			});
		}
	}
}
