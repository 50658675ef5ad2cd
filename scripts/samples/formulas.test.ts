/** Formulas that a program wrote without their values: told with column and rows, never read as empty cells. */
import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { buildDraft, sheetsOfBytes, type Answers } from '../../src/lib/intake/index.ts';
import { realContext } from '../testing/short-tables.ts';

const context = await realContext();

type Cells = readonly (string | number | { formula: string; value?: string })[];

function xml(cell: Cells[number]): string {
	if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
	if (typeof cell === 'string') return `<c t="inlineStr"><is><t>${cell}</t></is></c>`;
	return `<c><f>${cell.formula}</f>${cell.value === undefined ? '<v />' : `<v>${cell.value}</v>`}</c>`;
}

/** A workbook as openpyxl writes it: every formula is left to Excel. */
function workbook(...rows: Cells[]): Uint8Array {
	const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
	const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
	const packed = 'http://schemas.openxmlformats.org/package/2006';
	const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
	const body = rows.map((cells) => `<row>${cells.map(xml).join('')}</row>`).join('');
	return zipSync({
		'[Content_Types].xml': strToU8(
			`<Types xmlns="${packed}/content-types"><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`
		),
		'_rels/.rels': strToU8(
			`<Relationships xmlns="${packed}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
		),
		'xl/workbook.xml': strToU8(
			`<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="T9" sheetId="1" r:id="rId1"/></sheets><calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>`
		),
		'xl/_rels/workbook.xml.rels': strToU8(
			`<Relationships xmlns="${packed}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
		),
		'xl/worksheets/sheet1.xml': strToU8(
			`<worksheet xmlns="${main}"><sheetData>${body}</sheetData></worksheet>`
		)
	});
}

const draft = (rows: Cells[], answers: Answers = {}) =>
	buildDraft(sheetsOfBytes(workbook(...rows), 'tệp.xlsx'), answers, context);

const HEAD = ['Mã xã', 'Tháng'] as const;
const UNIT = ['00004', '2026-09'] as const;

it('a total that was never calculated is no sum of the technologies beside it', () => {
	const { status, refusals } = draft([
		[...HEAD, 'Số mẫu 4G', 'Tổng số mẫu di động'],
		[...UNIT, 372, { formula: 'C2+40' }]
	]);
	expect([status, refusals[0]?.found]).toEqual(['refused', 'tệp.xlsx (T9)!D2: #FORMULA']);
	expect(refusals[0]?.expected).toMatch(
		/"Tổng số mẫu di động", rows 2; a formula without a value: open the file in Excel and save it/
	);
});
it('some counts that were never calculated are no empty cells', () => {
	const counts = (cell: Cells[number]) =>
		draft([
			[...HEAD, 'Mạng', 'Số mẫu'],
			[...UNIT, 'Di động', 86],
			['00008', '2026-09', 'Di động', cell]
		]);
	expect(counts({ formula: 'D2+1' }).status).toBe('refused');
	// What was left to Excel is written as 0 by some.
	expect(counts({ formula: 'D2+1', value: '0' }).status).toBe('refused');
	expect(counts({ formula: 'D2+1', value: '87' }).parts[0]?.samples).toBe(173);
	const [fault] = counts({ formula: 'D2+1' }).outcomes.flatMap((of) =>
		of.kind === 'rejected' ? [of.fault] : []
	);
	expect(fault).toMatchObject({ row: 3, column: 'Số mẫu' });
	expect(fault?.expected).toContain('open the file in Excel and save it');
});
it('speeds that were never calculated are told', () => {
	const { status, parts, notes } = draft([
		[...HEAD, 'Mạng', 'Số mẫu', 'Tải xuống trung vị (Mbps)'],
		[...UNIT, 'Di động', 86, { formula: '30+1' }]
	]);
	expect([status, parts[0]?.samples, parts[0]?.rows[0]?.download]).toEqual(['accepted', 86, NaN]);
	expect(notes.map(({ en }) => en).join()).toMatch(
		/"Tải xuống trung vị \(Mbps\)" has a formula without a value.*rows 2/
	);
});
it('a sum below the rows that was never calculated refuses nothing', () => {
	const { status, parts } = draft([
		[...HEAD, 'Mạng', 'Số mẫu'],
		[...UNIT, 'Di động', 86],
		['Tổng cộng', '', '', { formula: 'SUM(D2:D2)' }]
	]);
	expect([status, parts[0]?.samples]).toEqual(['accepted', 86]);
});
