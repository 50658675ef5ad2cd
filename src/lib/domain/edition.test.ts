import { describe, expect, it } from 'vitest';
import { EDITIONS, editionOfMonth } from './edition.ts';
import { addMonths, monthRange } from './month.ts';

describe('editionOfMonth', () => {
	it('changes with the merger of 1 July 2025', () => {
		expect(editionOfMonth(EDITIONS, '2025-06')?.id).toBe('2022-10');
		expect(editionOfMonth(EDITIONS, '2025-07')?.id).toBe('2025-07');
	});

	it('knows none before the first', () => {
		expect(editionOfMonth(EDITIONS, addMonths(EDITIONS[0]!.from, -1))).toBeUndefined();
	});

	it('serves each month by exactly one edition', () => {
		for (const month of monthRange(EDITIONS[0]!.from, '2040-12')) {
			const serving = EDITIONS.filter(({ from, to }) => month >= from && (!to || month <= to));
			expect(serving).toHaveLength(1);
			expect(editionOfMonth(EDITIONS, month)).toBe(serving[0]);
		}
	});
});
