/** Rows of technologies beside a row of their sum are asked about as columns are, and never taken as they are. */
import { describe, expect, it } from 'vitest';
import { sheetOfText } from '../../src/lib/intake/csv.ts';
import { buildDraft, type Answers, type Draft } from '../../src/lib/intake/index.ts';
import { countryContext } from '../testing/short-tables.ts';

const context = await countryContext();

function draft(rows: readonly string[], answers: Answers = {}): Draft {
	const text = ['Tháng,Mã xã,Mạng,Số mẫu', ...rows.map((row) => `2026-09,${row}`)].join('\n');
	return buildDraft([sheetOfText(text, 'tệp.csv')], answers, context);
}

function counts({ parts }: Draft): string[] {
	return parts.flatMap(({ network, rows }) =>
		rows.map(({ code, samples }) => `${network} ${code}: ${samples}`)
	);
}

const asked = ({ status, questions }: Draft) => [
	status,
	questions.map(({ about, choices }) => [
		about,
		choices.flatMap(({ answer }) => answer?.value ?? [])
	])
];

const whole = '00004,Di động,100';

describe('a row of a total beside rows of its technologies', () => {
	it('that are more is asked about, and can only give way to them', () => {
		const rows = [whole, '00004,4G,90', '00004,5G,50', '00166,Di động,70'];
		const found = draft(rows);
		expect(asked(found)).toEqual(['question', [['total', ['parts']]]]);
		expect(found.questions[0]!.found.en).toContain(
			'2026-09 00004 (rows 2, 3, 4): 4G 90 + 5G 50 = 140 ≠ mobile 100'
		);
		expect(asked(draft(rows, { total: ['column'] }))[0]).toBe('question');
		const taken = draft(rows, { total: ['parts'] });
		expect(taken.status).toBe('accepted');
		expect(counts(taken)).toEqual(['5g 00004: 50', 'mobile 00004: 140', 'mobile 00166: 70']);
		expect([taken.accepted, taken.rejected]).toEqual([3, 0]);
	});

	it('that are less is asked about, and each answer holds', () => {
		const rows = [whole, '00004,4G,30', '00004,5G,50'];
		expect(asked(draft(rows))).toEqual(['question', [['total', ['column', 'parts']]]]);
		expect(counts(draft(rows, { total: ['column'] }))).toEqual([
			'5g 00004: 50',
			'mobile 00004: 100'
		]);
		expect(counts(draft(rows, { total: ['parts'] }))).toEqual(['5g 00004: 50', 'mobile 00004: 80']);
	});

	it('is not above one of them alone', () => {
		expect(asked(draft([whole, '00004,4G,120']))).toEqual(['question', [['total', ['parts']]]]);
		expect(draft([whole, '00004,4G,80']).status).toBe('accepted');
	});

	it('that they make is taken', () => {
		expect(draft([whole, '00004,4G,50', '00004,5G,50']).status).toBe('accepted');
	});
});

describe('columns', () => {
	const columns = (row: string, answers: Answers = {}) =>
		buildDraft(
			[sheetOfText(`Tháng,Mã xã,4G,5G,Di động\n2026-09,${row}`, 'a.csv')],
			answers,
			context
		);
	it('that are more than their total are no rest of it', () => {
		const values = ({ questions }: Draft) =>
			questions.flatMap(({ choices }) => choices.flatMap(({ answer }) => answer?.value ?? []));
		expect(values(columns('00004,90,50,100'))).toEqual(['other=Di động']);
		expect(values(columns('00004,90,50,100', { total: ['column'] }))).toEqual(['other=Di động']);
		expect(columns('00004,30,50,100', { total: ['column'] }).status).toBe('accepted');
	});
});
