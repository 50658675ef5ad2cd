import fc from 'fast-check';
import { expect, it } from 'vitest';
import { GroupMedians } from './group-medians.ts';
import { OrderStatistics } from './order-statistics.ts';

/** Groups 0 to 2 lie in 3, that and 4 lie in 5. */
const AROUND = [3, 3, 3, 5, 5, -1];

it('medians are those of the order statistics, of each group and those around it', () => {
	const value = fc.record({
		group: fc.nat(4),
		value: fc.oneof(fc.nat(9), fc.double({ min: 0.01, max: 20_000, noNaN: true }))
	});
	fc.assert(
		fc.property(fc.array(value, { maxLength: 80 }), (values) => {
			const groupsOf = (group: number): number[] =>
				group < 0 ? [] : [group, ...groupsOf(AROUND[group]!)];
			const counts = new Uint32Array(AROUND.length);
			for (const { group } of values) for (const of of groupsOf(group)) counts[of]!++;
			const medians = new GroupMedians(counts, Int32Array.from(AROUND));
			const statistics = new OrderStatistics(counts);
			for (const { group, value } of values.sort((a, b) => a.value - b.value)) {
				medians.add(group, value);
				for (const of of groupsOf(group)) statistics.add(of, value);
			}
			expect(medians.medians).toEqual(statistics.figures().median);
		})
	);
});
