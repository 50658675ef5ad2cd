/**
 * Names that two lists of units have, in a table that bears marks of the list before: a column of districts, or provinces
 * that are no more. The units of these names had other borders, so it is asked which are meant.
 */
import { crosswalkOf, type EditionNames, type IntakeContext } from './context.ts';
import type { Month } from '../domain/month.ts';
import type { Question } from './draft.ts';
import type { PlacedRow } from './placing-questions.ts';
import type { TableRead } from './read-table.ts';
import { both, choice, listed, same, wayOut, withoutPersonal } from './texts.ts';

/** So many rows of units that only the month's own list has prove that the table follows it. */
const SHARE = 0.05;

/** What a row says that only the list before has: its district, or its province. */
function markOf(
	{ data }: PlacedRow,
	read: TableRead,
	own: EditionNames,
	before: EditionNames
): string | undefined {
	const { district, province } = data.words;
	if (district !== '' && !own.finder.units.of.district) return district;
	if (province === '') {
		const [titled, today] = [before, own].map(({ edition }) => read.provinces.get(edition.id));
		// A province that goes on may have another code: its name counts.
		return titled?.places.length === 1 && !today?.places.length ? titled.text : undefined;
	}
	const isNamed = ({ finder }: EditionNames) =>
		/^\d{1,2}$/.test(province)
			? finder.placeOf(province.padStart(2, '0')) !== undefined
			: finder.named(province, 'province').places.length > 0;
	return isNamed(before) && !isNamed(own) ? province : undefined;
}

/** True for a row that is of one unit of the list. */
function fits(
	{ data }: PlacedRow,
	{ codes, provinces }: TableRead,
	{ finder, edition }: EditionNames
): boolean {
	const [titled] = provinces.get(edition.id)?.places ?? [];
	const { words } = data;
	const within = titled && !words.province ? { ...words, province: titled.code } : words;
	return finder.find(within, codes).place !== undefined;
}

/**
 * Ask which list is meant where all rows fit one before as well, and say so.
 * @param placed rows of months of the list `own`, as it reads them
 */
export function listBefore(
	read: TableRead,
	own: EditionNames,
	placed: readonly PlacedRow[],
	month: Month | undefined,
	context: IntakeContext
): Question | undefined {
	const lists = context.editions.slice(0, context.editions.indexOf(own)).reverse();
	for (const before of lists) {
		const question = ofList(read, own, before, placed, month, context);
		if (question) return question;
	}
	return undefined;
}

function ofList(
	read: TableRead,
	own: EditionNames,
	before: EditionNames,
	placed: readonly PlacedRow[],
	month: Month | undefined,
	context: IntakeContext
): Question | undefined {
	const known = placed.filter(({ found }) => found.place !== undefined);
	const marked = known.flatMap((row) => {
		const mark = markOf(row, read, own, before);
		return mark !== undefined && fits(row, read, before) ? [{ row, mark }] : [];
	});
	if (marked.length === 0) return undefined;
	const onlyOwn = known.filter(
		(row) => row.found.place!.level === 'commune' && !fits(row, read, before)
	);
	if (onlyOwn.length > 0 && onlyOwn.length >= known.length * SHARE) return undefined;
	const nameOf = ({ words }: PlacedRow) =>
		withoutPersonal([words.code, words.commune || words.unit].filter(Boolean).join(' '));
	const as = (names: EditionNames, { row }: (typeof marked)[number]) => {
		const [titled] = read.provinces.get(names.edition.id)?.places ?? [];
		const words = row.data.words;
		const within = titled && !words.province ? { ...words, province: titled.code } : words;
		const { place } = names === own ? row.found : names.finder.find(within, read.codes, month);
		return same(
			`${nameOf(row)} = ${place ? `${place.code} ${names.finder.describe(place, month)}` : '?'}`
		);
	};
	const marks = listed([...new Set(marked.map(({ mark }) => withoutPersonal(mark)))]);
	const [ownId, id] = [own.edition.id, before.edition.id];
	const isCarried = crosswalkOf(context, before, own) !== undefined;
	return {
		about: 'list',
		tables: [read.table.name],
		found: both(
			`${marked.length} trong ${read.data.length} dòng có tên trong cả hai danh mục ${id} và ${ownId}, nhưng ghi huyện, tỉnh của danh mục ${id}: ${marks.vi}; ranh giới của các đơn vị cùng tên đã khác`,
			`${marked.length} of ${read.data.length} rows have names of both lists ${id} and ${ownId}, but districts or provinces of ${id}: ${marks.en}; units of the same names have other borders now`
		),
		choices: [
			...(isCarried
				? [
						choice(
							'list',
							id,
							both(
								`Danh mục ${id}: quy đổi sang ${ownId} theo diện tích, ghi là ước tính, không có tốc độ`,
								`List ${id}: carried over to ${ownId} by area, marked as estimated, without speeds`
							),
							marked.slice(0, 3).map((of) => as(before, of))
						)
					]
				: []),
			choice(
				'list',
				ownId,
				both(`Danh mục ${ownId}: là các đơn vị hiện nay`, `List ${ownId}: they are today's units`),
				marked.slice(0, 3).map((of) => as(own, of))
			),
			...(isCarried
				? []
				: [wayOut(both(`Gửi số liệu theo danh mục ${ownId}`, `Send figures by the list ${ownId}`))])
		],
		form: isCarried ? `--list ${id} | ${ownId}` : `--list ${ownId}`
	};
}
