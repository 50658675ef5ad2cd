/** What is published lies in a folder as it was made, down to the last byte, with compressed files beside. */
import { join } from 'node:path';
import { onAllCores } from '../common/cores.ts';
import { disk } from '../common/disk.ts';
import { compressed, isWorthTrying } from '../common/precompress.ts';
import { COMPRESSED, hashOfFile, sha256, writeContent, type Content } from '../common/publish.ts';
import type { Steps } from '../common/steps.ts';

type Ending = (typeof COMPRESSED)[number];

type Packed = ReadonlyMap<Ending, Uint8Array | undefined>;

/** Compresses files from when they are made, one after the other, beside what makes more of them. */
export class Packing {
	readonly #steps: Steps;
	/** By hash. */
	readonly #begun = new Map<string, Promise<Packed>>();
	#last: Promise<unknown> = Promise.resolve();
	#isOver = false;

	constructor(steps: Steps) {
		this.#steps = steps;
	}

	begin(contents: readonly Content[]): void {
		for (const content of contents)
			// Who asks for it hears of a fault.
			this.#last = this.#last
				.then(() => (this.#isOver ? undefined : this.of(content)))
				.catch(() => {});
	}

	/** Compressed content by ending, none where that saves too little; what was not begun is begun now. */
	of({ file: { url, sha256: hash }, body }: Content): Promise<Packed> {
		if (!isWorthTrying(url)) return Promise.resolve(new Map());
		const packed = this.#begun.get(hash) ?? packedOf(this.#steps, hash, body);
		this.#begun.set(hash, packed);
		return packed;
	}

	/** Begin with nothing more; all that was begun is over then. */
	async stop(): Promise<void> {
		this.#isOver = true;
		await Promise.allSettled(this.#begun.values());
	}
}

async function packedOf(steps: Steps, hash: string, body: Uint8Array): Promise<Packed> {
	const content = { hash, get: () => Promise.resolve(body) };
	const packed = await steps.made('compress', { content }, async ({ content: plain }) => {
		const pack = async (ending: Ending) => [ending, await compressed(plain, ending)] as const;
		return new Map(await Promise.all(COMPRESSED.map(pack)));
	});
	return packed.get();
}

/**
 * Write what isn't there as it should be; every file is looked at to its last byte.
 * @param out folder that is published
 */
export async function mirror(out: string, contents: readonly Content[]): Promise<void> {
	await onAllCores(onlyOnce(contents), async ({ file, body }) => {
		await put(out, file.url, body, file.sha256);
	});
}

/** As {@link mirror}, of compressed files; what isn't worth a compressed one has none. */
export async function mirrorPacked(
	out: string,
	contents: readonly Content[],
	packing: Packing
): Promise<void> {
	await onAllCores(onlyOnce(contents), async (content) => {
		for (const [ending, smaller] of await packing.of(content)) {
			const name = content.file.url + ending;
			if (smaller) await put(out, name, smaller, sha256(smaller));
			else await disk().remove(join(out, name));
		}
	});
}

/** Two of the same content have the same name. */
function onlyOnce(contents: readonly Content[]): Iterable<Content> {
	return new Map(contents.map((content) => [content.file.url, content])).values();
}

async function put(out: string, name: string, content: Uint8Array, hash: string): Promise<void> {
	if ((await hashOfFile(join(out, name))) !== hash) await writeContent(out, name, content);
}
