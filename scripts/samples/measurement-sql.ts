/** Measurements as SQL: how each column is read, and which fault a row has. */
import type { Edition } from '../../src/lib/domain/edition.ts';
import { DataError } from '../../src/lib/domain/errors.ts';
import { addMonths, type Month } from '../../src/lib/domain/month.ts';
import {
	READINGS,
	readingFacts,
	figureOf,
	isReading,
	type Reading
} from '../../src/lib/domain/figures.ts';
import { networkList, networkWords } from '../../src/lib/domain/network-words.ts';
import { NETWORKS, wholeOf, type Network } from '../../src/lib/domain/network.ts';
import { findMonth, isSerialDay } from './calendar.ts';
import { SPEED_UNITS, type Header, type Role, type SpeedUnit } from './columns.ts';
import { identifier, literal } from './duck.ts';
import { styleOf, type NumberStyle } from './numbers.ts';
import type { Reason } from './rejections.ts';

/** Faults in the order in which they are looked for; a row's number of its fault is its place here plus one. */
export const FAULTS = [
	'impossible time',
	'missing network',
	'impossible place',
	'impossible speed',
	'no value',
	'outside every unit',
	'duplicate'
] as const satisfies readonly Reason[];
export type FaultName = (typeof FAULTS)[number];

/** Number of a fault in the table; 0 is none. */
export function faultNumber(name: FaultName): number {
	return FAULTS.indexOf(name) + 1;
}

/** Texts that stand for no value. */
export const NO_VALUES = [
	'',
	'-',
	'–',
	'—',
	'N/A',
	'n/a',
	'NA',
	'NULL',
	'null',
	'None',
	'NaN',
	'nan'
];

/** Months are counted from here. */
const FIRST_YEAR = 2000;

/** What decides how measurements are read. */
export interface MeasurementWay {
	/** Editions, ascending: times before the first are refused, and places are those of their month's. */
	editions: readonly Edition[];
	header: Header;
	/** SQL name of the column at each place of the header. */
	columns: readonly string[];
	/** DuckDB's types of the columns; text columns are `VARCHAR`. */
	types: readonly string[];
	/** The first rows as text, to find out how numbers and times are written. */
	sample: readonly (readonly string[])[];
	/** For rows without a column of networks. */
	network?: Network;
	/** Rows of other months are refused. */
	month?: Month;
	unit?: SpeedUnit;
	now: Date;
	/** Names the input in messages. */
	file: string;
}

/** Number of a month as in the table. */
export function monthNumber(month: Month): number {
	return (Number(month.slice(0, 4)) - FIRST_YEAR) * 12 + Number(month.slice(5)) - 1;
}

/** The month of a number. */
export function monthOfNumber(number: number): Month {
	return `${FIRST_YEAR + Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;
}

/** SQL of the rows with their month, network, place, speeds, keys and fault; and of a faulty row's note. */
function judge(source: string, way: MeasurementWay): { judged: string; note: string } {
	const { header, file, network, month, now } = way;
	const has = (role: Role) => hasRole(way, role);
	if (!has('time'))
		throw new DataError('header', {
			file,
			found: header.columns.map(({ header: text }) => text).join(', '),
			expected: 'a column with the time of each measurement',
			remedy: 'Name it: --map time="their header"'
		});
	if (!has('network') && !network)
		throw new DataError('header', {
			file,
			found: header.columns.map(({ header: text }) => text).join(', '),
			expected: `a column with the network: ${networkList()}`,
			remedy: 'Name it with --map network="their header", or give --network mobile'
		});
	const style = styleOf(
		header.columns
			.filter(({ role }) => isNumeric(role))
			.flatMap(({ at }) => way.sample.map((row) => row[at] ?? ''))
	);
	const text = (role: Role) => columnOf(way, role)?.sql ?? 'NULL';
	const readings = READINGS.map((role) => `${readingOf(way, role, style)} AS ${role}`);
	const measured = READINGS.filter(has);
	// "nan" is no value, though DuckDB holds it for greater than any number.
	const wrong = measured.map(
		(role) =>
			`(${role} IS NULL AND ${isGiven(way, role)}) OR ${role} <= 0 OR (${role} > ${readingFacts(role).most} AND NOT isnan(${role}))`
	);
	const first = `TIMESTAMP '${way.editions[0]!.from}-01'`;
	const last = `TIMESTAMP ${literal(localTime(now))}`;
	const outsideMonth = month ? `OR month <> ${monthNumber(month)}` : '';
	// Nearly all rows need no more than this to be known as good.
	const good = [
		`time BETWEEN ${first} AND ${last}`,
		...(month ? [`month = ${monthNumber(month)}`] : []),
		'network IS NOT NULL',
		'lon BETWEEN -180 AND 180',
		'lat BETWEEN -90 AND 90',
		'lon <> 0',
		...measured.map((role) => `${role} > 0 AND ${role} <= ${readingFacts(role).most}`),
		...(measured.length === 0 ? ['false'] : [])
	];
	const noted: [FaultName, string][] = [
		['impossible time', `${text('time')}::VARCHAR`],
		['missing network', `${text('network')}::VARCHAR`],
		[
			'impossible speed',
			`concat_ws(', ', ${READINGS.map((role) => `${text(role)}::VARCHAR`).join(', ')})`
		]
	];
	const keys = keysOf(header).map(({ name, role }) => {
		const values = role === 'device' ? `${text(role)}, epoch(time)::BIGINT` : text(role);
		return `CASE WHEN ${isGiven(way, role)} THEN hash(${values}) END AS ${name}`;
	});
	// What is costly and seldom needed, the notes, stands in branches of CASE: DuckDB works out only those it takes.
	return {
		judged: `(SELECT *, CASE
		WHEN ${good.join(' AND ')} THEN 0
		WHEN time IS NULL OR time < ${first} OR time > ${last} ${outsideMonth} THEN ${faultNumber('impossible time')}
		WHEN network IS NULL THEN ${faultNumber('missing network')}
		WHEN lon IS NULL OR lat IS NULL OR NOT (lon BETWEEN -180 AND 180 AND lat BETWEEN -90 AND 90) OR (lon = 0 AND lat = 0) THEN ${faultNumber('impossible place')}
		WHEN ${wrong.join(' OR ') || 'false'} THEN ${faultNumber('impossible speed')}
		WHEN ${READINGS.map((role) => `(${role} IS NULL OR isnan(${role}))`).join(' AND ')} THEN ${faultNumber('no value')}
		ELSE 0 END::UTINYINT AS fault
FROM (SELECT *, ${monthSql(way)} AS month${keys.map((key) => `, ${key}`).join('')}
FROM (SELECT *, ${timeOf(way)} AS time,
		${networkOf(way)} AS network,
		${numberOf(way, 'longitude', style)} AS lon,
		${numberOf(way, 'latitude', style)} AS lat,
		${readings.join(', ')}${has('operator') ? `, trim(${text('operator')}::VARCHAR) AS operator` : ''}
FROM (SELECT ${way.columns.map((name, at) => `${identifier(name)} AS c${at}`).join(', ')} FROM ${source}))))`,
		note: `CASE ${noted.map(([name, sql]) => `WHEN fault = ${faultNumber(name)} THEN ${sql}`).join('\n\t\t')}
		ELSE concat(round(lon, 1), ', ', round(lat, 1)) END`
	};
}

/**
 * A query that gives each row its month, network, place in unit order, speeds, keys and fault, by the functions
 * `locate` and `hexagon`.
 * @param source SQL of the table that is read
 * @throws DataError when a column that is needed is missing
 */
export function measurementQuery(source: string, way: MeasurementWay): string {
	const { judged, note } = judge(source, way);
	const kept = [
		'month',
		'network',
		'leaf',
		'hexagon',
		...READINGS.map((role) => `nullif(${role}, 'nan'::DOUBLE) AS ${role}`),
		...keysOf(way.header).map(({ name }) => name)
	];
	if (hasRole(way, 'operator')) kept.push('operator');
	const since = way.editions.slice(1).map(({ from }) => `(month >= ${monthNumber(from)})::INTEGER`);
	return `
SELECT CASE WHEN fault = 0 AND leaf < 0 THEN ${faultNumber('outside every unit')} ELSE fault END::UTINYINT AS fault,
	${kept.join(', ')},
	CASE WHEN fault > 0 OR leaf < 0 THEN ${note} END AS note
FROM (SELECT *, hexagon(x, y, CASE WHEN fault = 0 THEN leaf ELSE -1 END) AS hexagon
FROM (SELECT *, locate(x, y, (${since.join(' + ') || '0'})::INTEGER) AS leaf
FROM (SELECT *, coalesce(lon, 'nan'::DOUBLE) AS x, coalesce(lat, 'nan'::DOUBLE) AS y
FROM ${judged})))`;
}

/** Of {@link heldQuery}: a row's month and network as one number, see {@link monthOfGroup}. */
const GROUPS = 256;

/**
 * As {@link measurementQuery}, for rows that are handed to the function `take`: the number of month and network, or -1
 * of a row with a fault; longitude and latitude; readings, not above 0 for none; the operator. It tells whether a row
 * without a fault is outside of every unit, by 1.
 * @param hasOperator whether `take` is told of operators
 */
export function heldQuery(
	source: string,
	way: MeasurementWay,
	readings: readonly Reading[],
	hasOperator: boolean
): string {
	const { judged, note } = judge(source, way);
	const numbers = ['lon', 'lat', ...readings].map((name) => `coalesce(${name}, -1)`).join(', ');
	const operator = hasRole(way, 'operator')
		? `, coalesce(operator, '')`
		: hasOperator
			? `, ''`
			: '';
	return `
SELECT CASE WHEN isOutside THEN ${faultNumber('outside every unit')} ELSE fault END::UTINYINT AS fault,
	CASE WHEN fault > 0 OR isOutside THEN ${note} END AS note
FROM (SELECT *, take(CASE WHEN fault = 0 THEN month::INTEGER * ${GROUPS} + network ELSE -1 END, ${numbers}${operator}) = 1 AS isOutside
FROM ${judged})`;
}

/** Month and network of a number that {@link heldQuery} hands over. */
export function monthOfGroup(group: number): { month: Month; network: Network } {
	return { month: monthOfNumber(Math.floor(group / GROUPS)), network: NETWORKS[group % GROUPS]! };
}

/** The group of the network that a group's own is a part of; itself where there is none. */
export function wholeGroup(group: number): number {
	const whole = WHOLES[group % GROUPS]!;
	return whole < 0 ? group : group - (group % GROUPS) + whole;
}

/** Of each network the number of the one that it is a part of, -1 for none. */
const WHOLES = NETWORKS.map((network) => NETWORKS.indexOf(wholeOf(network)!));

function hasRole({ header }: MeasurementWay, role: Role): boolean {
	return header.columns.some((column) => column.role === role);
}

/** True, in SQL, where a column has more than a sign for no value. */
function isGiven(way: MeasurementWay, role: Role): string {
	const column = columnOf(way, role);
	if (!column) return 'false';
	if (!column.isText) return `${column.sql} IS NOT NULL`;
	return `(${column.sql} IS NOT NULL AND NOT list_contains([${NO_VALUES.map(literal).join(', ')}], ${column.sql}))`;
}

/** A month's number. Most rows of a file are of the month of its first rows, and two comparisons show that. */
function monthSql(way: MeasurementWay): string {
	const any = `((year(time) - ${FIRST_YEAR}) * 12 + month(time) - 1)::SMALLINT`;
	const usual = columnOf(way, 'time')!
		.texts.map((text) => findMonth(text)?.month)
		.find((month) => month !== undefined);
	if (!usual) return any;
	const [from, to] = [usual, addMonths(usual, 1)].map((month) => `TIMESTAMP '${month}-01'`);
	return `CASE WHEN time >= ${from} AND time < ${to} THEN ${monthNumber(usual)}::SMALLINT ELSE ${any} END`;
}

/** Columns of `staged` by which repetitions are known: the same id, or the same device in the same second. */
export function keysOf(header: Header): { name: string; role: 'id' | 'device' }[] {
	return (['id', 'device'] as const)
		.filter((role) => header.columns.some((column) => column.role === role))
		.map((role) => ({ name: `${role}_key`, role }));
}

function isNumeric(role: Role): boolean {
	return role === 'longitude' || role === 'latitude' || isReading(role);
}

function columnOf(
	{ header, types, sample }: MeasurementWay,
	role: Role
): { sql: string; isText: boolean; type: string; texts: string[]; unit?: SpeedUnit } | undefined {
	const column = header.columns.find((of) => of.role === role);
	if (!column) return undefined;
	const type = types[column.at] ?? 'VARCHAR';
	return {
		sql: `c${column.at}`,
		isText: type === 'VARCHAR',
		type,
		texts: sample.map((row) => row[column.at] ?? '').filter((text) => !NO_VALUES.includes(text)),
		...(column.unit ? { unit: column.unit } : {})
	};
}

function numberOf(way: MeasurementWay, role: Role, { decimal }: NumberStyle): string {
	const column = columnOf(way, role);
	if (!column) return 'NULL::DOUBLE';
	if (!column.isText) return `${column.sql}::DOUBLE`;
	if (decimal === ',')
		return `TRY_CAST(replace(replace(${column.sql}, '.', ''), ',', '.') AS DOUBLE)`;
	if (decimal === '.') return `TRY_CAST(${column.sql} AS DOUBLE)`;
	return `TRY_CAST(replace(${column.sql}, ',', '.') AS DOUBLE)`;
}

function readingOf(way: MeasurementWay, role: Reading, style: NumberStyle): string {
	const number = numberOf(way, role, style);
	if (figureOf(role).kind !== 'speed') return number;
	const factor = SPEED_UNITS[columnOf(way, role)?.unit ?? way.unit ?? 'Mbit/s'];
	// Division gives the nearest number: 45000 / 1000 is 45, and 45123 * 0.001 isn't 45.123.
	return factor === 1
		? number
		: factor > 1
			? `${number} * ${factor}`
			: `${number} / ${Math.round(1 / factor)}`;
}

function networkOf(way: MeasurementWay): string {
	const column = columnOf(way, 'network');
	if (!column) return `${NETWORKS.indexOf(way.network!)}::UTINYINT`;
	const folded = `trim(replace(replace(replace(strip_accents(lower(trim(${column.sql}::VARCHAR))), 'đ', 'd'), '-', ' '), '_', ' '))`;
	// A satellite is read as fixed in tables, where that is told; here nothing would tell it.
	const words = networkWords().filter(({ named }) => named.technology !== 'satellite');
	// As a list and not with IN, of which DuckDB makes a join that folds the text of every row.
	const cases = NETWORKS.map((network, number) => {
		const own = words.filter(({ named }) => named.network === network);
		return `WHEN list_contains([${own.map(({ word }) => literal(word)).join(', ')}], ${folded}) THEN ${number}`;
	});
	const usual = NETWORKS.map((network, number) => `WHEN ${literal(network)} THEN ${number}`);
	return `CASE ${column.sql}::VARCHAR ${usual.join(' ')} ELSE
		CASE ${cases.join(' ')} END END::UTINYINT`;
}

const DAY_FIRST = ['%d/%m/%Y', '%d-%m-%Y', '%d.%m.%Y'].flatMap((date) => [
	`${date} %H:%M:%S`,
	`${date} %H:%M`,
	`${date} %H:%M:%S.%g`,
	date,
	`%H:%M:%S ${date}`,
	`%H:%M ${date}`
]);

/**
 * Local time in Asia/Ho_Chi_Minh. Viet Nam has had no other offset than UTC+7 since 1975, so times with an offset are
 * taken to UTC and seven hours further. DuckDB's cast to TIMESTAMP would leave the offset out without a word.
 */
function timeOf(way: MeasurementWay): string {
	const { sql, isText, type, texts } = columnOf(way, 'time')!;
	const local = 'INTERVAL 7 HOUR';
	if (!isText) {
		if (type.startsWith('TIMESTAMP WITH TIME ZONE'))
			return `make_timestamp(epoch_us(${sql})) + ${local}`;
		if (/INT|DOUBLE|FLOAT|DECIMAL/.test(type)) return `${numericTime(`${sql}::DOUBLE`)}`;
		return `TRY_CAST(${sql} AS TIMESTAMP)`;
	}
	if (texts.length > 0 && texts.every((text) => /^\d+([.,]\d+)?$/.test(text)))
		return numericTime(`TRY_CAST(replace(${sql}, ',', '.') AS DOUBLE)`);
	if (texts.some((text) => /^(\d{1,2}:\d\d(:\d\d)?\s+)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}/.test(text)))
		// A workbook may hold some times as text and others as dates, which are written year first.
		return `coalesce(try_strptime(${sql}, [${DAY_FIRST.map(literal).join(', ')}]), TRY_CAST(${sql} AS TIMESTAMP))`;
	const hasOffset = `length(${sql}) > 19 AND regexp_matches(${sql}, '(Z|[+-][0-9]{2}(:?[0-9]{2})?)$')`;
	return `CASE WHEN ${hasOffset} THEN make_timestamp(epoch_us(TRY_CAST(${sql} AS TIMESTAMPTZ))) + ${local} ELSE TRY_CAST(${sql} AS TIMESTAMP) END`;
}

/** Seconds or milliseconds since 1970 in UTC, or days in Excel's local calendar. */
function numericTime(number: string): string {
	const serial = `make_timestamp(((${number} - 25569) * 86400000000)::BIGINT)`;
	const seconds = `make_timestamp((${number} * 1000000)::BIGINT) + INTERVAL 7 HOUR`;
	const milliseconds = `make_timestamp((${number} * 1000)::BIGINT) + INTERVAL 7 HOUR`;
	return `CASE WHEN ${number} BETWEEN 40000 AND 80000 THEN ${serial}
		WHEN ${number} BETWEEN 1e9 AND 1e10 THEN ${seconds}
		WHEN ${number} BETWEEN 1e12 AND 1e13 THEN ${milliseconds} END`;
}

/** Local calendar time of a moment, as DuckDB reads it. */
export function localTime(moment: Date): string {
	return new Date(moment.getTime() + 7 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** A cell of a workbook as text that the query reads. */
export function cellText(cell: unknown, role: Role | undefined): string {
	if (cell === null || cell === undefined) return '';
	if (cell instanceof Date) return cell.toISOString().slice(0, 19).replace('T', ' ');
	if (role === 'time' && typeof cell === 'number' && isSerialDay(cell))
		return new Date(Math.round((cell - 25_569) * 86_400) * 1000)
			.toISOString()
			.slice(0, 19)
			.replace('T', ' ');
	return String(cell);
}
