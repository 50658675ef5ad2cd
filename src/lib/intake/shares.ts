/** Rows and tables of days or weeks: summed up to their month where all are there, else asked or refused. */
import { byReading } from '../domain/figures.ts';
import type { Month } from '../domain/month.ts';
import type { AnswerBook } from './answers.ts';
import type { Question } from './draft.ts';
import type { Entry } from './entries.ts';
import type { TableRead } from './read-table.ts';
import type { DataRow } from './rows.ts';
import { textOf, type Text } from './sheet.ts';
import { partOf } from './networks.ts';
import { operatorKey } from './other-operators.ts';
import type { Table } from './tables.ts';
import { both, listed, withoutPersonal } from './texts.ts';
import { NOT_ALL } from './aspects.ts';
import { ALL_WEEKS, areAllWeeks, sharesQuestion } from './weeks.ts';
import { fold } from './words.ts';

/** The share of a month that a row is of. */
export type Share =
	| { kind: 'week'; week: number }
	/** `time` where several rows are of one day. */
	| { kind: 'day'; day: string; time?: string }
	/** What a column or the title of a table tells apart: an hour, a server, "Trong nhà". */
	| { kind: 'part'; by: string; part: string; label?: string };

/** A week of its own or of the table's title, a day where units have rows of several, a part of another kind. */
export function shareOf(read: TableRead, areDays: boolean, data: DataRow): Pick<Entry, 'share'> {
	const week = data.week ?? read.week;
	if (week !== undefined) return { share: { kind: 'week', week } };
	const day = areDays && data.month?.kind === 'month' ? data.month.day : undefined;
	const finer = read.finer && textOf(data.row.cells[read.finer.at]);
	if (day) return { share: { kind: 'day', day, ...(finer ? { time: finer } : {}) } };
	if (finer) return { share: { kind: 'part', by: read.finer!.parts.join(' / '), part: finer } };
	const { aspect } = read;
	return aspect ? { share: { kind: 'part', by: '', part: aspect.part, label: aspect.text } } : {};
}

/** Entries of whole months. */
export interface Summed {
	entries: Entry[];
	questions: Question[];
	notes: Text[];
	refusals: { table: number; found: Text; expected: Text }[];
}

function keyOf(share: Share): string | number {
	if (share.kind === 'week') return share.week;
	return share.kind === 'day' ? [share.day, share.time ?? ''].join(' ').trim() : share.part;
}

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
	const months = new Map<string, (Entry & { share: Share })[]>();
	for (const entry of entries) {
		if (!hasShare(entry)) continue;
		const key = `${entry.month} ${entry.share.kind}`;
		const group = months.get(key);
		if (group) group.push(entry);
		else months.set(key, [entry]);
	}
	for (const of of months.values()) addMonth(of[0]!.month, of, tables, book, result);
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
	const summed = sumsOf(entries);
	// Tables of other units each are no parts of each other.
	if (first!.share.kind === 'part' && summed.every(({ parts }) => !parts)) {
		result.entries.push(...entries);
		return;
	}
	const isAnswered = names.every((name) => book.has('shares', 'sum', name));
	result.entries.push(...summed);
	const word = wordsFor(entries, shares, month);
	if (isAll(first!.share, shares, month) || isAnswered) {
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
	const isPart = first!.share.kind === 'part';
	const question = sharesQuestion(
		names[0]!,
		isPart
			? both(
					`${month}: số mẫu chia theo ${word.vi}, không có số chung của từng đơn vị`,
					`${month}: counts are parted by ${word.en}; there are none of units as a whole`
				)
			: both(
					`${month}: chỉ có số liệu của ${word.vi}, không chắc là của cả tháng`,
					`${month}: there are only figures of ${word.en}, which are not for sure the whole month`
				),
		summed
			.slice(0, 3)
			.map(({ place, samples }) =>
				both(`${place.code}: ${samples} mẫu`, `${place.code}: ${samples} samples`)
			),
		isPart ? NOT_ALL : undefined
	);
	result.questions.push({ ...question, tables: names });
}

function wordsFor(
	entries: readonly (Entry & { share: Share })[],
	shares: readonly (string | number)[],
	month: Month
): Text {
	const { share } = entries[0]!;
	if (share.kind === 'part') {
		const labels = entries.map(({ share: of }) =>
			of.kind === 'part' ? withoutPersonal(of.label ?? of.part) : ''
		);
		// Names of people are shown nowhere.
		if (/\b(?:can bo|nguoi|nhan vien)\b/.test(fold(share.by)))
			return both(`"${share.by}"`, `"${share.by}"`);
		const parts = listed([...new Set(labels)], 4);
		return share.by
			? both(`"${share.by}" (${parts.vi})`, `"${share.by}" (${parts.en})`)
			: both(`bảng (${parts.vi})`, `tables (${parts.en})`);
	}
	if (share.kind === 'week') {
		const weeks = listed(shares.map(String), 5);
		return both(`tuần ${weeks.vi}`, `week ${weeks.en}`);
	}
	const all = daysOf(shares);
	const days = listed(
		all.map((day) => day.slice(8)),
		4
	);
	return both(
		`${all.length} ngày (${days.vi}) của tháng ${month}`,
		`${all.length} days (${days.en}) of ${month}`
	);
}

/** Days of shares, each once. */
function daysOf(shares: readonly (string | number)[]): string[] {
	return [...new Set(shares.map((day) => String(day).slice(0, 10)))];
}

/** True for all weeks or all days of a month. */
function isAll({ kind }: Share, shares: readonly (string | number)[], month: Month): boolean {
	if (kind === 'part') return false;
	const weeks = shares.filter((of) => typeof of === 'number');
	if (weeks.length > 0) return weeks.length === shares.length && areAllWeeks(weeks);
	const [year, number] = month.split('-').map(Number);
	return daysOf(shares).length === new Date(Date.UTC(year!, number!, 0)).getUTCDate();
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
