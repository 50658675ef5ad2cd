import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	anyValues,
	NEW_UNITS,
	OLD_UNITS,
	OLD_VALUES,
	SCRIPT_NAME,
	select,
	valuesOf
} from '../../../tests/fixtures/small-country.ts';
import type { NetworkValues } from './join.ts';
import type { Selection } from './selection.ts';
import { emptyStatistics } from './statistics.ts';
import {
	cellText,
	COLUMNS,
	plainText,
	tableColumns,
	tableRows,
	USUAL_WISH,
	type TableWish
} from './table.ts';
import { tableHtml, tableTsv } from './table-copy.ts';
import { buildUnits, type Units } from './unit.ts';
import { buildViewModel, type ViewInput, type ViewModel } from './view-model.ts';

function model(
	part: Partial<Selection> = {},
	values: NetworkValues = OLD_VALUES,
	input: Partial<ViewInput> = {},
	units: Units = OLD_UNITS
): ViewModel {
	return buildViewModel(
		{
			units,
			values,
			month: '2024-11',
			edition: units.edition,
			statistic: 'median',
			provenance: 'official',
			source: '',
			approximate: false,
			...input
		},
		select(part),
		'light'
	);
}

const codes = (of: ViewModel, wish: Partial<TableWish> = {}) =>
	tableRows(of, OLD_UNITS, { ...USUAL_WISH, ...wish }).map((row) => of.units.codes[row]);
const ids = (of: ViewModel) => tableColumns(of).map(({ id }) => id);

describe('columns', () => {
	it('are those that the view has values for', () => {
		expect(ids(model())).toEqual(
			'name code type district province samples deficit class'.split(' ')
		);
		expect(ids(model({ level: 'province' }))).not.toContain('province');
		expect(ids(model({ operator: 'VNPT' }))).not.toContain('deficit');
		expect(ids(model({ measure: 'download' }))).toContain('value');
		const against = model({ against: '2024-10' }, OLD_VALUES, { against: OLD_VALUES });
		expect(ids(against)).toEqual(
			'name code type district province before samples change deficit class'.split(' ')
		);
	});

	it('say unit, statistic and estimate', () => {
		const label = (of: ViewModel, id: string) =>
			tableColumns(of).find((column) => column.id === id)!.label;
		expect(label(model({ measure: 'download' }), 'value')).toBe('Tải xuống (Mbit/s, trung vị)');
		expect(label(model({ measure: 'coverage', level: 'province' }), 'value')).toContain('(%)');
		expect(label(model({}, OLD_VALUES, { estimatedFrom: '2022-10' }), 'samples')).toBe(
			'Số mẫu (ước tính)'
		);
	});

	it('hold the 95 % interval of a median that is known', () => {
		const statistics = { commune: emptyStatistics(6) };
		statistics.commune.low_download[0] = 38.24;
		statistics.commune.high_download[0] = 41;
		const of = model({ measure: 'download' }, OLD_VALUES, { statistics });
		expect(ids(of)).toEqual(expect.arrayContaining(['low', 'high']));
		expect(cellText(of, OLD_UNITS, 'low', 0)).toBe('38,2');
		expect(cellText(of, OLD_UNITS, 'high', 1)).toBe('–');
	});
});

describe('rows', () => {
	it('are sorted with the fewest samples first, and without data last either way', () => {
		expect(codes(model())).toEqual(['05503', '05509', '05500', '00004', '00001', '05506']);
		expect(codes(model(), { descending: true })).toEqual([
			'00001',
			'00004',
			'05500',
			'05509',
			'05503',
			'05506'
		]);
	});

	it('are sorted as Vietnamese names are', () => {
		const name = ['Phường Đa Kao', 'Phường 10', 'Phường An', 'Phường 2', 'Phường Dĩ An'];
		const units = buildUnits('2025-07', {
			province: { code: ['79'], name: ['Thành phố A'], type: ['Thành phố'], parent: [''] },
			commune: {
				code: ['00001', '00002', '00003', '00004', '00005'],
				name,
				type: name.map(() => 'Phường'),
				parent: name.map(() => '79')
			}
		});
		const of = model({}, {}, {}, units);
		const sorted = tableRows(of, units, { ...USUAL_WISH, sort: 'name' });
		expect(sorted.map((row) => name[row])).toEqual([
			'Phường 2',
			'Phường 10',
			'Phường An',
			'Phường Dĩ An',
			'Phường Đa Kao'
		]);
	});

	it('are those of the scope whose class is shown', () => {
		expect(codes(model({ within: '19' }))).toEqual(['05503', '05509', '05500', '05506']);
		expect(codes(model({ within: '19', hidden: [0, 1] }))).toEqual(['05509', '05500']);
	});

	it('fit words of the unit, its parents and its code, and a type', () => {
		expect(codes(model(), { text: 'che' }).sort()).toEqual(['05500', '05503', '05506', '05509']);
		expect(codes(model(), { text: 'CHÈ xanh' })).toEqual(['05500']);
		expect(codes(model(), { text: '0550' })).toEqual(['05503', '05509', '05500', '05506']);
		expect(codes(model(), { text: 'không có' })).toEqual([]);
		expect(codes(model(), { type: 'Phường' })).toEqual(['00004', '00001']);
	});

	const anyWish: fc.Arbitrary<TableWish> = fc.record({
		sort: fc.constantFrom(...COLUMNS),
		descending: fc.boolean(),
		text: fc.oneof(fc.constantFrom('', 'xa', 'đồi', '055'), fc.string({ maxLength: 5 })),
		type: fc.constantFrom(null, 'Phường', 'Xã')
	});

	it('are a part of the scope, each once, the same ones whichever way they are sorted', () => {
		fc.assert(
			fc.property(
				anyValues(OLD_UNITS),
				anyWish,
				fc.subarray([0, 1, 2, 3, 4, 5, 6]),
				(values, wish, hidden) => {
					const of = model({ hidden }, values);
					const rows = tableRows(of, OLD_UNITS, wish);
					expect(new Set(rows).size).toBe(rows.length);
					for (const row of rows) expect(hidden).not.toContain(of.classes[row]);
					const other = tableRows(of, OLD_UNITS, { ...wish, descending: !wish.descending });
					expect([...other].sort()).toEqual([...rows].sort());
					const all = tableRows(of, OLD_UNITS, { ...wish, text: '', type: null });
					const counts = of.legend.filter((each) => !each.hidden).map(({ count }) => count);
					expect(all.length).toBe(counts.reduce((sum, count) => sum + count, 0));
				}
			)
		);
	});

	it('are in the order of the numbers that are shown', () => {
		fc.assert(
			fc.property(anyValues(OLD_UNITS), fc.boolean(), (values, descending) => {
				const of = model({ measure: 'download' }, values);
				const rows = tableRows(of, OLD_UNITS, { ...USUAL_WISH, sort: 'value', descending });
				const numbers = rows.map((row) => of.values[row]!);
				const known = numbers.filter((value) => !Number.isNaN(value));
				expect(numbers.slice(0, known.length)).toEqual(known);
				const sorted = [...known].sort((a, b) => (descending ? b - a : a - b));
				expect(known).toEqual(sorted);
			})
		);
	});
});

describe('the copy', () => {
	it('has numbers that a Vietnamese spreadsheet reads, and nothing where nothing is known', () => {
		const of = model({ measure: 'download' });
		expect(plainText(of, OLD_UNITS, 'value', 2)).toBe('39,9');
		expect(plainText(of, OLD_UNITS, 'samples', 4)).toBe('');
		expect(plainText(model({ level: 'province' }), OLD_UNITS, 'samples', 0)).toBe('962');
		const coverage = model({ measure: 'coverage', level: 'province', locale: 'en' });
		expect(plainText(coverage, OLD_UNITS, 'value', 0)).toBe('100%');
		const large = valuesOf(OLD_UNITS, { '01': { samples: 1_234_567 } });
		expect(plainText(model({ level: 'province' }, large), OLD_UNITS, 'samples', 0)).toBe('1234567');
	});

	it('is a line for each row, with as many cells as there are columns', () => {
		const of = model();
		const columns = tableColumns(of);
		const lines = tableTsv(of, OLD_UNITS, columns, [1, 0]).split('\r\n');
		expect(lines).toHaveLength(4);
		expect(lines[1]!.split('\t')).toEqual([
			SCRIPT_NAME,
			'00004',
			'Phường',
			'Quận Một',
			'Thành phố Cổ Thành',
			'300',
			'0',
			'300–599'
		]);
		expect(lines[3]).toBe('');
	});

	it.each(['=1+1', '+84', '-2', '@SUM(A1)', ' =1'])(
		'never makes a formula of a name: %s',
		(name) => {
			const units = buildUnits('2025-07', {
				province: { code: ['01'], name: [`${name}\tx\n`], type: ['Tỉnh'], parent: [''] },
				commune: { code: [], name: [], type: [], parent: [] }
			});
			const of = model({ level: 'province' }, {}, {}, units);
			const [column] = tableColumns(of);
			expect(tableTsv(of, units, [column!], [0])).toBe(`Đơn vị\r\n'${name} x \r\n`);
			expect(tableHtml(of, units, [column!], [0])).toContain(`mso-number-format:'\\@'">${name} x `);
		}
	);

	it('as HTML takes names for what they are, and codes for texts', () => {
		const of = model();
		const html = tableHtml(of, OLD_UNITS, tableColumns(of), [1]);
		expect(html).not.toContain('<script>');
		expect(html).toContain('&lt;script&gt;');
		expect(html).toContain(`<td style="mso-number-format:'\\@'">00004</td>`);
		expect(html).toContain('<td>300</td>');
	});

	it('knows units of either edition', () => {
		const of = model({ level: 'commune' }, {}, {}, NEW_UNITS);
		expect(ids(of)).not.toContain('district');
		expect(tableTsv(of, NEW_UNITS, tableColumns(of), [0])).toContain('Phường Sen\t00004');
	});
});
