/** A cell that can't be taken: its figure is told, and nothing is made of what stands beside it. */
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toldOfDraft } from '../../src/lib/intake/told.ts';
import type { Draft, IntakeContext } from '../../src/lib/intake/index.ts';
import { copyCountry, type Country } from '../testing/country.ts';
import { addFiles, figuresOf as storedFigures } from '../testing/office.ts';
import { draftOfText, realContext } from '../testing/short-tables.ts';
import { removeMonth } from './remove.ts';

let context: IntakeContext;
beforeAll(async () => {
	context = { ...(await realContext()), acceptsPartial: true };
});

const CODES = ['00004', '00008', '00025', '00070', '00082', '00091'];
/** Cells that hold no count. */
const BAD = ['5o5', '1.2k', '~200', '#REF!', 'lỗi', '12,5'];

/** Layouts of a table: headers before and of the columns of counts. */
const LAYOUTS = [
	{
		name: 'months',
		before: 'Mã xã,Mạng',
		cells: 'Di động',
		columns: ['Tháng 7/2026', 'Tháng 8/2026', 'Tháng 9/2026']
	},
	{
		name: 'networks',
		before: 'Tháng,Mã xã',
		cells: '',
		columns: ['Số mẫu di động', 'Số mẫu cố định']
	},
	{
		name: 'technologies',
		before: 'Tháng,Mã xã',
		cells: '',
		columns: ['Số mẫu 3G', 'Số mẫu 4G', 'Số mẫu 5G']
	},
	{
		name: 'operators',
		before: 'Tháng,Mã xã,Mạng',
		cells: 'Di động',
		columns: ['Viettel', 'VinaPhone', 'MobiFone']
	},
	{
		name: 'operators beside their total',
		before: 'Tháng,Mã xã,Mạng',
		cells: 'Di động',
		columns: ['Tổng số mẫu', 'Viettel', 'VinaPhone']
	}
];

function textOf({ before, cells, columns }: (typeof LAYOUTS)[number], rows: readonly string[][]) {
	const hasMonth = before.startsWith('Tháng');
	const lines = rows.map((row, at) =>
		[...(hasMonth ? ['9/2026'] : []), CODES[at], ...(cells ? [cells] : []), ...row].join(',')
	);
	return [`${before},${columns.join(',')}`, ...lines].join('\n');
}

function figuresOf({ parts }: Draft): Map<string, number> {
	return new Map(
		parts.flatMap(({ month, network, rows }) =>
			rows.map(
				({ code, operator, samples }) =>
					[`${month} ${network} ${code} ${operator}`, samples] as const
			)
		)
	);
}

/** Places of what was not taken: "row column". */
function placesOf(draft: Draft): string[] {
	return toldOfDraft(draft, undefined, 'vi').rejects.flatMap(({ first }) =>
		first.map(({ row, column }) => `${row} ${column ?? ''}`)
	);
}

describe.each(LAYOUTS)('of $name in columns', (layout) => {
	it('one bad cell costs figures, never changes one, and is told', () => {
		const width = layout.columns.length;
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: 5, max: 900 }), { minLength: 6 * width, maxLength: 6 * width }),
				fc.nat(5),
				fc.nat(width - 1),
				fc.constantFrom(...BAD),
				(counts, line, at, bad) => {
					const rows = CODES.map((_, row) =>
						counts.slice(row * width, (row + 1) * width).map(String)
					);
					// A total beside its operators.
					if (layout.name.includes('total'))
						for (const row of rows) row[0] = String(Number(row[1]) + Number(row[2]) + 7);
					const whole = figuresOf(draftOfText(textOf(layout, rows), {}, context));
					rows[line]![at] = bad.includes(',') ? `"${bad}"` : bad;
					const draft = draftOfText(textOf(layout, rows), {}, context);
					expect(draft.status).toBe('accepted');
					const taken = figuresOf(draft);
					for (const [key, samples] of taken) expect([key, samples]).toEqual([key, whole.get(key)]);
					expect(taken.size).toBeLessThan(whole.size);
					expect(placesOf(draft)).toContainEqual(
						expect.stringMatching(new RegExp(`^${line + 2} .*${layout.columns[at]!}`))
					);
					expect(draft.rowsRead).toBe(draft.accepted + draft.rejected);
				}
			),
			{ numRuns: 15 }
		);
	});
});

describe('a cell beside others', () => {
	const [months, , technologies, operators] = LAYOUTS;
	const row = (width: number) => CODES.map(() => Array.from({ length: width }, () => '100'));

	it('of an operator costs the row: the sum of the others is no total', () => {
		const rows = row(3);
		rows[2] = ['505', '~200', '50'];
		const draft = draftOfText(textOf(operators!, rows), {}, context);
		expect([draft.accepted, draft.rejected]).toEqual([5, 1]);
		expect(draft.outcomes.find(({ line }) => line === 4)).toMatchObject({
			kind: 'rejected',
			reason: 'impossible value',
			fault: { column: 'VinaPhone', found: '~200' }
		});
		const asked = draftOfText(textOf(operators!, rows), {}, { ...context, acceptsPartial: false });
		expect(asked.questions.map(({ about, found }) => [about, found.en])).toEqual([
			['partial', expect.stringContaining('4 (impossible value)')]
		]);
	});

	it('of a month costs that month, and how many figures of taken rows are missing is told', () => {
		const rows = row(3);
		rows[1]![2] = '5o5';
		const draft = draftOfText(textOf(months!, rows), {}, context);
		expect([draft.accepted, draft.rejected]).toEqual([6, 0]);
		const told = toldOfDraft(draft, undefined, 'en');
		expect(told.rejects).toMatchObject([
			{ reason: 'impossible value', count: 1, first: [{ row: 3, column: 'Tháng 9/2026' }] }
		]);
		expect(told.notes.join('\n')).toContain('1 figure of rows that were taken');
	});

	it('of a technology leaves 5G, and no mobile', () => {
		const rows = row(3);
		rows[0]![0] = '1.2k';
		const taken = figuresOf(draftOfText(textOf(technologies!, rows), {}, context));
		expect(taken.get('2026-09 5g 00004 ')).toBe(100);
		expect(taken.has('2026-09 mobile 00004 ')).toBe(false);
		expect(taken.get('2026-09 mobile 00008 ')).toBe(300);
	});

	it('that is blank is told: the sum is of those that are given', () => {
		const rows = row(3);
		rows[2]![1] = '';
		const { notes, parts } = draftOfText(textOf(operators!, rows), {}, context);
		expect(
			parts[0]!.rows.find(({ code, operator }) => code === '00025' && !operator)
		).toMatchObject({ samples: 200 });
		const text = notes.map(({ en }) => en).join('\n');
		expect(text).toContain('counts of 5 units are sums of the operators MobiFone, VNPT, Viettel');
		expect(text).toContain('00025 (without VNPT)');
	});

	it('of a unit that stands twice with two values in one month is told for both rows', () => {
		const rows = row(3);
		const text = `${textOf(months!, rows)}\n00004,Di động,100,100,101`;
		const draft = draftOfText(text, {}, context);
		expect(figuresOf(draft).has('2026-09 mobile 00004 ')).toBe(false);
		const told = toldOfDraft(draft, undefined, 'en');
		const of = told.rejects.find(({ reason }) => reason === 'contradiction');
		expect(of?.first.map(({ row: line, column }) => [line, column]).sort()).toEqual([
			[2, 'Tháng 9/2026'],
			[8, 'Tháng 9/2026']
		]);
	});

	it('of an operator’s row in a long table costs the sum', () => {
		const lines = ['00004', '00008', '00025', '00070'].flatMap((code) =>
			['Viettel', 'VNPT', 'MobiFone'].map((name) => [code, name, '100'])
		);
		lines[7]![2] = '2oo';
		const text = [
			'Tháng,Mã xã,Mạng,Nhà mạng,Số mẫu',
			...lines.map(([code, name, samples]) => `9/2026,${code},Di động,${name},${samples}`)
		].join('\n');
		const draft = draftOfText(text, {}, context);
		expect([...figuresOf(draft).keys()].filter((key) => key.includes('00025'))).toEqual([]);
		expect([draft.accepted, draft.rejected]).toEqual([9, 3]);
		expect(draft.outcomes.find(({ line }) => line === 8)).toMatchObject({
			fault: { expected: expect.stringContaining('row 9') as string }
		});
	});

	it('of a month that is stored with another figure is told, and with the same', () => {
		const stored = (month: string) =>
			month === '2026-09'
				? [
						{
							code: '00004',
							operator: '',
							samples: 41,
							download: NaN,
							upload: NaN,
							latency: NaN,
							jitter: NaN
						},
						{
							code: '00008',
							operator: '',
							samples: 100,
							download: NaN,
							upload: NaN,
							latency: NaN,
							jitter: NaN
						}
					]
				: undefined;
		const draft = draftOfText(textOf(months!, row(3)), {}, { ...context, stored });
		const told = toldOfDraft(draft, undefined, 'en');
		expect(told.rejects.map(({ reason, count }) => [reason, count]).sort()).toEqual([
			['contradiction', 1],
			['known already', 1]
		]);
		expect(told.notes.join('\n')).toMatch(/"00004: 100 samples", expected 41 samples/);
		expect([draft.accepted, draft.rejected]).toEqual([6, 0]);
	});
});

describe('months of which every count is 0', () => {
	it('beside others that are filled are told', () => {
		const rows = CODES.map(() => ['100', '90', '0']);
		const told = (of: string[][]) =>
			toldOfDraft(draftOfText(textOf(LAYOUTS[0]!, of), {}, context), undefined, 'en').notes;
		expect(told(rows).join('\n')).toContain('2026-09 mobile: all units say 0 samples');
		rows[3]![2] = '4';
		expect(told(rows).join('\n')).not.toContain('0 samples');
	});
});

describe('a file of several months in the store', () => {
	let country: Country;
	beforeAll(async () => {
		country = await copyCountry();
	});
	afterAll(() => country.remove());
	const own = 'month,code,network,samples\n2026-09,00004,mobile,41';
	const several =
		'code,network,Tháng 7/2026,Tháng 8/2026,Tháng 9/2026\n00004,mobile,10,20,30\n00166,mobile,11,21,31';

	it('is not in while one of its months is in nowhere', async () => {
		const folder = join(country.data, 'samples');
		await addFiles(country.data, { 'một.csv': own });
		const add = () => addFiles(country.data, { 'nhiều.csv': several }, { acceptPartial: true });
		await add();
		// A row of it contradicts what is in, so it is looked at again each time.
		await expect(add()).rejects.toThrow('which was added before');
		await removeMonth(folder, '2026-09');
		expect((await add())?.months).toMatchObject([{ month: '2026-09', samples: 61 }]);
	});

	it('replaces one month by its column alone', async () => {
		const mended = several.replace('10,20,30', '1,2,33');
		const report = await addFiles(country.data, { 'sửa.csv': mended }, { replace: '2026-09' });
		expect(report?.months).toMatchObject([{ month: '2026-09', samples: 64 }]);
		const samples = async (month: string) =>
			(await storedFigures(country.data, month, 'mobile')).get('00004')?.samples;
		expect(await Promise.all(['2026-07', '2026-09'].map(samples))).toEqual([10, 33]);
	});
});

describe('a province that is in with a row of its own', () => {
	it('keeps its count when communes come in below it', () => {
		const none = { download: NaN, upload: NaN, latency: NaN, jitter: NaN };
		const stored = () => [{ code: '01', operator: '', samples: 41_000, ...none }];
		const text = 'Tháng,Mã xã,Mạng,Số mẫu\n9/2026,00004,Di động,100';
		const [part] = draftOfText(text, {}, { ...context, stored }).parts;
		expect(part!.change).toMatchObject({ before: 41_000, after: 41_000, added: 1 });
	});
});
