import { describe, expect, it } from 'vitest';
import { dropped, pressed, tapped } from './sheet.ts';

const HEIGHTS = { low: 160, middle: 400, high: 780 };

describe('the sheet on a phone', () => {
	it('goes up by a tap, and back by another', () => {
		expect(tapped('low')).toBe('middle');
		expect(tapped('middle')).toBe('low');
		expect(tapped('high')).toBe('low');
	});

	it.each([
		['low', 'ArrowUp', 'middle'],
		['middle', 'ArrowUp', 'high'],
		['high', 'ArrowUp', 'high'],
		['high', 'ArrowDown', 'middle'],
		['low', 'ArrowDown', 'low'],
		['high', 'Escape', 'low'],
		['high', 'Home', 'low'],
		['low', 'End', 'high'],
		['low', 'a', undefined]
	] as const)('at %s, %s leads to %s', (now, key, then) => {
		expect(pressed(now, key)).toBe(then);
	});

	it('comes to rest at the nearest height', () => {
		expect(dropped(270, 0, HEIGHTS)).toBe('low');
		expect(dropped(290, 0.1, HEIGHTS)).toBe('middle');
		expect(dropped(620, -0.1, HEIGHTS)).toBe('high');
	});

	it('is flicked to the next height', () => {
		expect(dropped(170, 2, HEIGHTS)).toBe('middle');
		expect(dropped(420, 2, HEIGHTS)).toBe('high');
		expect(dropped(900, 2, HEIGHTS)).toBe('high');
		expect(dropped(700, -2, HEIGHTS)).toBe('middle');
		expect(dropped(390, -2, HEIGHTS)).toBe('low');
		expect(dropped(100, -2, HEIGHTS)).toBe('low');
	});
});
