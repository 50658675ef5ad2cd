/**
 * A built site goes over to what is published as a whole, pages and data, whenever the command ends.
 * `KILLS=100 npx vitest run scripts/site/follow.test.ts` ends it more often.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Manifest } from '../../src/lib/data/schema.ts';
import { runQuietly } from '../common/run.ts';
import { sha256 } from '../common/publish.ts';
import { randomStream } from '../common/random.ts';
import { copyDrawnCountry, publishCountry, type Country } from '../testing/country.ts';
import { addFiles } from '../testing/office.ts';

const TSX = pathToFileURL(resolve('node_modules/tsx/dist/loader.mjs')).href;
const at = (file: string) => pathToFileURL(resolve('scripts/site', file)).href;
const KILLS = Number(process.env.KILLS ?? 4);
const VERSION = '1796028159770';

/** A program whose pages tell what they were drawn from. */
const KIT = {
	'internal.js':
		'const nothing = () => {};\nexport { nothing as set_building, nothing as set_prerendering, nothing as set_private_env, nothing as set_public_env, nothing as set_manifest };',
	'env.js': 'export const set_env = () => {};',
	'manifest-full.js': 'export const manifest = {};',
	'index.js': `import { readFileSync } from 'node:fs';
export class Server {
	async init() {}
	async respond({ url }, { prerendering }) {
		const { pathname } = new URL(url);
		const text = readFileSync('static/data/manifest.json', 'utf8');
		const month = JSON.stringify(JSON.parse(text).months.at(-1)).replaceAll('"', ' ');
		if (pathname.endsWith('.svg'))
			return new Response('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><desc>' + month + '</desc></svg>');
		const body = pathname.startsWith('/embed/') ? month : text;
		prerendering.dependencies.set(pathname + '__data.json', { response: new Response(body), body: null });
		return new Response(body);
	}
}`
};

let country: Country;
let folder: string;
const site = (name: string) => readFile(join(folder, 'build', name), 'utf8');
const data = () => join(folder, 'static/data');

/** Run a module of the site's in the project's folder. */
function command(text: string) {
	return ['--import', TSX, '--input-type=module', '--eval', text];
}
const FOLLOW = `import { followData } from '${at('follow.ts')}'; console.log('begin'); console.log(await followData('static/data'));`;

async function publish(month: string, samples: number): Promise<Manifest> {
	const text = `month,code,network,samples\n${month},00004,mobile,${samples}\n`;
	await addFiles(country.data, { [`${month}-${samples}.csv`]: text }, { replace: month });
	await publishCountry({ data: country.data, out: data() });
	return JSON.parse(await readFile(join(data(), 'manifest.json'), 'utf8')) as Manifest;
}

async function follow(): Promise<string> {
	const { status, output } = await runQuietly(process.execPath, command(FOLLOW), { cwd: folder });
	expect([status, output]).toEqual([0, output]);
	return output.replace('begin', '').trim();
}

/** Every page of the site is drawn from the data beside it. */
async function expectOneState(): Promise<void> {
	const manifest = await site('data/manifest.json');
	expect(await site('index.html')).toBe(manifest);
	expect(await site('about/__data.json')).toBe(manifest);
	const newest = JSON.stringify((JSON.parse(manifest) as Manifest).months.at(-1));
	expect(await site('embed/static/vi/01/index.html')).toBe(newest.replaceAll('"', ' '));
	expect(await site('embed/picture/en/vn.svg')).toContain(newest.replaceAll('"', ' '));
	expect((await site('service-worker.js')).split(VERSION)).toHaveLength(2);
}

beforeAll(async () => {
	country = await copyDrawnCountry();
	folder = await mkdtemp(join(tmpdir(), 'follow-'));
	for (const name of ['svelte.config.js', 'vite.config.ts', 'package-lock.json'])
		await writeFile(join(folder, name), name);
	const text = 'month,code,network,samples\n';
	await addFiles(country.data, {
		'a.csv': `${text}2026-07,00004,mobile,312\n`,
		'b.csv': `${text}2026-09,00004,mobile,312\n`
	});
	await publishCountry({ data: country.data, out: data() });
	const made = join(folder, '.releases/next');
	const write = async (name: string, content: string) => {
		await mkdir(join(folder, name, '..'), { recursive: true });
		await writeFile(join(folder, name), content);
	};
	await write('package.json', '{"type":"module"}');
	for (const [name, content] of Object.entries(KIT))
		await write(`.svelte-kit/output/server/${name}`, content);
	const files = {
		'_app/version.json': JSON.stringify({ version: VERSION }),
		'service-worker.js': `const version=\`${VERSION}\`;`,
		'_app/immutable/a.js': 'program',
		'plan/index.html': 'plan',
		'plan/index.html.br': 'packed',
		'embed/static/vi/99/index.html': 'a province that is no more'
	};
	for (const [name, content] of Object.entries(files))
		await write(`.releases/next/${name}`, content);
	// Older data: the site has to follow first.
	await cp(data(), join(made, 'data'), { recursive: true });
	const build = `import { keepKit, siteProgram } from '${at('kit.ts')}'; import { putInForce } from '${at('releases.ts')}';
		await keepKit('.releases/next', await siteProgram()); await putInForce('.releases/next', 'build');`;
	const { status, output } = await runQuietly(process.execPath, command(build), { cwd: folder });
	expect([status, output]).toEqual([0, '']);
}, 120_000);
afterAll(async () => {
	await country.remove();
	await rm(folder, { recursive: true, force: true });
});

it('draws what shows the newest month when that changed, and keeps the program', async () => {
	const program = await stat(join(folder, 'build/_app/immutable/a.js'));
	await publish('2026-09', 412);
	// Home, about, and a page and a picture of the country and three provinces in two languages.
	expect(await follow()).toBe('18');
	await expectOneState();
	expect(await stat(join(folder, 'build/_app/immutable/a.js'))).toMatchObject({ ino: program.ino });
	expect([await site('plan/index.html'), await site('plan/index.html.br')]).toEqual([
		'plan',
		'packed'
	]);
	await expect(site('embed/static/vi/99/index.html')).rejects.toThrow('ENOENT');
	await expect(site('embed/static/vi/01/__data.json')).rejects.toThrow('ENOENT');
	const packed = await readFile(join(folder, 'build/index.html.br'));
	expect(brotliDecompressSync(packed).toString()).toBe(await site('index.html'));
	for (const name of ['og/vi.png', 'embed/picture/vi/01.png'])
		expect((await readFile(join(folder, 'build', name))).subarray(1, 4).toString()).toBe('PNG');
}, 120_000);

it('leaves the pages of the newest month when another one changed, and names another version', async () => {
	const page = join(folder, 'build/embed/static/vi/01/index.html');
	const before = await stat(page);
	const worker = await site('service-worker.js');
	await publish('2026-07', 500);
	expect(await follow()).toBe('2');
	await expectOneState();
	expect(await stat(page)).toMatchObject({ ino: before.ino });
	const mark = sha256(await site('data/manifest.json')).slice(0, 8);
	expect(await site('service-worker.js')).toBe(`const version=\`${VERSION}-${mark}\`;`);
	expect(worker).not.toContain(mark);
}, 120_000);

it(
	`is one state or the other when it is killed, ${KILLS} times`,
	async () => {
		const random = randomStream(KILLS, 'kills of follow');
		let [milliseconds, isNew] = [1500, 0];
		for (let kill = 0, samples = 600; kill < KILLS; samples++) {
			const before = await site('data/manifest.json');
			const published = JSON.stringify(await publish('2026-09', samples));
			const start = await killedAfter(random() * milliseconds);
			await expectOneState();
			const now = await site('data/manifest.json');
			expect([before, published]).toContain(now);
			// It was quicker than was thought: that was no kill.
			if (start !== undefined) milliseconds = start;
			else kill++;
			if (start === undefined && now === published) isNew++;
		}
		if (KILLS > 4) console.log(`follow: ${KILLS} kills, ${KILLS - isNew} old, ${isNew} new`);
		await follow();
		await expectOneState();
		expect(await site('data/manifest.json')).toBe(
			await readFile(join(data(), 'manifest.json'), 'utf8')
		);
		expect((await readdir(join(folder, '.releases'))).filter((name) => name === 'next')).toEqual(
			[]
		);
	},
	120_000 + KILLS * 20_000
);

/** Begin to follow and kill that; how long it took, where it was quicker. */
async function killedAfter(milliseconds: number): Promise<number | undefined> {
	const child = spawn(process.execPath, command(FOLLOW), { cwd: folder });
	const isOver = once(child, 'exit') as Promise<[number | null]>;
	await once(child.stdout, 'data');
	const start = performance.now();
	await Promise.race([setTimeout(milliseconds), isOver]);
	child.kill('SIGKILL');
	const [status] = await isOver;
	expect([0, null]).toContain(status);
	return status === 0 ? performance.now() - start : undefined;
}

it('stays as it was on a disk that takes nothing more, whatever it is at', async () => {
	await publish('2026-09', 700);
	const total = Number(await refuse([]));
	await expectOneState();
	expect(total).toBeGreaterThan(100);
	await publish('2026-09', 701);
	const before = await site('data/manifest.json');
	const versions = await readdir(join(folder, '.releases'));
	// Some of many of a kind, and all of the end, where it is put in force.
	const some = Array.from({ length: 15 }, (_, at) => 1 + Math.floor((at * total) / 15));
	const last = Array.from({ length: 10 }, (_, at) => total - at);
	const told = await refuse([...some, ...last]);
	expect(told.split('\n')).toEqual(
		[...some, ...last].map((_, at) => ['ENOSPC', 'EROFS', 'EACCES'][at % 3])
	);
	await expectOneState();
	expect(await site('data/manifest.json')).toBe(before);
	expect(await readdir(join(folder, '.releases'))).toEqual(versions);
	await follow();
	await expectOneState();
	expect(await site('data/manifest.json')).not.toBe(before);
}, 240_000);

/** Follow with a disk that refuses all from the n-th write on, of each n, and tell its faults; of none: how many there are. */
async function refuse(each: readonly number[]): Promise<string> {
	const text = `import { followData } from '${at('follow.ts')}';
		import { withDisk } from '${at('../common/disk.ts')}';
		import { failingDisk } from '${at('../testing/failing-disk.ts')}';
		const each = ${JSON.stringify(each)};
		const run = async (n, code) => {
			const { disk, writes } = failingDisk((at) => n > 0 && at >= n, code);
			await withDisk(disk, () => followData('static/data'));
			return writes();
		};
		if (each.length === 0) console.log(await run(0));
		for (const [at, n] of each.entries())
			await run(n, ['ENOSPC', 'EROFS', 'EACCES'][at % 3]).then(
				() => console.log('done', n),
				(error) => console.log(error.code ?? error)
			);`;
	const { status, output } = await runQuietly(process.execPath, command(text), { cwd: folder });
	expect([status, output]).toEqual([0, output]);
	return output.trim();
}

it('stays as it was when its program is not that of the sources', async () => {
	await publish('2026-09', 999);
	const before = await site('index.html');
	await writeFile(join(folder, 'vite.config.ts'), 'another one');
	expect(await follow()).toBe('undefined');
	expect(await site('index.html')).toBe(before);
	await expectOneState();
}, 120_000);
