import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_EDGE } from './geometry.ts';
import { crossesPath, isLeft, isWest } from './side.ts';

const place = (most: number) =>
	fc.tuple(...[most, most].map((of) => fc.integer({ min: -of, max: of })));
/** The longest edges, anywhere on Earth, and points beside them. */
const edges = fc.record({
	from: place(1.8e9 - 2 ** 27),
	along: fc.oneof(place(LONGEST_EDGE), place(3)),
	part: fc.double({ min: 0, max: 1, noNaN: true }),
	beside: fc.oneof(place(2), place(2 ** 20))
});

/** Twice the area of a triangle, in whole numbers of any size. */
function area(of: readonly number[]): bigint {
	const [x1, y1, x2, y2, px, py] = of.map(BigInt) as [
		bigint,
		bigint,
		bigint,
		bigint,
		bigint,
		bigint
	];
	return (x2 - x1) * (py - y1) - (px - x1) * (y2 - y1);
}

describe('isLeft', () => {
	it('is exact for the longest edges', () => {
		fc.assert(
			fc.property(edges, ({ from, along, part, beside }) => {
				const [x1, y1] = from as [number, number];
				const [dx, dy] = along as [number, number];
				const px = x1 + Math.round(dx * part) + beside[0]!;
				const py = y1 + Math.round(dy * part) + beside[1]!;
				const exact = area([x1, y1, x1 + dx, y1 + dy, px, py]);
				if (exact !== 0n) expect(isLeft(x1, y1, x1 + dx, y1 + dy, px, py)).toBe(exact > 0n);
			}),
			{ numRuns: 5000 }
		);
	});

	it('takes a point on an edge as lying east of it, on a level one as north of it', () => {
		// Upwards, left is west; to the east, left is north.
		expect(isLeft(0, 0, 5, 10, 2, 4)).toBe(false);
		expect(isLeft(5, 10, 0, 0, 2, 4)).toBe(true);
		expect(isLeft(0, 0, 10, 0, 5, 0)).toBe(true);
		expect(isLeft(10, 0, 0, 0, 5, 0)).toBe(false);
	});
});

describe('crossesPath', () => {
	const small = fc.integer({ min: -6, max: 6 });
	it('is the same for both directions of an edge, and over all edges of a ring none is lost', () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(small, small), { minLength: 3, maxLength: 7 }),
				fc.tuple(small, small, small, small),
				(ring, [ax, ay, bx, by]) => {
					let [crossed, atStart, atEnd] = [0, 0, 0];
					ring.forEach(([x1, y1], at) => {
						const [x2, y2] = ring[(at + 1) % ring.length]!;
						const is = crossesPath(x1, y1, x2, y2, ax, ay, bx, by);
						expect(crossesPath(x2, y2, x1, y1, ax, ay, bx, by)).toBe(is);
						crossed += Number(is);
						atStart += Number(isWest(x1, y1, x2, y2, ax, ay));
						atEnd += Number(isWest(x1, y1, x2, y2, bx, by));
					});
					// In or out changes with every crossing.
					expect(crossed % 2).toBe((atStart + atEnd) % 2);
				}
			),
			{ numRuns: 5000 }
		);
	});
});
