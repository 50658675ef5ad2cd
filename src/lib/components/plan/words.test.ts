import { expect, it } from 'vitest';
import type { Network } from '../../domain/network.ts';
import { noDataText } from './words.ts';

const month = (of: string, ...networks: Network[]) => ({ month: of, hexagons: false, networks });
const text = (months: ReturnType<typeof month>[], locale: 'vi' | 'en' = 'en') =>
	noDataText({ months }, { month: '2026-09', network: 'mobile', locale });

it('tells a month of 5G alone what is there and what is not', () => {
	expect(text([month('2026-09', '5g')])).toBe(
		'September 2026 has no data for the mobile network. This month has 5G alone, which has no minimum of samples of its own, so nothing is planned for it. No month has mobile data yet; add a table or measurements of this network and publish again.'
	);
});

it('names the nearest month that has the network', () => {
	const said = text([
		month('2026-04', 'mobile'),
		month('2026-09', '5g', 'fixed'),
		month('2026-10', 'mobile')
	]);
	expect(said).toContain('5G and fixed alone.');
	expect(said).toContain('The nearest month with mobile data: October 2026.');
});

it('says no more of a month where the network is, but nothing of these units', () => {
	expect(text([month('2026-09', 'mobile')])).toBe(
		'September 2026 has no data for the mobile network.'
	);
});
