import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { sha256 } from './publish.ts';

const RELATIVE_IMPORT = /(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g;

/** A source file and all that it imports by relative path, sorted. */
export async function importedSources(entry: string): Promise<string[]> {
	const seen = new Set<string>();
	const follow = async (path: string): Promise<void> => {
		if (seen.has(path)) return;
		seen.add(path);
		const text = await readFile(path, 'utf8');
		for (const [, target] of text.matchAll(RELATIVE_IMPORT))
			await follow(resolve(dirname(path), target!));
	};
	await follow(resolve(entry));
	return [...seen].sort();
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

/** Exact versions of packages that shape the output, one a line. */
export async function versionsOf(names: readonly string[]): Promise<string> {
	const versions = await Promise.all(
		names.map(async (name) => {
			const path = resolve(import.meta.dirname, '../../node_modules', name, 'package.json');
			const { version } = JSON.parse(await readFile(path, 'utf8')) as { version: string };
			return `${name} ${version}`;
		})
	);
	return versions.join('\n');
}
