/** What titles, sheet names and headings say against columns and rows: which of them holds is asked. */
import { networkInside, wholeOf } from '../domain/network.ts';
import { editionOfMonth } from '../domain/edition.ts';
import type { AnswerBook } from './answers.ts';
import type { EditionNames, IntakeContext, Said, Surroundings } from './context.ts';
import type { Question } from './draft.ts';
import type { Columns } from './groups.ts';
import { networkOf, partOf, type NetworkWord } from './networks.ts';
import type { Placing } from './placing.ts';
import type { TableRead } from './read-table.ts';
import type { DataRow } from './rows.ts';
import { textOf, type Text } from './sheet.ts';
import type { Table } from './tables.ts';
import { both, choice, listed, wayOut } from './texts.ts';

/** Facts that a title can be wrong about. */
export const TITLE_FACTS = ['network', 'month', 'province', 'operator'] as const;
export type TitleFact = (typeof TITLE_FACTS)[number];

const MEND = wayOut(
	both(
		'Tiêu đề đúng: sửa các dòng hoặc các cột rồi nạp lại tệp',
		'The title is right: mend rows or columns and add the file again'
	)
);

/** That a title is wrong, as a choice. */
export function titleWrong(fact: TitleFact, text: Text, examples: Text[]): Question['choices'][0] {
	return choice('title-wrong', fact, text, examples);
}

/** What a row says of its network by itself, by its column or by the heading above it. */
interface OwnNetwork {
	data: DataRow;
	word: NetworkWord;
}

function ownNetworks(data: readonly DataRow[], { of }: Columns): OwnNetwork[] {
	return data.flatMap((row) => {
		const words = row.groups.flatMap(({ network }) => network ?? []);
		const own = of.network && row.networkText ? row.network : row.section.network;
		const all = words.length > 0 ? words : own ? [own] : [];
		return all.map((word) => ({ data: row, word }));
	});
}

const wholeNetwork = ({ network }: NetworkWord) => wholeOf(network) ?? network;

/** Rows of another network than the one that titles name; of 5G alone none are of all mobile. */
function otherNetworks(
	networks: readonly Said<NetworkWord>[],
	own: readonly OwnNetwork[]
): OwnNetwork[] {
	const kinds = new Set(networks.map(({ value }) => wholeNetwork(value)));
	if (kinds.size !== 1) return [];
	const [kind] = kinds;
	const other = own.filter(({ word }) => wholeNetwork(word) !== kind);
	if (other.length > 0) return other;
	// A technology has no figures of its own, "4G"; 5G has.
	const parts = new Set(networks.map(({ value }) => partOf(value)));
	const [part] = parts;
	const isOfPart = parts.size === 1 && part !== kind && !networks[0]!.value.isOther;
	return isOfPart && !own.some(({ word }) => partOf(word) === part)
		? own.filter(({ word }) => word.network === kind && !word.technology && !word.isOther)
		: [];
}

/** A network that titles name against those of columns, cells and headings of sections. */
export function networkAgainstTitle(
	table: Table,
	{ networks }: Surroundings,
	data: readonly DataRow[],
	columns: Columns,
	book: AnswerBook
): { question?: Question; refusal?: { found: string; expected: Text } } {
	const own = ownNetworks(data, columns);
	const refusal = contradictedAnswer(table, own, data, columns, book);
	if (refusal) return { refusal };
	const other = otherNetworks(networks, own);
	if (other.length === 0 || book.has('title-wrong', 'network', table.name)) return {};
	const rows = new Set(other.map((of) => of.data));
	const said = networks[0]!;
	const names = (locale: keyof Text) =>
		[...new Set(other.map(({ word }) => networkInside(word.network, locale)))].join(', ');
	const title = `"${said.evidence.text}" (${said.evidence.at})`;
	const titled = (locale: keyof Text) =>
		said.value.technology?.toUpperCase().replaceAll('+', '/') ??
		networkInside(said.value.network, locale);
	const column = columns.of.network;
	const header = column?.parts.join(' ');
	const say = ({ data: row, word }: OwnNetwork) => {
		const count = textOf(row.row.cells[row.groups[0]!.samples.at]);
		return both(
			`dòng ${row.row.line}: ${count} mẫu ${networkInside(word.network, 'vi')}`,
			`row ${row.row.line}: ${count} samples of ${networkInside(word.network, 'en')}`
		);
	};
	return {
		question: {
			about: 'title-wrong',
			tables: [table.name],
			found: both(
				`Tiêu đề ${title} ghi ${titled('vi')}, còn ${rows.size} trong ${data.length} dòng là ${names('vi')}`,
				`The title ${title} says ${titled('en')}, but ${rows.size} of ${data.length} rows are of ${names('en')}`
			),
			choices: [
				titleWrong(
					'network',
					both('Tiêu đề sai: cột và mục đúng', 'The title is wrong: columns and headings hold'),
					other.slice(0, 3).map(say)
				),
				column && header
					? choice(
							'map',
							`other=${header}`,
							both(
								`Tiêu đề đúng: bỏ cột "${header}"`,
								`The title is right: leave column "${header}" out`
							),
							other.slice(0, 3).map(({ data: row }) => say({ data: row, word: said.value }))
						)
					: MEND
			],
			form: '--title-wrong network'
		}
	};
}

/** An answer of a network that no row is of, where each row says its own. */
function contradictedAnswer(
	table: Table,
	own: readonly OwnNetwork[],
	data: readonly DataRow[],
	{ of }: Columns,
	book: AnswerBook
): { found: string; expected: Text } | undefined {
	const text = book.of('network', table.name);
	const answer = text === undefined ? undefined : networkOf(text);
	const isOwn = of.network !== undefined && own.length >= data.length && own.length > 0;
	if (!answer || !isOwn) return undefined;
	if (
		own.some(({ word }) => word.network === answer.network || wholeNetwork(word) === answer.network)
	)
		return undefined;
	const found = [...new Set(own.map(({ word }) => word.network))].join(', ');
	return {
		found,
		expected: both(
			`--network ${answer.network} trái với tệp (${found})`,
			`--network ${answer.network} contradicts the file (${found})`
		)
	};
}

/** Provinces that titles name against those in which the rows' units lie. */
export function provinceAgainstTitle(
	read: TableRead,
	placing: Pick<Placing, 'placeOf'>,
	own: EditionNames,
	book: AnswerBook,
	context: IntakeContext
): { question?: Question; note?: Text } {
	const titled = read.provinces.get(own.edition.id);
	if (!titled || titled.places.length === 0 || titled.isSigned) return {};
	const placed = read.data.flatMap((row) => {
		const { found, names, isEstimated } = placing.placeOf(row, editionOf(row, own, context));
		return found.place && names === own && !isEstimated
			? [{ row, place: found.place, province: names.finder.provinceOf(found.place) }]
			: [];
	});
	const codes = new Set(titled.places.map(({ code }) => code));
	const other = placed.filter(({ province }) => !codes.has(province));
	if (other.length === 0 || book.has('title-wrong', 'province', read.table.name)) return {};
	const month = read.month?.value;
	const nameOf = (code: string) => own.finder.describe(own.finder.placeOf(code)!, month);
	const theirs = [...new Set(other.map(({ province }) => nameOf(province)))];
	const titles = titled.places.map((place) => own.finder.describe(place, month)).join(', ');
	const found = both(
		`Tiêu đề "${titled.text}" ghi ${titles}, còn ${other.length} trong ${read.data.length} dòng là đơn vị của ${listed(theirs).vi}`,
		`The title "${titled.text}" says ${titles}, but ${other.length} of ${read.data.length} rows are units of ${listed(theirs).en}`
	);
	if (other.length < placed.length) return { note: found };
	return {
		question: {
			about: 'title-wrong',
			tables: [read.table.name],
			found,
			choices: [
				titleWrong(
					'province',
					both('Tiêu đề sai: các dòng đúng', 'The title is wrong: the rows hold'),
					other.slice(0, 3).map(({ row, place }) => {
						const count = textOf(row.row.cells[row.groups[0]!.samples.at]);
						return both(
							`${place.code} ${own.finder.describe(place, month)}: ${count}`,
							`${place.code} ${own.finder.describe(place, month)}: ${count}`
						);
					})
				),
				MEND
			],
			form: '--title-wrong province'
		}
	};
}

/** The list of a row's own month, else that of the table. */
function editionOf(
	{ month }: DataRow,
	own: EditionNames,
	{ editions }: IntakeContext
): EditionNames {
	if (month?.kind !== 'month') return own;
	const id = editionOfMonth(
		editions.map(({ edition }) => edition),
		month.month
	);
	return editions.find(({ edition }) => edition === id) ?? own;
}
