import { describe, expect, it } from 'vitest';
import { NEW_UNITS, valuesOf } from '../../../tests/fixtures/small-country.ts';
import { buildDetail } from './detail.ts';
import { thresholdOf, type Network } from './network.ts';
import { reachWords } from './reach-words.ts';

const VALUES = valuesOf(NEW_UNITS, { '05500': { samples: 7 }, '05506': { samples: 90 } });
const list = (network: Network, locale: 'vi' | 'en') => ({
	title: reachWords(thresholdOf(network)).inside({ count: '2', level: '…' }, { locale }),
	codes: buildDetail(NEW_UNITS, VALUES, '19', network)!.children.map(({ code }) => code)
});

describe('the title of the units inside of one', () => {
	it('says the order of the list: of a network without a threshold nothing is short', () => {
		expect(list('5g', 'vi')).toEqual({
			title: '2 …, nhiều mẫu nhất trước',
			codes: ['05506', '05500']
		});
		expect(list('5g', 'en').title).toBe('2 …, most samples first');
	});

	it('says what is short where there is a threshold', () => {
		expect(list('mobile', 'vi')).toEqual({
			title: '2 …, thiếu nhiều nhất trước',
			codes: ['05500', '05506']
		});
		expect(list('mobile', 'en').title).toBe('2 …, largest deficit first');
	});
});
