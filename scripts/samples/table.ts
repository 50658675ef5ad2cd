/** Rows of monthly tables: what each cell says, which unit and month it belongs to, and what can't be taken. */
import { editionOfMonth, type Edition } from '../../src/lib/domain/edition.ts';
import { STATISTICS, type Statistic } from '../../src/lib/domain/join.ts';
import type { Month } from '../../src/lib/domain/month.ts';
import {
	byReading,
	figureOf,
	READINGS,
	readingFacts,
	type Reading
} from '../../src/lib/domain/figures.ts';
import { namedBy, namedNetwork, networkList } from '../../src/lib/domain/network-words.ts';
import { takeNetwork, type NamedNetwork } from '../../src/lib/domain/network-words.ts';
import type { Network } from '../../src/lib/domain/network.ts';
import { LEVELS, levelOfCode, type Level } from '../../src/lib/domain/unit.ts';
import type { Fault } from '../../src/lib/domain/errors.ts';
import { monthOfCell } from './calendar.ts';
import { SPEED_UNITS, type Column, type Header, type Role, type SpeedUnit } from './columns.ts';
import { parseNumber, parseWhole, styleOf, type NumberStyle } from './numbers.ts';
import type { Reason, Rejections } from './rejections.ts';
import type { Cell, Sheet, SheetRow } from './sheet.ts';
import {
	groupsOf,
	isNumbering,
	lostZeros,
	rowText,
	WHOLE_CODES,
	withTitle,
	type Group,
	type LostZeros
} from './table-shape.ts';
import type { UnitFinder, UnitWords } from './unit-finder.ts';
import { fold, isBlank, isTotal, takeStatistic } from './words.ts';

/** A count that was taken; speeds are `NaN` where not given. */
export interface TableRow extends NamedNetwork, Record<Reading, number> {
	file: string;
	line: number;
	/** Rows of files that it stands for; more than one where it is a sum. */
	rows: number;
	month: Month;
	code: string;
	samples: number;
	statistic: Statistic | undefined;
}

/** What the command line adds to a table's own words. */
export interface TableOptions {
	month?: Month;
	network?: Network;
	statistic?: Statistic;
	unit?: SpeedUnit;
	/** The current month in Asia/Ho_Chi_Minh: later ones can't have been measured. */
	thisMonth: Month;
	editions: readonly Edition[];
	finderOf(edition: string): UnitFinder;
}

/** A row that states a sum, and what the rows of the same table sum up to at each level. */
export interface TotalCheck {
	file: string;
	row: number;
	month: Month;
	network: Network;
	stated: number;
	sums: Partial<Record<Level, number>>;
	isRight: boolean;
}

/** What was made of the tables. */
export interface TableNotes {
	repaired: { file: string; row: number; found: string; code: string }[];
	renamed: { file: string; row: number; found: string; code: string }[];
	/** Rows that took their province or district from a merged cell above. */
	inherited: number;
	totals: TotalCheck[];
	/** Columns of values that belong to no month or network of a wide table. */
	unused: string[];
}

/** More would be a slip: the whole country sends about a million a month. */
const MOST_SAMPLES = 10_000_000;
/** What stands where a name is left out. "Không có" may mean a unit that is missing in the list: it isn't nothing. */
const NO_NAME = /^[\s\-–—]*$|^n\/?a$/i;

/** Reads the rows of one table. */
export class TableReader {
	readonly rows: TableRow[] = [];
	rowsRead = 0;
	readonly #sheet: Sheet;
	readonly #header: Header;
	readonly #options: TableOptions;
	readonly #rejections: Rejections;
	readonly #notes: TableNotes;
	readonly #groups: Group[];
	readonly #style: NumberStyle;
	readonly #lostZeros: LostZeros;
	readonly #stated: Omit<TotalCheck, 'sums' | 'isRight'>[] = [];
	#above = { province: '', district: '' };

	constructor(
		sheet: Sheet,
		header: Header,
		options: TableOptions,
		rejections: Rejections,
		notes: TableNotes
	) {
		this.#sheet = sheet;
		this.#header = header;
		this.#options = withTitle(options, sheet, header);
		this.#rejections = rejections;
		this.#notes = notes;
		const { groups, unused } = groupsOf(header.columns);
		this.#groups = groups;
		notes.unused.push(...unused);
		const body = sheet.rows.slice(header.height);
		const texts = (roles: readonly Role[]) =>
			header.columns
				.filter(({ role }) => roles.includes(role))
				.flatMap(({ at }) => body.map(({ cells }) => cells[at]))
				.filter((cell): cell is string => typeof cell === 'string');
		this.#style = styleOf(texts(READINGS), texts(['samples']));
		this.#lostZeros = lostZeros(
			body.map((row) => this.#code(row)).filter((code) => /^\d+$/.test(code)),
			this.#column('code')?.header
		);
		for (const row of body) this.#read(row);
		this.#checkTotals();
	}

	#column(role: Role): Column | undefined {
		return this.#header.columns.find((column) => column.role === role);
	}

	#cell({ cells }: SheetRow, role: Role): Cell {
		const column = this.#column(role);
		return column ? (cells[column.at] ?? null) : null;
	}

	#text(row: SheetRow, role: Role): string {
		const text = String(this.#cell(row, role) ?? '').trim();
		return NO_NAME.test(text) ? '' : text;
	}

	#code(row: SheetRow): string {
		return this.#text(row, 'code').replace(/^'/, '').replace(/\.0+$/, '');
	}

	#read(row: SheetRow): void {
		const filled = this.#groups.filter(({ columns }) =>
			Object.values(columns).some(({ at }) => !isBlank(String(row.cells[at] ?? '')))
		);
		if (this.#isHeader(row)) return this.#reject(row, 'header again', {});
		if (isNumbering(row)) return this.#reject(row, 'note', { found: 'numbers of the columns' });
		if (this.#isTotal(row)) return this.#readTotal(row, filled);
		const words = this.#words(row);
		const hasWords = Object.values(words).some(Boolean);
		if (filled.length === 0) {
			const isUnit = hasWords && this.#isKnown(words);
			return this.#reject(row, isUnit ? 'no value' : 'note', { found: rowText(row) });
		}
		// Below a table: who signed it, and when.
		if (!hasWords && !filled.some((group) => this.#hasNumber(row, group)))
			return this.#reject(row, 'note', { found: rowText(row) });
		for (const group of filled) this.#readGroup(row, words, group);
	}

	#hasNumber({ cells }: SheetRow, { columns }: Group): boolean {
		return Object.values(columns).some(({ at }) => /^[\s\d.,-]*\d/.test(String(cells[at] ?? '')));
	}

	/** Names of the row; a merged province or district cell stands for the rows below it too. */
	#words(row: SheetRow): UnitWords {
		const code = this.#code(row);
		const words: UnitWords = {
			code,
			unit: this.#text(row, 'unit'),
			commune: this.#text(row, 'commune'),
			district: this.#text(row, 'district') || this.#text(row, 'districtCode'),
			province: this.#text(row, 'province') || this.#text(row, 'provinceCode')
		};
		if (code) return words;
		const isBelow = words.commune || words.unit;
		let inherits = false;
		if (!words.province && (isBelow || words.district) && this.#above.province) {
			words.province = this.#above.province;
			inherits = true;
		}
		if (!words.district && words.commune && words.province === this.#above.province) {
			inherits ||= this.#above.district !== '';
			words.district = this.#above.district;
		}
		if (inherits) this.#notes.inherited++;
		this.#above = { province: words.province, district: words.district };
		return words;
	}

	/** The column that names the row's unit. */
	#unitColumn(words: UnitWords): Column | undefined {
		const role = (['code', 'unit', 'commune', 'district', 'province'] as const).find(
			(of) => words[of]
		);
		return role && this.#column(role);
	}

	#isKnown(words: UnitWords): boolean {
		return this.#options.editions.some(({ id }) => {
			const { place, candidates } = this.#options.finderOf(id).find(words, this.#lostZeros);
			return place !== undefined || candidates.length > 0;
		});
	}

	#readGroup(row: SheetRow, words: UnitWords, group: Group): void {
		const month = group.month ?? this.#month(row);
		const edition = month && editionOfMonth(this.#options.editions, month);
		if (!month)
			return this.#reject(row, 'missing month', {
				column: this.#column('month')?.header,
				found: this.#text(row, 'month') || undefined,
				expected: 'a month, as 2026-09',
				remedy: 'Name it: --month 2026-09'
			});
		if (!edition || month > this.#options.thisMonth)
			return this.#reject(row, 'impossible time', {
				found: month,
				expected: `a month from ${this.#options.editions[0]!.from} to ${this.#options.thisMonth}`
			});
		const named = namedBy(group) ?? this.#network(row);
		if (!named)
			return this.#reject(row, 'missing network', {
				column: this.#column('network')?.header,
				found: this.#text(row, 'network') || undefined,
				expected: networkList(),
				remedy: 'Name it: --network mobile'
			});
		const finder = this.#options.finderOf(edition.id);
		const { place, candidates, isRepaired, isRenamed } = finder.find(words, this.#lostZeros);
		const found =
			words.code ||
			[words.unit, words.commune, words.district, words.province].filter(Boolean).join(', ');
		if (!place) {
			const isAmbiguous = candidates.length > 0;
			const described = candidates.slice(0, 4).map((of) => finder.describe(of));
			return this.#reject(row, isAmbiguous ? 'ambiguous unit' : 'unknown unit', {
				column: this.#unitColumn(words)?.header,
				found: found || rowText(row),
				expected: isAmbiguous
					? `one of ${described.join(' | ')}`
					: `a unit of edition ${edition.id}, which serves ${month}`,
				remedy: isAmbiguous && words.code ? WHOLE_CODES : undefined
			});
		}
		const values = this.#values(row, group);
		if ('reason' in values) return this.#reject(row, values.reason, values.fault);
		const at = { file: this.#sheet.file, row: row.line, found, code: place.code };
		if (isRepaired) this.#notes.repaired.push(at);
		if (isRenamed) this.#notes.renamed.push({ ...at, found: words[place.level] || words.unit });
		this.rowsRead++;
		this.rows.push({
			file: this.#sheet.file,
			line: row.line,
			rows: 1,
			month,
			...named,
			code: place.code,
			...values
		});
	}

	#month(row: SheetRow): Month | undefined {
		const own = monthOfCell(this.#cell(row, 'month'), Number(this.#text(row, 'year')) || undefined);
		if (this.#column('month')) return own;
		return monthOfCell(this.#cell(row, 'time')) ?? this.#options.month;
	}

	#network(row: SheetRow): NamedNetwork | undefined {
		const text = this.#text(row, 'network');
		const { network } = this.#options;
		if (!this.#column('network')) return network && { network };
		return namedNetwork(fold(text)) ?? namedBy(takeNetwork(fold(text)));
	}

	#values(
		row: SheetRow,
		{ columns }: Group
	): Pick<TableRow, 'samples' | 'statistic' | Reading> | { reason: Reason; fault: Partial<Fault> } {
		const count = columns.samples && (row.cells[columns.samples.at] ?? null);
		const samples = typeof count === 'number' ? count : parseWhole(String(count ?? ''));
		if (
			samples === undefined ||
			!Number.isInteger(samples) ||
			samples < 0 ||
			samples > MOST_SAMPLES
		) {
			const isNone = isBlank(String(count ?? ''));
			return {
				reason: isNone ? 'no value' : 'impossible value',
				fault: {
					column: columns.samples?.header,
					found: String(count ?? ''),
					expected: `a whole number from 0 to ${MOST_SAMPLES}`
				}
			};
		}
		const readings = byReading(() => NaN);
		for (const role of READINGS) {
			const column = columns[role];
			const cell = column && (row.cells[column.at] ?? null);
			if (!column || isBlank(String(cell ?? ''))) continue;
			const written = typeof cell === 'number' ? cell : parseNumber(String(cell), this.#style);
			if (written === 0 && samples === 0) continue;
			const isSpeed = figureOf(role).kind === 'speed';
			const factor = isSpeed ? SPEED_UNITS[column.unit ?? this.#options.unit ?? 'Mbit/s'] : 1;
			const { most } = readingFacts(role);
			const value = written === undefined ? NaN : written * factor;
			if (!(value > 0 && value <= most) || samples === 0)
				return {
					reason: 'impossible value',
					fault: {
						column: column.header,
						found: String(cell),
						expected:
							samples === 0
								? 'nothing beside 0 samples'
								: `a number above 0 and at most ${most} ${isSpeed ? 'Mbit/s' : 'ms'}`
					}
				};
			readings[role] = value;
		}
		const hasSpeed = READINGS.some((role) => !Number.isNaN(readings[role]));
		const statistic = hasSpeed ? this.#statistic(row, columns) : undefined;
		if (hasSpeed && !statistic)
			return {
				reason: 'impossible value',
				fault: {
					column: this.#column('statistic')?.header,
					found: this.#text(row, 'statistic'),
					expected: 'median (trung vị) or mean (trung bình) where a speed is given',
					remedy: 'Name it: --statistic median'
				}
			};
		return { samples, ...readings, statistic };
	}

	#statistic(row: SheetRow, columns: Group['columns']): Statistic | undefined {
		const text = fold(this.#text(row, 'statistic'));
		if (text) return STATISTICS.find((known) => known === text) ?? takeStatistic(text).statistic;
		return (
			READINGS.map((role) => columns[role]?.statistic).find(Boolean) ?? this.#options.statistic
		);
	}

	#isHeader(row: SheetRow): boolean {
		return this.#header.columns.every(({ at, header }) => {
			const text = String(row.cells[at] ?? '').trim();
			return text !== '' && fold(header).endsWith(fold(text)) && !/^\d+$/.test(text);
		});
	}

	#isTotal(row: SheetRow): boolean {
		const named: Role[] = ['code', 'unit', 'commune', 'district', 'province'];
		if (named.some((role) => isTotal(this.#text(row, role)))) return true;
		const first = row.cells.find((cell) => cell !== null && cell !== '');
		return typeof first === 'string' && isTotal(first);
	}

	#readTotal(row: SheetRow, groups: readonly Group[]): void {
		this.#reject(row, 'total', { found: row.cells.filter(Boolean).slice(0, 4).join(' ') });
		for (const group of groups) {
			const column = group.columns.samples;
			const cell = column && row.cells[column.at];
			const stated = typeof cell === 'number' ? cell : parseWhole(String(cell ?? ''));
			const month = group.month ?? this.#month(row) ?? this.#options.month;
			const network = (namedBy(group) ?? this.#network(row))?.network ?? this.#options.network;
			if (stated === undefined || !month || !network) continue;
			this.#stated.push({ file: this.#sheet.file, row: row.line, month, network, stated });
		}
	}

	/** A total is right when it is the sum of the rows of any one level. */
	#checkTotals(): void {
		for (const total of this.#stated) {
			const sums: Partial<Record<Level, number>> = {};
			const { month, network } = total;
			for (const row of this.rows) {
				if (row.month !== month || row.network !== network || row.technology) continue;
				const level = levelOfCode(row.code)!;
				sums[level] = (sums[level] ?? 0) + row.samples;
			}
			const isRight = LEVELS.some((level) => sums[level] === total.stated);
			this.#notes.totals.push({ ...total, sums, isRight });
		}
	}

	#reject(row: SheetRow, reason: Reason, fault: Partial<Fault>): void {
		this.rowsRead++;
		this.#rejections.add(reason, { file: this.#sheet.file, row: row.line, ...fault });
	}
}
