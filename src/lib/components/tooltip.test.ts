import { describe, expect, it } from 'vitest';
import { OLD_UNITS, OLD_VALUES, select } from '../../../tests/fixtures/small-country.ts';
import type { Selection } from '../domain/selection.ts';
import { emptyStatistics } from '../domain/statistics.ts';
import { buildViewModel, type ViewModel } from '../domain/view-model.ts';
import { spokenUnit, unitTooltip } from './tooltip.ts';

const commune = emptyStatistics(6);
commune.low_download[0] = 51.2;
commune.high_download[0] = 57.9;
commune.share_40[0] = 0.5593;

/** Lines of the tooltip of a commune with more than 300 samples (row 0) or fewer (row 2). */
function linesOf(row: number, part: Partial<Selection>): string[] {
	return unitTooltip(modelOf(part), OLD_UNITS, row).lines;
}

function modelOf(part: Partial<Selection>): ViewModel {
	return buildViewModel(
		{
			units: OLD_UNITS,
			values: OLD_VALUES,
			statistics: { commune },
			month: '2024-11',
			edition: '2022-10',
			statistic: 'median',
			provenance: 'imported',
			source: 'đo.csv',
			approximate: true
		},
		select(part),
		'light'
	);
}

describe('the tooltip of a unit', () => {
	it('says between which speeds the median lies where that is known', () => {
		expect(linesOf(0, { measure: 'download' }).join('\n')).toContain(
			'khoảng tin cậy 95%: 51,2 – 57,9'
		);
		expect(linesOf(2, { measure: 'download' }).join('\n')).not.toContain('95%');
	});

	it('names a share by itself and not as a median', () => {
		const lines = linesOf(0, { measure: 'share_40' });
		expect(lines).toContain('Tỷ lệ mẫu ≥ 40 Mbit/s: 55,93%');
		expect(lines.join('\n')).not.toContain('trung vị');
	});

	it('says why a share is not there, which is no lack of speeds', () => {
		const lines = linesOf(2, { measure: 'share_40' });
		expect(lines.join('\n')).toContain('Không công bố tỷ lệ này ở đây');
		expect(lines.join('\n')).not.toContain('Không có số liệu tốc độ');
	});

	it('says what is missing to the threshold, but not of one operator', () => {
		expect(linesOf(2, {})[0]).toBe('299\u00a0mẫu, thiếu 1');
		expect(linesOf(2, { operator: 'VNPT' })[0]).toBe('299\u00a0mẫu (riêng VNPT)');
	});
});

describe('the tooltip of a unit with communes', () => {
	it('says how many of them reached the threshold, and what they lack', () => {
		const provinces = modelOf({ level: 'province' });
		expect(unitTooltip(provinces, OLD_UNITS, 1, OLD_VALUES).lines).toEqual([
			'460\u00a0mẫu',
			'0/4 xã đạt, thiếu 451 mẫu'
		]);
		const one = modelOf({ level: 'province', operator: 'VNPT' });
		expect(unitTooltip(one, OLD_UNITS, 1, OLD_VALUES).lines).toHaveLength(1);
	});
});

describe('a unit that is walked to', () => {
	it('is told with its parents, its samples and its class', () => {
		expect(spokenUnit(modelOf({}), OLD_UNITS, 2)).toMatch(/; 299\u00a0mẫu, thiếu 1; mức 200–299$/);
	});
});
