import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deficit, reached, THRESHOLD } from './threshold.ts';

describe('the threshold', () => {
	it('is the 300 samples of letter 5691/BTTTT-CVT', () => {
		expect(THRESHOLD).toBe(300);
	});

	it('is reached at 300 and not at 299', () => {
		expect(reached(299)).toBe(false);
		expect(reached(300)).toBe(true);
	});

	it('is reached exactly when nothing is missing, and what is missing is never negative', () => {
		fc.assert(
			fc.property(fc.oneof(fc.nat(600), fc.nat()), (samples) => {
				expect(deficit(samples)).toBeGreaterThanOrEqual(0);
				expect(reached(samples)).toBe(deficit(samples) === 0);
			})
		);
	});

	it('is reached by just as many samples as are missing', () => {
		fc.assert(
			fc.property(fc.nat(299), (samples) => {
				expect(reached(samples + deficit(samples))).toBe(true);
				expect(reached(samples + deficit(samples) - 1)).toBe(false);
			})
		);
	});

	it('is not reached without data, and then the deficit is not known either', () => {
		expect(reached(NaN)).toBe(false);
		expect(deficit(NaN)).toBeNaN();
	});
});
