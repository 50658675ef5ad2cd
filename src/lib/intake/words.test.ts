import { describe, expect, it } from 'vitest';
import { fold, isBlank, isTotal, takeStatistic } from './words.ts';

describe('fold', () => {
	it('reads any case and normal form alike', () => {
		for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD'])
			for (const text of [
				'Mạng di động',
				'MẠNG DI ĐỘNG',
				'mạng Di Động',
				'MẠNG DI ÐỘNG',
				'Mang_di_dong'
			])
				expect(fold(text.normalize(form)), `${text} ${form}`).toBe('mang di dong');
	});
	it('parts what is written together', () => {
		expect(fold('downloadSpeedMbps')).toBe('download speed mbps');
		expect(fold('SỐ MẪU ĐO')).toBe('so mau do');
	});
	it('reads 300,000 brackets at once', () => {
		const begin = performance.now();
		expect(fold('('.repeat(300_000))).toBe('');
		expect(performance.now() - begin).toBeLessThan(1000);
	});
});

it('tells totals, blanks and statistics', () => {
	expect(['Tổng cộng', 'TỔNG CỘNG:', 'Cả nước', 'Tổng số toàn tỉnh'].map(isTotal)).toEqual([
		true,
		true,
		true,
		true
	]);
	expect(['Cong', 'TONG CONG'].map(isTotal)).toEqual([true, true]);
	expect(['Tống', 'Phường Tống', 'Tổng Cọt'].map(isTotal)).toEqual([false, false, false]);
	expect(['–', 'N/A', ' '].map(isBlank)).toEqual([true, true, true]);
	expect(takeStatistic('toc do tai trung vi')).toEqual({ statistic: 'median', rest: 'toc do tai' });
});
