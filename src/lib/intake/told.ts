/** What became of files, as data for programs: what `--json` of the command line prints, and a page's worker hands over. */
import type { DataError, Fault } from '../domain/errors.ts';
import { figureOf, isReading } from '../domain/figures.ts';
import type {
	Answer,
	Choice,
	ColumnReading,
	Draft,
	Question,
	Reading,
	Reason,
	TableDraft
} from './draft.ts';
import { HARMLESS } from './measured-finish.ts';
import type { TalliedFaults, Tally } from './measured-tally.ts';
import { reasonText } from './reasons.ts';
import { sheetTitle, type Text } from './sheet.ts';

export type Language = keyof Text;

/** What `--json` prints. */
export interface Told {
	status: Draft['status'];
	/** accepted + rejected */
	rowsRead: number;
	accepted: number;
	rejected: number;
	/** Titles, headers, totals, notes. */
	notRows: number;
	/** Samples are counted once, at the lowest level. */
	parts: { month: string; network: string; province: string; units: number; samples: number }[];
	questions: {
		about: string;
		found: string;
		choices: { text: string; examples: string[]; answer: string | null }[];
		/** The option that answers it. */
		answer: string;
		/** Options that earlier files of the same shape were read with; absent without any. */
		earlier?: { file: string; month: string; answer: string }[];
	}[];
	notes: string[];
	/** What was looked at, with what each column was taken for. */
	tables: ToldTable[];
	/** Rows and figures of rows that were not taken by reason, the most frequent first; of each the first places, without what stands there. */
	rejects: {
		reason: Reason;
		text: string;
		count: number;
		first: { file: string; sheet: string; row?: number; column?: string }[];
	}[];
}

/** A table as data. */
export interface ToldTable extends Pick<
	TableDraft,
	'name' | 'file' | 'sheet' | 'range' | 'kind' | 'rows'
> {
	columns: ToldColumn[];
}

/** What a column was taken for. */
export interface ToldColumn extends Omit<ColumnReading, 'role'> {
	/** Nothing when it isn't used. */
	meaning: string | null;
	/** Assumed where its unit, sign or order is told by its values alone. */
	certainty: Reading<string>['certainty'];
}

/** Rows that were not taken, by reason. */
export type Rejected = Partial<Record<Reason, TalliedFaults>>;

/** Rows of a reason that are kept with their fault. */
const MOST_KEPT = 10;
/** Rows of a reason that are named. */
const MOST_NAMED = 3;

/** Characters of what was found. */
const MOST_SHOWN = 300;

/** What is told where there is no draft. */
export function toldAlone(status: Draft['status'], notes: string[]): Told {
	return {
		status,
		rowsRead: 0,
		accepted: 0,
		rejected: 0,
		notRows: 0,
		parts: [],
		questions: [],
		notes,
		tables: [],
		rejects: []
	};
}

/**
 * A draft as data.
 * @param tally of measurements, of which not all rows are outcomes of the draft
 * @param notes that stand before its own
 */
export function toldOfDraft(
	draft: Draft,
	tally: Tally | undefined,
	language: Language,
	notes: readonly string[] = []
): Told {
	const isTaken = draft.status === 'accepted';
	const rejected = rejectedOf(draft, tally);
	return {
		status: draft.status,
		rowsRead: draft.rowsRead,
		accepted: draft.accepted,
		rejected: draft.rejected,
		notRows: draft.notRows,
		parts: draft.parts.map(({ month, network, province, units, samples }) => ({
			month,
			network,
			province,
			units,
			samples
		})),
		questions: draft.questions.map((question) => questionOf(question, language)),
		notes: [
			...notes,
			...draft.refusals.map((fault) => describePlace(fault, language)),
			...draft.checks.filter(({ isRight }) => !isRight).map(({ text }) => text[language]),
			...draft.notes.map((text) => text[language]),
			...(isTaken ? rejectedLines(rejected, language) : []),
			...(isTaken ? repairLines(repairsOf(draft), language) : [])
		],
		tables: draft.tables.map(tableOf),
		rejects: byFrequency(rejected).map(([reason, { count, first }]) => ({
			reason,
			text: reasonText(reason)[language],
			count,
			first: first.map((fault) => placeOf(fault, draft))
		}))
	};
}

function tableOf(table: TableDraft): ToldTable {
	const { name, file, sheet, range, kind, rows, columns } = table;
	return {
		...{ name, file, sheet, range, kind, rows },
		columns: columns.map(({ role, ...column }) => ({
			...column,
			meaning: role,
			certainty: factsOf(table, role).some((fact) => fact?.certainty === 'assumed')
				? 'assumed'
				: 'proven'
		}))
	};
}

/** Facts of a table by which the values of a column are read. */
function factsOf(
	{ unit, latencyUnit, decimal, dates, zone }: TableDraft,
	role: string | null
): (Reading<string> | undefined)[] {
	if (role === 'time') return [dates, zone];
	if (role === null || !isReading(role)) return [];
	return [figureOf(role).kind === 'time' ? latencyUnit : unit, decimal];
}

function placeOf({ file, row, column }: Fault, { tables }: Draft): Told['rejects'][0]['first'][0] {
	const table = tables.find((of) => sheetTitle({ file: of.file, name: of.sheet }) === file);
	return {
		file: table?.file ?? file,
		sheet: table?.sheet ?? '',
		...(row === undefined ? {} : { row }),
		...(column === undefined ? {} : { column })
	};
}

function questionOf(
	{ about, found, choices, form, earlier }: Question,
	language: Language
): Told['questions'][number] {
	return {
		about,
		found: found[language],
		choices: choices.map((of) => ({
			text: of.text[language],
			examples: of.examples.map((text) => text[language]),
			answer: optionOf(of)
		})),
		answer: form,
		...(earlier
			? {
					earlier: earlier.map(({ file, month, answers }) => ({
						file,
						month,
						answer: optionsOf(answers)
					}))
				}
			: {})
	};
}

/** The options that give answers. */
export function optionsOf(answers: readonly Answer[]): string {
	return answers.map((answer) => optionOf({ answer })).join(' ');
}

/** The option that gives an answer. */
export function optionOf({ answer }: Pick<Choice, 'answer'>): string | null {
	if (!answer) return null;
	return `--${answer.name} ${/^[\w./-]+$/.test(answer.value) ? answer.value : JSON.stringify(answer.value)}`;
}

/** Rows and figures that were not taken, with the first of each reason. */
export function rejectedOf(draft: Draft, tally: Tally | undefined): Rejected {
	const rejected: Rejected = {};
	for (const [reason, { count, first }] of tally?.rejected ?? [])
		rejected[reason] = { count, first: first.slice(0, MOST_KEPT) };
	for (const outcome of [...draft.outcomes, ...draft.figures]) {
		if (outcome.kind !== 'rejected' && outcome.kind !== 'waiting') continue;
		if (draft.tables[outcome.table]?.kind === 'measurements') continue;
		const of = (rejected[outcome.reason] ??= { count: 0, first: [] });
		of.count++;
		if (of.first.length < MOST_KEPT) of.first.push(outcome.fault);
	}
	return rejected;
}

/** Reasons with counts, the most frequent first; those for which nothing is lost come last. */
export function rejectedLines(rejected: Rejected, language: Language): string[] {
	return byFrequency(rejected).flatMap(([reason, { count, first }]) => [
		`  ${count} ${reasonText(reason)[language]}`,
		...first.slice(0, MOST_NAMED).map((fault) => `    ${describePlace(fault, language)}`)
	]);
}

function byFrequency(rejected: Rejected): [Reason, TalliedFaults][] {
	const entries = Object.entries(rejected) as [Reason, TalliedFaults][];
	const isHarmless = (reason: Reason) => Number(HARMLESS.has(reason));
	return entries.sort(
		([a, of], [b, than]) => isHarmless(a) - isHarmless(b) || than.count - of.count
	);
}

/** A row that was read otherwise than it stands. */
export interface Repair {
	row: number;
	text: Text;
}

/** Rows that were read otherwise than they stand. */
export function repairsOf({ outcomes }: Draft): Repair[] {
	return outcomes.flatMap((of) =>
		of.kind === 'taken' ? of.repairs.map((text) => ({ row: of.line, text })) : []
	);
}

/** The first of them, below their number. */
export function repairLines(repairs: readonly Repair[], language: Language): string[] {
	if (!Array.isArray(repairs) || repairs.length === 0) return [];
	const named = repairs
		.slice(0, MOST_NAMED)
		.map(
			({ row, text }) => `${language === 'vi' ? 'dòng' : 'row'} ${row}: ${text?.[language] ?? ''}`
		);
	const head =
		language === 'vi'
			? `${repairs.length} dòng đã đọc lại`
			: `${repairs.length} rows read otherwise than they stand`;
	return [`${head}: ${named.join('; ')}${repairs.length > MOST_NAMED ? '; …' : ''}`];
}

/** Why files can't be read. */
export function describeError(error: DataError, language: Language): string {
	return language === 'vi' ? describePlace(error.fault, language) : error.message;
}

/** A row of many cells is no sentence. */
function cut(text: string): string {
	return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

/** Where something stands, what was found and expected, and what to do. */
export function describePlace(fault: Fault, language: Language): string {
	const isVi = language === 'vi';
	const { file, row, column } = fault;
	const { found, expected, remedy } = isVi ? { ...fault, ...fault.vi } : fault;
	const place = [
		file,
		row && `${isVi ? 'dòng' : 'row'} ${row}`,
		column && `${isVi ? 'cột' : 'column'} "${column}"`
	]
		.filter(Boolean)
		.join(', ');
	const parts = [
		found === undefined ? '' : `${isVi ? 'thấy' : 'found'} ${JSON.stringify(cut(found))}`,
		expected ? `${isVi ? 'cần' : 'expected'} ${expected}` : ''
	].filter(Boolean);
	return `${place}${parts.length ? `: ${parts.join(', ')}` : ''}${remedy ? `. ${remedy}` : ''}`;
}
