/** From what all tables gave to the draft: rows accounted for, parts, checks, and whether it may be taken. */
import { FIGURES, READINGS, type Reading } from '../domain/figures.ts';
import type { Fault } from '../domain/errors.ts';
import { networkInside } from '../domain/network.ts';
import type { AnswerBook } from './answers.ts';
import {
	checkStale,
	checkTotal,
	hiddenQuestion,
	parentsBelow,
	parentsQuestion,
	staleParents,
	staleQuestion,
	statedTotals,
	totalQuestion
} from './checks.ts';
import { checkLargest, checkLastMonth, checkZeros } from './plausible.ts';
import { combine, type Figure } from './combine.ts';
import type { IntakeContext } from './context.ts';
import type { Answers, Draft, Question, RowOutcome, TableDraft, UnitFigures } from './draft.ts';
import type { Entry, Problem } from './entries.ts';
import { withoutOpenShares, type Gap } from './gaps.ts';
import { otherMonthInName } from './file-month.ts';
import { addMeasured, HARMLESS } from './measured-finish.ts';
import type { Tally } from './measured-tally.ts';
import type { MeasuredWay } from './measured-way.ts';
import {
	incompleteWholes,
	overTotal,
	partsAboveWhole,
	tellPartsAlone,
	totalOf
} from './network-parts.ts';
import { originsOf } from './origins.ts';
import { parentsAbove, partsAboveSums } from './parts-above.ts';
import { missingPredecessors } from './missing-predecessors.ts';
import { isSameFigures, partsOf, UNKNOWN_COMMUNE } from './parts.ts';
import type { TableRead } from './read-table.ts';
import { sheetTitle, type Text } from './sheet.ts';
import { accountFor, figuresNote } from './row-outcomes.ts';
import { sumShares } from './shares.ts';
import { type Table } from './tables.ts';
import { leaveRow } from './work.ts';
import { shapeOf } from './table-names.ts';
import { technologiesAlone } from './technologies-alone.ts';
import { reasonText } from './reasons.ts';
import { both, faultIn, listed, wayOut } from './texts.ts';

/** Under this share of rows with values, taking the rest needs a word. */
const LEAST_SHARE = 0.9;

/** What is gathered table by table; tables, drafts and reads have the same index. */
export interface Work {
	book: AnswerBook;
	context: IntakeContext;
	tables: Table[];
	drafts: TableDraft[];
	reads: (TableRead | undefined)[];
	entries: Entry[];
	/** Figures that are there and can't be taken. */
	gaps: Gap[];
	/** Tables of measurements, by the number of their draft. */
	measured: { table: number; way: MeasuredWay }[];
	outcomes: RowOutcome[];
	problems: Problem[];
	questions: Question[];
	notes: Text[];
	refusals: Fault[];
}

/**
 * The draft of all that was gathered.
 * @param tally what the rows of measurements gave
 */
export function finish(work: Work, answers: Answers, tally?: Tally): Draft {
	const { context, book } = work;
	const whole = withoutOpenShares(work.entries, work.gaps, work.tables);
	work.problems.push(...whole.problems);
	const summed = sumShares(whole.entries, work.tables, book);
	work.refusals.push(
		...summed.refusals.map(({ table, ...words }) =>
			faultIn({ file: sheetTitle(work.tables[table]!.sheet) }, words)
		)
	);
	const combined = combine(summed.entries, work.gaps, work.tables, {
		blank: (table) => book.of('blank', work.tables[table]!.name),
		total: (table) =>
			(['parts', 'column'] as const).find((value) =>
				book.has('total', value, work.tables[table]!.name)
			)
	});
	for (const { table, line, network, samples } of combined.leftOut)
		leaveRow(work, table, line, 'total', `${networkInside(network.network, 'vi')} ${samples}`);
	work.questions.push(...summed.questions, ...combined.questions);
	work.notes.push(...technologiesAlone(combined.figures));
	work.notes.push(...partsAboveSums(combined.figures), ...parentsAbove(combined.figures));
	work.notes.push(...summed.notes, ...combined.notes, ...tellPartsAlone(combined.alone, context));
	work.problems.push(...combined.problems);
	const below = parentsBelow(combined.figures, context);
	const parents = book.all('parents')[0];
	if (below.length > 0 && !parents) work.questions.push(parentsQuestion(below, []));
	const stale = staleParents(combined.figures, context);
	const tooLow = stale.filter(({ own, after }) => own < after);
	if (tooLow.length > 0 && parents !== 'own') work.questions.push(staleQuestion(tooLow));
	const totals = statedTotals(work.reads, combined.taken);
	const wrong = totals.filter(
		({ table, isRight, stated, sum, untaken }) =>
			// Rows that are not taken are told themselves.
			!isRight && stated !== sum + untaken && !book.has('total', 'rows', work.tables[table]!.name)
	);
	const nameOf = ({ table }: { table: number }) => work.tables[table]!.name;
	const ofAll = wrong.filter(({ isOfShown }) => !isOfShown);
	const ofShown = wrong.filter((of) => of.isOfShown && !book.has('hidden', 'take', nameOf(of)));
	if (ofAll.length > 0) work.questions.push(totalQuestion(ofAll, ofAll.map(nameOf)));
	if (ofShown.length > 0) work.questions.push(hiddenQuestion(ofShown, ofShown.map(nameOf)));
	const dropped = new Set(parents === 'sum' ? below.map(({ figure }) => figure) : []);
	const given = combined.figures.filter((figure) => !dropped.has(figure));
	const figures = withoutKnown(work, given);
	const { lost: lostRows, ...rows } = accountFor(work, combined.taken, figures);
	work.notes.push(...figuresNote(rows));
	const parts = partsOf(figures, context);
	work.notes.push(...missingPredecessors(figures, context));
	const file = work.drafts[0]?.file ?? '';
	const incomplete = incompleteWholes(given, file, context);
	work.refusals.push(
		...(incomplete.length > 0 ? incomplete : partsAboveWhole(parts, file, context))
	);
	const draft: Draft = {
		status: 'accepted',
		tables: work.drafts,
		...rows,
		parts,
		origins: originsOf(figures, work.drafts, tally),
		questions: merged(work.questions),
		checks: [
			...totals.map(checkTotal),
			...stale.map(checkStale),
			...checkLargest(combined.figures),
			...checkZeros(combined.figures),
			...checkLastMonth(combined.figures, context)
		],
		refusals: work.refusals,
		notes: work.notes,
		recipe: answers,
		shape: shapeOf(work.tables.filter((table) => table !== undefined))
	};
	const lost = tally ? addMeasured(draft, tally, work) : 0;
	draft.notes.push(...namesOfOtherMonths(work, tally));
	decide(draft, work, lostRows + lost, tally?.accepted ?? 0);
	return draft;
}

/** Files whose names give another month than all of their figures; where the month is asked, that says it. */
function namesOfOtherMonths({ drafts, entries, questions }: Work, tally?: Tally): Text[] {
	const months = new Map<string, Set<string>>();
	const put = (file: string, month: string) =>
		months.set(file, (months.get(file) ?? new Set()).add(month));
	for (const { table, month } of entries) put(drafts[table]!.file, month);
	for (const { kind, file } of drafts)
		if (kind === 'measurements') for (const { month } of tally?.parts ?? []) put(file, month);
	const asked = new Set(
		questions.filter(({ about }) => about === 'month').flatMap(({ tables }) => tables)
	);
	return [...months].flatMap(([file, of]) =>
		drafts.some((draft) => draft.file === file && asked.has(draft.name))
			? []
			: (otherMonthInName(file, of) ?? [])
	);
}

/** Figures that the store has already: nothing of it is overwritten unless that is asked for. */
function withoutKnown(work: Work, figures: readonly Figure[]): Figure[] {
	const { context } = work;
	if (context.isReplacing) return [...figures];
	const stored = new Map<string, Map<string, UnitFigures>>();
	return figures.filter((figure) => {
		const key = `${figure.month} ${figure.network}`;
		let rows = stored.get(key);
		if (!rows) {
			rows = new Map(
				(context.stored(figure.month, figure.network) ?? []).map((row) => [
					`${row.code} ${row.operator}`,
					row
				])
			);
			stored.set(key, rows);
		}
		const code = figure.isUnknown ? `${figure.place.code}${UNKNOWN_COMMUNE}` : figure.place.code;
		const known = rows.get(`${code} ${figure.operator}`);
		if (!known || figure.isEstimated) return true;
		const isSame = isSameFigures(figure, known);
		const isOverTotal = figure.technologies !== '' && !known.technologies;
		const total = totalOf(figure.network);
		const [vi, en] = isOverTotal ? [`, ${total.vi}`, `, the ${total.en}`] : ['', ''];
		const lines = new Map(figure.entries.map((entry) => [`${entry.table}:${entry.line}`, entry]));
		for (const { table, line, column } of lines.values())
			work.problems.push({
				table,
				line,
				kind: 'rejected',
				reason: isSame ? 'known already' : 'contradiction',
				fault: faultIn(
					{
						file: sheetTitle(work.tables[table]!.sheet),
						row: line,
						...(column !== undefined && figure.entries.length === 1 ? { column } : {})
					},
					{
						found: both(
							`${code}: ${figuresText(figure, known, 'vi')}`,
							`${code}: ${figuresText(figure, known, 'en')}`
						),
						expected: both(
							`${figuresText(known, figure, 'vi')}${vi}, đã lưu từ trước`,
							`${figuresText(known, figure, 'en')}${en}, which was added before`
						),
						remedy: isOverTotal
							? overTotal(figure.network, figure.month)
							: both(
									`Để thay riêng các đơn vị này: npm run samples -- replace ${figure.month} <tệp>; tỉnh và mạng khác giữ nguyên`,
									`To change these units alone: npm run samples -- replace ${figure.month} <files>; other provinces and networks stay`
								)
					}
				)
			});
		return false;
	});
}

/** Figures of a unit as far as they tell it from others of it: samples, and readings that are not the same. */
function figuresText(
	own: Record<'samples' | Reading, number>,
	other: Record<Reading, number>,
	language: keyof Text
): string {
	const differing = READINGS.filter((name) => !Object.is(own[name], other[name]));
	return [
		`${own.samples} ${language === 'vi' ? 'mẫu' : 'samples'}`,
		...differing.map((name) => {
			const facts = FIGURES.find((of) => of.name === name)!;
			const label = facts[language].toLocaleLowerCase('vi');
			const none = language === 'vi' ? `không có ${label}` : `no ${label}`;
			return Number.isNaN(own[name]) ? none : `${label} ${own[name]}`;
		})
	].join(', ');
}

/** Questions about the same of several tables are one. */
function merged(questions: readonly Question[]): Question[] {
	const result = new Map<string, Question>();
	for (const question of questions) {
		const key = `${question.about}|${question.choices.map(({ answer }) => answer?.value).join('|')}`;
		const before = result.get(key);
		if (!before) result.set(key, { ...question });
		else result.set(key, together(before, question));
	}
	return [...result.values()];
}

/** Of notes each table has its own words. */
function together(before: Question, question: Question): Question {
	const tables = [...new Set([...before.tables, ...question.tables])];
	const { found } = question;
	if (question.about !== 'notes' || before.found.en.includes(found.en))
		return { ...before, tables };
	return {
		...before,
		tables,
		found: both(`${before.found.vi}; ${found.vi}`, `${before.found.en}; ${found.en}`)
	};
}

function decide(
	draft: Draft,
	{ context, problems, entries }: Work,
	lost: number,
	measured: number
): void {
	const hasParts = draft.parts.length > 0;
	const taken = entries.length + measured;
	if (draft.refusals.length > 0) draft.status = 'refused';
	else if (draft.questions.length > 0) draft.status = 'question';
	else if (!hasParts) {
		draft.status = 'refused';
		// What is there already hides nothing that is wrong.
		const first =
			problems.find(({ reason }) => !HARMLESS.has(reason)) ??
			problems[0] ??
			draft.outcomes.find((of) => of.kind === 'rejected' || of.kind === 'waiting');
		const isKnown =
			problems.length > 0 && problems.every(({ reason }) => reason === 'known already');
		if (isKnown) draft.status = 'accepted';
		else
			draft.refusals.push(
				nothingTaken(draft, first, problems.length === 0 || first === problems[0])
			);
	} else if (!context.acceptsPartial && taken < (taken + lost) * LEAST_SHARE) {
		draft.status = 'question';
		draft.questions.push(partialQuestion(draft, lost));
	}
}

/** Why no row can be taken, by the first of them, or the first that is more than known. */
function nothingTaken(
	{ rowsRead, tables }: Draft,
	first: Problem | undefined,
	isFirst: boolean
): Fault {
	const fault: Fault = first?.fault ?? { file: tables[0]?.file ?? '' };
	const say = (language: keyof Text) => {
		const found = (language === 'vi' ? fault.vi?.found : undefined) ?? fault.found;
		return first ? `: ${reasonText(first.reason)[language]}${found ? ` "${found}"` : ''}` : '';
	};
	const { file, row, column } = fault;
	const which = isFirst ? both('dòng đầu', 'the first') : both('trong đó', 'among them');
	return faultIn(
		{ file, row, column },
		{
			found: both(
				`${rowsRead} dòng, không dòng nào lấy được${first ? `; ${which.vi}` : ''}${say('vi')}`,
				`${rowsRead} rows, none of which can be taken${first ? `; ${which.en}` : ''}${say('en')}`
			),
			expected: both(
				fault.vi?.expected ?? fault.expected ?? 'các dòng của đơn vị',
				fault.expected ?? 'rows of units'
			),
			...(fault.remedy ? { remedy: both(fault.vi?.remedy ?? fault.remedy, fault.remedy) } : {})
		}
	);
}

function partialQuestion(draft: Draft, lost: number): Question {
	const shown = (language: keyof Text) =>
		listed(
			[...draft.outcomes, ...draft.figures].flatMap((of) =>
				of.kind === 'rejected' || of.kind === 'waiting'
					? [`${of.line} (${reasonText(of.reason)[language]})`]
					: []
			),
			6
		)[language];
	return {
		about: 'partial',
		tables: [],
		found: both(
			`${lost} dòng hoặc số không lấy được: dòng ${shown('vi')}`,
			`${lost} rows or figures can't be taken: rows ${shown('en')}`
		),
		choices: [
			wayOut(
				both(
					'Sửa các dòng đó, hoặc lấy phần còn lại: --accept-partial',
					'Mend these rows, or take the rest: --accept-partial'
				)
			)
		],
		form: '--accept-partial'
	};
}
