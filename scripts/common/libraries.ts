/** Every package that `npm ci` installs, with its licence and why it is here. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '../../src/lib/domain/errors.ts';
import { readCsv } from './csv.ts';

/** A package of the lock file. */
export interface Library {
	name: string;
	version: string;
	/** As it declares it, or as its own LICENSE file reads. */
	licence: string;
	/** Why it is here; of one that others need, their names. */
	reason: string;
}

interface Locked {
	version: string;
	/** Some name several in a list, of which one may be chosen. */
	license?: string | string[];
	dependencies?: Record<string, string>;
	optionalDependencies?: Record<string, string>;
	peerDependencies?: Record<string, string>;
}

/** Licences that let anyone use, change and hand on what we make; with the notice that each asks for. */
const PERMITTED = new Set(
	[
		...['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0'],
		...['Unlicense', 'CC0-1.0', 'Zlib', 'WTFPL', 'Python-2.0', 'OFL-1.1', 'MPL-2.0']
	].map((name) => name.toUpperCase())
);

/** What the files of packages that declare nothing say. */
const TEXTS: readonly [string, RegExp][] = [
	['MIT', /Permission is hereby granted, free of charge, to any person obtaining a copy/],
	['Apache-2.0', /Apache License\s+Version 2\.0/],
	['ISC', /Permission to use, copy, modify, and\/or distribute this software for any purpose/]
];

const MOST_NAMED = 3;

/**
 * Read the lock file, `docs/libraries.csv` and, of packages that declare no licence, their own files.
 * @param root of the project, installed
 * @returns by name, then version
 * @throws DataError for a direct package without a reason, and for a reason without a package
 */
export async function readLibraries(root: string): Promise<Library[]> {
	const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
		packages: Record<string, Locked & { devDependencies?: Record<string, string> }>;
	};
	const own = packages['']!;
	const direct = Object.keys({ ...own.dependencies, ...own.devDependencies });
	const reasons = await readReasons(join(root, 'docs', 'libraries.csv'), direct);
	const neededBy = dependants(packages, direct);
	const paths = Object.keys(packages).filter((path) => path !== '');
	const libraries = await Promise.all(
		paths.map(async (path): Promise<Library> => {
			const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
			const { version, license } = packages[path]!;
			const users = [...(neededBy.get(path) ?? [])].sort();
			const others = users.length > MOST_NAMED ? ', …' : '';
			const isDirect = path === `node_modules/${name}` && reasons.has(name);
			return {
				name,
				version,
				licence: license ? [license].flat().join(' OR ') : await writtenLicence(join(root, path)),
				reason: isDirect
					? reasons.get(name)!
					: `needed by ${users.slice(0, MOST_NAMED).join(', ')}${others}`
			};
		})
	);
	return libraries.sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

/** Licences of a package that nobody here has agreed to; the choice is ours where it offers several. */
export function isPermitted(licence: string): boolean {
	const words = licence.replaceAll(/[()]/g, '').replace('Apache2', 'Apache-2.0');
	return words
		.split(/\s+AND\s+/)
		.every((all) => all.split(/\s+OR\s+/).some((name) => PERMITTED.has(name.trim().toUpperCase())));
}

async function readReasons(file: string, direct: readonly string[]): Promise<Map<string, string>> {
	const rows = await readCsv(file, { required: ['package', 'used', 'reason'] });
	const reasons = new Map<string, string>();
	for (const { line, fields } of rows) {
		const name = fields.package!;
		if (!direct.includes(name) || reasons.has(name))
			throw new DataError('value', {
				file,
				row: line,
				column: 'package',
				found: name,
				expected: 'a package of package.json, once'
			});
		reasons.set(name, `${fields.used!}: ${fields.reason!}`);
	}
	const without = direct.filter((name) => !reasons.has(name));
	if (without.length > 0)
		throw new DataError('value', {
			file,
			found: `no row of ${without.join(', ')}`,
			expected: 'each package of package.json, with its reason'
		});
	return reasons;
}

/** The direct packages by way of which each path is needed. */
function dependants(
	packages: Readonly<Record<string, Locked>>,
	direct: readonly string[]
): Map<string, Set<string>> {
	const found = new Map<string, Set<string>>();
	for (const name of direct) {
		const left = [`node_modules/${name}`];
		for (let path = left.pop(); path !== undefined; path = left.pop()) {
			const users = found.get(path) ?? new Set<string>();
			const locked = packages[path];
			if (users.has(name) || !locked) continue;
			found.set(path, users.add(name));
			const { dependencies, optionalDependencies, peerDependencies } = locked;
			for (const other of Object.keys({
				...dependencies,
				...optionalDependencies,
				...peerDependencies
			})) {
				const at = resolved(packages, path, other);
				if (at) left.push(at);
			}
		}
	}
	return found;
}

/** Where Node finds a package from another: beside it, or further up. */
function resolved(
	packages: Readonly<Record<string, Locked>>,
	from: string,
	name: string
): string | undefined {
	for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
		const path = `${base === '' ? '' : `${base}/`}node_modules/${name}`;
		if (packages[path]) return path;
		if (base === '') return undefined;
		if (!base.includes('/node_modules/')) base = '';
	}
}

async function writtenLicence(folder: string): Promise<string> {
	const text = await readFile(join(folder, 'LICENSE'), 'utf8').catch(() => '');
	return TEXTS.find(([, words]) => words.test(text))?.[0] ?? 'none';
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
