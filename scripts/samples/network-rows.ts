/** Rows of a table by network: a network's own row is its total, technologies alone are summed up. */
import { byReading } from '../../src/lib/domain/figures.ts';
import { combineParts } from '../../src/lib/domain/network-parts.ts';
import { networkName, wholeOf } from '../../src/lib/domain/network.ts';
import type { Rejections } from './rejections.ts';
import { withoutRepetitions } from './resolve.ts';
import type { TableRow } from './table.ts';

/**
 * The rows of each network. Rows of a technology without figures of its own, beside a row that counts them, are told and
 * left out; so are parts with more samples than their whole. A sum has no readings: medians can't be added.
 */
export function networkRows(rows: readonly TableRow[], rejections: Rejections): TableRow[] {
	if (rows.every(({ network, technology }) => !technology && wholeOf(network) === null))
		return [...rows];
	const units = new Map<string, TableRow[]>();
	for (const row of rows) {
		const key = `${row.month} ${row.code}`;
		units.set(key, [...(units.get(key) ?? []), row]);
	}
	return [...units.values()].flatMap((unit) => ofUnit(unit, rejections));
}

function ofUnit(rows: readonly TableRow[], rejections: Rejections): TableRow[] {
	const kinds = new Map<string, TableRow[]>();
	for (const row of rows) {
		const key = `${row.network} ${row.technology ?? ''}`;
		kinds.set(key, [...(kinds.get(key) ?? []), row]);
	}
	// Repetitions of a network's own row are found where its month is resolved; those of a technology would be added up.
	const single: TableRow[] = [];
	const unclear = new Set<string>();
	for (const kind of kinds.values()) {
		const [first] = kind as [TableRow];
		const one = first.technology === undefined ? first : withoutRepetitions(kind, rejections);
		if (one) single.push(one);
		else unclear.add(first.network);
	}
	const isUnclear = ({ network, technology }: TableRow) =>
		technology !== undefined && unclear.has(network);
	for (const row of single.filter(isUnclear))
		rejections.add('contradiction', {
			file: row.file,
			row: row.line,
			found: `${row.technology}: ${row.samples} samples`,
			expected: 'a sum of which every technology is known; another one contradicts itself'
		});
	const more = [...kinds.values()].flatMap((kind) =>
		kind[0]!.technology === undefined ? kind.slice(1) : []
	);
	const { networks, within, tooMany } = combineParts(single.filter((row) => !isUnclear(row)));
	for (const row of within)
		rejections.add('part of a total', {
			file: row.file,
			row: row.line,
			found: `${row.technology}: ${row.samples} samples`,
			expected: `nothing beside the row of ${networkName(row.network, 'en')}, which counts them`
		});
	for (const row of tooMany)
		rejections.add('contradiction', {
			file: row.file,
			row: row.line,
			found: `${row.network}: ${row.samples} samples`,
			expected: `no more than ${networkName(wholeOf(row.network)!, 'en')} has, of which it is a part`
		});
	const repeated = more.filter((row) => !tooMany.some((of) => of.network === row.network));
	return [...networks.map(({ network, rows: of }) => sumOf(network, of)), ...repeated];
}

function sumOf(network: TableRow['network'], rows: readonly TableRow[]): TableRow {
	const [first] = rows as [TableRow];
	const row = { ...first, network };
	delete row.technology;
	if (rows.length === 1) return row;
	const samples = rows.reduce((sum, of) => sum + of.samples, 0);
	// Rows of a part stand in its own network, too.
	const own = rows.filter((of) => of.network === network).length;
	return { ...row, rows: own, samples, ...byReading(() => NaN), statistic: undefined };
}
