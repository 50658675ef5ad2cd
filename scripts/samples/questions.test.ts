/** What monthly tables leave open is asked, and what contradicts itself: short tables, each of one kind. */
import { describe, expect, it } from 'vitest';
import {
	buildDraft,
	type Answers,
	type Draft,
	type IntakeContext,
	type UnitFigures
} from '../../src/lib/intake/index.ts';
import { sheetOfText } from '../../src/lib/intake/csv.ts';
import { byReading } from '../../src/lib/domain/figures.ts';
import { unitsOf } from '../../src/lib/domain/unit.ts';
import {
	askedOf as asked,
	draftOfText,
	realContext,
	samplesOf as samples,
	table
} from '../testing/short-tables.ts';

const context = await realContext();
const draft = (text: string, answers: Answers = {}) => draftOfText(text, answers, context);

describe('columns that were exchanged', () => {
	const header = 'Tháng,Số mẫu,Tải xuống trung vị (Mbps)';
	it('are asked about where no network is so fast', () => {
		const text = table(header, ['2026-09,86,2305', '2026-09,92,1871', '2026-09,88,402']);
		expect([draft(text).status, asked(draft(text))]).toEqual(['question', 'unit']);
		const { status, parts } = draft(text, { unit: ['Mbit/s'] });
		expect([status, parts[0]?.rows[0]?.download]).toEqual(['accepted', 2305]);
	});
	it('are asked about where speeds vary as counts do', () => {
		const text = table(header, [
			'2026-09,86,30',
			'2026-09,92,512',
			'2026-09,88,402',
			'2026-09,71,12',
			'2026-09,95,803'
		]);
		expect(asked(draft(text))).toBe('map');
		expect(draft(text, { map: ['samples=Số mẫu'] }).parts[0]).toMatchObject({ samples: 432 });
		const changed = draft(text, {
			map: ['samples=Tải xuống trung vị (Mbps)', 'download=Số mẫu'],
			statistic: ['median']
		});
		expect([changed.status, asked(changed), samples(changed)]).toEqual([
			'accepted',
			'',
			'2026-09 1759'
		]);
		expect(changed.parts[0]?.rows[0]?.download).toBe(86);
	});
	it('are not asked about where they look like what they are', () => {
		const text = table(header, [
			'2026-09,12,45',
			'2026-09,812,60',
			'2026-09,88,38',
			'2026-09,1,41'
		]);
		expect(draft(text).status).toBe('accepted');
	});
});

describe('a day', () => {
	it.each(['Ngày', 'Tháng'])('below "%s" is not its month without a word', (header) => {
		const text = table(`${header},Số mẫu`, ['15/09/2026,86', '15/09/2026,92']);
		expect(asked(draft(text))).toBe('month');
		expect(samples(draft(text, { month: ['2026-09'] }))).toBe('2026-09 178');
		expect(draft(text, { month: ['2026-08'] }).status).toBe('refused');
	});
	it('that is the first or the last stands for the month below "Tháng"', () => {
		const text = table('Tháng,Số mẫu', ['01/09/2026,86', '30/09/2026,92']);
		// "01/09/2026" may be 9 January.
		expect(samples(draft(text.replace('01/09', '30/09')))).toBe('2026-09 178');
	});
	it('below a title with its month is of that month', () => {
		const text = `Số mẫu tháng 9/2026\n${table('Ngày,Số mẫu', ['30/09/2026,86', '30/09/2026,92'])}`;
		expect(samples(draft(text))).toBe('2026-09 178');
	});
});

describe('a title', () => {
	it('of another month than the rows is a contradiction', () => {
		const text = `Số mẫu tháng 8/2026\n${table('Tháng,Số mẫu', ['2026-09,86', '2026-09,92'])}`;
		expect(asked(draft(text))).toBe('month');
		expect(samples(draft(text, { month: ['2026-08'] }))).toBe('2026-08 178');
		expect(samples(draft(text, { month: ['2026-09'] }))).toBe('2026-09 178');
		expect(draft(text, { month: ['2026-07'] }).status).toBe('refused');
	});
});

describe('a total', () => {
	const rows = ['2026-09,86', '2026-09,92'];
	it('that its rows make is told to be right', () => {
		const { status, checks } = draft(table('Tháng,Số mẫu', rows, ['Tổng cộng,,,,178']));
		expect([status, checks.map(({ isRight }) => isRight)]).toEqual(['accepted', [true]]);
	});
	it('that contradicts its rows is a question', () => {
		const text = table('Tháng,Số mẫu', rows, ['Tổng cộng,,,,200']);
		expect(asked(draft(text))).toBe('total');
		expect(samples(draft(text, { total: ['rows'] }))).toBe('2026-09 178');
	});
	it('may be of each network', () => {
		const text = [
			'Tháng,Mã xã,Mạng,Số mẫu',
			'2026-09,00004,Di động,10',
			'2026-09,00004,5G,4',
			'2026-09,00004,Cố định,30',
			'Tổng cộng,,Di động,10',
			'Tổng cộng,,Cố định,30',
			'Tổng cộng,,,40'
		].join('\n');
		expect(draft(text).checks.map(({ isRight }) => isRight)).toEqual([true, true, true]);
	});
});

describe('units of speed', () => {
	const header = 'Tháng,Số mẫu,Tải xuống trung vị';
	it('that nobody named are never converted without a word', () => {
		const text = table(header, ['2026-09,86,30500', '2026-09,92,45800']);
		expect(asked(draft(text))).toBe('unit');
		const rows = draft(text, { unit: ['kbit/s'] }).parts[0]!.rows;
		expect(rows.map(({ download }) => download)).toEqual([30.5, 45.8]);
	});
	it('that the file names are not those of an answer', () => {
		const text = table('Tháng,Số mẫu,Tải xuống trung vị (Mbps)', [
			'2026-09,86,30',
			'2026-09,92,45'
		]);
		const { status, refusals } = draft(text, { unit: ['kbit/s'] });
		expect([status, refusals[0]?.found]).toEqual(['refused', 'Mbit/s']);
	});
});

describe('several months as one', () => {
	it.each([
		['Quý III/2026', 'a quarter', 'một quý'],
		['6 tháng đầu năm 2026', 'a half-year', 'nửa năm'],
		['Lũy kế đến tháng 9/2026', 'a running total', 'số lũy kế'],
		['Tháng 7-9/2026', 'several months together', 'nhiều tháng gộp lại']
	])('"%s" is called by its name', (written, en, vi) => {
		for (const text of [
			table('Kỳ,Số mẫu', [`${written},86`, `${written},92`]),
			`Số mẫu ${written}\n${table('Số mẫu', ['86', '92'])}`,
			// A running total is not even headed as a count.
			...(written.startsWith('Lũy') ? [] : [table(`Số mẫu ${written}`, ['86', '92'])])
		]) {
			const { status, refusals } = draft(text);
			expect(status).toBe('refused');
			expect(refusals[0]?.expected).toContain(en);
			expect(refusals[0]?.vi?.expected).toContain(vi);
		}
	});
});

describe('months of two lists', () => {
	const text = [
		'Mã xã,Tên xã,Tỉnh,Tháng,Mạng,Số mẫu',
		'00004,Phường Ba Đình,Hà Nội,2026-09,Di động,86',
		'00001,Phường Phúc Xá,Hà Nội,2024-11,Di động,92'
	].join('\n');
	it('have each its own', () => {
		expect(samples(draft(text))).toBe('2024-11 92; 2026-09 86');
	});
	it('are asked about where a row is not of its own', () => {
		const wrong = `${text}\n00001,Phường Phúc Xá,Hà Nội,2026-09,Di động,7`;
		const { questions } = draft(wrong);
		expect(questions.map(({ about }) => about)).toEqual(['list']);
		expect(questions[0]?.found.en).toContain('1 of 3 rows');
	});
});

describe('a parent that is stored', () => {
	const row = (code: string, samples: number) => ({
		code,
		operator: '',
		samples,
		download: NaN,
		upload: NaN,
		latency: NaN,
		jitter: NaN
	});
	const world = (province: number): IntakeContext => ({
		...context,
		isReplacing: true,
		stored: (month, network) =>
			month === '2026-09' && network === 'mobile'
				? [row('01', province), row('00004', 100), row('00008', 50)]
				: undefined
	});
	const replace = (province: number, answers: Answers = {}) =>
		buildDraft(
			[sheetOfText(table('Tháng,Số mẫu', ['2026-09,130']), 'tệp.csv')],
			answers,
			world(province)
		);
	it('and does not change with its communes is told', () => {
		const { status, checks } = replace(500);
		expect(status).toBe('accepted');
		expect(checks.map(({ text }) => text.en)).toEqual([
			'2026-09 mobile: Thành phố Hà Nội keeps its own count 500, while its communes go from 150 to 180'
		]);
	});
	it('and would be below its communes is asked about', () => {
		expect(asked(replace(160))).toBe('parents');
		expect(replace(160, { parents: ['own'] }).status).toBe('accepted');
	});
});

describe('5G, a part of mobile,', () => {
	const header = 'month,code,network,samples';
	const figures = (code: string, samples: number): UnitFigures => ({
		code,
		operator: '',
		samples,
		...byReading(() => NaN)
	});
	const held = (rows: Partial<Record<string, UnitFigures[]>>, text: string, isReplacing = true) =>
		buildDraft(
			[sheetOfText([header, text].join('\n'), 'tệp.csv')],
			{},
			{ ...context, isReplacing, stored: (_, network) => rows[network] }
		);
	const refused = ({ status, parts, refusals }: Draft) => {
		expect([status, refusals.length]).toEqual(['refused', 1]);
		expect(parts.length).toBeGreaterThan(0);
		expect(refusals[0]?.remedy).toContain('replace 2026-09');
		return refusals[0]?.found;
	};
	const mobile = [figures('00004', 412)];

	it('counts no more than mobile in a file', () => {
		const text = '2026-09,00004,mobile,412\n2026-09,00004,5G,5000';
		expect(refused(held({}, text))).toBe(
			'2026-09: 00004 Phường Ba Đình, Thành phố Hà Nội: 5G 5000, mobile 412'
		);
		expect(held({}, text.replace('5000', '412')).status).toBe('accepted');
	});
	it('counts no more than the mobile that is stored, be it added or in the place of another', () => {
		for (const isReplacing of [true, false])
			expect(refused(held({ mobile }, '2026-09,00004,5G,5000', isReplacing))).toContain(
				'5G 5000, mobile 412'
			);
		expect(held({ mobile }, '2026-09,00004,5G,412').status).toBe('accepted');
	});
	it('is held against a mobile that shrinks', () => {
		const of5g = [figures('00004', 300)];
		expect(refused(held({ mobile, '5g': of5g }, '2026-09,00004,mobile,200'))).toContain(
			'5G 300, mobile 200'
		);
		expect(held({ mobile, '5g': of5g }, '2026-09,00004,mobile,300').status).toBe('accepted');
	});
	it('counts no more than mobile in a province, which may be a sum', () => {
		const own = [...mobile, figures('01', 500)];
		const text = '2026-09,00004,5G,400\n2026-09,00008,5G,300';
		for (const [stored, count] of [
			[own, 500],
			[[...own, figures('00008', 300)], 500]
		] as const)
			expect(refused(held({ mobile: [...stored] }, text))).toBe(
				`2026-09: 01 Thành phố Hà Nội: 5G 700, mobile ${count}`
			);
		expect(held({ mobile: [...mobile, figures('01', 700)] }, text).status).toBe('accepted');
	});
	it('is not held against the sum of a mobile that lacks communes', () => {
		const text = '2026-09,00004,5G,400\n2026-09,00008,5G,300';
		expect(held({ mobile }, text).status).toBe('accepted');
		expect(held({ mobile: [...mobile, figures('01?', 200)] }, text).status).toBe('accepted');
		expect(held({ mobile }, '2026-09,01,5G,700').status).toBe('accepted');
	});
	it('is held against the sum of a mobile of all communes', () => {
		const units = context.editions.at(-1)!.finder.units;
		const { codes, parentRows } = unitsOf(units, 'commune');
		const row = unitsOf(units, 'province').rowOf.get('01')!;
		const all = codes.filter((_, at) => parentRows[at] === row).map((code) => figures(code, 2));
		const sum = all.length * 2;
		expect(refused(held({ mobile: all }, `2026-09,01,5G,${sum + 1}`))).toContain(
			`5G ${sum + 1}, mobile ${sum}`
		);
		expect(held({ mobile: all }, `2026-09,01,5G,${sum}`).status).toBe('accepted');
	});
	it('says what is stored of mobile, where the file counts 5G alone', () => {
		const of = (text: string, rows = {}) => held(rows, text).notes.map(({ en }) => en);
		const both = '2026-09,00004,5G,40\n2026-09,00008,5G,30';
		expect(of('2026-09,00004,5G,40', { mobile })).toEqual([
			'2026-09: the files count 5G alone; those of mobile that are stored of 1 unit stay'
		]);
		expect(of(both)).toEqual([
			'2026-09: the files count 5G alone; of 2 units there are none of mobile, neither here nor stored'
		]);
		expect(of(both, { mobile })).toEqual([
			'2026-09: the files count 5G alone; those of mobile that are stored of 1 unit stay; of 1 unit there are none of mobile, neither here nor stored'
		]);
	});
});

describe('communes below an unknown header', () => {
	const text = (header: string) =>
		[
			`Tỉnh,${header},Tháng,Mạng,Số mẫu`,
			'Lạng Sơn,Phường Đông Kinh,2026-09,Di động,565',
			'Hà Nội,Phường Ba Đình,2026-09,Di động,48'
		].join('\n');
	it('never make a commune the whole province', () => {
		const open = draft(text('P/X'));
		expect([open.status, asked(open)]).toEqual(['question', 'map']);
		const told = draft(text('P/X'), { map: ['unit=P/X'] });
		expect(told.status).toBe('accepted');
		expect(told.parts.flatMap(({ rows }) => rows.map(({ code }) => code)).length).toBe(2);
		expect(told.parts.flatMap(({ rows }) => rows.map(({ code }) => code))).toContain('00004');
		const whole = draft(text('P/X'), { map: ['other=P/X'] });
		expect(whole.parts.flatMap(({ rows }) => rows.map(({ code }) => code))).toContain('01');
	});
	it('without any header are refused, with the column', () => {
		const { status, refusals } = draft(text(''));
		expect([status, JSON.stringify(refusals)]).toEqual(['refused', expect.stringContaining('B')]);
	});
});
