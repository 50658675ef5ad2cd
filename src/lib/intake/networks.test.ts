import { describe, expect, it } from 'vitest';
import { LISTED_WORDS } from '../domain/listed.ts';
import { wholeOf } from '../domain/network.ts';
import { networkOf, partOf } from './networks.ts';

describe('words of data/networks.csv', () => {
	it.each(
		LISTED_WORDS.flatMap(({ id, words, cells, technologies }) => [
			...[...words, ...cells].map((word) => [word, id, id] as const),
			...technologies.flatMap((names) => names.map((word) => [word, id, names[0]] as const))
		])
	)('"%s" is %s, as %s', (word, network, part) => {
		const found = networkOf(word)!;
		expect(found.network).toBe(network);
		// A word that stands alone names the network as such.
		expect([part, ...(wholeOf(network) === null ? [network] : [])]).toContain(partOf(found));
	});

	it.each([
		['Mobile 5G', '5g'],
		['LTE (4G)', '4g'],
		['Wi-Fi 6E', 'wifi'],
		['Cellular', 'mobile'],
		['3G/4G', '3g+4g'],
		['LTE/NR', '4g+5g'],
		['5G NSA (LTE)', '5g'],
		['2G, 3G và 4G di động', '2g+3g+4g']
	])('"%s" says %s', (text, part) => expect(partOf(networkOf(text)!)).toBe(part));

	it.each(['', 'Hà Nội', 'di động, cố định', 'mobifone'])('"%s" names none', (text) =>
		expect(networkOf(text)).toBeUndefined()
	);
});
