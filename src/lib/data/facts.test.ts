import { expect, it } from 'vitest';
import { factsOf } from './facts.ts';
import type { Manifest, Summary } from './schema.ts';

const level = (units: number, reached: number) => ({
	units,
	reached,
	share: reached / units,
	samples: 0,
	unitsWithoutData: 0
});

const SUMMARY: Summary = {
	version: 1,
	threshold: 300,
	months: {
		'2025-07': {
			edition: 'new',
			networks: {
				mobile: { provenance: 'imported', total: 900, province: level(2, 2), commune: level(7, 1) }
			}
		},
		'2025-06': {
			edition: 'old',
			networks: {
				mobile: {
					provenance: 'simulated',
					total: 800,
					province: level(3, 3),
					district: level(5, 2),
					commune: level(9, 0)
				},
				fixed: { provenance: 'simulated', total: 70, province: level(3, 0), commune: level(9, 0) }
			}
		}
	}
};
const edition = { levels: [], outlines: 'approximate', attribution: 'drawn' };
const MANIFEST = {
	threshold: 300,
	hexagonMinimum: 5,
	inputs: '0123456789abcdef',
	editions: [
		{ ...edition, id: 'old', from: '2022-10', to: '2025-06' },
		{ ...edition, id: 'new', from: '2025-07', to: null },
		{ ...edition, id: 'next', from: '2027-01', to: null }
	],
	months: [{ month: '2025-07' }, { month: '2025-06' }]
} as unknown as Manifest;

const facts = factsOf(MANIFEST, SUMMARY);

it('spans the months, whatever their order in the files', () => {
	expect([facts.first, facts.last]).toEqual(['2025-06', '2025-07']);
});

it('tells of each network its newest month, and how many months come from where', () => {
	const [mobile, fixed] = facts.networks;
	expect(mobile!.newest).toEqual({
		month: '2025-07',
		total: 900,
		levels: [
			{ level: 'province', units: 2, reached: 2 },
			{ level: 'commune', units: 7, reached: 1 }
		]
	});
	expect(mobile!.months).toEqual([
		{ provenance: 'simulated', count: 1 },
		{ provenance: 'imported', count: 1 }
	]);
	expect(fixed!.newest.month).toBe('2025-06');
});

it('counts the units of each list; of one without months it says nothing', () => {
	expect(facts.editions.map(({ units }) => units)).toEqual([
		{ province: 3, district: 5, commune: 9 },
		{ province: 2, commune: 7 },
		null
	]);
});
