import fc from 'fast-check';
import { cellToChildren, cellToParent, gridDisk, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { numberOf } from './cell-number.ts';
import { breachesOf } from './hexagon-attack.ts';
import { groundOf, type Ground } from './hexagon-ground.ts';
import { FLOOR } from './floor.ts';
import { listedOf } from './privacy.ts';

const VILLAGE = latLngToCell(21.03, 105.85, 8);

/** A country of these cells of the finest resolution, each in one unit. */
function countryOf(unitOf: ReadonlyMap<string, number>): Ground {
	const cells = Array.from(unitOf, ([cell, unit]) => ({
		number: numberOf(cell),
		leaves: Int32Array.of(unit)
	}));
	const codes = Array.from({ length: Math.max(...unitOf.values()) + 1 }, (_, row) => String(row));
	return groundOf(
		codes,
		cells.sort((a, b) => a.number - b.number)
	);
}

/** Counts of all resolutions from those of the finest. */
function summed(finest: ReadonlyMap<string, number>): Map<string, number> {
	const counts = new Map<string, number>();
	for (const [cell, count] of finest)
		for (let at = 8; count > 0 && at >= 4; at--) {
			const around = cellToParent(cell, at);
			counts.set(around, (counts.get(around) ?? 0) + count);
		}
	return counts;
}

function unitsOf(
	finest: ReadonlyMap<string, number>,
	unitOf: ReadonlyMap<string, number>
): Float64Array {
	const units = new Float64Array(Math.max(...unitOf.values()) + 1);
	for (const [cell, count] of finest) units[unitOf.get(cell)!]! += count;
	return units;
}

/** Hexagons as they were published before: exact counts of those that reach the floor. */
function exact(counts: ReadonlyMap<string, number>): Map<string, number> {
	return new Map([...counts].filter(([, count]) => count >= FLOOR));
}

/** A disk of cells with a unit for each of the next coarser ones, the whole around none of them; and few or many counts. */
const country = fc
	.record({
		wide: fc.integer({ min: 0, max: 5 }),
		coast: fc.integer({ min: 0, max: 9 }),
		unitAt: fc.constantFrom(6, 7, 8),
		counts: fc.array(
			fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 40 })),
			{ minLength: 91, maxLength: 91 }
		)
	})
	.map(({ wide, coast, unitAt, counts }) => {
		const land = gridDisk(VILLAGE, wide).filter(
			(_, at) => coast === 0 || at % (coast + 1) !== coast
		);
		const units = [...new Set(land.map((cell) => cellToParent(cell, unitAt)))];
		const unitOf = new Map(land.map((cell) => [cell, units.indexOf(cellToParent(cell, unitAt))]));
		return { unitOf, finest: new Map(land.map((cell, at) => [cell, counts[at]!])) };
	});

describe('exact counts of hexagons', () => {
	it('tell of a hidden one by the one around it: 12 less 9 are 3', () => {
		const [a, b] = cellToChildren(cellToParent(VILLAGE, 7), 8);
		const unitOf = new Map([
			[a!, 0],
			[b!, 1]
		]);
		const counts = summed(
			new Map([
				[a!, 9],
				[b!, 3]
			])
		);
		const units = Float64Array.of(NaN, NaN);
		const published = { listed: exact(counts), units, floor: FLOOR, step: 1 };
		expect(breachesOf(published, countryOf(unitOf))).toContainEqual({
			cell: b,
			least: 3,
			by: cellToParent(b!, 7)
		});
	});

	it('tell of a hidden one by the unit: 7 less 5 are 2', () => {
		const [a, b] = cellToChildren(cellToParent(VILLAGE, 7), 8);
		const unitOf = new Map([
			[a!, 0],
			[b!, 0]
		]);
		const counts = summed(
			new Map([
				[a!, 5],
				[b!, 2]
			])
		);
		const listed = new Map([[a!, counts.get(a!)!]]);
		const published = { listed, units: Float64Array.of(7), floor: FLOOR, step: 1 };
		expect(breachesOf(published, countryOf(unitOf))).toContainEqual({ cell: b, least: 2, by: 0 });
	});

	it('tell nothing that is not true', () => {
		fc.assert(
			fc.property(country, ({ unitOf, finest }) => {
				const counts = summed(finest);
				const units = unitsOf(finest, unitOf);
				const published = { listed: exact(counts), units, floor: FLOOR, step: 1 };
				for (const { cell, least } of breachesOf(published, countryOf(unitOf)))
					expect(counts.get(cell) ?? 0).toBeGreaterThanOrEqual(least);
			}),
			{ numRuns: 200 }
		);
	});
});

describe('what is listed', () => {
	it('tells of no hidden hexagon beyond what its unit does', () => {
		fc.assert(
			fc.property(country, ({ unitOf, finest }) => {
				const ground = countryOf(unitOf);
				const units = unitsOf(finest, unitOf);
				const listed = listedOf(summed(finest), units, ground, FLOOR);
				expect(breachesOf({ listed, units, floor: FLOOR, step: FLOOR }, ground)).toEqual([]);
			}),
			{ numRuns: 200 }
		);
	});

	it('is all that reaches the floor, in steps of it, where nothing tells', () => {
		const land = cellToChildren(cellToParent(VILLAGE, 6), 8);
		const unitOf = new Map(land.map((cell) => [cell, 0]));
		const finest = new Map([
			[land[0]!, 13],
			[land[1]!, 4],
			[land[2]!, 5]
		]);
		const listed = listedOf(summed(finest), Float64Array.of(22), countryOf(unitOf), FLOOR);
		expect([land[0]!, land[1]!, land[2]!].map((cell) => listed.get(cell))).toEqual([
			10,
			undefined,
			5
		]);
		expect(listed.get(cellToParent(VILLAGE, 6))).toBe(20);
	});

	it('keeps quiet of one phone in a village: the hexagon around is left out where it would tell', () => {
		// Two hexagons on land: 5 to 9 around one that has four at most would be somebody in each.
		const [a, b] = cellToChildren(cellToParent(VILLAGE, 7), 8);
		const unitOf = new Map([
			[a!, 0],
			[b!, 1]
		]);
		const finest = new Map([
			[a!, 4],
			[b!, 1]
		]);
		const units = Float64Array.of(NaN, NaN);
		expect([...listedOf(summed(finest), units, countryOf(unitOf), FLOOR)]).toEqual([]);
	});
});
