import { describe, expect, it } from 'vitest';
import { OLD_UNITS, OLD_VALUES, select } from '../../../tests/fixtures/small-country.ts';
import { pictureModel } from './first-view.ts';
import { buildViewModel, type ViewInput } from './view-model.ts';

describe('the picture before the map', () => {
	const input: ViewInput = {
		units: OLD_UNITS,
		values: OLD_VALUES,
		month: '2024-11',
		edition: '2022-10',
		statistic: null,
		provenance: 'simulated',
		source: '',
		approximate: true
	};
	const page = buildViewModel(input, select({ level: 'province', measure: 'coverage' }), 'light');
	const first = { model: { ...page, colours: page.colours.map((_, at) => `var(--c${at})`) } };
	const shown = (part: Parameters<typeof select>[0]) =>
		pictureModel(first, { ...input, month: part?.month ?? input.month }, select(part), 'light');

	it('stays as the page has it, for the coverage of its month and until its samples are drawn', () => {
		for (const measure of ['coverage', 'samples'] as const) {
			const model = shown({ measure, level: 'commune', unit: '00001', locale: 'en' })!;
			expect(model.colours).toBe(first.model.colours);
			expect(model.classes).toBe(first.model.classes);
			expect(model.locale).toBe('en');
		}
	});

	it.each([
		[{ month: '2024-12' }, 'coverage'],
		[{ network: 'fixed' }, 'coverage'],
		[{ measure: 'download' }, 'download']
	] as const)('shows provinces by what %o asks for, in its colours', (part, measure) => {
		const model = shown({ ...part, level: 'commune', hidden: [1] })!;
		expect(model.selection).toMatchObject({ ...part, level: 'province', measure, hidden: [] });
		expect(model.units.level).toBe('province');
		expect(model.colours).not.toBe(first.model.colours);
		expect(model.values).toEqual(
			buildViewModel(input, select({ ...part, level: 'province', measure }), 'light').values
		);
	});

	it('has no colours for the units of another edition, and for a part of the country', () => {
		expect(shown({ within: '19' })).toBeNull();
		expect(pictureModel(first, { ...input, edition: '2025-07' }, select(), 'light')).toBeNull();
	});
});
