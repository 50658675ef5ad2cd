/**
 * What is made from something is made once: a step is a pure function of values that it names, and what it made is kept
 * under the hash of its program, its name and those values. So nothing is made anew but what follows from a change, and
 * what is made is what a run from nothing makes. What is kept is read only with the hash that was written with it: a
 * damaged or edited file is as none.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { disk } from './disk.ts';
import { replaceFile, sha256, TEMPORARY } from './publish.ts';

/** Something that steps are made from: known by its hash, and looked at only where it is needed. */
export interface Value<T> {
	readonly hash: string;
	get(): Promise<T>;
}

/** Folder in `data/cache` where what was made is kept. */
export const STEPS = 'steps';

/** Bytes of all that is kept; what was used longest ago goes first. */
const MOST = 512 * 2 ** 20;
/** Milliseconds after which a half written file is nobody's. */
const ABANDONED = 60 * 60 * 1000;
const DIGEST = 32;
const OURS = /^[0-9a-f]{64}$/;

/** A value that is there. */
export function known<T>(value: T): Value<T> {
	return { hash: sha256(serialize(value)), get: () => Promise.resolve(value) };
}

/**
 * A value that is read or made where it is needed, once.
 * @param of all that it follows from
 */
export function lazy<T>(of: unknown, load: () => Promise<T> | T): Value<T> {
	let loaded: Promise<T> | undefined;
	return { hash: known(of).hash, get: () => (loaded ??= Promise.resolve().then(load)) };
}

/** Several values as one. */
export function listOf<T>(values: readonly Value<T>[]): Value<T[]> {
	return {
		hash: sha256(values.map(({ hash }) => hash).join()),
		get: () => Promise.all(values.map((value) => value.get()))
	};
}

/** A part of a value, which is looked at alone. */
export function part<T, K extends keyof T>(value: Value<T>, name: K): Value<T[K]> {
	return lazy([value.hash, name], async () => (await value.get())[name]);
}

type Named<I> = { readonly [K in keyof I]: Value<I[K]> };

/** Makes what is not kept. */
export class Steps {
	/** Keeps nothing beyond the run. */
	static readonly FORGETFUL = new Steps(undefined, '');

	readonly #folder: string | undefined;
	readonly #program: string;

	/**
	 * @param folder where what was made is kept; made when it isn't there
	 * @param program hash of the code of all steps
	 */
	constructor(folder: string | undefined, program: string) {
		this.#folder = folder;
		this.#program = program;
	}

	/**
	 * What a step makes of its inputs.
	 * @param name of the step
	 * @param inputs everything that it depends on
	 * @param make nothing but a function of the inputs
	 */
	async made<T, I extends object>(
		name: string,
		inputs: Named<I>,
		make: (inputs: I) => T | Promise<T>
	): Promise<Value<T>> {
		const kept = await this.kept<T>(name, inputs);
		if (kept) return kept;
		const names = Object.keys(inputs) as (keyof I)[];
		const got = await Promise.all(names.map(async (of) => [of, await inputs[of].get()] as const));
		return this.keep(name, inputs, await make(Object.fromEntries(got) as I));
	}

	/** What is kept of a step and is as it was written. */
	async kept<T>(name: string, inputs: Named<object>): Promise<Value<T> | undefined> {
		if (this.#folder === undefined) return undefined;
		const [path, key] = this.#placeOf(name, inputs);
		const payload = await payloadAt(path, key);
		if (!payload) return undefined;
		const now = new Date();
		await utimes(path, now, now).catch(() => {});
		return this.#valueAt(path, key, sha256(payload));
	}

	/** Keep what a step made. */
	async keep<T>(name: string, inputs: Named<object>, value: T): Promise<Value<T>> {
		if (this.#folder === undefined) return known(value);
		const [path, key] = this.#placeOf(name, inputs);
		const payload = serialize(value);
		await disk().mkdir(this.#folder);
		await replaceFile(path, Buffer.concat([digestOf(key, payload), payload]));
		return this.#valueAt(path, key, sha256(payload));
	}

	/** Bound what is kept. */
	async tidy(most = MOST): Promise<void> {
		if (this.#folder === undefined) return;
		const folder = this.#folder;
		const names = await readdir(folder).catch(() => []);
		const found = await Promise.all(
			names.map(async (name) => {
				const { size, mtimeMs } = await stat(join(folder, name));
				return { name, size, mtimeMs };
			})
		);
		let sum = 0;
		for (const { name, size, mtimeMs } of found.sort((a, b) => b.mtimeMs - a.mtimeMs)) {
			const isHalf = name.endsWith(TEMPORARY) && mtimeMs < Date.now() - ABANDONED;
			if (OURS.test(name)) sum += size;
			if (isHalf || (OURS.test(name) && sum > most)) await rm(join(folder, name), { force: true });
		}
	}

	#placeOf(name: string, inputs: Named<object>): [path: string, key: string] {
		const hashes = Object.entries(inputs as Record<string, Value<unknown>>).map(
			([of, { hash }]) => [of, hash]
		);
		const key = sha256(JSON.stringify([process.version, this.#program, name, hashes]));
		return [join(this.#folder!, key), key];
	}

	/** Of what is large nothing stays in memory. */
	#valueAt<T>(path: string, key: string, hash: string): Value<T> {
		return {
			hash,
			async get() {
				const payload = await payloadAt(path, key);
				if (!payload) throw new Error(`${path} was changed while it was used`);
				return deserialize(payload) as T;
			}
		};
	}
}

async function payloadAt(path: string, key: string): Promise<Buffer | undefined> {
	const content = await readFile(path).catch(() => undefined);
	if (!content || content.length < DIGEST) return undefined;
	const payload = content.subarray(DIGEST);
	return content.subarray(0, DIGEST).equals(digestOf(key, payload)) ? payload : undefined;
}

function digestOf(key: string, payload: Uint8Array): Buffer {
	return createHash('sha256').update(key).update(payload).digest();
}
