/**
 * Every line of `expect.csv`, from the file to the published figures: each file is added, its months are written as
 * `npm run data` writes them, and read back as the page reads them. For what is asked each answer is given, too.
 */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMonth } from '../../src/lib/data/tables.ts';
import type { Network } from '../../src/lib/domain/network.ts';
import { unitsOf } from '../../src/lib/domain/unit.ts';
import type { Answers } from '../../src/lib/intake/index.ts';
import { SILENT } from '../common/progress.ts';
import { filesBelow } from '../common/sources.ts';
import { crosswalksOf } from '../crosswalk/crosswalks.ts';
import { readGazetteers } from '../gazetteer/gazetteer.ts';
import { readStoredMonths, tableOfStored } from '../samples/apply.ts';
import { addSamples } from '../samples/add.ts';
import { copyListsOfToday } from '../testing/lists-of-today.ts';
import { addFiles, NOW, storeText } from '../testing/office.ts';
import { FLOOR } from './floor.ts';
import { monthContents } from './month-contents.ts';
import { writeContent } from '../common/publish.ts';

const REAL = resolve(import.meta.dirname, '../../data');
const CASES = resolve(import.meta.dirname, '../../tests/fixtures/intake');
/** Of measurements the outlines of today are drawn once. */
const LONG = 400_000;

interface Line {
	file: string;
	options: string;
	expect: 'accept' | 'ask' | 'refuse';
	what: string;
}
const LINES = parse(await readFile(join(CASES, 'expect.csv')), { columns: true }) as Line[];

/** Samples of provinces together, and figures of units: "code", or "code download". */
type Published = Record<string, Record<string, number>>;

/** What is given for an answer. */
type Given = Published | 'question' | 'refused';

let root: string;
/** All lists of units, for tables; today's alone, whose outlines are drawn in seconds, for measurements. */
let folders: { tables: string; measurements: string };
beforeAll(async () => {
	root = await mkdtemp(join(tmpdir(), 'every-case-'));
	folders = { tables: join(root, 'all'), measurements: join(root, 'today') };
	await copyListsOfToday(folders.measurements);
	for (const folder of ['gazetteer', 'crosswalk'])
		await cp(join(REAL, folder), join(folders.tables, folder), { recursive: true });
	await cp(join(REAL, 'editions.csv'), join(folders.tables, 'editions.csv'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const isMeasured = (file: string) => /^C(?!23)/.test(file);
const dataOf = (file: string) => (isMeasured(file) ? folders.measurements : folders.tables);

async function add(files: readonly string[], answers: Answers) {
	await rm(join(dataOf(files[0]!), 'samples'), { recursive: true, force: true });
	return addBeside(files, answers);
}

/** Add files to what is in. */
async function addBeside(files: readonly string[], answers: Answers) {
	const data = dataOf(files[0]!);
	const { status, draft } = await addSamples({
		data,
		files: files.map((file) => join(CASES, file)),
		answers,
		now: NOW,
		progress: SILENT,
		...(isMeasured(files[0]!) ? {} : { crosswalks: (of) => crosswalksOf(data, of) })
	});
	return { status, draft: draft!, data };
}

/** A month that is in before a file is asked about. */
const BEFORE = 'month,code,network,samples\n2026-07,00008,fixed,320\n';

/** Contents of all files below a folder, in hexadecimal, by path. */
async function contentsOf(folder: string): Promise<Map<string, string>> {
	const contents = (await filesBelow(folder)).map(
		async (file) => [file, (await readFile(file)).toString('hex')] as const
	);
	return new Map(await Promise.all(contents));
}

/** What is published of the store: written and read back. */
async function published(data: string): Promise<Published> {
	const [out, lists] = [await mkdtemp(join(root, 'out-')), await readGazetteers(data)];
	const result: Published = {};
	const { months, ...living } = await readStoredMonths(data);
	for (const stored of months) {
		const { edition, month, network: own } = stored.entry;
		const of = lists.find((each) => each.edition === edition)!.units;
		const networks = { [own]: tableOfStored(stored, of, living, FLOOR) };
		const made = monthContents(of, { month, edition, networks, hexagons: new Map() });
		for (const { file, body } of made.contents) await writeContent(out, file.url, body);
		for (const [network, { table: file }] of Object.entries(made.month.networks)) {
			const { buffer } = new Uint8Array(await readFile(join(out, file.url)));
			const values = await readMonth(of, { month, network: network as Network }, buffer, file.url);
			const figures: Record<string, number> = { total: 0 };
			for (const level of of.levels)
				unitsOf(of, level).codes.forEach((code, row) => {
					const { samples, download } = values[level]!;
					if (Number.isNaN(samples[row])) return;
					if (level === 'province') figures['total']! += samples[row]!;
					figures[code] = samples[row]!;
					if (!Number.isNaN(download[row])) figures[`${code} download`] = download[row]!;
				});
			result[`${month} ${network}`] = figures;
		}
	}
	return result;
}

/** Without what single precision leaves behind. */
const rounded = (value: number) => Number(value.toPrecision(6));

/** The figures that are expected, no month or network more. */
function expectPublished(found: Published, given: Published): void {
	expect(Object.keys(found).sort()).toEqual(Object.keys(given).sort());
	for (const [key, figures] of Object.entries(given))
		for (const [name, value] of Object.entries(figures))
			expect(rounded(found[key]![name] ?? NaN), `${key} ${name}`).toBe(rounded(value));
}

const answersOf = (options: string): Answers =>
	Object.fromEntries(
		[...options.matchAll(/--(\S+) (\S+)/g)].map(([, name, value]) => [name!, [value!]])
	);
const filesOf = ({ file, options }: Line) => [
	file,
	...(/^with (\S+)/.exec(options)?.slice(1) ?? [])
];

/** What is published of files that are taken. */
const TAKEN: Record<string, Published> = {
	'A13-xa-trong.csv': {
		'2026-09 mobile': { total: 33774, '31': 33774, '10507': 100, '10532': 174 }
	},
	'A14-MBs.csv': { '2026-09 mobile': { total: 412, '00004': 412, '00004 download': 68 } },
	'A18-tre-giay.csv': { '2026-09 mobile': { total: 412, '00004 download': 45.2 } },
	'B08-hai-mang-chong.xlsx': {
		'2026-09 mobile': { total: 870, '10507': 100, '10543': 248 },
		'2026-09 fixed': { total: 57, '10552': 11, '10570': 12 }
	},
	'B08c-hai-bang-khac-cot.xlsx': { '2026-09 mobile': { total: 411, '10532': 174, '10552': NaN } },
	'A21-hai-bang.xlsx': {
		'2026-09 mobile': {
			total: 50_915,
			'01': 5000,
			'22': 5009,
			'31': 870,
			'10507': 100,
			'10537': 211
		}
	},
	'H-bars.xlsx': {
		'2024-11 mobile': { total: 43_106, '11296': 37, '11296 download': 31.1, '31': 43_106 }
	},
	'B19b-cot-tong-trong-do.xlsx': {
		'2026-09 mobile': { total: 300, '10507': 100 },
		'2026-09 5g': { total: 60, '10507': 20 }
	},
	'A19b-mang-trong-ngoac-lech.xlsx': {
		'2026-09 mobile': { total: 411, '10507': 100 },
		'2026-09 fixed': { total: 414, '10507': 101 }
	},
	'A24-theo-nha-mang.csv': {
		'2026-09 mobile': { total: 550, '00004': 350, '00008': 200, '00025': 0 }
	},
	'A27-trang-an.xlsx': { '2026-09 mobile': { total: 411, '10507': 100 } },
	'C14-lap-trong-tep.csv': { '2026-09 mobile': { total: 1, '00004': 1, '00004 download': 40 } },
	'C13-may-A.csv': { '2026-09 mobile': { total: 20, '01 download': 50.2 } },
	'C13-may-B.csv': { '2026-09 mobile': { total: 20, '01 download': 50.2 } },
	'C02-UTC-chu.csv': { '2026-09 mobile': { total: 2, '00004': 2 }, '2026-10 mobile': { total: 1 } },
	'T9-lech-giay.xlsx': { '2026-09 mobile': { total: 1234, '00004': 1234 } },
	'B00-CHU-HOA.csv': {
		'2026-09 mobile': { total: 200, '00004': 200, '00004 download': 45.2 },
		'2026-09 fixed': { total: 100, '00008': 100, '00008 download': 45.2 }
	},
	'B28-so-lan.csv': { '2026-09 mobile': { total: 412, '00004': 412 } },
	// "Phường Cửa Nam (mới)" (55) is offered beside the one that fits as it stands.
	'A33-viet-tat-tinh-day-du.csv': { '2026-09 mobile': { total: 490, '00004': 50, '00082': 54 } },
	'A10-ten-xa-khong-tinh.xlsx': { '2026-09 mobile': { total: 37_175, '01': 37_175, '00004': 100 } },
	'G19-phan-cap-2025.xlsx': {
		'2026-09 mobile': {
			total: 12_968,
			'01': 3242,
			'04': 3242,
			'08': 3242,
			'11': 3242,
			'00008': 137
		}
	},
	'A23-gop-doc.xlsx': { '2026-09 mobile': { total: 622, '10507': 100, '10537': 211 } },
	'B10-ba-dong-tieu-de.xlsx': {
		'2026-08 mobile': { total: 33, '10507': 10, '10507 download': 20 },
		'2026-09 mobile': { total: 93, '10507': 30, '10507 download': 40 },
		'2026-08 fixed': { total: 153, '10507': 50, '10507 download': 60 },
		'2026-09 fixed': { total: 213, '10507': 70, '10507 download': 80 }
	},
	'B11-loai-hinh.csv': { '2026-09 mobile': { total: 200, '00004': 200 } },
	'C11-mang.csv': {
		'2026-09 mobile': { total: 17 },
		'2026-09 fixed': { total: 10 },
		'2026-09 5g': { total: 4 }
	},
	'C16-mlab.csv': { '2026-09 fixed': { total: 2, '00004 download': 35.2 } },
	'C17-nperf.csv': {
		'2026-09 mobile': { total: 1, '00004 download': 245 },
		'2026-09 5g': { total: 1, '00004 download': 245 }
	},
	'C03-CH.csv': { '2026-09 mobile': { total: 3, '00004 download': 45.2 } },
	...Object.fromEntries(
		['F-src.ods', 'F-src.zip', 'F-cp1258.csv'].map((file): [string, Published] => [
			file,
			{
				'2026-09 mobile': { total: 424, '00004': 412, '00454': 12 },
				'2026-09 fixed': { total: 5, '00097': 5 }
			}
		])
	),
	'bac-ninh-2026-10-official-names.csv': { '2026-10 mobile': { total: 14_751, '07210': 100 } },
	'ba-che-official-code.csv': {
		'2026-09 mobile': { total: 532, '06970': 412, '06970 download': 68.2, '06979': 120 }
	},
	'network-5g.csv': {
		'2026-08 mobile': { total: 412, '00004 download': 80 },
		'2026-08 5g': { total: 120, '00004 download': 400 },
		'2026-08 fixed': { total: 500, '00004 download': 250 }
	},
	'dong-nai-2025-09.csv': {
		'2025-09 mobile': { total: 320, '26368': 100, '26248': 100, '26485': 120 }
	}
};

const HAI_PHONG = { total: 870, '10507': 100, '10543': 248 };
const TILES = { take: ['aggregate'], month: ['2026-09'] };

/** What each answer to a question gives. */
const ASKED: Record<string, [answers: Answers, given: Given][]> = {
	'C01-ngay-kieu-My.csv': [
		[{ dates: ['month-first'] }, { '2026-09 mobile': { total: 30, '00004': 1 } }],
		// There is no 13th month.
		[{ dates: ['day-first'] }, 'refused']
	],
	'A07-danh-muc-cu-ma.csv': [
		[{ list: ['2022-10'] }, { '2026-09 mobile': { total: 2441, '01': 2441 } }],
		[{ list: ['2025-07'] }, 'question']
	],
	'A05-lech-dong.xlsx': [
		[{ trust: ['code'] }, { '2026-09 mobile': { total: 8295, '10507': 100, '10525': 137 } }],
		[{ trust: ['name'] }, { '2026-09 mobile': { total: 8295, '10525': 100, '10532': 137 } }]
	],
	'A12-ma-3-chu-so.xlsx': [
		[{ level: ['commune'] }, { '2024-11 mobile': { total: 3567, '00301': 100, '00340': 181 } }],
		// Names of communes beside codes of districts.
		[{ level: ['district'] }, 'question']
	],
	'C12-kbps.csv': [
		// The middle of 3,000, 5,500 … 50,500.
		[{ unit: ['kbit/s'] }, { '2026-09 mobile': { total: 20, '01 download': 26.8 } }],
		// Over 20,000 Mbit/s no network is: those speeds are left out.
		[{ unit: ['Mbit/s'] }, { '2026-09 mobile': { total: 20, '01 download': 10_500 } }]
	],
	// Speeds are published in tenths.
	'A17-kbps-cham.csv': [
		[
			{ decimal: [','] },
			{ '2026-09 mobile': { total: 1155, '10507': 100, '10507 download': 9.1 } }
		],
		[{ decimal: ['.'] }, 'question'],
		[{ unit: ['Mbit/s'] }, 'question'],
		[{ unit: ['kbit/s'] }, 'question'],
		[
			{ decimal: ['.'], unit: ['Mbit/s'] },
			{ '2026-09 mobile': { total: 1155, '10507 download': 9.1 } }
		]
	],
	'B01-ngay-cong-van.xlsx': [
		[{ month: ['2026-09'] }, { '2026-09 mobile': HAI_PHONG }],
		[{ month: ['2025-09'] }, { '2025-09 mobile': HAI_PHONG }]
	],
	'B03-ky-26-25.xlsx': [
		[{ month: ['2026-09'] }, { '2026-09 mobile': HAI_PHONG }],
		[{ month: ['2026-08'] }, { '2026-08 mobile': HAI_PHONG }]
	],
	'A26-thang-so.csv': [
		[{ month: ['2026-01'] }, { '2026-01 mobile': { total: 200, '00004': 200 } }],
		[{ month: ['2026-10'] }, { '2026-10 mobile': { total: 200, '00004': 200 } }]
	],
	'B07-mot-trang-bo-qua.xlsx': [
		...(['2026-10', '2026-11'] as const).flatMap((month) =>
			(['mobile', 'fixed'] as const).flatMap((network): [Answers, Given][] => [
				[
					{ month: [month], network: [network], map: ['samples=Số lượt'] },
					{ [`${month} ${network}`]: { total: 822, '10507': 100, '00004': 100 } }
				],
				[
					{ month: [month], network: [network], skip: ['Hà Nội'] },
					{ [`${month} ${network}`]: { total: 411, '10507': 100, '00004': NaN } }
				]
			])
		),
		[
			{ month: ['2026-10'], network: ['5g'], skip: ['Hà Nội'] },
			{ '2026-10 5g': { total: 411, '10507': 100 } }
		],
		[
			{ month: ['2026-09'], network: ['mobile'], skip: ['Hà Nội'] },
			{ '2026-09 mobile': { total: 411, '10507': 100, '00004': NaN } }
		]
	],
	'B27b-n-xa.csv': [
		[
			{ map: ['samples=Số phép đo'] },
			{ '2026-09 mobile': { total: 824, '00004': 412, '00008': 412 } }
		],
		[{ map: ['samples=n'] }, { '2026-09 mobile': { total: 3, '00004': 1, '00008': 2 } }],
		[{ skip: ['B27b-n-xa.csv'] }, 'refused']
	],
	// Two of the former districts have no commune of their name.
	'A30-huyen-cu.csv': [[{ level: ['commune'] }, 'question']],
	'C15-ookla-tiles.csv': [
		[{ take: ['aggregate'] }, 'question'],
		[{ ...TILES, network: ['fixed'] }, { '2026-09 fixed': { total: 17 } }],
		[{ ...TILES, network: ['mobile'] }, { '2026-09 mobile': { total: 17 } }],
		[{ skip: ['C15-ookla-tiles.csv'] }, 'refused']
	]
};

describe.each(LINES)('$file $options', (line) => {
	const files = filesOf(line);
	const given = (answers: Answers) => add(files, { ...answersOf(line.options), ...answers });
	if (line.expect === 'accept')
		it(
			'is published',
			async () => {
				const { status, data } = await given({});
				expect(status).toBe('accepted');
				expectPublished(await published(data), TAKEN[line.file]!);
			},
			LONG
		);
	else
		it(
			`is ${line.expect === 'ask' ? 'asked about' : 'refused'}, and a store stays as it was`,
			async () => {
				// Another province's month is in.
				const data = dataOf(line.file);
				await rm(join(data, 'samples'), { recursive: true, force: true });
				await addFiles(data, { 'before.csv': BEFORE });
				const before = await contentsOf(join(data, 'samples'));
				expect(before.size).toBeGreaterThan(2);
				const { status, draft } = await addBeside(files, answersOf(line.options));
				expect(status).toBe(line.expect === 'ask' ? 'question' : 'refused');
				expect(await contentsOf(join(data, 'samples'))).toEqual(before);
				const choices = draft.questions.flatMap((of) =>
					of.choices.flatMap((each) => each.answer ?? [])
				);
				const answered = (ASKED[line.file] ?? []).flatMap(([answers]) =>
					Object.entries(answers).flatMap(([name, values]) =>
						values.map((value) => `${name} ${value}`)
					)
				);
				expect(answered).toEqual(
					expect.arrayContaining(choices.map(({ name, value }) => `${name} ${value}`))
				);
			},
			LONG
		);
	for (const [answers, result] of ASKED[line.file] ?? [])
		it(
			`gives with ${JSON.stringify(answers)} ${typeof result === 'string' ? result : Object.keys(result).join(', ')}`,
			async () => {
				const { status, data } = await given(answers);
				if (typeof result === 'string') {
					expect([status, await storeText(data)]).toEqual([result, '']);
					return;
				}
				expect(status).toBe('accepted');
				expectPublished(await published(data), result);
			},
			LONG
		);
});

it('every line has its figures, or what each answer gives', () => {
	for (const { file, expect: what } of LINES)
		expect([
			file,
			what === 'accept' ? file in TAKEN : what === 'ask' ? file in ASKED : true
		]).toEqual([file, true]);
	expect(LINES).toHaveLength(50);
});
