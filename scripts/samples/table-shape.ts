/** What a table's columns and rows look like as a whole. */
import type { Month } from '../../src/lib/domain/month.ts';
import { READINGS } from '../../src/lib/domain/figures.ts';
import { takeNetwork } from '../../src/lib/domain/network-words.ts';
import type { Network } from '../../src/lib/domain/network.ts';
import { CODE_LENGTH } from '../../src/lib/domain/unit.ts';
import { findMonth } from './calendar.ts';
import type { Column, Header, Role } from './columns.ts';
import type { Sheet, SheetRow } from './sheet.ts';
import { fold } from './words.ts';

const VALUES: readonly Role[] = ['samples', ...READINGS];

/** A table's month and network in one group of columns. */
export interface Group {
	month?: Month;
	network?: Network;
	/** A part of the network that is no network itself. */
	technology?: string;
	columns: Partial<Record<Role, Column>>;
}

/** A month or network that the titles above the header, or the sheet's name, tell of, when it is only one. */
export function withTitle<T extends { month?: Month; network?: Network }>(
	options: T,
	{ rows, title }: Sheet,
	{ height }: Header
): T {
	const titles = [title, ...rows.slice(0, height - 1).flatMap(({ cells }) => cells)].filter(
		(cell): cell is string => typeof cell === 'string'
	);
	const one = <V>(found: (V | undefined)[]): V | undefined => {
		const different = new Set(found.filter((value) => value !== undefined));
		return different.size === 1 ? [...different][0] : undefined;
	};
	return {
		...options,
		month: options.month ?? one(titles.map((text) => findMonth(text)?.month)),
		network: options.network ?? one(titles.map((text) => takeNetwork(fold(text)).network))
	};
}

/**
 * Columns of values by month and network.
 * @returns also the headers of those that have none in a wide table: they are sums, and not used
 */
export function groupsOf(columns: readonly Column[]): { groups: Group[]; unused: string[] } {
	const unused: string[] = [];
	const values = columns.filter(({ role }) => VALUES.includes(role));
	const isWide = {
		month: values.some(({ month, role }) => month && role === 'samples'),
		network: values.some(({ network, role }) => network && role === 'samples')
	};
	const groups = new Map<string, Group>();
	// A median goes before a mean of the same speed.
	const inOrder = [...values].sort(
		(a, b) => Number(a.statistic === 'mean') - Number(b.statistic === 'mean')
	);
	for (const column of inOrder) {
		const { month, network, technology, role } = column;
		if ((isWide.month && !month) || (isWide.network && !network)) {
			unused.push(column.header);
			continue;
		}
		const key = `${month ?? ''} ${network ?? ''} ${technology ?? ''}`;
		const group = groups.get(key) ?? {
			...(month ? { month } : {}),
			...(network ? { network } : {}),
			...(technology ? { technology } : {}),
			columns: {}
		};
		if (group.columns[role]) unused.push(column.header);
		else group.columns[role] = column;
		groups.set(key, group);
	}
	return { groups: [...groups.values()].filter((group) => group.columns.samples), unused };
}

/** Below many headers stands a row that numbers the columns: "1 2 3 4" or "A B 1 2". */
export function isNumbering({ cells }: SheetRow): boolean {
	const texts = cells
		.map((cell) => String(cell ?? '').replace(/[()\s]/g, ''))
		.filter((text) => text !== '');
	const numbers = texts.filter((text) => /^\d+$/.test(text)).map(Number);
	const letters = texts.slice(0, texts.length - numbers.length);
	return (
		numbers.length >= 2 &&
		texts.length >= 3 &&
		letters.every((text, at) => text === 'ABCDEFGH'[at]) &&
		numbers.every((number, at) => number === numbers[0]! + at) &&
		numbers[0]! <= 1
	);
}

/** What to do where codes say nothing of their level. */
export const WHOLE_CODES =
	'Write codes with all their digits (4 as 00004 or 04), or call the column Mã xã, Mã huyện or Mã tỉnh (commune, district or province code)';

/** What a spreadsheet did to the codes of a file. */
export interface LostZeros {
	/** Digits that the longest codes had before they lost their leading zeros; 0 when they have them. */
	width: number;
	/** False when 4 may be the province 04 as well as the commune 00004. */
	isLevelClear: boolean;
}

/**
 * A file in which no code begins with zero has lost them, for 318 is a district and 00318 a commune. Where the header
 * says that codes are those of communes, each of them may have been typed without.
 */
export function lostZeros(codes: readonly string[], header = ''): LostZeros {
	if (/\b(xa|phuong|commune|ward)/.test(fold(header)))
		return { width: CODE_LENGTH.commune, isLevelClear: true };
	if (codes.length === 0 || codes.some((code) => code.startsWith('0')))
		return { width: 0, isLevelClear: true };
	const longest = Math.max(...codes.map((code) => code.length));
	if (longest > CODE_LENGTH.district) return { width: CODE_LENGTH.commune, isLevelClear: true };
	// No level has codes of one digit.
	if (codes.some((code) => code.length === 1))
		return { width: CODE_LENGTH.commune, isLevelClear: false };
	const width = longest > CODE_LENGTH.province ? CODE_LENGTH.district : CODE_LENGTH.province;
	return { width, isLevelClear: true };
}

/** What stands in a row, for messages. */
export function rowText({ cells }: SheetRow): string {
	return cells.filter((cell) => cell !== null && cell !== '').join(' ');
}
