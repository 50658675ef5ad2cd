import { describe, expect, it } from 'vitest';
import { breaksOf, isMeasure, MEASURE_UNIT, MEASURES, type Measure } from './measure.ts';
import { NETWORKS, thresholdOf } from './network.ts';
import { THRESHOLD } from './threshold.ts';

const all = MEASURES.flatMap((measure) =>
	NETWORKS.flatMap((network) =>
		['2022-10', '2024-11', '2026-01', '2031-12'].map((month) => ({ measure, network, month }))
	)
);

describe('isMeasure', () => {
	it('knows the measures of every month and those of single measurements, and nothing else', () => {
		expect(MEASURES.filter(isMeasure)).toEqual([
			...['samples', 'download', 'upload', 'latency', 'jitter', 'coverage'],
			...['share_40', 'share_100', 'p10_download', 'p90_download', 'spatial_coverage']
		]);
		for (const text of ['', 'Samples', 'toString', 'speed', ' samples'])
			expect(isMeasure(text), text).toBe(false);
	});
});

describe('breaksOf', () => {
	it('counts samples towards the threshold alike on both networks', () => {
		expect(breaksOf('samples', 'mobile', '2026-10').at).toEqual([1, 30, 100, 200, 300, 600]);
		expect(breaksOf('samples', 'mobile', '2026-10').set).toEqual([THRESHOLD]);
		expect(breaksOf('samples', 'fixed', '2026-10')).toEqual(
			breaksOf('samples', 'mobile', '2026-10')
		);
	});

	it.each([
		['mobile', '2023-12', [20, 30, 40, 70, 100], [30]],
		['mobile', '2024-01', [20, 30, 40, 70, 100], [30, 40, 100]],
		['mobile', '2025-12', [20, 30, 40, 70, 100], [30, 40, 100]],
		['mobile', '2026-01', [30, 40, 70, 100, 170], [30, 40, 100, 170]],
		['fixed', '2023-12', [50, 100, 150, 200, 300], []],
		['fixed', '2024-11', [50, 100, 150, 200, 300], [200]],
		['fixed', '2026-10', [50, 100, 150, 200, 300], [200, 300]]
	] as const)('of download, %s in %s: %j with the targets %j', (network, month, at, set) => {
		const breaks = breaksOf('download', network, month);
		expect(breaks).toMatchObject({ at, set });
		expect(breaks.targets.map(({ mbps }) => mbps)).toEqual(set);
	});

	it('compares the percentiles of a speed with the speed itself', () => {
		for (const { network, month } of all) {
			const own = breaksOf('download', network, month);
			expect(breaksOf('p10_download', network, month)).toEqual(own);
			expect(breaksOf('p90_download', network, month)).toEqual(own);
		}
	});

	it.each(all)(
		'$measure, $network, $month: ascends strictly from above zero, with six breaks where the threshold is one, else five',
		({ measure, network, month }) => {
			const { at } = breaksOf(measure, network, month);
			const isCounted = measure === 'samples' && thresholdOf(network) !== null;
			expect(at).toHaveLength(isCounted ? 6 : 5);
			expect(at[0]).toBeGreaterThan(0);
			at.slice(1).forEach((bound, index) => expect(bound).toBeGreaterThan(at[index]!));
		}
	);

	it.each(all)(
		'$measure, $network, $month: what documents set is a break',
		({ measure, network, month }) => {
			const { at, set, targets } = breaksOf(measure, network, month);
			expect(at).toEqual(expect.arrayContaining([...set]));
			expect(set).toEqual(expect.arrayContaining(targets.map(({ mbps }) => mbps)));
		}
	);
});

describe('MEASURE_UNIT', () => {
	it('names a unit for each measure', () => {
		const units: Record<Measure, string> = MEASURE_UNIT;
		expect(units).toEqual({
			samples: 'samples',
			download: 'mbps',
			upload: 'mbps',
			latency: 'ms',
			jitter: 'ms',
			coverage: 'share',
			share_40: 'share',
			share_100: 'share',
			p10_download: 'mbps',
			p90_download: 'mbps',
			spatial_coverage: 'share'
		});
	});
});
