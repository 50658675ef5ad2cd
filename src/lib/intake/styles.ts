/** How a table writes numbers and speeds: proven by all its values together, or asked. */
import type { AnswerBook } from './answers.ts';
import { areLikeBytes } from './bytes.ts';
import { textsOf, unitInCell, valuesOf, type Unit } from './column-values.ts';
import type { Choice, Question, Reading } from './draft.ts';
import { exchangedColumns } from './exchanged.ts';
import type { Group } from './groups.ts';
import { isTime, SPEED_ROLES } from './headers.ts';
import { parseNumber, styleOf, type DecimalSign } from './numbers.ts';
import type { SheetRow, Text } from './sheet.ts';
import {
	LATENCY_UNITS,
	leastTime,
	MOST_SPEED,
	medianOf,
	plausibleLatencyUnits,
	isSensibleSpeed,
	plausibleSpeedUnits,
	SPEED_UNITS,
	speedUnit,
	type LatencyUnit,
	type SpeedUnit
} from './speed-units.ts';
import type { Column, Table } from './tables.ts';
import { both, choice, same, wayOut } from './texts.ts';

/** How values of a table become Mbit/s and ms. */
export interface ValueStyle {
	decimal: DecimalSign | undefined;
	/** Mbit/s (ms for latency) that one unit of a column is, by its place. */
	factors: Map<number, number>;
	unit?: Reading<string>;
	latencyUnit?: Reading<string>;
	/** True when the values show the sign. */
	isDecimalProven: boolean;
	questions: Question[];
	notes: Text[];
	/** An answer that the file speaks against. */
	refusal?: { found: string; expected: Text };
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
	const counts = groups.map(({ samples }) => samples);
	const style = columnStyleOf(table, columns, rows, titleUnit, book, { counts });
	if (!style.questions.some(({ about }) => about === 'unit'))
		style.questions.push(
			...groups.flatMap((group) => exchangedColumns(table, group, rows, style, book) ?? [])
		);
	return style;
}

/** What shows the decimal sign beside the values themselves. */
export interface OtherNumbers {
	/** Columns of whole numbers. */
	counts?: readonly Column[];
	/** Texts that certainly have fractions. */
	fractions?: readonly string[];
}

/** Read the style of columns of speeds, latency and jitter. */
export function columnStyleOf(
	table: Table,
	columns: readonly Column[],
	rows: readonly SheetRow[],
	titleUnit: SpeedUnit | undefined,
	book: AnswerBook,
	others: OtherNumbers
): ValueStyle {
	const style: ValueStyle = {
		decimal: undefined,
		isDecimalProven: false,
		factors: new Map(),
		questions: [],
		notes: []
	};
	style.decimal = decimalOf(table, columns, others, rows, book, style);
	const isInBytes = !titleUnit && areLikeBytes(columns, rows, style.decimal);
	for (const column of columns) {
		const unit = unitOfCells(table, column, rows, style);
		// A cell that names its unit says nothing of the others.
		const open = unit
			? rows.filter(({ cells }) => !unitInCell(cells[column.at], isTime(column.role)))
			: rows;
		const values = valuesOf(open, column, style.decimal);
		if (unit && values.length === 0) style.factors.set(column.at, unit.factor);
		else if (isTime(column.role)) addLatencyUnit(table, column, values, book, style);
		else addSpeedUnit(table, column, values, { titleUnit, isInBytes }, book, style);
	}
	refuseContradiction(table, columns, book, style);
	return style;
}

/** The unit that cells of a column name themselves, the first of several. */
function unitOfCells(
	table: Table,
	column: Column,
	rows: readonly SheetRow[],
	style: ValueStyle
): Unit | undefined {
	const units = rows.flatMap(
		({ cells }) => unitInCell(cells[column.at], isTime(column.role)) ?? []
	);
	const [unit] = units;
	if (!unit) return undefined;
	const reading: Reading<string> = {
		value: unit.name,
		certainty: 'proven',
		evidence: [{ kind: 'values', at: table.name, text: column.parts.join(' / ') }]
	};
	if (isTime(column.role)) style.latencyUnit ??= reading;
	else style.unit ??= reading;
	const names = [...new Set(units.map(({ name }) => name))];
	const header = column.parts.join(' / ');
	if (names.length > 1)
		style.notes.push(
			both(
				`Cột "${header}" có ô ghi ${names.join(', ')}: mỗi ô tính theo đơn vị của nó`,
				`Column "${header}" has cells in ${names.join(', ')}: each is read in its own unit`
			)
		);
	return unit;
}

/** An answer that every column of its kind speaks against. */
function refuseContradiction(
	table: Table,
	columns: readonly Column[],
	book: AnswerBook,
	style: ValueStyle
): void {
	const unit = speedUnit(book.of('unit', table.name) ?? '');
	const latency = book.of('latency-unit', table.name) as LatencyUnit | undefined;
	const decimal = book.of('decimal', table.name);
	const speeds = columns.filter(({ role }) => !isTime(role));
	const latencies = columns.filter(({ role }) => isTime(role));
	const differs = (of: readonly Column[], factor: number | undefined) =>
		factor !== undefined && of.length > 0 && of.every(({ at }) => style.factors.get(at) !== factor);
	const [name, answer, own] = differs(speeds, unit && SPEED_UNITS[unit])
		? ['unit', unit, style.unit?.value]
		: differs(latencies, latency && LATENCY_UNITS[latency])
			? ['latency-unit', latency, style.latencyUnit?.value]
			: decimal && style.isDecimalProven && decimal !== style.decimal
				? ['decimal', decimal, style.decimal]
				: [];
	if (!name || !own) return;
	style.refusal = {
		found: own,
		expected: both(
			`--${name} ${answer} trái với tệp (${own})`,
			`--${name} ${answer} contradicts the file (${own})`
		)
	};
}

function decimalOf(
	table: Table,
	columns: readonly Column[],
	{ counts = [], fractions = [] }: OtherNumbers,
	rows: readonly SheetRow[],
	book: AnswerBook,
	style: ValueStyle
): DecimalSign | undefined {
	const seen = styleOf(textsOf(rows, columns));
	const answer = book.of('decimal', table.name) as DecimalSign | undefined;
	style.isDecimalProven = seen.kind === 'proven';
	if (seen.kind === 'proven') return seen.decimal;
	if (seen.kind !== 'open') return seen.kind === 'mixed' ? undefined : '.';
	if (answer) return answer;
	// In a whole number a sign parts thousands; so the other one stands before fractions.
	const elsewhere = styleOf(fractions);
	if (elsewhere.kind === 'proven') return elsewhere.decimal;
	const whole = textsOf(rows, counts)
		.map((text) => /^\d{1,3}([.,])\d{3}$/.exec(text.trim())?.[1])
		.find(Boolean);
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
	{ titleUnit, isInBytes }: { titleUnit: SpeedUnit | undefined; isInBytes: boolean },
	book: AnswerBook,
	style: ValueStyle
): void {
	const said = unitOf(column) ?? (column.unit === 'open' ? undefined : titleUnit);
	const answer = speedUnit(book.of('unit', table.name) ?? '');
	const isOdd = said !== undefined && !isSensibleSpeed(medianOf(values) * SPEED_UNITS[said]);
	const units = said && !isOdd ? [said] : plausibleUnits(column, values, said, isInBytes);
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
		style.questions.push(unitQuestion('unit', table, column, values, units, say, said));
	else style.notes.push(onlyPlausible(header, medianOf(values), unit));
}

function onlyPlausible(header: string, middle: number, unit: string): Text {
	return both(
		`Cột "${header}" không ghi đơn vị; giá trị (ở giữa: ${middle}) chỉ hợp lý theo ${unit}`,
		`Column "${header}" names no unit; its values (middle: ${middle}) are plausible in ${unit} only`
	);
}

function plausibleUnits(
	column: Column,
	values: readonly number[],
	said: SpeedUnit | undefined,
	isInBytes: boolean
): SpeedUnit[] {
	const units = plausibleSpeedUnits(values);
	if (isInBytes && units.length === 1) return [...units, 'MB/s'];
	if (column.unit === 'open') return ['MB/s', 'Mbit/s'];
	if (said) return [...new Set([...units, said])];
	// Without a word of it no other unit than Mbit/s is taken.
	return [...new Set<SpeedUnit>([...units, 'Mbit/s'])];
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
	if (values.length === 0) return;
	style.latencyUnit ??= {
		value: unit,
		certainty: said && !isOdd ? 'proven' : 'assumed',
		evidence: [{ kind: said ? 'header' : 'values', at: table.name, text: column.parts.join(' / ') }]
	};
	if (units.length === 1 && !said)
		style.notes.push(onlyPlausible(column.parts.join(' / '), medianOf(values), unit));
	if (units.length > 1 && !answer)
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
	say: (value: number, unit: string) => string,
	said?: string
): Question {
	const header = column.parts.join(' / ');
	const middle = medianOf(values);
	return {
		about,
		tables: [table.name],
		found: said
			? both(
					`Cột "${header}" ghi ${said}, nhưng giá trị ở giữa là ${middle}: không đơn vị nào đo được như vậy`,
					`Column "${header}" says ${said}, but its middle value is ${middle}: no unit measures that`
				)
			: both(
					`Đơn vị của cột "${header}" không rõ: giá trị ở giữa là ${middle}`,
					`The unit of column "${header}" is not clear: its middle value is ${middle}`
				),
		choices: [
			...units.map((unit) =>
				choice(
					about,
					unit,
					same(unit),
					values.slice(0, 3).map((value) => same(`${value} = ${say(value, unit)}`))
				)
			),
			...(said ? [otherColumn(header)] : [])
		],
		form: `--${about} ${units.join(' | ')}`
	};
}

/** Speeds that no network has may be the counts of a column that was exchanged. */
function otherColumn(header: string): Choice {
	return wayOut(
		both(
			`Nếu cột "${header}" không phải tốc độ (đổi chỗ với số mẫu): sửa tiêu đề, hoặc --map "samples=<tiêu đề>" --map "download=<tiêu đề>"`,
			`If column "${header}" holds no speeds (it was exchanged with the counts): mend the headers, or --map "samples=<header>" --map "download=<header>"`
		)
	);
}

function round(value: number): number {
	return Number(value.toPrecision(4));
}
