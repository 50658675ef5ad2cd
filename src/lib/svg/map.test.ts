import { describe, expect, it } from 'vitest';
import { SMALL_LAND, SMALL_TOPOLOGY } from '../../../tests/fixtures/small-geography.ts';
import {
	OLD_UNITS,
	OLD_VALUES,
	SCRIPT_NAME,
	select
} from '../../../tests/fixtures/small-country.ts';
import { LOCALES } from '../i18n/locale.ts';
import { GROUND } from '../domain/colour.ts';
import { COUNTRY, type Extent } from '../domain/sea.ts';
import type { Selection } from '../domain/selection.ts';
import { buildViewModel, MARK, type ViewModel } from '../domain/view-model.ts';
import { frameOf } from './frame.ts';
import { drawMap } from './map.ts';
import type { Geography } from './outlines.ts';
import { drawInset, drawSheet } from './sheet.ts';

const GEOGRAPHY: Geography = {
	topology: SMALL_TOPOLOGY,
	objects: { level: 'communes', province: 'provinces' },
	land: SMALL_LAND
};
const OPTIONS = { id: 'm', labels: true, rows: true };
/** The two communes of the town. */
const TOWN: Extent = [104.9, 19.9, 107.1, 21.1];

function view(part: Partial<Selection> = {}, theme: ViewModel['theme'] = 'light'): ViewModel {
	return buildViewModel(
		{
			units: OLD_UNITS,
			values: OLD_VALUES,
			month: '2024-11',
			edition: '2022-10',
			statistic: 'median',
			provenance: 'simulated',
			source: 'simulation, seed 1',
			approximate: true
		},
		select(part),
		theme
	);
}

const sheet = (model: ViewModel, extent: Extent = COUNTRY) =>
	drawSheet(model, GEOGRAPHY, { id: 's', width: 1200, height: 800, extent });

/** What stands in the attribute `name` of the element with this row, or of the group around it. */
function fillOf(svg: string, row: number): string | undefined {
	const group = svg.split('<g ').find((part) => part.includes(`data-row="${row}"`));
	return group && / fill="([^"]*)"/.exec(group)?.[1];
}

describe('a map as SVG', () => {
	it('gives each unit the colour of its class, and hatch under the threshold seen from near', () => {
		const model = view();
		const near = drawMap(model, GEOGRAPHY, frameOf(COUNTRY, 8000, 8000), OPTIONS);
		model.classes.forEach((at, row) => {
			const isHatched = at > 0 && (model.marks[row]! & MARK.below) !== 0;
			expect(fillOf(near, row)).toBe(isHatched ? `url(#m-h${at})` : model.colours[at]);
		});
		const far = drawMap(model, GEOGRAPHY, frameOf(COUNTRY, 600, 600), OPTIONS);
		model.classes.forEach((at, row) => expect(fillOf(far, row)).toBe(model.colours[at]));
	});

	it('leaves classes that are switched off without colour, on the blank ground of their province', () => {
		const model = view({ hidden: [7] });
		const svg = drawMap(model, GEOGRAPHY, frameOf(COUNTRY, 600, 600), OPTIONS);
		expect(fillOf(svg, 0)).toBe('none');
		expect(fillOf(svg, 1)).toBe(model.colours[6]);
	});

	it('names the sea and both archipelagos in every picture of the country, in both languages', () => {
		for (const locale of LOCALES) {
			const svg = drawMap(view({ locale }), GEOGRAPHY, frameOf(COUNTRY, 600, 600), OPTIONS);
			for (const name of ['Biển Đông', 'Hoàng Sa', 'Trường Sa']) expect(svg).toContain(name);
		}
	});

	it('writes names as text, whatever is in them', () => {
		const svg = drawMap(view(), GEOGRAPHY, frameOf(TOWN, 800, 500), OPTIONS);
		expect(svg).not.toContain('<script>');
		expect(svg).toContain(SCRIPT_NAME.slice('Phường '.length).replace('<', '&lt;').split('>')[0]);
	});

	it('draws every island, however small it is seen', () => {
		const svg = drawMap(
			view({ level: 'province' }),
			{ ...GEOGRAPHY, objects: { level: 'provinces', province: 'provinces' } },
			frameOf(COUNTRY, 300, 300),
			OPTIONS
		);
		const parts = [0, 1].map(
			(row) => new RegExp(`data-row="${row}" d="([^"]+)"`).exec(svg)![1]!.split('M').length - 1
		);
		expect(parts).toEqual([2, 5]);
	});
});

describe('an inset', () => {
	it('shows both archipelagos where the map does not, and only there', () => {
		const inset = (extent: Extent) =>
			drawInset('vi', GROUND.light, GEOGRAPHY, frameOf(extent, 600, 600), { below: 10 });
		expect(inset(COUNTRY)).toBe('');
		expect(inset(TOWN)).toContain('Hoàng Sa');
		expect(inset(TOWN)).toContain('Trường Sa');
	});
});

describe('a sheet', () => {
	it('tells title, sentence, every class with its count, provenance and source', () => {
		const model = view();
		const words = sheet(model)
			.replace(/<[^>]+>/g, ' ')
			.replace(/\s+/g, ' ');
		for (const { label, count } of model.legend)
			expect(words).toContain(` ${label} ${count} `.replace(/\s+/g, ' '));
		expect(words).toContain(model.sentence.replace(/\s+/g, ' '));
		for (const note of model.notes) expect(words).toContain(note);
		expect(words).toContain('i-Speed');
	});

	it('is the same picture each time', () => {
		expect(sheet(view())).toBe(sheet(view()));
	});

	it('looks as it did in the dark when somebody last looked at it', async () => {
		const golden = (name: string) => `../../../tests/golden/${name}.svg`;
		const lines = (svg: string) => svg.replaceAll('><', '>\n<');
		await expect(
			lines(sheet(view({ measure: 'download', within: '01', locale: 'en' }, 'dark'), TOWN))
		).toMatchFileSnapshot(golden('town-download-dark-en'));
	});
});
