/** Small Excel workbooks for tests, as bytes. */
import { strToU8, zipSync } from 'fflate';

/** What a cell of a test holds: a formula has the value that Excel last computed. */
export type WorkbookCell =
	string | number | Date | null | { formula: string; value: number } | { struck: string | number };

/** What the sheets of a workbook do not show; both are counted from 1. */
interface Unseen {
	rows?: readonly number[];
	columns?: readonly number[];
}

/** A workbook with the given sheets; `merged` holds ranges such as `A2:A4`. */
export function workbook(
	sheets: Record<string, WorkbookCell[][]>,
	merged: readonly string[] = [],
	unseen: Unseen = {}
): Uint8Array {
	const names = Object.keys(sheets);
	const files: Record<string, string> = {
		'[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${names.map((_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
		'_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		'xl/workbook.xml': `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${names.map((name, at) => `<sheet name="${escape(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`,
		'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${names.map((_, at) => `<Relationship Id="rId${at + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
		'xl/styles.xml': `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="3"><font/><font><strike/><sz val="11"/></font><font><strike val="0"/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/><xf numFmtId="0" fontId="1" applyFont="1"><alignment/></xf><xf numFmtId="0" fontId="2"/></cellXfs></styleSheet>`
	};
	names.forEach((name, at) => {
		const rows = sheets[name]!.map(
			(cells, row) =>
				`<row r="${row + 1}"${unseen.rows?.includes(row + 1) ? ' hidden="1"' : ''}>${cells.map((cell, column) => cellXml(cell, `${letter(column)}${row + 1}`)).join('')}</row>`
		);
		const columns = (unseen.columns ?? [])
			.map((of) => `<col min="${of}" max="${of}" width="9" hidden="1"/>`)
			.join('');
		const merges = merged.map((range) => `<mergeCell ref="${range}"/>`).join('');
		files[`xl/worksheets/sheet${at + 1}.xml`] =
			`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${columns ? `<cols>${columns}</cols>` : ''}<sheetData>${rows.join('')}</sheetData>${merges ? `<mergeCells>${merges}</mergeCells>` : ''}</worksheet>`;
	});
	return zipSync(
		Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))
	);
}

function cellXml(cell: WorkbookCell, place: string): string {
	if (cell === null) return '';
	if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
	if (cell instanceof Date) {
		const serial = (cell.getTime() - Date.UTC(1899, 11, 30)) / 86_400_000;
		return `<c r="${place}" s="1"><v>${serial}</v></c>`;
	}
	if (typeof cell === 'object' && 'struck' in cell)
		return cellXml(cell.struck, place).replace('<c ', '<c s="2" ');
	if (typeof cell === 'object')
		return `<c r="${place}"><f>${escape(cell.formula)}</f><v>${cell.value}</v></c>`;
	return `<c r="${place}" t="inlineStr"><is><t>${escape(cell)}</t></is></c>`;
}

function letter(column: number): string {
	return String.fromCharCode(65 + column);
}

function escape(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
