/**
 * A worker of the built site reads an office's files as the command line does: for every case of
 * `tests/fixtures/intake/expect.csv` it hands over what `npm run samples -- add --json` prints.
 */
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readFileSync } from 'node:fs';
import type * as Comlink from 'comlink';
import { SILENT } from '../../scripts/common/progress.ts';
import { crosswalksOf } from '../../scripts/crosswalk/crosswalks.ts';
import { readGazetteers } from '../../scripts/gazetteer/gazetteer.ts';
import { addSamples } from '../../scripts/samples/add.ts';
import { contextOf } from '../../scripts/samples/draft-files.ts';
import { locateIn, placesOf } from '../../scripts/samples/register-places.ts';
import { toldOf } from '../../scripts/samples/tell.ts';
import { BUILD } from '../../scripts/site/serve.ts';
import type { IntakeReader, Wish } from '../../src/lib/data/intake-worker.ts';
import {
	prepareDraft,
	sheetsOfBytes,
	tallyOf,
	type Answers,
	type IntakeContext
} from '../../src/lib/intake/index.ts';
import { run } from './exporting.ts';
import { expect, test, type Site } from './site.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const CASES = join(ROOT, 'tests/fixtures/intake');
const LANGUAGES = ['vi', 'en'] as const;

interface Case {
	files: string[];
	options: string[];
}

const cases = readFileSync(join(CASES, 'expect.csv'), 'utf8')
	.trim()
	.split('\n')
	.slice(1)
	.map((line): Case => {
		const [file, said] = line.split(',') as [string, string];
		const beside = /^with (\S+)$/.exec(said)?.[1];
		return {
			files: beside ? [file, beside] : [file],
			options: beside || said === '' ? [] : said.split(' ')
		};
	});
/** Answers to what is asked, and what is refused. */
const answered: Case[] = [
	{ files: ['C01-ngay-kieu-My.csv'], options: ['--dates', 'month-first'] },
	{ files: ['C12-kbps.csv'], options: ['--unit', 'kbit/s'] },
	{ files: ['A07-danh-muc-cu-ma.csv'], options: ['--list', '2022-10'] },
	{ files: ['A05-lech-dong.xlsx'], options: ['--trust', 'name'] },
	{ files: ['C15-ookla-tiles.csv'], options: ['--take', 'aggregate'] },
	{ files: ['B08-hai-mang-chong.xlsx'], options: ['--month', '2026-08'] }
];

/** The published lists of units and crosswalks are those of the repository's `data/`; its store is empty. */
let data: string;
let context: IntakeContext;
test.beforeAll(async () => {
	test.setTimeout(600_000);
	data = join(await mkdtemp(join(tmpdir(), 'intake-')), 'data');
	for (const name of ['gazetteer', 'crosswalk', 'editions.csv'])
		await cp(join(ROOT, 'data', name), join(data, name), { recursive: true });
	// Outlines that `npm run data` drew need not be drawn again.
	const drawn = await readdir(join(ROOT, 'data/cache')).catch(() => []);
	for (const name of drawn.filter((each) => /^(?:outlines|places)\./.test(each)))
		await cp(join(ROOT, 'data/cache', name), join(data, 'cache', name));
	const gazetteers = await readGazetteers(data);
	const places = await placesOf(gazetteers, { data, progress: SILENT });
	const world = await contextOf(
		join(data, 'samples'),
		gazetteers,
		await crosswalksOf(data, gazetteers),
		new Date(),
		{ isReplacing: false, acceptsPartial: false }
	);
	context = { ...world, locate: locateIn({ gazetteers, places }) };
	// One command at a time works on a store: each language has its own.
	for (const language of LANGUAGES) await cp(data, join(data, '..', language), { recursive: true });
});
test.afterAll(() => rm(resolve(data, '..'), { recursive: true, force: true }));

function answersOf({ options }: Case): Answers {
	const answers: Record<string, string[]> = {};
	for (let at = 0; at < options.length; at += 2)
		answers[options[at]!.slice(2)] = [options[at + 1]!];
	return answers;
}

/** What the site can't find out: where the points of these files lie. */
async function placesIn(of: Case): Promise<NonNullable<Wish['places']>> {
	const places: NonNullable<Wish['places']>[number][] = [];
	const locate: IntakeContext['locate'] = (month, lon, lat) => {
		const code = context.locate!(month, lon, lat);
		places.push({ month, lon, lat, code: code ?? null });
		return code;
	};
	const sheets = [];
	for (const file of of.files)
		sheets.push(...sheetsOfBytes(new Uint8Array(await readFile(join(CASES, file))), file));
	tallyOf(prepareDraft(sheets, answersOf(of), { ...context, locate }));
	return places;
}

/** What the command works out and prints, in both languages; without a process for each. */
async function found(of: Case): Promise<Record<string, unknown>> {
	const result = await addSamples({
		data,
		files: of.files.map((file) => join(CASES, file)),
		answers: answersOf(of),
		crosswalks: (gazetteers) => crosswalksOf(data, gazetteers),
		dryRun: true,
		now: new Date(),
		progress: SILENT
	});
	return Object.fromEntries(LANGUAGES.map((language) => [language, toldOf(result, language)]));
}

/** What the command itself prints. */
async function printed({ files, options }: Case, language: string): Promise<unknown> {
	const { stdout } = await run(process.execPath, [
		...['--import', 'tsx', join(ROOT, 'scripts/samples.ts'), 'add'],
		...files.map((file) => join(CASES, file)),
		...[...options, '--data', data, '--dry-run', '--json', '--lang', language]
	]).catch((error: { stdout: string }) => error);
	return JSON.parse(stdout);
}

/** As the worker tells it; it is started by its address, since no page uses it yet. */
async function told({ page }: Site, of: Case): Promise<Record<string, unknown>> {
	const workers = await readdir(join(BUILD, '_app/immutable/workers'));
	const name = workers.find((each) => /^intake-worker-[\w-]+\.js$/.test(each));
	const wish: Omit<Wish, 'language'> = {
		root: new URL('/data/', page.url()).href,
		answers: answersOf(of),
		acceptsPartial: false,
		isReplacing: false,
		now: Date.now(),
		stored: [],
		places: await placesIn(of)
	};
	const files = await Promise.all(
		of.files.map(async (file) => ({
			name: file,
			base64: (await readFile(join(CASES, file))).toString('base64')
		}))
	);
	return page.evaluate(
		async ({ url, files, wish, languages }) => {
			const { wrap } = (globalThis as unknown as { Comlink: typeof Comlink }).Comlink;
			const worker = new Worker(url, { type: 'module' });
			const reader = wrap<IntakeReader>(worker);
			const dropped = files.map(({ name, base64 }) => ({
				name,
				bytes: Uint8Array.from(atob(base64), (of) => of.charCodeAt(0))
			}));
			const result: Record<string, unknown> = {};
			for (const language of languages)
				result[language] = await reader.told(dropped, { ...wish, language });
			worker.terminate();
			return result;
		},
		{ url: `/_app/immutable/workers/${name}`, files, wish, languages: [...LANGUAGES] }
	);
}

test('a worker of the built site tells of files what the command line prints', async ({
	site,
	page
}) => {
	test.setTimeout(900_000);
	await page.addInitScript({ path: join(ROOT, 'node_modules/comlink/dist/umd/comlink.js') });
	await page.goto('/about/');
	const statuses = new Map<unknown, number>();
	for (const of of [...cases, ...answered]) {
		const inBrowser = await told(site, of);
		expect(inBrowser, `${of.files.join(', ')} ${of.options.join(' ')}`).toEqual(await found(of));
		const { status } = inBrowser['vi'] as { status: string };
		if (!statuses.has(status)) expect(inBrowser['vi']).toEqual(await printed(of, 'vi'));
		statuses.set(status, (statuses.get(status) ?? 0) + 1);
	}
	// The command was asked itself for each of these.
	expect([...statuses.keys()].sort()).toEqual(['accepted', 'question', 'refused']);
	expect(cases.length).toBeGreaterThanOrEqual(50);
});
