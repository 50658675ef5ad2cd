import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { known, lazy, listOf, part, Steps } from './steps.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'steps-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Twice a number, by a step that counts how often it is done. */
function twice(steps = new Steps(folder, 'program')) {
	const done: number[] = [];
	const of = (number: number) =>
		steps.made('twice', { number: known(number) }, (inputs) => {
			done.push(inputs.number);
			return { twice: 2 * inputs.number, list: Float64Array.of(inputs.number, NaN) };
		});
	return { done, of };
}

it('makes once what follows from the same, in this run and the next', async () => {
	const first = twice();
	expect(await (await first.of(4)).get()).toEqual({ twice: 8, list: Float64Array.of(4, NaN) });
	await first.of(4);
	await first.of(5);
	expect(first.done).toEqual([4, 5]);
	const next = twice();
	expect(await (await next.of(5)).get()).toEqual({ twice: 10, list: Float64Array.of(5, NaN) });
	expect(next.done).toEqual([]);
});

it('makes anew what another program made, and keeps nothing without a folder', async () => {
	await twice().of(4);
	const other = twice(new Steps(folder, 'another program'));
	await other.of(4);
	expect(other.done).toEqual([4]);
	const forgetful = twice(Steps.FORGETFUL);
	await forgetful.of(4);
	await forgetful.of(4);
	expect(forgetful.done).toEqual([4, 4]);
});

it.each([
	['cut off', (content: Buffer) => content.subarray(0, content.length - 1)],
	['empty', () => Buffer.alloc(0)],
	[
		'with another number in it',
		(content: Buffer) => {
			const edited = Buffer.from(content);
			edited[edited.length - 1]! ^= 1;
			return edited;
		}
	]
])('makes anew what is %s', async (_, damage) => {
	await twice().of(4);
	const [name] = await readdir(folder);
	const path = join(folder, name!);
	const before = await readFile(path);
	await writeFile(path, damage(before));
	const next = twice();
	expect(await (await next.of(4)).get()).toMatchObject({ twice: 8 });
	expect(next.done).toEqual([4]);
	expect(await readFile(path)).toEqual(before);
});

it('takes no file for that of another step', async () => {
	await twice().of(4);
	const [name] = await readdir(folder);
	await twice().of(5);
	const other = (await readdir(folder)).find((each) => each !== name)!;
	await writeFile(join(folder, other), await readFile(join(folder, name!)));
	const next = twice();
	expect(await (await next.of(5)).get()).toMatchObject({ twice: 10 });
	expect(next.done).toEqual([5]);
});

it('knows a list and a part of a value by what they follow from', async () => {
	const [a, b] = [known({ x: 1, y: 2 }), known({ x: 1, y: 3 })];
	expect(listOf([a, b]).hash).not.toBe(listOf([b, a]).hash);
	expect(await listOf([a, b]).get()).toEqual([
		{ x: 1, y: 2 },
		{ x: 1, y: 3 }
	]);
	expect(part(a, 'x').hash).not.toBe(part(a, 'y').hash);
	expect(await part(b, 'y').get()).toBe(3);
	let loaded = 0;
	const once = lazy('file', () => ++loaded);
	expect([await once.get(), await once.get()]).toEqual([1, 1]);
});

it('lets go of what was used longest ago, and of what was left half written', async () => {
	const { of } = twice();
	for (const number of [1, 2, 3]) await of(number);
	const names = await readdir(folder);
	const [old] = names;
	const long = new Date(Date.now() - 86_400_000);
	await utimes(join(folder, old!), long, long);
	await writeFile(join(folder, `${old}.12.tmp`), 'half');
	await utimes(join(folder, `${old}.12.tmp`), long, long);
	const { size } = await stat(join(folder, old!));
	await new Steps(folder, 'program').tidy(size * 2 + 1);
	expect((await readdir(folder)).sort()).toEqual(names.filter((name) => name !== old).sort());
	await new Steps(folder, 'program').tidy(0);
	expect(await readdir(folder)).toEqual([]);
});
