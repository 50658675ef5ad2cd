/** Measurements of an office become figures of units. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyDrawnCountry, type Country } from '../testing/country.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { addFiles, figuresOf, storeText } from '../testing/office.ts';
import { readStoredMonths } from './apply.ts';

let country: Country;
beforeEach(async () => {
	country = await copyDrawnCountry();
});
afterEach(() => country.remove());

/** Points in communes 00001 (district 001) and 00166 (district 005), province 01; and in 20194, province 48. */
const A = '105.84966,21.04652';
/** In the same commune as A, in another hexagon. */
const A_BESIDE = '105.8535,21.0505';
const B = '105.79304,21.03386';
const C = '108.12504,16.16152';
const HEADER = 'time,longitude,latitude,network,download_mbps,upload_mbps,latency_ms';
const csv = (...rows: string[]) => [HEADER, ...rows, ''].join('\n');

describe('measurements', () => {
	it('count at every level, with figures from the measurements themselves', async () => {
		const speeds = [10, 20, 30, 40, 50, 60, 70, 100, 200, 300];
		const rows = speeds.map(
			(speed, at) =>
				`2024-11-0${1 + (at % 9)} 10:00:00,${at < 3 ? A : B},mobile,${speed},${speed / 2},20`
		);
		const report = await addFiles(country.data, {
			'a.csv': csv(...rows, `2024-11-03 10:00,${C},mobile,5,,`)
		});
		expect(report).toMatchObject({ kind: 'measurements', rowsRead: 11, accepted: 11 });
		const figures = await figuresOf(country.data, '2024-11', 'mobile');
		expect(figures.get('00001')).toMatchObject({
			samples: 3,
			download: 20,
			download_mean: 20,
			upload: 10,
			share_40: 0
		});
		expect(figures.get('005')).toMatchObject({
			samples: 7,
			download: 70,
			share_40: 1,
			share_100: 3 / 7
		});
		expect(figures.get('01')).toMatchObject({
			samples: 10,
			download: 55,
			download_p10: 19
		});
		expect(figures.get('01')!.download_p90).toBeCloseTo(210, 9);
		// Ranks 2 and 9 of 10.
		expect(figures.get('01')).toMatchObject({ download_low: 20, download_high: 200 });
		expect(figures.get('')).toMatchObject({ samples: 11, download: 50, latency: 20 });
		expect(figures.get('48')).toMatchObject({ samples: 1, download: 5, upload: NaN });
	});

	it('leave units of their provinces with 0 samples, and other provinces without data', async () => {
		await addFiles(country.data, { 'a.csv': csv(`2024-11-01 10:00:00,${A},mobile,10,5,20`) });
		const figures = await figuresOf(country.data, '2024-11', 'mobile');
		expect(figures.get('00004')).toMatchObject({ samples: 0, download: NaN });
		expect(figures.has('48')).toBe(false);
		expect(figures.has('20194')).toBe(false);
	});

	it('belong to the month of the local calendar, around midnight UTC and local', async () => {
		const rows = [
			`2024-10-31 23:59:59,${A},mobile,1,1,1`,
			`2024-11-01 00:00:00,${A},mobile,2,1,1`,
			`2024-10-31T16:59:59Z,${A},mobile,3,1,1`,
			`2024-10-31T17:00:00.000Z,${A},mobile,4,1,1`,
			`2024-11-01T00:30:00+07:00,${A},mobile,5,1,1`,
			`2024-11-01 00:30:00+08,${A},mobile,6,1,1`
		];
		await addFiles(country.data, { 'a.csv': csv(...rows) });
		expect((await figuresOf(country.data, '2024-10', 'mobile')).get('')!.samples).toBe(3);
		expect((await figuresOf(country.data, '2024-11', 'mobile')).get('')!.samples).toBe(3);
	});

	it('of two editions are placed in the units of their own', async () => {
		const rows = [`2025-06-30 23:59:59,${A},mobile,1,1,1`, `2025-07-01 00:00:00,${B},mobile,1,1,1`];
		await addFiles(country.data, { 'a.csv': csv(...rows) });
		expect((await figuresOf(country.data, '2025-06', 'mobile')).get('00001')!.samples).toBe(1);
		const later = await figuresOf(country.data, '2025-07', 'mobile');
		expect(later.has('005')).toBe(false);
		expect(later.get('01')!.samples).toBe(1);
	});

	const bad: [row: string, reason: string, found: string][] = [
		[`2014-11-01 10:00:00,${A},mobile,1,1,1`, 'impossible time', '2014-11-01 10:00:00'],
		[`2026-11-15 12:00:01,${A},mobile,1,1,1`, 'impossible time', '2026-11-15 12:00:01'],
		[`2024-02-30 10:00:00,${A},mobile,1,1,1`, 'impossible time', '2024-02-30 10:00:00'],
		[`soon,${A},mobile,1,1,1`, 'impossible time', 'soon'],
		[`2024-11-01,${A},bưu điện,1,1,1`, 'missing network', 'bưu điện'],
		['2024-11-01,0,0,mobile,1,1,1', 'impossible place', '0.0, 0.0'],
		['2024-11-01,nan,21,mobile,1,1,1', 'impossible place', '21.0'],
		['2024-11-01,105,91,mobile,1,1,1', 'impossible place', '105.0, 91.0'],
		['2024-11-01,105.84966,x,mobile,1,1,1', 'impossible place', '105.8'],
		['2024-11-01,112.61,12.34,mobile,1,1,1', 'outside every unit', '112.6, 12.3'],
		[`2024-11-01,${A},mobile,0,,`, 'impossible speed', '0'],
		[`2024-11-01,${A},mobile,20001,-1,0`, 'impossible speed', '20001, -1, 0'],
		[`2024-11-01,${A},mobile,inf,-,-`, 'impossible speed', 'inf'],
		[`2024-11-01,${A},mobile,fast,,`, 'impossible speed', 'fast'],
		[`2024-11-01,${A},mobile,-,N/A,`, 'no value', ''],
		[`2024-11-01,${A},mobile,1`, 'broken row', 'fewer cells'],
		[`2024-11-01,${A},mobile,1,1,1,x,y`, 'broken row', 'more cells']
	];
	const ways = bad.flatMap((of) => [
		[...of, 'as a row of a sheet', 1e9] as const,
		[...of, 'by DuckDB', 0] as const
	]);
	it.each(ways)('%s is %s (%s), %s', async (row, reason, found, _, sheetBytes) => {
		const goods = [1, 2, 3, 4].map((speed) => `2024-11-01,${A},Di động,${speed},1,1`);
		const [first, ...others] = goods;
		const files = { 'a.csv': csv(first!, row, ...others) };
		const report = await addFiles(country.data, files, { sheetBytes, acceptPartial: true });
		expect(report).toMatchObject({ rowsRead: 5, accepted: 4 });
		expect(Object.keys(report!.rejected)).toEqual([reason]);
		const [fault] = Object.values(report!.rejected)[0]!.first;
		expect(fault).toMatchObject({ file: 'a.csv', row: 3 });
		if (found && reason !== 'impossible place') expect(fault!.found).toBe(found);
	});

	it('of one device in one second, or equal in all, count once, whichever comes first', async () => {
		const header = `id,thiết bị,${HEADER}\n`;
		const rows = [
			`1,d1,2024-11-01 10:00:00,${A},mobile,10,1,1`,
			`2,d1,2024-11-01 10:00:00,${A},mobile,20,1,1`,
			`3,d1,2024-11-01 10:00:01,${A},mobile,30,1,1`,
			`3,d2,2024-11-01 10:00:09,${A},mobile,40,1,1`,
			`,,2024-11-01 10:00:09,${A},mobile,50,1,1`,
			`,,2024-11-01 10:00:09,${A},mobile,50,1,1`
		];
		const report = await addFiles(country.data, { 'a.csv': header + rows.join('\n') });
		expect(report).toMatchObject({
			rowsRead: 6,
			accepted: 4,
			rejected: { duplicate: { count: 2 } }
		});
		const before = (await figuresOf(country.data, '2024-11', 'mobile')).get('00001');
		await addFiles(
			country.data,
			{ 'b.csv': header + [...rows].reverse().join('\n') },
			{ replace: '2024-11' }
		);
		expect((await figuresOf(country.data, '2024-11', 'mobile')).get('00001')).toEqual(before);
	});

	it('leave neither devices nor addresses nor places behind', async () => {
		const header = `device,ip,phone,${HEADER}\n`;
		const rows = [
			`imei-4711,203.113.0.9,0912345678,2024-11-01,${A},mobile,1,1,1`,
			`imei-4711,203.113.0.9,0912345678,2024-11-01,112.612345,12.345678,mobile,1,1,1`,
			`imei-4711,203.113.0.9,0912345678,2024-11-01,${A},mobile,1,1,1`
		];
		const text = header + rows.join('\n');
		await addFiles(country.data, { 'a.csv': text }, { acceptPartial: true });
		for (const name of await readdir(country.data, { recursive: true })) {
			if (/gazetteer|topo\.json/.test(name)) continue;
			const text = await readFile(join(country.data, name), 'latin1').catch(() => '');
			expect(text, name).not.toMatch(/imei-4711|203\.113|0912345678|105\.849|112\.6123/);
		}
		expect(
			(await readdir(join(country.data, 'cache'))).filter((name) => name.startsWith('samples-'))
		).toEqual([]);
	});

	it('are broken down by operator when there is such a column', async () => {
		const rows = [
			[10, 'Viettel'],
			[20, 'Viettel'],
			[30, 'VIETTEL '],
			[60, 'VNPT'],
			[70, '']
		].map(([speed, operator], at) => `2024-11-0${at + 1},${A},mobile,${speed},1,1,${operator}`);
		await addFiles(country.data, { 'a.csv': [`${HEADER},Nhà mạng`, ...rows].join('\n') });
		const stored = (await readStoredMonths(country.data)).months.flatMap(({ rows: of }) => of);
		const of = stored
			.filter(({ code }) => code === '00001')
			.map(({ operator, samples, download }) => [operator, samples, download]);
		expect(of).toEqual([
			['', 5, 30],
			['VNPT', 1, 60],
			['Viettel', 3, 20]
		]);
	});

	it('need to say their network and their time', async () => {
		const text = `time,lon,lat,download\n2024-11-01,${A},50\n`;
		const error = await dataErrorOf(() => addFiles(country.data, { 'a.csv': text }));
		expect(error.message).toMatch(/network: Table \\"a\.csv\\" names no network/);
		await addFiles(country.data, { 'a.csv': text }, { network: 'fixed' });
		const timeless = await dataErrorOf(() =>
			addFiles(country.data, { 'b.csv': text.replace('time', 'x1') }, { network: 'fixed' })
		);
		expect(timeless.message).toMatch(/map: Table \\"b\.csv\\" has no column of times/);
	});
});

it('has the month of the calendar in Viet Nam, however the moment is written', async () => {
	const calendar = new Intl.DateTimeFormat('en-CA', {
		timeZone: 'Asia/Ho_Chi_Minh',
		year: 'numeric',
		month: '2-digit'
	});
	const MINUTE = 60_000;
	/** A text of a moment as clocks `hours` ahead of UTC show it. */
	const written = (moment: number, hours: number) =>
		new Date(moment + hours * 60 * MINUTE).toISOString().slice(0, 19);
	const forms: ((moment: number) => string)[] = [
		(moment) => `${written(moment, 0)}Z`,
		(moment) => `${written(moment, 0)}.000Z`,
		(moment) => `${written(moment, 7)}+07:00`,
		(moment) => `${written(moment, -5)}-05:00`,
		(moment) => `${written(moment, 14)}+14`,
		(moment) => written(moment, 7).replace('T', ' '),
		(moment) => written(moment, 7)
	];
	const moment = fc
		.record({
			month: fc.integer({ min: 0, max: 40 }),
			seconds: fc.integer({ min: -8 * 3600, max: 8 * 3600 }),
			isExact: fc.boolean(),
			form: fc.constantFrom(...forms)
		})
		.map(({ month, seconds, isExact, form }) => {
			// The second before or after a month's end in UTC or in Viet Nam, or anything near.
			const end = Date.UTC(2023, month, 1);
			const near = isExact ? (seconds % 2 ? -7 * 3600 : 0) - (seconds % 3 ? 1 : 0) : seconds;
			return { at: end + near * 1000, form };
		});
	await fc.assert(
		fc.asyncProperty(fc.array(moment, { minLength: 20, maxLength: 80 }), async (moments) => {
			const expected = new Map<string, number>();
			for (const { at } of moments) {
				const month = calendar.format(at);
				expected.set(month, (expected.get(month) ?? 0) + 1);
			}
			const own = await copyDrawnCountry();
			try {
				const rows = moments.map(({ at, form }, of) => `${form(at)},${A},mobile,${of + 1},1,1`);
				const report = await addFiles(own.data, { 'a.csv': csv(...rows) });
				const found = new Map(report!.months.map(({ month, samples }) => [month, samples]));
				expect(found).toEqual(expected);
			} finally {
				await own.remove();
			}
		}),
		{ numRuns: 5 }
	);
}, 240_000);

// Repetitions are looked for among devices; without, measurements are held in memory.
it.each(['device', 'operator'])(
	'with a column %s: accounts for every row; neither their order nor the same file once more changes anything',
	async (column) => {
		const row = fc
			.tuple(
				fc.constantFrom(
					'2024-11-01 10:00:00',
					'2024-10-31T17:00:00Z',
					'2024-11-30 23:59:59',
					'2014-01-01',
					''
				),
				fc.constantFrom(A, A, A_BESIDE, B, C, '112,12', ','),
				fc.constantFrom('mobile', 'fixed', 'x'),
				fc.constantFrom('10', '20.5', '33.3', '0', '', 'x'),
				fc.constantFrom('d1', 'd2', '')
			)
			.map(
				([time, place, network, speed, device]) =>
					`${time},${place},${network},${speed},1,30,${device}`
			);
		const shuffled = fc
			.array(row, { maxLength: 40 })
			.chain((rows) =>
				fc.tuple(
					fc.constant(rows),
					fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length })
				)
			);
		await fc.assert(
			fc.asyncProperty(shuffled, async ([rows, others]) => {
				const good = `2024-11-02 10:00:00,${A},mobile,10,1,1,`;
				const tables: unknown[] = [];
				for (const order of [
					[good, ...rows],
					[...others, good]
				]) {
					const own = await copyDrawnCountry();
					try {
						const files = { 'a.csv': [`${HEADER},${column}`, ...order, ''].join('\n') };
						const report = await addFiles(own.data, files, { acceptPartial: true });
						const rejected = Object.values(report!.rejected).reduce(
							(sum, { count }) => sum + count,
							0
						);
						expect(report!.rowsRead).toBe(rows.length + 1);
						expect(report!.accepted + rejected).toBe(report!.rowsRead);
						expect(report!.months.reduce((sum, { samples }) => sum + samples, 0)).toBe(
							report!.accepted
						);
						const before = await storeText(own.data);
						expect(await addFiles(own.data, files, { acceptPartial: true })).toBeUndefined();
						expect(await storeText(own.data)).toBe(before);
						const { parts } = JSON.parse(before) as {
							parts: Record<'table' | 'hexagons' | 'unitHexagons', object>[];
						};
						// Their hashes are among it.
						tables.push(
							parts.map(({ table, hexagons, unitHexagons }) => [table, hexagons, unitHexagons])
						);
					} finally {
						await own.remove();
					}
				}
				expect(tables[1]).toEqual(tables[0]);
			}),
			{ numRuns: 4 }
		);
	},
	240_000
);
