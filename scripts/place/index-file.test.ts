import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { drawRings } from '../testing/partitions.ts';
import { geometryFromTopology } from './geometry.ts';
import { indexFile, keptIndex } from './index-file.ts';
import { buildIndex } from './place-index.ts';

let cache: string;
beforeEach(async () => {
	cache = await mkdtemp(join(tmpdir(), 'index-'));
});
afterEach(() => rm(cache, { recursive: true, force: true }));

const ring = [
	[1.05e9, 1.05e9],
	[1.06e9, 1.05e9],
	[1.06e9, 1.06e9]
];
const geometryOf = (source: string) =>
	geometryFromTopology(drawRings({ a: ring }), {
		edition: 'test',
		source,
		objects: ['communes']
	});

it('is read as it was built, and built anew for another geometry or when it is damaged', async () => {
	const geometry = geometryOf('one');
	const built = buildIndex(geometry);
	const path = join(cache, indexFile('test'));
	expect(await keptIndex(cache, geometry, 0)).toEqual(built);
	const first = await readFile(path);
	expect(await keptIndex(cache, geometry, 0)).toEqual(built);

	for (const damaged of [
		first.subarray(0, 50),
		first.subarray(0, first.length - 4),
		Buffer.from(first.map((byte, at) => (at === first.length - 9 ? byte ^ 1 : byte)))
	]) {
		await writeFile(path, damaged);
		expect(await keptIndex(cache, geometry, 0)).toEqual(built);
		expect(await readFile(path)).toEqual(first);
	}

	const other = geometryOf('two');
	expect((await keptIndex(cache, other, 0)).geometry).toBe(other);
	expect(await readFile(path)).not.toEqual(first);
});

it('is not kept when it is small', async () => {
	await keptIndex(cache, geometryOf('one'));
	await expect(readFile(join(cache, indexFile('test')))).rejects.toThrow('ENOENT');
});
