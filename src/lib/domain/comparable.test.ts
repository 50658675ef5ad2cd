import { describe, expect, it } from 'vitest';
import type { LevelSummary } from './aggregate.ts';
import { unitsDiffer } from './comparable.ts';

const of = (units: number, known: number): LevelSummary => ({
	units,
	reached: 0,
	share: 0,
	samples: 0,
	unitsWithoutData: units - known
});
const country = (provinces: number, communes: number) => ({
	province: of(34, provinces),
	commune: of(3321, communes)
});

describe('units with data in two months', () => {
	it('are others where one month holds one province alone', () => {
		expect(unitsDiffer(country(1, 126), country(34, 3321))).toBe(true);
		expect(unitsDiffer(country(34, 3321), country(1, 126))).toBe(true);
	});

	it('are others where each month holds another province, or one province more', () => {
		expect(unitsDiffer(country(1, 126), country(1, 94))).toBe(true);
		expect(unitsDiffer(country(33, 3200), country(34, 3321))).toBe(true);
	});

	it('are the same where both hold the same part, or nearly all', () => {
		expect(unitsDiffer(country(1, 126), country(1, 126))).toBe(false);
		expect(unitsDiffer(country(34, 3284), country(34, 3321))).toBe(false);
		expect(unitsDiffer({ commune: of(6, 5) }, { commune: of(6, 6) })).toBe(false);
	});

	it('are the same where nobody measured in some communes: October and November 2024', () => {
		const of2024 = (communes: number) => ({ province: of(63, 63), commune: of(10_599, communes) });
		expect(unitsDiffer(of2024(10_339), of2024(10_599))).toBe(false);
	});

	it('are not judged by a level of which one month knows nothing', () => {
		expect(unitsDiffer(country(34, 0), country(34, 3321))).toBe(false);
		expect(unitsDiffer({}, country(34, 3321))).toBe(false);
	});
});
