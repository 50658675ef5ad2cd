/** Counts with something beside them in one cell: "412/300" of a threshold, "412 (137%)", "412 (đạt)". */
import { NETWORKS, thresholdOf } from '../domain/network.ts';
import { meaningOf } from './headers.ts';
import { parseWhole } from './numbers.ts';
import type { Prepared } from './prepared.ts';
import { textOf, type Text } from './sheet.ts';
import type { Column, Table } from './tables.ts';
import { both } from './texts.ts';
import { isTotal } from './words.ts';

const NUMBER = String.raw`(\d[\d.,\s]*)`;
const OF = new RegExp(String.raw`^${NUMBER}\/\s*${NUMBER}$`, 'u');
const SHARE = new RegExp(
	String.raw`^${NUMBER}(?:[-–;/|]\s*|\(\s*|\[\s*)(?:đạt\s*|bằng\s*|=\s*)?\d[\d.,]*\s*%\s*[)\]]?$`,
	'iu'
);
/** What is said of a count in words, or by a sign that leads to a note. */
const REMARK = new RegExp(
	String.raw`^${NUMBER}(?:mẫu|lượt|phép\s*đo)?\s*(?:[([]\s*(?:đạt|chưa\s*đạt|không\s*đạt|đủ|chưa\s*đủ|thiếu|vượt|không\s*có(?:\s*mẫu)?|ok|\*+)\s*[)\]]|\*+)$`,
	'iu'
);

/** A table with counts alone in the cells of counts. */
export function plainCounts(given: Table): Prepared {
	const result: Prepared = { table: given, notes: [] };
	for (const column of given.columns) {
		const counted = asCount(column, given);
		if (!counted) continue;
		const cells = new Map<number, { count: string; text: string }>();
		const { table } = result;
		const rows = table.body.filter((row) => !row.cells.some((cell) => isTotal(textOf(cell))));
		const whole = wholeOf(rows.map(({ cells: of }) => textOf(of[column.at])));
		if (whole === 'open') {
			const first = rows
				.map(({ cells: of }) => textOf(of[column.at]))
				.find((text) => OF.test(text))!;
			result.refusal ??= { found: `${column.parts.join(' / ')}: ${first}`, expected: ONE_NUMBER };
			continue;
		}
		for (const { line, cells: of } of table.body) {
			const text = textOf(of[column.at]).normalize('NFC').slice(0, 60);
			const count = countBeside(text, whole);
			if (count !== undefined) cells.set(line, { count, text });
		}
		if (cells.size === 0) continue;
		result.table = {
			...table,
			columns: table.columns.map((of) => (of.at === column.at ? counted : of)),
			body: table.body.map((row) => {
				const own = cells.get(row.line);
				return own
					? { ...row, cells: row.cells.map((cell, at) => (at === column.at ? own.count : cell)) }
					: row;
			})
		};
		result.notes.push(note(counted, [...cells.values()]));
	}
	return result;
}

const ONE_NUMBER = both(
	'một số trong mỗi ô: tách thành hai cột, mỗi cột một tiêu đề (Số mẫu, Ngưỡng)',
	'one number a cell: make two columns of it, each with its header (Số mẫu, Ngưỡng)'
);

/** A column of counts; "Số mẫu/ngưỡng" is one where each of its cells holds both. */
function asCount(column: Column, { body }: Table): Column | undefined {
	if (column.role === 'samples') return column;
	const last = column.parts.at(-1)!;
	const [own, ...others] = last.split('/');
	if (others.length !== 1 || (column.role !== undefined && column.role !== 'other'))
		return undefined;
	const texts = body.map(({ cells }) => textOf(cells[column.at])).filter(Boolean);
	if (texts.length === 0 || !texts.every((text) => OF.test(text))) return undefined;
	const meaning = meaningOf([...column.parts.slice(0, -1), own!]);
	return meaning.role === 'samples'
		? { ...meaning, at: column.at, parts: column.parts }
		: undefined;
}

/** The one number that all counts are of; `open` where they are of several, nothing where they are of none. */
function wholeOf(texts: readonly string[]): number | 'open' | undefined {
	const pairs = texts.flatMap((text) => {
		const [, , whole] = OF.exec(text) ?? [];
		return whole === undefined ? [] : [parseWhole(whole)];
	});
	if (pairs.length === 0) return undefined;
	const [first] = pairs;
	const isOne = first !== undefined && pairs.every((of) => of === first);
	const isKnown = pairs.length > 1 || NETWORKS.some((of) => thresholdOf(of) === first);
	return isOne && isKnown ? first : 'open';
}

/** What stands before the rest; of a total's "982/900" the 900 is made of the rows' own. */
function countBeside(text: string, whole: number | undefined): string | undefined {
	const [, count, of] = OF.exec(text) ?? [];
	if (count !== undefined && whole !== undefined) {
		const own = parseWhole(of!);
		return own !== undefined && whole > 0 && own % whole === 0 ? count.trim() : undefined;
	}
	const [, alone] = SHARE.exec(text) ?? REMARK.exec(text) ?? [];
	return alone === undefined || parseWhole(alone) === undefined ? undefined : alone.trim();
}

function note({ parts }: Column, cells: readonly { count: string; text: string }[]): Text {
	const header = parts.join(' / ');
	const [{ count, text }] = cells as [(typeof cells)[number]];
	return both(
		`Cột "${header}": ở ${cells.length} dòng ô ghi thêm chữ hoặc số khác, chỉ lấy số mẫu đứng trước, như "${text}" = ${count}`,
		`Column "${header}": in ${cells.length} rows more stands behind the count, which alone is taken, as "${text}" = ${count}`
	);
}
