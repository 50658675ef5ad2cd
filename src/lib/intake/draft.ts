/**
 * A draft: everything that files say, where they say it, and what is still open. Command line, browser and publishing
 * service show and answer the same object. All of it is plain data.
 */
import type { Reading as Figure } from '../domain/figures.ts';
import type { Fault } from '../domain/errors.ts';
import type { Statistic } from '../domain/join.ts';
import type { Month } from '../domain/month.ts';
import type { Text } from './sheet.ts';
import type { NetworkId } from './networks.ts';

/** Where something stands that was read. */
export interface Evidence {
	/** What kind of place it is. `values` is the whole column, `answer` what somebody told. */
	kind: 'cell' | 'header' | 'title' | 'sheet' | 'values' | 'answer' | 'list';
	/** "tệp.xlsx (T9)!A3", or the name of an option. */
	at: string;
	/** What stands there. */
	text: string;
}

/** A fact that was read. */
export interface Reading<T> {
	value: T;
	/** What shows it, the strongest first. */
	evidence: Evidence[];
	certainty: 'proven' | 'assumed';
}

/** What can be answered; each is an option of the command line, and answers one question alone. */
export const ANSWERS = [
	/** Which calendar month: `2026-09`. */
	'month',
	/** Year of months that rows write without one: `2026`. */
	'year',
	/** Which network: `mobile`, `fixed`, `5g`. */
	'network',
	/** What speeds are: `median` or `mean`. */
	'statistic',
	/** Unit of speeds: `Mbit/s`, `kbit/s`, `bit/s`, `Gbit/s`, `MB/s`, `B/s`. */
	'unit',
	/** Unit of latency: `ms` or `s`. */
	'latency-unit',
	/** Sign before the fraction: `.` or `,`. */
	'decimal',
	/** Order of dates: `day-first` or `month-first`. */
	'dates',
	/** Province of rows that name none: its code. */
	'province',
	/** Which holds where code and name are of two units: `code` or `name`. */
	'trust',
	/** List of units that the rows follow: id of an edition. */
	'list',
	/** Level of names or codes that fit several: `commune`, `district`, `province`. */
	'level',
	/** What a row without a commune counts: the `total` of its parent, or measurements of `unknown` commune. */
	'blank',
	/** Whether a parent's own count stands or the sum of its children: `own` or `sum`. */
	'parents',
	/** Whose figures hold where a stated total is not their sum: the `rows`; beside technologies the total's `column` or the `parts`. */
	'total',
	/** What rows, columns or tables of days or weeks are of a month: `sum`, all of it together. */
	'shares',
	/** Whether rows that the sheet does not show count: `take` or `leave`. */
	'hidden',
	/** Whether measurements that say they are tests, of an emulator or the like, count: `take`. */
	'tests',
	/** Whether figures count as they stand below or above notes that cast doubt on them: `take`. */
	'notes',
	/** A table or sheet to leave out, by name. */
	'skip',
	/** Whether aggregates of places are taken as a monthly table: `aggregate`. */
	'take',
	/** A fact that columns and rows say otherwise than a title: `network`, `month`, `province`, `operator`. */
	'title-wrong',
	/** Meaning of a column: `samples=Số lượt`. */
	'map'
] as const;
export type AnswerName = (typeof ANSWERS)[number];

/**
 * The recipe: answers as plain data. The same file and recipe give the same draft. Where a file has several tables, a
 * value may be that of one of them: `T9=mobile`.
 */
export type Answers = Partial<Record<AnswerName, readonly string[]>>;

/** One answer, as an option would give it. */
export interface Answer {
	name: AnswerName;
	value: string;
}

/** One way to read what is asked about. */
export interface Choice {
	/** Nothing when the way out is not an answer but another file. */
	answer: Answer | null;
	text: Text;
	/** Up to three values as this reading would give them. */
	examples: Text[];
}

/** What a file does not prove, and what would change a figure. */
export interface Question {
	/** The answer that is missing; `partial` when too few rows can be taken. */
	about: AnswerName | 'partial';
	/** Tables concerned, as an answer names them. */
	tables: string[];
	/** What was found, and why it isn't enough. */
	found: Text;
	choices: Choice[];
	/** What the answer looks like where the choices are not all: "--month YYYY-MM". */
	form: string;
	/** What was answered for earlier files of the same shape, the latest first; absent where nothing was. */
	earlier?: Earlier[];
}

/** Answers that a file of an earlier month was read with. */
export interface Earlier {
	file: string;
	month: Month;
	answers: Answer[];
}

/** Why a row was not taken as it stands. */
export const REASONS = [
	'unknown unit',
	'ambiguous unit',
	'code and name differ',
	'outside every unit',
	'impossible place',
	'impossible time',
	'impossible value',
	'impossible speed',
	'missing month',
	'missing network',
	'no value',
	'test measurement',
	'marked invalid',
	'broken row',
	'duplicate',
	'contradiction',
	'known already',
	'not a row'
] as const;
export type Reason = (typeof REASONS)[number];

/** Why a row counts nothing, without being wrong. */
export const NOT_ROWS = [
	'title',
	'header',
	'section',
	'total',
	'note',
	'other table',
	/** Of a unit above, in whose count it is. */
	'part',
	'hidden',
	'struck'
] as const;
export type NotRow = (typeof NOT_ROWS)[number];

/** What became of a row. */
export type RowOutcome = {
	/** Index of its table in {@link Draft.tables}. */
	table: number;
	line: number;
} & (
	| { kind: 'taken'; codes: string[]; repairs: Text[] }
	| { kind: 'waiting'; reason: Reason; fault: Fault; candidates: Candidate[] }
	| { kind: 'rejected'; reason: Reason; fault: Fault }
	| { kind: 'not a row'; what: NotRow; text: string }
);

/** A unit that a row may mean. */
export interface Candidate {
	code: string;
	/** "Phường Ba Đình, Thành phố Hà Nội" */
	name: string;
}

/** What was compared, and whether it holds. */
export interface Check {
	about:
		| 'total'
		| 'parents'
		| 'last month'
		| 'speeds'
		| 'equal rows'
		| 'days'
		| 'sheets'
		| 'rows'
		| 'parts of a whole';
	isRight: boolean;
	text: Text;
}

/** What a column was taken for. */
export interface ColumnReading {
	/** Letters of the column. */
	at: string;
	/** Texts of its header from the top down. */
	header: string;
	/** Nothing when it isn't used. */
	role: string | null;
	month?: Month;
	network?: NetworkId;
	operator?: string;
	unit?: string;
	statistic?: Statistic;
}

/** A table of a sheet with what was read of it. */
export interface TableDraft {
	/** How answers and messages call it: its sheet, with a number where a sheet has several. */
	name: string;
	file: string;
	sheet: string;
	/** "A4:F230" */
	range: string;
	kind: 'monthly' | 'measurements' | 'tiles' | 'left out' | 'not understood';
	/** Rows below its header. */
	rows: number;
	/** True when its rows are columns of the sheet: the line of a row is the number of its column. */
	isTurned?: true;
	columns: ColumnReading[];
	month?: Reading<Month>;
	network?: Reading<NetworkId>;
	statistic?: Reading<Statistic>;
	unit?: Reading<string>;
	latencyUnit?: Reading<string>;
	decimal?: Reading<string>;
	province?: Reading<string>;
	/** Of measurements: order of day and month. */
	dates?: Reading<string>;
	/** Of measurements: where clocks stand that name no zone, as minutes ahead of UTC or a name. */
	zone?: Reading<string>;
	/** Its list of units, when that isn't the month's own. */
	list?: Reading<string>;
}

/** Figures of a unit; readings are in Mbit/s and ms, `NaN` where not given. */
export interface UnitFigures extends Record<Figure, number> {
	/** Official code. */
	code: string;
	/** Empty for all operators together. */
	operator: string;
	samples: number;
	/** "3g+4g" where the count is the sum of rows of these; absent or empty for a count of its own. */
	technologies?: string;
}

/** What a part of the store would become: one month, network and province. */
export interface Part {
	month: Month;
	network: NetworkId;
	/** Code of the province. */
	province: string;
	/** Units with figures. */
	units: number;
	/** Counted once, at the lowest level. */
	samples: number;
	/** Samples of these whose commune isn't known; they are part of `samples`. */
	unknownCommune: number;
	statistic: Statistic | null;
	/** Edition whose units the file names, when they were carried over to the month's own. */
	estimatedFrom: string | null;
	rows: UnitFigures[];
	change: {
		/** Samples that the store has of it; `null` when it has none. */
		before: number | null;
		added: number;
		changed: number;
		/** Units of the store that stay: the file doesn't name them, or says the same. */
		untouched: number;
		/** Samples of the province when the part is in: of its own row if that stays, else as {@link Part.samples}. */
		after: number;
		/** Units of which a speed is there that the file does not have: it goes. */
		speedsLost: number;
	};
}

/** Where the figures of a month, network and province come from. */
export interface Origin {
	month: Month;
	network: NetworkId;
	/** Its code; empty for measurements, and for figures by an earlier list of units. */
	province: string;
	file: string;
}

/** What files say. */
export interface Draft {
	status: 'accepted' | 'question' | 'refused';
	tables: TableDraft[];
	/** Rows that were read: accepted + rejected. */
	rowsRead: number;
	accepted: number;
	rejected: number;
	/** Titles, headers, totals, notes. */
	notRows: number;
	outcomes: RowOutcome[];
	/** Figures that were not taken, of which the outcome of their row says nothing. */
	figures: Extract<RowOutcome, { kind: 'waiting' | 'rejected' }>[];
	parts: Part[];
	/** Files that gave figures of a month and network; of rows that were not read one by one, nothing. */
	origins: Origin[];
	questions: Question[];
	checks: Check[];
	/** Why nothing of it can be taken. */
	refusals: Fault[];
	/** What should be known beside the figures. */
	notes: Text[];
	/** The answers that were used. */
	recipe: Answers;
	/** Equal for files whose tables have the same headers in the same layout: their recipe is offered. */
	shape: string;
}
