import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainFiles, precompress } from './precompress.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'precompress-'));
	await mkdir(join(folder, 'x'));
	for (const name of ['x/units.json', 'page.html', 'photo.png', 'table.parquet'])
		await writeFile(join(folder, name), `${name} `.repeat(500));
	await writeFile(join(folder, 'noise.parquet'), randomBytes(3000));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const read = (name: string) => readFile(join(folder, name));

describe('precompress', () => {
	it('writes what decodes to the plain file, only where that saves something', async () => {
		const plain = (await plainFiles(folder)).sort();
		expect(plain).toHaveLength(5);
		await precompress(folder, plain);
		for (const name of ['x/units.json', 'page.html', 'table.parquet']) {
			expect(brotliDecompressSync(await read(`${name}.br`))).toEqual(await read(name));
			expect(gunzipSync(await read(`${name}.gz`))).toEqual(await read(name));
		}
		for (const name of ['photo.png', 'noise.parquet'])
			for (const ending of ['.br', '.gz'])
				await expect(stat(join(folder, name + ending))).rejects.toThrow('ENOENT');
		expect((await plainFiles(folder)).sort()).toEqual(plain);
	});

	it('keeps what is there', async () => {
		await precompress(folder, ['page.html']);
		const before = await stat(join(folder, 'page.html.br'));
		await precompress(folder, ['page.html', 'x/units.json']);
		expect(await stat(join(folder, 'page.html.br'))).toMatchObject({ ino: before.ino });
		expect((await read('x/units.json.br')).length).toBeGreaterThan(0);
	});
});
