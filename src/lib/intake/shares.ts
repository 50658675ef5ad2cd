/** Rows and tables of days or weeks: summed up to their month where all are there, else asked or refused. */
import { byReading } from '../domain/figures.ts';
import type { Month } from '../domain/month.ts';
import type { AnswerBook } from './answers.ts';
import type { Question } from './draft.ts';
import type { Entry } from './entries.ts';
import { partOf } from './networks.ts';
import { operatorKey } from './other-operators.ts';
import type { Text } from './sheet.ts';
import type { Table } from './tables.ts';
import { both, listed } from './texts.ts';
import { ALL_WEEKS, areAllWeeks, sharesQuestion } from './weeks.ts';

/** The share of a month that a row is of. */
export type Share = { kind: 'week'; week: number } | { kind: 'day'; day: string };

/** Entries of whole months. */
export interface Summed {
	entries: Entry[];
	questions: Question[];
	notes: Text[];
	refusals: { table: number; found: Text; expected: Text }[];
}

const keyOf = (share: Share) => (share.kind === 'week' ? share.week : share.day);

/** Sum up shares of one unit, month, network and operator. */
export function sumShares(
	entries: readonly Entry[],
	tables: readonly Table[],
	book: AnswerBook
): Summed {
	const result: Summed = {
		entries: entries.filter(({ share }) => !share),
		questions: [],
		notes: [],
		refusals: []
	};
	const months = new Map<Month, (Entry & { share: Share })[]>();
	for (const entry of entries) {
		if (!hasShare(entry)) continue;
		const group = months.get(entry.month);
		if (group) group.push(entry);
		else months.set(entry.month, [entry]);
	}
	for (const [month, of] of months) addMonth(month, of, tables, book, result);
	return result;
}

function hasShare(entry: Entry): entry is Entry & { share: Share } {
	return entry.share !== undefined;
}

function addMonth(
	month: Month,
	entries: readonly (Entry & { share: Share })[],
	tables: readonly Table[],
	book: AnswerBook,
	result: Summed
): void {
	const [first] = entries;
	const names = [...new Set(entries.map(({ table }) => tables[table]!.name))];
	const shares = [...new Set(entries.map(({ share }) => keyOf(share)))].sort();
	const isAnswered = names.every((name) => book.has('shares', 'sum', name));
	const summed = sumsOf(entries);
	result.entries.push(...summed);
	const word = wordsFor(first!.share, shares, month);
	if (isAll(shares, month) || isAnswered) {
		result.notes.push(
			both(
				`${month}: số mẫu là tổng ${word.vi}; tổng không có tốc độ`,
				`${month}: counts are sums of ${word.en}; a sum has no speeds`
			)
		);
		return;
	}
	if (shares.length === 1 && first!.share.kind === 'week') {
		result.refusals.push({ table: first!.table, found: word, expected: ALL_WEEKS });
		return;
	}
	const question = sharesQuestion(
		names[0]!,
		both(
			`${month}: chỉ có số liệu của ${word.vi}, không chắc là của cả tháng`,
			`${month}: there are only figures of ${word.en}, which are not for sure the whole month`
		),
		summed
			.slice(0, 3)
			.map(({ place, samples }) =>
				both(`${place.code}: ${samples} mẫu`, `${place.code}: ${samples} samples`)
			)
	);
	result.questions.push({ ...question, tables: names });
}

function wordsFor({ kind }: Share, shares: readonly (string | number)[], month: Month): Text {
	if (kind === 'week') {
		const weeks = listed(shares.map(String), 5);
		return both(`tuần ${weeks.vi}`, `week ${weeks.en}`);
	}
	const days = listed(
		shares.map((day) => String(day).slice(8)),
		4
	);
	return both(
		`${shares.length} ngày (${days.vi}) của tháng ${month}`,
		`${shares.length} days (${days.en}) of ${month}`
	);
}

/** True for all weeks or all days of a month. */
function isAll(shares: readonly (string | number)[], month: Month): boolean {
	const weeks = shares.filter((of) => typeof of === 'number');
	if (weeks.length > 0) return weeks.length === shares.length && areAllWeeks(weeks);
	const [year, number] = month.split('-').map(Number);
	return shares.length === new Date(Date.UTC(year!, number!, 0)).getUTCDate();
}

/** One entry for each unit; a share that is told twice stays beside the sum, as what contradicts it. */
function sumsOf(entries: readonly (Entry & { share: Share })[]): Entry[] {
	const groups = new Map<string, (Entry & { share: Share })[]>();
	const doubles: Entry[] = [];
	for (const entry of entries) {
		const key = [
			partOf(entry.network),
			operatorKey(entry),
			entry.place.code,
			entry.isBlank,
			entry.isEstimated
		].join('|');
		const group = groups.get(key) ?? [];
		groups.set(key, group);
		const other = group.find(({ share }) => keyOf(share) === keyOf(entry.share));
		if (other && other.samples === entry.samples) continue;
		if (other) doubles.push(entry);
		else group.push(entry);
	}
	const sums = [...groups.values()].map((group): Entry => {
		const [first] = group;
		if (group.length === 1) return first!;
		return {
			...first!,
			samples: group.reduce((sum, { samples }) => sum + samples, 0),
			...byReading(() => NaN),
			statistic: undefined,
			parts: group
		};
	});
	return [...sums, ...doubles];
}
