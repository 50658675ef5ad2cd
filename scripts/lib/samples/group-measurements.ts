/** Figures of all units from the measurements of one month and network. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { OrderStatistics, type GroupFigures } from './order-statistics.ts';
import { storedRow, type StoredNumber, type StoredRow } from './stored-table.ts';
import type { UnitTree } from './unit-tree.ts';
import { itemsOf } from './vectors.ts';

const SPEEDS = ['download', 'upload', 'latency'] as const;
type Speed = (typeof SPEEDS)[number];
/** Mbit/s; targets of Decision 36/QD-TTg for 4G and 5G. */
const TARGETS = [40, 100] as const;

/**
 * Count and sum up the accepted measurements of one month and network.
 * A province without any measurement has no data; in the others a unit without measurements has 0 samples.
 * @param where SQL that chooses the rows of `staged`
 */
export async function groupMeasurements(
	connection: DuckDBConnection,
	where: string,
	tree: UnitTree,
	hasOperator: boolean
): Promise<StoredRow[]> {
	const operators = hasOperator ? await operatorsOf(connection, where) : [];
	const size = tree.codes.length;
	const groupsOf = (leaf: number, operator: number) => {
		const own = tree.groups.subarray(tree.starts[leaf], tree.starts[leaf + 1]);
		return operator === 0 ? [...own] : [...own, ...own.map((group) => operator * size + group)];
	};
	const hasOperators = operators.length > 0;
	const counts = await countGroups(
		connection,
		where,
		hasOperators,
		size * (operators.length + 1),
		groupsOf
	);
	const figures = new Map<Speed, GroupFigures>();
	let shares: Float64Array[] = [];
	for (const speed of SPEEDS) {
		const sorted = await sortedFigures(connection, where, speed, counts[speed], tree, hasOperators);
		figures.set(speed, sorted.figures);
		if (speed === 'download') shares = sorted.shares;
	}
	const rows: StoredRow[] = [];
	for (let group = 0; group < counts.samples.length; group++) {
		const samples = counts.samples[group]!;
		const unit = group % size;
		const province = tree.province[unit]!;
		const isKnown = group < size && province >= 0 && counts.samples[province]! > 0;
		if (samples === 0 && !isKnown) continue;
		const known: Partial<Record<StoredNumber, number>> = { samples };
		for (const speed of SPEEDS) {
			const of = figures.get(speed)!;
			known[speed] = of.median[group]!;
			known[`${speed}_mean`] = of.mean[group]!;
			for (const name of ['p10', 'p90', 'low', 'high'] as const)
				known[`${speed}_${name}`] = of[name][group]!;
		}
		TARGETS.forEach((target, at) => (known[`share_${target}`] = shares[at]![group]!));
		const operator = group < size ? '' : operators[Math.floor(group / size) - 1]!;
		rows.push({ ...storedRow(tree.codes[unit]!, known), operator });
	}
	return rows;
}

/** Operators of the rows, in the order of their numbers from 1; none when there is no such column. */
async function operatorsOf(connection: DuckDBConnection, where: string): Promise<string[]> {
	const result = await connection.runAndReadAll(
		`SELECT DISTINCT operator FROM staged WHERE ${where} AND operator IS NOT NULL AND operator <> '' ORDER BY operator`
	);
	const operators = result.getColumns()[0]?.map(String) ?? [];
	await connection.run('CREATE OR REPLACE TABLE operators (name VARCHAR, number INTEGER)');
	for (const [at, name] of operators.entries())
		await connection.run('INSERT INTO operators VALUES ($1, $2)', [name, at + 1]);
	return operators;
}

/** How many measurements, and how many with each speed, every group has. */
async function countGroups(
	connection: DuckDBConnection,
	where: string,
	hasOperators: boolean,
	size: number,
	groupsOf: (leaf: number, operator: number) => readonly number[]
): Promise<Record<'samples' | Speed, Uint32Array>> {
	const counts = {
		samples: new Uint32Array(size),
		download: new Uint32Array(size),
		upload: new Uint32Array(size),
		latency: new Uint32Array(size)
	};
	const result = await connection.runAndReadAll(`
		SELECT leaf, ${hasOperators ? 'coalesce(number, 0)::INTEGER' : '0'}, count(*)::INTEGER, count(download)::INTEGER, count(upload)::INTEGER, count(latency)::INTEGER
		FROM staged ${hasOperators ? 'LEFT JOIN operators ON operator = name' : ''} WHERE ${where} GROUP BY ALL`);
	for (const row of result.getRows() as number[][]) {
		for (const group of groupsOf(row[0]!, row[1]!)) {
			counts.samples[group]! += row[2]!;
			SPEEDS.forEach((speed, at) => (counts[speed][group]! += row[3 + at]!));
		}
	}
	return counts;
}

/** DuckDB sorts, on disk if need be; one pass over the sorted values gives the figures of all groups. */
async function sortedFigures(
	connection: DuckDBConnection,
	where: string,
	speed: Speed,
	counts: Uint32Array,
	tree: UnitTree,
	hasOperators: boolean
): Promise<{ figures: GroupFigures; shares: Float64Array[] }> {
	const statistics = new OrderStatistics(counts);
	const { starts, groups, codes } = tree;
	const below: Uint32Array[] = [];
	const result = await connection.stream(
		hasOperators
			? `SELECT ${speed}, leaf, coalesce(number, 0)::INTEGER FROM staged LEFT JOIN operators ON operator = name WHERE ${where} AND ${speed} IS NOT NULL ORDER BY ${speed}`
			: `SELECT ${speed}, leaf FROM staged WHERE ${where} AND ${speed} IS NOT NULL ORDER BY ${speed}`
	);
	for (;;) {
		const chunk = await result.fetchChunk();
		if (!chunk || chunk.rowCount === 0) break;
		const values = itemsOf<Float64Array>(chunk.getColumnVector(0));
		const leaves = itemsOf<Int32Array>(chunk.getColumnVector(1));
		const operators = hasOperators ? itemsOf<Int32Array>(chunk.getColumnVector(2)) : undefined;
		for (let row = 0; row < values.length; row++) {
			const value = values[row]!;
			while (below.length < TARGETS.length && value >= TARGETS[below.length]!)
				below.push(statistics.ranks.slice());
			const end = starts[leaves[row]! + 1]!;
			const more = operators ? operators[row]! * codes.length : 0;
			for (let at = starts[leaves[row]!]!; at < end; at++) {
				statistics.add(groups[at]!, value);
				if (more > 0) statistics.add(more + groups[at]!, value);
			}
		}
	}
	const figures = statistics.figures();
	const shares = TARGETS.map((_, at) => {
		const under = below[at] ?? counts;
		return Float64Array.from(counts, (count, group) => (count - under[group]!) / count);
	});
	return { figures, shares };
}
