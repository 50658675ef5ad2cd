import { describe, expect, it } from 'vitest';
import { similarUnits } from './similar.ts';
import { buildUnits } from './unit.ts';

const units = buildUnits('2025-07', {
	province: { code: ['01', '79'], name: ['A', 'B'], type: ['TP', 'TP'], parent: ['', ''] },
	commune: {
		code: ['00001', '00002', '00003', '00004', '70001'],
		name: ['Xã A', 'Xã B', 'Phường C', 'Xã D', 'Xã E'],
		type: ['Xã', 'Xã', 'Phường', 'Xã', 'Xã'],
		parent: ['01', '01', '01', '01', '79']
	}
});
const same = (count: number, value: number) => new Float64Array(count).fill(value);
const facts = {
	lon: same(5, 0),
	lat: same(5, 0),
	area: same(5, 10),
	population: Float64Array.from([1000, 1100, 1000, 9000, 1000])
};

describe('similar units', () => {
	it('are of like population, type and region, and reached the threshold', () => {
		const samples = Float64Array.from([10, 300, 900, 500, 400]);
		const rows = similarUnits(units, 'commune', 0, samples, facts).map(({ row }) => row);
		expect(rows).toEqual([1, 4, 2]);
	});

	it('are none where none reached it', () => {
		expect(similarUnits(units, 'commune', 0, same(5, 299), facts)).toEqual([]);
	});

	it('leave out what is not known of the unit itself, and units of which it is not known', () => {
		const samples = same(5, 300);
		const unknown = { ...facts, population: Float64Array.from([NaN, 1100, 1000, NaN, 1000]) };
		expect(similarUnits(units, 'commune', 0, samples, unknown).map(({ row }) => row)).toEqual([
			1, 3, 4
		]);
		expect(similarUnits(units, 'commune', 1, samples, unknown).map(({ row }) => row)).toEqual([
			4, 2
		]);
	});
});
