/**
 * 60 files as offices, operators and programs send them, made without knowledge of the reader
 * (`tests/fixtures/messy/make.py`); what must happen was written down before the first run. One expectation was changed
 * since (09), with the reason beside it.
 */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DataError } from '../../src/lib/domain/errors.ts';
import { SILENT } from '../common/progress.ts';
import { crosswalksOf } from '../crosswalk/crosswalks.ts';
import { NOW, storeText } from '../testing/office.ts';
import { addSamples } from './add.ts';
import { readStore, rowsOfStored } from './store.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const MESSY = join(ROOT, 'tests/fixtures/messy');

interface Expected {
	file: string;
	/** `question|refused` where both are right. */
	expect: string;
	month: string;
	network: string;
	samples: string;
	probe1: string;
	probe2: string;
	probe3: string;
	options: string;
	why: string;
}

const cases = parse(await readFile(join(MESSY, 'expect.csv')), {
	columns: true,
	bom: true
}) as Expected[];

let root: string;
let data: string;
beforeAll(async () => {
	root = await mkdtemp(join(tmpdir(), 'messy-'));
	data = join(root, 'data');
	for (const folder of ['gazetteer', 'crosswalk'])
		await cp(join(ROOT, 'data', folder), join(data, folder), { recursive: true });
	await cp(join(ROOT, 'data/editions.csv'), join(data, 'editions.csv'));
});
beforeEach(() => rm(join(data, 'samples'), { recursive: true, force: true }));
afterAll(() => rm(root, { recursive: true, force: true }));

/** Kept counts of all operators, and downloads, by "month network" and code. */
async function kept() {
	const folder = join(data, 'samples');
	const { months } = await readStore(folder);
	return Promise.all(
		months.map(async (entry) => ({
			month: entry.month,
			network: entry.network,
			rows: (await rowsOfStored(folder, entry)).filter(({ operator }) => operator === '')
		}))
	);
}

async function check(of: Expected): Promise<void> {
	const answers = Object.fromEntries(
		[...of.options.matchAll(/--(\S+)[ =](\S+)/g)].map(([, name, value]) => [name!, [value!]])
	);
	const { status, draft } = await addSamples({
		data,
		files: [join(MESSY, of.file)],
		answers,
		now: NOW,
		progress: SILENT,
		crosswalks: (gazetteers) => crosswalksOf(data, gazetteers)
	}).catch((error: unknown) => {
		if (error instanceof DataError) return { status: 'refused', draft: undefined };
		throw error;
	});
	expect(of.expect.split('|')).toContain(status);
	if (status !== 'accepted') {
		expect(await storeText(data)).toBe('');
		return;
	}
	const parts = await kept();
	const [networks, totals] = [of.network.split('|'), of.samples.split('|')];
	of.month.split('|').forEach((month, at) => {
		// Counted once, at the lowest level.
		const total = draft!.parts
			.filter((part) => part.month === month && part.network === networks[at])
			.reduce((sum, { samples }) => sum + samples, 0);
		expect(total, `${month} ${networks[at]}`).toBe(Number(totals[at]));
	});
	for (const probe of [of.probe1, of.probe2, of.probe3].filter(Boolean)) {
		const [, month, code, network, samples, download] =
			/^(?:(\d{4}-\d\d)\/)?(\w+):(\w+):(\w+):(.*)$/.exec(probe)!;
		const rows = parts
			.filter((each) => each.network === network && (!month || each.month === month))
			.flatMap((each) => each.rows);
		const found = rows.filter(
			(row) => row.code === code && (samples === 'none' || row.samples === Number(samples))
		);
		expect(found.length > 0, probe).toBe(samples !== 'none');
		if (download) expect(found[0]!.download, probe).toBeCloseTo(Number(download), 5);
	}
}

// Those of single measurements need the outlines drawn.
describe('messy files', { timeout: 180_000 }, () => {
	for (const of of cases) it(`${of.file}: ${of.expect}`, () => check(of));
});
