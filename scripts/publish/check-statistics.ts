import { READINGS } from '../../src/lib/domain/figures.ts';
import type { LevelValues } from '../../src/lib/domain/join.ts';
import { NETWORKS, wholeOf, type Network } from '../../src/lib/domain/network.ts';
import {
	joinStatistics,
	SHARES,
	STATISTICS_COLUMNS,
	type LevelStatistics
} from '../../src/lib/domain/statistics.ts';
import { unitsOf, type Level } from '../../src/lib/domain/unit.ts';
import { readMonthTable, readStatistics } from '../../src/lib/data/parquet.ts';
import type { ManifestMonth, ManifestNetwork } from '../../src/lib/data/schema.ts';
import type { CheckedMonth } from './check-month.ts';
import { checkDifferences, checkFloor, shownIn } from './check-privacy.ts';
import type { ShownNetwork } from './differences.ts';
import { promise, readVerified, toBuffer } from '../common/promise.ts';
import { joinLevels } from '../samples/month-table.ts';

/** Check what only months of single measurements have: statistics and operators of each network. */
export async function checkMeasured(
	folder: string,
	month: ManifestMonth,
	checked: CheckedMonth,
	floor: number
): Promise<void> {
	// The whole of a network comes before its parts.
	const shown = new Map<Network, ShownNetwork>();
	for (const network of NETWORKS) {
		const stated = month.networks[network];
		if (!stated) continue;
		await checkStatistics(folder, stated, checked, { network, shown }, floor);
		await checkOperators(folder, stated, checked, network, floor);
	}
}

async function checkStatistics(
	folder: string,
	{ table, statistics: file }: ManifestNetwork,
	checked: CheckedMonth,
	{ network, shown }: { network: Network; shown: Map<Network, ShownNetwork> },
	floor: number
): Promise<void> {
	const { month, units } = checked;
	if (!file) return checkFloor(units, checked.networks[network]!, undefined, floor, table.url);
	const labels = { month: month.month, edition: month.edition, network };
	const rows = await readStatistics(toBuffer(await readVerified(folder, file)), file.url, labels);
	const values = checked.networks[network]!;
	const { statistics, unmatched } = joinStatistics(units, rows);
	const known = units.levels.reduce((sum, level) => sum + countOf(values[level]!), 0);
	promise(unmatched.length === 0 && rows.code.length === known, {
		file: file.url,
		column: 'code',
		found: `${rows.code.length} rows, ${unmatched.length} of them without a unit`,
		expected: `${known} rows, one for each of the month's table`
	});
	checkFloor(units, values, statistics, floor, file.url);
	const own = shownIn(units, values, statistics);
	const whole = wholeOf(network);
	checkDifferences(units, own, whole ? shown.get(whole) : undefined, floor, file.url);
	shown.set(network, own);
	for (const level of units.levels)
		checkOrder(statistics[level]!, values[level]!, unitsOf(units, level).codes, file.url);
}

/** Each figure has its place among the others, and stands only where there are samples. */
function checkOrder(
	of: LevelStatistics,
	values: LevelValues,
	codes: readonly string[],
	file: string
): void {
	codes.forEach((code, row) => {
		const figures = STATISTICS_COLUMNS.filter(
			(name) => name !== 'spatial_coverage' && name !== 'hexagons'
		);
		const isEmpty = figures.every((name) => Number.isNaN(of[name][row]!));
		promise(isEmpty || values.samples[row]! > 0, {
			file,
			column: code,
			found: `statistics of ${values.samples[row]} samples`,
			expected: 'none without samples'
		});
		for (const reading of READINGS) {
			const median = values[reading][row]!;
			for (const [low, high] of [
				['p10', 'p90'],
				['low', 'high']
			] as const)
				checkAscending(file, `${code} ${low}_${reading}, median, ${high}_${reading}`, [
					of[`${low}_${reading}`][row]!,
					median,
					of[`${high}_${reading}`][row]!
				]);
		}
		for (const name of SHARES) checkAscending(file, `${code} ${name}`, [0, of[name][row]!, 1]);
		const hexagons = of.hexagons[row]!;
		promise(hexagons === 1 || Number.isNaN(hexagons), {
			file,
			column: `${code} hexagons`,
			found: String(hexagons),
			expected:
				'1 where all measurements lie in one hexagon; other numbers would tell of small ones'
		});
		checkAscending(file, `${code} share_100, share_40`, [of.share_100[row]!, of.share_40[row]!]);
	});
}

function checkAscending(file: string, column: string, numbers: readonly number[]): void {
	const isAscending = numbers.every((value, at) => at === 0 || !(value < numbers[at - 1]!));
	promise(isAscending, { file, column, found: numbers.join(', '), expected: 'ascending' });
}

/** Of each unit the operators together have at most as many samples as all measurements. */
async function checkOperators(
	folder: string,
	{ operators }: ManifestNetwork,
	{ month, units, networks }: CheckedMonth,
	network: Network,
	floor: number
): Promise<void> {
	if (!operators) return;
	const sums: Partial<Record<Level, Float64Array>> = {};
	for (const [operator, file] of Object.entries(operators)) {
		const labels = { month: month.month, edition: month.edition, network, operator };
		const content = toBuffer(await readVerified(folder, file));
		const table = await readMonthTable(content, file.url, labels);
		const rows = table[network];
		promise(rows !== undefined && Object.keys(table).length === 1, {
			file: file.url,
			column: 'network',
			found: Object.keys(table).join(),
			expected: network
		});
		const { values, join } = joinLevels(units, rows);
		checkFloor(units, values, undefined, floor, file.url);
		for (const level of units.levels) {
			const { rowsWithoutUnit, duplicates } = join[level]!;
			const unmatched = [...rowsWithoutUnit, ...duplicates];
			promise(unmatched.length === 0, {
				file: file.url,
				column: `${level} code`,
				found: unmatched.join(),
				expected: 'only codes of the edition, each once'
			});
			const sum = (sums[level] ??= new Float64Array(values[level]!.samples.length));
			values[level]!.samples.forEach((count, row) => (sum[row]! += count || 0));
		}
	}
	for (const level of units.levels) {
		const { samples } = networks[network]![level]!;
		sums[level]?.forEach((sum, row) =>
			promise(sum <= (samples[row]! || 0), {
				file: Object.values(operators)[0]!.url,
				column: `${network} ${unitsOf(units, level).codes[row]}`,
				found: `${sum} samples of all operators`,
				expected: `at most ${samples[row]}`
			})
		);
	}
}

function countOf({ samples }: LevelValues): number {
	return samples.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
}
