/** What the figures of a file are held against: its own totals, parents and children. */
import { ancestorRow, LEVELS, levelOfCode, unitsOf, type Level } from '../domain/unit.ts';
import type { Figure } from './combine.ts';
import { countOf } from './count-cells.ts';
import type { Entry } from './entries.ts';
import type { Place, UnitFinder } from './finder.ts';
import type { Group } from './groups.ts';
import type { IntakeContext } from './context.ts';
import type { Check, Question } from './draft.ts';
import { partOf } from './networks.ts';
import type { TableRead } from './read-table.ts';
import { cellName } from './table-names.ts';
import { both, choice, listed, same, wayOut } from './texts.ts';

/** A row that states a sum, and what the rows of its table add up to. */
export interface StatedTotal {
	/** Index of its table. */
	table: number;
	/** "tệp.xlsx (T9)!C230" */
	at: string;
	stated: number;
	/** Sum of the rows that were taken, each once. */
	sum: number;
	/** Counts of rows that were not taken. */
	untaken: number;
	isRight: boolean;
	/** True where it is the sum of the rows alone that the sheet shows. */
	isOfShown: boolean;
}

/** Rows that state a sum, against the rows of their table. */
export function statedTotals(
	reads: readonly (TableRead | undefined)[],
	entries: readonly Entry[]
): StatedTotal[] {
	return reads.flatMap((read, table) => {
		if (!read) return [];
		const own = entries.filter((entry) => entry.table === table);
		return read.rows.flatMap(({ row, read: of }) =>
			of.kind === 'total'
				? of.groups.map(({ group, stated }) => totalOf(read, table, row.line, group, stated, own))
				: []
		);
	});
}

function totalOf(
	read: TableRead,
	table: number,
	line: number,
	group: Group,
	stated: number,
	own: readonly Entry[]
): StatedTotal {
	const entries = own.filter(
		(entry) =>
			(!group.month || entry.month === group.month) &&
			(!group.network || partOf(entry.network) === partOf(group.network)) &&
			(group.operator ?? entry.operator) === entry.operator
	);
	const lines = new Set(entries.map((entry) => entry.line));
	const untaken = read.data
		.filter(({ row }) => !lines.has(row.line))
		.reduce((sum, { row }) => sum + (countOf(row.cells, group) ?? 0), 0);
	const [sum] = sumsOf(entries);
	// Sections have sums of their own: the rows up to this one, from the total or heading before.
	const isSum = (of: readonly Entry[]) =>
		[of, ...sectionsOf(read, line, of)].flatMap(sumsOf).some((sum) => sum === stated);
	const isRight = isSum(entries);
	const hidden = new Set(read.table.sheet.hidden?.rows);
	const shown = entries.filter((entry) => !hidden.has(entry.line));
	return {
		table,
		at: cellName(read.table, line, group.samples.at),
		stated,
		sum: sum!,
		untaken,
		isRight,
		isOfShown: !isRight && shown.length < entries.length && isSum(shown)
	};
}

/** Sums that a total of entries may mean, the likeliest first: of all, of a level, a network, a month, one column. */
function sumsOf(entries: readonly Entry[]): number[] {
	const sums = new Set<number>();
	const add = (of: readonly Entry[]) => sums.add(of.reduce((sum, { samples }) => sum + samples, 0));
	const whole = entries.filter(({ operator }) => operator === '');
	const isSplit = whole.length > 0 && whole.length < entries.length;
	for (const once of isSplit ? [whole, entries] : [entries])
		for (const of of [withoutParts(once), once]) {
			add(lowestOf(of));
			add(of);
			for (const level of LEVELS) add(of.filter(({ place }) => place.level === level));
			for (const key of [networkKey, monthKey, bothKeys])
				for (const name of new Set(of.map(key)))
					add(lowestOf(of.filter((entry) => key(entry) === name)));
		}
	return [...sums];
}

const networkKey = ({ network }: Entry) => partOf(network);
const monthKey = ({ month }: Entry) => month;
const bothKeys = (entry: Entry) => `${monthKey(entry)} ${networkKey(entry)}`;

/** 5G is a part of mobile where both stand. */
function withoutParts(entries: readonly Entry[]): Entry[] {
	const hasMobile = entries.some(({ network }) => partOf(network) === 'mobile');
	return entries.filter(({ network }) => !hasMobile || !network.technology);
}

/** Entries that no other lies in: a district without rows of its communes counts as it is. */
function lowestOf(entries: readonly Entry[]): Entry[] {
	const above = new Set(
		entries.flatMap(({ place, names, isBlank }) => {
			if (isBlank) return [];
			const { units } = names.finder;
			return LEVELS.filter((level) => units.of[level] && depthOf(level) < depthOf(place.level)).map(
				(level) => unitsOf(units, level).codes[ancestorRow(units, place.level, place.row, level)]!
			);
		})
	);
	return entries.filter(({ place, isBlank }) => isBlank || !above.has(place.code));
}

function depthOf(level: Level): number {
	return LEVELS.indexOf(level);
}

/** Rows since the total, or the heading, before a line. */
function sectionsOf(read: TableRead, line: number, entries: readonly Entry[]): Entry[][] {
	const before = read.rows
		.filter(({ row, read: of }) => row.line < line && of.kind !== 'data')
		.map(({ row }) => row.line)
		.slice(-3);
	// The first sum has none before it.
	const above = [...before, ...(before.length < 3 ? [0] : [])].map((start) =>
		entries.filter((entry) => entry.line > start && entry.line < line)
	);
	// A heading may have the sum of its section.
	const next = read.rows.find(({ row, read: of }) => row.line > line && of.kind === 'total');
	const end = next?.row.line ?? Infinity;
	return [...above, entries.filter((entry) => entry.line > line && entry.line < end)];
}

/** What is told of a stated total. */
export function checkTotal({ at, stated, sum, isRight }: StatedTotal): Check {
	return {
		about: 'total',
		isRight,
		text: isRight
			? both(`Tổng ở ${at} (${stated}) đúng`, `The total at ${at} (${stated}) is right`)
			: both(
					`Tổng ở ${at} ghi ${stated}, các dòng cộng lại được ${sum}`,
					`The total at ${at} says ${stated}, the rows add up to ${sum}`
				)
	};
}

/** A total that its rows don't make: one of them is wrong, or a row is missing. */
export function totalQuestion(wrong: readonly StatedTotal[], tables: readonly string[]): Question {
	const texts = wrong.map((of) => checkTotal(of).text);
	return {
		about: 'total',
		tables: [...new Set(tables)],
		found: both(listed(texts.map(({ vi }) => vi)).vi, listed(texts.map(({ en }) => en)).en),
		choices: [
			choice(
				'total',
				'rows',
				both('Các dòng đúng, bỏ qua dòng tổng', 'The rows are right; the total is left out'),
				wrong.slice(0, 3).map(({ at, sum }) => same(`${at}: ${sum}`))
			),
			wayOut(
				both(
					'Thiếu dòng hoặc có số sai: sửa tệp rồi chạy lại',
					'A row is missing or a figure is wrong: mend the file and run the command again'
				)
			)
		],
		form: '--total rows'
	};
}

/** A total of the rows that a sheet shows: whether those that it hides count is asked. */
export function hiddenQuestion(
	totals: readonly StatedTotal[],
	tables: readonly string[]
): Question {
	const texts = totals.map(({ at, stated, sum }) =>
		both(
			`tổng ở ${at} ghi ${stated}, cả dòng ẩn là ${sum}`,
			`the total at ${at} says ${stated}, with hidden rows it is ${sum}`
		)
	);
	const [vi, en] = (['vi', 'en'] as const).map((of) => listed(texts.map((text) => text[of]))[of]);
	return {
		about: 'hidden',
		tables: [...new Set(tables)],
		found: both(
			`Dòng tổng không tính các dòng ẩn: ${vi}`,
			`The total leaves hidden rows out: ${en}`
		),
		choices: [
			choice(
				'hidden',
				'take',
				both('Tính cả các dòng ẩn', 'Hidden rows count, too'),
				totals.slice(0, 3).map(({ at, sum }) => same(`${at}: ${sum}`))
			),
			choice(
				'hidden',
				'leave',
				both('Bỏ các dòng ẩn', 'Hidden rows are left out'),
				totals.slice(0, 3).map(({ at, stated }) => same(`${at}: ${stated}`))
			)
		],
		form: '--hidden take | leave'
	};
}

/** Parents whose own count is below the sum of their children. */
export function parentsBelow(
	figures: readonly Figure[],
	{ stored }: IntakeContext
): { figure: Figure; sum: number }[] {
	const below: { figure: Figure; sum: number }[] = [];
	const parents = figures.filter(
		({ place, operator, isUnknown }) => place.level !== 'commune' && operator === '' && !isUnknown
	);
	for (const figure of parents) {
		const { place, names, month, network } = figure;
		const children = new Map<string, number>();
		for (const { code, operator, samples } of stored(month, network) ?? [])
			if (operator === '' && levelOfCode(code) === 'commune') children.set(code, samples);
		for (const of of figures)
			if (
				of.month === month &&
				of.network === network &&
				of.operator === '' &&
				of.place.level === 'commune' &&
				!of.isUnknown
			)
				children.set(of.place.code, of.samples);
		const sum = sumBelow(children, place, names.finder);
		if (figure.samples < sum) below.push({ figure, sum });
	}
	return below;
}

/** A parent of the store that the file leaves as it is while its communes change. */
export interface StaleParent {
	month: string;
	network: string;
	/** "Tỉnh Lào Cai" */
	name: string;
	own: number;
	/** Samples of its communes before and when the file is in. */
	before: number;
	after: number;
}

/** Parents of the store, not of the file, whose communes have other samples together when the file is in. */
export function staleParents(
	figures: readonly Figure[],
	{ stored, isReplacing }: IntakeContext
): StaleParent[] {
	const groups = new Map<string, Figure[]>();
	for (const figure of figures) {
		if (figure.operator !== '' || figure.isEstimated) continue;
		const key = `${figure.month} ${figure.network}`;
		const group = groups.get(key);
		if (group) group.push(figure);
		else groups.set(key, [figure]);
	}
	return [...groups.values()].flatMap((group) => {
		const { month, network, names } = group[0]!;
		const rows = (stored(month, network) ?? []).filter(({ operator }) => operator === '');
		const before = new Map(rows.map(({ code, samples }) => [code, samples]));
		const after = new Map(before);
		const own = new Set(group.filter(({ isUnknown }) => !isUnknown).map(({ place }) => place.code));
		for (const { place, samples, isUnknown } of group)
			if (!isUnknown && (isReplacing || !before.has(place.code))) after.set(place.code, samples);
		return rows.flatMap(({ code, samples }): StaleParent[] => {
			const place = names.finder.placeOf(code);
			if (!place || place.level === 'commune' || own.has(code)) return [];
			const sum = (of: ReadonlyMap<string, number>) => sumBelow(of, place, names.finder);
			const [then, now] = [sum(before), sum(after)];
			const name = names.finder.describe(place, month);
			return then === now ? [] : [{ month, network, name, own: samples, before: then, after: now }];
		});
	});
}

function sumBelow(of: ReadonlyMap<string, number>, place: Place, { units }: UnitFinder): number {
	const { rowOf } = unitsOf(units, 'commune');
	let sum = 0;
	for (const [code, samples] of of) {
		const row = rowOf.get(code);
		if (row !== undefined && ancestorRow(units, 'commune', row, place.level) === place.row)
			sum += samples;
	}
	return sum;
}

/** What is told of a parent that no longer is what its communes are. */
export function checkStale({ month, network, name, own, before, after }: StaleParent): Check {
	return {
		about: 'parents',
		isRight: false,
		text: both(
			`${month} ${network}: ${name} giữ số riêng ${own}, trong khi các xã của nó từ ${before} thành ${after}`,
			`${month} ${network}: ${name} keeps its own count ${own}, while its communes go from ${before} to ${after}`
		)
	};
}

/** A stored parent would be below its communes. */
export function staleQuestion(below: readonly StaleParent[]): Question {
	const texts = below.map((of) => checkStale(of).text);
	return {
		about: 'parents',
		tables: [],
		found: both(listed(texts.map(({ vi }) => vi)).vi, listed(texts.map(({ en }) => en)).en),
		choices: [
			wayOut(
				both(
					'Thêm dòng của tỉnh, huyện đó vào tệp, với số mới',
					'Add the row of that province or district to the file, with its new count'
				)
			),
			choice(
				'parents',
				'own',
				both('Giữ số riêng đã lưu', 'Keep the own count that is stored'),
				below.slice(0, 3).map(({ own }) => same(String(own)))
			)
		],
		form: '--parents own'
	};
}

/** Whether a parent's own count stands. */
export function parentsQuestion(
	below: readonly { figure: Figure; sum: number }[],
	tables: readonly string[]
): Question {
	const say = ({ figure, sum }: (typeof below)[number]) =>
		`${figure.names.finder.describe(figure.place, figure.month)}: ${figure.samples} < ${sum}`;
	return {
		about: 'parents',
		tables: [...tables],
		found: both(
			`Số riêng của cấp trên nhỏ hơn tổng các xã: ${listed(below.map(say)).vi}`,
			`A count of an upper unit is below the sum of its communes: ${listed(below.map(say)).en}`
		),
		choices: [
			choice(
				'parents',
				'sum',
				both('Lấy tổng các xã', 'Take the sum of the communes'),
				below.slice(0, 3).map(({ sum }) => same(String(sum)))
			),
			choice(
				'parents',
				'own',
				both('Giữ số riêng', 'Keep its own count'),
				below.slice(0, 3).map(({ figure }) => same(String(figure.samples)))
			)
		],
		form: '--parents own | sum'
	};
}
