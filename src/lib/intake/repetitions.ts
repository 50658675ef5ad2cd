/** Entries of one unit, month, network and operator: the same twice is one, others contradict each other. */
import type { Combined } from './combine.ts';
import type { Reason } from './draft.ts';
import type { Entry, Problem } from './entries.ts';
import { SPEED_ROLES } from './headers.ts';
import { partOf } from './networks.ts';
import { operatorKey } from './other-operators.ts';
import { sheetTitle, type Text } from './sheet.ts';
import type { Table } from './tables.ts';
import { both, faultIn } from './texts.ts';

/** Put a value into its group. */
export function put<T>(groups: Map<string, T[]>, key: string, value: T): void {
	const group = groups.get(key);
	if (group) group.push(value);
	else groups.set(key, [value]);
}

/** Entries that stand: what is said twice stands once, what contradicts itself not at all. */
export function withoutRepetitions(
	entries: readonly Entry[],
	tables: readonly Table[],
	result: Combined
): Entry[] {
	const groups = new Map<string, Entry[]>();
	for (const entry of entries)
		put(
			groups,
			[
				entry.month,
				partOf(entry.network),
				operatorKey(entry),
				entry.place.code,
				entry.isBlank,
				entry.isEstimated
			].join('|'),
			entry
		);
	const standing: Entry[] = [];
	for (const group of groups.values()) {
		if (group.length === 1) {
			standing.push(group[0]!);
			continue;
		}
		// A name that was shortened to fit gives way to one that fits as it is.
		const strong = group.filter(({ isWeak }) => !isWeak);
		const firm = strong.length > 0 ? strong : group;
		const [first] = firm;
		const isOne = firm.every((entry) => isSame(entry, first!));
		if (isOne) standing.push(first!);
		else result.clashing.push(firm);
		for (const entry of group) {
			if (isOne && entry === first) continue;
			const other = group.find((of) => of !== entry)!;
			if (entry.isWeak && strong.length > 0 && !isSame(entry, first!))
				result.problems.push(waiting(entry, tables, other));
			else
				result.problems.push(
					rejected(
						entry,
						tables,
						isOne && isSame(entry, first!) ? 'duplicate' : 'contradiction',
						other
					)
				);
		}
	}
	return standing;
}

function isSame(a: Entry, b: Entry): boolean {
	return a.samples === b.samples && SPEED_ROLES.every((role) => Object.is(a[role], b[role]));
}

function describe({ place, samples, download }: Entry): Text {
	const speed = Number.isNaN(download) ? '' : `, ${download} Mbit/s`;
	return both(`${place.code}: ${samples} mẫu${speed}`, `${place.code}: ${samples} samples${speed}`);
}

function rejected(entry: Entry, tables: readonly Table[], reason: Reason, other: Entry): Problem {
	const title = sheetTitle(tables[other.table]!.sheet);
	const says = both(
		`dòng ${other.line} của ${title} ghi ${describe(other).vi}`,
		`row ${other.line} of ${title} says ${describe(other).en}`
	);
	const expected =
		reason === 'duplicate'
			? both(`mỗi đơn vị một lần; ${says.vi}`, `each unit once; ${says.en}`)
			: both(`mỗi đơn vị một dòng; ${says.vi}`, `one row a unit; ${says.en}`);
	return {
		table: entry.table,
		line: entry.line,
		kind: 'rejected',
		reason,
		fault: faultIn(
			{
				file: sheetTitle(tables[entry.table]!.sheet),
				row: entry.line,
				...(entry.column === undefined ? {} : { column: entry.column })
			},
			{
				found: describe(entry),
				expected,
				...(reason === 'contradiction'
					? { remedy: both('Xóa dòng sai', 'Remove the wrong row') }
					: {})
			}
		)
	};
}

/** Refuse an entry that contradicts another. */
export function refuse(
	entry: Entry,
	tables: readonly Table[],
	other: Entry,
	result: Combined
): void {
	result.refused.add(entry);
	for (const of of entry.parts ?? [entry])
		result.problems.push(rejected(of, tables, 'contradiction', other));
}

function waiting(entry: Entry, tables: readonly Table[], other: Entry): Problem {
	const { fault } = rejected(entry, tables, 'ambiguous unit', other) as Extract<
		Problem,
		{ kind: 'rejected' }
	>;
	return {
		table: entry.table,
		line: entry.line,
		kind: 'waiting',
		reason: 'ambiguous unit',
		fault,
		candidates: entry.candidates
	};
}
