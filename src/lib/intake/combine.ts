/**
 * Figures of rows brought together: what is said twice stands once, what contradicts itself stands not at all, rows of
 * operators and technologies add up and are kept as such, and rows without a commune are parents or unknown communes.
 */
import { byReading, type Reading } from '../domain/figures.ts';
import type { Statistic } from '../domain/join.ts';
import type { Month } from '../domain/month.ts';
import { OTHER_OPERATOR } from '../domain/names.ts';
import { networkInside, NETWORKS, wholeOf } from '../domain/network.ts';
import { technologiesOf } from '../domain/network-words.ts';
import { unknownCommunes } from './blanks.ts';
import type { Question } from './draft.ts';
import type { Entry, Problem } from './entries.ts';
import type { Place } from './finder.ts';
import { clashOf, gapsBetween, refuseFor, type Gap } from './gaps.ts';
import { addOperators, sumsOfOperators, type OperatorSum } from './operator-sums.ts';
import { spellingsIn, unlistedNote } from './other-operators.ts';
import { partOf, partsThatAddUp, technologiesOfPart, type NetworkId } from './networks.ts';
import { put, refuse, withoutRepetitions } from './repetitions.ts';
import type { Text } from './sheet.ts';
import {
	differingRows,
	rowsAgainstTotal,
	type DifferingRows,
	type TotalAnswer
} from './rows-against-total.ts';
import type { Table } from './tables.ts';
import { both } from './texts.ts';
import { apart, isAbove, isTechnology, within } from './technologies.ts';
import { whichTables } from './twice.ts';

/** Figures of a unit of one month, network and operator, and the rows that they come from. */
export interface Figure extends Record<Reading, number> {
	month: Month;
	network: NetworkId;
	operator: string;
	place: Place;
	/** True of measurements in the place whose commune isn't known. */
	isUnknown: boolean;
	isEstimated: boolean;
	names: Entry['names'];
	samples: number;
	statistic: Statistic | undefined;
	entries: Entry[];
	/** True when it is the sum of rows. */
	isSum: boolean;
	/** Technologies whose rows it is the sum of, see `UnitFigures`. */
	technologies: string;
}

/** What was made of the entries. */
export interface Combined {
	figures: Figure[];
	problems: Problem[];
	/** Entries that stand. */
	taken: Entry[];
	/** Entries that don't, each with its problem or left out. */
	refused: Set<Entry>;
	questions: Question[];
	notes: Text[];
	/** Figures of a part of a network, in units of which the files say nothing of the whole. */
	alone: Figure[];
	/** By month and network: units whose count is the sum of their operators' rows. */
	ofOperators: Map<string, OperatorSum>;
	/** Entries of one unit, month, network and operator that do not agree. */
	clashing: Entry[][];
	/** Counts of networks that their technologies don't make. */
	differing: DifferingRows[];
	/** Entries of totals that are left out, as was answered. */
	leftOut: Entry[];
}

/** What was answered for a table. */
export interface CombineAnswers {
	blank: (table: number) => string | undefined;
	total: (table: number) => TotalAnswer;
}

/** Bring entries together. */
export function combine(
	entries: readonly Entry[],
	given: readonly Gap[],
	tables: readonly Table[],
	{ blank, total }: CombineAnswers
): Combined {
	const result: Combined = {
		figures: [],
		problems: [],
		taken: [],
		refused: new Set(),
		questions: [],
		notes: [],
		alone: [],
		ofOperators: new Map(),
		clashing: [],
		differing: [],
		leftOut: []
	};
	const standing = withoutRepetitions(entries, tables, result);
	result.questions.push(...whichTables(result.clashing, entries, tables));
	const unknown = unknownCommunes(standing, tables, blank, result);
	const groups = new Map<string, Entry[]>();
	for (const entry of standing) {
		const key = [entry.month, entry.place.code, unknown.has(entry), entry.isEstimated].join('|');
		put(groups, key, entry);
	}
	const gaps = new Map<string, Gap[]>();
	for (const gap of [...given, ...result.clashing.map((of) => clashOf(of, tables))])
		put(gaps, [gap.month, gap.place.code, gap.isEstimated].join('|'), gap);
	for (const group of groups.values()) {
		const { month, place, isEstimated } = group[0]!;
		const own = gaps.get([month, place.code, isEstimated].join('|')) ?? [];
		addFigures(group, own, unknown.has(group[0]!), tables, total, result);
	}
	result.questions.push(...rowsAgainstTotal(result.differing, ({ table }) => tables[table]!.name));
	result.notes.push(...sumsOfOperators(result.ofOperators));
	result.taken = standing
		.filter((entry) => !result.refused.has(entry))
		.flatMap((entry) => entry.parts ?? [entry]);
	result.notes.push(...unlistedIn(result.taken));
	return result;
}

/** Rows of operators that the list doesn't know. */
function unlistedIn(taken: readonly Entry[]): Text[] {
	const rows = new Map(
		taken.flatMap(({ table, line, spelling }) =>
			spelling === undefined ? [] : [[`${table}:${line}`, spelling] as const]
		)
	);
	const note = unlistedNote(
		spellingsIn(rows.values()),
		both('dòng', 'rows'),
		both(
			' (cùng đơn vị thì cộng lại, tổng không có tốc độ)',
			' (those of a unit are added up; a sum has no speeds)'
		)
	);
	return note ? [note] : [];
}

/** Networks of one unit and month: of each part and operator there is one entry. */
function addFigures(
	group: readonly Entry[],
	gaps: readonly Gap[],
	isUnknown: boolean,
	tables: readonly Table[],
	answer: CombineAnswers['total'],
	result: Combined
): void {
	const byPart = new Map<string, Entry[]>();
	for (const entry of group) put(byPart, partOf(entry.network), entry);
	const figures = new Map<string, Figure[]>();
	for (const [part, entries] of byPart)
		figures.set(part, ofOperators(entries, gapsBetween(gaps, [part]), isUnknown, tables, result));
	const of = (...parts: string[]) => parts.flatMap((part) => figures.get(part) ?? []);
	for (const network of NETWORKS) {
		if (wholeOf(network) !== null) continue;
		const whole = of(network);
		const parts = NETWORKS.filter((part) => wholeOf(part) === network);
		const technologies = [...figures.keys()].filter((part) => isTechnology(part, network));
		const isTotal =
			whole.length > 0 && isTotalTaken(whole, [...technologies, ...parts], of, answer, result);
		if (isTotal) result.figures.push(...whole);
		else if (of(...technologies).length > 0) {
			const all = [...technologies, ...parts.filter((part) => of(part).length > 0)];
			const missing = gapsBetween(gaps, [network, ...parts], (part) => isTechnology(part, network));
			const sums = wholeOfParts(network, all, of, tables, result);
			result.figures.push(...withoutGaps(sums, missing, of, tables, result));
		} else result.alone.push(...of(...parts).filter(({ operator }) => operator === ''));
		result.figures.push(
			...of(...parts).filter(({ entries }) => !entries.some((entry) => result.refused.has(entry)))
		);
	}
}

/** Whether a network's own count holds: technologies that make another sum are asked about, or take its place. */
function isTotalTaken(
	whole: readonly Figure[],
	names: readonly string[],
	of: (...parts: string[]) => Figure[],
	answer: CombineAnswers['total'],
	result: Combined
): boolean {
	const adding = partsThatAddUp([...new Set(names)].filter((name) => of(name).length > 0)) ?? [];
	const differing = differingRows(whole, of(...adding), answer);
	const isLeft = differing.some((rows) => answer(rows.whole.entries[0]!.table) === 'parts');
	if (!isLeft) {
		result.differing.push(...differing);
		return true;
	}
	const entries = new Set(whole.flatMap((figure) => figure.entries));
	for (const entry of entries) result.refused.add(entry);
	result.leftOut.push(...entries);
	return false;
}

/** The sum of technologies that have nothing in common; others contradict each other. */
function wholeOfParts(
	network: NetworkId,
	names: readonly string[],
	of: (...parts: string[]) => Figure[],
	tables: readonly Table[],
	result: Combined
): Figure[] {
	const order = [...technologiesOf(network), ...NETWORKS] as string[];
	const rank = (name: string) => order.indexOf(technologiesOfPart(name)[0]!);
	const adding = partsThatAddUp(names);
	const inner = names.filter((name) => adding && !adding.includes(name));
	if (!adding || inner.some((name) => isAbove(name, adding, of))) {
		tellOnce(result, apart(names));
		const entries = of(...names).flatMap((figure) => figure.entries);
		for (const entry of entries)
			refuse(entry, tables, entries.find((other) => other !== entry) ?? entry, result);
		return [];
	}
	for (const name of inner) tellOnce(result, within(name, adding));
	const sorted = [...adding].sort((a, b) => rank(a) - rank(b));
	return sumOfParts(
		network,
		sorted.map((name) => [name, of(name)]),
		result
	);
}

/** Sums of technologies without those of which a part can't be taken; what is a network of its own (5G) stays. */
function withoutGaps(
	sums: readonly Figure[],
	gaps: readonly Gap[],
	of: (...parts: string[]) => Figure[],
	tables: readonly Table[],
	result: Combined
): Figure[] {
	const reasons = new Map<string, Gap>();
	for (const gap of gaps) {
		reasons.set(gap.operator, gap);
		const own = gap.network ? of(partOf(gap.network)) : [];
		if (!own.some(({ operator }) => operator === '')) reasons.set('', gap);
	}
	return sums.filter(({ operator, entries }) => {
		const gap = reasons.get(operator);
		if (!gap) return true;
		for (const entry of entries)
			if (wholeOf(entry.network.network) === null) refuseFor(entry, gap, tables, result);
		return false;
	});
}

function tellOnce({ notes }: Combined, text: Text): void {
	if (!notes.some(({ en }) => en === text.en)) notes.push(text);
}

/** Rows of operators add up to the unit, unless it has a row of its own. */
function ofOperators(
	entries: readonly Entry[],
	gaps: readonly Gap[],
	isUnknown: boolean,
	tables: readonly Table[],
	result: Combined
): Figure[] {
	const ofOthers = gaps.find(({ operator }) => operator === OTHER_OPERATOR);
	const firm = entries.filter(({ operator }) => !ofOthers || operator !== OTHER_OPERATOR);
	for (const entry of entries)
		if (ofOthers && !firm.includes(entry)) refuseFor(entry, ofOthers, tables, result);
	const figures = firm.map((entry) => figureOf(entry, isUnknown));
	const own = figures.find(({ operator }) => operator === '');
	const operators = othersAsOne(figures.filter(({ operator }) => operator !== ''));
	if (operators.length === 0) return figures;
	const sum = operators.reduce((total, { samples }) => total + samples, 0);
	if (!own && gaps[0]) {
		for (const entry of firm) refuseFor(entry, gaps[0], tables, result);
		return [];
	}
	if (!own) {
		addOperators(operators, result.ofOperators);
		return [sumOf(operators, ''), ...operators];
	}
	if (sum <= own.samples) return [own, ...operators];
	for (const entry of entries)
		refuse(
			entry,
			tables,
			entries.find((of) => of !== entry)!,
			result
		);
	return [];
}

/** Operators that the list doesn't know are one. */
function othersAsOne(operators: readonly Figure[]): Figure[] {
	const others = operators.filter(({ operator }) => operator === OTHER_OPERATOR);
	if (others.length < 2) return [...operators];
	const known = operators.filter(({ operator }) => operator !== OTHER_OPERATOR);
	return [...known, sumOf(others, OTHER_OPERATOR)];
}

function figureOf(entry: Entry, isUnknown: boolean): Figure {
	const { month, network, operator, place, isEstimated, names, samples, statistic } = entry;
	return {
		month,
		network: network.network,
		operator,
		place,
		isUnknown,
		isEstimated,
		names,
		samples,
		...byReading((reading) => entry[reading]),
		statistic,
		entries: entry.parts ?? [entry],
		isSum: false,
		technologies: ''
	};
}

/** The sum of figures; of speeds it says nothing, unless there is one figure alone. */
function sumOf(figures: readonly Figure[], operator: string): Figure {
	const [first] = figures;
	const samples = figures.reduce((total, figure) => total + figure.samples, 0);
	const entries = figures.flatMap((figure) => figure.entries);
	if (figures.length === 1) return { ...first!, operator };
	return {
		...first!,
		operator,
		samples,
		...byReading(() => NaN),
		statistic: undefined,
		entries,
		isSum: true
	};
}

/**
 * 2G + 3G + 4G + 5G are mobile; Wi-Fi and satellite are fixed. An operator's is known where no technology is told for
 * all operators together alone, and where it has more than a part that is a network of its own.
 */
function sumOfParts(
	whole: NetworkId,
	named: readonly (readonly [name: string, figures: readonly Figure[]])[],
	result: Combined
): Figure[] {
	const parts = named.flatMap(([name, figures]) => figures.map((figure) => ({ name, figure })));
	const operators = [...new Set(parts.map(({ figure }) => figure.operator))];
	if (parts.length > 1) {
		const text = both(
			`Số mẫu ${networkInside(whole, 'vi')} là tổng các công nghệ; tổng không có tốc độ`,
			`Counts of ${whole} are sums of technologies; a sum has no speeds`
		);
		tellOnce(result, text);
	}
	const isByOperator = named.every(
		([, figures]) => figures.length === 0 || figures.some(({ operator }) => operator !== '')
	);
	return operators.flatMap((operator) => {
		const own = parts.filter(({ figure }) => figure.operator === operator);
		const isKnown =
			operator === '' || (isByOperator && own.some(({ figure }) => figure.network === whole));
		if (!isKnown) return [];
		return [
			{
				...sumOf(
					own.map(({ figure }) => figure),
					operator
				),
				network: whole,
				technologies: own.map(({ name }) => name).join('+')
			}
		];
	});
}
