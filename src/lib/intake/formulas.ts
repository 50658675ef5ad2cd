/** Formulas that whoever wrote a workbook never calculated: their cells hold no value, and are no empty cells. */
import { strFromU8, strToU8, zipSync } from 'fflate';
import type { Group } from './groups.ts';
import type { DataRow } from './rows.ts';
import { isUncalculated, UNCALCULATED, type Text } from './sheet.ts';
import type { Column, Table } from './tables.ts';
import { cellName } from './table-names.ts';
import { both, listed } from './texts.ts';
import { hasFormula, hasHidden, withoutEmptyRows } from './xml-bytes.ts';
import { unzipped } from './zip.ts';
import { partOfZip } from './zip-parts.ts';

const SHEET = /^xl\/worksheets\/[^/]+\.xml$/;
/** A cell with a formula and no value, an empty one, or 0. */
const FORMULA =
	/<((?:\w+:)?)c(\s[^<>]*)?>\s*<\1f(?:\s[^<>]*)?(?:\/>|>[^<]*<\/\1f>)\s*(?:<\1v\s*\/>|<\1v>(0(?:\.0+)?)?<\/\1v>)?\s*<\/\1c>/g;
/** Programs that leave it to Excel to calculate write so; Excel doesn't. */
const IS_LEFT_TO_EXCEL = /<(?:\w+:)?calcPr\s[^<>]*fullCalcOnLoad="(?:1|true)"/;
/** The same in OpenDocument. */
const OPEN_FORMULA =
	/<table:table-cell(\s[^<>]*?table:formula="[^"<>]*"[^<>]*?)\s*(?:\/>|>\s*<\/table:table-cell>)/g;

/**
 * A workbook in which {@link UNCALCULATED} stands where a formula has no value.
 * @param names of what the file holds
 * @param file its name, for messages
 * @param look is handed the XML of each sheet that hides anything
 * @param looksAtAll whether it is handed that of all others, too
 */
export function withFormulasTold(
	bytes: Uint8Array,
	names: readonly string[],
	file: string,
	look: Look = () => {},
	looksAtAll = false
): Uint8Array {
	const changed: Record<string, Uint8Array> = {};
	const book = partOfZip(bytes, 'xl/workbook.xml', file);
	// The library that reads workbooks looks at no checksums.
	partOfZip(bytes, 'xl/sharedStrings.xml', file);
	const isLeft = book !== undefined && IS_LEFT_TO_EXCEL.test(strFromU8(book, true));
	for (const name of names) {
		if (name !== 'content.xml' && !SHEET.test(name)) continue;
		const part = partOfZip(bytes, name, file)!;
		const told =
			name === 'content.xml'
				? toldOpenIn(part, look)
				: toldIn(part, name, isLeft, look, looksAtAll);
		if (told !== part) changed[name] = told;
	}
	if (Object.keys(changed).length === 0) return bytes;
	const others = unzipped(bytes, file, { filter: ({ name }) => !Object.hasOwn(changed, name) });
	return zipSync({ ...others, ...changed }, { level: 0 });
}

type Look = (name: string, xml: string) => void;

function toldOpenIn(part: Uint8Array, look: Look): Uint8Array {
	const xml = strFromU8(part, true);
	look('content.xml', xml);
	const told = xml.replace(OPEN_FORMULA, toldOpen);
	return told === xml ? part : strToU8(told, true);
}

/** As text a large sheet takes half its memory again: only where there is a formula or something hidden. */
function toldIn(
	part: Uint8Array,
	name: string,
	isLeft: boolean,
	look: Look,
	looksAtAll: boolean
): Uint8Array {
	const bytes = withoutEmptyRows(part);
	if (looksAtAll || hasHidden(bytes)) look(name, strFromU8(bytes, true));
	if (!hasFormula(bytes)) return bytes;
	const xml = strFromU8(bytes, true);
	const told = toldSheet(xml, isLeft);
	return told === xml ? bytes : strToU8(told, true);
}

function toldSheet(xml: string, isLeft: boolean): string {
	return xml.replace(FORMULA, (cell: string, prefix: string, written?: string, zero?: string) => {
		const attributes = written ?? '';
		const [type, name = 'n'] = /\st="(\w+)"/.exec(attributes) ?? [];
		// An empty text is a value; so is 0 where Excel wrote it.
		if (name !== 'n' || (zero !== undefined && !isLeft)) return cell;
		const others = type ? attributes.replace(type, '') : attributes;
		return `<${prefix}c${others} t="str"><${prefix}v>${UNCALCULATED}</${prefix}v></${prefix}c>`;
	});
}

function toldOpen(cell: string, attributes: string): string {
	if (/\soffice:value-type=/.test(attributes)) return cell;
	return `<table:table-cell${attributes} office:value-type="string"><text:p>${UNCALCULATED}</text:p></table:table-cell>`;
}

/** What to do about it. */
export const CALCULATE = both(
	'công thức chưa có giá trị: mở tệp bằng Excel rồi lưu lại',
	'a formula without a value: open the file in Excel and save it'
);

/** What formulas without a value leave open of a table. */
export interface Uncalculated {
	notes: Text[];
	/** Counts of rows are among them. */
	refusal?: { found: string; expected: Text };
}

/** Counts and speeds of rows that were never calculated. */
export function uncalculated(
	table: Table,
	groups: readonly Group[],
	data: readonly DataRow[]
): Uncalculated {
	const counts = groups.flatMap(({ samples, excluded }) => [samples, ...excluded]);
	const speeds = groups.flatMap((group) => Object.values(group.speeds));
	const of = (columns: readonly Column[]) =>
		[...new Map(columns.map((column) => [column.at, column])).values()].flatMap((column) => {
			const rows = data.filter(({ row }) => isUncalculated(row.cells[column.at]));
			return rows.length > 0 ? [{ column, lines: rows.map(({ row }) => row.line) }] : [];
		});
	const [count] = of(counts);
	const found: Uncalculated = {
		notes: of(speeds).map(({ column, lines }) => {
			const header = column.parts.join(' / ');
			const rows = listed(lines.map(String), 6);
			return both(
				`Cột "${header}" có ${CALCULATE.vi}; không có tốc độ ở dòng ${rows.vi}`,
				`Column "${header}" has ${CALCULATE.en}; there are no speeds in rows ${rows.en}`
			);
		})
	};
	if (!count) return found;
	const { column, lines } = count;
	const header = column.parts.join(' / ');
	const rows = listed(lines.map(String), 6);
	found.refusal = {
		found: `${cellName(table, lines[0]!, column.at)}: ${UNCALCULATED}`,
		expected: both(
			`số mẫu ở cột "${header}", dòng ${rows.vi}; ${CALCULATE.vi}`,
			`counts in column "${header}", rows ${rows.en}; ${CALCULATE.en}`
		)
	};
	return found;
}
