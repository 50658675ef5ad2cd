import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	anyValues,
	OLD_UNITS,
	OLD_VALUES,
	SCRIPT_NAME,
	select,
	valuesOf
} from '../../../tests/fixtures/small-country.ts';
import { LOCALES } from '../i18n/locale.ts';
import { summarise } from './aggregate.ts';
import { NO_DATA } from './classify.ts';
import { breaksOf, MEASURES } from './measure.ts';
import { NETWORKS } from './network.ts';
import type { Selection } from './selection.ts';
import { THRESHOLD } from './threshold.ts';
import { buildUnits, rowsWithin } from './unit.ts';
import { buildViewModel, MARK, type ViewInput, type ViewModel } from './view-model.ts';

const INPUT: ViewInput = {
	units: OLD_UNITS,
	values: OLD_VALUES,
	month: '2024-11',
	edition: '2022-10',
	statistic: 'median',
	provenance: 'simulated',
	source: 'simulation, seed 1',
	approximate: true
};

function view(part: Partial<Selection> = {}, input: Partial<ViewInput> = {}): ViewModel {
	return buildViewModel({ ...INPUT, ...input }, select(part), 'light');
}

/** Codes of the units that bear a mark. */
function marked(model: ViewModel, mark: number): string[] {
	return model.units.codes.filter((_, row) => model.marks[row]! & mark);
}

const counts = (model: ViewModel) => model.legend.map(({ count }) => count);

/** Any view of any figures. */
const anyView = fc
	.record({
		level: fc.constantFrom('province', 'district', 'commune'),
		network: fc.constantFrom(...NETWORKS),
		measure: fc.constantFrom(...MEASURES),
		within: fc.option(fc.constantFrom('01', '19')),
		hidden: fc.subarray([0, 1, 2, 3, 4, 5, 6]),
		reachedOnly: fc.boolean(),
		locale: fc.constantFrom(...LOCALES)
	})
	.map((part) => ({ ...part, within: part.level === 'province' ? null : part.within }))
	.chain((part) =>
		anyValues(OLD_UNITS).map((values) => view(part as Partial<Selection>, { values }))
	);

describe('the classes of a view', () => {
	it('are the progress of each commune towards the threshold', () => {
		// 650, 300, 299, 0, no data, 150
		expect([...view().classes]).toEqual([7, 6, 5, 1, NO_DATA, 4]);
	});

	it('follow the measure: a unit with samples but without speed has no data', () => {
		const model = view({ measure: 'download' });
		// 120, 40, 39.9, none, none, 12.5
		expect([...model.classes]).toEqual([6, 4, 3, NO_DATA, NO_DATA, 1]);
		expect([...model.samples]).toEqual([650, 300, 299, 0, NaN, 150]);
	});

	it('hold each unit in the class whose interval contains its value', () => {
		fc.assert(
			fc.property(anyView, ({ selection, values, classes }) => {
				const { at } = breaksOf(selection.measure, selection.network, selection.month);
				expect(values.length).toBeGreaterThan(0);
				values.forEach((value, row) => {
					const found = classes[row]!;
					if (Number.isNaN(value)) return expect(found).toBe(NO_DATA);
					expect(value).toBeGreaterThanOrEqual(at[found - 2] ?? -Infinity);
					expect(value).toBeLessThan(at[found - 1] ?? Infinity);
				});
			})
		);
	});
});

describe('the legend', () => {
	it('names each class, no data first, and counts its units', () => {
		expect(view().legend.map(({ label, count }) => [label, count])).toEqual([
			['Không có dữ liệu', 1],
			['0', 1],
			...['1–29', '30–99'].map((label) => [label, 0]),
			['100–199', 1],
			['200–299', 1],
			['300–599', 1],
			['≥\u00a0600', 1]
		]);
		expect(view({ locale: 'en' }).legend[NO_DATA]!.label).toBe('No data');
	});

	it('counts each unit of the scope once, whatever is hidden', () => {
		fc.assert(
			fc.property(anyView, (model) => {
				const { level, within } = model.selection;
				const inside =
					within === null
						? model.units.codes.map((_, row) => row)
						: rowsWithin(OLD_UNITS, level, within);
				expect(model.rows).toEqual(inside);
				expect(counts(model).reduce((a, b) => a + b)).toBe(inside.length);
			})
		);
	});

	it('counts those without data as the summary of the level does', () => {
		fc.assert(
			fc.property(anyView, (model) => {
				fc.pre(model.selection.measure === 'samples' && model.threshold !== null);
				const kpi = model.kpis.find(({ level }) => level === model.selection.level)!;
				expect(model.legend[NO_DATA]!.count).toBe(kpi.unitsWithoutData);
				const reached = model.legend.filter(({ at, below }) => at !== NO_DATA && !below);
				expect(reached.reduce((sum, { count }) => sum + count, 0)).toBe(kpi.reached);
			})
		);
	});

	it('says which classes are under the threshold, and that it is a target', () => {
		const { legend } = view();
		expect(legend.filter(({ below }) => below).map(({ at }) => at)).toEqual([1, 2, 3, 4, 5]);
		expect(legend.filter(({ target }) => target).map(({ at }) => at)).toEqual([6]);
	});

	it('marks the national targets of a speed, and calls no class of speed under the threshold', () => {
		const { legend } = view({ measure: 'download' });
		expect(legend.filter(({ target }) => target).map(({ label }) => label)).toEqual([
			'30–40',
			'40–70',
			'≥\u00a0100'
		]);
		expect(legend.some(({ below }) => below)).toBe(false);
	});

	it('describes what is drawn: a colour a class, the same as the map has', () => {
		const model = view();
		expect(model.legend.map(({ colour }) => colour)).toEqual(model.colours);
	});

	it('tells which classes are off', () => {
		const { legend } = view({ hidden: [0, 4] });
		expect(legend.filter(({ hidden }) => hidden).map(({ at }) => at)).toEqual([0, 4]);
	});
});

describe('the marks', () => {
	it('hatch units under the threshold, for every measure of a unit itself, but none without data', () => {
		for (const measure of MEASURES.filter((each) => each !== 'coverage'))
			expect(marked(view({ measure }), MARK.below)).toEqual(['05500', '05503', '05509']);
	});

	it('hide the units of a hidden class', () => {
		expect(marked(view({ hidden: [NO_DATA, 7] }), MARK.hidden)).toEqual(['00001', '05506']);
		expect(marked(view(), MARK.hidden)).toEqual([]);
	});

	it('hide all that did not reach the threshold, those without data too', () => {
		const model = view({ reachedOnly: true, measure: 'download' });
		expect(marked(model, MARK.hidden)).toEqual(['05500', '05503', '05506', '05509']);
	});

	it('set units outside of the scope apart', () => {
		expect(marked(view({ within: '01' }), MARK.outside)).toEqual([
			'05500',
			'05503',
			'05506',
			'05509'
		]);
		expect(marked(view(), MARK.outside)).toEqual([]);
	});

	it('hatch exactly the units with fewer samples than the threshold', () => {
		fc.assert(
			fc.property(anyView, (model) => {
				const told = model.selection.measure !== 'coverage' && model.threshold !== null;
				model.samples.forEach((samples, row) =>
					expect(Boolean(model.marks[row]! & MARK.below)).toBe(told && samples < THRESHOLD)
				);
			})
		);
	});
});

describe('coverage', () => {
	it('is the share of the communes inside that reached the threshold, and absent where there are none', () => {
		expect([...view({ level: 'district', measure: 'coverage' }).values]).toEqual([1, 0, 0, NaN]);
		const provinces = view({ level: 'province', measure: 'coverage' });
		expect([...provinces.values]).toEqual([1, 0]);
		expect([...provinces.classes]).toEqual([6, 1]);
	});
});

describe('a view into one unit', () => {
	it('counts only what lies inside', () => {
		const model = view({ within: '19' });
		expect(model.rows.map((row) => model.units.codes[row])).toEqual([
			'05500',
			'05503',
			'05506',
			'05509'
		]);
		expect(counts(model)).toEqual([1, 1, 0, 0, 1, 1, 0, 0]);
		expect(model.kpis).toMatchObject([
			{ level: 'district', units: 2, reached: 0 },
			{ level: 'commune', units: 4, reached: 0, unitsWithoutData: 1 }
		]);
	});

	it('takes its total from its own row, not from its communes', () => {
		expect(view({ within: '19' }).total).toBe(460);
	});

	it('bears the name of the unit', () => {
		const model = view({ within: '19' });
		expect(model.place).toBe('Tỉnh Đồi Chè');
		expect(model.title).toBe('Tỉnh Đồi Chè · Tháng 11/2024 · Di động · Số mẫu');
	});

	it('is empty, not wrong, for a district without communes', () => {
		const model = view({ within: '498' });
		expect(model.rows).toEqual([]);
		expect(counts(model)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
		expect(model.kpis).toMatchObject([{ level: 'commune', units: 0, share: 0 }]);
	});
});

describe('the key figures', () => {
	it('give units and share of every level, and the samples of the country', () => {
		const model = view();
		expect(model.kpis.map(({ level, reached, units }) => [level, reached, units])).toEqual([
			['province', 2, 2],
			['district', 1, 4],
			['commune', 2, 6]
		]);
		expect(model.total).toBe(962 + 460);
	});

	it('give the change on the month before', () => {
		const before = summarise(Float64Array.of(300, 300, 300, 0, 0, 0));
		const { kpis } = view({}, { previous: { commune: before } });
		expect(kpis.map(({ level, change }) => [level, change])).toEqual([
			['province', null],
			['district', null],
			['commune', -1]
		]);
	});

	it('tell no change from a change that is not known', () => {
		const same = summarise(OLD_VALUES.commune!.samples);
		expect(view({}, { previous: { commune: same } }).kpis.at(-1)!.change).toBe(0);
		expect(view().kpis.at(-1)!.change).toBeNull();
	});
});

describe('the words', () => {
	it('say it in one sentence of the level in view, with who leads', () => {
		expect(view().sentence).toBe(
			'Tháng 11/2024, mạng di động: 2 trên 6 xã (33,33%) đạt từ 300 mẫu; Cổ Thành dẫn đầu (2/2).'
		);
		expect(view({ level: 'district', locale: 'en' }).sentence).toBe(
			'November 2024, mobile network: 1 of 4 districts (25%) reached 300 samples; Cổ Thành leads (1/2).'
		);
		expect(view({ level: 'province', locale: 'en' }).sentence).toBe(
			'November 2024, mobile network: 2 of 2 provinces (100%) reached 300 samples; Cổ Thành leads (962 samples).'
		);
	});

	it('compare with the month before where there is one', () => {
		const before = summarise(Float64Array.of(300, 300, 300, 0, 0, 0));
		expect(view({}, { previous: { commune: before } }).sentence).toContain(
			'; giảm 1 xã so với tháng trước;'
		);
		expect(view({ level: 'province' }, { previous: { commune: before } }).sentence).not.toContain(
			'tháng trước'
		);
	});

	it('lead to the best of what is looked into', () => {
		expect(view().leader).toMatchObject({ level: 'province', rows: [0] });
		expect(view({ within: '19' }).leader).toBeNull();
		const values = valuesOf(OLD_UNITS, { '05500': { samples: 0 }, '05509': { samples: 300 } });
		const { leader, sentence } = view({ within: '19' }, { values });
		expect(leader).toMatchObject({ level: 'district', rows: [2] });
		expect(sentence).toContain('; Huyện Đồi Dưới dẫn đầu (1/2).');
	});

	it('name the scope in the sentence', () => {
		expect(view({ within: '164' }).sentence).toBe(
			'Tháng 11/2024, mạng di động, Thành phố Đồi Trên: 0 trên 2 xã (0%) đạt từ 300 mẫu; Xã Chè Xanh dẫn đầu (299 mẫu).'
		);
		expect(view({ within: '164', locale: 'en' }).sentence).toContain(
			'mobile network, Thành phố Đồi Trên: 0 of 2 communes'
		);
	});

	it('title the country in both languages', () => {
		expect(view({ network: 'fixed', measure: 'latency' }).title).toBe(
			'Cả nước · Tháng 11/2024 · Cố định · Độ trễ'
		);
		expect(view({ locale: 'en' }).title).toBe('Viet Nam · November 2024 · Mobile · Samples');
	});

	it('show a name as it is, whatever stands in it', () => {
		const column = (code: string, name: string, parent: string) => ({
			code: [code],
			name: [name],
			type: [''],
			parent: [parent]
		});
		const units = buildUnits('2025-07', {
			province: column('01', SCRIPT_NAME, ''),
			commune: column('00001', 'Xã', '01')
		});
		const model = view({ within: '01' }, { units, values: valuesOf(units, {}) });
		expect(model.title.startsWith(`${SCRIPT_NAME} · `)).toBe(true);
		expect(model.sentence).toContain(`, ${SCRIPT_NAME}: `);
		expect(view().units.names).toContain(SCRIPT_NAME);
	});
});

describe('the notes', () => {
	it('say first that figures are simulated, then that outlines are approximate', () => {
		expect(view().notes).toEqual([
			'SỐ LIỆU MÔ PHỎNG, không phải số liệu chính thức',
			'Ranh giới gần đúng'
		]);
		expect(view({ locale: 'en' }).notes).toEqual([
			'SIMULATED DATA, not official figures',
			'Approximate outlines'
		]);
	});

	it('name the source of figures that were not made up', () => {
		const notes = (provenance: ViewInput['provenance']) =>
			view({ locale: 'en' }, { provenance, source: '11.csv', approximate: false }).notes;
		expect(notes('official')).toEqual(['Official data: 11.csv']);
		expect(notes('imported')).toEqual(['Data imported from 11.csv']);
		expect(notes('estimated')).toEqual(['Estimated data: 11.csv']);
	});
});

describe('buildViewModel', () => {
	it('is pure: the same input gives the same view, and is not changed', () => {
		const before = structuredClone(OLD_VALUES);
		const selection = Object.freeze(select({ within: '19', hidden: [1] }));
		const [first, second] = [1, 2].map(() => buildViewModel(INPUT, selection, 'dark'));
		expect(first).toEqual(second);
		expect(OLD_VALUES).toEqual(before);
	});

	it('shows every unit as without data where the network has no figures', () => {
		const model = view({}, { values: {} });
		expect(counts(model)).toEqual([6, 0, 0, 0, 0, 0, 0, 0]);
		expect(model.kpis.at(-1)).toMatchObject({ units: 6, reached: 0, unitsWithoutData: 6 });
		expect(marked(model, MARK.below)).toEqual([]);
	});

	it('carries statistic, provenance and edition along for every face', () => {
		expect(view({}, { statistic: 'mean' })).toMatchObject({
			statistic: 'mean',
			provenance: 'simulated',
			edition: '2022-10',
			approximate: true
		});
	});
});

describe('estimates', () => {
	const estimated = view({}, { estimatedFrom: '2022-10', previousEstimated: true });

	it('are called so wherever the numbers are read', () => {
		expect(estimated.provenance).toBe('estimated');
		expect(estimated.title).toContain('ước tính theo tỷ lệ diện tích');
		expect(estimated.sentence).toContain(
			'ước tính theo tỷ lệ diện tích từ danh mục đơn vị 2022-10'
		);
		expect(estimated.notes).toContain('Ước tính theo tỷ lệ diện tích từ danh mục 2022-10');
		expect(estimated.previousEstimated).toBe(true);
	});

	it('do not hide what they were made from', () => {
		expect(estimated.basis).toBe('simulated');
		expect(estimated.notes[0]).toBe(view().notes[0]);
	});

	it('are nowhere mentioned when there are none', () => {
		const model = view();
		expect(model.provenance).toBe('simulated');
		expect([model.title, model.sentence, ...model.notes].join()).not.toContain('ước tính');
	});
});
