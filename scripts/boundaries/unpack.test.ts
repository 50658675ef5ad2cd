/** What lies in archives, and archives that are made to fill the memory. */
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dataErrorOf } from '../testing/errors.ts';
import { collection, squares } from '../testing/squares.ts';
import { readSources } from './sources.ts';
import { Room } from './unpack.ts';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'unpack-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const GOOD = Buffer.from(collection(squares()));
const zip = (files: Record<string, Uint8Array>) => Buffer.from(zipSync(files));
const nothing = (megabytes: number) => Buffer.alloc(megabytes * 1e6, ' ');

function readAll(...names: string[]) {
	return readSources(
		names.map((name) => join(folder, name)),
		{ downloads: folder, onProgress() {}, onNote() {}, strict: false }
	);
}

async function read(name: string, content: Uint8Array) {
	await writeFile(join(folder, name), content);
	return readAll(name);
}

it.each<[string, () => Buffer]>([
	['zip of gzip', () => zip({ 'a.geojson.gz': gzipSync(GOOD) })],
	['zip of zip of gzip', () => zip({ 'b.zip': zip({ 'a.geojson.gz': gzipSync(GOOD) }) })],
	[
		'zip beside a large file that is none of outlines',
		() => zip({ 'a.geojson': GOOD, 'b.tif': nothing(60) })
	]
])('a %s is read', async (_, content) => {
	expect((await read('good.zip', content())).layers).toHaveLength(1);
});

it.each<[string, string, () => Buffer, RegExp]>([
	[
		'gzip of much',
		'much.geojson.gz',
		() => gzipSync(nothing(60)),
		/MB in all when unpacked.*at most/
	],
	[
		'zip of much',
		'much.zip',
		() => zip({ 'a.geojson': nothing(60) }),
		/60 MB in all.*at most 50 MB/
	],
	[
		'zip of archives of much',
		'deep.zip',
		() => zip({ 'a.zip': zip({ 'a.geojson': nothing(60) }) }),
		/at most/
	],
	[
		'zip of zip of zip of zip',
		'nested.zip',
		() => zip({ 'a.zip': zip({ 'a.zip': zip({ 'a.zip': zip({ 'a.geojson': GOOD }) }) }) }),
		/an archive in 3 others.*at most 3/
	],
	[
		'gzip of gzip of gzip of gzip',
		'nested.geojson.gz.gz.gz.gz',
		() => gzipSync(gzipSync(gzipSync(gzipSync(GOOD)))),
		/an archive in 3 others.*at most 3/
	],
	[
		'zip of countless files',
		'countless.zip',
		() =>
			zip(
				Object.fromEntries(
					Array.from({ length: 60_001 }, (_, at) => [`${at}.txt`, new Uint8Array(0)])
				)
			),
		/over 60000 files/
	]
])('a %s is refused before memory is full', async (_, name, content, told) => {
	const packed = content();
	const before = process.memoryUsage.rss();
	const error = await dataErrorOf(() => read(name, packed));
	expect(error.message).toMatch(told);
	expect(process.memoryUsage.rss() - before).toBeLessThan(200e6);
});

it('refuses a file that is larger than all outlines, before it is read', async () => {
	await writeFile(join(folder, 'huge.geojson'), '{');
	await truncate(join(folder, 'huge.geojson'), 3e9);
	expect((await dataErrorOf(() => readAll('huge.geojson'))).message).toMatch(/3000 MB in all/);
});

it('counts all files of an import together', async () => {
	const room = new Room();
	room.take('one.shp', 300e6);
	const error = await dataErrorOf(() => room.take('two.shp', 300e6));
	expect(error.message).toMatch(/^two\.shp: .*600 MB in all when unpacked.*at most 537 MB/);
});
