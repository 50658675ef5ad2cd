import { expect, it } from 'vitest';
import { select } from '../../../tests/fixtures/small-country.ts';
import { oneColourText } from './one-colour.ts';
import type { LegendEntry } from './view-model.ts';
import type { Selection } from './selection.ts';

const of = (counts: number[], part: Partial<Selection> = {}) => {
	const selection = select({ level: 'province', ...part });
	const legend = counts.map((count, at) => ({ at, count, label: `mức ${at}` }) as LegendEntry);
	return oneColourText({ legend, selection, locale: selection.locale });
};

it('says that a map has one colour, and what tells its units apart', () => {
	expect(of([0, 1, 33])).toBe(
		'Gần như một màu: 33/34 đơn vị ở mức “mức 2”. Chọn “Tỷ lệ xã đạt” để thấy khác nhau.'
	);
	for (const part of [
		{ measure: 'download' },
		{ level: 'commune' },
		{ network: '5g' },
		{ operator: 'VNPT' }
	] as Partial<Selection>[])
		expect(of([0, 1, 33], part)).toBe('Gần như một màu: 33/34 đơn vị ở mức “mức 2”.');
	expect(of([3321], { locale: 'en' })).toContain('3,321 of 3,321');
});

it('says nothing of other maps, nor of a single unit or none', () => {
	for (const counts of [[0, 2, 32], [1], [0, 0]]) expect(of(counts)).toBe('');
});
