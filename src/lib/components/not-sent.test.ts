/** Units of provinces that have not sent a month are said to be that by each face; they are not zero, nor without data. */
import { describe, expect, it } from 'vitest';
import { OLD_UNITS, OLD_VALUES, select } from '../../../tests/fixtures/small-country.ts';
import { spokenUnit, unitTooltip } from './tooltip.ts';
import { unitTable } from '../exports/unit-table.ts';
import { buildDetail, rankProvinces } from '../domain/detail.ts';
import { emptyValues, type NetworkValues } from '../domain/join.ts';
import { unitHistory } from '../domain/history.ts';
import type { Selection } from '../domain/selection.ts';
import type { Sent } from '../domain/sent.ts';
import { cellText } from '../domain/table.ts';
import { unitsOf, type Level } from '../domain/unit.ts';
import { buildVerdict } from '../domain/verdict.ts';
import { buildViewModel, type ViewInput } from '../domain/view-model.ts';

const provinces = unitsOf(OLD_UNITS, 'province').codes;
const [first, last] = [provinces[0]!, provinces.at(-1)!];
const SENT: Sent = { missing: [last], provinces: provinces.length - 1, of: provinces.length };

/** Values of all but the last province; one commune of the first has none, too. */
const { values, withoutData } = known();
function known(): { values: NetworkValues; withoutData: number } {
	const own: NetworkValues = {};
	let gap = -1;
	for (const level of OLD_UNITS.levels) {
		const { codes } = unitsOf(OLD_UNITS, level);
		const of = structuredClone(OLD_VALUES[level] ?? emptyValues(codes.length));
		const rows = rowsOf(level, last);
		for (const row of rows) of.samples[row] = NaN;
		if (level === 'commune') {
			gap = rowsOf(level, first)[0]!;
			of.samples[gap] = NaN;
		}
		own[level] = of;
	}
	return { values: own, withoutData: gap };
}

function rowsOf(level: Level, province: string): number[] {
	const { codes } = unitsOf(OLD_UNITS, level);
	return codes.flatMap((code, row) => {
		const { code: own, parents } = buildDetail(OLD_UNITS, OLD_VALUES, code)!;
		return own === province || parents.some((of) => of.code === province) ? [row] : [];
	});
}

const input = (more: Partial<ViewInput> = {}): ViewInput => ({
	...{ units: OLD_UNITS, values, month: '2024-11', edition: '2022-10', statistic: 'median' },
	...{ provenance: 'imported', source: 'đo.csv', approximate: true, sent: SENT },
	...more
});
const model = (part: Partial<Selection> = {}, more?: Partial<ViewInput>) =>
	buildViewModel(input(more), select(part), 'light');

describe('a province that has not sent', () => {
	const [unsent] = rowsOf('commune', last) as [number];

	it('is told by the tooltip, the walk and the table', () => {
		expect(unitTooltip(model(), OLD_UNITS, unsent).lines).toEqual(['Chưa gửi số liệu tháng này']);
		expect(unitTooltip(model(), OLD_UNITS, withoutData).lines).toEqual([
			'Không có dữ liệu tháng này'
		]);
		expect(spokenUnit(model(), OLD_UNITS, unsent)).toMatch(/; mức Chưa gửi số liệu$/);
		const cell = (row: number) => cellText(model(), OLD_UNITS, 'class', row);
		expect([cell(unsent), cell(withoutData)]).toEqual(['Chưa gửi số liệu', 'Không có dữ liệu']);
		expect(cellText(model({ locale: 'en' }), OLD_UNITS, 'class', unsent)).toBe(
			'Has not sent figures'
		);
	});

	it('is told by the legend, as all of the class or a part of it', () => {
		expect(model().legend[0]!.label).toBe('Không có hoặc chưa gửi số liệu');
		expect(model({ level: 'province' }).legend[0]!.label).toBe('Chưa gửi số liệu');
		expect(model({ within: last }).legend[0]!.label).toBe('Chưa gửi số liệu');
		expect(model({ within: first }).legend[0]!.label).toBe('Không có dữ liệu');
		expect(model({}, { sent: undefined }).legend[0]!.label).toBe('Không có dữ liệu');
		// Estimates are on other units than those that were sent.
		expect(model({}, { estimatedFrom: '2018-01' }).legend[0]!.label).toBe('Không có dữ liệu');
	});

	it('is told by the ranking and the card', () => {
		const ranking = rankProvinces(OLD_UNITS, values, 'mobile', SENT);
		expect(ranking.filter((of) => of.isNotSent).map(({ code }) => code)).toEqual([last]);
		expect(buildDetail(OLD_UNITS, values, last, 'mobile', SENT)!.isNotSent).toBe(true);
		expect(buildVerdict(OLD_UNITS, values, last, 'mobile')!.rank).toBeNull();
		const inside = buildDetail(OLD_UNITS, values, last, 'mobile', SENT)!.children;
		expect(inside.length).toBeGreaterThan(0);
		expect(inside.every((of) => of.isNotSent)).toBe(true);
		expect(buildDetail(OLD_UNITS, values, first, 'mobile', SENT)!.isNotSent).toBe(false);
	});

	it('is told by the bars of its months', () => {
		const share = { units: 6, reached: 1, share: 1 / 6, samples: 9, unitsWithoutData: 2 };
		const own = { province: share, commune: share };
		const summary = {
			months: {
				'2024-10': { edition: '2022-10', networks: { mobile: own } },
				'2024-11': { edition: '2022-10', networks: { mobile: { ...own, sent: SENT } } }
			}
		};
		const series = { months: ['2024-10', '2024-11'], networks: { mobile: {} } };
		const { codes } = unitsOf(OLD_UNITS, 'commune');
		const told = (row: number, province: string) =>
			unitHistory(series, summary, 'mobile', codes[row]!, '2024-11', '2022-10', province)
				.slice(-2)
				.map(({ isNotSent }) => isNotSent);
		expect(told(unsent, last)).toEqual([undefined, true]);
		expect(told(withoutData, first)).toEqual([undefined, undefined]);
	});

	it('is told by tables in files', () => {
		const briefing = { input: input(), selection: select({}) } as Parameters<typeof unitTable>[0];
		const { columns, rows } = unitTable(briefing, 'commune');
		const { values: told } = columns.find(({ key }) => key === 'reached')!;
		expect(told[rows.indexOf(unsent)]).toBe('Chưa gửi số liệu');
		expect(told[rows.indexOf(withoutData)]).toBe('Không có dữ liệu');
	});
});
