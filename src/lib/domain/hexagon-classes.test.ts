import { describe, expect, it } from 'vitest';
import { select } from '../../../tests/fixtures/small-country.ts';
import { classColours, type Theme } from './colour.ts';
import { densityName, hexagonClasses, hexagonLegend } from './hexagon-classes.ts';
import { breaksOf } from './measure.ts';

const of = (part: Parameters<typeof select>[0], theme: Theme = 'light') => ({
	selection: select({ view: 'hexagons', ...part }),
	theme
});

describe('hexagons', () => {
	it('know nothing of the threshold: no class begins at it, is under it, or has its colours', () => {
		const { breaks, colours } = hexagonClasses(of({}));
		expect(breaks).not.toContain(300);
		expect(colours).toEqual(classColours('samples', 'light', false));
		for (const { below, target } of hexagonLegend(of({})))
			expect([below, target]).toEqual([false, false]);
	});

	it('show samples by area, in the numbers of the language', () => {
		const labels = (locale: 'vi' | 'en') => hexagonLegend(of({ locale })).map(({ label }) => label);
		expect(labels('vi')).toEqual(['<\u00a00,1', '0,1–0,5', '0,5–2', '2–10', '10–50', '≥\u00a050']);
		expect(labels('en')[1]).toBe('0.1–0.5');
		expect(densityName(of({}))).toBe('Mật độ mẫu');
	});

	it('or download, in the classes of units; each class has a count and a colour', () => {
		const model = of({ measure: 'download' }, 'dark');
		const { breaks, colours } = hexagonClasses(model);
		expect(breaks).toEqual(breaksOf('download', 'mobile', '2024-11').at);
		const legend = hexagonLegend(model, [0, 4, 5]);
		expect(legend.map(({ colour }) => colour)).toEqual(colours.slice(1));
		expect(legend.map(({ count }) => count)).toEqual([4, 5, 0, 0, 0, 0]);
	});
});
