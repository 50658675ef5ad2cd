/** Which columns hold the figures of which month, network and operator; and which column is the count. */
import type { AnswerBook } from './answers.ts';
import { areEqual, chooseCount } from './counts.ts';
import type { Choice, Question } from './draft.ts';
import { isSpeedRole, SPEED_ROLES, UNIT_ROLES, type Role, type SpeedRole } from './headers.ts';
import type { NetworkWord } from './networks.ts';
import type { Period } from './period.ts';
import { columnOfLetters, isEmpty, textOf, type Text } from './sheet.ts';
import { hasTwin, isMapped, type HeaderMap } from './mapped-headers.ts';
import type { Column, Table } from './tables.ts';
import { columnTitle, lettersOf } from './table-names.ts';
import { both, choice, same, wayOut } from './texts.ts';
import { fold } from './words.ts';

/** Columns of one month, network and operator. */
export interface Group {
	month?: string;
	/** Time of the columns that is no calendar month. */
	period?: Period;
	network?: NetworkWord;
	operator?: string;
	samples: Column;
	/** Columns whose counts are taken off. */
	excluded: Column[];
	speeds: Partial<Record<SpeedRole, Column>>;
	/** True for the whole of which other groups are parts. */
	isWhole: boolean;
}

/** What the columns of a table are. */
export interface Columns {
	/** One column a role; of doubles the first. */
	of: Partial<Record<Role, Column>>;
	groups: Group[];
	/** Columns of values that were left out, and why. */
	unused: { column: Column; why: Text }[];
	questions: Question[];
	/** What rows proved of columns. */
	notes: Text[];
}

/** Of a table whose columns are read in another way. */
export function noColumns(): Columns {
	return { of: {}, groups: [], unused: [], questions: [], notes: [] };
}

const ROLES: readonly Role[] = [
	...UNIT_ROLES,
	'samples',
	'excluded',
	...SPEED_ROLES,
	'month',
	'year',
	'network',
	'statistic',
	'operator',
	'type',
	'number',
	'other',
	'time',
	'longitude',
	'latitude',
	'place',
	'device',
	'id'
];

/** Roles that `--map` gives columns. */
export function headerMap(book: AnswerBook): HeaderMap {
	return book.all('map').flatMap((value) => {
		const [, role, header] = /^(\w+)=(.+)$/s.exec(value) ?? [];
		if (!role || !ROLES.includes(role as Role)) return [];
		const at = columnOfLetters(/^\[([A-Z]{1,3})\]$/.exec(header!)?.[1] ?? '');
		const named = { role: role as Role, header: fold(header!) };
		return [at === undefined ? named : { ...named, at }];
	});
}

/** Columns of a table, but those whose place another one took. */
export function mappedColumns(table: Table, book: AnswerBook): Column[] {
	const maps = headerMap(book);
	return table.columns.map((column) => {
		if (maps.some((map) => isMapped(map, column, table.columns))) return column;
		const isTaken = maps.some(
			(map) =>
				map.role === column.role &&
				map.role !== 'excluded' &&
				table.columns.some(
					(of) => isMapped(map, of, table.columns) && (!isScoped(of) || keyOf(of) === keyOf(column))
				)
		);
		return isTaken ? { ...column, role: 'other' } : column;
	});
}

/**
 * The groups of a table.
 * @param isOfSamples whether a title says that the table counts measurements
 */
export function groupsOf(table: Table, columns: readonly Column[], isOfSamples: boolean): Columns {
	const result = noColumns();
	for (const column of columns) if (column.role) result.of[column.role] ??= column;
	const counts = columns.filter(
		(column) => column.role === 'samples' && (!column.isRival || isNumeric(table, column))
	);
	const bad = columns.filter(({ role, selection }) => selection === 'bad' || role === 'excluded');
	const scopes = scopesOf(counts.filter(isScoped));
	const open = counts.filter((column) => !isScoped(column));
	if (scopes.size === 0) {
		const count = theCount(table, open, bad, columns, isOfSamples, result);
		if (!count) return result;
		result.groups.push({ ...count, speeds: {}, isWhole: false });
	} else {
		const isOpen = (column: Column) => !isScoped(column);
		const whole = wholeOf([...scopes.values()].flat(), open, result);
		if (whole.length > 0) {
			const count = chosen(table, whole, bad.filter(isOpen), result);
			if (count) result.groups.push({ ...count, speeds: {}, isWhole: true });
		}
		for (const [key, own] of scopes)
			addGroup(
				table,
				own,
				bad.filter((of) => isScoped(of) && keyOf(of) === key),
				result
			);
	}
	addSpeeds(table, columns, result);
	return result;
}

/** Counts of each month, network and operator; what isn't sure to be one is none unless it stands beside one. */
function scopesOf(counts: readonly Column[]): Map<string, Column[]> {
	const scopes = new Map<string, Column[]>();
	// Of several months as one it is told that they are none, whatever else the header says.
	const isOne = ({ isRival, period }: Column) => !isRival || period?.kind === 'longer';
	for (const column of counts.filter(isOne))
		scopes.set(keyOf(column), [...(scopes.get(keyOf(column)) ?? []), column]);
	for (const column of counts.filter((of) => !isOne(of))) scopes.get(keyOf(column))?.push(column);
	return scopes;
}

/** The count of several, with what is taken off it; nothing where that is asked. */
function chosen(
	table: Table,
	counts: readonly Column[],
	bad: readonly Column[],
	result: Columns
): Pick<Group, 'samples' | 'excluded'> | undefined {
	const [first, ...others] = counts;
	const equal = others.filter((of) => !of.isAnswered && areEqual(table, first!, of));
	for (const column of equal)
		result.unused.push({
			column,
			why: both('có cùng giá trị với một cột khác', 'has the same values as another column')
		});
	const distinct = counts.filter((of) => !equal.includes(of));
	const { count, excluded, questions, notes } = chooseCount(table, distinct, bad);
	result.questions.push(...questions);
	result.notes.push(...notes);
	return count && { samples: count, excluded };
}

function isScoped({ month, period, network, operator }: Column): boolean {
	return Boolean(month ?? period ?? network ?? operator);
}

function keyOf({
	month,
	period,
	network,
	operator
}: Pick<Column, 'month' | 'period' | 'network' | 'operator'>): string {
	return [month ?? period?.written, network?.technology ?? network?.network, operator].join('|');
}

/** Counts without month, network and operator that are the whole of those that have them. */
function wholeOf(scoped: readonly Column[], open: readonly Column[], result: Columns): Column[] {
	const hasMonths = scoped.some(({ month, period }) => month ?? period);
	const networks = new Set(
		scoped.flatMap(({ network }) =>
			network ? [network.technology ? 'part' : network.network] : []
		)
	);
	const isWhole =
		!hasMonths && (networks.size === 0 || (networks.size === 1 && networks.has('part')));
	const strong = open.filter(({ isWeak, isTotal }) => !isWeak || isTotal);
	const whole =
		isWhole && strong.length > 0 ? open.filter((of) => strong.includes(of) || of.selection) : [];
	for (const column of open)
		if (!whole.includes(column))
			result.unused.push({
				column,
				why: both('là tổng của các cột khác', 'is a sum of other columns')
			});
	return whole;
}

function addGroup(
	table: Table,
	counts: readonly Column[],
	bad: readonly Column[],
	result: Columns
): void {
	const count = chosen(table, counts, bad, result);
	if (!count) return;
	const { month, period, network, operator } = count.samples;
	result.groups.push({
		...(month ? { month } : {}),
		...(period ? { period } : {}),
		...(network ? { network } : {}),
		...(operator ? { operator } : {}),
		...count,
		speeds: {},
		isWhole: false
	});
}

/** The one column that is the count; else a question. */
function theCount(
	table: Table,
	open: readonly Column[],
	bad: readonly Column[],
	columns: readonly Column[],
	isOfSamples: boolean,
	result: Columns
): Pick<Group, 'samples' | 'excluded'> | undefined {
	const strong = open.filter(({ isWeak }) => !isWeak);
	const [only] = open;
	const isSure = !only?.isWeak || (isOfSamples && !only.isRival);
	if (only && open.length === 1 && isSure) return chosen(table, open, bad, result);
	if (open.some(({ selection }) => selection) && strong.length > 0)
		return chosen(table, open, bad, result);
	const candidates =
		open.length > 0 ? open : columns.filter((column) => !column.role && isNumeric(table, column));
	if (candidates.length > 0) result.questions.push(whichCount(table, candidates, strong.length));
	return undefined;
}

function isNumeric(table: Table, { at }: Column): boolean {
	const texts = table.body
		.slice(0, 50)
		.map(({ cells }) => textOf(cells[at]))
		.filter(Boolean);
	return (
		texts.length > 0 &&
		texts.filter((text) => /^[-+−–]?[\d.,\s]+$/.test(text)).length > texts.length / 2
	);
}

/** The question which of several columns is the count. */
export function whichCount(table: Table, candidates: readonly Column[], strong = 0): Question {
	const names = candidates.map(({ parts }) => `"${parts.join(' / ')}"`).join(', ');
	const choices = candidates.map((column): Choice => {
		const title = columnTitle(table, column);
		return choice(
			'map',
			`samples=${hasTwin(column, table.columns) ? lettersOf(column) : column.parts.join(' ')}`,
			both(`${title.vi} là số mẫu`, `${title.en} is the count of samples`),
			examplesOf(table, column)
		);
	});
	return {
		about: 'map',
		tables: [table.name],
		found:
			candidates.length === 0
				? both(
						`Bảng "${table.name}" (${table.body.length} dòng) không có cột số mẫu`,
						`Table "${table.name}" (${table.body.length} rows) has no column of samples`
					)
				: candidates.length > 1 || strong > 0
					? both(
							`Các cột có thể là số mẫu: ${names}`,
							`Columns that may be the count of samples: ${names}`
						)
					: both(
							`Tiêu đề ${names} không cho biết chắc đây là số mẫu đo; bảng có ${table.body.length} dòng`,
							`The header ${names} does not say for sure that it counts measurements; the table has ${table.body.length} rows`
						),
		choices: [
			...choices,
			...(choices.length === 0
				? [
						wayOut(
							both(
								'Thêm cột "Số mẫu" rồi nạp lại tệp',
								'Give it a column "Số mẫu" and add the file again'
							)
						)
					]
				: []),
			choice(
				'skip',
				table.name,
				both(`Bỏ qua bảng "${table.name}"`, `Leave the table "${table.name}" out`)
			)
		],
		form: '--map samples="<header>"'
	};
}

/** Three values of a column, each with the name of its row. */
export function examplesOf(table: Table, column: Column): Text[] {
	const naming = (['commune', 'unit', 'code', 'district', 'province'] as const)
		.map((of) => table.columns.find(({ role }) => role === of))
		.find(Boolean);
	return table.body
		.filter(({ cells }) => !isEmpty(cells[column.at]))
		.slice(0, 3)
		.map(({ cells }) => {
			const name = naming ? `${textOf(cells[naming.at])}: ` : '';
			return same(`${name}${textOf(cells[column.at])}`);
		});
}

/** Speeds go to the group that has their month, network and operator; a median goes before a mean. */
function addSpeeds(table: Table, columns: readonly Column[], result: Columns): void {
	const speeds = columns.filter(({ role }) => isSpeedRole(role));
	const inOrder = [...speeds].sort(
		(a, b) => Number(a.statistic === 'mean') - Number(b.statistic === 'mean')
	);
	for (const column of inOrder) {
		const role = column.role as SpeedRole;
		const group =
			result.groups.find((of) => keyOf(of) === keyOf(column)) ??
			(isScoped(column) ? undefined : result.groups.find(({ isWhole }) => isWhole)) ??
			(isScoped(column) ? undefined : onlyGroup(result.groups));
		const before = group?.speeds[role];
		if (group && !before) group.speeds[role] = column;
		else if (before && before.statistic !== column.statistic && before.statistic)
			result.unused.push({
				column,
				why: both('đã có trung vị bên cạnh', 'stands beside the median')
			});
		else if (before) result.questions.push(whichSpeed(table, role, [before, column]));
		else
			result.unused.push({
				column,
				why: both('không rõ là của mạng, tháng nào', 'is of a network or month that is not clear')
			});
	}
	for (const group of result.groups) withOneStatistic(group, result);
}

/** Figures of a row are of one statistic, that of the first speed which names one. */
function withOneStatistic({ speeds }: Group, result: Columns): void {
	const statistic = SPEED_ROLES.map((role) => speeds[role]?.statistic).find(Boolean);
	for (const role of SPEED_ROLES) {
		const column = speeds[role];
		if (!column?.statistic || column.statistic === statistic) continue;
		delete speeds[role];
		result.unused.push({
			column,
			why:
				statistic === 'median'
					? both('là trung bình, còn cột khác là trung vị', 'is of means, another of medians')
					: both('là trung vị, còn cột khác là trung bình', 'is of medians, another of means')
		});
	}
}

function onlyGroup(groups: readonly Group[]): Group | undefined {
	return groups.length === 1 ? groups[0] : undefined;
}

function whichSpeed(table: Table, role: SpeedRole, columns: readonly Column[]): Question {
	const names = columns.map(({ parts }) => `"${parts.join(' / ')}"`).join(', ');
	return {
		about: 'map',
		tables: [table.name],
		found: both(`Hai cột cùng nghĩa ${role}: ${names}`, `Two columns mean ${role}: ${names}`),
		choices: columns.map((column) => {
			const header = column.parts.join(' ');
			return choice(
				'map',
				`${role}=${header}`,
				both(`Lấy cột "${header}"`, `Take column "${header}"`),
				examplesOf(table, column)
			);
		}),
		form: `--map ${role}="<header>"`
	};
}
