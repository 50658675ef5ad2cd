import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { movedViewBox, pixelOf, placePicture, seenBox, STILL } from './moved.ts';

const VIEW_BOX = [420, 160, 600, 800] as const;
const PADDING = { top: 12, right: 12, bottom: 44, left: 12 };
const moves = fc.record({
	k: fc.double({ min: 0.2, max: 40, noNaN: true }),
	x: fc.integer({ min: -5000, max: 5000 }),
	y: fc.integer({ min: -5000, max: 5000 })
});
const frames = fc.record({
	width: fc.integer({ min: 100, max: 3000 }),
	height: fc.integer({ min: 100, max: 3000 })
});

describe('a picture that is moved by hand', () => {
	test('lies in the middle of its frame, whole, before it is moved', () => {
		const placed = placePicture(VIEW_BOX, { width: 1024, height: 456 }, PADDING);
		expect(placed.scale).toBe(0.5);
		expect(pixelOf(420, 160, placed, STILL)).toEqual([362, 12]);
		expect(pixelOf(1020, 960, placed, STILL)).toEqual([662, 412]);
		expect(movedViewBox(VIEW_BOX, placed, STILL)).toEqual([...VIEW_BOX]);
	});

	test('shows a place where its view box puts it', () => {
		fc.assert(
			fc.property(moves, frames, fc.integer(), fc.integer(), (moved, frame, a, b) => {
				const [px, py] = [a % 1000, b % 1000];
				const placed = placePicture(VIEW_BOX, frame, PADDING);
				const [x, y, wide, high] = movedViewBox(VIEW_BOX, placed, moved);
				const again = placePicture([x, y, wide, high], frame, PADDING);
				const [seenX, seenY] = pixelOf(px, py, placed, moved);
				const [drawnX, drawnY] = pixelOf(px, py, again, STILL);
				const near = 1e-6 * (1 + Math.abs(seenX) + Math.abs(seenY) + moved.k * 1e4);
				expect(Math.abs(drawnX - seenX)).toBeLessThan(near);
				expect(Math.abs(drawnY - seenY)).toBeLessThan(near);
			})
		);
	});

	test('is seen from corner to corner of the frame', () => {
		fc.assert(
			fc.property(moves, frames, (moved, { width, height }) => {
				const [left, top, right, bottom] = seenBox(moved, width, height);
				expect(moved.k * left + moved.x).toBeCloseTo(0, 6);
				expect(moved.k * top + moved.y).toBeCloseTo(0, 6);
				expect(moved.k * right + moved.x).toBeCloseTo(width, 6);
				expect(moved.k * bottom + moved.y).toBeCloseTo(height, 6);
			})
		);
	});
});
