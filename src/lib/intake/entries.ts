/** Rows as figures of units: each value checked by itself, so that a bad speed costs the speed and never the count. */
import type { Fault } from '../domain/errors.ts';
import { byReading, type Reading } from '../domain/figures.ts';
import type { Statistic } from '../domain/join.ts';
import type { Month } from '../domain/month.ts';
import type { AnswerBook } from './answers.ts';
import type { EditionNames, IntakeContext } from './context.ts';
import type { Candidate, Question, Reason, RowOutcome } from './draft.ts';
import type { Place } from './finder.ts';
import type { Gap } from './gaps.ts';
import type { Group } from './groups.ts';
import { isTime, SPEED_ROLES } from './headers.ts';
import type { NetworkWord } from './networks.ts';
import { operatorOfRow } from './operators.ts';
import type { Placed, Placing } from './placing.ts';
import { namesFor, type TableRead } from './read-table.ts';
import type { DataRow } from './rows.ts';
import { shareOf, type Share } from './shares.ts';
import { isEmpty, isUncalculated, sheetTitle, textOf, type Cell, type Text } from './sheet.ts';
import { MOST_SPEED } from './speed-units.ts';
import {
	hasSeveralDays,
	monthOf,
	monthsAgainstTitle,
	openMonths,
	otherMonthsNote,
	titledMonth,
	type MonthWork
} from './row-month.ts';
import { countOfRow } from './row-count.ts';
import { numberOf, unitInCell } from './column-values.ts';
import { noMonth } from './readings.ts';
import type { Column } from './tables.ts';
import { invalidIn, VALID_ROW } from './trials.ts';
import { both, listed, wordsOf } from './texts.ts';
import { isBlank, takeStatistic, fold } from './words.ts';

/** Figures that a row gives a unit of one month, network and operator; readings are `NaN` where not given. */
export interface Entry extends Record<Reading, number>, Pick<DataRow, 'spelling'> {
	/** Index of its table. */
	table: number;
	line: number;
	month: Month;
	network: NetworkWord;
	/** Empty for all together. */
	operator: string;
	/** The list that the place is of. */
	names: EditionNames;
	place: Place;
	/** True when the row leaves the commune empty: it is the place's own, or of an unknown commune in it. */
	isBlank: boolean;
	isEstimated: boolean;
	samples: number;
	statistic: Statistic | undefined;
	repairs: Text[];
	/** True when its name was read without what stands in brackets. */
	isWeak: boolean;
	candidates: Candidate[];
	/** Days or week of the month that it is of; nothing for all of it. */
	share?: Share;
	/** Entries that it is the sum of. */
	parts?: Entry[];
	/** Header of its count where rows have several. */
	column?: string;
}

/** A row, or a figure of it, that was not taken. */
export type Problem = Extract<RowOutcome, { kind: 'waiting' | 'rejected' }> & {
	/** True when nothing is wrong with it but what it would be added to. */
	isFollowing?: true;
};

/** What the rows of a table give. */
export interface Entries {
	entries: Entry[];
	/** Figures that are there and can't be taken. */
	gaps: Gap[];
	problems: Problem[];
	questions: Question[];
	notes: Text[];
	refusal?: { found: string; expected: Text };
}

/** Figures of all rows of a table. */
export function entriesOf(
	read: TableRead,
	table: number,
	placing: Placing,
	book: AnswerBook,
	context: IntakeContext
): Entries {
	const result: Entries = { entries: [], gaps: [], problems: [], questions: [], notes: [] };
	const titled = titledMonth(read);
	const headed = new Set(read.columns.groups.flatMap(({ month }) => month ?? []));
	const months: MonthWork = {
		read,
		context,
		answer: book.of('month', read.table.name),
		year: book.of('year', read.table.name),
		titled,
		areHeadersAtOdds: headed.size === 1 && titled !== undefined && !headed.has(titled),
		areDays: hasSeveralDays(read),
		open: [],
		longer: []
	};
	const work: Work = { read, table, placing, context, months, result, told: new Map() };
	const isLeft = leftForReplacing(work);
	for (const data of read.data)
		for (const group of data.groups) if (!isLeft(group)) addEntry(work, data, group);
	if (months.open.length > 0) result.questions.push(openMonths(read, months.open));
	const againstTitle = monthsAgainstTitle(read, book);
	if (againstTitle) result.questions.push(againstTitle);
	const otherMonths = otherMonthsNote(read, context);
	if (otherMonths) result.notes.push(otherMonths);
	const [longer] = months.longer;
	const refusal =
		longer && months.longer.length === read.data.length
			? { found: longer, expected: noMonth(longer) }
			: months.refusal;
	if (refusal) result.refusal = refusal;
	for (const [key, { text, lines }] of work.told) {
		const rows = listed(lines.map(String), 6);
		if (key) result.notes.push(both(`${text.vi}: dòng ${rows.vi}`, `${text.en}: rows ${rows.en}`));
	}
	return result;
}

interface Work {
	read: TableRead;
	table: number;
	placing: Placing;
	context: IntakeContext;
	months: MonthWork;
	result: Entries;
	/** What is told once for several rows. */
	told: Map<string, { text: Text; lines: number[] }>;
}

function tell({ told }: Work, line: number, text: Text): void {
	const known = told.get(text.en);
	if (known) known.lines.push(line);
	else told.set(text.en, { text, lines: [line] });
}

function addEntry(work: Work, data: DataRow, group: Group): void {
	const { read, result, context } = work;
	const reject = (reason: Reason, fault: Omit<Fault, 'file'>) =>
		void result.problems.push({
			table: work.table,
			line: data.row.line,
			kind: 'rejected',
			reason,
			fault: faultOf(read, data, fault)
		});
	const mark = invalidIn(data.row.cells, read.marks);
	if (mark !== undefined) return reject('marked invalid', wordsOf(mark, VALID_ROW));
	const of = monthOf(work.months, data, group);
	if ('fault' in of) return reject('missing month', of.fault);
	const { month } = of;
	const network = group.network ?? networkOfRow(read, data);
	const names = namesFor(month, context);
	const placed = work.placing.placeOf(data, names);
	const { place } = placed.found;
	if (!network) {
		const fault = noNetwork(read, data);
		if (place) result.gaps.push(gapOf(work, data, group, month, placed.isEstimated, place, fault));
		return reject('missing network', fault);
	}
	if (month > context.thisMonth || month < names.edition.from)
		return reject('impossible time', {
			...wordsOf(
				month,
				both(
					`một tháng từ ${context.editions[0]!.edition.from} đến ${context.thisMonth}`,
					`a month from ${context.editions[0]!.edition.from} to ${context.thisMonth}`
				)
			)
		});
	if (!place) return void result.problems.push(unplaced(work, data, placed, month));
	const values = valuesOf(work, data, group);
	if ('reason' in values) {
		if (values.reason !== 'no value')
			result.gaps.push({
				...gapOf(work, data, group, month, placed.isEstimated, place, values.fault),
				network
			});
		return reject(values.reason, values.fault);
	}
	if (network.isOther) tell(work, data.row.line, OTHER[network.isOther]);
	result.entries.push({
		table: work.table,
		line: data.row.line,
		month,
		network,
		...operatorOfRow(group, data, read.table.operator),
		names: placed.names,
		place,
		isBlank: data.isBlank && place.level !== 'commune',
		isEstimated: placed.isEstimated,
		...values,
		repairs: repairsOf(placed, month),
		isWeak: placed.found.how === 'shortened',
		candidates: [{ code: place.code, name: placed.names.finder.describe(place, month) }],
		...columnOf(read, group),
		...shareOf(read, work.months.areDays, data)
	});
}

/** Of a table with months in columns the one to replace alone is taken. */
function leftForReplacing({ read, months, context, result }: Work): (group: Group) => boolean {
	const { answer } = months;
	const { groups } = read.columns;
	const isOne = answer && context.isReplacing && groups.some(({ month }) => month === answer);
	const left = groups.filter(({ month }) => isOne && month && month !== answer);
	if (left.length === 0) return () => false;
	const names = listed(
		left.map(({ samples }) => `"${samples.parts.join(' / ')}"`),
		4
	);
	result.notes.push(
		both(
			`Chỉ thay ${answer}: không lấy các cột ${names.vi}`,
			`Only ${answer} is replaced: columns ${names.en} are not taken`
		)
	);
	return (group) => left.includes(group);
}

function columnOf({ columns }: TableRead, { samples }: Group): Pick<Entry, 'column'> {
	return columns.groups.length > 1 ? { column: samples.parts.join(' / ') } : {};
}

function gapOf(
	{ read, table, months }: Work,
	data: DataRow,
	group: Group,
	month: Month,
	isEstimated: boolean,
	place: Place,
	fault: Partial<Fault>
): Gap {
	return {
		table,
		line: data.row.line,
		month,
		...operatorOfRow(group, data, read.table.operator),
		place,
		isEstimated,
		fault: faultOf(read, data, fault),
		...shareOf(read, months.areDays, data)
	};
}

function noNetwork({ columns }: TableRead, { networkText }: DataRow): Omit<Fault, 'file'> {
	return {
		column: columns.of.network?.parts.at(-1),
		...wordsOf(
			networkText,
			both('di động, cố định hoặc 5G', 'mobile (di động), fixed (cố định) or 5G')
		)
	};
}

const OTHER = {
	wifi: both('Wi-Fi được tính là cố định', 'Wi-Fi counts as fixed'),
	satellite: both('vệ tinh được tính là cố định', 'satellite counts as fixed')
};

function faultOf(read: TableRead, data: DataRow, fault: Partial<Fault>): Fault {
	return { file: sheetTitle(read.table.sheet), row: data.row.line, ...fault };
}

/** A column of networks tells for each row; a heading before a title. */
function networkOfRow({ columns, network }: TableRead, data: DataRow): NetworkWord | undefined {
	if (columns.of.network && data.networkText) return data.network;
	return data.section.network ?? (columns.of.network ? undefined : network?.value);
}

function unplaced(
	work: Work,
	data: DataRow,
	{ found, names, words }: Placed,
	month: Month
): Problem {
	const { read, table } = work;
	const candidates = found.candidates
		.slice(0, 5)
		.map((place) => ({ code: place.code, name: names.finder.describe(place, month) }));
	const text = [words.code, words.unit, words.commune, words.district, words.province]
		.filter(Boolean)
		.join(', ');
	const isOf = found.named !== undefined || found.isNameUnknown === true;
	const shown = candidates.map(({ code, name }) => `${code} ${name}`).join(' | ');
	const fault = faultOf(read, data, {
		...wordsOf(
			text,
			candidates.length > 0
				? both(
						`${isOf ? 'mã và tên của cùng một đơn vị' : 'một trong các đơn vị'}: ${shown}`,
						`${isOf ? 'code and name of one unit' : 'one of'}: ${shown}`
					)
				: both(
						`một đơn vị của danh mục ${names.edition.id}`,
						`a unit of edition ${names.edition.id}`
					)
		)
	});
	const at = { table, line: data.row.line, fault };
	if (candidates.length === 0) return { ...at, kind: 'rejected', reason: 'unknown unit' };
	const reason = isOf
		? 'code and name differ'
		: candidates.length === 1
			? 'unknown unit'
			: 'ambiguous unit';
	return { ...at, kind: 'waiting', reason, candidates };
}

type Values = Pick<Entry, 'samples' | 'statistic' | Reading>;

function valuesOf(
	work: Work,
	data: DataRow,
	group: Group
): Values | { reason: Reason; fault: Partial<Fault> } {
	const { read } = work;
	const { cells, line } = data.row;
	const counted = countOfRow(read, data, group);
	if ('reason' in counted) return counted;
	const { samples } = counted;
	const speeds = byReading(() => NaN);
	for (const role of SPEED_ROLES) {
		const of = group.speeds[role];
		if (of) speeds[role] = speedOf(work, line, of, cells[of.at] ?? null, samples);
	}
	const hasSpeed = SPEED_ROLES.some((role) => !Number.isNaN(speeds[role]));
	const statistic = hasSpeed ? statisticOf(work, data, group) : undefined;
	const isAsked = read.questions.some(({ about }) => about === 'statistic');
	if (!hasSpeed || statistic || isAsked) return { samples, ...speeds, statistic };
	tell(work, line, NO_STATISTIC);
	return { samples, ...byReading(() => NaN), statistic: undefined };
}

const NO_STATISTIC = both(
	'Không ghi tốc độ là trung vị hay trung bình: chỉ giữ số mẫu',
	'It is not said whether speeds are medians or means: only the counts are kept'
);

function speedOf(work: Work, line: number, column: Column, cell: Cell, samples: number): number {
	if (isEmpty(cell) || isBlank(textOf(cell))) return NaN;
	// It is told for the whole column.
	if (isUncalculated(cell)) return NaN;
	const written = numberOf(cell, work.read.values.decimal);
	const factor =
		unitInCell(cell, isTime(column.role))?.factor ?? work.read.values.factors.get(column.at) ?? 1;
	const value = written === undefined ? NaN : converted(written, factor);
	if (value > 0 && value <= MOST_SPEED && samples > 0) return value;
	if (written === 0 && samples === 0) return NaN;
	const header = column.parts.join(' / ');
	tell(
		work,
		line,
		both(
			`Cột "${header}" có giá trị không dùng được, chỉ giữ số mẫu`,
			`Column "${header}" has values that can't be used; only the counts are kept`
		)
	);
	return NaN;
}

/** Without what binary fractions leave behind: 45,800 kbit/s are 45.8 Mbit/s. */
function converted(value: number, factor: number): number {
	return factor === 1 ? value : Number((value * factor).toPrecision(12));
}

function statisticOf({ read }: Work, data: DataRow, group: Group): Statistic | undefined {
	if (read.isStatisticOverAll) return read.statistic?.value;
	const said = takeStatistic(fold(data.statistic)).statistic;
	if (said) return said;
	return (
		SPEED_ROLES.map((role) => group.speeds[role]?.statistic).find(Boolean) ?? read.statistic?.value
	);
}

function repairsOf({ found, names, words }: Placed, month: Month): Text[] {
	const { how, place } = found;
	if (!place || how === 'code' || how === 'name') return [];
	const unit = `${place.code} ${names.finder.describe(place, month)}`;
	const text = words.code || words.commune || words.unit || words.district || words.province;
	if (how === 'zeros')
		return [both(`mã ${text} đã mất số 0: ${unit}`, `code ${text} had lost its zeros: ${unit}`)];
	if (how === 'alias')
		return [
			both(`mã ${text} là cách ghi khác của ${unit}`, `code ${text} is another spelling of ${unit}`)
		];
	const name = words.commune || words.unit || words.district || words.province;
	if (how === 'former')
		return [both(`"${name}" là tên cũ của ${unit}`, `"${name}" is the former name of ${unit}`)];
	return [both(`tên "${name}" là ${unit}`, `name "${name}" is ${unit}`)];
}
