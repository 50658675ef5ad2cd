/** What the columns of an input mean, from their headers. */
import { DataError } from '../../src/lib/domain/errors.ts';
import type { Statistic } from '../../src/lib/domain/join.ts';
import type { Month } from '../../src/lib/domain/month.ts';
import {
	byReading,
	isReading,
	READINGS,
	readingFacts,
	type Reading
} from '../../src/lib/domain/figures.ts';
import { takeNetwork } from '../../src/lib/domain/network-words.ts';
import type { Network } from '../../src/lib/domain/network.ts';
import { findMonth, isSerialDay, monthOfCell } from './calendar.ts';
import type { Cell } from './sheet.ts';
import { fold, takeStatistic } from './words.ts';

/** Roles of columns, with the headers that they are known by: folded, without blanks. */
const KNOWN = {
	code: /^(code|unitcode|ma|maso|madvhc|madonvi|madonvihanhchinh|mahanhchinh|mahc|madiaban|maxa|maphuong|maphuongxa|maxaphuong|maphuongxathitran|communecode|wardcode|wardid|macapxa)$/,
	districtCode: /^(districtcode|mahuyen|maquan|maquanhuyen|macaphuyen)$/,
	provinceCode: /^(provincecode|matinh|matinhthanh|matinhthanhpho|macaptinh|matp)$/,
	commune:
		/^(commune|ward|communename|wardname|(ten)?(capxa|xa|phuong|phuongxa|xaphuong|phuongxathitran|xaphuongthitran|xaphuongdackhu|phuongxadackhu))$/,
	district:
		/^(district|districtname|(ten)?(caphuyen|huyen|quan|quanhuyen|huyenquan|quanhuyenthixa|quanhuyentxtp|quanhuyenthixathanhpho))$/,
	province: /^(province|provincename|(ten)?(captinh|tinh|tinhthanh|tinhtp|tinhthanhpho|thanhpho))$/,
	unit: /^(unit|unitname|name|fullname|ten|(ten)?(donvi|donvihanhchinh|dvhc|diaphuong|diaban|khuvuc))$/,
	month: /^(month|thang|ky|kybaocao|thangbaocao|thangnam|period)$/,
	year: /^(year|nam)$/,
	network:
		/^(network|networktype|mang|loaimang|loaihinh|loaihinhmang|loaiketnoi|dichvu|connectiontype|type)$/,
	statistic: /^(statistic|thongke|cachtinh|chisothongke)$/,
	samples:
		/^(samples?|samplecount|sampless|count|tests|somaudo|somau|mau|maudo|soluongmau|soluongmaudo|tongsomau|tongsomaudo|soluotdo|soluongmauido|luotdo|n)$/,
	time: /^(time|timestamp|datetime|date|testtime|createdat|measuredat|starttime|thoigian|thoidiem|thoigiando|thoidiemdo|ngay|ngaydo|ngaygio|ngaygiodo)$/,
	longitude: /^(longitude|lon|lng|long|kinhdo|x)$/,
	latitude: /^(latitude|lat|vido|y)$/,
	operator:
		/^(operator|isp|carrier|provider|nhamang|nhacungcap|nhacungcapdichvu|doanhnghiep|doanhnghiepvienthong)$/,
	device:
		/^(device|deviceid|devicekey|deviceuuid|thietbi|mathietbi|idthietbi|imei|clientid|userid)$/,
	id: /^(id|testid|measurementid|recordid|uuid|maphepdo|mado|mabanghi|maluotdo|idphepdo)$/,
	accuracy: /^(accuracy|gpsaccuracy|dochinhxac|saiso)$/,
	private:
		/^(ip|ipaddress|diachiip|clientip|phone|phonenumber|msisdn|imsi|sodienthoai|sdt|thuebao|sothuebao|email)$/
} as const;
export type Role = keyof typeof KNOWN | Reading;
const HEADERS: Record<Role, RegExp> = {
	...KNOWN,
	...byReading((reading) => readingFacts(reading).headers)
};
const ROLES = Object.keys(HEADERS) as Role[];

/** Units of speed, and how many Mbit/s each is. */
export const SPEED_UNITS = {
	'Gbit/s': 1000,
	'Mbit/s': 1,
	'kbit/s': 0.001,
	'bit/s': 0.000_001
} as const;
export type SpeedUnit = keyof typeof SPEED_UNITS;

/** What one column holds. */
export interface Column {
	/** 0-based place in the row. */
	at: number;
	/** As written. */
	header: string;
	role: Role;
	/** Of a column that holds one month alone. */
	month?: Month;
	/** Of a column that holds one network alone. */
	network?: Network;
	/** Of a column of a technology that is a part of the network and no network itself. */
	technology?: string;
	/** When the header says so. */
	unit?: SpeedUnit;
	/** When the header says so. */
	statistic?: Statistic;
}

const UNIT_WORDS: readonly [SpeedUnit, RegExp][] = [
	['Gbit/s', /\b(?:gbps|gbit ?s|gb ?s)\b/],
	['Mbit/s', /\b(?:mbps|mbit ?s|mb ?s|megabit ?s)\b/],
	['kbit/s', /\b(?:kbps|kbit ?s|kb ?s|kilobit ?s)\b/],
	['bit/s', /\b(?:bps|bit ?s|bits ?s)\b/]
];
const OTHER_UNITS = /\b(?:ms|milli ?giay|giay|mau|km2|m)\b/g;
/** Degrees; but latency is "độ trễ". */
const DEGREES = /\bdo\b/g;

/** A unit of speed as written in a header or an option: "Mbps", "kbit/s", "bps". */
export function speedUnit(text: string): SpeedUnit | undefined {
	return UNIT_WORDS.find(([, words]) => words.test(fold(text)))?.[0];
}

/** The meaning of one header, or `undefined` when it has none for us. */
export function readHeader(cell: Cell, at: number): Column | undefined {
	const header = cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? '').trim();
	if (!header) return undefined;
	if (cell instanceof Date || (typeof cell === 'number' && isSerialDay(cell)))
		return { at, header, role: 'samples', month: monthOfCell(cell)! };
	const squashed = squash(fold(header.replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')));
	const plainRole = roleOf(squashed);
	const unit = speedUnit(header);
	if (plainRole) return { at, header, role: plainRole, ...(unit ? { unit } : {}) };
	const dated = findMonth(header);
	const undated = fold(dated ? header.replace(dated.written, ' ') : header);
	const { network, technology, rest } = takeNetwork(undated);
	const { statistic, rest: bare } = takeStatistic(rest);
	const unitless = UNIT_WORDS.reduce((text, [, words]) => text.replace(words, ' '), bare);
	const measured = unitless.replace(OTHER_UNITS, ' ');
	const name = squash(measured.replace(DEGREES, ' '));
	const isAlone = (dated ?? network) && /^(|thang|mang|loaimang|solieu|ketqua|t)$/.test(name);
	const role = isAlone
		? 'samples'
		: (roleOf(name) ?? roleOf(squash(measured)) ?? roleOf(squash(unitless)));
	if (!role) return undefined;
	return {
		at,
		header,
		role,
		...(dated ? { month: dated.month } : {}),
		...(network ? { network } : {}),
		...(technology ? { technology } : {}),
		...(statistic ? { statistic } : {}),
		...(unit ? { unit } : {})
	};
}

function squash(text: string): string {
	return text.replace(/ /g, '');
}

function roleOf(squashed: string): Role | undefined {
	return squashed ? ROLES.find((role) => HEADERS[role].test(squashed)) : undefined;
}

/** Columns named by `--map role=header`. */
export type ColumnMap = Partial<Record<Role, string>>;

/**
 * Read `--map` options.
 * @throws DataError for one that names no role
 */
export function readColumnMap(texts: readonly string[]): ColumnMap {
	const map: ColumnMap = {};
	for (const text of texts) {
		const [, role, header] = /^\s*(\w+)\s*=\s*(.+)$/s.exec(text) ?? [];
		if (!role || !ROLES.includes(role as Role))
			throw new DataError('header', {
				file: '--map',
				found: text,
				expected: `column=header with one of ${ROLES.join(', ')}`
			});
		map[role as Role] = header!.trim();
	}
	return map;
}

/** A header row with its meaning. */
export interface Header {
	kind: 'table' | 'measurements';
	/** How many rows stand before the first row of data. */
	height: number;
	columns: Column[];
	/** Headers that mean nothing to us. */
	unknown: string[];
}

/** Title rows may stand above a header; not more than these are searched. */
const MOST_TITLES = 40;

/**
 * Find the header among the first rows.
 * @param file names the input in messages
 * @throws DataError when there is none, or when two columns mean the same
 */
export function findHeader(
	rows: readonly (readonly Cell[])[],
	map: ColumnMap,
	file: string
): Header {
	let best: Header | undefined;
	for (let at = 0; at < Math.min(rows.length, MOST_TITLES); at++) {
		const found = readRow(rows, at, map);
		if (found && (!best || found.columns.length > best.columns.length)) best = found;
	}
	if (!best) {
		const widest = rows.slice(0, MOST_TITLES).reduce((a, b) => (filled(b) > filled(a) ? b : a), []);
		throw new DataError('header', {
			file,
			row: 1,
			found: widest.map((cell) => String(cell ?? '')).join(', '),
			expected:
				'a header that names a unit (code, or xã, huyện, tỉnh) and samples, or time, longitude, latitude and speeds',
			remedy: 'Name columns: --map samples="their header"'
		});
	}
	for (const [role, header] of Object.entries(map)) {
		if (best.columns.some((column) => column.role === role)) continue;
		throw new DataError('header', {
			file,
			column: header,
			found: [...best.columns.map(({ header: text }) => text), ...best.unknown].join(', '),
			expected: `a column for --map ${role}=…: one of those found`
		});
	}
	refuseDoubles(best, file);
	return best;
}

function filled(row: readonly Cell[]): number {
	return row.filter((cell) => cell !== null && cell !== '').length;
}

function readRow(
	rows: readonly (readonly Cell[])[],
	at: number,
	map: ColumnMap
): Header | undefined {
	const row = rows[at]!;
	const above = at > 0 ? rows[at - 1]! : [];
	const alone = meaning(row, undefined, map);
	const names = groupNames(above, row);
	const grouped = names && meaning(withMerged(row, above), names, map);
	const columns =
		grouped && grouped.columns.length > alone.columns.length ? grouped : withGroups(alone, grouped);
	const kind = kindOf(columns.columns);
	return kind && { kind, height: at + 1, ...columns };
}

/** A header that is merged over two rows, as "Tên xã" beside "Di động" above "Số mẫu", stands in the upper one alone. */
function withMerged(row: readonly Cell[], above: readonly Cell[]): Cell[] {
	return Array.from({ length: Math.max(row.length, above.length) }, (_, at) =>
		textOf(row[at] ?? null) ? row[at]! : (above[at] ?? null)
	);
}

/** Columns that mean the same twice, as "Số mẫu" below "Di động" and below "Cố định", need the row above. */
function withGroups(alone: Meaning, grouped: Meaning | undefined): Meaning {
	const keys = alone.columns.map(keyOf);
	const isDouble = new Set(keys).size < keys.length;
	return isDouble && grouped && grouped.columns.length === alone.columns.length ? grouped : alone;
}

interface Meaning {
	columns: Column[];
	unknown: string[];
}

function meaning(
	row: readonly Cell[],
	above: readonly string[] | undefined,
	map: ColumnMap
): Meaning {
	const columns: Column[] = [];
	const unknown: string[] = [];
	row.forEach((cell, at) => {
		const group = above?.[at];
		const header = group && group !== textOf(cell) ? `${group} ${textOf(cell)}` : cell;
		const mapped = Object.entries(map).find(([, name]) => fold(name!) === fold(textOf(cell)));
		const isTaken = !mapped && Object.keys(map).includes(readHeader(header, at)?.role ?? '');
		const column = mapped
			? { ...readHeader(header, at), at, header: textOf(cell), role: mapped[0] as Role }
			: readHeader(header, at);
		if (column && !isTaken) columns.push(column);
		else if (textOf(cell)) unknown.push(textOf(cell));
	});
	return { columns, unknown };
}

function textOf(cell: Cell): string {
	return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? '').trim();
}

/**
 * A merged cell of the row above names all columns up to the next. That is of use where it, or the cell below, tells of
 * a network or month: "Di động" above "Số mẫu", "Số mẫu" above "Di động".
 */
function groupNames(above: readonly Cell[], row: readonly Cell[]): string[] | undefined {
	let name = '';
	const names = Array.from({ length: Math.max(row.length, above.length) }, (_, at) => {
		name = textOf(above[at] ?? null) || name;
		return isScope(name) || isScope(textOf(row[at] ?? null)) ? name : '';
	});
	return filled(above) > 1 && names.some(Boolean) ? names : undefined;
}

function isScope(text: string): boolean {
	return text !== '' && Boolean(findMonth(text) || takeNetwork(fold(text)).network);
}

function kindOf(columns: readonly Column[]): Header['kind'] | undefined {
	const has = (...roles: Role[]) =>
		roles.some((role) => columns.some((column) => column.role === role));
	const hasUnit = has(
		'code',
		'districtCode',
		'provinceCode',
		'commune',
		'district',
		'province',
		'unit'
	);
	if (has('samples') && hasUnit) return 'table';
	if (has('longitude') && has('latitude') && has('time', ...READINGS)) return 'measurements';
	return undefined;
}

function keyOf({ role, month, network, technology, statistic }: Column): string {
	if (role !== 'samples' && !isReading(role)) return role;
	return [role, month, network, technology, statistic].map((part) => part ?? '').join(' ');
}

function refuseDoubles({ columns }: Header, file: string): void {
	const first = new Map<string, Column>();
	for (const column of columns) {
		if (column.role === 'private' || column.role === 'accuracy') continue;
		const before = first.get(keyOf(column));
		if (before)
			throw new DataError('header', {
				file,
				column: column.header,
				found: `two columns for ${column.role}: "${before.header}" and "${column.header}"`,
				expected: 'one',
				remedy: `Name the right one: --map ${column.role}="${before.header}"`
			});
		first.set(keyOf(column), column);
	}
}
