/** How a table writes numbers, speeds and codes: proven by all its values together, or asked. */
import { CODE_LENGTH, LEVELS, type Level } from '../domain/unit.ts';
import type { AnswerBook } from './answers.ts';
import type { Question, Reading } from './draft.ts';
import type { CodeStyle, UnitFinder } from './finder.ts';
import type { Group } from './groups.ts';
import { isTime, SPEED_ROLES } from './headers.ts';
import { parseNumber, styleOf, type DecimalSign } from './numbers.ts';
import { isEmpty, type Cell, type SheetRow, type Text } from './sheet.ts';
import {
	LATENCY_UNITS,
	leastTime,
	MOST_SPEED,
	medianOf,
	plausibleLatencyUnits,
	plausibleSpeedUnits,
	SPEED_UNITS,
	speedUnit,
	type LatencyUnit,
	type SpeedUnit
} from './speed-units.ts';
import type { Column, Table } from './tables.ts';
import { both, choice, same, wayOut } from './texts.ts';
import { fold } from './words.ts';

/** How values of a table become Mbit/s and ms. */
export interface ValueStyle {
	decimal: DecimalSign | undefined;
	/** Mbit/s (ms for latency) that one unit of a column is, by its place. */
	factors: Map<number, number>;
	unit?: Reading<string>;
	latencyUnit?: Reading<string>;
	questions: Question[];
	notes: Text[];
}

/** Read the style of all values of a table. */
export function valueStyleOf(
	table: Table,
	groups: readonly Group[],
	rows: readonly SheetRow[],
	titleUnit: SpeedUnit | undefined,
	book: AnswerBook
): ValueStyle {
	const columns = SPEED_ROLES.flatMap((role) => groups.flatMap(({ speeds }) => speeds[role] ?? []));
	const style: ValueStyle = { decimal: undefined, factors: new Map(), questions: [], notes: [] };
	style.decimal = decimalOf(table, columns, groups, rows, book, style);
	for (const column of columns) {
		const values = valuesOf(rows, column, style.decimal);
		if (isTime(column.role)) addLatencyUnit(table, column, values, book, style);
		else addSpeedUnit(table, column, values, titleUnit, book, style);
	}
	return style;
}

function textsOf(rows: readonly SheetRow[], columns: readonly Column[]): string[] {
	return columns.flatMap(({ at }) =>
		rows.flatMap(({ cells }) =>
			typeof cells[at] === 'string' && /\d/.test(cells[at]) ? [cells[at]] : []
		)
	);
}

/** Numbers of a column as they are written. */
function valuesOf(
	rows: readonly SheetRow[],
	{ at }: Column,
	decimal: DecimalSign | undefined
): number[] {
	return rows.flatMap(({ cells }) => {
		const value = numberOf(cells[at], decimal);
		return value !== undefined && value > 0 ? [value] : [];
	});
}

/** A number of a cell, with a unit behind it left out. */
export function numberOf(
	cell: Cell | undefined,
	decimal: DecimalSign | undefined
): number | undefined {
	if (typeof cell === 'number') return cell;
	if (typeof cell !== 'string' || isEmpty(cell)) return undefined;
	return parseNumber(cell.replace(/\s*(?:[MKG]?bps|[mkg]?bit\/s|[mkg]b\/s|ms)\s*$/iu, ''), decimal);
}

function decimalOf(
	table: Table,
	columns: readonly Column[],
	groups: readonly Group[],
	rows: readonly SheetRow[],
	book: AnswerBook,
	style: ValueStyle
): DecimalSign | undefined {
	const seen = styleOf(textsOf(rows, columns));
	const answer = book.of('decimal', table.name) as DecimalSign | undefined;
	if (seen.kind === 'proven') return seen.decimal;
	if (seen.kind !== 'open') return seen.kind === 'mixed' ? undefined : '.';
	if (answer) return answer;
	// In a whole number a sign parts thousands; so the other one stands before fractions.
	const counts = textsOf(
		rows,
		groups.map(({ samples }) => samples)
	);
	const whole = counts.map((text) => /^\d{1,3}([.,])\d{3}$/.exec(text.trim())?.[1]).find(Boolean);
	if (whole) return whole === '.' ? ',' : '.';
	const sign = seen.example!.includes('.') ? '.' : ',';
	const other = sign === '.' ? ',' : '.';
	const possible = ([sign, other] as const).filter((decimal) =>
		columns.every((column) => isPossible(valuesOf(rows, column, decimal), column))
	);
	if (possible.length === 1) return possible[0]!;
	style.questions.push(decimalQuestion(table, columns, rows, [sign, other]));
	return sign;
}

/** False when most values are past anything that a network does. */
function isPossible(values: readonly number[], column: Column): boolean {
	const factor = isTime(column.role)
		? LATENCY_UNITS[column.latencyUnit ?? 'ms']
		: SPEED_UNITS[unitOf(column) ?? 'Mbit/s'];
	const middle = medianOf(values) * factor;
	return Number.isNaN(middle) || middle <= MOST_SPEED;
}

function unitOf({ unit }: Column): SpeedUnit | undefined {
	return unit === 'open' ? undefined : unit;
}

function decimalQuestion(
	table: Table,
	columns: readonly Column[],
	rows: readonly SheetRow[],
	signs: readonly DecimalSign[]
): Question {
	const column = columns.find(({ at }) => rows.some(({ cells }) => typeof cells[at] === 'string'))!;
	const texts = textsOf(rows, [column]).slice(0, 3);
	const unit = isTime(column.role) ? 'ms' : (unitOf(column) ?? '');
	return {
		about: 'decimal',
		tables: [table.name],
		found: both(
			`Cột "${column.parts.join(' / ')}" có các số như ${texts[0]}: dấu đó ngăn phần thập phân hay phần nghìn?`,
			`Column "${column.parts.join(' / ')}" has numbers such as ${texts[0]}: does the sign part the fraction or thousands?`
		),
		choices: signs.map((decimal) =>
			choice(
				'decimal',
				decimal,
				both(`Dấu "${decimal}" ngăn phần thập phân`, `"${decimal}" stands before the fraction`),
				texts.map((text) => same(`${text} = ${parseNumber(text, decimal) ?? '?'} ${unit}`.trim()))
			)
		),
		form: '--decimal . | ,'
	};
}

function addSpeedUnit(
	table: Table,
	column: Column,
	values: readonly number[],
	titleUnit: SpeedUnit | undefined,
	book: AnswerBook,
	style: ValueStyle
): void {
	const said = unitOf(column) ?? (column.unit === 'open' ? undefined : titleUnit);
	const answer = speedUnit(book.of('unit', table.name) ?? '');
	const isOdd = said !== undefined && !isSensible(medianOf(values) * SPEED_UNITS[said]);
	const units = said && !isOdd ? [said] : plausibleUnits(column, values, said);
	const unit = units.length === 1 ? units[0]! : (answer ?? units[0] ?? 'Mbit/s');
	style.factors.set(column.at, SPEED_UNITS[unit]);
	if (values.length === 0) return;
	const isTold = said === unit && !isOdd;
	const header = column.parts.join(' / ');
	style.unit ??= {
		value: unit,
		certainty: isTold || answer ? 'proven' : 'assumed',
		evidence: [
			{ kind: isTold ? 'header' : answer ? 'answer' : 'values', at: table.name, text: header }
		]
	};
	if (isTold || answer === unit) return;
	const say = (value: number, of: string) =>
		`${round(value * SPEED_UNITS[of as SpeedUnit])} Mbit/s`;
	if (units.length > 1)
		style.questions.push(unitQuestion('unit', table, column, values, units, say));
	else style.notes.push(onlyPlausible(header, medianOf(values)));
}

/** False for medians that no network has: the header names another unit than the values have. */
function isSensible(middle: number): boolean {
	return !(middle < 0.1 || middle > 5000);
}

function onlyPlausible(header: string, middle: number): Text {
	return both(
		`Cột "${header}" không ghi đơn vị; giá trị (giữa: ${middle}) chỉ hợp lý theo Mbit/s`,
		`Column "${header}" names no unit; its values (middle: ${middle}) are plausible in Mbit/s only`
	);
}

function plausibleUnits(
	column: Column,
	values: readonly number[],
	said: SpeedUnit | undefined
): SpeedUnit[] {
	const units = plausibleSpeedUnits(values);
	if (column.unit === 'open') return ['MB/s', 'Mbit/s'];
	return said ? [...new Set([...units, said])] : units;
}

function addLatencyUnit(
	table: Table,
	column: Column,
	values: readonly number[],
	book: AnswerBook,
	style: ValueStyle
): void {
	const answer = book.of('latency-unit', table.name) as LatencyUnit | undefined;
	const said = column.latencyUnit;
	const middle = medianOf(values) * LATENCY_UNITS[said ?? 'ms'];
	const isOdd = said !== undefined && (middle < leastTime(column.role) / 4 || middle > 10_000);
	const units =
		said && !isOdd
			? [said]
			: [
					...new Set([
						...plausibleLatencyUnits(values, leastTime(column.role)),
						...(said ? [said] : [])
					])
				];
	const unit = units.length === 1 ? units[0]! : (answer ?? units[0] ?? 'ms');
	style.factors.set(column.at, LATENCY_UNITS[unit]);
	if (values.length > 0)
		style.latencyUnit ??= {
			value: unit,
			certainty: said && !isOdd ? 'proven' : 'assumed',
			evidence: [
				{ kind: said ? 'header' : 'values', at: table.name, text: column.parts.join(' / ') }
			]
		};
	if (values.length > 0 && units.length > 1 && !answer)
		style.questions.push(
			unitQuestion(
				'latency-unit',
				table,
				column,
				values,
				units,
				(value, of) => `${round(value * LATENCY_UNITS[of as LatencyUnit])} ms`
			)
		);
}

function unitQuestion(
	about: 'unit' | 'latency-unit',
	table: Table,
	column: Column,
	values: readonly number[],
	units: readonly string[],
	say: (value: number, unit: string) => string
): Question {
	const header = column.parts.join(' / ');
	return {
		about,
		tables: [table.name],
		found: both(
			`Đơn vị của cột "${header}" không rõ: giá trị ở giữa là ${medianOf(values)}`,
			`The unit of column "${header}" is not clear: its middle value is ${medianOf(values)}`
		),
		choices: units.map((unit) =>
			choice(
				about,
				unit,
				same(unit),
				values.slice(0, 3).map((value) => same(`${value} = ${say(value, unit)}`))
			)
		),
		form: `--${about} ${units.join(' | ')}`
	};
}

function round(value: number): number {
	return Number(value.toPrecision(4));
}

/** What the codes of a table may be; with a question where lost zeros hide the level. */
export function codeStyleOf(
	table: Table,
	column: Column | undefined,
	codes: readonly string[],
	finder: UnitFinder,
	book: AnswerBook
): CodeStyle & { question?: Question } {
	const levels = [...LEVELS].reverse();
	if (!column || codes.length === 0) return { levels, isShort: false };
	const header = fold(column.parts.join(' ')).replace(/\bdia phuong\b/, '');
	if (/\b(?:xa|phuong|commune|ward|maxa|maphuong)\b/.test(header))
		return { levels: ['commune'], isShort: true };
	const digits = codes.filter((code) => /^\d+$/.test(code));
	const longest = digits.reduce((most, { length }) => Math.max(most, length), 0);
	if (digits.some((code) => code.startsWith('0'))) return { levels, isShort: false };
	// With codes of communes among them, the short ones are communes that lost their zeros, unless there is no such one.
	if (longest > CODE_LENGTH.district) return { levels, isShort: true, prefers: 'commune' };
	const answer = book.of('level', table.name) as Level | undefined;
	if (answer) return { levels: [answer], isShort: true };
	return { levels, isShort: true, question: levelOfCodes(table, column, digits, finder) };
}

function levelOfCodes(
	table: Table,
	column: Column,
	codes: readonly string[],
	finder: UnitFinder
): Question {
	const choices = [...LEVELS].reverse().flatMap((level) => {
		const places = codes.slice(0, 40).flatMap((code) => {
			if (code.length > CODE_LENGTH[level]) return [];
			const place = finder.placeOf(code.padStart(CODE_LENGTH[level], '0'));
			return place?.level === level ? [{ code, place }] : [];
		});
		if (places.length === 0) return [];
		const name = LEVEL_NAMES[level];
		return [
			choice(
				'level',
				level,
				both(`Mã ${name.vi}`, `Codes of ${name.en}`),
				places
					.slice(0, 3)
					.map(({ code, place }) => same(`${code} = ${place.code} ${finder.describe(place)}`))
			)
		];
	});
	return {
		about: 'level',
		tables: [table.name],
		found: both(
			`Cột "${column.parts.join(' / ')}" có các mã ngắn như ${codes.slice(0, 3).join(', ')}; có thể đã mất số 0 ở đầu`,
			`Column "${column.parts.join(' / ')}" has short codes such as ${codes.slice(0, 3).join(', ')}; they may have lost leading zeros`
		),
		choices:
			choices.length > 0
				? choices
				: [wayOut(both('Ghi mã đủ chữ số (00004)', 'Write codes with all digits (00004)'))],
		form: '--level commune | district | province'
	};
}

/** Levels by name. */
export const LEVEL_NAMES: Record<Level, Text> = {
	commune: both('xã, phường, đặc khu', 'communes'),
	district: both('quận, huyện', 'districts'),
	province: both('tỉnh, thành phố', 'provinces')
};
