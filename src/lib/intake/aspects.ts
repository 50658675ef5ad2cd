/**
 * Counts of the same month taken apart by where, when or with what was measured: "Trong nhà" beside "Ngoài trời". As
 * columns of one table they are the parts of a total beside them, or are summed up where that is answered.
 */
import type { AnswerBook } from './answers.ts';
import { isSpeedRole, meaningOf } from './headers.ts';
import type { Column, Table } from './tables.ts';
import { both, listed } from './texts.ts';
import {
	besideTotal,
	headerOf,
	isNumeric,
	leaveSpeeds,
	scopeOf,
	setRole,
	sharesQuestion,
	sumOf,
	sumUp,
	type PartWords,
	type WeeklyTable
} from './weeks.ts';
import { fold } from './words.ts';

const ASPECT =
	/\b(?:trong nha|ngoai troi|ngoai nha|indoors?|outdoors?|trong xe|tren duong|ngoai duong|duong pho|di chuyen|dung yen|ban ngay|ban dem|(?:gio )?cao diem|(?:gio )?thap diem|gio hanh chinh|ngoai gio|ngay thuong|cuoi tuan|noi thanh|ngoai thanh|noi thi|ngoai thi|thanh thi|nong thon|android|i ?os|i ?phone|samsung|oppo|xiaomi|ung dung|tren app|app|tren web|website|web)\b/g;

const WORDS: PartWords = {
	columns: both('các cột thành phần', 'those of its parts'),
	all: both('các phần', 'parts'),
	each: both('từng phần', 'parts')
};

/** The one place, time or device that a text names: "trong nha". */
export function aspectIn(text: string): string | undefined {
	const found = new Set(fold(text).match(ASPECT));
	const [only] = found;
	return found.size === 1 ? only : undefined;
}

/** The one that titles name, as it is written. */
export function aspectOf(titles: readonly string[]): { text: string; part: string } | undefined {
	const named = titles.flatMap((text) => {
		const part = aspectIn(text);
		return part === undefined ? [] : [{ text: text.slice(0, 100), part }];
	});
	return new Set(named.map(({ part }) => part)).size === 1 ? named[0] : undefined;
}

/** What to do where parts are not all or are counted twice. */
export const NOT_ALL = both(
	'Thiếu một phần, hoặc có lần đo nằm ở hai phần: gửi số chung của từng đơn vị',
	'A part is missing, or some measurements are in two: send the count of each unit as a whole'
);

/** Bring columns of parts together, each month, network and operator by itself. */
export function withAspects(given: WeeklyTable, book: AnswerBook): WeeklyTable {
	const { columns } = given;
	const result = { ...given, questions: [...given.questions], notes: [...given.notes] };
	const own = columns.filter((column) => !column.isAnswered && aspectIn(headerOf(column)));
	const scopes = new Map<string, Column[]>();
	for (const column of own.filter((of) => isCount(of, given.table)))
		scopes.set(scopeOf(column), [...(scopes.get(scopeOf(column)) ?? []), column]);
	for (const parts of scopes.values()) {
		const names = parts.map((of) => aspectIn(headerOf(of)));
		if (parts.length < 2 || new Set(names).size !== parts.length) continue;
		const scope = scopeOf(parts[0]!);
		leaveSpeeds(
			own.filter((of) => isSpeedRole(of.role) && scopeOf(of) === scope),
			result,
			WORDS
		);
		const isMonth = (of: Column) =>
			of.role === 'samples' && !own.includes(of) && scopeOf(of) === scope;
		const answered = columns.find((of) => of.isAnswered && isMonth(of));
		const total = answered ?? columns.find(isMonth);
		const isSummed = book.has('shares', 'sum', result.table.name);
		if (total) besideTotal(parts, total, isSummed, result, WORDS);
		else if (isSummed) sumUp(parts, result, WORDS);
		else ask(parts, result);
	}
	return result;
}

/** "Số mẫu trong nhà", or "Trong nhà" alone above numbers. */
function isCount(column: Column, table: Table): boolean {
	if (column.role !== undefined && column.role !== 'samples' && column.role !== 'other')
		return false;
	const rest = fold(headerOf(column))
		.replace(ASPECT, ' ')
		.replace(/\b(?:o|tai|do|tu|tren)\b/g, ' ')
		.trim();
	return (rest === '' || meaningOf([rest]).role === 'samples') && isNumeric(table, column);
}

function ask(parts: readonly Column[], result: WeeklyTable): void {
	const { table } = result;
	setRole(parts, 'other', result);
	const names = parts.map((of) => `"${headerOf(of)}"`);
	const shown = table.body.filter(({ cells }) => sumOf(cells, parts) !== undefined).slice(0, 3);
	result.questions.push(
		sharesQuestion(
			table.name,
			both(
				`Số mẫu chia ra các cột ${listed(names, 6).vi}, không có cột chung`,
				`Counts are parted into columns ${listed(names, 6).en}; there is none of all`
			),
			shown.map(({ cells, line }) =>
				both(`dòng ${line}: ${sumOf(cells, parts)}`, `row ${line}: ${sumOf(cells, parts)}`)
			),
			NOT_ALL
		)
	);
}
