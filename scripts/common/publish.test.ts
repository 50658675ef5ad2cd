import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PublishedContent } from '../../src/lib/data/schema.ts';
import {
	areAllThere,
	commit,
	currentManifest,
	isHalfNamed,
	isStaged,
	namedFiles,
	readPromised,
	settle,
	sha256,
	stableContent,
	stage,
	writeHashed
} from './publish.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'publish-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);

/** Publish a state of two files, up to a step. */
async function publish(text: string, until: 'files' | 'staged' | 'committed' = 'committed') {
	const files = {
		a: await writeHashed(folder, 'x/months/2024-11', 'parquet', bytes(`a ${text}`)),
		b: await writeHashed(folder, 'land', 'topo.json', bytes('the same always'))
	};
	if (until === 'files') return files;
	await stage(folder, { 'summary.json': { summary: text }, 'manifest.json': { text, files } });
	if (until === 'staged') return files;
	await commit(
		folder,
		['manifest.json', 'summary.json'],
		Object.values(files).map(({ url }) => url)
	);
	return files;
}

async function entries(): Promise<string[]> {
	const found = await readdir(folder, { recursive: true, withFileTypes: true });
	return found
		.filter((entry) => entry.isFile())
		.map((entry) => entry.name)
		.sort();
}

describe('publishing', () => {
	it('names a file by its hash', async () => {
		const file = await writeHashed(folder, 'x/units', 'topo.json', bytes('text'));
		const hash = sha256('text');
		expect(file).toEqual({
			url: `x/units.${hash.slice(0, 8)}.topo.json`,
			bytes: 4,
			sha256: hash
		});
		expect(await readFile(join(folder, file.url), 'utf8')).toBe('text');
	});

	it('removes what the new manifest does not name, and nothing that is not its own', async () => {
		const old = await publish('old');
		await writeFile(join(folder, 'README.md'), 'kept');
		const next = await publish('next');
		expect(await entries()).toEqual(
			[next.a, next.b]
				.map(({ url }) => url.split('/').at(-1)!)
				.concat('README.md', 'manifest.json', 'summary.json')
				.sort()
		);
		expect(old.b.url).toBe(next.b.url);
		expect(await isStaged(folder)).toBe(false);
	});

	it.each(['files', 'staged'] as const)(
		'leaves the old state whole when it ends at %s',
		async (until) => {
			const old = await publish('old');
			await publish('next', until);
			const manifest = await currentManifest(folder);
			expect(manifest).toMatchObject({ text: 'old' });
			expect(await areAllThere(folder, namedFiles(manifest))).toBe(true);
			expect(await readFile(join(folder, 'summary.json'), 'utf8')).toContain('old');
			expect(await readFile(join(folder, old.a.url), 'utf8')).toBe('a old');
			expect(await isStaged(folder)).toBe(until === 'staged');
			// The next run cleans up.
			await publish('third');
			expect(await entries()).toHaveLength(4);
		}
	);

	it('notices a missing or cut file', async () => {
		const files = await publish('old');
		await writeFile(join(folder, files.a.url), 'cut');
		expect(await areAllThere(folder, [files.a])).toBe(false);
		await rm(join(folder, files.b.url));
		expect(await areAllThere(folder, [files.b])).toBe(false);
	});

	it('has no manifest where none can be read', async () => {
		expect(await currentManifest(folder)).toBeUndefined();
		await writeFile(join(folder, 'manifest.json'), '{"version":1,');
		expect(await currentManifest(folder)).toBeUndefined();
	});
});

describe('a run that ends between the names of manifest and summary', () => {
	const promisedOf = async () =>
		((await currentManifest(folder)) as { summary: PublishedContent }).summary;

	async function staged(text: string) {
		const summary = { summary: text };
		await stage(folder, {
			'summary.json': summary,
			'manifest.json': { text, summary: stableContent(summary) }
		});
	}

	const published = async (text: string) => {
		await staged(text);
		await commit(folder, ['manifest.json', 'summary.json'], []);
	};

	it('is the new state for who reads the summary, and the next run finishes it', async () => {
		await published('old');
		await staged('next');
		await rename(join(folder, 'manifest.json.next'), join(folder, 'manifest.json'));
		expect(await readFile(join(folder, 'summary.json'), 'utf8')).toContain('old');
		expect(await currentManifest(folder)).toMatchObject({ text: 'next' });
		expect((await readPromised(folder, await promisedOf())).toString()).toContain('next');
		expect(await isHalfNamed(folder)).toBe(true);
		await settle(folder);
		expect(await readFile(join(folder, 'summary.json'), 'utf8')).toContain('next');
		expect(await isHalfNamed(folder)).toBe(false);
	});

	it('gives what is in place where neither fits, to be told of', async () => {
		await published('old');
		await writeFile(join(folder, 'summary.json'), 'edited');
		expect((await readPromised(folder, await promisedOf())).toString()).toBe('edited');
		await settle(folder);
		expect(await readFile(join(folder, 'summary.json'), 'utf8')).toBe('edited');
	});
});
