/** Where measurements were made, against the province or commune that their own rows name. */
import { titleWrong } from './against-titles.ts';
import type { AnswerBook } from './answers.ts';
import type { Locate } from './context.ts';
import type { Question } from './draft.ts';
import type { UnitFinder } from './finder.ts';
import { readMeasurement } from './measured-rows.ts';
import { boundsOf } from './measured-tally.ts';
import type { MeasuredContext, MeasuredWay } from './measured-way.ts';
import { namesFor } from './read-table.ts';
import { textOf, type Text } from './sheet.ts';
import type { Column } from './tables.ts';
import { both, listed, wayOut } from './texts.ts';
import { isBlank } from './words.ts';

/** Rows that show whether places and names agree. */
const MOST_ROWS = 2000;
/** More of them than this are no slips. */
const SHARE = 0.05;
/** Near a border a point may lie on either side of it, since outlines are drawn coarsely; in degrees, about 9 km. */
const JITTER = 0.08;

/** A row that lies elsewhere than it says. */
interface Elsewhere {
	line: number;
	said: string;
	/** Code of the province in which the point lies. */
	province: string;
	finder: UnitFinder;
	month: string;
}

/**
 * Ask where more rows than slips lie in another province than they name; fewer are told.
 * @param context with `locate`; without it nothing is known
 */
export function provincesAgainstPlaces(
	way: MeasuredWay,
	book: AnswerBook,
	context: MeasuredContext
): { question?: Question; note?: Text } {
	const { locate } = context;
	const column = namingColumn(way);
	if (!locate || !column) return {};
	const { elsewhere, compared } = compareRows(way, column, locate, context);
	if (elsewhere.length === 0) return {};
	const header = column.parts.join(' / ');
	const pairs = new Map<string, Elsewhere[]>();
	for (const of of elsewhere) {
		const key = `${of.said} ${of.province}`;
		pairs.set(key, [...(pairs.get(key) ?? []), of]);
	}
	const shown = [...pairs.values()]
		.sort((a, b) => b.length - a.length)
		.map((rows): Text => {
			const [{ said, province, finder, month, line }] = rows as [Elsewhere];
			const place = finder.describe(finder.placeOf(province)!, month);
			return both(
				`${said} → ${place} (${rows.length} dòng, như dòng ${line})`,
				`${said} → ${place} (${rows.length} rows, as row ${line})`
			);
		});
	const found = both(
		`${elsewhere.length} trong ${compared} dòng có vị trí đo nằm ngoài tỉnh theo cột "${header}": ${listed(shown.map(({ vi }) => vi)).vi}`,
		`${elsewhere.length} of ${compared} rows were measured outside the province by column "${header}": ${listed(shown.map(({ en }) => en)).en}`
	);
	const isAsked = elsewhere.length > compared * SHARE;
	if (!isAsked || book.has('title-wrong', 'province', way.table.name)) return { note: found };
	return {
		question: {
			about: 'title-wrong',
			tables: [way.table.name],
			found,
			choices: [
				titleWrong(
					'province',
					both(
						`Cột "${header}" sai: tính theo vị trí đo`,
						`Column "${header}" is wrong: rows count where they were measured`
					),
					shown
				),
				wayOut(
					both(
						'Vị trí sai: sửa kinh độ, vĩ độ rồi nạp lại tệp',
						'The places are wrong: mend longitudes and latitudes and add the file again'
					)
				)
			],
			form: '--title-wrong province'
		}
	};
}

/** The column of provinces; without one that of communes. */
function namingColumn({ columns: { all } }: MeasuredWay): Column | undefined {
	const of = (role: string) => all.find((column) => column.role === role);
	return of('province') ?? of('provinceCode') ?? of('commune');
}

function compareRows(
	way: MeasuredWay,
	column: Column,
	locate: Locate,
	context: MeasuredContext
): { elsewhere: Elsewhere[]; compared: number } {
	const bounds = boundsOf(context);
	const elsewhere: Elsewhere[] = [];
	let compared = 0;
	for (const row of way.table.body.slice(0, MOST_ROWS)) {
		const said = textOf(row.cells[column.at]);
		if (isBlank(said)) continue;
		const read = readMeasurement(way, row, bounds);
		if ('fault' in read) continue;
		const { month, lon, lat } = read.taken;
		const { finder } = namesFor(month, context);
		const province = provinceAt(locate, finder, month, lon, lat);
		const named = context.editions
			.map((of) => ({ ...of, provinces: provincesNamed(said, column, of.finder) }))
			.filter(({ provinces }) => provinces.size > 0);
		if (named.length === 0 || province === undefined) continue;
		compared++;
		// By the list of units that has the name: a province that is no more, too.
		const isThere = named.some(({ edition, finder: own, provinces }) => {
			const at = (dx: number, dy: number) =>
				provinces.has(provinceAt(locate, own, edition.from, lon + dx, lat + dy) ?? '');
			return at(0, 0) || AROUND.some(([dx, dy]) => at(dx, dy));
		});
		if (!isThere) elsewhere.push({ line: row.line, said, province, finder, month });
	}
	return { elsewhere, compared };
}

/** A step into each direction. */
const AROUND = [-JITTER, 0, JITTER].flatMap((dx) =>
	[-JITTER, 0, JITTER].map((dy) => [dx, dy] as const)
);

function provinceAt(
	locate: Locate,
	finder: UnitFinder,
	month: string,
	lon: number,
	lat: number
): string | undefined {
	const place = finder.placeOf(locate(month, lon, lat) ?? '');
	return place && finder.provinceOf(place);
}

/** Provinces that a cell may mean, by names of today and of lists before. */
function provincesNamed(text: string, { role }: Column, finder: UnitFinder): Set<string> {
	if (/^\d{1,2}$/.test(text)) {
		const place = finder.placeOf(text.padStart(2, '0'));
		return new Set(place ? [place.code] : []);
	}
	const level = role === 'commune' ? 'commune' : 'province';
	const { places, near, former } = finder.named(text, level);
	return new Set([...places, ...near, ...former].map((place) => finder.provinceOf(place)));
}
