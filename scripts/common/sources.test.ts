import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashFiles, programOf } from './sources.ts';

const ROOT = resolve(import.meta.dirname, '../..');

describe('sources', () => {
	it('follows imports of imports, values and types', async () => {
		const { files } = await programOf(resolve(ROOT, 'scripts/data.ts'));
		for (const name of ['scripts/data.ts', 'scripts/simulate/trend.ts', 'src/lib/domain/month.ts'])
			expect(files).toContain(resolve(ROOT, name));
		expect(files.filter((name) => name.includes('node_modules'))).toEqual([]);
	});

	it('finds the packages that shape what is published, and what they are made of', async () => {
		const { packages } = await programOf(resolve(ROOT, 'scripts/data.ts'));
		const names = packages.map((line) => line.slice(0, line.lastIndexOf(' ')));
		const direct = [
			'topojson-client',
			'flatbush',
			'mapshaper',
			'd3-random',
			'h3-js',
			'world-atlas'
		];
		// `flatqueue` is what flatbush needs.
		for (const name of [...direct, 'hyparquet-writer', 'flatqueue']) expect(names).toContain(name);
		for (const name of ['vitest', 'svelte', 'maplibre-gl', 'node'])
			expect(names).not.toContain(name);
	});

	it('the hash changes with a name, a content or the tools', async () => {
		const [a, b] = [resolve(ROOT, 'package.json'), resolve(ROOT, 'tsconfig.json')];
		const hashes = await Promise.all([
			hashFiles(ROOT, [a]),
			hashFiles(ROOT, [b]),
			hashFiles(resolve(ROOT, 'src'), [a]),
			hashFiles(ROOT, [a], 'h3-js 4.5.0'),
			hashFiles(ROOT, [a])
		]);
		expect(new Set(hashes).size).toBe(4);
		expect(hashes[4]).toBe(hashes[0]);
	});
});
