/** The unit of each row of a table: found for sure, asked about for the whole table, or left waiting with candidates. */
import { editionOfMonth } from '../domain/edition.ts';
import type { Month } from '../domain/month.ts';
import type { Level } from '../domain/unit.ts';
import type { AnswerBook } from './answers.ts';
import { provinceAgainstTitle } from './against-titles.ts';
import { crosswalkOf, type EditionNames, type IntakeContext } from './context.ts';
import type { Question } from './draft.ts';
import { listBefore } from './former-list.ts';
import type { Found, Place, UnitFinder, UnitWords } from './finder.ts';
import { namesFor, type TableRead } from './read-table.ts';
import type { DataRow } from './rows.ts';
import {
	formerDistricts,
	listQuestion,
	noCrosswalk,
	provinceQuestion,
	trustQuestion,
	type PlacedRow
} from './placing-questions.ts';
import { LEVEL_NAMES } from './code-style.ts';
import { both } from './texts.ts';
import { writtenName } from './unit-names.ts';
import type { Text } from './sheet.ts';
import { inTitledProvince } from './titled-predecessors.ts';

/** A row's unit, in the list that the row follows. */
export interface Placed {
	found: Found;
	names: EditionNames;
	/** The words that led there. */
	words: UnitWords;
	/** True when the list isn't the month's own: its counts are carried over. */
	isEstimated: boolean;
}

/** Units of a table's rows by edition of their month. */
export interface Placing {
	placeOf(data: DataRow, edition: EditionNames): Placed;
	questions: Question[];
	notes: Text[];
	refusal?: { found: string; expected: Text };
}

/** So many of a table's rows make a fault one of the table, about which is asked. */
const SHARE = 0.05;

/** Find the units of a table. */
export function placeRows(read: TableRead, book: AnswerBook, context: IntakeContext): Placing {
	const { table, data } = read;
	const own = namesFor(read.month?.value ?? monthOfRows(data), context);
	const placing: Placing = { placeOf: () => unplaced(own), questions: [], notes: [] };
	const list = listOf(table.name, book, context);
	const editions = new Map(data.map((row) => [row, editionsOf(row, read, own, context)]));
	const all = [...new Set([own, ...[...editions.values()].flat()])];
	const level = book.of('level', table.name) as Level | undefined;
	const trust = book.of('trust', table.name);
	if (
		level &&
		data.some(({ words }) => words.unit !== '') &&
		!(list ?? own).finder.units.of[level]
	) {
		const expected = both(
			`từ tháng 7/2025 không còn ${LEVEL_NAMES[level].vi}; cần số liệu theo xã`,
			`since July 2025 there are no ${LEVEL_NAMES[level].en}; send figures by commune`
		);
		return { ...placing, refusal: { found: level, expected } };
	}
	const provinces = provincesOf(
		read,
		list ? [...new Set([...all, list])] : all,
		list ?? own,
		level,
		book,
		placing
	);
	const headings = new Set(data.map(({ words }) => words.province).filter(Boolean));
	const areProvinces = mostlyProvinces(data, list ?? own, read);
	const isAnswered = book.of('province', table.name) !== undefined;
	const titleless = ({ words }: DataRow, answered: UnitWords) =>
		isAnswered ? answered : atLevel(words, level);
	const known = new Map<DataRow, Map<string, Placed>>();
	placing.placeOf = (row, edition) => {
		const cached = known.get(row)?.get(edition.edition.id);
		if (cached) return cached;
		const names = list && isCarried(list, edition, context) ? list : edition;
		const words = withProvince(atLevel(row.words, level), provinces.get(names.edition.id));
		const month = monthIn(row, edition, read, context);
		const found = names.finder.find(words, read.codes, month);
		const placed = {
			found: asProvince(
				row.words,
				areProvinces || headings.has(row.words.unit),
				trusted(
					inTitledProvince(found, titleless(row, words), names, edition, read, context, month),
					trust
				)
			),
			names,
			words,
			isEstimated: names !== edition
		};
		known.set(row, (known.get(row) ?? new Map<string, Placed>()).set(edition.edition.id, placed));
		return placed;
	};
	if (list && !all.some((edition) => edition === list || isCarried(list, edition, context)))
		placing.refusal = noCrosswalk(list, own);
	for (const edition of all) {
		const rows = data.filter((row) => editions.get(row)!.includes(edition));
		if (rows.length > 0)
			addQuestions(read, edition, rows, { list, level, trust }, context, placing);
	}
	const against = provinceAgainstTitle(read, placing, own, book, context);
	if (against.question) placing.questions.push(against.question);
	if (against.note) placing.notes.push(against.note);
	return placing;
}

/** True when counts of a list can be carried over to the other. */
function isCarried(list: EditionNames, to: EditionNames, context: IntakeContext): boolean {
	return crosswalkOf(context, list, to) !== undefined;
}

/** The lists that a row's months belong to: columns of months may be of several. */
function editionsOf(
	row: DataRow,
	read: TableRead,
	own: EditionNames,
	context: IntakeContext
): EditionNames[] {
	return [
		...new Set(
			monthsOf(row, read).map((of) => (of && isServed(of, context) ? namesFor(of, context) : own))
		)
	];
}

function monthsOf(row: DataRow, { month }: TableRead): (Month | undefined)[] {
	return row.groups.map((group) => group.month ?? monthOfRow(row) ?? month?.value);
}

function isServed(month: Month, { editions }: IntakeContext): boolean {
	const all = editions.map(({ edition }) => edition);
	return editionOfMonth(all, month) !== undefined;
}

/** The month whose names a row has: of several columns of months the last one of the list. */
function monthIn(
	row: DataRow,
	edition: EditionNames,
	read: TableRead,
	context: IntakeContext
): Month | undefined {
	return monthsOf(row, read)
		.filter((of) => of !== undefined && isServed(of, context) && namesFor(of, context) === edition)
		.sort()
		.at(-1);
}

/** The month that a row itself names. */
function monthOfRow({ month, groups, section }: DataRow): string | undefined {
	for (const period of [month, section.month]) {
		if (period?.kind === 'month') return period.month;
		if (period?.kind === 'open month') return period.months[0];
	}
	return groups[0]?.month;
}

function unplaced(names: EditionNames): Placed {
	const words = { code: '', unit: '', commune: '', district: '', province: '' };
	return { found: { candidates: [] }, names, words, isEstimated: false };
}

function monthOfRows(data: readonly DataRow[]): string | undefined {
	return data.map(monthOfRow).find((month) => month !== undefined);
}

/** The list of units that an answer names. */
function listOf(
	table: string,
	book: AnswerBook,
	{ editions }: IntakeContext
): EditionNames | undefined {
	const answer = book.of('list', table);
	return editions.find(({ edition }) => edition.id === answer);
}

/** Names of any level at the level that was answered. */
function atLevel(words: UnitWords, level: Level | undefined): UnitWords {
	return level && words.unit ? { ...words, unit: '', [level]: words.unit } : words;
}

function withProvince(words: UnitWords, province: Place | undefined): UnitWords {
	return province && !words.province ? { ...words, province: province.code } : words;
}

/** A bare name of a province and a commune, above the communes of that province or among provinces, is the province. */
function asProvince(words: UnitWords, isMeant: boolean, found: Found): Found {
	if (found.place || !isMeant || words.unit === '' || words.code !== '') return found;
	if (writtenName(words.unit).isCity) return found;
	const provinces = found.candidates.filter(({ level }) => level === 'province');
	return provinces.length === 1
		? { place: provinces[0]!, how: 'name', candidates: provinces }
		: found;
}

/** True when most names of a column of units are those of provinces alone. */
function mostlyProvinces(
	data: readonly DataRow[],
	{ finder }: EditionNames,
	{ codes }: TableRead
): boolean {
	const named = data.filter(({ words }) => words.unit !== '' && words.code === '');
	const ofProvinces = named.filter(
		({ words }) => finder.find({ ...words, province: '' }, codes).place?.level === 'province'
	);
	return named.length > 0 && ofProvinces.length > named.length / 2;
}

/** Where code and name are of two units, the one that was answered holds. */
function trusted(found: Found, trust: string | undefined): Found {
	if (found.place || !trust) return found;
	const [first] = found.candidates;
	if (trust === 'name' && found.named)
		return { place: found.named, how: 'name', candidates: found.candidates };
	const isOfCode = found.named !== undefined || found.isNameUnknown;
	if (trust === 'code' && isOfCode && first)
		return { place: first, how: 'code', candidates: found.candidates };
	return found;
}

/** The province for rows that name none: of an answer or a title that the rows fit; else it may be asked for. */
function provincesOf(
	read: TableRead,
	editions: readonly EditionNames[],
	main: EditionNames,
	level: Level | undefined,
	book: AnswerBook,
	placing: Placing
): Map<string, Place> {
	const result = new Map<string, Place>();
	const answer = book.of('province', read.table.name);
	for (const names of editions) {
		const { finder, edition } = names;
		const titled = read.provinces.get(edition.id);
		const [only] = titled?.places ?? [];
		const isOne = titled?.places.length === 1;
		if (answer !== undefined) {
			const { places, former } = finder.named(answer, 'province');
			const place = finder.placeOf(answer.padStart(2, '0')) ?? places[0] ?? former[0];
			if (!place) continue;
			if (isOne && only && !titled.isSigned && only.code !== place.code && names === main)
				placing.refusal = {
					found: titled.text,
					expected: both(
						`--province ${answer} trái với tệp`,
						`--province ${answer} contradicts the file`
					)
				};
			result.set(edition.id, place);
		} else if (isOne && only && doFit(read, names, only, level)) {
			result.set(edition.id, only);
			if (names === main)
				read.draft.province = {
					value: only.code,
					certainty: 'proven',
					evidence: [{ kind: 'title', at: read.table.name, text: titled.text }]
				};
		}
	}
	return result;
}

/** True when most rows without a province are found in it. */
function doFit(
	read: TableRead,
	{ finder }: EditionNames,
	province: Place,
	level: Level | undefined
): boolean {
	const nameless = read.data.filter(({ words }) => !words.province);
	const within = nameless.filter(({ words }) => {
		const { place, candidates } = finder.find(
			{ ...atLevel(words, level), province: province.code },
			read.codes
		);
		return place !== undefined || candidates.some((of) => finder.isWithin(of, province));
	});
	return within.length >= nameless.length / 2;
}

interface Answered {
	list: EditionNames | undefined;
	level: Level | undefined;
	trust: string | undefined;
}

/** Faults of so many rows that the table is asked about. */
function addQuestions(
	read: TableRead,
	own: EditionNames,
	rows: readonly DataRow[],
	{ list, level, trust }: Answered,
	context: IntakeContext,
	placing: Placing
): void {
	const placed = rows.map((data) => ({ data, ...placing.placeOf(data, own) }));
	const month = read.month?.value ?? monthOfRows(rows);
	const areMany = (count: number, least = 1) => count >= Math.max(least, rows.length * SHARE);
	if (list && isCarried(list, own, context)) return;
	if (!list) {
		for (const other of nearestLists(own, context)) {
			const former = placed.filter(
				({ found, data, words }) =>
					!found.place && !areNamesakes(found, words, own) && fitsList(data, read, other)
			);
			const isAsked =
				areMany(former.length) ||
				(isBefore(other, own, context) && former.some((row) => isOnlyThere(row, read, own)));
			if (!isAsked) continue;
			placing.questions.push(listQuestion(read, own, other, former, month, context));
			return;
		}
		const question = listBefore(read, own, placed, month, context);
		if (question) placing.questions.push(question);
		if (question) return;
	}
	const differing = placed.filter(
		({ found }) => !found.place && (found.named !== undefined || found.isNameUnknown)
	);
	if (!trust && areMany(differing.length, 2))
		placing.questions.push(trustQuestion(read, own, differing, month));
	if (level) return;
	const former = formerDistricts(read, own, placed, month, context);
	if (former) placing.questions.push(former);
	const nameless = placed.filter(
		({ found, words }) =>
			!found.place && found.candidates.length > 1 && !words.province && !words.code
	);
	if (!former && areMany(nameless.length))
		placing.questions.push(provinceQuestion(read, own, nameless, month));
}

/** Other lists of units: those before, the nearest first, then later ones. */
function nearestLists(own: EditionNames, { editions }: IntakeContext): EditionNames[] {
	const at = editions.indexOf(own);
	return [...editions.slice(0, at).reverse(), ...editions.slice(at + 1)];
}

function isBefore(other: EditionNames, own: EditionNames, { editions }: IntakeContext): boolean {
	return editions.indexOf(other) < editions.indexOf(own);
}

/**
 * True for a row by whose code, or full name with its province, the month's own list has no unit: where the list before
 * has one, it was merged or cut, and its figures would lack where they went.
 */
function isOnlyThere(
	{ words, found }: PlacedRow,
	{ codes }: TableRead,
	{ finder }: EditionNames
): boolean {
	const { code, province } = words;
	if (code !== '') {
		const bare = { code, unit: '', commune: '', district: '', province: '' };
		return finder.find(bare, codes).candidates.length === 0;
	}
	const name = words.commune || words.unit || words.district;
	return (
		province !== '' &&
		writtenName(name).levels !== undefined &&
		namesakes(found, words, finder).length === 0
	);
}

/** Units of a row's name in the province that it names. */
function namesakes({ candidates }: Found, words: UnitWords, finder: UnitFinder): Place[] {
	const above = finder.named(words.province, 'province').places;
	const province = finder.placeOf(words.province.padStart(2, '0')) ?? above[0];
	const { places } = finder.named(words.commune || words.unit || words.district);
	return candidates.filter(
		(of) =>
			places.some(({ code }) => code === of.code) &&
			province !== undefined &&
			finder.isWithin(of, province)
	);
}

/** True for a name that several units of the province bore or bear: none is meant for sure, and no other list is. */
function areNamesakes(found: Found, words: UnitWords, { finder }: EditionNames): boolean {
	return words.code === '' && words.province !== '' && namesakes(found, words, finder).length > 1;
}

/** True when code and names of a row are those of a unit of another list. */
function fitsList({ words }: DataRow, read: TableRead, { finder, edition }: EditionNames): boolean {
	const [province] = read.provinces.get(edition.id)?.places ?? [];
	const { place, how } = finder.find(withProvince(words, province), read.codes);
	return place !== undefined && how !== 'spelling' && how !== 'shortened';
}
