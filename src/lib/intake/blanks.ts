/** Rows that leave the commune empty: totals of their place, or measurements in it whose commune isn't known. */
import { ancestorRow } from '../domain/unit.ts';
import type { Question } from './draft.ts';
import type { Entry } from './entries.ts';
import { partOf } from './networks.ts';
import { operatorKey } from './other-operators.ts';
import type { Text } from './sheet.ts';
import type { Table } from './tables.ts';
import { both, choice, listed, same } from './texts.ts';

/**
 * Rows that leave the commune empty: less than the communes of the place have together is no total, so it is of
 * measurements whose commune isn't known; as much is the total; more may be either.
 */
export function unknownCommunes(
	entries: readonly Entry[],
	tables: readonly Table[],
	blank: (table: number) => string | undefined,
	result: { questions: Question[]; notes: Text[] }
): Set<Entry> {
	const unknown = new Set<Entry>();
	const blanks = entries.filter(({ isBlank }) => isBlank);
	if (blanks.length === 0) return unknown;
	const sums = new Map<string, number>();
	for (const entry of entries) {
		if (entry.isBlank) continue;
		for (const level of ['province', 'district'] as const) {
			const { units } = entry.names.finder;
			if (!units.of[level] || entry.place.level !== 'commune') continue;
			const row = ancestorRow(units, 'commune', entry.place.row, level);
			const key = keyOf(entry, level, row);
			sums.set(key, (sums.get(key) ?? 0) + entry.samples);
		}
	}
	const open: { entry: Entry; sum: number }[] = [];
	for (const entry of blanks) {
		const sum = sums.get(keyOf(entry, entry.place.level, entry.place.row));
		const answer = blank(entry.table);
		if (sum === undefined || entry.samples === sum) continue;
		if (answer ? answer === 'unknown' : entry.samples < sum) unknown.add(entry);
		else if (!answer) open.push({ entry, sum });
	}
	if (open.length > 0) result.questions.push(blankQuestion(open, tables));
	if (unknown.size > 0) result.notes.push(toldApart([...unknown]));
	return unknown;
}

function keyOf(entry: Entry, level: string, row: number): string {
	const { table, month, network } = entry;
	return [table, month, partOf(network), operatorKey(entry), level, row].join('|');
}

function toldApart(entries: readonly Entry[]): Text {
	const shown = entries.map(
		({ place, samples, names, month }) => `${samples} (${names.finder.describe(place, month)})`
	);
	return both(
		`Mẫu không rõ xã, tính riêng: ${listed(shown).vi}`,
		`Samples of unknown commune, told apart: ${listed(shown).en}`
	);
}

function blankQuestion(
	open: readonly { entry: Entry; sum: number }[],
	tables: readonly Table[]
): Question {
	const names = open.map(
		({ entry, sum }) =>
			`${entry.names.finder.describe(entry.place, entry.month)}: ${entry.samples} > ${sum}`
	);
	return {
		about: 'blank',
		tables: [...new Set(open.map(({ entry }) => tables[entry.table]!.name))],
		found: both(
			`Dòng không ghi xã có nhiều mẫu hơn các xã cộng lại: ${listed(names).vi}`,
			`Rows without a commune have more samples than the communes together: ${listed(names).en}`
		),
		choices: [
			choice(
				'blank',
				'total',
				both('Là tổng của tỉnh, huyện đó', 'They are the totals'),
				open.slice(0, 3).map(({ entry }) => same(String(entry.samples)))
			),
			choice(
				'blank',
				'unknown',
				both('Là mẫu không rõ xã, cộng thêm', 'They are of unknown communes, and add to them'),
				open
					.slice(0, 3)
					.map(({ entry, sum }) => same(`${sum} + ${entry.samples} = ${sum + entry.samples}`))
			)
		],
		form: '--blank total | unknown'
	};
}
