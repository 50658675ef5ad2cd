/** `.br` and `.gz` files beside what a web server sends, so that it need not compress at each request. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { onAllCores } from './cores.ts';
import { COMPRESSED, replaceFile } from './publish.ts';

/** Files with text, or with more room to save: Parquet holds gzip itself, yet Brotli takes 6 to 19 % off it. */
const WORTH_TRYING = /\.(?:html|js|mjs|css|json|svg|txt|xml|webmanifest|wasm|parquet|shapes)$/;
/** A compressed file that saves less than this share isn't kept. */
const LEAST_SAVED = 0.05;

const compressors = {
	'.br': (content: Uint8Array) =>
		promisify(brotliCompress)(content, {
			params: {
				[constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
				[constants.BROTLI_PARAM_SIZE_HINT]: content.length
			}
		}),
	'.gz': (content: Uint8Array) => promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION })
};

/**
 * Compress files that have no compressed one beside them, on all cores; a plain file must never change under its name.
 * @param folder that is published
 * @param names paths below it
 */
export async function precompress(folder: string, names: Iterable<string>): Promise<void> {
	await onAllCores([...names].filter(isWorthTrying), (name) => compressOne(join(folder, name)));
}

async function compressOne(path: string): Promise<void> {
	let content: Buffer | undefined;
	for (const ending of COMPRESSED) {
		if (await isThere(path + ending)) continue;
		content ??= await readFile(path);
		const smaller = await compressed(content, ending);
		if (smaller) await replaceFile(path + ending, smaller);
	}
}

/** True for what compressing may save anything of. */
export function isWorthTrying(name: string): boolean {
	return WORTH_TRYING.test(name);
}

/** Compressed content; nothing where that saves too little. */
export async function compressed(
	content: Uint8Array,
	ending: (typeof COMPRESSED)[number]
): Promise<Uint8Array | undefined> {
	const smaller = await compressors[ending](content);
	return smaller.length <= (1 - LEAST_SAVED) * content.length ? smaller : undefined;
}

/** All plain files below a folder. */
export async function plainFiles(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile() && !COMPRESSED.some((end) => entry.name.endsWith(end)))
		.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

async function isThere(path: string): Promise<boolean> {
	return stat(path).then(
		() => true,
		() => false
	);
}
