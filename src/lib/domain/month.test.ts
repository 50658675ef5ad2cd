import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, isMonth, monthRange } from './month.ts';

const month = fc
	.tuple(fc.integer({ min: 1900, max: 2200 }), fc.integer({ min: 1, max: 12 }))
	.map(([year, of]) => `${year}-${String(of).padStart(2, '0')}`);

describe('months', () => {
	it.each(['2024-00', '2024-13', '2024-1', '24-01', '2024-01-01', ' 2024-01', ''])(
		'%j is none',
		(text) => expect(isMonth(text)).toBe(false)
	);

	it('adding and taking away come back, and stay months', () => {
		fc.assert(
			fc.property(month, fc.integer({ min: -500, max: 500 }), (start, count) => {
				const end = addMonths(start, count);
				expect(isMonth(end)).toBe(true);
				expect(addMonths(end, -count)).toBe(start);
				expect(end > start).toBe(count > 0);
			})
		);
	});

	it('a range has each month once, in order, ends included', () => {
		fc.assert(
			fc.property(month, fc.integer({ min: -3, max: 100 }), (first, count) => {
				const range = monthRange(first, addMonths(first, count));
				expect(range).toHaveLength(Math.max(0, count + 1));
				expect([...new Set(range)].sort()).toEqual(range);
			})
		);
	});
});
