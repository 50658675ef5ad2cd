import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	formatChange,
	formatClass,
	formatMeasure,
	formatMonth,
	formatMonthShort,
	formatNumber,
	formatShare,
	formatShareInColumn
} from './format.ts';
import { breaksOf, type MeasureUnit } from './measure.ts';

describe('formatNumber', () => {
	it('groups thousands by point in Vietnamese and by comma in English', () => {
		expect(formatNumber(10_599, 'vi')).toBe('10.599');
		expect(formatNumber(10_599, 'en')).toBe('10,599');
		expect(formatNumber(1234, 'vi')).toBe('1.234');
	});

	it('sets decimals off by comma in Vietnamese and by point in English', () => {
		expect(formatNumber(1234.56, 'vi', 2)).toBe('1.234,56');
		expect(formatNumber(1234.56, 'en', 2)).toBe('1,234.56');
	});

	it('shows no decimals unless asked to, and none that are zero', () => {
		expect(formatNumber(54.3, 'vi')).toBe('54');
		expect(formatNumber(54, 'vi', 2)).toBe('54');
	});

	it('can be read back to the number, in both languages', () => {
		fc.assert(
			fc.property(fc.nat(1_000_000_000), (hundredths) => {
				const value = hundredths / 100;
				const vi = formatNumber(value, 'vi', 2).replaceAll('.', '').replace(',', '.');
				const en = formatNumber(value, 'en', 2).replaceAll(',', '');
				expect(Number(vi)).toBe(value);
				expect(Number(en)).toBe(value);
			})
		);
	});
});

describe('formatShare', () => {
	it('writes per cent with a no-break space', () => {
		expect(formatShare(174 / 705, 'vi')).toBe('24,68%');
		expect(formatShare(174 / 705, 'en')).toBe('24.68%');
	});

	it('writes the published figures of November 2024', () => {
		expect(formatShare(63 / 63, 'vi')).toBe('100%');
		expect(formatShareInColumn(63 / 63, 'vi')).toBe('100,00%');
		expect(formatShareInColumn(0.04, 'en')).toBe('4.00%');
		expect(formatShare(110 / 10_599, 'vi')).toBe('1,04%');
		expect(formatShare(66 / 178, 'vi')).toBe('37,08%');
		expect(formatShare(0, 'vi')).toBe('0%');
	});

	it('never rounds a country of 10,599 communes to all or none of them', () => {
		expect(formatShare(1 / 10_599, 'vi')).toBe('0,01%');
		expect(formatShare(10_598 / 10_599, 'vi')).toBe('99,99%');
	});
});

describe('formatChange', () => {
	it('always shows the direction, with a true minus', () => {
		expect(formatChange(12, 'vi')).toBe('+12');
		expect(formatChange(-1234, 'vi')).toBe('−1.234');
		expect(formatChange(-1234, 'en')).toBe('−1,234');
	});

	it('gives no change no sign', () => {
		expect(formatChange(0, 'vi')).toBe('0');
		expect(formatChange(-0, 'vi')).toBe('0');
	});
});

describe('formatMonth', () => {
	it('writes a month as each language does', () => {
		expect(formatMonth('2024-11', 'vi')).toBe('Tháng 11/2024');
		expect(formatMonth('2025-07', 'vi')).toBe('Tháng 7/2025');
		expect(formatMonth('2024-11', 'en')).toBe('November 2024');
		expect(formatMonth('2025-01', 'en')).toBe('January 2025');
	});

	it('keeps both digits where room is short', () => {
		expect(formatMonthShort('2024-11')).toBe('11/24');
		expect(formatMonthShort('2025-07')).toBe('07/25');
	});
});

describe('formatMeasure', () => {
	it('gives samples whole and speeds to a tenth, each with its unit after a no-break space', () => {
		expect(formatMeasure(1234, 'samples', 'vi')).toBe('1.234\u00a0mẫu');
		expect(formatMeasure(54.34, 'mbps', 'vi')).toBe('54,3\u00a0Mbit/s');
		expect(formatMeasure(54.34, 'mbps', 'en')).toBe('54.3\u00a0Mbit/s');
		expect(formatMeasure(18, 'ms', 'en')).toBe('18\u00a0ms');
	});
});

describe('formatClass', () => {
	const labels = (breaks: readonly number[], unit: MeasureUnit) =>
		[...breaks, Infinity].map((_, index) => formatClass(index + 1, breaks, unit, 'vi'));

	it('names the classes of samples so that no whole number is in two of them', () => {
		expect(labels(breaksOf('samples', 'mobile', '2024-11').at, 'samples')).toEqual([
			'0',
			'1–29',
			'30–99',
			'100–199',
			'200–299',
			'300–599',
			'≥\u00a0600'
		]);
	});

	it('names the classes of a speed by their bounds', () => {
		expect(labels(breaksOf('download', 'mobile', '2024-11').at, 'mbps')).toEqual([
			'<\u00a020',
			'20–30',
			'30–40',
			'40–70',
			'70–100',
			'≥\u00a0100'
		]);
	});

	it('writes shares in per cent', () => {
		expect(labels(breaksOf('share_40', 'mobile', '2024-11').at, 'share')).toEqual([
			'<\u00a010',
			'10–25',
			'25–50',
			'50–75',
			'75–90',
			'≥\u00a090'
		]);
		expect(formatMeasure(0.8704, 'share', 'vi')).toBe('87,04%');
	});

	it('writes large bounds in the form of the language', () => {
		expect(formatClass(2, [1000, 5000], 'samples', 'vi')).toBe('1.000–4.999');
		expect(formatClass(2, [1000, 5000], 'samples', 'en')).toBe('1,000–4,999');
	});
});
