/**
 * Measurements as SQL. Rows as most files have them (times with the year first or the day first, plain numbers, known
 * networks, all of it within bounds) are read and judged by DuckDB alone; every other row is handed to `read_row`, which
 * is the reader of sheets (`src/lib/intake/measured-rows.ts`). So both read alike.
 */
import type { Edition } from '../../src/lib/domain/edition.ts';
import { READINGS, readingFacts, type Reading } from '../../src/lib/domain/figures.ts';
import { addMonths, type Month } from '../../src/lib/domain/month.ts';
import { NETWORKS } from '../../src/lib/domain/network.ts';
import { networkOfTexts, type MeasuredWay } from '../../src/lib/intake/measured-way.ts';
import { momentOfCell } from '../../src/lib/intake/moments.ts';
import type { Reason } from '../../src/lib/intake/index.ts';
import { textOf } from '../../src/lib/intake/sheet.ts';
import type { Column } from '../../src/lib/intake/tables.ts';
import {
	isInvalid,
	isOfFakes,
	isOfValidity,
	isTrial,
	NO_TEXTS,
	TRIAL_HINT,
	YES_TEXTS
} from '../../src/lib/intake/trials.ts';
import { VIET_NAM } from '../../src/lib/intake/zones.ts';
import { identifier, literal } from './duck.ts';
import { hashesOf, hashNames, type HashName } from './measured-hashes.ts';
import { isNumeric, type OpenSource } from './measured-source.ts';

/** Faults; a row's number of its fault is its place here plus one. */
export const FAULTS = [
	'impossible time',
	'missing network',
	'impossible place',
	'impossible speed',
	'no value',
	'outside every unit',
	'duplicate',
	'broken row',
	'test measurement',
	'marked invalid'
] as const satisfies readonly Reason[];
export type FaultName = (typeof FAULTS)[number];

/** Number of a fault in the table; 0 is none. */
export function faultNumber(name: FaultName): number {
	return FAULTS.indexOf(name) + 1;
}

/** What stands in the place of a fault for a header among the rows. */
export const HEADER = 100;

/** Months are counted from here. */
const FIRST_YEAR = 2000;

/** Texts that stand for no value; `read_row` knows more. */
const NO_VALUES = ['', '-', 'N/A', 'NULL', 'null', 'NaN', 'nan'];

/** What decides how a file is read. */
export interface SqlWay {
	way: MeasuredWay;
	source: OpenSource;
	/** What tells the file, for ids that are its own. */
	file: string;
	/** Editions, ascending: times before the first are refused. */
	editions: readonly Edition[];
	/** Local milliseconds of Viet Nam. */
	now: number;
}

/** Number of a month as in the table. */
export function monthNumber(month: Month): number {
	return (Number(month.slice(0, 4)) - FIRST_YEAR) * 12 + Number(month.slice(5)) - 1;
}

/** The month of a number. */
export function monthOfNumber(number: number): Month {
	return `${FIRST_YEAR + Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;
}

/** A column by its place, as text. */
function textSql({ source }: SqlWay, { at }: Column): string {
	const type = source.columns[at]?.type ?? 'VARCHAR';
	return type === 'VARCHAR' ? `c${at}` : `c${at}::VARCHAR`;
}

function typeOf({ source }: SqlWay, { at }: Column): string {
	return source.columns[at]?.type ?? 'VARCHAR';
}

/** True, in SQL, where a column has more than a sign for no value. */
function isGiven(of: SqlWay, column: Column): string {
	const text = textSql(of, column);
	if (typeOf(of, column) !== 'VARCHAR') return `${text} IS NOT NULL`;
	return `(${text} IS NOT NULL AND NOT list_contains([${NO_VALUES.map(literal).join(', ')}], ${text}))`;
}

/** A time as DuckDB reads it, without a doubt; NULL where `read_row` has to look. */
function fastTime(of: SqlWay): string {
	const { columns, time, table } = of.way;
	if (!columns.time) return 'NULL::TIMESTAMP';
	const { date, clock, zone } = columns.time;
	if (clock || zone || typeof time.zone !== 'number') return 'NULL::TIMESTAMP';
	const type = typeOf(of, date);
	const sql = `c${date.at}`;
	const local = 'INTERVAL 7 HOUR';
	const shift = VIET_NAM - time.zone;
	const shifted = (moment: string) =>
		shift === 0 ? moment : `${moment} + INTERVAL (${shift}) MINUTE`;
	if (type.startsWith('TIMESTAMP WITH TIME ZONE'))
		return `make_timestamp(epoch_us(${sql})) + ${local}`;
	if (type.startsWith('TIMESTAMP')) return shifted(`${sql}::TIMESTAMP`);
	if (type !== 'VARCHAR') return 'NULL::TIMESTAMP';
	const texts = table.body.slice(0, 100).map(({ cells }) => textOf(cells[date.at]));
	const like = (pattern: RegExp) => texts.filter((text) => pattern.test(text)).length;
	const plain = (form: string) =>
		`CASE WHEN ${sql} LIKE '${form}' THEN ${shifted(`TRY_CAST(${sql} AS TIMESTAMP)`)} END`;
	const forms: [number, string][] = [
		[like(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/), plain('____-__-__ __:__:__')],
		[like(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/), plain('____-__-__T__:__:__')],
		[
			like(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
			`CASE WHEN ${sql} LIKE '____-__-__T__:__:__Z' THEN TRY_CAST(${sql}[1:19] AS TIMESTAMP) + ${local} END`
		],
		[
			like(/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[+-]\d\d:\d\d$/),
			`CASE WHEN ${sql} LIKE '____-__-__%__:__:__+__:__' THEN make_timestamp(epoch_us(TRY_CAST(${sql} AS TIMESTAMPTZ))) + ${local} END`
		]
	];
	if (time.order === 'day-first')
		forms.push([
			like(/^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d$/),
			`CASE WHEN ${sql} LIKE '__/__/____ __:__:__' THEN ${shifted(`try_strptime(${sql}, '%d/%m/%Y %H:%M:%S')`)} END`
		]);
	const [count, best] = forms.reduce((a, b) => (b[0] > a[0] ? b : a));
	return count > 0 ? best : 'NULL::TIMESTAMP';
}

/** A number as DuckDB reads it; NULL where `read_row` has to look. */
function fastNumber(of: SqlWay, column: Column, decimal: '.' | ',' | undefined): string {
	const sql = `c${column.at}`;
	const type = typeOf(of, column);
	if (type !== 'VARCHAR') return isNumeric(type) ? `${sql}::DOUBLE` : 'NULL::DOUBLE';
	if (decimal === '.') return `TRY_CAST(${sql} AS DOUBLE)`;
	if (decimal === ',')
		return `CASE WHEN NOT contains(${sql}, '.') THEN TRY_CAST(replace(${sql}, ',', '.') AS DOUBLE) END`;
	return 'NULL::DOUBLE';
}

function fastReading(of: SqlWay, reading: Reading, column: Column): string {
	const number = fastNumber(of, column, of.way.decimal);
	const factor = of.way.factors[reading] ?? 1;
	// Division gives the nearest number: 45000 / 1000 is 45, and 45123 * 0.001 isn't 45.123.
	if (factor === 1) return number;
	return factor > 1 ? `${number} * ${factor}` : `${number} / ${Math.round(1 / factor)}`;
}

/** Networks of the texts that were seen; NULL where `read_row` has to look. */
function fastNetwork(of: SqlWay): string {
	const { columns, network, table } = of.way;
	if (columns.networks.length === 0)
		return `${network ? NETWORKS.indexOf(network) : 'NULL'}::UTINYINT`;
	const [column, ...more] = columns.networks;
	if (more.length > 0) return 'NULL::UTINYINT';
	const texts = new Set(table.body.map(({ cells }) => textOf(cells[column!.at])));
	const cases = [...texts].slice(0, 40).flatMap((text) => {
		const named = networkOfTexts([text]);
		return named ? [`WHEN ${literal(text)} THEN ${NETWORKS.indexOf(named)}`] : [];
	});
	if (cases.length === 0) return 'NULL::UTINYINT';
	return `CASE ${textSql(of, column!)} ${cases.join(' ')} END::UTINYINT`;
}

/** True, in SQL, of a text that does not say that a row is a test; `read_row` looks at every other. */
function noTrial(of: SqlWay, column: Column): string | undefined {
	const sql = `c${column.at}`;
	if (isOfValidity(column)) {
		const no = NO_TEXTS.map(literal).join(', ');
		const isNo = `lower(trim(${sql}::VARCHAR)) IN (${no})`;
		return `(${sql} IS NULL OR NOT (${isNo} OR regexp_matches(lower(${sql}::VARCHAR), '${TRIAL_HINT}')))`;
	}
	if (isOfFakes(column)) {
		const yes = YES_TEXTS.map(literal).join(', ');
		return `(${sql} IS NULL OR NOT (lower(trim(${sql}::VARCHAR)) IN (${yes}) OR regexp_matches(lower(${sql}::VARCHAR), '${TRIAL_HINT}')))`;
	}
	if (typeOf(of, column) !== 'VARCHAR') return undefined;
	const texts = new Set(of.way.table.body.map(({ cells }) => textOf(cells[column.at])));
	const usual = [...texts]
		.filter((text) => text !== '' && !isTrial(text) && !isInvalid(text))
		.slice(0, 40);
	const hint = `regexp_matches(lower(${sql}), '${TRIAL_HINT}')`;
	const isUsual = usual.length > 0 ? `${sql} IN (${usual.map(literal).join(', ')}) OR ` : '';
	return `(${sql} IS NULL OR ${isUsual}NOT ${hint})`;
}

/** A month's number. Most rows of a file are of the month of its first rows, and two comparisons show that. */
function monthSql({ way }: SqlWay, time: string): string {
	const any = `((year(${time}) - ${FIRST_YEAR}) * 12 + month(${time}) - 1)::SMALLINT`;
	const date = way.columns.time?.date;
	if (!date) return any;
	const usual = way.table.body
		.slice(0, 20)
		.map(({ cells }) => momentOfCell(cells[date.at], way.time))
		.find((moment) => moment !== undefined);
	if (usual === undefined) return any;
	const month = new Date(usual).toISOString().slice(0, 7);
	const [from, to] = [month, addMonths(month, 1)].map((of) => `TIMESTAMP '${of}-01'`);
	return `CASE WHEN ${time} >= ${from} AND ${time} < ${to} THEN ${monthNumber(month)}::SMALLINT ELSE ${any} END`;
}

/** Places of the numbers that `read_row` gives, counted from 1 as SQL does. */
const ROW = { fault: 1, month: 2, second: 3, network: 4, lon: 5, lat: 6, lost: 7, readings: 8 };

/** How many numbers `read_row` gives: fault, month, moment (s), network, longitude, latitude, bad speeds, readings. */
export const ROW_NUMBERS = ROW.readings - 1 + READINGS.length;

/** SQL of the rows with month, network, place, speeds, keys and fault. */
function judged(of: SqlWay): string {
	const { way, source, editions, now } = of;
	const { columns } = way;
	const first = `TIMESTAMP '${editions[0]!.from}-01'`;
	const last = `TIMESTAMP ${literal(new Date(now).toISOString().slice(0, 19).replace('T', ' '))}`;
	const measured = READINGS.filter((reading) => columns.readings[reading]);
	// Nearly all rows need no more than this to be known as good.
	const good = [
		`f_time BETWEEN ${first} AND ${last}`,
		...(way.month ? [`f_month = ${monthNumber(way.month)}`] : []),
		'f_network IS NOT NULL',
		'f_lon BETWEEN -180 AND 180',
		'f_lat BETWEEN -90 AND 90',
		'f_lon <> 0',
		...measured.map(
			(reading) =>
				`(f_${reading} > 0 AND f_${reading} <= ${readingFacts(reading).most} OR c${columns.readings[reading]!.at} IS NULL)`
		),
		measured.length === 0
			? 'false'
			: `coalesce(${measured.map((reading) => `f_${reading}`).join(', ')}) IS NOT NULL`,
		...columns.marks.flatMap((column) => noTrial(of, column) ?? [])
	];
	const all = source.columns.map((_, at) => `c${at}::VARCHAR`).join(', ');
	const either = (fast: string, at: number, type: string) =>
		`CASE WHEN slow IS NULL THEN ${fast} ELSE nullif(slow[${at}], 'nan'::FLOAT)::${type} END`;
	const { longitude, latitude } = columns;
	const readings = READINGS.map((reading, at) =>
		measured.includes(reading)
			? `${either(`f_${reading}`, ROW.readings + at, 'DOUBLE')} AS ${reading}`
			: `NULL::DOUBLE AS ${reading}`
	);
	const hashes = Object.entries(hashSql(of)).map(
		([name, sql]) => `CASE WHEN fault = 0 THEN ${sql} END AS ${name}`
	);
	const { operator } = columns;
	return `(SELECT *${hashes.map((hash) => `, ${hash}`).join('')}
FROM (SELECT *, coalesce(slow[${ROW.fault}], 0)::UTINYINT AS fault, coalesce(slow[${ROW.lost}], 0) > 0 AS is_lost,
		${either('f_month', ROW.month, 'SMALLINT')} AS month,
		${either('epoch_ms(f_time)::DOUBLE / 1000', ROW.second, 'DOUBLE')} AS second,
		${either('f_network', ROW.network, 'UTINYINT')} AS network,
		${either('f_lon', ROW.lon, 'DOUBLE')} AS lon,
		${either('f_lat', ROW.lat, 'DOUBLE')} AS lat,
		${readings.join(', ')}${operator ? `, CASE WHEN ${isGiven(of, operator)} THEN trim(${textSql(of, operator)}) END AS operator` : ''}
FROM (SELECT *, CASE WHEN ${good.join(' AND ')} THEN NULL ELSE read_row(${all}) END AS slow
FROM (SELECT *, ${monthSql(of, 'f_time')} AS f_month
FROM (SELECT *, ${fastTime(of)} AS f_time,
		${fastNetwork(of)} AS f_network,
		${longitude && latitude ? `${fastNumber(of, longitude, '.')} AS f_lon, ${fastNumber(of, latitude, '.')} AS f_lat` : 'NULL::DOUBLE AS f_lon, NULL::DOUBLE AS f_lat'}
		${measured.map((reading) => `, ${fastReading(of, reading, columns.readings[reading]!)} AS f_${reading}`).join('')}
FROM (SELECT ${source.columns.map(({ name }, at) => `${identifier(name)} AS c${at}`).join(', ')} FROM ${source.sql}))))))`;
}

/** What is told of a row that is not taken; of one that is taken without a speed, a sign. */
function noteSql({ source }: SqlWay, fault: string): string {
	const all = source.columns.map((_, at) => `c${at}::VARCHAR`).join(', ');
	return `CASE WHEN ${fault} = ${faultNumber('outside every unit')} THEN concat(round(lon, 1), ', ', round(lat, 1))
		WHEN ${fault} > 0 THEN row_note(${all})
		WHEN is_lost THEN '-' END`;
}

function hashSql(of: SqlWay): Partial<Record<HashName, string>> {
	const { way, file } = of;
	const { device, id } = way.columns;
	const given = (column: Column) =>
		`CASE WHEN ${isGiven(of, column)} THEN ${textSql(of, column)} ELSE '' END`;
	return hashesOf({
		month: 'month',
		second: 'second',
		lon: 'lon',
		lat: 'lat',
		...(device ? { device: given(device) } : {}),
		...(id ? { id: given(id) } : {}),
		isOwn: String(way.areIdsOwn),
		file: literal(file)
	});
}

/**
 * A query that gives each row its month, network, place (see `register-places.ts`), speeds, keys and fault, by the
 * function `place`.
 */
export function measurementQuery(of: SqlWay): string {
	const { columns } = of.way;
	const kept = ['month', 'network', 'place', ...READINGS.filter((name) => columns.readings[name])];
	kept.push(...hashNames(of.way.columns));
	if (columns.operator) kept.push('operator');
	const since = of.editions.slice(1).map(({ from }) => `(month >= ${monthNumber(from)})::INTEGER`);
	const outside = faultNumber('outside every unit');
	return `
SELECT fault, ${kept.join(', ')}, ${noteSql(of, 'fault')} AS note
FROM (SELECT * EXCLUDE (fault), CASE WHEN fault = 0 AND place < 0 THEN ${outside} ELSE fault END::UTINYINT AS fault
FROM (SELECT *, place(coalesce(lon, 'nan'::DOUBLE), coalesce(lat, 'nan'::DOUBLE), coalesce(${since.join(' + ') || '0'}, 0)::INTEGER) AS place
FROM ${judged(of)}))`;
}
