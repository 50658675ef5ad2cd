/** The month and the network of a table: proven by its columns and titles, asked for, or refused. */
import { addMonths, isMonth, type Month } from '../domain/month.ts';
import { networkInside, NETWORKS, wholeOf, type Network } from '../domain/network.ts';
import type { AnswerBook } from './answers.ts';
import type { IntakeContext, Said, Surroundings } from './context.ts';
import type { Choice, Question, Reading } from './draft.ts';
import { foundMonth, waysOut } from './found-month.ts';
import { examplesOf, type Columns, type Group } from './groups.ts';
import { networkOf, partOf, together, type NetworkWord } from './networks.ts';
import { longerName, monthText, type Period } from './period.ts';
import { type Text } from './sheet.ts';
import type { Table } from './tables.ts';
import { both, choice, wayOut } from './texts.ts';
import { fold } from './words.ts';

/** What was found out of one fact of a table. */
export interface FoundReading<T> {
	reading?: Reading<T>;
	questions: Question[];
	notes: Text[];
	refusal?: { found: string; expected: Text };
}

const networkNames = (network: Network): Text =>
	both(networkInside(network, 'vi'), networkInside(network, 'en'));

function isLonger(said: Said<Period>): said is Said<Extract<Period, { kind: 'longer' }>> {
	return said.value.kind === 'longer';
}

/** The month that titles give; nothing is asked when columns have it. */
export function monthOfTable(
	table: Table,
	{ periods, named = [] }: Surroundings,
	groups: readonly Group[],
	{ of }: Columns,
	elsewhere: readonly { text: string; at: string }[],
	book: AnswerBook,
	context: IntakeContext
): FoundReading<Month> {
	const found: FoundReading<Month> = { questions: [], notes: [] };
	const answer = book.of('month', table.name);
	const isInColumns =
		of.month !== undefined || (groups.length > 0 && groups.every(({ month }) => month));
	const isDated = of.time !== undefined && !isInColumns;
	const months = new Set(
		periods.flatMap(({ value }) => (value.kind === 'month' ? [value.month] : []))
	);
	const longer = periods.find(isLonger);
	const days = periods.find(({ value }) => value.kind === 'days');
	if (isInColumns) {
		// A cell of the column may still leave it open ("2026.1"): an answer is held against each.
		if (answer) found.reading = ofAnswer(answer);
		else if (months.size === 1) found.reading = ofTitle([...months][0]!, periods);
		return found;
	}
	if (longer) {
		found.refusal = {
			found: longer.evidence.text,
			expected: noMonth(longer.value.written)
		};
		return found;
	}
	const only = addOthers(months, periods, named, days === undefined, context);
	if (months.size === 1 && !days) return proven(found, only!, periods, answer);
	if (answer) {
		const isOne = months.size === 0 || months.has(answer);
		if (!isOne) return contradicted(found, [...months].join(', '), answer);
		found.reading = ofAnswer(answer);
		return found;
	}
	if (!isDated)
		found.questions.push(
			monthQuestion(table, [...periods, ...named], months, days, elsewhere, context)
		);
	return found;
}

/**
 * Add months that titles give without their year, and those of names of sheets and of the file where a title has one.
 * @returns the month of titles
 */
function addOthers(
	months: Set<Month>,
	periods: readonly Said<Period>[],
	named: readonly Said<Period>[],
	isWhole: boolean,
	context: IntakeContext
): Month | undefined {
	const composed = isWhole && months.size === 0 ? composedMonth(periods) : undefined;
	if (composed) months.add(composed);
	const [only] = months;
	if (only === undefined) return undefined;
	for (const month of otherMonths([...periods, ...named], only, context)) months.add(month);
	for (const { value } of named) if (value.kind === 'month') months.add(value.month);
	return only;
}

/** What a month stands behind that is only mentioned: a day of it, one that it is compared with. */
const MENTIONED =
	/(?:ngày\s*\d{1,2}|so\s*với|với|và|trước|sau|từ|đến|tới|hết|kỳ|vs\.?|than|before|after|until)\s*$/iu;

/** Months without a year that titles and names of sheets give beside the month of a title: "T9" above October. */
export function otherMonths(
	periods: readonly Said<Period>[],
	month: Month,
	{ thisMonth }: Pick<IntakeContext, 'thisMonth'>
): Month[] {
	const [year, number] = month.split('-').map(Number);
	return periods.flatMap(({ value, evidence }) => {
		if (value.kind !== 'bare month' || value.number === number) return [];
		const text = evidence.text.normalize('NFC');
		if (MENTIONED.test(text.slice(0, text.indexOf(value.written)))) return [];
		const own = monthText(year!, value.number);
		const before = monthText(year! - 1, value.number);
		const of = own && own <= thisMonth ? own : before;
		return of ? [of] : [];
	});
}

/** Several months as one, by name: no answer makes a month of them. */
export function noMonth(written: string): Text {
	const name = longerName(written);
	return both(
		`số liệu của từng tháng; "${written}" là ${name.vi}, không phải tháng`,
		`figures of single months; "${written}" is ${name.en}, not a month`
	);
}

function ofAnswer(month: Month): Reading<Month> {
	return {
		value: month,
		certainty: 'proven',
		evidence: [{ kind: 'answer', at: '--month', text: month }]
	};
}

function ofTitle(month: Month, periods: readonly Said<Period>[]): Reading<Month> {
	const evidence = periods
		.filter(({ value }) => value.kind !== 'date' && value.kind !== 'year')
		.map((of) => of.evidence);
	return { value: month, certainty: 'proven', evidence };
}

function proven(
	found: FoundReading<Month>,
	month: Month,
	periods: readonly Said<Period>[],
	answer: string | undefined
): FoundReading<Month> {
	if (answer && answer !== month) return contradicted(found, month, answer);
	found.reading = ofTitle(month, periods);
	return found;
}

function contradicted(
	found: FoundReading<Month>,
	own: string,
	answer: string
): FoundReading<Month> {
	found.refusal = {
		found: own,
		expected: both(
			`--month ${answer} trái với tệp (${own})`,
			`--month ${answer} contradicts the file (${own})`
		)
	};
	return found;
}

/** "Tháng 9" in one title and "Năm 2026" in another. */
export function composedMonth(periods: readonly Said<Period>[]): Month | undefined {
	const numbers = new Set(
		periods.flatMap(({ value }) => (value.kind === 'bare month' ? [value.number] : []))
	);
	const years = new Set(
		periods.flatMap(({ value }) => (value.kind === 'year' ? [value.year] : []))
	);
	if (numbers.size !== 1 || years.size !== 1) return undefined;
	return monthText([...years][0]!, [...numbers][0]!);
}

function monthQuestion(
	table: Table,
	periods: readonly Said<Period>[],
	months: ReadonlySet<Month>,
	days: Said<Period> | undefined,
	elsewhere: readonly { text: string; at: string }[],
	context: IntakeContext
): Question {
	const candidates = candidateMonths(periods, months, days, context).filter(
		(month) => isMonth(month) && month <= context.thisMonth
	);
	const seen = periods.map(({ evidence }) => `"${evidence.text}" (${evidence.at})`);
	const hints = elsewhere.map(({ text, at }) => `"${text}" (${at})`);
	const all = [...new Set([...seen, ...hints])].slice(0, 4).join('; ');
	const choices = [...new Set(candidates)].slice(0, 4).map((month) => monthChoice(table, month));
	return {
		about: 'month',
		tables: [table.name],
		found: foundMonth(table, days, all),
		choices:
			choices.length > 0
				? [...choices, ...waysOut(days)]
				: [...[-1, 0, -2].map((ago) => monthChoice(table, addMonths(context.thisMonth, ago)))],
		form: '--month YYYY-MM'
	};
}

/** Months that what was found may mean, the likeliest first. */
function candidateMonths(
	periods: readonly Said<Period>[],
	months: ReadonlySet<Month>,
	days: Said<Period> | undefined,
	{ thisMonth }: IntakeContext
): Month[] {
	if (days?.value.kind === 'days') return [days.value.to.slice(0, 7), days.value.from.slice(0, 7)];
	if (months.size > 0) return [...months];
	const open = periods.flatMap(({ value }) =>
		value.kind === 'open month' ? value.months : value.kind === 'month' ? [value.month] : []
	);
	const dates = periods.flatMap(({ value }) =>
		value.kind === 'date' ? [value.date.slice(0, 7)] : []
	);
	const bare = periods.flatMap(({ value }) => (value.kind === 'bare month' ? [value.number] : []));
	const latest = dates.sort().at(-1) ?? thisMonth;
	const ofBare = bare.flatMap((number) => {
		const year = Number(latest.slice(0, 4));
		return [monthText(year, number), monthText(year - 1, number)]
			.filter((month) => month !== undefined)
			.filter((month) => month <= latest);
	});
	return [
		...open,
		...ofBare,
		...(bare.length === 0 ? dates.flatMap((month) => [addMonths(month, -1), month]) : [])
	];
}

function monthChoice(table: Table, month: Month): Choice {
	const count = table.columns.find(({ role }) => role === 'samples');
	const [year, number] = month.split('-');
	return choice(
		'month',
		month,
		both(`tháng ${Number(number)} năm ${year}`, month),
		count
			? examplesOf(table, count).map(({ vi }) => both(`${vi} (${month})`, `${vi} (${month})`))
			: []
	);
}

/** The network that titles give; nothing is asked when columns have it. */
export function networkOfTable(
	table: Table,
	{ networks }: Surroundings,
	groups: readonly Group[],
	{ of }: Columns,
	book: AnswerBook
): FoundReading<NetworkWord> {
	const found: FoundReading<NetworkWord> = { questions: [], notes: [] };
	const text = book.of('network', table.name);
	const answer = text === undefined ? undefined : networkOf(text);
	if (of.network) return found;
	const own = groups.flatMap(({ network }) => network ?? []);
	const isInColumns = groups.length > 0 && groups.every(({ network }) => network);
	if (isInColumns) {
		if (
			answer &&
			!own.some(({ network }) => network === answer.network || wholeOf(network) === answer.network)
		)
			found.refusal = contradiction(own[0]!, answer);
		return found;
	}
	const all = allOfMobile(networks);
	if (all) found.notes.push(ALL_OF_MOBILE(all.evidence.text));
	const said = all ?? oneNetwork(networks);
	if (said) {
		if (answer && answer.network !== said.value.network)
			found.refusal = contradiction(said.value, answer);
		found.reading = { value: said.value, certainty: 'proven', evidence: [said.evidence] };
		return found;
	}
	if (answer) {
		found.reading = {
			value: answer,
			certainty: 'proven',
			evidence: [{ kind: 'answer', at: '--network', text: text! }]
		};
		return found;
	}
	found.questions.push(networkQuestion(table, networks));
	return found;
}

function contradiction(own: NetworkWord, answer: NetworkWord): { found: string; expected: Text } {
	return {
		found: own.network,
		expected: both(
			`--network ${answer.network} trái với tệp (${own.network})`,
			`--network ${answer.network} contradicts the file (${own.network})`
		)
	};
}

/** "3G/4G/5G" in one title, and no line that names less: all of mobile. */
function allOfMobile(networks: readonly Said<NetworkWord>[]): Said<NetworkWord> | undefined {
	const said = networks.filter(({ value }) => value.network !== 'mobile' || value.technology);
	const [first] = said;
	if (!first || said.some(({ evidence }) => evidence.at !== first.evidence.at)) return undefined;
	const parts = new Set(said.map(({ value }) => partOf(value)));
	const isAll =
		['3g', '4g', '5g'].every((part) => parts.has(part)) &&
		said.every(({ value: { network } }) => (wholeOf(network) ?? network) === 'mobile');
	return isAll ? { value: { network: 'mobile' }, evidence: first.evidence } : undefined;
}

const ALL_OF_MOBILE = (text: string) =>
	both(
		`"${text}": gồm 3G, 4G và 5G, được tính là toàn bộ mạng di động`,
		`"${text}": of 3G, 4G and 5G, taken as all of mobile`
	);

/** The nearest lines that name one network; of several technologies, "3G/4G", all together. */
function oneNetwork(networks: readonly Said<NetworkWord>[]): Said<NetworkWord> | undefined {
	const kinds = new Set(networks.map(({ value }) => value.network));
	const [first] = networks;
	if (kinds.size !== 1 || !first) return undefined;
	const value = together(
		networks.map((of) => of.value),
		fold(networks.map(({ evidence }) => evidence.text).join(' '))
	);
	return { ...first, value: value ?? first.value };
}

function networkQuestion(table: Table, networks: readonly Said<NetworkWord>[]): Question {
	const count = table.columns.find(({ role }) => role === 'samples');
	const seen = [...new Set(networks.map(({ evidence }) => `"${evidence.text}"`))]
		.slice(0, 3)
		.join('; ');
	return {
		about: 'network',
		tables: [table.name],
		found: seen
			? both(
					`Bảng "${table.name}" nhắc nhiều mạng: ${seen}`,
					`Table "${table.name}" speaks of several networks: ${seen}`
				)
			: both(`Bảng "${table.name}" không ghi mạng nào`, `Table "${table.name}" names no network`),
		choices: NETWORKS.map((network) =>
			choice(
				'network',
				network,
				networkNames(network),
				count
					? examplesOf(table, count).map(({ vi }) =>
							both(`${vi} (${networkNames(network).vi})`, `${vi} (${network})`)
						)
					: []
			)
		),
		form: `--network ${NETWORKS.join(' | ')}`
	};
}

/** A question for a way out that no answer gives. */
export function noWay(
	about: Question['about'],
	tables: string[],
	found: Text,
	way: Text
): Question {
	return { about, tables, found, choices: [wayOut(way)], form: '' };
}
