/** Files as offices send them, from the file to the kept figures; each stands for its kind. */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answers } from '../../src/lib/intake/index.ts';
import { SILENT } from '../common/progress.ts';
import { crosswalksOf } from '../crosswalk/crosswalks.ts';
import { NOW, storeText } from '../testing/office.ts';
import { addSamples, type AddResult } from './add.ts';
import { readStore, rowsOfStored } from './store.ts';
import { linesOf, toldOf } from './tell.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const CASES = join(ROOT, 'tests/fixtures/intake');

let data: string;
beforeEach(async () => {
	data = join(await mkdtemp(join(tmpdir(), 'cases-')), 'data');
	for (const folder of ['gazetteer', 'crosswalk'])
		await cp(join(ROOT, 'data', folder), join(data, folder), { recursive: true });
	await cp(join(ROOT, 'data/editions.csv'), join(data, 'editions.csv'));
});
afterEach(() => rm(resolve(data, '..'), { recursive: true, force: true }));

async function add(file: string, answers: Answers = {}): Promise<AddResult> {
	return addSamples({
		data,
		files: [join(CASES, file)],
		answers,
		now: NOW,
		progress: SILENT,
		crosswalks: (gazetteers) => crosswalksOf(data, gazetteers)
	});
}

/** Kept figures as "month network": samples of all units together, and of some. */
async function kept(): Promise<Record<string, Map<string, number>>> {
	const folder = join(data, 'samples');
	const { months } = await readStore(folder);
	const result: Record<string, Map<string, number>> = {};
	for (const entry of months) {
		const rows = await rowsOfStored(folder, entry);
		result[`${entry.month} ${entry.network}`] = new Map(
			rows.map(({ code, operator, samples }) => [operator ? `${code} ${operator}` : code, samples])
		);
	}
	return result;
}

const sum = (of: Map<string, number> | undefined) =>
	[...(of?.values() ?? [])].reduce((a, b) => a + b, 0);

/** Tables by month; files of single measurements (C…) have tests of their own. */
const tables = readFileSync(join(CASES, 'expect.csv'), 'utf8')
	.trim()
	.split('\n')
	.slice(1)
	.map((line) => line.split(',') as [string, string, string])
	.filter(([file]) => !/^C(?!23)/.test(file));

/** Words of one language that the other doesn't have. */
const ENGLISH =
	/(?<!\p{L})(?:rows?|columns?|expected|found|the|is|are|not|of|as|sheets?|tables?|samples|samples?|months?|header|answer|mobile|code|commune|kept)(?!\p{L})/iu;
const VIETNAMESE =
	/(?<!\p{L})(?:dòng|cột|tệp|thấy|cần|mẫu|không|bảng|trang|tháng|của|là|hoặc|mạng|được)(?!\p{L})/iu;

describe('what must happen', () => {
	it.each(tables)('%s %s: %s', async (file, options, expected) => {
		const answers = Object.fromEntries(
			[...options.matchAll(/--(\S+) (\S+)/g)].map(([, name, value]) => [name!, [value!]])
		);
		const result = await add(file, answers);
		const { status, draft } = result;
		expect(status).toBe({ accept: 'accepted', ask: 'question', refuse: 'refused' }[expected]);
		expect(draft!.rowsRead).toBe(draft!.accepted + draft!.rejected);
		if (expected !== 'accept') expect(await storeText(data)).toBe('');
		for (const { choices, form, found } of draft!.questions)
			expect([
				choices.length > 0,
				form !== '' || choices[0]!.answer === null,
				found.vi !== ''
			]).toEqual([true, true, true]);
		// What stands in quotes is the file's own.
		const own = (language: 'vi' | 'en') =>
			[...linesOf(result, language, false), ...toldOf(result, language).notes]
				.filter(
					(line) => !/^ +(?:Trả lời bằng|Answer with|Riêng từng bảng|For one table):/.test(line)
				)
				.map((line) =>
					line.replace(
						/"(?:[^"\\]|\\.)*"|--\S+ \S*|\S+\.(?:xlsx|csv)(?: \([^)]*\))?|\[[^\]]*\]/g,
						'""'
					)
				);
		for (const line of own('vi')) expect(line).not.toMatch(ENGLISH);
		for (const line of own('en')) expect(line).not.toMatch(VIETNAMESE);
	});
});

describe('figures', () => {
	it('of a row without a commune are told apart', async () => {
		const { draft } = await add('A13-xa-trong.csv');
		const figures = (await kept())['2026-09 mobile']!;
		expect(figures.get('31?')).toBe(57);
		expect(figures.has('31')).toBe(false);
		expect(draft!.parts).toMatchObject([{ units: 114, samples: 33774, unknownCommune: 57 }]);
	});
	it('of a province above its communes are told once', async () => {
		const { report } = await add('G19-phan-cap-2025.xlsx');
		expect(report!.months.map(({ samples }) => samples)).toEqual([12_968]);
	});
	it('of two tables, two networks, columns of months and parts of a total', async () => {
		await add('B08-hai-mang-chong.xlsx');
		await add('B19b-cot-tong-trong-do.xlsx', { network: ['mobile'], month: ['2026-09'] }).catch(
			() => undefined
		);
		const figures = await kept();
		expect([sum(figures['2026-09 mobile']), sum(figures['2026-09 fixed'])]).toEqual([870, 57]);
	});
	it('of operators add up and are kept', async () => {
		await add('A24-theo-nha-mang.csv');
		const figures = (await kept())['2026-09 mobile']!;
		expect([figures.get('00004'), figures.get('00004 Viettel'), figures.get('00004 VNPT')]).toEqual(
			[350, 200, 150]
		);
		expect(figures.get('00025')).toBe(0);
	});
	it('of 5G stand beside the whole', async () => {
		await add('network-5g.csv');
		const figures = await kept();
		expect([
			sum(figures['2026-08 mobile']),
			sum(figures['2026-08 5g']),
			sum(figures['2026-08 fixed'])
		]).toEqual([412, 120, 500]);
	});
	it('of bytes are bits', async () => {
		const [a] = (await add('A14-MBs.csv')).draft!.parts;
		expect(a!.rows[0]).toMatchObject({ download: 68, upload: 25.6 });
	});
	it('of seconds are milliseconds', async () => {
		const [b] = (await add('A18-tre-giay.csv')).draft!.parts;
		expect(b!.rows[0]!.latency).toBeCloseTo(31, 9);
	});
});

describe('an answer', () => {
	const cases: [file: string, answers: Answers, month: string, samples: Record<string, number>][] =
		[
			[
				'B01-ngay-cong-van.xlsx',
				{ month: ['2026-09'] },
				'2026-09 mobile',
				{ '10507': 100, '10543': 248 }
			],
			['B03-ky-26-25.xlsx', { month: ['2026-09'] }, '2026-09 mobile', { '10507': 100 }],
			['A26-thang-so.csv', { month: ['2026-10'] }, '2026-10 mobile', { '00004': 200 }],
			['A26-thang-so.csv', { month: ['2026-01'] }, '2026-01 mobile', { '00004': 200 }],
			[
				'A12-ma-3-chu-so.xlsx',
				{ level: ['commune'] },
				'2024-11 mobile',
				{ '00301': 100, '00340': 181 }
			],
			['A05-lech-dong.xlsx', { trust: ['name'] }, '2026-09 mobile', { '10525': 100 }],
			['A05-lech-dong.xlsx', { trust: ['code'] }, '2026-09 mobile', { '10507': 100 }],
			[
				'B27b-n-xa.csv',
				{ map: ['samples=Số phép đo'] },
				'2026-09 mobile',
				{ '00004': 412, '00008': 412 }
			],
			['A17-kbps-cham.csv', { decimal: [','] }, '2026-09 mobile', { '10507': 100 }]
		];
	it.each(cases)('to %s: %j', async (file, answers, key, samples) => {
		const { status, draft } = await add(file, answers);
		expect([status, draft!.questions]).toEqual(['accepted', []]);
		const figures = (await kept())[key]!;
		for (const [code, count] of Object.entries(samples)) expect(figures.get(code)).toBe(count);
	});

	it('that a list is of before July 2025 carries counts over, marked as estimated', async () => {
		const { status, draft } = await add('A07-danh-muc-cu-ma.csv', { list: ['2022-10'] });
		expect(status).toBe('accepted');
		expect(draft!.parts.every(({ estimatedFrom }) => estimatedFrom === '2022-10')).toBe(true);
		const text = await readFile(join(CASES, 'A07-danh-muc-cu-ma.csv'), 'utf8');
		const all = text
			.trim()
			.split('\n')
			.slice(1)
			.reduce((total, line) => total + Number(line.split(',').at(-1)), 0);
		expect(sum((await kept())['2026-09 mobile'])).toBe(all);
		const [entry] = (await readStore(join(data, 'samples'))).months;
		expect(entry!.estimated).toEqual({ from: '2022-10', provinces: ['01'] });
	});

	it('that contradicts the file is refused', async () => {
		const { status } = await add('B08-hai-mang-chong.xlsx', { month: ['2026-08'] });
		expect([status, await storeText(data)]).toEqual(['refused', '']);
	});
});
