import { describe, expect, it } from 'vitest';
import { namedNetwork, networkWords, takeNetwork } from './network-words.ts';
import { networkInside, networkName, NETWORKS, thresholdOf } from './network.ts';

describe('a network in words', () => {
	it.each([
		['mobile', { network: 'mobile' }],
		['di dong', { network: 'mobile' }],
		['mang co dinh', { network: 'fixed' }],
		['broadband', { network: 'fixed' }],
		['4g', { network: 'mobile', technology: '4g' }],
		['lte', { network: 'mobile', technology: '4g' }],
		['5g', { network: '5g' }],
		['nr nsa', { network: '5g' }]
	])('a cell "%s" is %j', (text, named) => expect(namedNetwork(text)).toEqual(named));

	it.each(['', 'ha noi', 'toString', '__proto__', 'mobile fixed', 'mobifone'])(
		'a cell "%s" names none',
		(text) => expect(namedNetwork(text)).toBeUndefined()
	);

	it.each([
		['so mau di dong', { network: 'mobile', rest: 'so mau' }],
		['so mau mang di dong', { network: 'mobile', rest: 'so mau' }],
		['bang rong co dinh tai xuong', { network: 'fixed', rest: 'tai xuong' }],
		['mobile broadband download', { network: 'mobile', rest: 'download' }],
		['so mau 4g', { network: 'mobile', technology: '4g', rest: 'so mau' }],
		['so mau di dong 3g 4g', { network: 'mobile', technology: '3g 4g', rest: 'so mau' }],
		['so mau 5g di dong', { network: '5g', rest: 'so mau' }],
		['so mau 4g 5g', { network: 'mobile', rest: 'so mau' }],
		['di dong va co dinh', { rest: 'di dong va co dinh' }],
		['broadband', { rest: 'broadband' }],
		['tong', { rest: 'tong' }],
		['', { rest: '' }]
	])('a header "%s" says %j', (text, taken) => expect(takeNetwork(text)).toEqual(taken));

	it('knows each word once', () => {
		const words = networkWords().map(({ word }) => word);
		expect(new Set(words).size).toBe(words.length);
	});
});

describe('a network', () => {
	it('has a name by itself and one inside of a sentence', () => {
		expect([networkName('mobile', 'vi'), networkInside('mobile', 'vi')]).toEqual([
			'Di động',
			'di động'
		]);
		expect([networkName('fixed', 'en'), networkInside('fixed', 'en')]).toEqual(['Fixed', 'fixed']);
	});

	it('comes first where it has a threshold', () => {
		expect(NETWORKS[0]).toBe('mobile');
		expect(thresholdOf('mobile')).toBe(300);
	});
});
