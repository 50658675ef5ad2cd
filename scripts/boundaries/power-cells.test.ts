import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { powerCells, relaxWeights, type OpenRing, type Site } from './power-cells.ts';

const SIDE = 100;
const BOX: [[number, number], [number, number]] = [
	[0, 0],
	[SIDE, SIDE]
];

/** Sites at different places, some crowded, with weights from a ward's to a whole box's. */
const someSites: fc.Arbitrary<Site[]> = fc.uniqueArray(
	fc.record({
		x: fc.integer({ min: 1, max: 999 }).map((tenths) => tenths / 10),
		y: fc.integer({ min: 1, max: 999 }).map((tenths) => tenths / 10),
		weight: fc.double({ min: 0.01, max: 2000, noNaN: true })
	}),
	{ minLength: 4, maxLength: 60, selector: ({ x, y }) => `${x} ${y}` }
);

function signedArea(ring: OpenRing): number {
	return ring.reduce((sum, [x, y], at) => {
		const [nextX, nextY] = ring[(at + 1) % ring.length]!;
		return sum + (x * nextY - nextX * y) / 2;
	}, 0);
}

/** Whether a point lies in a convex ring, whichever way around that runs. */
function holds(ring: OpenRing, x: number, y: number): boolean {
	const turn = Math.sign(signedArea(ring));
	return ring.every(([ax, ay], at) => {
		const [bx, by] = ring[(at + 1) % ring.length]!;
		return turn * ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) >= -1e-9;
	});
}

describe('relaxWeights', () => {
	it('lowers weights only as far as each pair asks, and the lowest never', () => {
		fc.assert(
			fc.property(someSites, (sites) => {
				const relaxed = relaxWeights(sites);
				const lowest = Math.min(...sites.map(({ weight }) => weight));
				sites.forEach((site, at) => {
					expect(relaxed[at]).toBeLessThanOrEqual(site.weight);
					expect(relaxed[at]).toBeGreaterThanOrEqual(lowest);
					sites.forEach((other, otherAt) => {
						const squared = (site.x - other.x) ** 2 + (site.y - other.y) ** 2;
						expect(relaxed[at]! - relaxed[otherAt]!).toBeLessThanOrEqual(0.8 * squared + 1e-9);
					});
				});
			})
		);
	});

	it('leaves weights alone that already agree', () => {
		const sites = [
			{ x: 0, y: 0, weight: 5 },
			{ x: 10, y: 0, weight: 80 }
		];
		expect([...relaxWeights(sites)]).toEqual([5, 80]);
		expect([...relaxWeights([])]).toEqual([]);
	});
});

describe('powerCells', () => {
	it('puts every site into its own cell, and the cells fill the box without overlap', () => {
		fc.assert(
			fc.property(someSites, (sites) => {
				const cells = powerCells(sites, BOX);
				expect(cells).toHaveLength(sites.length);
				sites.forEach(({ x, y }, at) => expect(holds(cells[at]!, x, y)).toBe(true));
				const sum = cells.reduce((total, cell) => total + Math.abs(signedArea(cell)), 0);
				expect(sum).toBeCloseTo(SIDE * SIDE, 4);
			})
		);
	});

	it('gives a place to the site with the least power distance', () => {
		fc.assert(
			fc.property(
				someSites,
				fc.double({ min: 0, max: SIDE, noNaN: true }),
				fc.double({ min: 0, max: SIDE, noNaN: true }),
				(sites, x, y) => {
					const weights = relaxWeights(sites);
					const powers = sites.map(
						(site, at) => (site.x - x) ** 2 + (site.y - y) ** 2 - weights[at]!
					);
					const nearest = powers.indexOf(Math.min(...powers));
					fc.pre(powers.every((power, at) => at === nearest || power > powers[nearest]! + 1e-6));
					expect(holds(powerCells(sites, BOX)[nearest]!, x, y)).toBe(true);
				}
			)
		);
	});

	it('refuses two sites at one place', () => {
		const sites = [
			{ x: 5, y: 5, weight: 1 },
			{ x: 5, y: 5, weight: 1 },
			{ x: 50, y: 5, weight: 1 },
			{ x: 50, y: 60, weight: 1 }
		];
		expect(() => powerCells(sites, BOX)).toThrow(/two sites at one place/);
	});
});
