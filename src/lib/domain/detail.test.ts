import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	anyValues,
	NEW_UNITS,
	OLD_UNITS,
	OLD_VALUES,
	SCRIPT_NAME,
	valuesOf
} from '../../../tests/fixtures/small-country.ts';
import { summarise, type LevelSummary } from './aggregate.ts';
import { buildDetail, rankProvinces, sortByReading, type UnitDetail } from './detail.ts';
import { unitsOf } from './unit.ts';

function detail(code: string): UnitDetail {
	const found = buildDetail(OLD_UNITS, OLD_VALUES, code);
	if (!found) throw new Error(`no unit ${code}`);
	return found;
}

const codes = ({ children }: UnitDetail) => children.map(({ code }) => code);
const editions = fc.constantFrom(OLD_UNITS, NEW_UNITS);
const anyTable = editions.chain((units) => anyValues(units).map((values) => ({ units, values })));

describe('sortByReading', () => {
	it('puts the best first, the least of times, and those without it last', () => {
		const by = (reading: 'download' | 'latency') =>
			sortByReading(
				buildDetail(OLD_UNITS, OLD_VALUES, '001', 'mobile')!.children,
				OLD_UNITS,
				OLD_VALUES,
				'commune',
				reading
			).map(({ code, value }) => [code, value]);
		expect(by('download')).toEqual([
			['00001', 120],
			['00004', 40]
		]);
		expect(by('latency')[0]).toEqual(['00001', 18]);
		const { children } = buildDetail(OLD_UNITS, OLD_VALUES, '164', 'mobile')!;
		const sorted = sortByReading(children, OLD_UNITS, OLD_VALUES, 'commune', 'download');
		expect(sorted.map(({ code }) => code)).toEqual(['05500', '05503']);
		expect(sorted[1]!.value).toBeNaN();
	});
});

describe('buildDetail', () => {
	it('tells a commune with its parents, the nearest first, and what it lacks', () => {
		expect(detail('05500')).toMatchObject({
			level: 'commune',
			name: 'Xã Chè Xanh',
			parents: [
				{ code: '164', name: 'Thành phố Đồi Trên' },
				{ code: '19', name: 'Tỉnh Đồi Chè' }
			],
			samples: 299,
			deficit: 1,
			download: 39.9,
			upload: 12,
			latency: 60,
			children: []
		});
		expect(detail('05500').childLevel).toBeUndefined();
		expect(detail('05500').coverage).toBeUndefined();
	});

	it('gives a name as it is, whatever stands in it', () => {
		expect(detail('00004').name).toBe(SCRIPT_NAME);
		expect(detail('001').children.map(({ name }) => name)).toContain(SCRIPT_NAME);
	});

	it('tells a count that was summed from one that was received', () => {
		expect(detail('01').derived).toBe(true);
		expect(detail('19').derived).toBe(false);
	});

	it('lists the units of the next level, the largest deficit first and those without data last', () => {
		expect(detail('01').childLevel).toBe('district');
		expect(codes(detail('01'))).toEqual(['498', '001']);
		expect(codes(detail('164'))).toEqual(['05503', '05500']);
		expect(codes(detail('165'))).toEqual(['05509', '05506']);
	});

	it('lists communes below a province in an edition without districts', () => {
		const values = valuesOf(NEW_UNITS, { '05500': { samples: 5 } });
		const found = buildDetail(NEW_UNITS, values, '19')!;
		expect(found.childLevel).toBe('commune');
		expect(codes(found)).toEqual(['05500', '05506']);
	});

	it('tells how many communes inside reached the threshold', () => {
		expect(detail('01').coverage).toMatchObject({ units: 2, reached: 2, share: 1 });
		expect(detail('19').coverage).toMatchObject({ units: 4, reached: 0, unitsWithoutData: 1 });
		expect(detail('498').coverage).toMatchObject({ units: 0, reached: 0, share: 0 });
	});

	it('tells a unit without data from one with none: no rank, no deficit', () => {
		expect(detail('05506').samples).toBeNaN();
		expect(detail('05506').deficit).toBeNaN();
		expect(detail('05503')).toMatchObject({ samples: 0, deficit: 300 });
	});

	it('knows a unit in a month without any figures of the network', () => {
		const found = buildDetail(OLD_UNITS, {}, '19')!;
		expect(found.samples).toBeNaN();
		expect(found.coverage).toMatchObject({ units: 4, unitsWithoutData: 4 });
	});

	it('knows no unit that the edition does not know', () => {
		expect(buildDetail(OLD_UNITS, OLD_VALUES, '99999')).toBeUndefined();
		expect(buildDetail(OLD_UNITS, OLD_VALUES, '')).toBeUndefined();
	});

	it('never lists a smaller deficit before a larger one, nor no data before data', () => {
		fc.assert(
			fc.property(anyTable, ({ units, values }) => {
				const { children } = buildDetail(units, values, '19')!;
				expect(children.length).toBeGreaterThan(1);
				const key = (unit: { samples: number; deficit: number }) =>
					Number.isNaN(unit.samples) ? -1 : unit.deficit;
				const keys = children.map(key);
				expect(keys).toEqual(keys.toSorted((a, b) => b - a));
			})
		);
	});
});

describe('rankProvinces', () => {
	it('puts the largest share of communes first', () => {
		const listed = rankProvinces(OLD_UNITS, OLD_VALUES);
		expect(listed.map(({ code, coverage }) => [code, coverage?.share])).toEqual([
			['01', 1],
			['19', 0]
		]);
	});

	it('lets samples decide between equal shares, and takes no data for fewest', () => {
		const first = (values: Parameters<typeof valuesOf>[1]) =>
			rankProvinces(NEW_UNITS, valuesOf(NEW_UNITS, values))[0]!.code;
		expect(first({ '01': { samples: 1 }, '19': { samples: 2 } })).toBe('19');
		expect(first({ '19': { samples: 2 } })).toBe('19');
	});

	it('lists coverage that adds up to the coverage of the country', () => {
		fc.assert(
			fc.property(anyTable, ({ units, values }) => {
				const listed = rankProvinces(units, values);
				expect(listed).toHaveLength(unitsOf(units, 'province').codes.length);
				const country = summarise(values.commune!.samples);
				for (const key of [
					'units',
					'reached',
					'samples',
					'unitsWithoutData'
				] satisfies (keyof LevelSummary)[])
					expect(listed.reduce((sum, { coverage }) => sum + coverage![key], 0)).toBe(country[key]);
			})
		);
	});

	it('agrees with the detail of each province', () => {
		fc.assert(
			fc.property(anyTable, ({ units, values }) => {
				for (const { code, coverage } of rankProvinces(units, values))
					expect(coverage).toEqual(buildDetail(units, values, code)!.coverage);
			})
		);
	});
});
