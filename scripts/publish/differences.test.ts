import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildUnits, unitsOf, type Units } from '../../src/lib/domain/unit.ts';
import {
	summedShown,
	telltales,
	type Counts,
	type Shown,
	type ShownNetwork
} from './differences.ts';
import { FLOOR } from './floor.ts';

/** A country of a province of districts of communes, and measurements of which only the district is known. */
interface Made {
	/** Samples of each district's communes. */
	districts: readonly (readonly number[])[];
	unplaced: readonly number[];
}

function countryOf({ districts, unplaced }: Made): { units: Units; counts: Counts } {
	const two = (at: number) => String(at).padStart(2, '0');
	const district = districts.map((_, at) => `1${two(at)}`);
	const commune = districts.flatMap((of, at) => of.map((_, nth) => `1${two(at)}${two(nth)}`));
	const named = (code: readonly string[], parent: readonly string[], type: string) => ({
		code: [...code],
		name: code.map((of) => `${type} ${of}`),
		type: code.map(() => type),
		parent: [...parent]
	});
	const units = buildUnits('2022-10', {
		province: named(['01'], [''], 'Tỉnh'),
		district: named(
			district,
			district.map(() => '01'),
			'Huyện'
		),
		commune: named(
			commune,
			commune.map((code) => code.slice(0, 3)),
			'Xã'
		)
	});
	const sums = districts.map((of, at) => of.reduce((a, b) => a + b, unplaced[at] ?? 0));
	return {
		units,
		counts: {
			province: Float64Array.of(sums.reduce((a, b) => a + b, 0)),
			district: Float64Array.from(sums),
			commune: Float64Array.from(districts.flat())
		}
	};
}

/** Where there are enough samples, as was shown before. */
function enough(counts: Counts): Shown {
	return Object.fromEntries(
		Object.entries(counts).map(([level, of]) => [
			level,
			Uint8Array.from(of, (n) => (n >= FLOOR ? 1 : 0))
		])
	);
}

/** Measurements by the smallest shown unit around each: what all differences of shown figures come down to. */
function rests({ districts, unplaced }: Made, { province, district, commune }: Shown): number[] {
	const groups = new Map<string, number>();
	const add = (group: string | undefined, count: number) =>
		group !== undefined && groups.set(group, (groups.get(group) ?? 0) + count);
	const around = (at: number) =>
		district![at] ? `district ${at}` : province![0] ? 'province' : undefined;
	let row = 0;
	districts.forEach((of, at) => {
		add(around(at), unplaced[at] ?? 0);
		for (const count of of) {
			add(commune![row] ? `commune ${row}` : around(at), count);
			row++;
		}
	});
	return [...groups.values()].filter((count) => count > 0);
}

const few = fc.oneof(
	fc.constant(0),
	fc.integer({ min: 1, max: 6 }),
	fc.integer({ min: 7, max: 400 })
);
const made = fc.record({
	districts: fc.array(fc.array(few, { minLength: 1, maxLength: 6 }), {
		minLength: 1,
		maxLength: 5
	}),
	unplaced: fc.array(few, { minLength: 5, maxLength: 5 })
});

/** The whole of a network with what it shows. */
function wholeOf({ units, counts }: { units: Units; counts: Counts }): ShownNetwork {
	return { counts, shown: summedShown(units, counts, FLOOR) };
}

/** In which rest each place's measurements are: of communes, then of those of which only the district is known. */
function restOfEach(
	{ districts }: Made,
	{ province, district, commune }: Shown
): (string | undefined)[] {
	const around = (at: number) =>
		district![at] ? `district ${at}` : province![0] ? 'province' : undefined;
	const at = districts.flatMap((of, nth) => of.map(() => nth));
	return [
		...at.map((nth, row) => (commune![row] ? `commune ${row}` : around(nth))),
		...districts.map((_, nth) => around(nth))
	];
}

/**
 * The fewest measurements that are left when any rests of the part that lie within any rests of the whole are taken away,
 * found by trying all; infinite where none are left.
 */
function smallest(part: Made, partShown: Shown, mobile: Made, wholeShown: Shown): number {
	const countsOf = ({ districts, unplaced }: Made) => [
		...districts.flat(),
		...districts.map((_, at) => unplaced[at] ?? 0)
	];
	const [all, own] = [countsOf(mobile), countsOf(part)];
	const [wholes, parts] = [restOfEach(mobile, wholeShown), restOfEach(part, partShown)];
	const names = [...new Set(wholes.filter((of) => of !== undefined))];
	let fewest = Infinity;
	for (let chosen = 1; chosen < 2 ** names.length; chosen++) {
		const isIn = wholes.map((of) => of !== undefined && (chosen >> names.indexOf(of)) % 2 === 1);
		const taken = new Set(parts.filter((of) => of !== undefined));
		parts.forEach((of, at) => {
			if (of !== undefined && own[at]! > 0 && !isIn[at]) taken.delete(of);
		});
		const left = all.reduce(
			(sum, count, at) =>
				sum +
				(isIn[at] ? count : 0) -
				(parts[at] !== undefined && taken.has(parts[at]) ? own[at]! : 0),
			0
		);
		if (left > 0) fewest = Math.min(fewest, left);
	}
	return fewest;
}

/** Mobile, and 5G in it. */
const twoNetworks = fc
	.array(fc.array(fc.tuple(few, few), { minLength: 1, maxLength: 3 }), {
		minLength: 1,
		maxLength: 3
	})
	.map((districts): [Made, Made] => [
		{ districts: districts.map((of) => of.map(([a, b]) => a + b)), unplaced: [] },
		{ districts: districts.map((of) => of.map(([a]) => a)), unplaced: [] }
	]);

describe('figures that add up', () => {
	it('of all units with enough samples tell the mean of a single measurement: 20 less 10 and 9', () => {
		const country = { districts: [[10, 9, 1]], unplaced: [] };
		const { units, counts } = countryOf(country);
		expect(rests(country, enough(counts))).toContain(1);
		expect(telltales(units, { counts, shown: enough(counts) }, FLOOR)).toEqual([
			{ level: 'district', row: 0 }
		]);
	});

	it('leave out the smallest unit beside it, and no other', () => {
		const { units, counts } = countryOf({
			districts: [
				[10, 9, 1],
				[30, 40]
			],
			unplaced: []
		});
		const shown = summedShown(units, counts, FLOOR);
		expect([...shown.commune!]).toEqual([1, 0, 0, 1, 1]);
		expect([...shown.district!, ...shown.province!]).toEqual([1, 1, 1]);
	});

	it('stay where what is left is nobody, or as many as the floor', () => {
		const { units, counts } = countryOf({
			districts: [
				[10, 9],
				[30, 3]
			],
			unplaced: [0, 2]
		});
		const shown = summedShown(units, counts, FLOOR);
		expect([...shown.commune!]).toEqual([1, 1, 1, 0]);
	});

	it('of 5G are left out where mobile has one measurement more', () => {
		const { units, counts } = countryOf({ districts: [[10, 9]], unplaced: [] });
		const whole = wholeOf(countryOf({ districts: [[11, 40]], unplaced: [] }));
		const shown = summedShown(units, counts, FLOOR, whole);
		// Without the first commune the district tells of it, too: 51 less 19, less 40 less 9.
		expect([...shown.commune!, ...shown.district!]).toEqual([0, 0, 1]);
	});

	it('of what is left of mobile, less what is left of 5G, tell of no single phone', () => {
		// A district of five communes: the third has 3 of 5G and one other, who is alone when all that is shown is taken away.
		const mobile = { districts: [[20, 20, 4, 4, 5]], unplaced: [] };
		const part = { districts: [[10, 10, 3, 4, 0]], unplaced: [] };
		const { units, counts } = countryOf(part);
		const whole = wholeOf(countryOf(mobile));
		const before = summedShown(units, counts, FLOOR);
		expect(telltales(units, { counts, shown: before }, FLOOR, whole)).not.toEqual([]);
		const shown = summedShown(units, counts, FLOOR, whole);
		expect(telltales(units, { counts, shown }, FLOOR, whole)).toEqual([]);
		expect(smallest(part, shown, mobile, whole.shown)).toBeGreaterThanOrEqual(FLOOR);
	});

	it('of two networks leave nobody a difference of fewer measurements than the floor, whatever is subtracted', () => {
		fc.assert(
			fc.property(twoNetworks, ([mobile, part]) => {
				const { units, counts } = countryOf(part);
				const whole = wholeOf(countryOf(mobile));
				const shown = summedShown(units, counts, FLOOR, whole);
				expect(smallest(part, shown, mobile, whole.shown)).toBeGreaterThanOrEqual(FLOOR);
				expect(telltales(units, { counts, shown }, FLOOR, whole)).toEqual([]);
			}),
			{ numRuns: 300 }
		);
	});

	it('leave nobody a difference of fewer measurements than the floor', () => {
		fc.assert(
			fc.property(made, (country) => {
				const { units, counts } = countryOf(country);
				const shown = summedShown(units, counts, FLOOR);
				for (const rest of rests(country, shown)) expect(rest).toBeGreaterThanOrEqual(FLOOR);
				expect(telltales(units, { counts, shown }, FLOOR)).toEqual([]);
			}),
			{ numRuns: 500 }
		);
	});

	it('are found to tell wherever they do', () => {
		fc.assert(
			fc.property(made, (country) => {
				const { units, counts } = countryOf(country);
				const tell = rests(country, enough(counts)).some((rest) => rest < FLOOR);
				expect(telltales(units, { counts, shown: enough(counts) }, FLOOR).length > 0).toBe(tell);
			}),
			{ numRuns: 500 }
		);
	});

	it('are shown of most units', () => {
		fc.assert(
			fc.property(made, (country) => {
				const { units, counts } = countryOf(country);
				const shown = summedShown(units, counts, FLOOR);
				const hidden = units.levels.reduce(
					(sum, level) =>
						sum +
						unitsOf(units, level).codes.filter(
							(_, row) => counts[level]![row]! >= FLOOR && !shown[level]![row]
						).length,
					0
				);
				// At most one for each unit that has others in it.
				expect(hidden).toBeLessThanOrEqual(1 + country.districts.length);
			})
		);
	});
});
