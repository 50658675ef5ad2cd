/** `npm ci` verifies what it installs only where the lock file says what to expect. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

interface Locked {
	link?: boolean;
	inBundle?: boolean;
	integrity?: string;
}

/** Paths of packages that nothing verifies. */
function unverified(text: string): string[] {
	const { packages } = JSON.parse(text) as { packages: Record<string, Locked> };
	return Object.entries(packages)
		.filter(([path, { link, inBundle }]) => path !== '' && !link && !inBundle)
		.filter(([, { integrity }]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''))
		.map(([path]) => path);
}

describe('lock files', () => {
	it('hold the SHA-512 of every package', async () => {
		const { stdout } = await promisify(execFile)('git', ['ls-files', '*package-lock.json'], {
			cwd: ROOT
		});
		const files = stdout.trim().split('\n');
		expect(files).toContain('package-lock.json');
		for (const file of files)
			expect([file, unverified(await readFile(resolve(ROOT, file), 'utf8'))]).toEqual([file, []]);
	});

	it('a package without one is found', () => {
		const packages = {
			'': {},
			'node_modules/own': { link: true },
			'node_modules/a': { integrity: `sha512-${'A'.repeat(86)}==` },
			'node_modules/b': {},
			'node_modules/c': { integrity: 'sha1-AAAA' }
		};
		expect(unverified(JSON.stringify({ packages }))).toEqual(['node_modules/b', 'node_modules/c']);
	});
});
