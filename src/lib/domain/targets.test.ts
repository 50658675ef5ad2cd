import { describe, expect, it } from 'vitest';
import { targetsOf, targetSource, targetsText } from './targets.ts';

describe('targets of a month', () => {
	it('hold from the month of their day on', () => {
		const speeds = (month: string) => targetsOf('mobile', month).map(({ mbps }) => mbps);
		expect(speeds('2022-09')).toEqual([]);
		expect(speeds('2023-12')).toEqual([30]);
		expect(speeds('2024-01')).toEqual([30, 40, 100]);
		expect(speeds('2025-12')).toEqual([30, 40, 100]);
		expect(speeds('2026-01')).toEqual([30, 40, 100, 170]);
	});

	it('name their acts, the newest first', () => {
		expect(targetsText(targetsOf('fixed', '2026-10'), 'vi')).toBe(
			'Mốc quốc gia, Mbit/s: 300 (Cục Viễn thông: mục tiêu năm 2026); 200 (Quyết định 36/QĐ-TTg)'
		);
		expect(targetsText(targetsOf('mobile', '2024-11'), 'en')).toBe(
			'National targets, Mbit/s: 40; 100 (Decision 36/QĐ-TTg); 30 (QCVN 126:2021/BTTTT)'
		);
		expect(targetsOf('mobile', '2024-11').map((target) => targetSource(target, 'vi'))).toEqual([
			'QCVN 126:2021/BTTTT',
			'4G, Quyết định 36/QĐ-TTg',
			'5G, Quyết định 36/QĐ-TTg'
		]);
	});
});
