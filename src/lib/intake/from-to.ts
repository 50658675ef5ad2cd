/** Columns of the first and the last day of a row's figures: "Từ ngày", "Đến ngày". */
import { isSerialDay, dateOfSerial, dayOf } from './period.ts';
import type { Prepared } from './prepared.ts';
import { textOf, type Cell } from './sheet.ts';
import type { Column, Table } from './tables.ts';
import { both } from './texts.ts';
import { fold } from './words.ts';

const FROM = /^(?:tu|tu ngay|ngay bat dau|bat dau|from|from date|start|start date|date from)$/;
const TO = /^(?:den|den ngay|toi ngay|ngay ket thuc|ket thuc|to|to date|end|end date|date to)$/;
const MS_PER_DAY = 86_400_000;
const MOST_DAYS = 31;

/** A table with a column of the days of each row, which is read as its month. */
export function spansAsMonths(table: Table): Prepared {
	const named = (words: RegExp) =>
		table.columns.find(({ parts }) => words.test(fold(parts.at(-1)!)));
	const [from, to] = [named(FROM), named(TO)];
	const hasMonth = table.columns.some(({ role, month }) => role === 'month' || month);
	if (!from || !to || hasMonth) return { table, notes: [] };
	const cellsOf = ({ at }: Column) => table.body.map(({ cells }) => cells[at] ?? null);
	const isMonthFirst = [...cellsOf(from), ...cellsOf(to)].some(
		(cell) => Number(partsOf(cell)?.[1]) > 12
	);
	const spans = table.body.map(({ cells }) => {
		const [first, last] = [from, to].map(({ at }) => dayIn(cells[at] ?? null, isMonthFirst));
		return first && last ? { first, last } : undefined;
	});
	const longer = spans.find((span) => span && daysOf(span) > MOST_DAYS);
	const at = Math.max(
		...table.body.map(({ cells }) => cells.length),
		...table.columns.map((column) => column.at + 1)
	);
	const days: Column = {
		at,
		parts: [`${from.parts.at(-1)!} – ${to.parts.at(-1)!}`],
		role: 'month'
	};
	return {
		table: {
			...table,
			columns: [
				...table.columns.map((of): Column =>
					of === from || of === to ? { ...of, role: 'other' } : of
				),
				days
			],
			body: table.body.map((row, index) => {
				const span = spans[index];
				const cells = Array.from({ length: at }, (_, of) => row.cells[of] ?? null);
				return {
					...row,
					cells: [...cells, span ? `${written(span.first)} - ${written(span.last)}` : null]
				};
			})
		},
		notes: [],
		...(longer
			? {
					refusal: {
						found: `${written(longer.first)} – ${written(longer.last)}`,
						expected: both(
							'mỗi dòng một tháng: từ ngày đầu đến ngày cuối của tháng đó',
							'a month a row: from its first to its last day'
						)
					}
				}
			: {})
	};
}

function partsOf(cell: Cell): RegExpExecArray | null {
	const [, ...rest] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b/.exec(textOf(cell)) ?? [];
	return rest.length > 0 ? (rest as unknown as RegExpExecArray) : null;
}

/** `YYYY-MM-DD` */
function dayIn(cell: Cell, isMonthFirst: boolean): string | undefined {
	if (cell instanceof Date) return dayOf(cell);
	if (typeof cell === 'number' && isSerialDay(cell)) return dayOf(dateOfSerial(cell));
	const parts = partsOf(cell);
	const [, iso] = /^(\d{4}-\d{2}-\d{2})(?!\d)/.exec(textOf(cell)) ?? [];
	if (!parts) return iso;
	const [a, b, year] = parts as unknown as [string, string, string];
	const [day, month] = isMonthFirst ? [b, a] : [a, b];
	const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
	return Number.isNaN(Date.parse(text)) ? undefined : text;
}

function daysOf({ first, last }: { first: string; last: string }): number {
	return (Date.parse(last) - Date.parse(first)) / MS_PER_DAY + 1;
}

function written(day: string): string {
	return day.split('-').reverse().join('/');
}
