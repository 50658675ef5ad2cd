import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seenBox } from '../domain/moved.ts';
import { COUNTRY } from '../domain/sea.ts';
import { extentSeen, frameOf } from './frame.ts';

describe('what is seen of a drawing that was moved', () => {
	test('is drawn where it was seen', () => {
		fc.assert(
			fc.property(
				fc.record({
					k: fc.double({ min: 0.8, max: 60, noNaN: true }),
					x: fc.integer({ min: -800, max: 800 }),
					y: fc.integer({ min: -800, max: 800 })
				}),
				fc.integer({ min: 400, max: 1200 }),
				fc.integer({ min: 400, max: 1200 }),
				(moved, width, height) => {
					// Farther off is the other side of the world.
					const [left, top, right, bottom] = seenBox(moved, width, height);
					fc.pre(left > -0.6 * width && right < 1.6 * width);
					fc.pre(top > -0.6 * height && bottom < 1.6 * height);
					const before = frameOf(COUNTRY, width, height);
					const seen = extentSeen(before.extent, width, height, moved);
					const after = frameOf(seen, width, height);
					expect(after.zoom).toBeCloseTo(before.zoom + Math.log2(moved.k), 6);
					const hue: [number, number] = [107.6, 16.46];
					const [x, y] = before.projection(hue)!;
					const [drawnX, drawnY] = after.projection(hue)!;
					expect(drawnX).toBeCloseTo(moved.k * x! + moved.x, 3);
					expect(drawnY).toBeCloseTo(moved.k * y! + moved.y, 3);
				}
			)
		);
	});
});
