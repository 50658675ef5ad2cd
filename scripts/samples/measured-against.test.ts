/**
 * Measurements that contradict their own rows: places in another province than named, one id on several measurements; read
 * as rows of a sheet and as DuckDB reads large files.
 */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Answers, Draft } from '../../src/lib/intake/index.ts';
import { SILENT } from '../common/progress.ts';
import { NOW } from '../testing/office.ts';
import { addSamples } from './add.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** Outlines of both editions are drawn once. */
const LONG = 400_000;

let data: string;
beforeAll(async () => {
	data = join(await mkdtemp(join(tmpdir(), 'against-')), 'data');
	for (const folder of ['gazetteer', 'crosswalk'])
		await cp(join(ROOT, 'data', folder), join(data, folder), { recursive: true });
	await cp(join(ROOT, 'data/editions.csv'), join(data, 'editions.csv'));
}, LONG);
afterEach(forget);
afterAll(() => rm(resolve(data, '..'), { recursive: true, force: true }));

async function forget(): Promise<void> {
	await rm(join(data, 'samples'), { recursive: true, force: true });
}

/** Add a file in both ways, which must say the same. */
async function addBoth(lines: readonly string[], answers: Answers = {}): Promise<Draft> {
	const path = join(data, '..', 'do.csv');
	await writeFile(path, `${lines.join('\n')}\n`);
	await forget();
	const options = { data, files: [path], answers, now: NOW, progress: SILENT };
	const rows = (await addSamples(options)).draft!;
	await forget();
	const large = (await addSamples({ ...options, sheetBytes: 0 })).draft!;
	expect([large.status, large.questions, large.notes]).toEqual([
		rows.status,
		rows.questions,
		rows.notes
	]);
	return rows;
}

const notes = ({ notes: of }: Draft) => of.map(({ en }) => en).join('\n');
const samples = ({ parts }: Draft) => parts.map((of) => `${of.province} ${of.samples}`).join('; ');

describe('measurements in another province than their rows name', () => {
	const header = 'time,lat,lon,network,download_mbps,Tỉnh';
	/** In Ba Đình, Hà Nội. */
	const row = (minute: number, province: string) =>
		`2026-09-15 07:${String(minute).padStart(2, '0')}:00,21.03853,105.83806,4G,45.2,${province}`;
	const rows = (wrong: number, all: number, said: string) =>
		Array.from({ length: all }, (_, at) => row(at, at < wrong ? said : 'Hà Nội'));

	it.each(['Thành phố Hồ Chí Minh', 'Tỉnh Bình Dương', '79'])(
		'%s are asked about, with counts and without places',
		async (said) => {
			const lines = [header, ...rows(2, 3, said)];
			const { status, questions } = await addBoth(lines);
			expect([status, questions.map(({ about }) => about)]).toEqual(['question', ['title-wrong']]);
			const { found, choices } = questions[0]!;
			expect(found.en).toMatch(
				/^2 of 3 rows were measured outside .*→ Thành phố Hà Nội \(2 rows, as row 2\)/
			);
			expect(JSON.stringify(questions)).not.toMatch(/21[.,]0|105[.,]8/);
			expect(choices[0]!.examples).toHaveLength(1);
			const answered = await addBoth(lines, { 'title-wrong': ['province'] });
			expect([answered.status, samples(answered)]).toEqual(['accepted', '01 3']);
			expect(notes(answered)).toContain('2 of 3 rows were measured outside');
		},
		LONG
	);
	it(
		'are told where they are few, and nothing is said where none is',
		async () => {
			const few = await addBoth([header, ...rows(1, 30, 'Thành phố Hồ Chí Minh')]);
			expect([few.status, samples(few)]).toEqual(['accepted', '01 30']);
			expect(notes(few)).toContain('1 of 30 rows were measured outside');
			expect(notes(await addBoth([header, ...rows(0, 3, '')]))).not.toContain('outside');
		},
		LONG
	);
	it(
		'by the commune that they name are asked about, and one across a border is not',
		async () => {
			const at = (lat: number, lon: number, commune: string) =>
				`2026-09-15 07:${Math.round(lat)}:00,${lat},${lon},4G,45.2,${commune}`;
			const of = 'time,lat,lon,network,download_mbps,Xã/phường';
			const far = await addBoth([of, at(21.03853, 105.83806, 'Phường Sài Gòn')]);
			expect(far.questions.map(({ about }) => about)).toEqual(['title-wrong']);
			const near = await addBoth([of, at(21.03853, 105.83806, 'Phường Ba Đình')]);
			expect(near.status).toBe('accepted');
		},
		LONG
	);
});

describe('one id', () => {
	const header = 'test_id,time,lat,lon,network,download_mbps';
	const row = (id: string, minute: number, speed: number) =>
		`${id},2026-09-15 07:1${minute}:00,21.03853,105.83806,4G,${speed}`;
	it(
		'on several measurements is told, by rows and without the id',
		async () => {
			const found = await addBoth([
				header,
				row('T-17', 0, 40),
				row('T-17', 1, 45),
				row('T-18', 2, 9)
			]);
			expect([found.status, samples(found)]).toEqual(['accepted', '01 3']);
			expect(notes(found)).toContain(
				'Column "test_id": 1 ids stand on several rows of other times or results, as rows 2, 3;'
			);
			expect(notes(found)).not.toContain('T-17');
		},
		LONG
	);
	it(
		'on the same measurement twice, or on one each, is not',
		async () => {
			const found = await addBoth([
				header,
				row('T-17', 0, 40),
				row('T-17', 0, 40),
				row('T-18', 2, 9)
			]);
			expect([samples(found), notes(found)]).toEqual(['01 2', expect.not.stringContaining('ids')]);
		},
		LONG
	);
});
