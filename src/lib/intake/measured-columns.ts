/** Which columns of measurements tell when, where, on which network, and how fast. */
import { READINGS, type Reading } from '../domain/figures.ts';
import type { AnswerBook } from './answers.ts';
import { isLatitude, isLongitude, degreesOf, pairOf } from './coordinates.ts';
import type { Question } from './draft.ts';
import { examplesOf, mappedColumns } from './groups.ts';
import { isZoneColumn, type TimeColumns } from './measured-time.ts';
import { readMoment, writtenMoment } from './moments.ts';
import { networkOf } from './networks.ts';
import { isEmpty, textOf, type SheetRow, type Text } from './sheet.ts';
import type { Column, Table } from './tables.ts';
import { trialColumns } from './trials.ts';
import { both, choice } from './texts.ts';
import { isBlank } from './words.ts';
import { VIET_NAM } from './zones.ts';

/** Columns of measurements. */
export interface MeasuredColumns {
	time?: TimeColumns;
	/** Without one: a column below an unknown header that holds times. */
	unread?: Column;
	longitude?: Column;
	latitude?: Column;
	/** Both in one cell. */
	place?: Column;
	/** Several tell together: "Wi-Fi" beside "4G". */
	networks: Column[];
	operator?: Column;
	device?: Column;
	id?: Column;
	/** In which a row may say that it does not hold, and that it is a test; none where tests are taken. */
	marks: Column[];
	trials: Column[];
	readings: Partial<Record<Reading, Column>>;
	/** What is used, with their roles. */
	all: Column[];
	questions: Question[];
	notes: Text[];
}

/** Values that are enough to see what a column holds. */
const SAMPLE = 400;

/** Find the columns of a table of measurements. */
export function measuredColumns(table: Table, book: AnswerBook): MeasuredColumns {
	const columns = mappedColumns(table, book);
	const texts = (column: Column) =>
		table.body
			.slice(0, SAMPLE)
			.map(({ cells }) => textOf(cells[column.at]))
			.filter((text) => !isBlank(text));
	const of = (role: string) => columns.filter((column) => column.role === role);
	const result: MeasuredColumns = {
		networks: [],
		marks: trialColumns(columns),
		trials: book.of('tests', table.name) === 'take' ? [] : trialColumns(columns),
		readings: {},
		all: columns,
		questions: [],
		notes: []
	};
	const one = (role: string): Column | undefined => oneOf(table, role, of(role), result.questions);
	const time = timeColumns(table, columns, texts, result.questions);
	const unread = time ? undefined : columns.find((column) => holdsTimes(column, texts));
	if (time) result.time = time;
	else if (unread) result.unread = unread;
	Object.assign(result, placeColumns(table, one));
	result.networks = networkColumns(columns, texts);
	const operator = one('operator');
	if (operator) result.operator = operator;
	const device = deviceColumn(one('device'), texts, result.notes);
	if (device) result.device = device;
	const id = one('id');
	if (id) result.id = id;
	for (const reading of READINGS) {
		const column = one(reading);
		if (column) result.readings[reading] = column;
	}
	const several = of('samples').find((column) => texts(column).some((text) => Number(text) > 1));
	if (several && book.of('take', table.name) !== 'rows')
		result.questions.push(severalQuestion(table, several));
	return result;
}

/** A row of measurements is one; a count beside it says that it stands for more. */
function severalQuestion(table: Table, count: Column): Question {
	const header = count.parts.join(' ');
	return {
		about: 'take',
		tables: [table.name],
		found: both(
			`Cột "${header}" đếm nhiều lần đo trong một dòng, còn mỗi dòng của bảng từng lần đo là một mẫu; cộng theo đơn vị và tháng thành bảng tháng rồi thêm bảng đó`,
			`Column "${header}" counts several measurements in a row, but a row of measurements is one sample; sum them up by unit and month and add that table`
		),
		choices: [
			choice(
				'take',
				'rows',
				both(
					'Mỗi dòng là một lần đo, bỏ cột này',
					'Each row is one measurement; leave the column out'
				),
				examplesOf(table, count)
			),
			choice('skip', table.name, both('Bỏ qua bảng này', 'Leave this table out'))
		],
		form: '--take rows'
	};
}

/** Of two columns for the same, one has to be named. */
function oneOf(
	table: Table,
	role: string,
	columns: readonly Column[],
	questions: Question[]
): Column | undefined {
	const filled = columns.filter(({ at }) =>
		table.body.slice(0, SAMPLE).some(({ cells }) => !isEmpty(cells[at]))
	);
	if (filled.length <= 1) return filled[0] ?? columns[0];
	if (role === 'id' || role === 'device' || areEqual(table.body, filled)) return filled[0];
	const names = filled.map(({ parts }) => `"${parts.join(' / ')}"`).join(', ');
	questions.push({
		about: 'map',
		tables: [table.name],
		found: both(
			`${filled.length} cột cùng nghĩa ${role}: ${names}`,
			`${filled.length} columns mean ${role}: ${names}`
		),
		choices: filled.map((column) => {
			const header = column.parts.join(' ');
			return choice(
				'map',
				`${role}=${header}`,
				both(`Lấy cột "${header}"`, `Take column "${header}"`),
				role === 'longitude' || role === 'latitude' ? [] : examplesOf(table, column)
			);
		}),
		form: `--map ${role}="<header>"`
	});
	return filled[0];
}

function areEqual(rows: readonly SheetRow[], [first, ...others]: readonly Column[]): boolean {
	return rows.every(({ cells }) =>
		others.every(({ at }) => textOf(cells[at]) === textOf(cells[first!.at]))
	);
}

type Texts = (column: Column) => string[];

/** A column of dates and times; or one of dates with one of clocks; with a zone where one stands apart. */
function timeColumns(
	table: Table,
	columns: readonly Column[],
	texts: Texts,
	questions: Question[]
): TimeColumns | undefined {
	const times = columns.filter(({ role }) => role === 'time');
	const shape = (column: Column) => {
		const of = texts(column);
		const share = (test: (text: string) => boolean) =>
			of.length > 0 && of.filter(test).length * 2 > of.length;
		if (share((text) => isClock(text))) return 'clock';
		if (
			share((text) => writtenMoment(text)?.time === undefined && writtenMoment(text) !== undefined)
		)
			return 'date';
		return 'whole';
	};
	const shaped = times.map((column) => ({ column, shape: shape(column) }));
	const whole = shaped.filter((of) => of.shape === 'whole').map(({ column }) => column);
	const dates = shaped.filter((of) => of.shape === 'date').map(({ column }) => column);
	const [clock] = shaped.filter((of) => of.shape === 'clock').map(({ column }) => column);
	const date =
		whole.length > 0
			? oneOf(table, 'time', whole, questions)
			: oneOf(table, 'time', dates, questions);
	if (!date) return undefined;
	const zone = columns.find(
		(column) =>
			column.role === undefined &&
			/^(?:time ?zone|tz|zone|utc ?offset|mui gio|muigio)$/i.test(
				column.parts.join(' ').normalize('NFD').replace(/\p{M}/gu, '')
			) &&
			isZoneColumn(texts(column))
	);
	return {
		date,
		...(whole.length === 0 && clock ? { clock } : {}),
		...(zone ? { zone } : {})
	};
}

/** True for a column that means nothing to us but whose values are moments of the last decades. */
function holdsTimes(column: Column, texts: Texts): boolean {
	if (column.role !== undefined) return false;
	const of = texts(column);
	const style = { order: 'day-first', zone: VIET_NAM } as const;
	const moments = of.filter((text) => {
		const at = readMoment(text, style);
		return at !== undefined && at > Date.UTC(2010, 0, 1) && at < Date.UTC(2100, 0, 1);
	});
	return moments.length > 0 && moments.length * 2 > of.length;
}

function isClock(text: string): boolean {
	if (/^0?\.\d+$/.test(text)) return true;
	return /^\d{1,2}\s*(?::|h|g)\s*\d{0,2}/i.test(text) && writtenMoment(text) === undefined;
}

/** Longitude and latitude, exchanged where their values show it; or a cell that holds both. */
function placeColumns(
	table: Table,
	one: (role: string) => Column | undefined
): Pick<MeasuredColumns, 'longitude' | 'latitude' | 'place' | 'notes'> {
	const notes: Text[] = [];
	const longitude = one('longitude');
	const latitude = one('latitude');
	if (longitude && latitude) {
		const values = table.body
			.slice(0, SAMPLE)
			.map(({ cells }) => [degreesOf(cells[longitude.at]), degreesOf(cells[latitude.at])] as const)
			.filter(([a, b]) => a !== undefined && b !== undefined);
		const areExchanged =
			values.length > 0 && values.every(([a, b]) => isLatitude(a!) && isLongitude(b!));
		if (!areExchanged) return { longitude, latitude, notes };
		notes.push(
			both(
				`Cột "${longitude.parts.join(' / ')}" chứa vĩ độ và "${latitude.parts.join(' / ')}" chứa kinh độ: đã đổi lại`,
				`Column "${longitude.parts.join(' / ')}" holds latitudes and "${latitude.parts.join(' / ')}" longitudes: read so`
			)
		);
		return { longitude: latitude, latitude: longitude, notes };
	}
	const place = one('place');
	return place ? { place, notes } : { notes };
}

/** True where pairs of a column stand longitude first. */
export function isLongitudeFirst(rows: readonly SheetRow[], { at }: Column): boolean {
	const pairs = rows.slice(0, SAMPLE).flatMap(({ cells }) => {
		const pair = pairOf(cells[at]);
		return pair ? [pair] : [];
	});
	return pairs.length > 0 && pairs.every(([a, b]) => isLongitude(a) && isLatitude(b));
}

/** Columns whose values are networks. */
function networkColumns(columns: readonly Column[], texts: Texts): Column[] {
	return columns.filter((column) => {
		if (column.role !== 'network' && column.role !== 'type') return false;
		return texts(column).some((text) => networkOf(text) !== undefined);
	});
}

/** Many phones share the name of a model: that tells no device from another. */
function deviceColumn(column: Column | undefined, texts: Texts, notes: Text[]): Column | undefined {
	if (!column) return undefined;
	const of = texts(column);
	const models = of.filter((text) => MODEL.test(text));
	if (models.length * 2 < of.length || of.length === 0) return column;
	const header = column.parts.join(' / ');
	notes.push(
		both(
			`Cột "${header}" là kiểu máy, không phải mã máy: không dùng để tìm lần đo lặp`,
			`Column "${header}" holds models, not devices: repetitions are not looked for by it`
		)
	);
	return undefined;
}

const MODEL =
	/\s|^(?:iphone|ipad|samsung|galaxy|sm-[a-z]|redmi|xiaomi|poco|oppo|cph\d|vivo|realme|rmx\d|pixel|nokia|huawei|vsmart|android|ios|windows)/i;
