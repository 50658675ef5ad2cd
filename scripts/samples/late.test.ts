/** Late measurements join their month: whatever comes first, the figures are those of all files together. */
import { copyFile, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SILENT } from '../common/progress.ts';
import { copyDrawnCountry, type Country } from '../testing/country.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { addFiles, figuresOf, NOW, officeFile, storeText, writeKey } from '../testing/office.ts';
import { addSamples } from './add.ts';
import { KEY_FILE } from './measured-key.ts';
import { removeMonth } from './remove.ts';
import type { AddOptions } from './part.ts';
import { readStore } from './store.ts';
import type { StoredPart } from './store-schema.ts';

const A = '105.84966,21.04652';
/** In the same commune as A, in another hexagon. */
const A_BESIDE = '105.8535,21.0505';
const B = '105.79304,21.03386';
const C = '108.12504,16.16152';
const HEADER = 'time,longitude,latitude,network,download_mbps,upload_mbps,latency_ms';
const csv = (...rows: string[]) => [HEADER, ...rows, ''].join('\n');

let country: Country;
beforeEach(async () => {
	country = await officeWithKey();
});
afterEach(() => country.remove());

async function officeWithKey(): Promise<Country> {
	const own = await copyDrawnCountry();
	await writeKey(own.data);
	return own;
}

/** Everything that is made of measurements, by month and network. */
async function made(data: string): Promise<Partial<StoredPart>[]> {
	const { months } = await readStore(join(data, 'samples'));
	return months.map(({ parts: [part, ...others] }) => {
		const { sources, reports, id, version, time, measurements, ...of } = part!;
		expect([others, id, version, time]).toEqual([
			...[[], expect.any(Number), expect.any(Number), expect.any(String)]
		]);
		expect(sources.length).toBeGreaterThan(0);
		expect(reports.length).toBeGreaterThan(0);
		// Kept rows stand in the order in which they came.
		const kept = measurements!.map(({ network, samples, key }) => ({ network, samples, key }));
		return { ...of, kept };
	});
}

async function add(data: string, files: Record<string, string>, more: Partial<AddOptions> = {}) {
	const paths: string[] = [];
	for (const [name, text] of Object.entries(files)) paths.push(await officeFile(data, name, text));
	return addSamples({
		...{ data, files: paths, now: NOW, progress: SILENT, acceptPartial: true },
		...more
	});
}

describe('late measurements', () => {
	const first = [10, 20, 30, 40].map(
		(speed, at) => `2024-11-0${at + 1} 10:00:00,${A},mobile,${speed},1,20`
	);
	const late = [
		`2024-11-05 10:00:00,${B},mobile,50,1,20`,
		first[1]!,
		`2024-11-06 10:00:00,${A_BESIDE},mobile,60,1,20`
	];

	it.each([undefined, 0])(
		'join those that are in, and repetitions count once (%s)',
		async (sheetBytes) => {
			const more = sheetBytes === undefined ? {} : { sheetBytes };
			await add(country.data, { 'a.csv': csv(...first) }, more);
			const { status, draft, report } = await add(country.data, { 'b.csv': csv(...late) }, more);
			expect(status).toBe('accepted');
			expect(draft!.notes.map(({ vi }) => vi)).toContain(
				'Ghép vào các phép đo đã có của 2024-11, tính lại từ tất cả: 1 phép đo đã có từ tệp trước, tính một lần'
			);
			expect(report).toMatchObject({ rowsRead: 3, accepted: 3, months: [{ samples: 6 }] });
			const change = draft!.parts.find(({ province }) => province === '01')!;
			expect(change).toMatchObject({ samples: 6, change: { before: 4, after: 6 } });
			const figures = await figuresOf(country.data, '2024-11', 'mobile');
			expect(figures.get('')).toMatchObject({ samples: 6, download: 35 });
			const together = await officeWithKey();
			await add(together.data, { 'a.csv': csv(...first), 'b.csv': csv(...late) }, more);
			expect(await made(country.data)).toEqual(await made(together.data));
			await together.remove();
		}
	);

	it('are only looked at with --dry-run, and leave no key', async () => {
		await rm(join(country.data, KEY_FILE));
		await add(country.data, { 'a.csv': csv(...first) }, { dryRun: true });
		expect(await readdir(country.data)).not.toContain(KEY_FILE);
	});

	it('take the place of a month with replace, as before', async () => {
		await add(country.data, { 'a.csv': csv(...first) });
		await add(country.data, { 'b.csv': csv(...late) }, { replace: '2024-11' });
		expect((await figuresOf(country.data, '2024-11', 'mobile')).get('')!.samples).toBe(3);
		await add(country.data, { 'c.csv': csv(`2024-11-07 10:00:00,${C},mobile,5,1,1`) });
		expect((await figuresOf(country.data, '2024-11', 'mobile')).get('')!.samples).toBe(4);
	});

	it('of 5G join mobile, too, and other networks stay as they are', async () => {
		const at = (day: number, network: string) =>
			`2024-11-0${day} 10:00:00,${A},${network},${day},1,1`;
		await add(country.data, { 'a.csv': csv(at(1, '4G'), at(2, '5G'), at(3, 'fixed')) });
		const before = await made(country.data);
		await add(country.data, { 'b.csv': csv(at(4, '5G')) });
		const after = await made(country.data);
		const samples = (entries: Partial<StoredPart>[]) =>
			entries.map(({ network, samples: of }) => `${network} ${of}`);
		expect(samples(after)).toEqual(['5g 2', 'fixed 1', 'mobile 3']);
		expect(after.find(({ network }) => network === 'fixed')).toEqual(
			before.find(({ network }) => network === 'fixed')
		);
		const { months } = await readStore(join(country.data, 'samples'));
		const [own, whole] = ['5g', 'mobile'].map(
			(network) => months.find((of) => of.network === network)!.parts[0]!.measurements
		);
		expect(whole!.map(({ network }) => network)).toEqual(['mobile', '5g']);
		expect(whole![1]).toEqual(own![0]);
		await removeMonth(join(country.data, 'samples'), '2024-11', 'en', { networks: ['5g'] });
		await add(country.data, { 'c.csv': csv(at(5, '4G')) });
		expect((await figuresOf(country.data, '2024-11', 'mobile')).get('')!.samples).toBe(4);
	});

	it('do not join monthly tables, nor months of older stores', async () => {
		const table = 'month,code,network,samples\n2024-11,00001,fixed,5\n';
		await addFiles(country.data, { 'table.csv': table });
		const ofTable = await dataErrorOf(() =>
			add(country.data, { 'a.csv': csv(`2024-11-05 10:00:00,${B},fixed,50,1,20`) })
		);
		expect(ofTable.message).toContain('2024-11 fixed, which is there from table.csv');
		await add(country.data, { 'a.csv': csv(...first) });
		const path = join(country.data, 'samples/store.json');
		const store = JSON.parse(await readFile(path, 'utf8')) as { parts: Partial<StoredPart>[] };
		for (const part of store.parts) delete part.measurements;
		await writeFile(path, JSON.stringify(store));
		const error = await dataErrorOf(() => add(country.data, { 'b.csv': csv(...late) }));
		expect(error.message).toContain('found "2024-11 mobile, which is there from a.csv"');
		expect(error.message).toContain(
			'Give all its files together, after npm run samples -- remove 2024-11'
		);
		expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(store);
	});

	it('need the key of those that are in', async () => {
		await add(country.data, { 'a.csv': csv(...first) });
		const path = join(country.data, KEY_FILE);
		const key = await readFile(path, 'utf8');
		expect((await stat(path)).mode & 0o777).toBe(0o600);
		await copyFile(path, `${path}.away`);
		await rm(path);
		const before = await storeText(country.data);
		const error = await dataErrorOf(() => add(country.data, { 'b.csv': csv(...late) }));
		expect(error.message).toContain('hashed by a key that is not in');
		expect(error.message).toContain('npm run samples -- replace 2024-11');
		expect(error.message).not.toContain(key.trim());
		expect(await storeText(country.data)).toBe(before);
		await writeFile(path, key, { mode: 0o644 });
		const open = await dataErrorOf(() => add(country.data, { 'b.csv': csv(...late) }));
		expect(open.message).toContain(`chmod 600 ${path}`);
		await rm(path);
		await writeFile(path, 'no key', { mode: 0o600 });
		const broken = await dataErrorOf(() => add(country.data, { 'b.csv': csv(...late) }));
		expect(broken.message).toContain('a damaged key');
		await rm(path);
		await copyFile(`${path}.away`, path);
		await add(country.data, { 'b.csv': csv(...late) });
		expect((await figuresOf(country.data, '2024-11', 'mobile')).get('')!.samples).toBe(6);
	});

	it('are refused where the units have other outlines by now', async () => {
		await add(country.data, { 'a.csv': csv(...first) });
		const before = await storeText(country.data);
		// The embedded outlines follow from the points of communes.
		const list = join(country.data, 'gazetteer/2022-10-communes.csv');
		const text = await readFile(list, 'utf8');
		expect(text).toContain('105.84146,21.04552');
		await writeFile(list, text.replace('105.84146,21.04552', '105.84246,21.04452'));
		const error = await dataErrorOf(() => add(country.data, { 'b.csv': csv(...late) }));
		expect(error.message).toContain('found "measurements that were placed by other outlines"');
		expect(error.message).toContain('remove');
		expect(await storeText(country.data)).toBe(before);
		await writeFile(list, text);
		await add(country.data, { 'b.csv': csv(...late) });
		expect((await figuresOf(country.data, '2024-11', 'mobile')).get('')!.samples).toBe(6);
	});

	it('need kept rows as they were written', async () => {
		await add(country.data, { 'a.csv': csv(...first) });
		const { months } = await readStore(join(country.data, 'samples'));
		const path = join(country.data, 'samples', months[0]!.parts[0]!.measurements![0]!.url);
		await writeFile(path, 'damaged');
		const error = await dataErrorOf(() => add(country.data, { 'b.csv': csv(...late) }));
		expect(error.message).toContain('another content than the index names');
	});
});

const row = fc
	.record({
		day: fc.constantFrom(
			'2024-11-01 10:00:00',
			'2024-11-01 10:00:01',
			'2024-11-30 23:59:59',
			'2024-10-31T16:59:59Z'
		),
		place: fc.constantFrom(A, A, A_BESIDE, B, C),
		network: fc.constantFrom('4G', '5G', 'fixed'),
		speed: fc.constantFrom('10', '20.5', '33.333', ''),
		upload: fc.constantFrom('1', '2'),
		operator: fc.constantFrom('Viettel', 'VIETTEL', 'VNPT', 'Tiệm nét', ''),
		device: fc.constantFrom('d1', 'd2', 'd3', ''),
		id: fc.constantFrom('1', '2', '3', '')
	})
	.map(({ id, ...of }) => ({ ...of, id: id && `${id}-3f2b8c1e-9d47-4a51` }));
const files = fc.array(row, { minLength: 4, maxLength: 60 }).chain((rows) =>
	fc.record({
		rows: fc.constant(rows),
		/** Of each row: the files that have it; repetitions across files are usual. */
		where: fc.array(fc.subarray([0, 1, 2, 3], { minLength: 1, maxLength: 2 }), {
			minLength: rows.length,
			maxLength: rows.length
		}),
		order: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 }),
		columns: fc.subarray(['operator', 'device', 'id'] as const),
		/** Ids that are a file's own are short. */
		areShort: fc.boolean(),
		isLarge: fc.boolean()
	})
);

describe('in any order', () => {
	let together: Country;
	let late: Country;
	beforeAll(async () => {
		together = await copyDrawnCountry();
		late = await copyDrawnCountry();
	});
	afterAll(async () => {
		await together.remove();
		await late.remove();
	});

	it('give what all files together give', async () => {
		let joins = 0;
		await fc.assert(
			fc.asyncProperty(files, async ({ rows, where, order, columns, areShort, isLarge }) => {
				const texts = [0, 1, 2, 3].flatMap((file) => {
					const own = rows.filter((_, at) => where[at]!.includes(file));
					if (own.length === 0) return [];
					const lines = own.map((of) =>
						[
							`${of.day},${of.place},${of.network},${of.speed},${of.upload},20`,
							...columns.map((name) => (name === 'id' && areShort ? of.id.slice(0, 1) : of[name]))
						].join(',')
					);
					return [
						[`${file}.csv`, [[HEADER, ...columns].join(','), ...lines, ''].join('\n')] as const
					];
				});
				const more = isLarge ? { sheetBytes: 0 } : {};
				for (const { data } of [together, late]) {
					await rm(join(data, 'samples'), { recursive: true, force: true });
					await writeKey(data);
				}
				const all = await add(together.data, Object.fromEntries(texts), more);
				expect(all.status).toBe('accepted');
				for (const file of order) {
					const text = texts.find(([name]) => name === `${file}.csv`);
					if (!text) continue;
					const { report, known } = await add(late.data, Object.fromEntries([text]), more);
					if (report?.notes?.some(({ en }) => en.startsWith('Joined'))) joins++;
					expect(report ?? known[0]).toBeDefined();
				}
				expect(await made(late.data)).toEqual(await made(together.data));
			}),
			{ numRuns: Number(process.env.RUNS ?? 8), endOnFailure: true }
		);
		expect(joins).toBeGreaterThan(4);
	}, 240_000);
});
