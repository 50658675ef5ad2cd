import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { onAllCores } from './cores.ts';

it('does all, and after a fault nothing more; it is told when what was begun is over', async () => {
	const done: number[] = [];
	await onAllCores([1, 2, 3, 4, 5], async (item) => {
		await setTimeout(1);
		done.push(item);
	});
	expect(done.sort()).toEqual([1, 2, 3, 4, 5]);
	const begun: number[] = [];
	let atWork = 0;
	const items = Array.from({ length: 200 }, (_, at) => at + 1);
	const work = async (item: number) => {
		begun.push(item);
		atWork++;
		await setTimeout(item === 1 ? 1 : 20);
		atWork--;
		if (item === 1) throw new Error('full');
	};
	await expect(onAllCores(items, work)).rejects.toThrow('full');
	expect(atWork).toBe(0);
	expect(begun.length).toBeLessThan(items.length);
	await setTimeout(30);
	expect(atWork).toBe(0);
});
