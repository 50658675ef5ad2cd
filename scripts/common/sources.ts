import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { sha256 } from './publish.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const IMPORT = /(?:\bfrom|\bimport|\.resolve)\s*\(?\s*'([^'\n]+)'/g;
const PACKAGE = /^(?:@[^/]+\/)?[^/]+/;

/** What a program is made of. */
export interface Program {
	/** A source file and all that it imports by relative path, sorted. */
	files: string[];
	/** Packages that these files import or look up, and what those depend on: `name version`, sorted. */
	packages: string[];
}

/** A program's own files and the packages that shape what it writes, found and not listed. */
export async function programOf(entry: string): Promise<Program> {
	const files = new Set<string>();
	const named = new Set<string>();
	const follow = async (path: string): Promise<void> => {
		if (files.has(path)) return;
		files.add(path);
		const text = await readFile(path, 'utf8');
		for (const [, target] of text.matchAll(IMPORT))
			if (target!.startsWith('.')) await follow(resolve(dirname(path), target!));
			else named.add(PACKAGE.exec(target!)![0]);
	};
	await follow(resolve(entry));
	const { devDependencies } = await packageAt(ROOT);
	const direct = [...named].filter((name) => Object.hasOwn(devDependencies ?? {}, name));
	const packages = new Map<string, string>();
	for (const name of direct) await collect(ROOT, name, packages);
	return { files: [...files].sort(), packages: [...new Set(packages.values())].sort() };
}

/** One hash of a program's files and packages; it holds on another machine. */
export async function hashProgram({ files, packages }: Program): Promise<string> {
	return hashFiles(ROOT, files, packages.join('\n'));
}

interface Package {
	version: string;
	dependencies?: Record<string, string>;
	devDependencies?: Record<string, string>;
}

async function packageAt(folder: string): Promise<Package> {
	return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Package;
}

/** A package and what it depends on, each once, found as Node does: in the nearest `node_modules` upwards. */
async function collect(from: string, name: string, found: Map<string, string>): Promise<void> {
	for (let folder = from; ; folder = dirname(folder)) {
		const at = join(folder, 'node_modules', name);
		if (found.has(at)) return;
		const of = await packageAt(at).catch(() => undefined);
		if (of) {
			found.set(at, `${name} ${of.version}`);
			for (const other of Object.keys(of.dependencies ?? {})) await collect(at, other, found);
			return;
		}
		// An optional part that is not installed on this machine shapes nothing here.
		if (folder === ROOT) return;
	}
}

/** Files below a folder, sorted, without hidden ones; nothing when it isn't there. */
export async function filesBelow(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
	return entries
		.filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
		.map((entry) => join(entry.parentPath, entry.name))
		.sort();
}

/**
 * One hash over names and contents of files.
 * @param base names are taken relative to it, so that a hash holds on another machine
 * @param more text to include, such as versions of tools
 */
export async function hashFiles(
	base: string,
	files: readonly string[],
	more: string = ''
): Promise<string> {
	const lines = await Promise.all(
		files.map(async (file) => `${relative(base, file)} ${sha256(await readFile(file))}`)
	);
	return sha256([...lines, more].join('\n'));
}
