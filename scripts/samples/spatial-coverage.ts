/** Spatial coverage: the share of a unit's inhabited hexagons that have measurements. */
import type { UnitHexagons } from './unit-hexagons.ts';
import type { UnitTree } from './unit-tree.ts';

/** Where a unit was measured. */
export interface Spatial {
	/** Spatial coverage, 0 to 1; `NaN` for a unit of which no inhabited hexagon is known. */
	share: number;
	/** Hexagons with measurements. */
	hexagons: number;
}

/**
 * Spatial coverage of all units of an edition.
 *
 * A hexagon counts once for a unit, also when several of its communes share it. Measurements in hexagons that aren't
 * known as inhabited change no share.
 * @param inhabited hexagons in which somebody lives, as far as is known; those of other editions are passed over
 * @param measured hexagons with measurements of one month and network; likewise
 * @param listed those of {@link measured} that are published, where anybody can know who lives where: of the others two
 * always stay in doubt, else the share would tell that each has measurements. It is never more than the truth.
 * @returns by code, empty text for the country; a unit of which no hexagon is known is absent
 */
export function spatialCoverage(
	tree: UnitTree,
	inhabited: readonly UnitHexagons[],
	measured: readonly UnitHexagons[],
	listed?: ReadonlySet<string>
): Map<string, Spatial> {
	const numbers = new Map<string, number>();
	const numberOf = (cell: string) => {
		const known = numbers.get(cell);
		if (known !== undefined) return known;
		numbers.set(cell, numbers.size);
		return numbers.size - 1;
	};
	const leaves = new Map(tree.leaves.map((code, leaf) => [code, leaf]));
	const groupsAndCells = (parts: readonly UnitHexagons[]) => {
		const keys: number[] = [];
		for (const { edition, code, cell } of parts) {
			if (edition !== tree.edition) continue;
			code.forEach((of, row) => {
				const leaf = leaves.get(of);
				// The list of units may have changed since.
				if (leaf === undefined) return;
				const number = numberOf(cell[row]!);
				for (let at = tree.starts[leaf]!; at < tree.starts[leaf + 1]!; at++)
					keys.push(tree.groups[at]! * CELLS + number);
			});
		}
		return once(keys);
	};
	const all = groupsAndCells(inhabited);
	const some = groupsAndCells(measured);
	const known = new Float64Array(tree.codes.length);
	const covered = new Float64Array(tree.codes.length);
	/** Of the known ones: how many are published. */
	const open = new Float64Array(tree.codes.length);
	const isListed = Array.from(numbers.keys(), (cell) => listed?.has(cell) ?? false);
	const hexagons = new Float64Array(tree.codes.length);
	for (const key of some) hexagons[Math.floor(key / CELLS)]!++;
	let at = 0;
	for (const key of all) {
		const group = Math.floor(key / CELLS);
		known[group]!++;
		while (at < some.length && some[at]! < key) at++;
		if (some[at] === key) covered[group]!++;
		if (isListed[key % CELLS]) open[group]!++;
	}
	const told = (group: number) =>
		listed
			? Math.min(covered[group]!, open[group]! + Math.max(0, known[group]! - open[group]! - DOUBT))
			: covered[group]!;
	return new Map(
		tree.codes.flatMap((code, group) =>
			known[group]! + hexagons[group]! > 0
				? [[code, { share: told(group) / known[group]!, hexagons: hexagons[group]! }] as const]
				: []
		)
	);
}

/** Hexagons of a unit that may always be empty, for all that is published. */
const DOUBT = 2;
/** More than there are hexagons of the finest resolution in the country. */
const CELLS = 2 ** 32;

/** Numbers ascending, each once. */
function once(numbers: readonly number[]): Float64Array {
	const sorted = Float64Array.from(numbers).sort();
	return sorted.filter((number, at) => at === 0 || number !== sorted[at - 1]);
}
