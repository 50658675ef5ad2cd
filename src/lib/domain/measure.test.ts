import { describe, expect, it } from 'vitest';
import { breaksOf, isMeasure, MEASURE_UNIT, MEASURES, type Measure } from './measure.ts';
import { NETWORKS } from './network.ts';
import { THRESHOLD } from './threshold.ts';

const all = MEASURES.flatMap((measure) => NETWORKS.map((network) => ({ measure, network })));

describe('isMeasure', () => {
	it('knows the measures of every month and those of single measurements, and nothing else', () => {
		expect(MEASURES.filter(isMeasure)).toEqual([
			...['samples', 'download', 'upload', 'latency', 'coverage'],
			...['share_40', 'share_100', 'p10_download', 'p90_download', 'spatial_coverage']
		]);
		for (const text of ['', 'Samples', 'toString', 'speed', ' samples'])
			expect(isMeasure(text), text).toBe(false);
	});
});

describe('breaksOf', () => {
	it('counts samples towards the threshold alike on both networks', () => {
		expect(breaksOf('samples', 'mobile').at).toEqual([1, 100, 200, 300, 600]);
		expect(breaksOf('samples', 'mobile').targets).toEqual([THRESHOLD]);
		expect(breaksOf('samples', 'fixed')).toEqual(breaksOf('samples', 'mobile'));
	});

	it('has the national targets of download: 30, 40 and 100 Mbit/s mobile, 200 fixed', () => {
		expect(breaksOf('download', 'mobile').targets).toEqual([30, 40, 100]);
		expect(breaksOf('download', 'fixed').targets).toEqual([200]);
	});

	it('compares the percentiles of a speed with the speed itself', () => {
		expect(breaksOf('p10_download', 'fixed')).toBe(breaksOf('download', 'fixed'));
		expect(breaksOf('p90_download', 'mobile')).toBe(breaksOf('download', 'mobile'));
	});

	it.each(all)('$measure, $network: ascends strictly from above zero', ({ measure, network }) => {
		const { at } = breaksOf(measure, network);
		expect(at[0]).toBeGreaterThan(0);
		at.slice(1).forEach((bound, index) => expect(bound).toBeGreaterThan(at[index]!));
	});

	it.each(all)('$measure, $network: every target is a break', ({ measure, network }) => {
		const { at, targets } = breaksOf(measure, network);
		expect(at).toEqual(expect.arrayContaining([...targets]));
	});
});

describe('MEASURE_UNIT', () => {
	it('names a unit for each measure', () => {
		const units: Record<Measure, string> = MEASURE_UNIT;
		expect(units).toEqual({
			samples: 'samples',
			download: 'mbps',
			upload: 'mbps',
			latency: 'ms',
			coverage: 'share',
			share_40: 'share',
			share_100: 'share',
			p10_download: 'mbps',
			p90_download: 'mbps',
			spatial_coverage: 'share'
		});
	});
});
