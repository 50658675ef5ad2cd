/** Rows that somebody struck through in Excel do not count, and that is told; cells that count all the same are told, too. */
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { sheetsOfBytes } from '../../src/lib/intake/decode.ts';
import { buildDraft, type Answers } from '../../src/lib/intake/index.ts';
import { askedOf, realContext, samplesOf } from '../testing/short-tables.ts';
import { workbook, type WorkbookCell } from '../testing/workbook.ts';

const context = await realContext();
const TITLE = ['Số mẫu đo di động tháng 10/2026'];
const HEADER = ['Mã xã', 'Tên xã', 'Số mẫu'];
const struck = (...cells: (string | number)[]): WorkbookCell[] =>
	cells.map((cell) => ({ struck: cell }));
const draft = (rows: WorkbookCell[][], answers: Answers = {}) =>
	buildDraft(sheetsOfBytes(workbook({ T10: rows }), 'tệp.xlsx'), answers, context);
const notes = (of: ReturnType<typeof draft>) => of.notes.map(({ en }) => en).join('\n');
const GOOD: WorkbookCell[][] = [TITLE, HEADER, ['00004', 'Phường Ba Đình', 86]];

describe('a row that is struck through', () => {
	it('as a whole, or in its count, is left out and told', () => {
		for (const row of [
			struck('00008', 'Phường Ngọc Hà', 92),
			['00008', 'Phường Ngọc Hà', { struck: 92 }]
		] as WorkbookCell[][]) {
			const found = draft([...GOOD, row]);
			expect([found.status, samplesOf(found), found.rowsRead]).toEqual([
				'accepted',
				'2026-10 86',
				1
			]);
			expect(notes(found)).toMatch(/^1 rows .*struck through do not count: rows 4 /);
			expect(found.outcomes.filter((of) => 'what' in of && of.what === 'struck')).toHaveLength(1);
		}
	});
	it('in its name alone counts, and that is told', () => {
		const found = draft([...GOOD, ['00008', { struck: 'Phường Ngọc Hà' }, 92]]);
		expect([samplesOf(found), notes(found)]).toEqual([
			'2026-10 178',
			expect.stringContaining('1 cells that are struck through count all the same')
		]);
	});
	it('that the total has in it is asked about', () => {
		const rows = [...GOOD, struck('00008', 'Phường Ngọc Hà', 92)];
		expect(askedOf(draft([...rows, [null, 'Tổng cộng', 178]]))).toBe('total');
		expect(samplesOf(draft([...rows, [null, 'Tổng cộng', 86]]))).toBe('2026-10 86');
	});
	it('is no other row', () => {
		const found = draft([...GOOD, ['00008', 'Phường Ngọc Hà', 92]]);
		expect([samplesOf(found), notes(found)]).toEqual(['2026-10 178', '']);
	});
});

it('a row that is struck through in OpenDocument is left out alike', () => {
	const cell = (text: string, style: string) =>
		`<table:table-cell table:style-name="${style}" office:value-type="string"><text:p>${text}</text:p></table:table-cell>`;
	const row = (style: string, ...texts: string[]) =>
		`<table:table-row>${texts.map((text) => cell(text, style)).join('')}</table:table-row>`;
	const style = (name: string, line: string) =>
		`<style:style style:name="${name}" style:family="table-cell"><style:text-properties style:text-line-through-style="${line}"/></style:style>`;
	const names = ['office', 'table', 'text', 'style']
		.map((of) => `xmlns:${of}="urn:oasis:names:tc:opendocument:xmlns:${of}:1.0"`)
		.join(' ');
	const bytes = zipSync({
		mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'),
		'content.xml': strToU8(
			`<office:document-content ${names}><office:automatic-styles>${style('ce1', 'solid')}${style('ce2', 'none')}</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="T10">${row('ce2', ...TITLE)}${row('ce2', ...HEADER)}<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>${row('ce2', '00004', 'Phường Ba Đình', '86')}${row('ce1', '00008', 'Phường Ngọc Hà', '92')}</table:table></office:spreadsheet></office:body></office:document-content>`
		),
		'META-INF/manifest.xml': strToU8('<manifest/>')
	});
	const found = buildDraft(sheetsOfBytes(bytes, 'tệp.ods'), {}, context);
	expect([found.status, samplesOf(found)]).toEqual(['accepted', '2026-10 86']);
	expect(notes(found)).toMatch(/struck through do not count: rows 6 /);
});
