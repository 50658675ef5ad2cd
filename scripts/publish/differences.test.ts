import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildUnits, unitsOf, type Units } from '../../src/lib/domain/unit.ts';
import { summedShown, telltales, type Counts, type Shown } from './differences.ts';
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

describe('figures that add up', () => {
	it('of all units with enough samples tell the mean of a single measurement: 20 less 10 and 9', () => {
		const country = { districts: [[10, 9, 1]], unplaced: [] };
		const { units, counts } = countryOf(country);
		expect(rests(country, enough(counts))).toContain(1);
		expect(telltales(units, counts, enough(counts), FLOOR)).toEqual([
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
		const whole = countryOf({ districts: [[11, 40]], unplaced: [] }).counts;
		expect([...summedShown(units, counts, FLOOR, whole).commune!]).toEqual([0, 1]);
	});

	it('leave nobody a difference of fewer measurements than the floor', () => {
		fc.assert(
			fc.property(made, (country) => {
				const { units, counts } = countryOf(country);
				const shown = summedShown(units, counts, FLOOR);
				for (const rest of rests(country, shown)) expect(rest).toBeGreaterThanOrEqual(FLOOR);
				expect(telltales(units, counts, shown, FLOOR)).toEqual([]);
			}),
			{ numRuns: 500 }
		);
	});

	it('are found to tell wherever they do', () => {
		fc.assert(
			fc.property(made, (country) => {
				const { units, counts } = countryOf(country);
				const tell = rests(country, enough(counts)).some((rest) => rest < FLOOR);
				expect(telltales(units, counts, enough(counts), FLOOR).length > 0).toBe(tell);
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
