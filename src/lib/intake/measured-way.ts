/** What holds for all rows of a table of measurements: proven by the file, assumed and told, or asked. */
import { READINGS, type Reading as Figure } from '../domain/figures.ts';
import { wholeOf } from '../domain/network.ts';
import type { Month } from '../domain/month.ts';
import type { AnswerBook } from './answers.ts';
import { isTime } from './headers.ts';
import { linesAround, surroundingsOf, type IntakeContext } from './context.ts';
import type { Question, TableDraft } from './draft.ts';
import { isLongitudeFirst, measuredColumns, type MeasuredColumns } from './measured-columns.ts';
import { timesOf, type FoundTimes } from './measured-time.ts';
import { momentOfCell, momentText, type TimeStyle } from './moments.ts';
import { networkOf, type NetworkId } from './networks.ts';
import type { DecimalSign } from './numbers.ts';
import { presetOf, type Preset } from './presets.ts';
import { draftOf } from './read-table.ts';
import { monthOfTable, networkOfTable } from './readings.ts';
import { isEmpty, sheetTitle, textOf, type Cell, type SheetRow, type Text } from './sheet.ts';
import type { SpeedUnit } from './speed-units.ts';
import { columnStyleOf, type ValueStyle } from './styles.ts';
import type { Column, Table, Title } from './tables.ts';
import { both, choice, same } from './texts.ts';
import { isBlank } from './words.ts';
import { noColumns } from './groups.ts';
import { VIET_NAM } from './zones.ts';

/** How the rows of a table are read. */
export interface MeasuredWay {
	table: Table;
	/** Names the sheet in messages. */
	file: string;
	columns: MeasuredColumns;
	time: TimeStyle;
	/** Of cells that hold both. */
	isLongitudeFirst: boolean;
	decimal: DecimalSign | undefined;
	/** What one of a column's numbers is in Mbit/s or ms. */
	factors: Partial<Record<Figure, number>>;
	/** Of all rows, where no column tells. */
	network?: NetworkId;
	/** Of all rows, where no column tells; or rows of other months are refused. */
	month?: Month;
	/** True when an id alone tells a measurement from all others, whoever made it. */
	areIdsOwn: boolean;
	/** Cells of a whole row of text. */
	width: number | undefined;
}

/** A table of measurements before its rows are read. */
export interface MeasuredTable {
	draft: TableDraft;
	way: MeasuredWay;
	questions: Question[];
	notes: Text[];
	refusal?: { found: string; expected: Text };
}

/** What is known of the moment at which files are read. */
export interface MeasuredContext extends IntakeContext {
	/** Now, in local milliseconds of Viet Nam: nothing later can have been measured. */
	now: number;
}

/** A context with the moment: without one, no later than the end of this month. */
export function measuredContext(context: IntakeContext): MeasuredContext {
	const [year, month] = context.thisMonth.split('-').map(Number) as [number, number];
	return { ...context, now: context.now ?? Date.UTC(year, month, 1) - 1 };
}

/** Values that are enough to see how ids look. */
const SAMPLE = 1000;

/**
 * Read what holds for a table's rows.
 * @param top titles of its sheet
 */
export function readMeasuredTable(
	table: Table,
	top: readonly Title[],
	book: AnswerBook,
	context: MeasuredContext
): MeasuredTable {
	const preset = presetOf(table.sheet);
	const columns = measuredColumns(table, book);
	const surroundings = surroundingsOf(linesAround(table, top));
	const rows = table.body;
	const values = valuesOf(table, columns, rows, preset, surroundings.units[0]?.value, book);
	const result: MeasuredTable = {
		draft: { ...draftOf(table, columns.all), kind: 'measurements' },
		way: {
			table,
			file: sheetTitle(table.sheet),
			columns,
			time: { order: 'day-first', zone: VIET_NAM },
			isLongitudeFirst: columns.place ? isLongitudeFirst(rows, columns.place) : false,
			decimal: values.style.decimal,
			factors: values.factors,
			areIdsOwn: columns.id ? areOwn(rows, columns.id) : false,
			width: widthOf(table)
		},
		questions: [...columns.questions, ...values.style.questions],
		notes: [...columns.notes, ...values.style.notes]
	};
	if (values.style.refusal) result.refusal = values.style.refusal;
	if (preset) tellPreset(result, preset);
	addTime(result, preset, surroundings, book, context);
	addNetwork(result, preset, surroundings, book);
	const { style } = values;
	if (style.unit) result.draft.unit = style.unit;
	if (style.latencyUnit) result.draft.latencyUnit = style.latencyUnit;
	return result;
}

function tellPreset(result: MeasuredTable, { name, notes = [] }: Preset): void {
	result.notes.push(
		both(`Nhận ra tệp của ${name}`, `Recognised as an export of ${name}`),
		...notes
	);
}

type Around = ReturnType<typeof surroundingsOf>;

/** A column of times; without one, the month of a title or an answer. */
function addTime(
	result: MeasuredTable,
	preset: Preset | undefined,
	surroundings: Around,
	book: AnswerBook,
	context: MeasuredContext
): void {
	const { way, draft } = result;
	const { table, columns } = way;
	const answer = book.of('month', table.name);
	if (columns.time) {
		const times = timesOf(table, columns.time, table.body, preset?.zone, book, context.now);
		takeTimes(result, times);
		if (answer) way.month = answer;
		return;
	}
	const month = monthOfTable(table, surroundings, [], noColumns(), [], book, context);
	const unread = month.reading ? undefined : columns.unread;
	if (unread) result.questions.push(timeQuestion(table, unread));
	else result.questions.push(...month.questions.map((of) => withValues(of, way)));
	if (month.refusal) result.refusal ??= month.refusal;
	if (!month.reading) return;
	way.month = month.reading.value;
	draft.month = month.reading;
}

/** Shows what the first measurements would be, for each answer. */
function withValues(question: Question, { table, columns }: MeasuredWay): Question {
	const shown = READINGS.flatMap((reading) => columns.readings[reading] ?? []).slice(0, 1);
	const texts = shown.flatMap(({ at, parts }) =>
		table.body.slice(0, 3).map(({ cells }) => `${parts.join(' / ')} ${textOf(cells[at])}`)
	);
	return {
		...question,
		choices: question.choices.map((of) =>
			of.examples.length > 0 || !of.answer
				? of
				: { ...of, examples: texts.map((text) => same(`${text} → ${of.answer!.value}`)) }
		)
	};
}

/** Times below a header that we don't know are no reason to ask for a month. */
function timeQuestion(table: Table, column: Column): Question {
	const header = column.parts.join(' ');
	return {
		about: 'map',
		tables: [table.name],
		found: both(
			`Bảng "${table.name}" không có cột thời gian; cột "${header}" có thể là thời gian đo`,
			`Table "${table.name}" has no column of times; column "${header}" may be it`
		),
		choices: [
			choice(
				'map',
				`time=${header}`,
				both(`Cột "${header}" là thời gian đo`, `Column "${header}" is the time`),
				table.body.slice(0, 3).map(({ cells }) => same(momentShown(cells[column.at])))
			)
		],
		form: '--map time="<header>"'
	};
}

function momentShown(cell: Cell | undefined): string {
	const at = momentOfCell(cell, { order: 'day-first', zone: VIET_NAM });
	return `${textOf(cell)} = ${at === undefined ? '?' : momentText(at)}`;
}

function takeTimes(result: MeasuredTable, times: FoundTimes): void {
	result.way.time = times.style;
	result.draft.zone = times.zone;
	if (times.dates) result.draft.dates = times.dates;
	result.questions.push(...times.questions);
	result.notes.push(...times.notes);
	if (times.refusal) result.refusal ??= times.refusal;
}

/** Columns of networks; without one, a title, the preset or an answer. */
function addNetwork(
	result: MeasuredTable,
	preset: Preset | undefined,
	surroundings: Around,
	book: AnswerBook
): void {
	const { way, draft, notes } = result;
	const { table, columns } = way;
	const text = book.of('network', table.name);
	const answer = text === undefined ? undefined : networkOf(text)?.network;
	if (columns.networks.length > 0) {
		const seen = networksOf(table.body, columns.networks);
		notes.push(...toldOfNetworks(seen.texts));
		const others = [...seen.networks].filter(
			(network) => network !== answer && wholeOf(network) !== answer
		);
		if (answer && others.length > 0)
			result.refusal ??= {
				found: others.join(', '),
				expected: both(
					`--network ${answer} trái với cột mạng của tệp (${others.join(', ')})`,
					`--network ${answer} contradicts the file's column of networks (${others.join(', ')})`
				)
			};
		return;
	}
	const found = networkOfTable(table, surroundings, [], noColumns(), book);
	if (found.refusal) result.refusal ??= found.refusal;
	if (found.reading) {
		way.network = found.reading.value.network;
		draft.network = { ...found.reading, value: found.reading.value.network };
		return;
	}
	if (!preset?.network) {
		result.questions.push(...found.questions.map((of) => withValues(of, way)));
		return;
	}
	way.network = preset.network;
	draft.network = {
		value: preset.network,
		certainty: 'assumed',
		evidence: [{ kind: 'header', at: table.name, text: preset.name }]
	};
	notes.push(
		both(
			`${preset.name} không ghi mạng: tính là ${preset.network === 'fixed' ? 'cố định' : 'di động'}; nếu không phải, chạy lại với --network`,
			`${preset.name} does not tell the network: counted as ${preset.network}; if that is wrong, run it again with --network`
		)
	);
}

function networksOf(
	rows: readonly SheetRow[],
	columns: readonly Column[]
): { networks: Set<NetworkId>; texts: Set<string> } {
	const texts = new Set<string>();
	const networks = new Set<NetworkId>();
	const known = new Map<string, NetworkId | undefined>();
	for (const { cells } of rows) {
		const own = columns.map(({ at }) => textOf(cells[at]));
		const key = own.join('\u0001');
		if (!known.has(key)) {
			known.set(key, networkOfTexts(own));
			if (known.size > 10_000) break;
		}
		const network = known.get(key);
		if (network) networks.add(network);
		for (const text of own) texts.add(text);
	}
	return { networks, texts };
}

/** The network that cells of a row tell together: over Wi-Fi it is fixed, whatever the phone could do. */
export function networkOfTexts(texts: readonly string[]): NetworkId | undefined {
	const words = texts.flatMap((text) => (isBlank(text) ? [] : (networkOf(text) ?? [])));
	const fixed = words.find(({ network }) => network === 'fixed');
	if (fixed) return 'fixed';
	return (words.find(({ technology }) => technology) ?? words[0])?.network;
}

/** Wi-Fi and satellite are no networks of their own. */
function toldOfNetworks(texts: ReadonlySet<string>): Text[] {
	const others = [...texts].filter((text) => networkOf(text)?.isOther).sort();
	if (others.length === 0) return [];
	const shown = others.slice(0, 6).join(', ');
	return [both(`Tính là mạng cố định: ${shown}`, `Counted as fixed networks: ${shown}`)];
}

/** Ids that nobody else gives: long ones. Short ones are numbers of a phone or a file. */
function areOwn(rows: readonly SheetRow[], { at }: Column): boolean {
	const texts = rows
		.slice(0, SAMPLE)
		.map(({ cells }) => textOf(cells[at]))
		.filter((text) => !isBlank(text));
	return texts.length > 0 && texts.every((text) => text.length >= 16);
}

/** How many cells a row has: as the header, or more where they are empty in all rows. */
function widthOf({ sheet, headers, body }: Table): number | undefined {
	if (!sheet.isText) return undefined;
	const width = headers.at(-1)!.cells.length;
	const sample = body.slice(0, SAMPLE);
	const longest = sample.reduce((most, { cells }) => Math.max(most, cells.length), 0);
	const all = sample.length > 0 && sample.every(({ cells }) => cells.length === longest);
	const areEmpty = sample.every(({ cells }) => cells.slice(width).every(isEmpty));
	return all && areEmpty ? Math.max(width, longest) : width;
}

interface Values {
	style: ValueStyle;
	factors: MeasuredWay['factors'];
}

/** Units and decimal sign. */
function valuesOf(
	table: Table,
	{ readings, longitude, latitude }: MeasuredColumns,
	rows: readonly SheetRow[],
	preset: Preset | undefined,
	titleUnit: SpeedUnit | undefined,
	book: AnswerBook
): Values {
	const known = (column: Column): Column => ({
		...column,
		...(preset?.unit && !column.unit && !isTime(column.role) ? { unit: preset.unit } : {}),
		...(preset?.latencyUnit && !column.latencyUnit && isTime(column.role)
			? { latencyUnit: preset.latencyUnit }
			: {})
	});
	const columns = READINGS.flatMap((reading) => {
		const column = readings[reading];
		return column ? [known(column)] : [];
	});
	const fractions = [longitude, latitude].flatMap((column) =>
		column ? rows.slice(0, SAMPLE).map(({ cells }) => textOf(cells[column.at])) : []
	);
	const style = columnStyleOf(table, columns, rows, titleUnit, book, { fractions });
	const factors: MeasuredWay['factors'] = {};
	for (const reading of READINGS) {
		const column = readings[reading];
		if (column) factors[reading] = style.factors.get(column.at) ?? 1;
	}
	return { style, factors };
}
