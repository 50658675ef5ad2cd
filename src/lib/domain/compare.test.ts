import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCount } from '../../../tests/fixtures/small-country.ts';
import { summarise } from './aggregate.ts';
import { NO_DATA } from './classify.ts';
import { CHANGE, CHANGE_CLASSES, changeLabel, compareSamples, summariseChange } from './compare.ts';
import { LEVELS } from './unit.ts';

/** Samples of the same units in two months. */
const anyMonths = fc
	.array(fc.tuple(anyCount, anyCount))
	.map((pairs) => [0, 1].map((at) => Float64Array.from(pairs, (pair) => pair[at]!)));
const anyLevel = fc.constantFrom(...LEVELS);

describe('the change of samples between two months', () => {
	const classOf = (before: number, now: number) =>
		compareSamples(Float64Array.of(before), Float64Array.of(now), 'commune').classes[0];

	it('is first of all the threshold reached or lost', () => {
		expect(classOf(299, 300)).toBe(CHANGE.reached);
		expect(classOf(300, 299)).toBe(CHANGE.lost);
		expect(classOf(NaN, 300)).toBe(CHANGE.reached);
		expect(classOf(300, NaN)).toBe(CHANGE.lost);
	});

	it('is otherwise counted in steps that are as wide down as up', () => {
		expect([-100, -99, -20, -19, 0, 19, 20, 99, 100].map((by) => classOf(150, 150 + by))).toEqual([
			2, 3, 3, 4, 4, 4, 5, 5, 6
		]);
	});

	it('is not known where one month is not', () => {
		expect(classOf(NaN, 10)).toBe(NO_DATA);
		expect(classOf(10, NaN)).toBe(NO_DATA);
		expect(classOf(NaN, NaN)).toBe(NO_DATA);
	});

	it('is the same with the months exchanged, the other way round', () => {
		fc.assert(
			fc.property(anyMonths, anyLevel, ([before, now], level) => {
				const there = compareSamples(before!, now!, level);
				const back = compareSamples(now!, before!, level);
				there.classes.forEach((at, row) => {
					expect(back.classes[row]).toBe(at === NO_DATA ? NO_DATA : CHANGE_CLASSES + 1 - at);
					expect(back.difference[row]! + there.difference[row]! || 0).toBe(0);
				});
			})
		);
	});

	it('adds up: newly reached less newly lost is the change of those that reached', () => {
		fc.assert(
			fc.property(anyMonths, anyLevel, ([before, now], level) => {
				const change = compareSamples(before!, now!, level);
				const rows = [...before!.keys()];
				const { newlyReached, newlyLost } = summariseChange(change, rows);
				expect(newlyReached - newlyLost).toBe(summarise(now!).reached - summarise(before!).reached);
			})
		);
	});

	it('is nothing between a month and itself', () => {
		fc.assert(
			fc.property(anyMonths, anyLevel, ([month], level) => {
				const { classes } = compareSamples(month!, month!, level);
				expect([...classes].every((at) => at === CHANGE.same || at === NO_DATA)).toBe(true);
			})
		);
	});
});

it('names its classes from the loss to the gain', () => {
	const labels = Array.from({ length: CHANGE_CLASSES + 1 }, (_, at) =>
		changeLabel(at, 'province', 'vi', 300)
	);
	expect(labels).toEqual([
		'Không có dữ liệu',
		'Không còn đạt 300',
		'≤\u00a0−1.000',
		'−999 … −200',
		'−199 … +199',
		'+200 … +999',
		'≥\u00a0+1.000',
		'Mới đạt 300'
	]);
});
