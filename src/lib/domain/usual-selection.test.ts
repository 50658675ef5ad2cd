import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../tests/fixtures/small-country.ts';
import type { Network } from './network.ts';
import { parseSelection, serialiseSelection, type Catalogue } from './selection.ts';
import { defaultSelection, provincesSelection } from './usual-selection.ts';

/** The catalogue with other months of the newest edition. */
const withMonths = (...months: [month: string, networks: Network[]][]): Catalogue => ({
	...CATALOGUE,
	months: months.map(([month, networks]) => ({ month, hexagons: false, networks }))
});

describe('the month that no link names', () => {
	const has5g = withMonths(
		['2026-09', ['mobile', '5g']],
		['2026-10', ['mobile']],
		['2026-11', ['5g']]
	);

	it('is the newest with mobile, though a newer one has another network', () => {
		expect(defaultSelection(has5g)).toMatchObject({ month: '2026-10', network: 'mobile' });
		expect(parseSelection(new URLSearchParams(''), has5g).selection.month).toBe('2026-10');
	});

	it('is the newest with the network that the link names', () => {
		const of = (query: string) => parseSelection(new URLSearchParams(query), has5g).selection;
		expect(of('network=5g')).toMatchObject({ month: '2026-11', network: '5g' });
		expect(of('network=fixed')).toMatchObject({ month: '2026-10', network: 'fixed' });
		expect(of('month=2026-11')).toMatchObject({ month: '2026-11', network: 'mobile' });
	});

	it('is of the first network that is there where no month has mobile', () => {
		const none = withMonths(
			['2026-09', ['fixed']],
			['2026-10', ['fixed', '5g']],
			['2026-11', ['5g']]
		);
		expect(defaultSelection(none)).toMatchObject({ month: '2026-10', network: 'fixed' });
		const only = withMonths(['2026-10', ['5g']]);
		expect(provincesSelection(only)).toMatchObject({ network: '5g', measure: 'samples' });
		expect(provincesSelection(has5g)).toMatchObject({ level: 'province', measure: 'coverage' });
	});

	it('keeps the network of a link though a later month brings another', () => {
		const fixed = withMonths(['2026-10', ['fixed']]);
		const link = serialiseSelection(defaultSelection(fixed), fixed);
		const later = withMonths(['2026-10', ['fixed']], ['2026-11', ['mobile']]);
		expect(parseSelection(link, later).selection).toMatchObject({
			month: '2026-10',
			network: 'fixed'
		});
	});
});
