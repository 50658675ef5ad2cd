/** Short tables of Hà Nội and their drafts, for tests. */
import { join, resolve } from 'node:path';
import {
	buildDraft,
	editionNames,
	type Answers,
	type Draft,
	type IntakeContext
} from '../../src/lib/intake/index.ts';
import { sheetOfText } from '../../src/lib/intake/csv.ts';
import { crosswalksOf } from '../crosswalk/crosswalks.ts';
import { readGazetteers } from '../gazetteer/gazetteer.ts';
import { readCountry } from './country.ts';

const DATA = join(resolve(import.meta.dirname, '../..'), 'data');

/** The real lists of units in November 2026, with an empty store. */
export async function realContext(): Promise<IntakeContext> {
	const gazetteers = await readGazetteers(DATA);
	const crosswalks = await crosswalksOf(DATA, gazetteers);
	return {
		thisMonth: '2026-11',
		editions: editionNames(
			gazetteers.map(({ period, units }) => ({ edition: period, units })),
			crosswalks
		),
		crosswalks,
		stored: () => undefined,
		isReplacing: false,
		acceptsPartial: false
	};
}

/** The lists of units of the made-up country, with an empty store. */
export async function countryContext(): Promise<IntakeContext> {
	const lists = (await readCountry()).map(({ period, units }) => ({ edition: period, units }));
	return {
		thisMonth: '2026-11',
		editions: editionNames(lists, []),
		stored: () => undefined,
		isReplacing: false,
		acceptsPartial: false
	};
}

const UNITS = [
	'00004,Phường Ba Đình',
	'00008,Phường Ngọc Hà',
	'00025,Phường Giảng Võ',
	'00070,Phường Hoàn Kiếm',
	'00082,Phường Cửa Nam'
];

/** A table of Hà Nội: units with these cells behind them. */
export function table(
	headers: string,
	rows: readonly string[],
	after: readonly string[] = [],
	network = 'Di động'
): string {
	return [
		`Mã xã,Tên xã,Mạng,${headers}`,
		...rows.map((cells, at) => `${UNITS[at % UNITS.length]},${network},${cells}`),
		...after
	].join('\n');
}

/** The draft of a text as a CSV file. */
export function draftOfText(text: string, answers: Answers, context: IntakeContext): Draft {
	return buildDraft([sheetOfText(text, 'tệp.csv')], answers, context);
}

/** Months with their samples: "2026-09 178". */
export function samplesOf({ parts }: Draft): string {
	return parts.map(({ month, samples: count }) => `${month} ${count}`).join('; ');
}

/** What is asked about. */
export function askedOf({ questions }: Draft): string {
	return questions.map(({ about }) => about).join(', ');
}

/** Notes of what rules read; words that none reads are told one by one, which `notes.test.ts` holds. */
export function readNotesOf({ notes }: Draft): string {
	return notes
		.map(({ en }) => en)
		.filter((note) => !note.startsWith('Notes that are not understood'))
		.join('\n');
}
