/** Questions about the units of a whole table, with what each answer would make of three rows. */
import { crosswalkOf, type EditionNames, type IntakeContext } from './context.ts';
import type { Month } from '../domain/month.ts';
import type { Question } from './draft.ts';
import type { Place } from './finder.ts';
import type { Placed } from './placing.ts';
import type { TableRead } from './read-table.ts';
import { inTitledProvince } from './titled-predecessors.ts';
import type { DataRow } from './rows.ts';
import type { Text } from './sheet.ts';
import { both, choice, listed, same, wayOut, withoutPersonal } from './texts.ts';
import { writtenName } from './unit-names.ts';

/** A row with where its words lead. */
export type PlacedRow = Placed & { data: DataRow };

function nameOf({
	words: { code, commune, unit, district, province }
}: Pick<PlacedRow, 'words'>): string {
	const words = [code, commune || unit || district || province].filter(Boolean);
	return withoutPersonal(words.join(' '));
}

/** Which list of units the rows follow. */
export function listQuestion(
	read: TableRead,
	own: EditionNames,
	other: EditionNames,
	former: readonly PlacedRow[],
	month: Month | undefined,
	context: IntakeContext
): Question {
	const names = listed(former.map(nameOf));
	const isCarried = crosswalkOf(context, other, own) !== undefined;
	const examples = former.slice(0, 3).map(({ data, words }) => {
		const found = other.finder.find(data.words, read.codes, month);
		const { place } = inTitledProvince(found, data.words, other, own, read, context, month);
		return same(
			`${nameOf({ words })} = ${place ? `${place.code} ${other.finder.describe(place, month)}` : '?'}`
		);
	});
	const estimate = choice(
		'list',
		other.edition.id,
		both(
			`Danh mục ${other.edition.id}: quy đổi sang ${own.edition.id} theo diện tích, ghi là ước tính, không có tốc độ`,
			`List ${other.edition.id}: carried over to ${own.edition.id} by area, marked as estimated, without speeds`
		),
		examples
	);
	const stay = choice(
		'list',
		own.edition.id,
		both(
			`Danh mục ${own.edition.id}: ${former.length} dòng không có trong đó sẽ bị từ chối`,
			`List ${own.edition.id}: ${former.length} rows that aren't in it are rejected`
		),
		former.slice(0, 3).map((row) => both(`${nameOf(row)}: từ chối`, `${nameOf(row)}: rejected`))
	);
	const instead = wayOut(
		both(
			`Gửi số liệu theo danh mục ${own.edition.id}`,
			`Send figures by the list ${own.edition.id}`
		)
	);
	return {
		about: 'list',
		tables: [read.table.name],
		found: both(
			`${former.length} trong ${read.data.length} dòng là đơn vị của danh mục ${other.edition.id}, không phải ${own.edition.id} của tháng: ${names.vi}`,
			`${former.length} of ${read.data.length} rows are units of the list ${other.edition.id}, not of the month's ${own.edition.id}: ${names.en}`
		),
		choices: isCarried ? [estimate, stay] : [stay, instead],
		form: isCarried ? `--list ${other.edition.id} | ${own.edition.id}` : `--list ${own.edition.id}`
	};
}

/** Which holds where code and name are of two units. */
export function trustQuestion(
	read: TableRead,
	{ finder }: EditionNames,
	differing: readonly PlacedRow[],
	month: Month | undefined
): Question {
	const say = (place: Place | undefined) =>
		place ? `${place.code} ${finder.describe(place, month)}` : '—';
	const shown = differing.slice(0, 3);
	const areNamed = differing.some(({ found }) => found.named);
	return {
		about: 'trust',
		tables: [read.table.name],
		found: both(
			`Ở ${differing.length} trong ${read.data.length} dòng, mã và tên là của hai đơn vị khác nhau: ${listed(differing.map(nameOf)).vi}`,
			`In ${differing.length} of ${read.data.length} rows code and name are of two units: ${listed(differing.map(nameOf)).en}`
		),
		choices: [
			choice(
				'trust',
				'code',
				both('Mã đúng', 'The code is right'),
				shown.map((row) => same(`${nameOf(row)} = ${say(row.found.candidates[0])}`))
			),
			...(areNamed
				? [
						choice(
							'trust',
							'name',
							both('Tên đúng', 'The name is right'),
							shown.map((row) => same(`${nameOf(row)} = ${say(row.found.named)}`))
						)
					]
				: [])
		],
		form: '--trust code | name'
	};
}

/** Bare names that former districts had, too: "Đông Anh" was a district of 24 communes and is now one of them. */
export function formerDistricts(
	read: TableRead,
	own: EditionNames,
	placed: readonly PlacedRow[],
	month: Month | undefined,
	{ editions }: IntakeContext
): Question | undefined {
	if (own.finder.units.of.district) return undefined;
	const former = editions.find(({ finder }) => finder.units.of.district);
	if (!former) return undefined;
	const bare = placed.filter(
		({ words }) => words.unit !== '' && words.code === '' && !writtenName(words.unit).levels
	);
	const low = bare.filter(({ found }) => found.place?.level !== 'province');
	const known = low.filter(
		({ words }) => former.finder.named(words.unit, 'district').places.length > 0
	);
	if (known.length === 0 || known.length < low.length / 2) return undefined;
	const { finder } = own;
	return {
		about: 'level',
		tables: [read.table.name],
		found: both(
			`${known.length} tên không ghi loại là tên huyện, quận cũ cũng như tên xã, phường mới: ${listed(known.map(nameOf)).vi}`,
			`${known.length} names without a type are names of former districts as well as of communes: ${listed(known.map(nameOf)).en}`
		),
		choices: [
			choice(
				'level',
				'commune',
				both('Là xã, phường hiện nay', "They are today's communes"),
				known.slice(0, 3).map((row) => {
					const { places } = finder.named(row.words.unit, 'commune');
					return same(
						`${nameOf(row)} = ${
							places
								.map((place) => finder.describe(place, month))
								.slice(0, 2)
								.join(' / ') || '?'
						}`
					);
				})
			),
			wayOut(
				both(
					'Là huyện, quận cũ: gửi số liệu theo xã, phường; số của huyện không chia được',
					'They are former districts: send figures by commune; those of a district cannot be divided'
				)
			)
		],
		form: '--level commune'
	};
}

/** In which province names lie that several have. */
export function provinceQuestion(
	read: TableRead,
	{ finder }: EditionNames,
	nameless: readonly PlacedRow[],
	month: Month | undefined
): Question {
	const hits = new Map<string, number>();
	for (const { found } of nameless)
		for (const code of new Set(found.candidates.map((place) => finder.provinceOf(place))))
			hits.set(code, (hits.get(code) ?? 0) + 1);
	const best = [...hits].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, 4);
	return {
		about: 'province',
		tables: [read.table.name],
		found: both(
			`${nameless.length} trong ${read.data.length} dòng không ghi tỉnh, và tên có ở nhiều tỉnh: ${listed(nameless.map(nameOf)).vi}`,
			`${nameless.length} of ${read.data.length} rows name no province, and their names are in several: ${listed(nameless.map(nameOf)).en}`
		),
		choices: best.map(([code, count]) => {
			const province = finder.placeOf(code)!;
			const name = finder.describe(province, month);
			const examples = nameless.slice(0, 3).map((row) => {
				const place = row.found.candidates.find((of) => finder.isWithin(of, province));
				return same(
					`${nameOf(row)} = ${place ? `${place.code} ${finder.describe(place, month)}` : '?'}`
				);
			});
			return choice(
				'province',
				code,
				both(`${name}: có ${count} tên`, `${name}: has ${count} of the names`),
				examples
			);
		}),
		form: '--province <code>'
	};
}

/** Why figures of a list can't be taken. */
export function noCrosswalk(
	list: EditionNames,
	own: EditionNames
): {
	found: string;
	expected: Text;
} {
	return {
		found: list.edition.id,
		expected: both(
			`số liệu theo danh mục ${own.edition.id}; không thể quy đổi từ danh mục ${list.edition.id}`,
			`figures by the list ${own.edition.id}; those of ${list.edition.id} can't be carried over to it`
		)
	};
}
