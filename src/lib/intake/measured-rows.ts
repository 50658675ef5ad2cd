/** Rows of measurements, one after the other: what each says, and why one is not taken. */
import { READINGS, readingFacts, figureOf, type Reading } from '../domain/figures.ts';
import type { Month } from '../domain/month.ts';
import { degreesOf, pairOf } from './coordinates.ts';
import type { Reason } from './draft.ts';
import type { MeasuredColumns } from './measured-columns.ts';
import { timeText } from './measured-time.ts';
import { networkOfTexts, type MeasuredWay } from './measured-way.ts';
import { momentOfCell, readMoment } from './moments.ts';
import type { NetworkId } from './networks.ts';
import { parseNumber, type DecimalSign } from './numbers.ts';
import { isEmpty, textOf, type Cell, type SheetRow } from './sheet.ts';
import { LATENCY_UNITS, latencyUnitIn, SPEED_UNITS, speedUnit } from './speed-units.ts';
import { invalidIn, trialIn } from './trials.ts';
import { isBlank, isTotal } from './words.ts';

/** A measurement that can be taken, before it is placed. */
export interface Measurement {
	line: number;
	/** Local milliseconds of Viet Nam; `NaN` where only the month is known. */
	moment: number;
	month: Month;
	network: NetworkId;
	lon: number;
	lat: number;
	/** In the order of `READINGS`; `NaN` for none. */
	values: number[];
	operator: string;
	device: string;
	id: string;
	/** How many of its speeds can't be. */
	lost: number;
}

/** Why a row is not taken, and what stands there. */
export interface MeasuredFault {
	reason: Reason;
	found: string;
}

/** A row as it is read. */
export type ReadMeasurement = { taken: Measurement } | { fault: MeasuredFault };

/** When measurements can have been made. */
export interface Bounds {
	/** First month of the first edition. */
	since: Month;
	/** Now, in local milliseconds of Viet Nam. */
	now: number;
}

/** A reading as its cell is written, in Mbit/s or ms; `undefined` for what is no number. */
export function readingOf(
	cell: Cell | undefined,
	reading: Reading,
	decimal: DecimalSign | undefined,
	factor: number
): number | undefined {
	if (typeof cell === 'number') return scaled(cell, factor);
	const text = textOf(cell);
	const number = parseNumber(text, decimal);
	if (number !== undefined) return scaled(number, factor);
	const [, digits, unit] = /^([-+\d.,\s]+?)\s*(\p{L}[\p{L}/]*)$/u.exec(text) ?? [];
	if (digits === undefined || unit === undefined) return undefined;
	const own = figureOf(reading).kind === 'speed' ? speedFactor(unit) : latencyFactor(unit);
	const value = own === undefined ? undefined : parseNumber(digits, decimal);
	return value === undefined ? undefined : scaled(value, own!);
}

function speedFactor(text: string): number | undefined {
	const unit = speedUnit(text);
	return unit && SPEED_UNITS[unit];
}

function latencyFactor(text: string): number | undefined {
	const unit = latencyUnitIn(`(${text})`);
	return unit && LATENCY_UNITS[unit];
}

/** Division gives the nearest number: 45000 / 1000 is 45, and 45123 * 0.001 isn't 45.123. */
function scaled(value: number, factor: number): number {
	return factor >= 1 ? value * factor : value / Math.round(1 / factor);
}

/** True where a cell has more than a sign for no value. */
export function isGiven(cell: Cell | undefined): boolean {
	return !isEmpty(cell) && !isBlank(textOf(cell));
}

/** Longitude and latitude of a row. */
export function placeOf(
	cells: readonly Cell[],
	{ longitude, latitude, place }: MeasuredColumns,
	isLongitudeFirst: boolean
): [lon: number | undefined, lat: number | undefined] {
	if (longitude && latitude) return [degreesOf(cells[longitude.at]), degreesOf(cells[latitude.at])];
	const pair = place && pairOf(cells[place.at]);
	if (!pair) return [undefined, undefined];
	return isLongitudeFirst ? pair : [pair[1], pair[0]];
}

/** Read a row; one that sums up others is none. */
export function readMeasurement(way: MeasuredWay, row: SheetRow, bounds: Bounds): ReadMeasurement {
	const read = readCells(way, row, bounds);
	const first = 'fault' in read ? row.cells.find((cell) => !isEmpty(cell)) : undefined;
	return typeof first === 'string' && isTotal(first)
		? { fault: { reason: 'not a row', found: first } }
		: read;
}

function readCells(way: MeasuredWay, { cells, line }: SheetRow, bounds: Bounds): ReadMeasurement {
	const { columns, width } = way;
	if (width !== undefined && isBroken(cells, width))
		return {
			fault: { reason: 'broken row', found: cells.length < width ? 'fewer cells' : 'more cells' }
		};
	const moment = momentOf(way, cells);
	const month = Number.isNaN(moment) ? way.month : monthOfMoment(moment);
	const isTimed =
		moment !== undefined &&
		month !== undefined &&
		month >= bounds.since &&
		!(moment > bounds.now) &&
		(way.month === undefined || month === way.month);
	if (!isTimed)
		return {
			fault: {
				reason: 'impossible time',
				found: columns.time ? timeText(cells, columns.time) : ''
			}
		};
	const texts = columns.networks.map(({ at }) => textOf(cells[at]));
	const network = columns.networks.length > 0 ? networkOfTexts(texts) : way.network;
	if (!network) return { fault: { reason: 'missing network', found: texts.join(' ') } };
	const [lon, lat] = placeOf(cells, columns, way.isLongitudeFirst);
	if (!isPlace(lon, lat))
		return { fault: { reason: 'impossible place', found: placeText(lon, lat) } };
	const { values, lost, given } = speedsOf(way, cells);
	if (values.every(Number.isNaN))
		return lost > 0
			? { fault: { reason: 'impossible speed', found: given } }
			: { fault: { reason: 'no value', found: '' } };
	const trial = trialIn(cells, columns.trials);
	if (trial !== undefined) return { fault: { reason: 'test measurement', found: trial } };
	const invalid = invalidIn(cells, columns.marks);
	if (invalid !== undefined) return { fault: { reason: 'marked invalid', found: invalid } };
	const text = (column: MeasuredColumns['operator']) =>
		column && isGiven(cells[column.at]) ? textOf(cells[column.at]) : '';
	return {
		taken: {
			line,
			moment,
			month,
			network,
			lon: lon!,
			lat: lat!,
			values,
			operator: text(columns.operator),
			device: text(columns.device),
			id: text(columns.id),
			lost
		}
	};
}

function isBroken(cells: readonly Cell[], width: number): boolean {
	return cells.length !== width && !(cells.length > width && cells.slice(width).every(isEmpty));
}

/** `NaN` where no column tells the time. */
function momentOf({ columns, time }: MeasuredWay, cells: readonly Cell[]): number | undefined {
	if (!columns.time) return NaN;
	const { date, clock, zone } = columns.time;
	if (!clock && !zone) return momentOfCell(cells[date.at], time);
	return readMoment(timeText(cells, columns.time), time);
}

function monthOfMoment(moment: number | undefined): Month | undefined {
	return moment === undefined ? undefined : new Date(moment).toISOString().slice(0, 7);
}

function isPlace(lon: number | undefined, lat: number | undefined): boolean {
	return (
		lon !== undefined &&
		lat !== undefined &&
		Math.abs(lon) <= 180 &&
		Math.abs(lat) <= 90 &&
		!(lon === 0 && lat === 0)
	);
}

/** A place to a tenth of a degree: nobody's home is told. */
export function placeText(lon: number | undefined, lat: number | undefined): string {
	return [lon, lat]
		.flatMap((value) => (value === undefined || Number.isNaN(value) ? [] : value.toFixed(1)))
		.join(', ');
}

interface Speeds {
	values: number[];
	lost: number;
	/** What stands there, for messages. */
	given: string;
}

/** A speed that can't be costs itself, never the measurement. */
function speedsOf({ columns, decimal, factors }: MeasuredWay, cells: readonly Cell[]): Speeds {
	const speeds: Speeds = { values: [], lost: 0, given: '' };
	const given: string[] = [];
	for (const reading of READINGS) {
		const column = columns.readings[reading];
		const cell = column && cells[column.at];
		if (!column || !isGiven(cell)) {
			speeds.values.push(NaN);
			continue;
		}
		given.push(textOf(cell));
		const value = readingOf(cell, reading, decimal, factors[reading] ?? 1);
		const isRight = value !== undefined && value > 0 && value <= readingFacts(reading).most;
		speeds.values.push(isRight ? value : NaN);
		if (!isRight) speeds.lost++;
	}
	return { ...speeds, given: given.join(', ') };
}
