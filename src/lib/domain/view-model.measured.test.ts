/** Views of single measurements: their statistics, and one operator alone. */
import { describe, expect, it } from 'vitest';
import { OLD_UNITS, OLD_VALUES, select } from '../../../tests/fixtures/small-country.ts';
import { NO_DATA } from './classify.ts';
import type { Selection } from './selection.ts';
import { emptyStatistics } from './statistics.ts';
import { buildViewModel, type ViewInput, type ViewModel } from './view-model.ts';

const INPUT: ViewInput = {
	units: OLD_UNITS,
	values: OLD_VALUES,
	month: '2024-11',
	edition: '2022-10',
	statistic: 'median',
	provenance: 'imported',
	source: 'measurements.csv',
	approximate: false
};

function view(part: Partial<Selection>, input: Partial<ViewInput> = {}): ViewModel {
	return buildViewModel({ ...INPUT, ...input }, select(part), 'light');
}

describe('measures of single measurements', () => {
	const commune = emptyStatistics(6);
	commune.share_40.set([0.95, 0.5, NaN, 0, NaN, 0.1]);
	commune.low_download[0] = 50;
	const statistics = { commune };

	it('take their values from the statistics, and share the classes of per cents', () => {
		const model = view({ measure: 'share_40' }, { statistics });
		expect([...model.values]).toEqual([0.95, 0.5, NaN, 0, NaN, 0.1]);
		expect([...model.classes]).toEqual([6, 4, NO_DATA, 1, NO_DATA, 2]);
		expect(model.legend.at(-1)!.label).toBe('≥\u00a090');
	});

	it('are without data where nothing was measured', () => {
		const model = view({ measure: 'p10_download', level: 'province' }, { statistics });
		expect([...model.classes]).toEqual([NO_DATA, NO_DATA]);
	});

	it('bring the interval of the median, but not of one operator', () => {
		expect(view({ measure: 'download' }, { statistics }).interval!.low[0]).toBe(50);
		expect(view({ measure: 'samples' }, { statistics }).interval).toBeUndefined();
		expect(view({ measure: 'download', operator: 'VNPT' }, { statistics }).interval).toBe(
			undefined
		);
	});
});

describe('one operator alone', () => {
	it.each([
		['vi', 'di động, riêng VNPT', /có từ 300 mẫu.*tính chung mọi nhà mạng/, /đạt/],
		[
			'en',
			'mobile network, VNPT only',
			/have 300 samples or more.*all operators together/,
			/reached/
		]
	] as const)(
		'is named in every text (%s), and claims no threshold',
		(locale, name, said, unsaid) => {
			const { sentence, title, notes } = view({ operator: 'VNPT', locale });
			expect(sentence.toLocaleLowerCase()).toContain(name.toLocaleLowerCase());
			expect(sentence).toMatch(said);
			expect(sentence).not.toMatch(unsaid);
			expect(title).toContain('VNPT');
			expect(notes.join()).toContain('VNPT');
		}
	);
});
