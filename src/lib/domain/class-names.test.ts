import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { select } from '../../../tests/fixtures/small-country.ts';
import { nameClasses, readClasses } from './class-names.ts';
import { breaksOf, MEASURES } from './measure.ts';
import { NETWORKS } from './network.ts';

const samples = select();
const change = select({ against: '2024-12' });

describe('names of classes', () => {
	it('are their least values, of shares in per cent', () => {
		expect(nameClasses([0, 1, 2, 3, 6, 7], samples)).toBe('none.min0.min1.min30.min300.min600');
		const shares = select({ level: 'province', measure: 'coverage' });
		expect(nameClasses([1, 2, 4], shares)).toBe('min0.min1.min10');
		expect(nameClasses([1, 7], change)).toBe('lost.reached');
	});

	it('are all different, and read back', () => {
		for (const measure of MEASURES)
			for (const network of NETWORKS) {
				const of = { ...samples, measure, network };
				const all = ['none', 'first', ...breaksOf(measure, network, of.month).at].map(
					(_, at) => at
				);
				expect(readClasses(nameClasses(all, of), of)).toEqual({ classes: all, known: true });
			}
	});

	it('are never taken for another class', () => {
		fc.assert(
			fc.property(fc.string(), (text) => {
				const { classes, known } = readClasses(text, samples);
				if (known) return;
				const asked = text.split('.');
				for (const at of classes)
					expect(asked.some((one) => one === nameClasses([at], samples) || /^\d$/.test(one))).toBe(
						true
					);
			})
		);
	});
});

describe('numbers of older links', () => {
	const read = (text: string, of = samples) => readClasses(text, of);

	it('mean what they meant: 1 to 99 samples were one class, and are two', () => {
		expect(read('2')).toEqual({ classes: [2, 3], known: true });
		expect(read('0.1.3.4.5.6')).toEqual({ classes: [0, 1, 4, 5, 6, 7], known: true });
		expect(nameClasses(read('5').classes, samples)).toBe('min300');
	});

	it('stay where the classes stayed: other measures, networks without a threshold, changes', () => {
		expect(read('2.5', select({ measure: 'download' })).classes).toEqual([2, 5]);
		expect(read('2.5', select({ network: '5g' })).classes).toEqual([2, 5]);
		expect(read('2.7', change).classes).toEqual([2, 7]);
	});

	it('are no class where there was none', () => {
		expect(read('7')).toEqual({ classes: [], known: false });
		expect(read('8', change)).toEqual({ classes: [], known: false });
	});
});
