import fc from 'fast-check';
import { expect, it } from 'vitest';
import { GroupMedians } from './group-medians.ts';
import { OrderStatistics } from './order-statistics.ts';

it('medians are those of the order statistics', () => {
	const value = fc.record({
		group: fc.nat(4),
		value: fc.oneof(fc.nat(9), fc.double({ min: 0.01, max: 20_000, noNaN: true }))
	});
	fc.assert(
		fc.property(fc.array(value, { maxLength: 80 }), (values) => {
			const counts = new Uint32Array(5);
			for (const { group } of values) counts[group]!++;
			const medians = new GroupMedians(counts);
			const statistics = new OrderStatistics(counts);
			for (const { group, value } of values.sort((a, b) => a.value - b.value)) {
				medians.add(group, value);
				statistics.add(group, value);
			}
			expect(medians.medians).toEqual(statistics.figures().median);
		})
	);
});
