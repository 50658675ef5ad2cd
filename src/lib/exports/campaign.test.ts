import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { OLD_UNITS, OLD_VALUES, select } from '../../../tests/fixtures/small-country.ts';
import { findGaps } from '../domain/gaps.ts';
import { emptyFacts } from '../domain/unit-facts.ts';
import { buildViewModel } from '../domain/view-model.ts';
import { campaignCsv, campaignOf, campaignTable, campaignXlsx } from './campaign.ts';

const model = buildViewModel(
	{
		units: OLD_UNITS,
		values: OLD_VALUES,
		month: '2024-11',
		edition: '2022-10',
		statistic: 'median',
		provenance: 'simulated',
		source: '',
		approximate: true
	},
	select({ level: 'commune' }),
	'light'
);
const { deficit } = findGaps(model.samples, [], true);
const rows = model.rows.filter((row) => deficit[row]! > 0);
const campaign = campaignOf({
	model,
	units: OLD_UNITS,
	plan: { rows, cost: rows.reduce((sum, row) => sum + deficit[row]!, 0) },
	deficit,
	facts: { ...emptyFacts(6), lon: new Float64Array(6).fill(105.5) },
	daysLeft: 31,
	link: 'https://example.vn/plan/?month=2024-11'
});

describe('the campaign sheet', () => {
	it('has all units of the plan with parents, deficit and what each week must bring', () => {
		expect(campaign.units.map(({ code }) => code).sort()).toEqual(
			rows.map((row) => model.units.codes[row]!).sort()
		);
		for (const unit of campaign.units) {
			expect(unit.deficit).toBe(300 - unit.samples);
			expect(unit.perWeek).toBe(Math.ceil((unit.deficit * 7) / 31));
			expect(unit.parents).toHaveLength(2);
		}
		expect(campaign.cost).toBe(campaign.units.reduce((sum, unit) => sum + unit.deficit, 0));
		expect(campaign.notes.join()).toContain('MÔ PHỎNG');
	});

	it('stands in the Excel file cell by cell, as another library reads it', async () => {
		const blob = await campaignXlsx(campaign);
		const sheets = await readXlsxFile(Buffer.from(await blob.arrayBuffer()));
		const { head, rows: expected } = campaignTable(campaign);
		expect(sheets[0]!.data).toEqual([head, ...expected]);
		expect(sheets[1]!.data[0]![0]).toBe(campaign.title);
	});

	it.each([';', ','] as const)('stands in the CSV file with "%s", too', (separator) => {
		const read = parse(campaignCsv(campaign, separator), { bom: true, delimiter: separator });
		const { head, rows: expected } = campaignTable(campaign);
		const text = (cell: string | number | null) =>
			cell === null ? '' : String(cell).replace('.', typeof cell === 'number' ? ',' : '.');
		expect(read).toEqual([head, ...expected.map((row) => row.map(text))]);
	});

	it('never needs more a week than is missing', () => {
		const soon = campaignOf({
			model,
			units: OLD_UNITS,
			plan: { rows, cost: 0 },
			deficit,
			facts: emptyFacts(6),
			daysLeft: 2,
			link: ''
		});
		for (const unit of soon.units) expect(unit.perWeek).toBe(unit.deficit);
	});
});
