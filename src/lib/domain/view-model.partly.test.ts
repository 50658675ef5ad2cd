/** Surveyed outlines that lack something say so. */
import { expect, it } from 'vitest';
import { OLD_UNITS, OLD_VALUES, select } from '../../../tests/fixtures/small-country.ts';
import { buildViewModel, type ViewInput } from './view-model.ts';

const notes = (partly: ViewInput['partly']) =>
	buildViewModel(
		{
			units: OLD_UNITS,
			values: OLD_VALUES,
			month: '2024-11',
			edition: '2022-10',
			statistic: null,
			provenance: 'imported',
			source: 'x.csv',
			approximate: false,
			partly
		},
		select({}),
		'light'
	).notes.slice(1);

it('names units and islands that are drawn from points', () => {
	const islands = ['Hoàng Sa', 'Ga Ven'].map((name) => ({ name }));
	expect(notes(undefined)).toEqual([]);
	expect(notes({ units: ['00004'], islands })).toEqual([
		'Ranh giới gần đúng: 1 đơn vị không có trong bản đồ nguồn',
		'Đảo vẽ gần đúng: Hoàng Sa, Ga Ven'
	]);
});
