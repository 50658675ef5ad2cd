import { describe, expect, it } from 'vitest';
import { NEW_UNITS, valuesOf } from '../../../tests/fixtures/small-country.ts';
import { measuredFigures, type Measured } from './measured.ts';
import { emptyStatistics } from './statistics.ts';

const commune = emptyStatistics(3);
commune.p10_download[1] = 12.5;
commune.high_latency[1] = 40;
commune.share_40[1] = 0.25;

const MEASURED: Measured = {
	statistics: { commune },
	operators: [
		{ name: 'MobiFone', values: valuesOf(NEW_UNITS, { '05500': { samples: 3, download: 31 } }) },
		{ name: 'VNPT', values: valuesOf(NEW_UNITS, { '05500': { samples: 0 } }) },
		{ name: 'Viettel', values: valuesOf(NEW_UNITS, { '05500': { samples: 9 } }) }
	]
};

describe('the measured figures of a unit', () => {
	it('are those of its row', () => {
		expect(measuredFigures(MEASURED, 'commune', 1)).toMatchObject({
			spread: { download: { p10: 12.5, p90: NaN }, latency: { high: 40 } },
			share40: 0.25,
			spatialCoverage: NaN
		});
	});

	it('list the operators that have samples, the most first', () => {
		const { operators } = measuredFigures(MEASURED, 'commune', 1)!;
		expect(operators.map(({ name, samples }) => [name, samples])).toEqual([
			['Viettel', 9],
			['MobiFone', 3]
		]);
		expect(operators[1]!.download).toBe(31);
	});

	it('are absent at a level without statistics', () => {
		expect(measuredFigures(MEASURED, 'province', 0)).toBeUndefined();
	});
});
