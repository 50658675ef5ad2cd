import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { putInForce, RELEASES, STAYS } from './releases.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'releases-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const HOUR = STAYS / 24;
const NOW = Date.UTC(2026, 10, 29, 12);
const site = () => join(folder, 'build');

async function write(into: string, files: Record<string, string>): Promise<void> {
	for (const [name, content] of Object.entries(files)) {
		await mkdir(dirname(join(into, name)), { recursive: true });
		await writeFile(join(into, name), content);
	}
}

/** A version with a page, a script and data whose names hold `mark`. */
async function release(mark: string, now: number): Promise<number> {
	const made = join(folder, RELEASES, 'next');
	await write(made, {
		'index.html': mark,
		[`_app/immutable/${mark}.js`]: mark,
		[`_app/immutable/${mark}.js.br`]: mark,
		[`data/months/2026-10.${mark}.parquet`]: mark,
		[`embed/outlines/2025-07.${mark}.json`]: mark,
		'data/manifest.json': mark,
		[`pages/${mark}.html`]: mark
	});
	return putInForce(made, site(), now);
}

const A = 'aaaaaaaa';
const B = 'bbbbbbbb';
const C = 'cccccccc';

async function there(): Promise<string[]> {
	const entries = await readdir(site(), { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map(({ name }) => name)
		.sort();
}
const ofVersion = (mark: string) => [
	`2025-07.${mark}.json`,
	`2026-10.${mark}.parquet`,
	`${mark}.js`,
	`${mark}.js.br`
];

describe('a new version', () => {
	it('is what the link leads to, whole', async () => {
		await release(A, NOW);
		expect((await lstat(site())).isSymbolicLink()).toBe(true);
		expect(await readFile(join(site(), 'index.html'), 'utf8')).toBe(A);
		await release(B, NOW + HOUR);
		expect(await readFile(join(site(), 'index.html'), 'utf8')).toBe(B);
		expect(await readFile(join(site(), 'data/manifest.json'), 'utf8')).toBe(B);
	});

	it('keeps what has its hash in its name for a day, and nothing else', async () => {
		await release(A, NOW);
		expect(await release(B, NOW + 10 * HOUR)).toBe(4);
		const own = ['index.html', 'manifest.json', `${B}.html`];
		expect(await there()).toEqual([...ofVersion(A), ...ofVersion(B), ...own].sort());
		expect(await readFile(join(site(), `_app/immutable/${A}.js`), 'utf8')).toBe(A);
	});

	it('counts the day from when a file was replaced, however many versions come', async () => {
		await release(A, NOW);
		await release(B, NOW + 100 * HOUR);
		await release(C, NOW + 123 * HOUR);
		expect(await there()).toEqual(expect.arrayContaining([...ofVersion(A), ...ofVersion(B)]));
		await release('dddddddd', NOW + 125 * HOUR);
		const names = await there();
		for (const name of ofVersion(A)) expect(names).not.toContain(name);
		expect(names).toEqual(expect.arrayContaining([...ofVersion(B), ...ofVersion(C)]));
	});

	it('that brings a file back has it as its own', async () => {
		await release(A, NOW);
		await release(B, NOW + HOUR);
		expect(await release(A, NOW + 2 * HOUR)).toBe(4);
		expect(await release(B, NOW + 30 * HOUR)).toBe(4);
		expect(await there()).toEqual(expect.arrayContaining(ofVersion(A)));
	});

	it('leaves the version before, for requests that have begun, and clears older ones away', async () => {
		for (const [hours, mark] of [A, B, C].entries()) await release(mark, NOW + hours * HOUR);
		const versions = (await readdir(join(folder, RELEASES))).filter((n) => !n.endsWith('.json'));
		expect(versions).toHaveLength(2);
	});
});

describe('what was there before', () => {
	it('a folder of the time before versions becomes the version before', async () => {
		await write(site(), { 'index.html': 'old', '_app/immutable/old.js': 'old' });
		await release(A, NOW);
		expect(await readFile(join(site(), 'index.html'), 'utf8')).toBe(A);
		expect(await readFile(join(site(), '_app/immutable/old.js'), 'utf8')).toBe('old');
	});

	it('a link that leads nowhere is replaced', async () => {
		await symlink('nowhere', site());
		await release(A, NOW);
		expect(await readFile(join(site(), 'index.html'), 'utf8')).toBe(A);
	});

	it('a build that was killed leaves the version in force, and goes with the next', async () => {
		await release(A, NOW);
		await write(join(folder, RELEASES, 'next'), { 'index.html': 'half' });
		await write(join(folder, RELEASES, 'left'), { 'index.html': 'half' });
		expect(await readFile(join(site(), 'index.html'), 'utf8')).toBe(A);
		await release(B, NOW + HOUR);
		expect(await readdir(join(folder, RELEASES))).not.toContain('left');
	});
});
