/**
 * Measurements as phones, apps and offices send them, from the file to the kept figures; each stands for its kind, and is
 * read twice: as rows of a sheet, and as DuckDB reads large files.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Answers, Draft } from '../../src/lib/intake/index.ts';
import { SILENT } from '../common/progress.ts';
import { NOW, storeText } from '../testing/office.ts';
import { addSamples, type AddResult } from './add.ts';
import { readStore, rowsOfStored } from './store.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const CASES = join(ROOT, 'tests/fixtures/intake');
/** Outlines of both editions are drawn once. */
const LONG = 400_000;

let data: string;
beforeAll(async () => {
	data = join(await mkdtemp(join(tmpdir(), 'measured-')), 'data');
	for (const folder of ['gazetteer', 'crosswalk'])
		await cp(join(ROOT, 'data', folder), join(data, folder), { recursive: true });
	await cp(join(ROOT, 'data/editions.csv'), join(data, 'editions.csv'));
	await add(['C02-UTC-chu.csv']);
	await forget();
}, LONG);
afterEach(forget);
afterAll(() => rm(resolve(data, '..'), { recursive: true, force: true }));

async function forget(): Promise<void> {
	await rm(join(data, 'samples'), { recursive: true, force: true });
}

async function add(
	files: string[],
	answers: Answers = {},
	sheetBytes?: number
): Promise<AddResult> {
	return addSamples({
		data,
		files: files.map((file) => resolve(CASES, file)),
		answers,
		now: NOW,
		progress: SILENT,
		...(sheetBytes === undefined ? {} : { sheetBytes })
	});
}

/** Samples of the whole country by "month network". */
async function kept(): Promise<Record<string, number>> {
	const folder = join(data, 'samples');
	const { months } = await readStore(folder);
	const result: Record<string, number> = {};
	for (const entry of months) {
		const rows = await rowsOfStored(folder, entry);
		const country = rows.find(({ code, operator }) => code === '' && operator === '');
		result[`${entry.month} ${entry.network}`] = country!.samples;
	}
	return result;
}

/** What both ways must say alike. */
function said({ draft, status, report }: AddResult) {
	const { rowsRead, accepted, rejected, notRows, parts, questions, notes, tables } = draft!;
	return {
		status,
		...{ rowsRead, accepted, rejected, notRows, parts, questions, notes, tables },
		reasons: report?.rejected
	};
}

/** Tables and hexagons of the store. */
async function filesOf(): Promise<object[]> {
	const { months } = await readStore(join(data, 'samples'));
	return months.flatMap(({ parts }) => parts.map(({ table, hexagons }) => [table, hexagons]));
}

/** Add files in both ways, which must do the same to draft and store. */
async function addBoth(files: string[], answers: Answers = {}): Promise<Draft> {
	const rows = await add(files, answers);
	const rowsStore = await filesOf();
	await forget();
	const large = await add(files, answers, 0);
	expect(said(large)).toEqual(said(rows));
	expect(await filesOf()).toEqual(rowsStore);
	return rows.draft!;
}

const accepted: [file: string, samples: Record<string, number>][] = [
	['C02-UTC-chu.csv', { '2026-09 mobile': 2, '2026-10 mobile': 1 }],
	['C03-CH.csv', { '2026-09 mobile': 3 }],
	['C11-mang.csv', { '2026-09 mobile': 17, '2026-09 fixed': 10, '2026-09 5g': 4 }],
	['C14-lap-trong-tep.csv', { '2026-09 mobile': 1 }],
	['C16-mlab.csv', { '2026-09 fixed': 2 }],
	['C17-nperf.csv', { '2026-09 mobile': 1, '2026-09 5g': 1 }]
];

describe('is taken', () => {
	it.each(accepted)(
		'%s',
		async (file, samples) => {
			const draft = await addBoth([file]);
			expect([draft.status, draft.questions]).toEqual(['accepted', []]);
			expect(draft.rowsRead).toBe(draft.accepted + draft.rejected);
			expect(await kept()).toEqual(samples);
		},
		LONG
	);

	it(
		'of two phones with their own ids: none is lost',
		async () => {
			const draft = await addBoth(['C13-may-A.csv', 'C13-may-B.csv']);
			expect([draft.accepted, draft.rejected]).toEqual([20, 0]);
			expect(await kept()).toEqual({ '2026-09 mobile': 20 });
		},
		LONG
	);

	it(
		'with figures in Mbit/s and ms',
		async () => {
			const [part] = (await addBoth(['C17-nperf.csv'])).parts;
			expect(part!.rows[0]).toMatchObject({ download: 245.123, upload: 45.034, latency: 12 });
		},
		LONG
	);
});

it('every file of measurements that is expected something of is here', async () => {
	const own = await readFile(import.meta.filename, 'utf8');
	const expected = (await readFile(join(CASES, 'expect.csv'), 'utf8')).split('\n').slice(1);
	const files = expected.map((line) => line.split(',')[0]!).filter((name) => /^C(?!23)/.test(name));
	expect(files.filter((name) => !own.includes(`'${name}'`))).toEqual([]);
	expect(files).toHaveLength(11);
});

describe('is known by its headers', () => {
	const presets: [file: string, name: string, samples: Record<string, number>, download: number][] =
		[
			['speedtest-app.csv', 'Speedtest', { '2026-09 mobile': 2, '2026-09 fixed': 1 }, 94.321],
			[
				'speedtest-extract.csv',
				'Speedtest Intelligence',
				{ '2026-09 mobile': 2, '2026-09 5g': 1 },
				120.3
			],
			['rtr-nettest.csv', 'RTR-NetTest', { '2026-09 mobile': 1, '2026-09 fixed': 1 }, 92.18],
			// No description of this export is public: the file has the names that the app shows, and its units.
			[
				'opensignal.csv',
				'OpenSignal',
				{ '2026-09 mobile': 2, '2026-09 fixed': 1, '2026-09 5g': 1 },
				120.3
			]
		];
	it.each(presets)(
		'%s of %s',
		async (file, name, samples, download) => {
			const draft = await addBoth([`presets/${file}`]);
			expect([draft.status, draft.questions]).toEqual(['accepted', []]);
			expect(draft.notes.some(({ en }) => en.includes(name))).toBe(true);
			expect(await kept()).toEqual(samples);
			const all = draft.parts.flatMap(({ rows }) => rows.map((row) => row.download));
			expect(Math.max(...all)).toBeCloseTo(download, 9);
		},
		LONG
	);

	it(
		'tiles, whose network the name of the file tells',
		async () => {
			const answers = { take: ['aggregate'], month: ['2026-09'] };
			const { draft } = await add(['presets/gps_mobile_tiles.csv'], answers);
			expect(draft!.tables[0]!.network).toMatchObject({ value: 'mobile' });
			expect(draft!.status).toBe('accepted');
		},
		LONG
	);
});

describe('is asked about, and nothing kept', () => {
	const cases: [
		file: string,
		about: string,
		answers: Answers,
		samples: Record<string, number>,
		check: (draft: Draft) => void
	][] = [
		[
			'C01-ngay-kieu-My.csv',
			'dates',
			{ dates: ['month-first'] },
			{ '2026-09 mobile': 30 },
			() => {}
		],
		[
			'C12-kbps.csv',
			'unit',
			{ unit: ['kbit/s'] },
			{ '2026-09 mobile': 20 },
			({ parts }) => {
				const all = parts.flatMap(({ rows }) => rows.map(({ download }) => download));
				expect(Math.max(...all)).toBeLessThan(100);
			}
		]
	];
	it.each(cases)(
		'%s: %s',
		async (file, about, answers, samples, check) => {
			const open = await addBoth([file]);
			expect(open.status).toBe('question');
			expect(open.questions.map((of) => of.about)).toEqual([about]);
			expect(open.questions[0]!.choices.every(({ examples }) => examples.length > 0)).toBe(true);
			expect(await storeText(data)).toBe('');
			const draft = await addBoth([file], answers);
			expect([draft.status, draft.questions]).toEqual(['accepted', []]);
			expect(await kept()).toEqual(samples);
			check(draft);
		},
		LONG
	);

	it(
		'tiles, until they are taken as a table of a month and network with means',
		async () => {
			const { draft } = await add(['C15-ookla-tiles.csv']);
			expect(draft!.questions.map(({ about }) => about)).toEqual(['take']);
			expect(await storeText(data)).toBe('');
			const answers = { take: ['aggregate'], month: ['2026-09'], network: ['fixed'] };
			const { draft: taken } = await add(['C15-ookla-tiles.csv'], answers);
			expect(taken!.status).toBe('accepted');
			expect(taken!.parts.map(({ samples, statistic }) => [samples, statistic])).toEqual([
				[17, 'mean']
			]);
			const all = taken!.parts.flatMap(({ rows }) => rows.map(({ download }) => download)).sort();
			expect(all).toEqual([45.123, 9.5]);
		},
		LONG
	);
});

describe('what the file says otherwise is refused', () => {
	const cases: [file: string, answers: Answers][] = [
		['C11-mang.csv', { network: ['fixed'] }],
		['C17-nperf.csv', { unit: ['Mbit/s'] }],
		['C02-UTC-chu.csv', { unit: ['kbit/s'] }],
		['C03-CH.csv', { dates: ['month-first'] }]
	];
	it.each(cases)(
		'%s %j',
		async (file, answers) => {
			const { status, draft } = await add([file], answers);
			expect([status, draft!.refusals.length > 0]).toEqual(['refused', true]);
			expect(await storeText(data)).toBe('');
		},
		LONG
	);
});

describe('what lies', () => {
	const P = '21.03853,105.83806';
	const row = (at: number, time: string, speed: string | number = 40 + at) =>
		`${time},${P},4G,${speed}`;
	const twelve = (of: (at: number) => string) => Array.from({ length: 12 }, (_, at) => of(at));
	const day = (at: number) => String(at + 1).padStart(2, '0');
	const header = 'time,lat,lon,network,download_mbps';
	const asked: [name: string, lines: string[], about: string][] = [
		[
			'an unknown header above times',
			[
				'lúc nào,lat,lon,network,download_mbps',
				...twelve((at) => row(at, `2026-09-${day(at)} 07:15:00`))
			],
			'map'
		],
		[
			'both orders of dates',
			[header, ...twelve((at) => row(at, at % 2 ? `${at + 13}/09/2026` : `09/${at + 13}/2026`))],
			'dates'
		],
		[
			'codes of networks',
			[header, ...twelve((at) => row(at, `2026-09-${day(at)}`).replace('4G', String(at % 3)))],
			'network'
		],
		[
			'two units in one column',
			[header, ...twelve((at) => row(at, `2026-09-${day(at)}`, at < 6 ? 40 : 40_000 + at))],
			'partial'
		]
	];
	it.each(asked)(
		'%s',
		async (_, lines, about) => {
			const path = join(data, '..', 'lies.csv');
			await writeFile(path, `${lines.join('\n')}\n`);
			const draft = await addBoth([path]);
			expect(draft.questions.map((of) => of.about)).toEqual([about]);
			const { choices } = draft.questions[0]!;
			expect(choices.every(({ answer, examples }) => !answer || examples.length > 0)).toBe(true);
			expect(await storeText(data)).toBe('');
		},
		LONG
	);

	it(
		'a sum below them is none of them',
		async () => {
			const path = join(data, '..', 'lies.csv');
			const lines = [header, row(1, '2026-09-01'), row(2, '2026-09-02'), 'Tổng cộng,,,,83', ''];
			await writeFile(path, lines.join('\n'));
			expect(await addBoth([path])).toMatchObject({ accepted: 2, rejected: 0, notRows: 1 });
		},
		LONG
	);

	it(
		'a repeated header, times of the future and lost decimals are told as such',
		async () => {
			const path = join(data, '..', 'lies.csv');
			const lines = [header, row(1, '2026-09-01'), header, row(2, '2026-09-02')];
			await writeFile(path, `${lines.join('\n')}\n`);
			expect(await addBoth([path])).toMatchObject({ accepted: 2, rejected: 0, notRows: 1 });
			await forget();
			await writeFile(path, `${[header, row(1, '2026-12-01 07:15:00')].join('\n')}\n`);
			const { refusals } = await addBoth([path]);
			expect(refusals[0]!.found).toContain('impossible time "2026-12-01 07:15:00"');
			await writeFile(path, `${header}\n2026-09-01,2103853,10583806,4G,40\n`);
			expect((await addBoth([path])).refusals[0]!.found).toContain('impossible place');
		},
		LONG
	);
});

describe('forms', () => {
	const A = [105.83806, 21.03853] as const;
	const forms: [name: string, text: string][] = [
		[
			'a.geojson',
			JSON.stringify({
				type: 'FeatureCollection',
				features: [
					{
						type: 'Feature',
						geometry: { type: 'Point', coordinates: A },
						properties: { time: '2026-09-15T00:15:00Z', network: '4G', download_mbps: 45.2 }
					}
				]
			})
		],
		[
			'pairs.csv',
			'Thời gian;Tọa độ;Mạng;Tải xuống (Mbps)\n15/09/2026 07:15;21,03853, 105,83806;4G;45,2\n'
		],
		[
			'degrees.csv',
			`Thời gian,Tọa độ,Mạng,Tải xuống (Mbps)\n15/09/2026 7h15,"21°02'18.7""N 105°50'17.0""E",4G,45.2\n`
		],
		[
			'named-zone.csv',
			`time,lat,lon,network,download_mbps\n2026-09-14 20:15:00 America/New_York,21.03853,105.83806,4G,45.2\n`
		],
		[
			'lines.ndjson',
			'{"time":"2026-09-15 07:15:00 +07","place":{"lat":21.03853,"lon":105.83806},"network":"4G","download_mbps":45.2}\n{"time":"2026-09-15 07:15:00 +07","place":{"lat":21.03853,"lon":105.83806},"network":"4G","download_mbps":45.2}\n'
		],
		[
			'exchanged.csv',
			'time,lat,lon,network,download_mbps\n2026-09-15 07:15:00,105.83806,21.03853,4G,45.2\n'
		]
	];
	it.each(forms)(
		'%s',
		async (name, text) => {
			const path = join(data, '..', name);
			await writeFile(path, text);
			const { draft } = await add([path], {});
			expect(draft!.parts.map(({ month, network, samples }) => [month, network, samples])).toEqual([
				['2026-09', 'mobile', 1]
			]);
			expect(draft!.parts[0]!.rows[0]).toMatchObject({ download: 45.2 });
		},
		LONG
	);
});
