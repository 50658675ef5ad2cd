import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIRECTIONS, nearestTo, neighbourOf, type Direction } from './neighbour.ts';

const place = fc.integer({ min: -50, max: 50 });
const centres = fc
	.array(fc.tuple(place, place), { minLength: 2, maxLength: 30 })
	.map((places) => Float64Array.from(places.flat()));
const rowsOf = (of: Float64Array) => Array.from({ length: of.length / 2 }, (_, row) => row);

describe('neighbourOf', () => {
	it('goes to the next square of a chessboard, and stays at its edge', () => {
		const board = Float64Array.from([0, 0, 1, 0, 2, 0, 0, 1, 1, 1, 2, 1]);
		const from = (row: number, direction: Direction) =>
			neighbourOf(board, rowsOf(board), row, direction);
		expect(from(0, 'ArrowRight')).toBe(1);
		expect(from(1, 'ArrowDown')).toBe(4);
		expect(from(4, 'ArrowLeft')).toBe(3);
		expect(from(3, 'ArrowUp')).toBe(0);
		expect(from(2, 'ArrowRight')).toBe(2);
	});

	it('never leads backwards, and leaves a unit only for one that lies ahead', () => {
		const direction = fc.constantFrom(...(Object.keys(DIRECTIONS) as Direction[]));
		fc.assert(
			fc.property(centres, direction, (of, towards) => {
				const rows = rowsOf(of);
				const to = neighbourOf(of, rows, 0, towards);
				const [right, down] = DIRECTIONS[towards];
				const ahead = (row: number) =>
					(of[row * 2]! - of[0]!) * right + (of[row * 2 + 1]! - of[1]!) * down;
				const aside = (row: number) =>
					Math.abs((of[row * 2]! - of[0]!) * down) + Math.abs((of[row * 2 + 1]! - of[1]!) * right);
				if (to === 0)
					expect(rows.every((row) => ahead(row) <= 0 || aside(row) > ahead(row))).toBe(true);
				else expect(ahead(to)).toBeGreaterThan(0);
			})
		);
	});

	it('passes units without a place by', () => {
		const of = Float64Array.from([0, 0, NaN, NaN, 5, 0]);
		expect(neighbourOf(of, [0, 1, 2], 0, 'ArrowRight')).toBe(2);
	});
});

it('nearestTo finds the unit around a place', () => {
	const of = Float64Array.from([0, 0, NaN, NaN, 5, 0]);
	expect(nearestTo(of, [0, 1, 2], 4, 1)).toBe(2);
	expect(nearestTo(of, [1], 4, 1)).toBeUndefined();
});
