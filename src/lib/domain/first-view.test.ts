import { describe, expect, it } from 'vitest';
import { isLikeFirst, type FirstView } from './first-view.ts';

describe('the picture before the map', () => {
	const selection = {
		month: '2026-10',
		network: 'mobile',
		within: null,
		measure: 'coverage',
		operator: null,
		against: null
	} as const;
	const first = { model: { selection } } as unknown as FirstView;

	it('stands for the samples of its month, until these are drawn', () => {
		expect(isLikeFirst(first, selection)).toBe(true);
		expect(isLikeFirst(first, { ...selection, measure: 'samples' })).toBe(true);
	});

	it.each([
		{ month: '2026-09' },
		{ network: 'fixed' },
		{ within: '31' },
		{ measure: 'download' },
		{ operator: 'Viettel' },
		{ against: '2026-09' }
	] as const)('does not stand for %o', (other) => {
		expect(isLikeFirst(first, { ...selection, ...other })).toBe(false);
	});
});
