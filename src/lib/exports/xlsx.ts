/** A workbook with a sheet for each level in view and one about method and source. */
import writeExcelFile from 'write-excel-file/universal';
import type { Feature, SheetData } from 'write-excel-file/universal';
import { formatDay } from '../domain/format.ts';
import { LEVEL_UNITS } from '../domain/names.ts';
import { m } from '../i18n/locale.ts';
import { dropForbidden } from '../svg/text.ts';
import { modelOf } from './briefing.ts';
import type { Briefing } from './briefing.ts';
import { statisticText } from './pages.ts';
import type { Make } from './registry.ts';
import { levelsInScope, unitTable, type ColumnKind } from './unit-table.ts';
import { fontsInOrder } from './xlsx-fonts.ts';
import { ruleText } from '../domain/reach-words.ts';

/** Number formats in Excel's own notation; a program shows them in its user's language. */
const FORMAT: Record<Exclude<ColumnKind, 'text'>, string> = {
	whole: '#,##0',
	decimal: '#,##0.0',
	share: '0.00%'
};

const HEADER = {
	fontWeight: 'bold',
	backgroundColor: '#0b4f8a',
	textColor: '#ffffff',
	align: 'center',
	alignVertical: 'center',
	wrap: true
} as const;
const HEADER_HEIGHT = 48;

export const make: Make = async (briefing) => {
	const levels = levelsInScope(briefing);
	const { locale } = briefing.selection;
	const tables = levels.map((level) => unitTable(briefing, level));
	const sheets = tables.map(({ level, columns, rows }) => {
		const header = columns.map((column) => ({
			...HEADER,
			value: column.header,
			height: HEADER_HEIGHT
		}));
		const data: SheetData = rows.map((_, at) =>
			columns.map(({ kind, values }) => {
				const value = values[at]!;
				if (value === null) return null;
				return kind === 'text'
					? { value: dropForbidden(String(value)), type: String }
					: { value: Number(value), type: Number, format: FORMAT[kind] };
			})
		);
		return {
			sheet: sheetName(LEVEL_UNITS[level]({}, { locale })),
			data: [header, ...data],
			columns: columns.map(({ width }) => ({ width })),
			stickyRowsCount: 1,
			stickyColumnsCount: 2
		};
	});
	const about = {
		sheet: m.sheet_about({}, { locale }),
		data: aboutRows(briefing),
		columns: [{ width: 24 }, { width: 110 }]
	};
	const filters = filterFeature(
		tables.map(({ columns, rows }) => `A1:${letters(columns.length)}${rows.length + 1}`),
		sheets.map(({ sheet }) => sheet)
	);
	const blob = await writeExcelFile([...sheets, about], {
		fontFamily: 'Calibri',
		features: [filters, fontsInOrder]
	}).toBlob();
	return new Uint8Array(await blob.arrayBuffer());
};

function aboutRows(briefing: Briefing): SheetData {
	const { locale } = briefing.selection;
	const words = { locale };
	const model = modelOf(briefing);
	const { title, sentence, notes, threshold } = model;
	const rows: [string, string][] = [
		[m.about_row_title({}, words), title],
		[m.about_row_summary({}, words), sentence],
		...(threshold === null
			? []
			: [[m.about_row_rule({}, words), ruleText(threshold, locale)] as [string, string]]),
		[m.about_row_speeds({}, words), statisticText(model)],
		...notes.map((note): [string, string] => [m.about_row_note({}, words), note]),
		[m.about_row_edition({}, words), briefing.input.edition],
		[m.about_row_source({}, words), briefing.input.source],
		[m.about_row_made({}, words), formatDay(briefing.made, locale)]
	];
	return rows.map(([name, text]) => [
		{ value: name, fontWeight: 'bold', alignVertical: 'top' },
		{ value: dropForbidden(text), wrap: true, type: String }
	]);
}

/** Excel allows 31 letters, and some signs not at all. */
function sheetName(text: string): string {
	const name = text.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);
	return name.charAt(0).toLocaleUpperCase('vi') + name.slice(1);
}

/** Name of the last column: 1 is A, 27 is AA. */
function letters(count: number): string {
	const rest = (count - 1) % 26;
	const ahead = Math.floor((count - 1) / 26);
	return (ahead > 0 ? letters(ahead) : '') + String.fromCharCode(65 + rest);
}

/**
 * The library writes no filters, and nothing of paper: the filter stands right behind the data, all columns go on one
 * page (ECMA-376, part 1, 18.3.1.99), and each page bears the heads (18.2.5).
 */
function filterFeature(ranges: readonly string[], names: readonly string[]): Feature<Blob> {
	const heads = names.map(
		(name, at) =>
			`<definedName name="_xlnm.Print_Titles" localSheetId="${at}">'${name.replaceAll("'", "''")}'!$1:$1</definedName>`
	);
	return {
		files: {
			transform: {
				'xl/workbook.xml': {
					transform: (content) =>
						content.replace(
							'<definedNames/>',
							() => `<definedNames>${heads.join('')}</definedNames>`
						)
				},
				'xl/worksheets/sheet{id}.xml': {
					transform(content, _options, { sheetIndex }) {
						const range = ranges[sheetIndex];
						if (range === undefined) return content;
						return content
							.replace(
								'<sheetViews>',
								'<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'
							)
							.replace(
								'</sheetData>',
								`</sheetData><autoFilter ref="${range}"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>`
							);
					}
				}
			}
		}
	};
}
