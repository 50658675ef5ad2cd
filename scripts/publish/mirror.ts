/** What is published lies in a folder as it was made, down to the last byte, with compressed files beside. */
import { join } from 'node:path';
import { onAllCores } from '../common/cores.ts';
import { disk } from '../common/disk.ts';
import { compressed, isWorthTrying } from '../common/precompress.ts';
import { COMPRESSED, hashOfFile, sha256, writeContent, type Content } from '../common/publish.ts';
import type { Steps } from '../common/steps.ts';

type Ending = (typeof COMPRESSED)[number];

/**
 * Write what isn't there as it should be; every file is looked at to its last byte.
 * @param out folder that is published
 */
export async function mirror(
	out: string,
	contents: readonly Content[],
	steps: Steps
): Promise<void> {
	// Two of the same content have the same name.
	const each = new Map(contents.map((content) => [content.file.url, content])).values();
	await onAllCores(each, (content) => mirrorOne(out, content, steps));
}

async function mirrorOne(out: string, { file, body }: Content, steps: Steps): Promise<void> {
	const { url, sha256: hash } = file;
	await put(out, url, body, hash);
	if (!isWorthTrying(url)) return;
	const content = { hash, get: () => Promise.resolve(body) };
	const packed = await steps.made('compress', { content }, async ({ content: plain }) => {
		const pack = async (ending: Ending) => [ending, await compressed(plain, ending)] as const;
		return new Map(await Promise.all(COMPRESSED.map(pack)));
	});
	for (const [ending, smaller] of await packed.get())
		if (smaller) await put(out, url + ending, smaller, sha256(smaller));
		else await disk().remove(join(out, url + ending));
}

async function put(out: string, name: string, content: Uint8Array, hash: string): Promise<void> {
	if ((await hashOfFile(join(out, name))) !== hash) await writeContent(out, name, content);
}
