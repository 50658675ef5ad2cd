/**
 * Figures of rows brought together: what is said twice stands once, what contradicts itself stands not at all, rows of
 * operators and technologies add up and are kept as such, and rows without a commune are parents or unknown communes.
 */
import { byReading, type Reading } from '../domain/figures.ts';
import type { Statistic } from '../domain/join.ts';
import type { Month } from '../domain/month.ts';
import { networkInside, NETWORKS, wholeOf } from '../domain/network.ts';
import { technologiesOf } from '../domain/network-words.ts';
import { unknownCommunes } from './blanks.ts';
import type { Question, Reason } from './draft.ts';
import type { Entry, Problem } from './entries.ts';
import type { Place } from './finder.ts';
import { addOperators, sumsOfOperators, type OperatorSum } from './operator-sums.ts';
import { partOf, partsThatAddUp, technologiesOfPart, type NetworkId } from './networks.ts';
import { sheetTitle, type Text } from './sheet.ts';
import { SPEED_ROLES } from './headers.ts';
import type { Table } from './tables.ts';
import { both, faultIn } from './texts.ts';
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
	/** Entries that don't, each with its problem. */
	refused: Set<Entry>;
	questions: Question[];
	notes: Text[];
	/** Figures of a part of a network, in units of which the files say nothing of the whole. */
	alone: Figure[];
	/** By month and network: units whose count is the sum of their operators' rows. */
	ofOperators: Map<string, OperatorSum>;
	/** Entries of one unit, month, network and operator that do not agree. */
	clashing: Entry[][];
}

/** Bring entries together. */
export function combine(
	entries: readonly Entry[],
	tables: readonly Table[],
	blank: (table: number) => string | undefined
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
		clashing: []
	};
	const standing = withoutRepetitions(entries, tables, result);
	result.questions.push(...whichTables(result.clashing, entries, tables));
	const unknown = unknownCommunes(standing, tables, blank, result);
	const groups = new Map<string, Entry[]>();
	for (const entry of standing) {
		const key = [entry.month, entry.place.code, unknown.has(entry), entry.isEstimated].join('|');
		put(groups, key, entry);
	}
	for (const group of groups.values()) addFigures(group, unknown.has(group[0]!), tables, result);
	result.notes.push(...sumsOfOperators(result.ofOperators));
	result.taken = standing
		.filter((entry) => !result.refused.has(entry))
		.flatMap((entry) => entry.parts ?? [entry]);
	return result;
}

function put<T>(groups: Map<string, T[]>, key: string, value: T): void {
	const group = groups.get(key);
	if (group) group.push(value);
	else groups.set(key, [value]);
}

function withoutRepetitions(
	entries: readonly Entry[],
	tables: readonly Table[],
	result: Combined
): Entry[] {
	const groups = new Map<string, Entry[]>();
	for (const entry of entries)
		put(
			groups,
			[
				entry.month,
				partOf(entry.network),
				entry.operator,
				entry.place.code,
				entry.isBlank,
				entry.isEstimated
			].join('|'),
			entry
		);
	const standing: Entry[] = [];
	for (const group of groups.values()) {
		if (group.length === 1) {
			standing.push(group[0]!);
			continue;
		}
		// A name that was shortened to fit gives way to one that fits as it is.
		const strong = group.filter(({ isWeak }) => !isWeak);
		const firm = strong.length > 0 ? strong : group;
		const [first] = firm;
		const isOne = firm.every((entry) => isSame(entry, first!));
		if (isOne) standing.push(first!);
		else result.clashing.push(firm);
		for (const entry of group) {
			if (isOne && entry === first) continue;
			const other = group.find((of) => of !== entry)!;
			if (entry.isWeak && strong.length > 0 && !isSame(entry, first!))
				result.problems.push(waiting(entry, tables, other));
			else
				result.problems.push(
					rejected(
						entry,
						tables,
						isOne && isSame(entry, first!) ? 'duplicate' : 'contradiction',
						other
					)
				);
		}
	}
	return standing;
}

function isSame(a: Entry, b: Entry): boolean {
	return a.samples === b.samples && SPEED_ROLES.every((role) => Object.is(a[role], b[role]));
}

function describe({ place, samples, download }: Entry): Text {
	const speed = Number.isNaN(download) ? '' : `, ${download} Mbit/s`;
	return both(`${place.code}: ${samples} mẫu${speed}`, `${place.code}: ${samples} samples${speed}`);
}

function rejected(entry: Entry, tables: readonly Table[], reason: Reason, other: Entry): Problem {
	const title = sheetTitle(tables[other.table]!.sheet);
	const says = both(
		`dòng ${other.line} của ${title} ghi ${describe(other).vi}`,
		`row ${other.line} of ${title} says ${describe(other).en}`
	);
	const expected =
		reason === 'duplicate'
			? both(`mỗi đơn vị một lần; ${says.vi}`, `each unit once; ${says.en}`)
			: both(`mỗi đơn vị một dòng; ${says.vi}`, `one row a unit; ${says.en}`);
	return {
		table: entry.table,
		line: entry.line,
		kind: 'rejected',
		reason,
		fault: faultIn(
			{ file: sheetTitle(tables[entry.table]!.sheet), row: entry.line },
			{
				found: describe(entry),
				expected,
				...(reason === 'contradiction'
					? { remedy: both('Xóa dòng sai', 'Remove the wrong row') }
					: {})
			}
		)
	};
}

function refuse(entry: Entry, tables: readonly Table[], other: Entry, result: Combined): void {
	result.refused.add(entry);
	for (const of of entry.parts ?? [entry])
		result.problems.push(rejected(of, tables, 'contradiction', other));
}

function waiting(entry: Entry, tables: readonly Table[], other: Entry): Problem {
	const { fault } = rejected(entry, tables, 'ambiguous unit', other) as Extract<
		Problem,
		{ kind: 'rejected' }
	>;
	return {
		table: entry.table,
		line: entry.line,
		kind: 'waiting',
		reason: 'ambiguous unit',
		fault,
		candidates: entry.candidates
	};
}

/** Networks of one unit and month: of each part and operator there is one entry. */
function addFigures(
	group: readonly Entry[],
	isUnknown: boolean,
	tables: readonly Table[],
	result: Combined
): void {
	const byPart = new Map<string, Entry[]>();
	for (const entry of group) put(byPart, partOf(entry.network), entry);
	const figures = new Map<string, Figure[]>();
	for (const [part, entries] of byPart)
		figures.set(part, ofOperators(entries, isUnknown, tables, result));
	const of = (...parts: string[]) => parts.flatMap((part) => figures.get(part) ?? []);
	for (const network of NETWORKS) {
		if (wholeOf(network) !== null) continue;
		const whole = of(network);
		const parts = NETWORKS.filter((part) => wholeOf(part) === network);
		const technologies = [...figures.keys()].filter((part) => isTechnology(part, network));
		if (whole.length > 0) result.figures.push(...whole);
		else if (of(...technologies).length > 0) {
			const all = [...technologies, ...parts.filter((part) => of(part).length > 0)];
			result.figures.push(...wholeOfParts(network, all, of, tables, result));
		} else result.alone.push(...of(...parts).filter(({ operator }) => operator === ''));
		result.figures.push(
			...of(...parts).filter(({ entries }) => !entries.some((entry) => result.refused.has(entry)))
		);
	}
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

function tellOnce({ notes }: Combined, text: Text): void {
	if (!notes.some(({ en }) => en === text.en)) notes.push(text);
}

/** Rows of operators add up to the unit, unless it has a row of its own. */
function ofOperators(
	entries: readonly Entry[],
	isUnknown: boolean,
	tables: readonly Table[],
	result: Combined
): Figure[] {
	const figures = entries.map((entry) => figureOf(entry, isUnknown));
	const own = figures.find(({ operator }) => operator === '');
	const operators = figures.filter(({ operator }) => operator !== '');
	if (operators.length === 0) return figures;
	const sum = operators.reduce((total, { samples }) => total + samples, 0);
	if (!own) {
		addOperators(operators, result.ofOperators);
		return [sumOf(operators, ''), ...operators];
	}
	if (sum <= own.samples) return figures;
	for (const entry of entries)
		refuse(
			entry,
			tables,
			entries.find((of) => of !== entry)!,
			result
		);
	return [];
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
