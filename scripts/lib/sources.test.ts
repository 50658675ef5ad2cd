import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashFiles, importedSources } from './sources.ts';

const ROOT = resolve(import.meta.dirname, '../..');

describe('sources', () => {
	it('follows imports of imports, values and types', async () => {
		const files = await importedSources(resolve(ROOT, 'scripts/data.ts'));
		for (const name of ['scripts/data.ts', 'scripts/lib/trend.ts', 'src/lib/domain/month.ts'])
			expect(files).toContain(resolve(ROOT, name));
		expect(files.filter((name) => name.includes('node_modules'))).toEqual([]);
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
