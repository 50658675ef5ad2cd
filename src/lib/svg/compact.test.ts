import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compactPath, compactPaths } from './compact.ts';

/** The points of path data with relative lines, in tenths. */
function pointsOf(d: string): number[][] {
	let [x, y] = [0, 0];
	return [...d.matchAll(/([Ml]?)\s*(-?[\d.]+)[, ]?(-?(?:\d+\.?\d*|\.\d+))/g)].map(
		([, command, a, b]) => {
			const [right, down] = [Math.round(Number(a) * 10), Math.round(Number(b) * 10)];
			[x, y] = command === 'M' ? [right, down] : [x + right, y + down];
			return [x, y];
		}
	);
}

describe('compact paths', () => {
	it('go from point to point', () => {
		expect(compactPath('M10.5,20L10.9,19.5L11,19.5L9,22Z')).toBe('M10.5,20l.4-.5 .1,0-2,2.5Z');
		expect(compactPath('M1,1L2,2M-5,0.5L0,0')).toBe('M1,1l1,1M-5,.5l5-.5');
	});

	it('keep every point exactly', () => {
		const place = fc.integer({ min: -20_000, max: 20_000 });
		fc.assert(
			fc.property(fc.array(fc.tuple(place, place), { minLength: 1, maxLength: 30 }), (points) => {
				const d = `M${points.map(([x, y]) => `${x / 10},${y / 10}`).join('L')}Z`;
				expect(pointsOf(compactPath(d))).toEqual(points);
			})
		);
	});

	it('leave all else of a picture alone', () => {
		const svg = '<rect width="5"/><path fill="red" d="M0,0V6"/><path id="d" d="M1,1L2,0Z"/>';
		expect(compactPaths(svg)).toBe(
			'<rect width="5"/><path fill="red" d="M0,0V6"/><path id="d" d="M1,1l1-1Z"/>'
		);
	});
});
