/** Deliveries of which one month may have several: "đợt 2", "lần 2"; each may be a part, or the whole anew. */
import type { Month } from '../domain/month.ts';
import type { AnswerBook } from './answers.ts';
import { linesAround, type IntakeContext } from './context.ts';
import type { Evidence, Question } from './draft.ts';
import type { Entry } from './entries.ts';
import { examplesOf } from './groups.ts';
import type { Text } from './sheet.ts';
import type { Table, Title } from './tables.ts';
import { both, choice, same, wayOut } from './texts.ts';

const NUMBER = String.raw`(?:\d{1,2}|i{1,3}|iv|v|nhất|hai|ba|bốn|tư)`;
const DELIVERY = new RegExp(
	String.raw`(?<![\p{L}\d])(?:(?:đợt|dot|lần|lan|kỳ|ky|batch|delivery)[\s._-]*(?:thứ|số|no\.?|#)?[\s._-]*${NUMBER}|${NUMBER}(?:st|nd|rd|th)\s+(?:batch|delivery))(?![\p{L}\d])(?!\s*[/.-]\s*\d)`,
	'iu'
);
/** A title that says itself that its figures are not all. */
const OF_PART =
	/(?<!\p{L})(?:một phần|bổ sung|bo sung|còn lại|con lai|partial|supplement\w*|remaining|the rest)(?!\p{L})/iu;
/** Kinds of files behind a name. */
const ENDING = /\.[a-z]{2,8}$/iu;

/** What a text says of deliveries: "đợt 2", else "bổ sung". */
function saidIn({ text }: Evidence): { written: string; isNumbered: boolean } | undefined {
	const normal = text.normalize('NFC');
	const numbered = DELIVERY.exec(normal)?.[0];
	const written = numbered ?? OF_PART.exec(normal)?.[0];
	return written === undefined
		? undefined
		: { written: written.trim(), isNumbered: numbered !== undefined };
}

/** What is told, or asked, of a table that a title, its sheet or its file calls one of several deliveries. */
export interface ToldDelivery {
	questions: Question[];
	notes: Text[];
}

/**
 * A delivery is told; where the month is in already, or a title says that it is a part, it is asked whether it is all.
 * @param top titles of the sheet's first table
 */
export function tellDelivery(
	table: Table,
	top: readonly Title[],
	entries: readonly Pick<Entry, 'month' | 'network'>[],
	book: AnswerBook,
	{ stored }: Pick<IntakeContext, 'stored'>
): ToldDelivery {
	const { file } = table.sheet;
	const name = file.replace(/^.*[/\\]/u, '').replace(ENDING, '');
	const titles = linesAround(table, top).map(({ evidence }) => evidence);
	const texts = [...titles, { kind: 'title', at: file, text: name } satisfies Evidence];
	const said = texts.flatMap((evidence) => {
		const of = saidIn(evidence);
		return of ? [{ evidence, ...of }] : [];
	});
	const of = said.find(({ isNumbered }) => isNumbered) ?? said[0];
	if (!of || entries.length === 0) return { questions: [], notes: [] };
	const { evidence: found, written } = of;
	const months = [...new Set(entries.map(({ month }) => month))];
	const [month] = months;
	const isIn = entries.some(({ month: of, network }) => stored(of, network.network)?.length);
	const isPart = texts.some(({ text }) => OF_PART.test(text.normalize('NFC')));
	const isAsked = of.isNumbered && (isIn || isPart);
	const answer = book.of('month', table.name);
	if (isAsked && months.length === 1 && answer !== month)
		return { questions: [question(table, month!, found, written, isIn)], notes: [] };
	return {
		questions: [],
		notes: [
			both(
				`"${found.text}" (${found.at}) ghi "${written}": tính là số liệu của cả tháng ${months.join(', ')}; nếu chỉ là một phần, gửi mọi đợt trong một tệp`,
				`"${found.text}" (${found.at}) says "${written}": counted as all of ${months.join(', ')}; if it is a part, send all deliveries in one file`
			)
		]
	};
}

function question(
	table: Table,
	month: Month,
	{ text, at }: Evidence,
	written: string,
	isIn: boolean
): Question {
	const count = table.columns.find(({ role }) => role === 'samples');
	const [vi, en] = isIn
		? [`, và tháng ${month} đã có số liệu`, `, and ${month} has figures already`]
		: ['', ''];
	return {
		about: 'month',
		tables: [table.name],
		found: both(
			`"${text}" (${at}) ghi "${written}"${vi}: số liệu của cả tháng hay chỉ một phần?`,
			`"${text}" (${at}) says "${written}"${en}: are these figures of the whole month or of a part?`
		),
		choices: [
			choice(
				'month',
				month,
				both(`Là số liệu của cả tháng ${month}`, `They are of all of ${month}`),
				count ? examplesOf(table, count).map((of) => same(`${of.vi} (${month})`)) : []
			),
			wayOut(
				both(
					'Chỉ là một phần: gửi mọi đợt của tháng trong một tệp',
					'They are a part: send all deliveries of the month in one file'
				)
			)
		],
		form: '--month YYYY-MM'
	};
}
