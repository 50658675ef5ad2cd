/** What intake knows of the world around a file, and what titles say for all rows of a table. */
import { formerNames } from '../domain/continued-units.ts';
import type { Crosswalk } from '../domain/crosswalk.ts';
import { spellingsOf } from '../domain/dated-names.ts';
import { nameKey } from '../domain/fold.ts';
import type { Edition } from '../domain/edition.ts';
import type { Statistic } from '../domain/join.ts';
import type { Month } from '../domain/month.ts';
import { unitsOf, type Units } from '../domain/unit.ts';
import type { Evidence, UnitFigures } from './draft.ts';
import { UnitFinder, type Place } from './finder.ts';
import { networksIn, type NetworkId, type NetworkWord } from './networks.ts';
import { periodsIn, type Period } from './period.ts';
import { sheetTitle } from './sheet.ts';
import { latencyUnitIn, speedUnitIn, type SpeedUnit } from './speed-units.ts';
import { type Table, type Title } from './tables.ts';
import { cellName } from './table-names.ts';
import { foldedKey } from './unit-names.ts';
import { fold, takeStatistic } from './words.ts';

/** An edition with the names of its units. */
export interface EditionNames {
	edition: Edition;
	finder: UnitFinder;
}

/** Lists of units with all names by which their units may be called, those of older lists among them. */
export function editionNames(
	lists: readonly { edition: Edition; units: Units }[],
	crosswalks: readonly Crosswalk[]
): EditionNames[] {
	const unitsOfList = (id: string) => lists.find(({ edition }) => edition.id === id)!.units;
	return lists.map(({ edition, units }) => {
		const former = crosswalks
			.filter(({ to }) => to === edition.id)
			.flatMap((crosswalk) => formerNames(crosswalk, unitsOfList(crosswalk.from), units));
		return { edition, finder: new UnitFinder(units, former) };
	});
}

/** The world around a file. */
export interface IntakeContext {
	/** The current month in Asia/Ho_Chi_Minh: later ones can't have been measured. */
	thisMonth: Month;
	editions: readonly EditionNames[];
	/** From each edition to every later one, for lists of units that came before the month's own. */
	crosswalks?: readonly Crosswalk[];
	/** What the store has of a month and network. */
	stored(month: Month, network: NetworkId): readonly UnitFigures[] | undefined;
	/** True when figures of the file take the place of those that are stored. */
	isReplacing: boolean;
	/** True when it is known that many rows can't be taken. */
	acceptsPartial: boolean;
	/** Now, in local milliseconds of Viet Nam: measurements can't be later. Without it the end of this month. */
	now?: number;
	/** Code of the lowest unit in which a point lies in a month, nothing outside of all; for measurements. */
	locate?: Locate;
}

/** What carries figures by one list of units over to another; absent where nothing does. */
export function crosswalkOf(
	{ crosswalks = [] }: Pick<IntakeContext, 'crosswalks'>,
	from: EditionNames,
	to: EditionNames
): Crosswalk | undefined {
	return crosswalks.find((of) => of.from === from.edition.id && of.to === to.edition.id);
}

/** Tells names of units, by any list. */
export function unitTest({ editions }: Pick<IntakeContext, 'editions'>): (text: string) => boolean {
	return (text) =>
		text !== '' && editions.some(({ finder }) => finder.named(text).places.length > 0);
}

/** See {@link IntakeContext.locate}. */
export type Locate = (month: Month, lon: number, lat: number) => string | undefined;

/** What titles say of something. */
export interface Said<T> {
	value: T;
	evidence: Evidence;
}

/** Everything that is said above, below and beside a table. */
export interface Surroundings {
	periods: Said<Period>[];
	/** The month in the name of the file: no proof, but what contradicts a title. */
	named?: Said<Period>[];
	networks: Said<NetworkWord>[];
	statistics: Said<Statistic>[];
	units: Said<SpeedUnit>[];
	/** True when the texts speak of measurements: "mẫu đo", "i-Speed". */
	isOfSamples: boolean;
	/** A line that says counts are in thousands or the like: "ĐVT: 1.000 mẫu". */
	rounded?: Evidence;
}

interface Line {
	text: string;
	evidence: Evidence;
	/** The nearest counts most. */
	rank: number;
}

/**
 * Titles of a table: its own, then those of the sheet that are no other table's, then the name of the sheet.
 * @param top titles of the sheet's first table
 */
export function linesAround(table: Table, top: readonly Title[]): Line[] {
	const of = (title: Title, rank: number): Line => ({
		text: title.text,
		rank,
		evidence: {
			kind: 'title',
			at: cellName({ sheet: table.sheet, isTurned: false }, title.line, title.at),
			text: title.text
		}
	});
	const own = table.titles.map((title) => of(title, 0));
	const isFirst = top.some(({ line }) => table.titles.some((title) => title.line === line));
	const above = isFirst
		? []
		: top.filter(({ isNumbered }) => !isNumbered).map((title) => of(title, 1));
	const { sheet } = table;
	const name: Line[] = sheet.name
		? [
				{
					text: sheet.name,
					rank: 2,
					evidence: { kind: 'sheet', at: sheetTitle(sheet), text: sheet.name }
				}
			]
		: [];
	return [...own, ...above, ...name];
}

/** What lines say. */
export function surroundingsOf(lines: readonly Line[]): Surroundings {
	const result: Surroundings = {
		periods: [],
		networks: [],
		statistics: [],
		units: [],
		isOfSamples: false
	};
	const own = lines.filter(({ rank }) => rank === 0).map(({ text }) => text);
	// What a table's own title says of it holds against that of the table above.
	const hasNetwork = own.some((text) => networksIn(fold(text)).found.length > 0);
	const hasMonth = own.some((text) => timesOf(text).some(({ kind }) => kind === 'month'));
	for (const { text, evidence, rank } of lines) {
		for (const value of timesOf(text))
			if (!(rank === 1 && hasMonth && /month$/.test(value.kind)))
				result.periods.push({ value, evidence });
		const folded = fold(text);
		const { found, rest } = networksIn(folded);
		if (!(rank === 1 && hasNetwork))
			for (const value of found) result.networks.push({ value, evidence });
		const { statistic } = takeStatistic(rest);
		if (statistic && /\b(?:toc do|speed|tai|do tre|gia tri|so lieu|trung vi|median)\b/.test(rest))
			result.statistics.push({ value: statistic, evidence });
		const unit = speedUnitIn(text);
		if (unit && unit !== 'open' && !latencyUnitIn(text))
			result.units.push({ value: unit, evidence });
		if (isInThousands(text)) result.rounded ??= evidence;
		result.isOfSamples ||=
			/\b(?:mau|phep do|lan do|luot do|i ?speed|samples?|measurements?)\b/.test(folded);
	}
	return result;
}

/** Times that a line says; of a letter whose day was left open, "ngày … tháng 10 năm 2026", it is that of the letter. */
function timesOf(text: string): readonly Period[] {
	if (!placeLineOf(text)) return periodsIn(text);
	const normal = text.normalize('NFC');
	return periodsIn(text).map((period) =>
		period.kind === 'month' && OPEN_DAY.test(normal.slice(0, normal.indexOf(period.written)))
			? { kind: 'date', date: `${period.month}-01`, written: period.written }
			: period
	);
}

const OPEN_DAY = /ngày[\s.…_]*$/iu;

/** What is counted, behind a number of them. */
const COUNTED = String.raw`(?:mẫu|lượt|phép đo|lần đo|bản ghi|samples?|tests?|\)|$)`;
const MULTIPLE = new RegExp(
	String.raw`(?<!\d)(?:nghìn|ngàn|ng\.|triệu|trăm|chục|[x×*]\s*1[.,]?000|1[.,]?000|1[.,]000[.,]000|thousands?|hundreds?)\s*${COUNTED}`,
	'iu'
);
const UNIT_OF_COUNTS =
	/(?:đvt|đv|đơn vị|unit|in thousands|\(|nghìn mẫu|ngàn mẫu|chục mẫu|1[.,]?000 mẫu)/iu;
/** A factor that says itself that counts are to be multiplied: "hệ số 1.000", "nhân với 1000", "×1000", "10^3", "(k)". */
const FACTOR =
	/(?:(?:hệ số(?: nhân)?|(?<!\p{L})nhân(?: với| lên)?|multipl\w*(?: by)?|factor(?: of)?)\s*[:=]?\s*|[x×*]\s*)(?:1[.,]?000|10\s*\^\s*\d|10[²³]|nghìn|ngàn)(?![\d%])|(?<![\d.,])10\s*(?:\^\s*[2-6]|[²³])\s*(?:mẫu|lượt|\)|$)|\(\s*k\s*\)/iu;

/** Such counts are rounded: no count of a commune is known from them. */
export function isInThousands(text: string): boolean {
	const normal = text.normalize('NFC');
	return (MULTIPLE.test(normal) && UNIT_OF_COUNTS.test(normal)) || hasFactor(normal);
}

/** True for a text that names a factor of counts by itself. */
export function hasFactor(text: string): boolean {
	return FACTOR.test(text.normalize('NFC'));
}

/** "Hải Phòng, ngày 10 tháng 12 năm 2024": where it was signed. */
const PLACE_LINE = /^(.{2,60}?),\s*(?:ngày|ngay)\s*[\d.…_ ]/iu;

/** The place of a line of signature. */
export function placeLineOf(text: string): string | undefined {
	return PLACE_LINE.exec(text.normalize('NFC'))?.[1];
}

interface ProvinceKey {
	row: number;
	code: string;
	key: string;
}

/** Made once for each list and way: every line around every table is held against them. */
const PROVINCE_KEYS = new WeakMap<UnitFinder, Map<(text: string) => string, ProvinceKey[]>>();

/** Keys of all names of provinces, the longest first. */
function provinceKeys(finder: UnitFinder, keyOf: (text: string) => string): ProvinceKey[] {
	const ways = PROVINCE_KEYS.get(finder) ?? new Map<(text: string) => string, ProvinceKey[]>();
	PROVINCE_KEYS.set(finder, ways);
	let keys = ways.get(keyOf);
	if (!keys) {
		keys = unitsOf(finder.units, 'province')
			.codes.flatMap((code, row) =>
				spellingsOf(finder.units, 'province', row).map((name) => ({ row, code, key: keyOf(name) }))
			)
			.sort((a, b) => b.key.length - a.key.length);
		ways.set(keyOf, keys);
	}
	return keys;
}

/** Provinces that a text names, the longest names first; a name within another is not meant. */
export function provincesIn(text: string, finder: UnitFinder): Place[] {
	const plain = !/[^\p{ASCII}]/u.test(text);
	let rest = plain ? ` ${fold(text)} ` : ` ${nameKey(text)} `;
	const known = provinceKeys(finder, plain ? fold : nameKey);
	const found: Place[] = [];
	for (const { row, code, key } of known) {
		if (!rest.includes(` ${key} `)) continue;
		rest = rest.replaceAll(` ${key} `, ' ¦ ');
		found.push({ level: 'province', row, code });
	}
	if (found.length > 0 || text.length > 40) return found;
	// "HaiPhong", "TP.HCM", as sheets are called.
	const [, bare = text] = /^(?:\d+[._-]?)?\s*(.*?)[\s_-]*(?:T?\d.*)?$/u.exec(text) ?? [];
	const { places } = finder.named(bare || text, 'province');
	return places.length === 1 && foldedKey(bare).length > 1 ? places : [];
}
