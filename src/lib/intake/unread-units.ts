/** Names of units below a header that nobody knows: without them a commune's figures would be those of its province. */
import type { Level } from '../domain/unit.ts';
import type { Question } from './draft.ts';
import type { UnitFinder } from './finder.ts';
import { examplesOf, type Columns } from './groups.ts';
import type { Role } from './headers.ts';
import { columnLetters, textOf, type Text } from './sheet.ts';
import type { Column, Table } from './tables.ts';
import { both, choice } from './texts.ts';

/** Rows that are looked at. */
const ROWS = 200;

/** What to do about it: a question, or a refusal where there is no header to name in an answer. */
export interface UnreadUnits {
	question?: Question;
	refusal?: { found: string; expected: Text };
}

/**
 * Find a column that is not read and holds names of units below those that are read. Only where rows are known by
 * province or district alone: a column of communes or codes says all.
 */
export function unreadUnits(
	table: Table,
	columns: Columns,
	all: readonly Column[],
	finder: UnitFinder
): UnreadUnits {
	const { of } = columns;
	if (of.code ?? of.unit ?? of.commune) return {};
	const known = (of.district ?? of.districtCode) ? 'district' : 'province';
	const below = finder.units.levels.slice(finder.units.levels.indexOf(known) + 1);
	if (!(of[known] ?? of[`${known}Code`]) || below.length === 0) return {};
	const read = new Set(all.flatMap(({ at, role }) => (role && role !== 'place' ? [at] : [])));
	const width = Math.max(0, ...table.body.slice(0, ROWS).map(({ cells }) => cells.length));
	const [first, last] = [all[0]?.at ?? 0, all.at(-1)?.at ?? width];
	for (let at = first; at <= Math.max(last, first); at++) {
		if (read.has(at) || !holdsUnits(table, at, below, finder)) continue;
		const column = all.find((each) => each.at === at);
		return column?.parts.some(Boolean)
			? { question: questionOf(table, column, known) }
			: { refusal: refusalOf(at) };
	}
	return {};
}

function holdsUnits(
	{ body }: Table,
	at: number,
	levels: readonly Level[],
	finder: UnitFinder
): boolean {
	const texts = body
		.slice(0, ROWS)
		.map(({ cells }) => textOf(cells[at]).trim())
		.filter((text) => /\p{L}/u.test(text) && text.length < 100);
	const units = texts.filter((text) =>
		levels.some((level) => {
			const { places, near } = finder.named(text, level);
			return places.length + near.length > 0;
		})
	);
	return units.length > 0 && units.length * 2 >= texts.length;
}

function questionOf(table: Table, column: Column, known: Role): Question {
	const header = column.parts.join(' ');
	const examples = examplesOf(table, column);
	return {
		about: 'map',
		tables: [table.name],
		found: both(
			`Tiêu đề "${header}" không rõ nghĩa, nhưng các ô là tên đơn vị hành chính; không đọc cột này thì số liệu thành của cả ${known === 'province' ? 'tỉnh' : 'huyện'}`,
			`The header "${header}" is not known, but its cells are names of units; without it the figures would be those of the whole ${known}`
		),
		choices: [
			choice(
				'map',
				`unit=${header}`,
				both(
					`Cột "${header}" là đơn vị của từng dòng`,
					`Column "${header}" is the unit of each row`
				),
				examples
			),
			choice(
				'map',
				`other=${header}`,
				both(
					`Bỏ cột "${header}": mỗi dòng là số liệu của cả ${known === 'province' ? 'tỉnh' : 'huyện'}`,
					`Leave column "${header}" out: each row is of the whole ${known}`
				)
			)
		],
		form: '--map unit="<header>"'
	};
}

function refusalOf(at: number): NonNullable<UnreadUnits['refusal']> {
	const letters = columnLetters(at);
	return {
		found: letters,
		expected: both(
			`cột ${letters} có tên đơn vị hành chính nhưng không có tiêu đề; ghi tiêu đề "Đơn vị" cho cột này rồi nạp lại`,
			`a header above the names of units in column ${letters}: write "Đơn vị" there and add the file again`
		)
	};
}
