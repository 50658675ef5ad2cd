import { describe, expect, it } from 'vitest';
import { OLD_UNITS } from '../../../tests/fixtures/small-country.ts';
import { SMALL_LAND, SMALL_TOPOLOGY } from '../../../tests/fixtures/small-geography.ts';
import { ARCHIPELAGOS, holds } from '../domain/sea.ts';
import { drawOutlines, type DrawingWish } from './drawing.ts';

const draw = (wish: Partial<DrawingWish> = {}) =>
	drawOutlines(SMALL_TOPOLOGY, SMALL_LAND, OLD_UNITS, {
		level: 'province',
		around: null,
		width: 600,
		height: 600,
		rows: [0, 1],
		locale: 'vi',
		room: { top: 12, right: 12, bottom: 44, left: 12 },
		...wish
	});

describe('outlines for a page without WebGL', () => {
	it('hold both archipelagos in the national view, in the map itself', () => {
		const { extent, inset, labels } = draw();
		for (const archipelago of ARCHIPELAGOS) expect(holds(extent, archipelago)).toBe(true);
		expect(inset).toBe('');
		expect(labels).toContain('Trường Sa');
	});

	it('frame a unit, and show both archipelagos in an inset then', () => {
		const { extent, zoom, inset } = draw({ level: 'commune', around: '00001', rows: [0] });
		expect(zoom).toBeGreaterThan(draw().zoom);
		expect(ARCHIPELAGOS.every((archipelago) => holds(extent, archipelago))).toBe(false);
		expect(inset).toContain('Hoàng Sa');
	});

	it('give each unit that is seen a path and a middle, and all others neither', () => {
		const { units, centres, width, height } = draw({ level: 'commune', around: '00001' });
		expect(units).toHaveLength(OLD_UNITS.of.commune!.codes.length);
		units.forEach((d, row) => expect(Number.isNaN(centres[row * 2])).toBe(d === ''));
		const [x, y] = centres;
		expect(Math.abs(x! - width / 2)).toBeLessThan(width / 4);
		expect(Math.abs(y! - height / 2)).toBeLessThan(height / 4);
	});

	it('leave every colour to the page', () => {
		const { labels, inset } = draw({ around: '01' });
		expect(labels + inset).not.toMatch(/#[0-9a-f]{6}/);
	});
});
