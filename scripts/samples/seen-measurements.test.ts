import { expect, it } from 'vitest';
import { SeenMeasurements } from './seen-measurements.ts';

it.each([0, 300_000])('finds each repetition once, with room for %d', (expected) => {
	const seen = new SeenMeasurements(expected);
	const known = new Set<string>();
	let state = 7;
	const next = (below: number) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
	for (let at = 0; at < 200_000; at++) {
		// Few low halves: many hashes find their place taken.
		const [low, high] = [Math.imul(next(20_000), 0x9e3779b1) >>> 0, next(20)];
		const key = `${low} ${high}`;
		const isNew = (low === 0 && high === 0) || !known.has(key);
		known.add(key);
		seen.touch(Uint32Array.of(low, high));
		if (seen.add(low, high) !== isNew) expect([key, !isNew]).toEqual([key, isNew]);
	}
	expect(known.size).toBeGreaterThan(100_000);
});
