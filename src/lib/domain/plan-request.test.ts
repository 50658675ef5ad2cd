import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	GROUPINGS,
	DEFAULT_REQUEST,
	SHOWN,
	SORTS,
	decodeCodes,
	encodeCodes,
	parsePlan,
	writePlan
} from './plan-request.ts';
import { GOALS, WEIGHTS } from './planner.ts';

const codes = (length: number) =>
	fc.uniqueArray(
		fc
			.integer({ min: 0, max: 10 ** length - 1 })
			.map((number) => String(number).padStart(length, '0'))
	);

describe('the codes of a link', () => {
	it('come back, in order', () => {
		fc.assert(
			fc.property(codes(5), codes(3), (five, three) => {
				const all = [...five, ...three];
				if (all.length === 0) return;
				expect(decodeCodes(encodeCodes(all))).toEqual([...three.sort(), ...five.sort()]);
			})
		);
	});

	it('are short: two characters a commune where many follow each other', () => {
		const many = Array.from({ length: 1000 }, (_, at) => String(11_000 + at * 3).padStart(5, '0'));
		expect(encodeCodes(many).length).toBeLessThan(2 * 1000 + 6);
	});

	it.each(['', '5-', '4-1', '5-zzzz', '5-1..2', '<b>', '2-99.9'])('refuse %j', (text) => {
		expect(decodeCodes(text)).toBeUndefined();
	});
});

describe('a request in the URL', () => {
	it('comes back whatever it is', () => {
		const request = fc.record({
			goal: fc.record({
				kind: fc.constantFrom(...GOALS),
				amount: fc.integer({ min: 0, max: 100 })
			}),
			weight: fc.constantFrom(...WEIGHTS),
			each: fc.boolean(),
			day: fc.option(fc.integer({ min: 1, max: 31 })),
			shown: fc.constantFrom(...SHOWN),
			sort: fc.constantFrom(...SORTS),
			down: fc.boolean(),
			grouping: fc.constantFrom(...GROUPINGS),
			list: fc.constant('2022-10'),
			lockedIn: codes(5).map((all) => all.sort()),
			lockedOut: fc.constant<string[]>([])
		});
		fc.assert(
			fc.property(request, (of) => {
				const params = new URLSearchParams('month=2024-11');
				writePlan(of, params);
				const list = of.lockedIn.length ? of.list : null;
				expect(parsePlan(params)).toEqual({ request: { ...of, list }, fallbacks: [] });
				expect(params.get('month')).toBe('2024-11');
			})
		);
	});

	it('is empty when nothing is asked for', () => {
		const params = new URLSearchParams('goal=share.50&in=5-1');
		writePlan(DEFAULT_REQUEST, params);
		expect([...params]).toEqual([]);
	});

	it('names what it does not understand', () => {
		const text =
			'goal=share.101&weight=gold&each=2&day=32&show=x&sort=-x&group=x&in=x&out=5-1&list=2022-10';
		const { request, fallbacks } = parsePlan(new URLSearchParams(text));
		expect(fallbacks.map((each) => (each.kind === 'value' ? each.name : ''))).toEqual(
			'goal weight each day show sort group in'.split(' ')
		);
		expect(request).toEqual({ ...DEFAULT_REQUEST, lockedOut: ['00001'], list: '2022-10' });
	});

	it('does not lock a unit in and out at once', () => {
		const { request } = parsePlan(new URLSearchParams('in=5-1.1&out=5-2.1'));
		expect(request.lockedIn).toEqual(['00001', '00002']);
		expect(request.lockedOut).toEqual(['00003']);
	});
});
