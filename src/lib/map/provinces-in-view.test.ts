import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildUnits } from '../domain/unit.ts';
import type { Extent } from '../domain/sea.ts';
import { widened } from './extent.ts';
import { provinceBoxes, provincesWithin, worthHolding } from './provinces-in-view.ts';

/** Khánh Hoà with a commune on the mainland and one far out at sea; Lâm Đồng between in longitude; Hà Nội. */
const units = buildUnits('2025-07', {
	province: column(['01', '56', '68'], ['', '', '']),
	commune: column(['00004', '22366', '22736', '24000'], ['01', '56', '56', '68'])
});

function column(code: string[], parent: string[]) {
	return { code, name: code, type: code.map(() => ''), parent };
}

const province = Float64Array.of(
	...[105, 20, 106, 21.5],
	...[108, 6, 118, 13],
	...[107, 10.5, 109, 12.5]
);
const commune = Float64Array.of(
	...[105, 20, 106, 21.5],
	...[109, 11.5, 109.5, 13],
	...[111, 6, 118, 12],
	...[107, 10.5, 108.9, 12.5]
);

describe('provincesWithin', () => {
	const near: Extent = [107.5, 10.6, 108.5, 11];

	it('knows a province by its units, so that far islands do not stretch it over the sea', () => {
		expect(provincesWithin(provinceBoxes(units, { province, commune }), near)).toEqual(['68']);
		const truongSa: Extent = [113, 8, 114, 9];
		expect(provincesWithin(provinceBoxes(units, { province, commune }), truongSa)).toEqual(['56']);
	});

	it('takes the whole province where its units are not loaded', () => {
		expect(provincesWithin(provinceBoxes(units, { province }), near)).toEqual(['56', '68']);
	});

	it('names each province once, ascending', () => {
		const boxes = provinceBoxes(units, { province, commune });
		expect(provincesWithin(boxes, [100, 5, 120, 24])).toEqual(['01', '56', '68']);
		expect(provincesWithin(boxes, [90, 5, 95, 24])).toEqual([]);
	});

	it('leaves out units without an outline', () => {
		const bounds = Float64Array.of(NaN, NaN, NaN, NaN, ...province.slice(4));
		expect(provincesWithin(provinceBoxes(units, { province: bounds }), [100, 5, 120, 24])).toEqual([
			'56',
			'68'
		]);
	});

	it('never loses a province by looking further', () => {
		const boxes = provinceBoxes(units, { province, commune });
		const degrees = (min: number, max: number) => fc.double({ min, max, noNaN: true });
		fc.assert(
			fc.property(
				fc.tuple(degrees(100, 118), degrees(5, 23), degrees(0, 5), degrees(0, 5), degrees(0, 2)),
				([west, south, width, height, by]) => {
					const view: Extent = [west, south, west + width, south + height];
					expect(provincesWithin(boxes, widened(view, by))).toEqual(
						expect.arrayContaining(provincesWithin(boxes, view))
					);
				}
			)
		);
	});
});

describe('widened', () => {
	it('adds a part of the width and of the height on each side', () => {
		expect(widened([100, 10, 102, 11], 0.5)).toEqual([99, 9.5, 103, 11.5]);
	});
});

describe('worthHolding', () => {
	const sizes: Record<string, number> = { a: 10, b: 20, c: 30, d: 40 };
	const bytesOf = (code: string) => sizes[code]!;

	it('keeps all within the limit, what is near last', () => {
		expect(worthHolding(['a', 'b', 'c'], ['a'], bytesOf, 60)).toEqual(['b', 'c', 'a']);
	});

	it('lets go what was seen longest ago', () => {
		expect(worthHolding(['a', 'b', 'c', 'd'], ['d'], bytesOf, 90)).toEqual(['b', 'c', 'd']);
		expect(worthHolding(['a', 'b', 'c', 'd'], ['d'], bytesOf, 75)).toEqual(['c', 'd']);
	});

	it('keeps what is near whatever it weighs', () => {
		expect(worthHolding(['a', 'b', 'c', 'd'], ['d', 'c'], bytesOf, 5)).toEqual(['c', 'd']);
	});
});
