import { fromColumns, leafFlags, TOLERANCE, WHOLE } from '../../src/lib/domain/crosswalk.ts';
import { summarise } from '../../src/lib/domain/aggregate.ts';
import { unitsOf, type Level, type Units } from '../../src/lib/domain/unit.ts';
import {
	checked,
	CrosswalkSchema,
	SummarySchema,
	type ManifestCrosswalk,
	type PublishedCrosswalk
} from '../../src/lib/data/schema.ts';
import { summaryContent, type MonthSummary } from './contents.ts';
import { estimateMonth, type Bridge } from '../crosswalk/crosswalks.ts';
import { decodeJson, promise, readVerified } from '../common/promise.ts';
import type { CountedMonth } from '../samples/month-table.ts';

/**
 * A crosswalk fits both lists of units.
 * @returns it, with these
 */
export async function checkCrosswalk(
	folder: string,
	{ from, to, table }: Pick<ManifestCrosswalk, 'from' | 'to' | 'table'>,
	before: Units,
	after: Units
): Promise<Bridge> {
	const file = table.url;
	const published = checked(
		CrosswalkSchema,
		decodeJson(await readVerified(folder, table), file),
		file
	);
	promise(published.from === from && published.to === to, {
		file,
		column: 'from',
		found: `${published.from} to ${published.to}`,
		expected: `${from} to ${to}`
	});
	for (const level of before.levels) checkLinks(published, level, before, after, file);
	const crosswalk = fromColumns(before, after, published.levels);
	promise(!crosswalk.provinces.includes(-1), {
		file,
		column: 'levels',
		found: 'no successor of a province',
		expected: 'one for each'
	});
	return { crosswalk, from: before, to: after };
}

/** A month of the earlier list on the units of the later one, to the last sample. */
export function checkedEstimate(bridge: Bridge, own: CountedMonth, file: string): CountedMonth {
	const estimated = estimateMonth(bridge, own);
	checkSums(own, estimated, file);
	return estimated;
}

/** The summary of estimates is that of the monthly tables. */
export async function checkEstimates(
	folder: string,
	summary: ManifestCrosswalk['summary'],
	months: readonly (readonly [string, MonthSummary])[]
): Promise<void> {
	// What the schema reads has its keys in the schema's order: networks with and without a threshold differ there.
	const told = decodeJson(await readVerified(folder, summary), summary.url);
	checked(SummarySchema, told, summary.url);
	promise(JSON.stringify(told) === JSON.stringify(summaryContent(months)), {
		file: summary.url,
		column: 'months',
		expected: 'the estimates of the monthly tables'
	});
}

function checkLinks(
	{ levels }: PublishedCrosswalk,
	level: Level,
	from: Units,
	to: Units,
	file: string
): void {
	if (level === 'province') return;
	const { counts, to: rows, share } = levels[level] ?? { counts: [], to: [], share: [] };
	const { codes } = unitsOf(from, level);
	const column = `levels.${level}`;
	const links = counts.reduce((sum, count) => sum + count, 0);
	promise(counts.length === codes.length && rows.length === links && share.length === links, {
		file,
		column,
		found: `${counts.length} units, ${rows.length} rows, ${share.length} shares`,
		expected: `${codes.length} units, ${links} of each`
	});
	const targets = unitsOf(to, 'commune').codes.length;
	const isLeaf = leafFlags(from, level);
	let start = 0;
	counts.forEach((count, row) => {
		const own = rows.slice(start, start + count);
		const sum = share.slice(start, start + count).reduce((total, part) => total + part, 0);
		start += count;
		const isRight =
			own.every((at, place) => at < targets && (place === 0 || own[place - 1]! < at)) &&
			(count === 0 || (isLeaf[row] === 1 && Math.abs(sum / WHOLE - 1) <= TOLERANCE));
		promise(isRight, {
			file,
			column: `${column} ${codes[row]}`,
			found: `${own.join(' ')}: ${sum}`,
			expected: `ascending rows below ${targets} with shares of about ${WHOLE}, for communes and districts without any`
		});
	});
}

/** An estimate has all samples of its month: none is lost and none is made up. */
function checkSums(own: CountedMonth, estimated: CountedMonth, file: string): void {
	for (const [network, table] of Object.entries(own.networks)) {
		const { province, commune } = estimated.networks[network as 'mobile']!.values;
		const whole = summarise(table.values.province!.samples).samples;
		const found = summarise(province!.samples).samples;
		// A province that was reported with less than its communes have counts with these.
		const isKept = found === whole || (table.provenance !== 'simulated' && found > whole);
		const placed = summarise(commune!.samples).samples;
		promise(isKept && placed <= found, {
			file,
			column: `${own.month} ${network}`,
			found: `${found} samples, ${placed} of them in communes`,
			expected: `${whole} samples, as in the month's own table`
		});
	}
}
