import { describe, expect, it } from 'vitest';
import { OLD_UNITS, OLD_VALUES } from '../../../tests/fixtures/small-country.ts';
import { buildDetail } from './detail.ts';
import type { HistoryPoint } from './history.ts';
import { emptyFacts, type UnitFacts } from './unit-facts.ts';
import { whyOf } from './why.ts';

const FACTS: UnitFacts = {
	edition: '2022-10',
	regions: [],
	region: [],
	levels: {
		commune: { ...emptyFacts(6), population: Float64Array.of(9000, 5000, 4000, NaN, 800, 1000) }
	}
};
const why = (code: string, facts: UnitFacts | null = FACTS, points: HistoryPoint[] | null = null) =>
	whyOf(
		OLD_UNITS,
		buildDetail(OLD_UNITS, OLD_VALUES, code, 'mobile')!,
		OLD_VALUES.commune!.samples,
		facts,
		points,
		300
	);

describe('why a unit lacks samples', () => {
	it('tells people, samples per 1,000 and those alike that reached the threshold, the most alike first', () => {
		expect(why('05500')).toMatchObject({ people: 4000, perThousand: 74.75 });
		expect(why('05500').alike.map(({ code }) => code)).toEqual(['00004', '00001']);
		expect(why('05500').alike[1]).toEqual({
			code: '00001',
			name: 'Phường Sen',
			place: 'Thành phố Cổ Thành'
		});
	});

	it('leaves out what is not known, and who is alike where nothing is missing', () => {
		expect(why('05503')).not.toHaveProperty('people');
		expect(why('05506')).toMatchObject({ people: 800 });
		expect(why('05506')).not.toHaveProperty('perThousand');
		expect(why('00001').alike).toEqual([]);
		expect(why('05500', null)).toEqual({ alike: [] });
		expect(why('05500', { ...FACTS, edition: '2025-07' })).toEqual({ alike: [] });
		expect(why('19').alike).toEqual([]);
	});

	it('counts months in which nobody measured: no data, and estimates, are none of them', () => {
		const points: HistoryPoint[] = [
			{ month: '2024-08', value: 0, estimated: true },
			{ month: '2024-09', value: null, gap: 'no-data' },
			{ month: '2024-10', value: 0 },
			{ month: '2024-11', value: 0 }
		];
		expect(why('05503', FACTS, points).silentMonths).toBe(2);
		expect(why('05503', FACTS, points.slice(0, 2))).not.toHaveProperty('silentMonths');
	});
});
