/** Rows of measurements become counts: repetitions found, places looked up, figures of units and parts of the store. */
import { byReading, READINGS, readingFacts, figureOf, type Reading } from '../domain/figures.ts';
import { editionOfMonth } from '../domain/edition.ts';
import { levelOfCode } from '../domain/unit.ts';
import type { UnitFinder } from './finder.ts';
import type { Fault } from '../domain/errors.ts';
import { networkList } from '../domain/network-words.ts';
import { countedIn, wholeOf } from '../domain/network.ts';
import type { Month } from '../domain/month.ts';
import type { Locate } from './context.ts';
import type { Part, Reason, RowOutcome, UnitFigures } from './draft.ts';
import {
	placeText,
	readMeasurement,
	type Bounds,
	type MeasuredFault,
	type Measurement
} from './measured-rows.ts';
import type { MeasuredContext, MeasuredWay } from './measured-way.ts';
import type { NetworkId } from './networks.ts';
import { spellingsIn, type Spelling } from './other-operators.ts';
import { changeOf, countsOf } from './parts.ts';
import type { Text } from './sheet.ts';
import { both, faultIn, same, withoutPersonal } from './texts.ts';

/** Why rows were not taken. */
export interface TalliedFaults {
	count: number;
	first: Fault[];
}

/** What became of the rows of all tables. */
export interface Tally {
	rowsRead: number;
	accepted: number;
	/** Headers and sums among the rows. */
	headers: number;
	rejected: Map<Reason, TalliedFaults>;
	/** Rows that were taken without a speed that can't be. */
	withoutSpeed: number;
	/** Texts of operators, and how many of the rows that were taken have them. */
	spellings: readonly Spelling[];
	parts: Part[];
}

/** A measurement with the unit in which it was made. */
export interface PlacedMeasurement extends Measurement {
	table: number;
	code: string;
}

/** What rows read one by one give. */
export interface ReadTally extends Tally {
	outcomes: RowOutcome[];
	taken: PlacedMeasurement[];
	/** Repetitions of those: which one counts may change when measurements from elsewhere join them. */
	repeated: PlacedMeasurement[];
}

function mostOf(reading: Reading, locale: 'vi' | 'en'): string {
	const { most } = readingFacts(reading);
	const { kind, vi } = figureOf(reading);
	return `${most} ${kind === 'speed' ? 'Mbit/s' : 'ms'} ${locale === 'vi' ? `(${vi})` : `of ${reading}`}`;
}

/** What should have stood there. */
function expectedOf(reason: Reason, { since }: Pick<Bounds, 'since'>): Text | undefined {
	const expected: Partial<Record<Reason, Text>> = {
		'impossible time': both(
			`thời gian từ ${since}, không ở tương lai, của tháng đã chọn`,
			`a time since ${since}, not in the future, of the month that was asked for`
		),
		'missing network': same(networkList()),
		'impossible place': both(
			'kinh độ và vĩ độ theo độ (WGS 84)',
			'longitude and latitude in degrees (WGS 84)'
		),
		'impossible speed': both(
			`trên 0 và không quá ${READINGS.map((reading) => mostOf(reading, 'vi')).join(', ')}`,
			`above 0 and at most ${READINGS.map((reading) => mostOf(reading, 'en')).join(', ')}`
		),
		'test measurement': both(
			'lần đo thật; nếu đúng là đo thật, chạy lại với --tests take',
			'a real measurement; if it is one, run it again with --tests take'
		),
		'marked invalid': both('một lần đo hợp lệ', 'a valid measurement'),
		'outside every unit': both(
			'một điểm ở Việt Nam (chỉ ghi đến một phần mười độ)',
			'a place in Viet Nam (shown to a tenth of a degree)'
		),
		'broken row': both(
			'số ô bằng số tiêu đề; dấu phẩy thập phân cần dấu ngoặc kép, hoặc dùng ; giữa các ô',
			'as many cells as headers; a decimal comma needs quotes, or ; between cells'
		)
	};
	return expected[reason];
}

/** What the reader of rows says itself. */
const FOUND = new Map<string, Text>(
	Object.entries({
		'fewer cells': both('ít ô hơn tiêu đề', 'fewer cells'),
		'more cells': both('nhiều ô hơn tiêu đề', 'more cells')
	})
);

/** A fault as it may be told: nothing in it shows who measured, and where. */
export function faultOf(
	file: string,
	row: number,
	{ reason, found }: MeasuredFault,
	bounds: Pick<Bounds, 'since'>
): Fault {
	const expected = expectedOf(reason, bounds);
	const isPlace = reason === 'impossible place' || reason === 'outside every unit';
	const plain = isPlace ? found : withoutPersonal(found);
	return faultIn(
		{ file, row },
		{
			...(found === '' ? {} : { found: FOUND.get(found) ?? plain }),
			...(expected ? { expected } : {})
		}
	);
}

/** Bounds of what can have been measured. */
export function boundsOf({ editions, now }: MeasuredContext): Bounds {
	return { since: editions[0]!.edition.from, now };
}

/**
 * Read all rows of tables.
 * @param ways by the number of the table in the draft
 */
export function tallyRows(
	ways: readonly { table: number; way: MeasuredWay }[],
	locate: Locate,
	context: MeasuredContext
): ReadTally {
	const bounds = boundsOf(context);
	const outcomes: RowOutcome[] = [];
	const files = new Map(ways.map(({ table, way }) => [table, way.file]));
	const reject = (table: number, line: number, fault: MeasuredFault) => {
		outcomes.push({
			table,
			line,
			kind: 'rejected',
			reason: fault.reason,
			fault: faultOf(files.get(table)!, line, fault, bounds)
		});
	};
	let placed: PlacedMeasurement[] = [];
	for (const { table, way } of ways)
		for (const row of way.table.body) {
			const read = readMeasurement(way, row, bounds);
			if ('fault' in read) {
				const { line } = row;
				const { reason, found: text } = read.fault;
				if (reason === 'not a row')
					outcomes.push({ table, line, kind: 'not a row', what: 'total', text });
				else reject(table, line, read.fault);
				continue;
			}
			const { month, lon, lat } = read.taken;
			const code = locate(month, lon, lat);
			if (code === undefined)
				reject(table, row.line, { reason: 'outside every unit', found: placeText(lon, lat) });
			else placed.push({ ...read.taken, table, code });
		}
	const repetitions: PlacedMeasurement[] = [];
	const areOwn = new Map(ways.map(({ table, way }) => [table, way.areIdsOwn]));
	for (const keyOf of [
		identityOf,
		(of: PlacedMeasurement) => idKey(of, areOwn.get(of.table)!),
		deviceKey
	]) {
		const { kept, repeated } = withoutRepeated(placed, keyOf);
		for (const { table, line } of repeated) reject(table, line, { reason: 'duplicate', found: '' });
		repetitions.push(...repeated);
		placed = kept;
	}
	for (const { table, line, code } of placed)
		outcomes.push({ table, line, kind: 'taken', codes: [code], repairs: [] });
	outcomes.sort((a, b) => a.table - b.table || a.line - b.line);
	return {
		rowsRead: outcomes.filter(({ kind }) => kind !== 'not a row').length,
		accepted: placed.length,
		headers: outcomes.filter(({ kind }) => kind === 'not a row').length,
		rejected: rejectedOf(outcomes),
		withoutSpeed: placed.filter(({ lost }) => lost > 0).length,
		spellings: spellingsIn(placed.map(({ operator }) => operator)),
		parts: partsOfMeasured(figuresOf(placed), context),
		outcomes,
		taken: placed,
		repeated: repetitions
	};
}

function rejectedOf(outcomes: readonly RowOutcome[]): Tally['rejected'] {
	const rejected: Tally['rejected'] = new Map();
	for (const outcome of outcomes) {
		if (outcome.kind !== 'rejected') continue;
		const of = rejected.get(outcome.reason) ?? { count: 0, first: [] };
		of.count++;
		of.first.push(outcome.fault);
		rejected.set(outcome.reason, of);
	}
	return rejected;
}

/** Everything that was measured: rows that are equal in it are one measurement. */
function identityOf({
	moment,
	network,
	lon,
	lat,
	values,
	operator,
	device
}: PlacedMeasurement): string | undefined {
	if (Number.isNaN(moment)) return undefined;
	return [moment, network, lon, lat, ...values, operator, device].join('|');
}

function secondOf(moment: number): number {
	return Math.floor(moment / 1000);
}

/** Within a month and network. Short ids are numbers that each phone or file gives anew: they tell only within one, and in one second. */
function idKey(
	{ id, device, table, month, network, moment }: PlacedMeasurement,
	isOwn: boolean
): string | undefined {
	if (id === '') return undefined;
	const on = wholeOf(network) ?? network;
	return isOwn
		? `${on}|${month}|${id}|${device}`
		: `${on}|${table}|${id}|${device}|${secondOf(moment)}`;
}

/** One device makes one measurement on a network in a second. */
function deviceKey({ device, network, moment }: PlacedMeasurement): string | undefined {
	if (device === '' || Number.isNaN(moment)) return undefined;
	return `${wholeOf(network) ?? network}|${device}|${secondOf(moment)}`;
}

/** Of measurements with the same key one stands: whichever order they come in, the one with the lowest figures. */
function withoutRepeated(
	rows: readonly PlacedMeasurement[],
	keyOf: (row: PlacedMeasurement) => string | undefined
): { kept: PlacedMeasurement[]; repeated: PlacedMeasurement[] } {
	const best = new Map<string, PlacedMeasurement>();
	for (const row of rows) {
		const key = keyOf(row);
		if (key === undefined) continue;
		const before = best.get(key);
		if (!before || isLower(row, before)) best.set(key, row);
	}
	const repeated: PlacedMeasurement[] = [];
	const kept = rows.filter((row) => {
		const key = keyOf(row);
		const isKept = key === undefined || best.get(key) === row;
		if (!isKept) repeated.push(row);
		return isKept;
	});
	return { kept, repeated };
}

function isLower(a: PlacedMeasurement, b: PlacedMeasurement): boolean {
	const order = (of: PlacedMeasurement) => [
		of.month,
		// Of a measurement that is told as one of a part of a network and as one of the whole, that of the part.
		wholeOf(of.network) ? 0 : 1,
		of.code,
		...of.values.map((value) => (Number.isNaN(value) ? Infinity : value)),
		of.operator
	];
	const [own, other] = [order(a), order(b)];
	for (let at = 0; at < own.length; at++) if (own[at] !== other[at]) return own[at]! < other[at]!;
	return false;
}

/** Figures of one month and network, by code. */
export interface MeasuredFigures {
	month: Month;
	network: NetworkId;
	rows: UnitFigures[];
}

/** Samples and medians of the lowest units. */
function figuresOf(rows: readonly PlacedMeasurement[]): MeasuredFigures[] {
	const groups = new Map<string, { month: Month; network: NetworkId; of: PlacedMeasurement[] }>();
	for (const row of rows)
		for (const network of countedIn(row.network)) {
			const key = `${row.month} ${network}`;
			const group = groups.get(key) ?? { month: row.month, network, of: [] };
			group.of.push(row);
			groups.set(key, group);
		}
	return Array.from(groups.values(), ({ month, network, of }) => ({
		month,
		network,
		rows: unitsOf(of)
	}));
}

function unitsOf(rows: readonly PlacedMeasurement[]): UnitFigures[] {
	const units = new Map<string, PlacedMeasurement[]>();
	for (const row of rows) {
		const unit = units.get(row.code);
		if (unit) unit.push(row);
		else units.set(row.code, [row]);
	}
	const median = (of: readonly PlacedMeasurement[], reading: Reading) =>
		middleOf(of.map(({ values }) => values[READINGS.indexOf(reading)]!));
	return Array.from(units, ([code, of]) => ({
		code,
		operator: '',
		samples: of.length,
		...byReading((reading) => median(of, reading))
	}));
}

/** The median; of an even number of values half-way between the two in the middle. */
function middleOf(values: readonly number[]): number {
	const sorted = Float64Array.from(values.filter((value) => !Number.isNaN(value))).sort();
	if (sorted.length === 0) return NaN;
	const at = (sorted.length - 1) / 2;
	const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
	return low + (high - low) * (at - Math.floor(at));
}

/** True for units that nothing lies in. */
function isLowest(code: string, { units }: UnitFinder): boolean {
	const level = levelOfCode(code);
	if (level !== 'district') return level === units.levels.at(-1);
	const row = units.of.district?.rowOf.get(code);
	return row !== undefined && !units.of.commune?.parentRows.includes(row);
}

/** Parts of the store that figures make: a month, network and province each. */
export function partsOfMeasured(
	groups: readonly MeasuredFigures[],
	context: MeasuredContext
): Part[] {
	const editions = context.editions.map(({ edition }) => edition);
	const parts = groups.flatMap(({ month, network, rows }) => {
		const edition = editionOfMonth(editions, month)!;
		const { finder } = context.editions.find((of) => of.edition === edition)!;
		const provinces = new Map<string, UnitFigures[]>();
		for (const row of rows) {
			const place = finder.placeOf(row.code);
			const province = place ? finder.provinceOf(place) : '';
			provinces.set(province, [...(provinces.get(province) ?? []), row]);
		}
		return Array.from(provinces, ([province, own]): Part => ({
			month,
			network,
			province,
			...countsOf(own),
			units: own.length,
			samples: own.reduce((sum, { samples }) => sum + samples, 0),
			statistic: own.some((row) =>
				[row.download, row.upload, row.latency].some((value) => !Number.isNaN(value))
			)
				? 'median'
				: null,
			estimatedFrom: null,
			rows: own.sort((a, b) => (a.code < b.code ? -1 : 1)),
			change: changeOf(own, month, network, province, finder, {
				...context,
				isReplacing: true,
				// Units above have rows of their own, which follow from these.
				stored: (of, on) => context.stored(of, on)?.filter(({ code }) => isLowest(code, finder))
			})
		}));
	});
	const key = ({ month, network, province }: Part) => `${month} ${network} ${province}`;
	return parts.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
