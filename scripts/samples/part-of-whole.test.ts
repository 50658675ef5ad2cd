/** Counts of one technology or one operator alone: not those of the network or the country without a word. */
import { describe, expect, it } from 'vitest';
import { sheetOfText } from '../../src/lib/intake/csv.ts';
import { buildDraft, type Answers, type Draft } from '../../src/lib/intake/index.ts';
import { askedOf, draftOfText, realContext, samplesOf } from '../testing/short-tables.ts';

const context = await realContext();
const draft = (text: string, answers: Answers = {}) => draftOfText(text, answers, context);
const notes = (of: Draft) => of.notes.map(({ en }) => en).join('\n');
const ROWS = 'Mã xã,Tên xã,Số mẫu\n00004,Phường Ba Đình,86\n00008,Phường Ngọc Hà,92';
const TITLE = 'Số mẫu đo di động tháng 10/2026';

describe('a technology alone', () => {
	const cells = (network: string) =>
		`Số mẫu đo tháng 10/2026\nMã xã,Tên xã,Mạng,Số mẫu\n00004,Phường Ba Đình,${network},86\n00008,Phường Ngọc Hà,${network},92`;
	it.each([
		['4G', `Số mẫu đo 4G tháng 10/2026\n${ROWS}`],
		['4G', `Số mẫu đo mạng di động (4G) tháng 10/2026\n${ROWS}`],
		['3G + 4G', `Số mẫu đo mạng di động 3G/4G tháng 10/2026\n${ROWS}`],
		['4G', `Số mẫu đo tháng 10/2026\n${ROWS.replace('Số mẫu', 'Số mẫu 4G')}`],
		['4G', cells('4G')]
	])('is told to be no more than %s', (name, text) => {
		const found = draft(text);
		expect([found.status, samplesOf(found)]).toEqual(['accepted', '2026-10 178']);
		expect(notes(found)).toMatch(new RegExp(`of 2 units are of ${name.replace('+', '\\+')} alone`));
	});
	it('is not told of the whole network, nor where 4G and 5G are there', () => {
		expect(notes(draft(`${TITLE}\n${ROWS}`))).toBe('');
		const all = `${cells('4G')}\n00004,Phường Ba Đình,5G,12\n00008,Phường Ngọc Hà,5G,9`;
		expect(notes(draft(all))).not.toContain('alone');
	});
	it('in a title is not that of rows of all mobile', () => {
		const text = `Số mẫu đo 4G tháng 10/2026\n${cells('Di động').split('\n').slice(1).join('\n')}`;
		const found = draft(text);
		expect([askedOf(found), found.questions[0]!.found.en]).toEqual([
			'title-wrong',
			expect.stringContaining('says 4G, but 2 of 2 rows are of mobile')
		]);
		expect(samplesOf(draft(text, { 'title-wrong': ['network'] }))).toBe('2026-10 178');
		expect(notes(draft(text, { map: ['other=Mạng'] }))).toContain('of 4G alone');
	});
});

describe('the name of a file that names an operator', () => {
	const named = (file: string, answers: Answers = {}, text = `${TITLE}\n${ROWS}`) =>
		buildDraft([sheetOfText(text, file)], answers, context);
	it.each(['viettel-10-2026.csv', 'T10_Vinaphone.csv', 'MobiFone T10.csv'])('%s', (file) => {
		const found = named(file);
		expect([found.status, askedOf(found)]).toEqual(['question', 'title-wrong']);
		expect(found.questions[0]!.found.en).toContain(`"${file}" names`);
		expect(found.questions[0]!.choices[0]!.examples).toHaveLength(2);
		expect(samplesOf(named(file, { 'title-wrong': ['operator'] }))).toBe('2026-10 178');
	});
	it('is not asked about where rows say their operators, or the name has several', () => {
		const rows = `${TITLE}\nMã xã,Nhà mạng,Số mẫu\n00004,Viettel,86\n00004,VNPT,5`;
		expect(askedOf(named('viettel.csv', {}, rows))).toBe('');
		expect(askedOf(named('viettel-vnpt-mobifone.csv'))).toBe('');
	});
	it('of several files gives each its operator', () => {
		const texts = ['viettel-10.csv', 'vinaphone-10.csv'].map((file) =>
			sheetOfText(`${TITLE}\n${ROWS}`, file)
		);
		const found = buildDraft(texts, {}, context);
		expect([found.status, samplesOf(found)]).toEqual(['accepted', '2026-10 356']);
		expect(notes(found)).toContain('sums of the operators VNPT, Viettel');
	});
});
