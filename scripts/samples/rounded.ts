import { readingFacts, type Reading } from '../../src/lib/domain/figures.ts';

/** Round to the scale at which a reading is published: finer figures would be noise, and cost a third more to transfer. */
export function rounded(reading: Reading, value: number): number {
	const { wholeFrom } = readingFacts(reading);
	return value < wholeFrom ? Math.round(value * 10) / 10 : Math.round(value);
}
