/** Figures that files give and that can't be taken: a sum that lacks one of them is not known. */
import type { Fault } from '../domain/errors.ts';
import type { Combined } from './combine.ts';
import type { Entry, Problem } from './entries.ts';
import { partOf, type NetworkWord } from './networks.ts';
import { operatorKey } from './other-operators.ts';
import { sheetTitle } from './sheet.ts';
import type { Table } from './tables.ts';
import { both, faultIn } from './texts.ts';

/** A figure that is there and can't be taken. */
export interface Gap extends Pick<
	Entry,
	'table' | 'line' | 'month' | 'operator' | 'spelling' | 'place' | 'isEstimated' | 'share'
> {
	/** Nothing where that isn't known itself. */
	network?: NetworkWord;
	fault: Fault;
}

/** The gap that entries leave that do not agree. */
export function clashOf(clashing: readonly Entry[], tables: readonly Table[]): Gap {
	const [first, other] = clashing as [Entry, Entry];
	return {
		...first,
		fault: faultIn(
			{
				file: sheetTitle(tables[first.table]!.sheet),
				row: first.line,
				...(first.column === undefined ? {} : { column: first.column })
			},
			{ found: `${first.samples}, ${other.samples}` }
		)
	};
}

/** Gaps of parts of a network. */
export function gapsBetween(
	gaps: readonly Gap[],
	parts: readonly string[],
	isPart: (part: string) => boolean = () => false
): Gap[] {
	return gaps.filter(({ network }) => {
		const part = network && partOf(network);
		return part === undefined || parts.includes(part) || isPart(part);
	});
}

/** Refuse an entry that would be added to what can't be taken. */
export function refuseFor(
	entry: Entry,
	gap: Gap,
	tables: readonly Table[],
	result: Pick<Combined, 'refused' | 'problems'>
): void {
	if (result.refused.has(entry)) return;
	result.refused.add(entry);
	for (const of of entry.parts ?? [entry]) result.problems.push(following(of, gap, tables));
}

/** Entries of shares without those of which another share can't be taken: the month is not their sum. */
export function withoutOpenShares(
	entries: readonly Entry[],
	gaps: readonly Gap[],
	tables: readonly Table[]
): { entries: Entry[]; problems: Problem[] } {
	const open = gaps.filter(({ share }) => share);
	const problems: Problem[] = [];
	const standing = entries.filter((entry) => {
		const gap = entry.share && open.find((of) => isOfOne(of, entry));
		if (gap) problems.push(following(entry, gap, tables));
		return !gap;
	});
	return { entries: standing, problems };
}

function isOfOne(gap: Gap, entry: Entry): boolean {
	return (
		gap.month === entry.month &&
		gap.place.code === entry.place.code &&
		gap.isEstimated === entry.isEstimated &&
		operatorKey(gap) === operatorKey(entry) &&
		(!gap.network || partOf(gap.network) === partOf(entry.network))
	);
}

function following(entry: Entry, { line, fault }: Gap, tables: readonly Table[]): Problem {
	const { row, column, found = '' } = fault;
	const where = both(
		[`dòng ${row ?? line}`, column && `cột "${column}"`].filter(Boolean).join(', '),
		[`row ${row ?? line}`, column && `column "${column}"`].filter(Boolean).join(', ')
	);
	return {
		table: entry.table,
		line: entry.line,
		kind: 'rejected',
		reason: 'impossible value',
		isFollowing: true,
		fault: faultIn(
			{
				file: sheetTitle(tables[entry.table]!.sheet),
				row: entry.line,
				...(entry.column === undefined ? {} : { column: entry.column })
			},
			{
				found: String(entry.samples),
				expected: both(
					`mọi số cộng thành tổng của ${entry.place.code}; ${where.vi} ghi "${found}"`,
					`all that the sum of ${entry.place.code} is made of; ${where.en} says "${found}"`
				)
			}
		)
	};
}
