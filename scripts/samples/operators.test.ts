/** An operator has many spellings and one name. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operatorsOf } from './operators.ts';

describe('spellings of operators', () => {
	it('are known by the list, and all others are one', () => {
		const spellings = [
			{ name: 'VIETTEL', count: 3 },
			{ name: 'Viettel', count: 5 },
			{ name: 'Viet-Tel', count: 1 },
			{ name: '0912345678', count: 1 },
			{ name: '__proto__', count: 2 },
			{ name: 'Vietnamobile', count: 9 }
		];
		expect(operatorsOf(spellings)).toEqual([
			{ shown: 'Viettel', names: ['VIETTEL', 'Viettel', 'Viet-Tel'] },
			{ shown: 'other', names: ['0912345678', '__proto__'] },
			{ shown: 'Vietnamobile', names: ['Vietnamobile'] }
		]);
	});

	it('that stand for no value are no operator', () => {
		expect(operatorsOf(['', '-', 'N/A', 'null'].map((name) => ({ name, count: 1 })))).toEqual([]);
	});

	it('give the same operators in whatever order they come', () => {
		const spelling = fc.record({
			name: fc.constantFrom('VNPT', 'vnpt', 'Vnpt', 'MobiFone', 'mobifone', '?', '…'),
			count: fc.integer({ min: 1, max: 3 })
		});
		const shown = (spellings: { name: string; count: number }[]) =>
			operatorsOf(spellings)
				.map((operator) => operator.shown)
				.sort();
		const unique = fc.uniqueArray(spelling, { selector: ({ name }) => name });
		fc.assert(
			fc.property(unique, (spellings) => {
				expect(shown(spellings.toReversed())).toEqual(shown(spellings));
			})
		);
	});
});
