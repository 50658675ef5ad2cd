/** Sheets and tables that give the same units other figures, a draft beside the final one: which of them holds is asked. */
import type { Question } from './draft.ts';
import type { Entry } from './entries.ts';
import { sheetTitle } from './sheet.ts';
import type { Table } from './tables.ts';
import { both, choice, listed, same, wayOut } from './texts.ts';

/** Fewer units than this share of a table that differ are wrong rows, not another table for the same. */
const LEAST_SHARE = 0.1;

/**
 * What is asked of tables that contradict each other.
 * @param clashing entries of one unit, month, network and operator that do not agree
 * @param entries all of them
 */
export function whichTables(
	clashing: readonly (readonly Entry[])[],
	entries: readonly Entry[],
	tables: readonly Table[]
): Question[] {
	const sizes = new Map<number, number>();
	for (const { table } of entries) sizes.set(table, (sizes.get(table) ?? 0) + 1);
	const pairs = new Map<string, Entry[][]>();
	for (const group of clashing) {
		const of = [...new Set(group.map(({ table }) => table))].sort((a, b) => a - b);
		of.forEach((a, at) => {
			for (const b of of.slice(at + 1)) {
				const key = `${a} ${b}`;
				pairs.set(key, [...(pairs.get(key) ?? []), [...group]]);
			}
		});
	}
	const joined = new Map<number, number>();
	const shown = new Map<number, Entry[][]>();
	for (const [key, groups] of pairs) {
		const [a, b] = key.split(' ').map(Number) as [number, number];
		if (groups.length < LEAST_SHARE * Math.min(sizes.get(a)!, sizes.get(b)!)) continue;
		const root = joined.get(a) ?? joined.get(b) ?? a;
		for (const of of [a, b]) joined.set(of, root);
		shown.set(root, [...(shown.get(root) ?? []), ...groups]);
	}
	return [...shown].map(([root, groups]) =>
		question(
			[...joined].flatMap(([table, of]) => (of === root ? [table] : [])).sort((a, b) => a - b),
			groups,
			tables
		)
	);
}

/** As `--skip` calls a table: its sheet, where that has no other and no other file has one of that name. */
function nameOf(table: Table, tables: readonly Table[]): string {
	const inSheet = tables.filter((of) => of?.sheet === table.sheet);
	if (inSheet.length > 1) return table.name;
	const isNamedAlone = !tables.some(
		(of) => of && of.sheet !== table.sheet && of.sheet.name === table.sheet.name
	);
	return isNamedAlone ? table.name : sheetTitle(table.sheet);
}

function question(
	clashing: readonly number[],
	groups: readonly Entry[][],
	tables: readonly Table[]
): Question {
	const names = clashing.map((table) => nameOf(tables[table]!, tables));
	const quoted = listed(
		names.map((name) => `"${name}"`),
		5
	);
	const units = new Set(groups.map(([first]) => first!.place.code)).size;
	return {
		about: 'skip',
		tables: names,
		found: both(
			`${quoted.vi} ghi số khác nhau cho cùng ${units} đơn vị, tháng và mạng: bảng nào là bản đúng?`,
			`${quoted.en} give other figures for the same ${units} units, months and networks: which of them holds?`
		),
		choices: [
			...clashing.map((table, at) =>
				choice(
					'skip',
					names[at]!,
					both(`Bỏ qua "${names[at]}"`, `Leave "${names[at]}" out`),
					groups.slice(0, 3).flatMap((group) => {
						const kept = group.find((of) => of.table !== table);
						return kept ? [same(`${kept.place.code}: ${kept.samples}`)] : [];
					})
				)
			),
			wayOut(
				both(
					'Nếu là số của các tháng hoặc mạng khác nhau: ghi tháng, mạng vào tiêu đề từng bảng',
					'If they are of other months or networks: say so in the title of each table'
				)
			)
		],
		form: clashing.length > 2 ? '--skip "<table>" --skip "<table>"' : '--skip "<table>"'
	};
}
