/** Speeds and times in one cell: "68,2/22,7" below "Tải xuống/Tải lên". */
import { isSpeedRole, meaningOf } from './headers.ts';
import type { Prepared } from './prepared.ts';
import { textOf, type Cell, type Text } from './sheet.ts';
import type { Column, Table } from './tables.ts';
import { both } from './texts.ts';

const SIGN = /\s*(?:\/|\||;|\s[-–]\s)\s*/u;
/** Two or three numbers, each with its unit or without. */
const NUMBERS =
	/^\d[\d.,]*\s*(?:[a-zµ]+(?:\/s)?)?(?:\s*(?:\/|\||;|\s[-–]\s)\s*\d[\d.,]*\s*(?:[a-zµ]+(?:\/s)?)?){1,3}$/iu;

/** A table with one column for each reading of cells that hold several, where the header says which. */
export function partedSpeeds(given: Table): Prepared {
	const result: Prepared = { table: given, notes: [] };
	for (const column of given.columns) {
		const texts = given.body.map(({ cells }) => textOf(cells[column.at])).filter(Boolean);
		const both = texts.filter((text) => NUMBERS.test(text));
		if (both.length < Math.max(1, texts.length / 2)) continue;
		const roles = rolesOf(column);
		if (roles && both.every((text) => text.split(SIGN).length === roles.length))
			result.table = parted(result.table, column, roles);
		else if (isOfSpeeds(column)) result.notes.push(hint(column, both[0]!));
	}
	return result;
}

/** Readings that a header names one after the other. */
function rolesOf({ parts }: Column): Column['role'][] | undefined {
	const last = parts.at(-1)!;
	const plain = last.replace(/\([^()]*\)|\[[^[\]]*\]|\b[mkg]?bits?\/s\b/giu, ' ');
	const names = plain.split(/\/|\||;|\s[-–]\s|\s(?:và|and)\s/iu);
	if (names.length < 2 || names.length > 4) return undefined;
	const roles = names.map((name) => meaningOf([name]).role);
	const areReadings = roles.every(isSpeedRole) && new Set(roles).size === roles.length;
	return areReadings ? roles : undefined;
}

function isOfSpeeds({ role, parts }: Column): boolean {
	return (
		isSpeedRole(role) ||
		/tốc\s*độ|speed|tải|download|upload/iu.test(parts.join(' ').normalize('NFC'))
	);
}

function parted(table: Table, column: Column, roles: readonly Column['role'][]): Table {
	const width = Math.max(
		...table.body.map(({ cells }) => cells.length),
		...table.columns.map(({ at }) => at + 1)
	);
	const own = roles.map((role, at): Column => {
		const { latencyUnit, unit, ...rest } = column;
		const isTime = role === 'latency' || role === 'jitter';
		return {
			...rest,
			...(isTime && latencyUnit ? { latencyUnit } : {}),
			...(!isTime && unit ? { unit } : {}),
			role: role!,
			at: width + at,
			parts: [...column.parts, String(at + 1)]
		};
	});
	return {
		...table,
		columns: [
			...table.columns.map((of): Column => (of === column ? { ...of, role: 'other' } : of)),
			...own
		],
		body: table.body.map((row) => {
			const text = textOf(row.cells[column.at]);
			const pieces: Cell[] = NUMBERS.test(text) ? text.split(SIGN) : roles.map(() => null);
			const cells = Array.from({ length: width }, (_, at) => row.cells[at] ?? null);
			return { ...row, cells: [...cells, ...pieces] };
		})
	};
}

function hint({ parts }: Column, text: string): Text {
	const header = parts.join(' / ');
	return both(
		`Cột "${header}" ghi nhiều số trong một ô ("${text}"), không dùng được: tách thành các cột riêng, hoặc ghi tiêu đề theo thứ tự, như "Tải xuống/Tải lên (Mbps)"`,
		`Column "${header}" has several numbers in a cell ("${text}") and can't be used: make a column of each, or name them in the header in their order, as "Tải xuống/Tải lên (Mbps)"`
	);
}
