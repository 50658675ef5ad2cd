import { scaleLinear } from 'd3-scale';
import { expect, it } from 'vitest';
import { linear } from './linear.ts';

it('places values as d3-scale does', () => {
	const [ours, theirs] = [linear(12, 70, 6), scaleLinear([0, 12], [70, 6])];
	for (const value of [0, 3, 12, 15]) expect(ours(value)).toBeCloseTo(theirs(value));
});
