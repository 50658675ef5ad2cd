import { expect, it } from 'vitest';
import { rounded } from './rounded.ts';

it.each([
	['download', 54.34, 54.3],
	['download', 258.4, 258],
	['upload', 99.96, 100],
	['latency', 8.64, 8.6],
	['latency', 33.4, 33],
	['latency', NaN, NaN]
] as const)('%s of %d is published as %d', (speed, value, expected) =>
	expect(rounded(speed, value)).toBe(expected)
);
