/** The month in the name of a file against that of title and rows; and months of headers, which leave out the year. */
import { describe, expect, it } from 'vitest';
import { sheetOfText } from '../../src/lib/intake/csv.ts';
import { monthInName } from '../../src/lib/intake/file-month.ts';
import { buildDraft, type Answers, type Draft } from '../../src/lib/intake/index.ts';
import {
	askedOf as asked,
	draftOfText,
	realContext,
	samplesOf as samples,
	table
} from '../testing/short-tables.ts';

const context = await realContext();
const named = (file: string, text: string, answers: Answers = {}) =>
	buildDraft([sheetOfText(text, file)], answers, context);
const draft = (text: string, answers: Answers = {}) => draftOfText(text, answers, context);
const notes = (of: Draft) => of.notes.map(({ en }) => en).join('\n');

const PLAIN = `Số mẫu tháng 10/2026\n${table('Số mẫu', ['7', '8'])}`;

describe('the name of a file', () => {
	it.each([
		'so-lieu-thang-9-2026.xlsx',
		'bao cao di dong tháng 09.2026.csv',
		'BC_T9_2026.xlsx',
		'ispeed_202609.csv',
		'thang-9.xlsx',
		'BC T9 (1).xlsx'
	])('"%s" above a title of October is asked about, and each answer holds', (file) => {
		const found = named(file, PLAIN);
		expect([found.status, asked(found)]).toEqual(['question', 'month']);
		expect(found.questions[0]!.found.en).toContain(`"${file}"`);
		expect(found.questions[0]!.choices.map(({ answer }) => answer?.value)).toEqual([
			'2026-10',
			'2026-09'
		]);
		for (const month of ['2026-09', '2026-10'])
			expect(samples(named(file, PLAIN, { month: [month] }))).toBe(`${month} 15`);
		expect(named(file, PLAIN, { month: ['2026-08'] }).status).toBe('refused');
	});
	it.each([
		'so-lieu-thang-10-2026.xlsx',
		'Bao cao.xlsx',
		'bao-cao_20261105.xlsx',
		'bao-cao-05-11-2026.xlsx',
		'BC quý 3-2026.xlsx',
		'theo TT 12-2025-TT-BTTTT.xlsx',
		'T9-T10.xlsx',
		'lan 9.xlsx',
		'2026.xlsx'
	])('"%s" says nothing against it', (file) => {
		const found = named(file, PLAIN);
		expect([found.status, samples(found)]).toEqual(['accepted', '2026-10 15']);
		expect(notes(found)).not.toContain('The name of the file');
	});
	it('against rows is told', () => {
		const text = `Số mẫu tháng 10/2026\n${table('Tháng,Số mẫu', ['10/2026,7'])}`;
		const found = named('so-lieu-thang-9-2026.csv', text);
		expect(samples(found)).toBe('2026-10 7');
		expect(notes(found)).toContain(
			'The name of the file "so-lieu-thang-9-2026.csv" says "9-2026", but its figures are of 2026-10'
		);
	});
	it('is the first choice where nothing else gives the month, and no proof', () => {
		const found = named('ispeed_di_dong_2026-08.csv', table('Số mẫu', ['7']));
		expect([found.status, asked(found)]).toEqual(['question', 'month']);
		expect(found.questions[0]!.choices[0]!.answer?.value).toBe('2026-08');
	});
	it('may hold a folder, and no month of a decree', () => {
		expect(monthInName('thang-9/bc_2026-10.csv')?.value).toMatchObject({ month: '2026-10' });
		expect(monthInName('19-2025-QD.csv')).toBeUndefined();
	});
});

describe('headers of months without a year', () => {
	const text = (title: string, ...headers: string[]) =>
		`${title}\n${table(headers.join(), [headers.map((_, at) => at + 1).join()])}`;
	it('are of the title’s year, or of the year before', () => {
		const found = draft(text('Kết quả đo tháng 10 năm 2026', 'Tháng 9', 'Tháng 10', 'Tăng/giảm'));
		expect([found.status, samples(found)]).toEqual(['accepted', '2026-09 1; 2026-10 2']);
		expect(notes(found)).toContain('"Tháng 9" = 2026-09, "Tháng 10" = 2026-10');
		expect(samples(draft(text('Số mẫu tháng 1/2026', 'Tháng 12', 'Tháng 1')))).toBe(
			'2025-12 1; 2026-01 2'
		);
	});
	it('are asked about where no title has the year, and each answer holds', () => {
		const open = text('Kết quả đo i-Speed', 'Tháng 9', 'Tháng 10');
		const found = draft(open);
		expect([found.status, asked(found)]).toEqual(['question', 'year']);
		expect(samples(draft(open, { year: ['2026'] }))).toBe('2026-09 1; 2026-10 2');
		expect(samples(draft(open, { year: ['2025'] }))).toBe('2025-09 1; 2025-10 2');
	});
	it('above plan and result leave the plan out', () => {
		const found = draft(
			[
				'Kết quả đo di động tháng 10 năm 2026',
				'Mã xã,Tên xã,Số mẫu đo tháng 10,,',
				',,Kế hoạch,Thực hiện,Tỷ lệ (%)',
				'00004,Phường Ba Đình,300,412,137',
				'00008,Phường Ngọc Hà,300,318,106'
			].join('\n')
		);
		expect([found.status, samples(found)]).toEqual(['accepted', '2026-10 730']);
	});
});

describe('tables below each other', () => {
	const PART = (title: string, count: number) =>
		`${title}\nMã xã,Tên xã,Số mẫu\n00004,Phường Ba Đình,${count}\n00008,Phường Ngọc Hà,${count}`;
	it('are of the network and month of their own titles', () => {
		const found = draft(
			`${PART('Số mẫu di động tháng 9/2026', 7)}\n\n${PART('Số mẫu cố định tháng 10/2026', 8)}`
		);
		expect(found.parts.map(({ month, network, samples: of }) => [month, network, of])).toEqual([
			['2026-09', 'mobile', 14],
			['2026-10', 'fixed', 16]
		]);
	});
	it('take an answer for one of them alone', () => {
		const text = `${PART('Số mẫu di động tháng 9/2026', 7)}\n\n${PART('Số mẫu tháng 10/2026,,cố định và di động', 8)}`;
		expect(asked(draft(text))).toBe('network');
		const found = draft(text, { network: ['tệp.csv#2=fixed'] });
		expect(found.parts.map(({ network, samples: of }) => [network, of])).toEqual([
			['mobile', 14],
			['fixed', 16]
		]);
	});
});

describe('speeds without a unit', () => {
	const text = (header: string, ...values: number[]) =>
		`Số mẫu và tốc độ trung vị tháng 10/2026\n${table(
			`Số mẫu,${header}`,
			values.map((of) => `9,${of}`)
		)}`;
	it('that MB/s would make usual ones are asked about, and each answer holds', () => {
		const slow = text('Tốc độ tải xuống', 8.5, 6.5, 7.25);
		expect(asked(draft(slow))).toBe('unit');
		const first = (unit: string) => draft(slow, { unit: [unit] }).parts[0]?.rows[0]?.download;
		expect([first('Mbit/s'), first('MB/s')]).toEqual([8.5, 68]);
	});
	it('are Mbit/s where they are usual, where a header says so, or another column does', () => {
		for (const header of ['Tốc độ tải xuống', 'Tốc độ tải xuống (Mbps)'])
			expect(draft(text(header, header.includes('Mbps') ? 7 : 48)).status).toBe('accepted');
		expect(
			draft(text('Tốc độ tải xuống,Tốc độ tải lên', 48).replace('9,48', '9,48,4')).status
		).toBe('accepted');
	});
});

describe('counts in thousands', () => {
	it('are refused with what to send, where the header says so, too', () => {
		const { status, refusals } = draft(
			`Số mẫu tháng 10/2026\n${table('Số mẫu (nghìn mẫu)', ['4.12'])}`
		);
		expect(status).toBe('refused');
		expect(refusals[0]!.expected).toContain('not in thousands as 4.12');
	});
});

describe('counts of operators', () => {
	const rows = (...of: string[]) =>
		`Số mẫu tháng 10/2026\n${table('Nhà mạng,Số mẫu', of)}`.replaceAll(
			/000(?:08|25),[^,]*/g,
			'00004,Phường Ba Đình'
		);
	it('that are a unit’s sum are told', () => {
		const found = draft(rows('Viettel,40', 'VNPT,30'));
		expect(samples(found)).toBe('2026-10 70');
		expect(notes(found)).toContain('counts of 1 units are sums of the operators VNPT, Viettel');
		expect(notes(draft(rows('Viettel,40', 'VNPT,30', 'Tất cả,75')))).not.toContain('sums of');
	});
	it('of one operator alone are told as such', () => {
		expect(notes(draft(rows('Viettel,40')))).toContain('counts of Viettel alone');
	});
});
