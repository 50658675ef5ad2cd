/** Samples a month that every province, district and commune must reach (letter 5691/BTTTT-CVT, 31 December 2024). */
export const THRESHOLD = 300;

/** Samples still missing to the threshold; never negative. */
export function deficit(samples: number): number {
	return Math.max(0, THRESHOLD - samples);
}

/** True when the unit reached the threshold. No data (`NaN`) has not. */
export function reached(samples: number): boolean {
	return samples >= THRESHOLD;
}
