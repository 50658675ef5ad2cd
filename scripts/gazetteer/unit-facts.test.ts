import { describe, expect, it } from 'vitest';
import { buildUnits, type Level } from '../../src/lib/domain/unit.ts';
import type { Facts } from './gazetteer.ts';
import { factsOfLevels } from './unit-facts.ts';

const units = buildUnits('2022-10', {
	province: { code: ['01', '02'], name: ['A', 'B'], type: ['Tỉnh', 'Tỉnh'], parent: ['', ''] },
	district: {
		code: ['001', '002'],
		name: ['C', 'D'],
		type: ['Huyện', 'Huyện'],
		parent: ['01', '02']
	},
	commune: {
		code: ['00001', '00002', '00003'],
		name: ['E', 'F', 'G'],
		type: ['Xã', 'Xã', 'Xã'],
		parent: ['001', '001', '002']
	}
});

function facts(area: number[], population: number[]): Facts {
	const none = () => new Float64Array(area.length).fill(NaN);
	return {
		lon: none(),
		lat: none(),
		area: Float64Array.from(area),
		population: Float64Array.from(population)
	};
}

describe('facts of units', () => {
	const levels: Level[] = ['province', 'district', 'commune'];

	it('sums area and population where an upper level has none of its own, and nothing that is unknown', () => {
		const gazetteer = {
			edition: '2022-10',
			period: { id: '2022-10', from: '2022-10', to: '2025-06', levels },
			units,
			islands: [],
			regions: null,
			facts: { commune: facts([1, 2, 3], [10, 20, NaN]), district: facts([9, NaN], [NaN, NaN]) }
		};
		const { province, district } = factsOfLevels(gazetteer);
		expect([...district!.area]).toEqual([9, 3]);
		expect([...district!.population]).toEqual([30, NaN]);
		expect([...province!.area]).toEqual([9, 3]);
		expect([...province!.population]).toEqual([30, NaN]);
	});
});
