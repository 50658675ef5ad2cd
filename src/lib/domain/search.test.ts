import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NEW_UNITS, OLD_UNITS } from '../../../tests/fixtures/small-country.ts';
import { buildCrosswalk, type Crosswalk } from './crosswalk.ts';
import { unitsAt } from './dated-names.ts';
import { fold } from './fold.ts';
import { searchUnits } from './search.ts';
import { buildSearchIndex } from './search-index.ts';
import { ancestorRow, buildUnits, LEVELS, unitsOf, type Units } from './unit.ts';

/** 00001 and 00004 became one; 05500 was cut in two; the island district became part of 00004. */
const CROSSWALK: Crosswalk = (() => {
	const built = buildCrosswalk(OLD_UNITS, NEW_UNITS, [
		{ from: '00001', to: '00004', share: 1 },
		{ from: '00004', to: '00004', share: 1 },
		{ from: '498', to: '00004', share: 1 },
		{ from: '05500', to: '05500', share: 0.3 },
		{ from: '05500', to: '05506', share: 0.7 },
		{ from: '05503', to: '05500', share: 1 },
		{ from: '05506', to: '05506', share: 1 },
		{ from: '05509', to: '05506', share: 1 }
	]);
	if ('fault' in built) throw new Error(built.fault.found);
	return built.crosswalk;
})();

/** A piece of Hồ Chí Minh City as it was, where numbers and abbreviations abound. */
const CITY: Units = buildUnits('2022-10', {
	province: {
		code: ['19', '79'],
		name: ['Tỉnh Thái Nguyên', 'Thành phố Hồ Chí Minh'],
		type: ['Tỉnh', 'Thành phố'],
		parent: ['', '']
	},
	district: {
		code: ['164', '172', '760', '765', '770'],
		name: ['Thành phố Thái Nguyên', 'Thành phố Phổ Yên', 'Quận 1', 'Quận Bình Thạnh', 'Quận 3'],
		type: ['Thành phố', 'Thành phố', 'Quận', 'Quận', 'Quận'],
		parent: ['19', '19', '79', '79', '79']
	},
	commune: {
		code: ['05431', '26734', '26740', '27127', '27160', '27163'],
		name: [
			'Xã Bình Thành',
			'Phường Tân Định',
			'Phường 3',
			'Phường 10',
			'Phường 01',
			'Phường Võ Thị Sáu'
		],
		type: ['Xã', 'Phường', 'Phường', 'Phường', 'Phường', 'Phường'],
		parent: ['164', '760', '760', '770', '770', '770']
	}
});
const city = buildSearchIndex(CITY);
const codes = (text: string) => searchUnits(city, text).hits.map(({ code }) => code);
const first = (text: string) => codes(text)[0];

describe('what people type', () => {
	it.each([
		['phuong 1 quan 3', '27160'],
		['Phường 1, Quận 3', '27160'],
		['p1 q3', '27160'],
		['p.01 q.3 tphcm', '27160'],
		['quan 3 phuong 1', '27160'],
		['quan 3', '770'],
		['q3', '770'],
		['tp thai nguyen', '164'],
		['thai nguyen', '19'],
		['thái nguyên', '19'],
		['tphcm', '79'],
		['tp.hcm', '79'],
		['hcm', '79'],
		['tan dinh', '26734'],
		['tân đị', '26734'],
		['27160', '27160'],
		['2716', '27160'],
		['19', '19']
	])('%s finds %s first', (text, code) => expect(first(text)).toBe(code));

	it('keeps the number of a ward from that of its district', () => {
		expect(first('phuong 3 quan 1')).toBe('26740');
		expect(codes('phuong 1 quan 3')).not.toContain('27127');
	});

	it('takes marks seriously where they are typed', () => {
		expect(first('bình thạnh')).toBe('765');
		expect(first('bình thành')).toBe('05431');
		expect(codes('binh thanh').slice(0, 2).sort()).toEqual(['05431', '765']);
	});

	it('forgives another type', () => {
		expect(first('tx pho yen')).toBe('172');
	});

	it('lists what lies in a unit after the unit', () => {
		// Last what has the words and not in this order: Phường 3 of Quận 1.
		expect(codes('quan 3')).toEqual(['770', '27127', '27160', '27163', '26740']);
	});

	it('finds nothing for nothing, and nothing for what is nowhere', () => {
		expect(searchUnits(city, ' ?! ')).toEqual({ hits: [], count: 0 });
		expect(searchUnits(city, 'quận 3 xyz')).toEqual({ hits: [], count: 0 });
	});

	it('puts more samples first among equals', () => {
		const weights = { commune: Float64Array.from([0, 0, 5, 7, NaN, 0]) };
		expect(searchUnits(city, 'phuong', weights).hits[0]?.code).toBe('27127');
	});

	it('never fails, whatever is typed', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
				const { hits, count } = searchUnits(city, text);
				expect(hits.length).toBeLessThanOrEqual(Math.min(count, 20));
			})
		);
	});
});

describe('any unit is found', () => {
	const everyUnit = [CITY, OLD_UNITS, NEW_UNITS].flatMap((units) =>
		units.levels.flatMap((level) =>
			unitsOf(units, level).codes.map((code, row) => ({ units, level, code, row }))
		)
	);
	const indexes = new Map([CITY, OLD_UNITS, NEW_UNITS].map((of) => [of, buildSearchIndex(of)]));

	it('first, by its name and parents, without marks, and by its code', () => {
		for (const { units, level, code, row } of everyUnit) {
			const names = [...LEVELS]
				.reverse()
				.filter((each) => units.of[each] && ancestorRow(units, level, row, each) >= 0)
				.map((each) => unitsOf(units, each).names[ancestorRow(units, level, row, each)]!);
			const index = indexes.get(units)!;
			for (const text of [names.join(', '), fold(names.join(' ')), code])
				expect(searchUnits(index, text).hits[0], text).toMatchObject({ code, level });
		}
	});

	it('by any beginning of its name', () => {
		fc.assert(
			fc.property(fc.constantFrom(...everyUnit), fc.nat(), ({ units, level, code, row }, at) => {
				const name = unitsOf(units, level).names[row]!;
				const part = name.slice(0, 1 + (at % name.length));
				const { hits } = searchUnits(indexes.get(units)!, part);
				// "Phường 0" is no beginning of "Phường 01", which is 1.
				if (/\p{L}\s*$/u.test(part)) expect(hits.map((hit) => hit.code)).toContain(code);
			})
		);
	});
});

describe('former units', () => {
	const index = buildSearchIndex(NEW_UNITS, [{ units: OLD_UNITS, crosswalk: CROSSWALK }]);
	const find = (text: string) => searchUnits(index, text).hits;

	it('are found, with what became of them, the largest part first', () => {
		expect(find('che xanh')[0]).toMatchObject({
			code: '05500',
			parents: ['Thành phố Đồi Trên', 'Tỉnh Đồi Chè'],
			former: {
				edition: '2022-10',
				successors: [
					{ code: '05506', name: 'Xã Suối', province: 'Tỉnh Đồi Chè', share: 0.7 },
					{ code: '05500', name: 'Xã Chè', share: 0.3 }
				]
			}
		});
	});

	it('come after units of today', () => {
		expect(find('xa suoi').map(({ code, former }) => [code, former !== undefined])).toEqual([
			['05506', false],
			['05509', true]
		]);
	});

	it('are left out where their heir bears the same name and is listed', () => {
		expect(find('phuong sen')).toMatchObject([{ code: '00004' }]);
		expect(find('phuong sen')[0]!.former).toBeUndefined();
		expect(find('phuong sen quan mot')[0]).toMatchObject({ code: '00001', former: {} });
	});

	it('of other levels are found, too', () => {
		const [district] = find('huyen doi duoi');
		expect(district!.former!.successors).toMatchObject([{ code: '05506', share: 1 }]);
		expect(find('dao xa')[0]!.former!.successors).toMatchObject([{ code: '00004', share: 1 }]);
		const [city] = find('doi tren');
		expect(city!.former!.successors.map(({ share }) => share)).toEqual([0.65, 0.35]);
		const [province] = searchUnits(index, 'doi che').hits;
		expect(province).toMatchObject({ code: '19', level: 'province' });
	});
});

describe('names of other days', () => {
	const units = buildUnits(
		'2025-07',
		{
			province: {
				code: ['22', '75'],
				name: ['Tỉnh Quảng Ninh', 'Tỉnh Đồng Nai'],
				type: ['Tỉnh', 'Tỉnh'],
				parent: ['', '']
			},
			commune: {
				code: ['06970', '26368', '26383'],
				name: ['Xã Ba Chẽ', 'Xã Long Thành', 'Xã Long Phước'],
				type: ['Xã', 'Xã', 'Xã'],
				parent: ['22', '75', '75']
			}
		},
		{
			changes: [
				...(
					[
						['province', '75', 'Thành phố Đồng Nai', 'Thành phố'],
						['commune', '26368', 'Phường Sân Bay', 'Phường']
					] as const
				).map(([level, code, name, type]) => ({
					...{ level, code, name, type },
					from: '2026-04-30',
					act: '30/2026/QH16',
					actDate: '2026-04'
				}))
			],
			aliases: new Map([['06978', '06970']])
		}
	);
	const found = (month: string, text: string) =>
		searchUnits(buildSearchIndex(unitsAt(units, month)), text).hits.map(({ code, name, parents }) =>
			[code, name, ...parents].join(' ')
		);

	it.each([
		['2025-09', 'xã long thành', '26368 Xã Long Thành Tỉnh Đồng Nai'],
		['2025-09', 'Phường Sân Bay', '26368 Xã Long Thành Tỉnh Đồng Nai'],
		['2025-09', 'san bay, tp dong nai', '26368 Xã Long Thành Tỉnh Đồng Nai'],
		['2026-10', 'xã long thành', '26368 Phường Sân Bay Thành phố Đồng Nai'],
		['2026-10', 'long thanh, tinh dong nai', '26368 Phường Sân Bay Thành phố Đồng Nai'],
		['2026-10', 'p sân bay', '26368 Phường Sân Bay Thành phố Đồng Nai'],
		['2026-10', 'tỉnh đồng nai', '75 Thành phố Đồng Nai'],
		['2026-10', 'xã long phước tỉnh đồng nai', '26383 Xã Long Phước Thành phố Đồng Nai'],
		['2026-10', '06978', '06970 Xã Ba Chẽ Tỉnh Quảng Ninh'],
		['2026-10', '06970', '06970 Xã Ba Chẽ Tỉnh Quảng Ninh']
	])('in %s %j finds %s', (month, text, first) => {
		expect(found(month, text)[0]).toBe(first);
	});

	it('are one hit of the unit', () => {
		const hits = found('2026-10', 'dong nai');
		expect(new Set(hits).size).toBe(hits.length);
		expect(hits).toHaveLength(3);
	});
});
