/** What is installed may be used, and each package has its reason. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dataErrorOf } from '../testing/errors.ts';
import { isPermitted, readLibraries } from './libraries.ts';

const ROOT = resolve(import.meta.dirname, '../..');

describe('installed packages', () => {
	it('have a licence that is permitted and a reason, each of them', async () => {
		const libraries = await readLibraries(ROOT);
		expect(libraries.length).toBeGreaterThan(500);
		expect(libraries.filter(({ licence }) => !isPermitted(licence))).toEqual([]);
		expect(libraries.filter(({ reason }) => /^needed by $|: $/.test(reason))).toEqual([]);
	});

	it('that declare no licence have the one of their own file', async () => {
		const libraries = await readLibraries(ROOT);
		const licenceOf = (name: string) => libraries.find((of) => of.name === name)?.licence;
		expect(
			['@inlang/plugin-message-format', 'png-js', 'sqlite-wasm-kysely'].map(licenceOf)
		).toEqual(['MIT', 'MIT', 'MIT']);
	});
});

describe('a licence', () => {
	it.each([
		['MIT', true],
		['(MIT OR GPL-3.0-or-later)', true],
		['MIT AND OFL-1.1', true],
		['GPL-3.0-or-later', false],
		['MIT AND GPL-2.0', false],
		['AGPL-3.0 OR SSPL-1.0', false],
		['none', false]
	])('%s: permitted %s', (licence, permitted) => expect(isPermitted(licence)).toBe(permitted));
});

describe('reasons', () => {
	let root: string;
	beforeEach(async () => {
		root = await mkdtemp(join(tmpdir(), 'libraries-'));
		await cp(join(ROOT, 'package-lock.json'), join(root, 'package-lock.json'));
		await cp(join(ROOT, 'docs', 'libraries.csv'), join(root, 'docs', 'libraries.csv'));
	});
	afterEach(() => rm(root, { recursive: true, force: true }));
	const change = async (of: (text: string) => string) => {
		const file = join(root, 'docs', 'libraries.csv');
		await writeFile(file, of(await readFile(file, 'utf8')));
		return dataErrorOf(() => readLibraries(root));
	};

	it('are missed where a package has none', async () => {
		const { found } = (await change((text) => text.replace(/^svelte,.*\n/m, ''))).fault;
		expect(found).toBe('no row of svelte');
	});

	it('are refused of a package that is not there, and twice of one', async () => {
		const added = await change((text) => `${text}left-pad,page,blanks\n`);
		expect(added.fault).toMatchObject({ column: 'package', found: 'left-pad' });
		await cp(join(ROOT, 'docs', 'libraries.csv'), join(root, 'docs', 'libraries.csv'));
		const twice = await change((text) => `${text}svelte,page,the app\n`);
		expect(twice.fault).toMatchObject({ column: 'package', found: 'svelte' });
	});
});
