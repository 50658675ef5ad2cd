/**
 * Which units have measurements in which hexagons of the finest resolution: what spatial coverage is made of.
 *
 * A hexagon across a border counts for each unit in which one of its measurements was made. For the units of another
 * edition, of which the measurements' own unit isn't known, it counts for the one in which its centre lies.
 */
import { cellToLatLng } from 'h3-js';
import type { Cells } from './cell-order.ts';
import { locate } from '../place/locate.ts';
import type { PlaceIndex } from '../place/place-index.ts';
import type { UnitTree } from './unit-tree.ts';
import { storedColumns, storedParquet } from './stored-parquet.ts';

/** Pairs of leaves (communes, and districts without any) and hexagons, each once, ascending by code and cell. */
export interface UnitHexagons {
	edition: string;
	code: string[];
	cell: string[];
}

/**
 * Pairs from places that may repeat.
 * @param leaf of each place; places where it is negative are passed over
 * @param hexagon number of each place's cell
 */
export function unitHexagonsOf(
	{ edition, leaves }: UnitTree,
	{ names, ranks }: Cells,
	leaf: Int32Array,
	hexagon: Int32Array
): UnitHexagons {
	const byRank = new Int32Array(names.length);
	ranks.forEach((rank, cell) => (byRank[rank] = cell));
	const byCode = Uint32Array.from(leaves.keys()).sort((a, b) => (leaves[a]! < leaves[b]! ? -1 : 1));
	const leafRanks = new Float64Array(leaves.length);
	byCode.forEach((of, rank) => (leafRanks[of] = rank));
	const keys = new Float64Array(leaf.length);
	let count = 0;
	for (let at = 0; at < leaf.length; at++)
		if (leaf[at]! >= 0) keys[count++] = leafRanks[leaf[at]!]! * names.length + ranks[hexagon[at]!]!;
	const once = keys
		.subarray(0, count)
		.sort()
		.filter((key, at, all) => at === 0 || key !== all[at - 1]);
	return {
		edition,
		code: Array.from(once, (key) => leaves[byCode[Math.floor(key / names.length)]!]!),
		cell: Array.from(once, (key) => names[byRank[key % names.length]!]!)
	};
}

/** Pairs of several months by edition, each once, ascending: the same whichever month brought them. */
export function unitHexagonsOnce(parts: readonly UnitHexagons[]): UnitHexagons[] {
	const editions = [...new Set(parts.map(({ edition }) => edition))].sort();
	return editions.map((edition) => {
		const cellsOf = new Map<string, Set<string>>();
		for (const { edition: of, code, cell } of parts)
			if (of === edition)
				code.forEach((unit, row) => {
					const cells = cellsOf.get(unit);
					if (cells) cells.add(cell[row]!);
					else cellsOf.set(unit, new Set([cell[row]!]));
				});
		const pairs = [...cellsOf.keys()]
			.sort()
			.flatMap((unit) => [...cellsOf.get(unit)!].sort().map((of) => [unit, of] as const));
		return { edition, code: pairs.map(([unit]) => unit), cell: pairs.map(([, of]) => of) };
	});
}

/** Of each cell: the leaf in which its centre lies, negative outside. */
export function leavesOfCentres({ names }: Cells, index: PlaceIndex): Int32Array {
	const leaf = new Int32Array(names.length);
	const lon = new Float64Array(names.length);
	const lat = new Float64Array(names.length);
	names.forEach((cell, at) => ([lat[at], lon[at]] = cellToLatLng(cell)));
	locate(index, lon, lat, leaf);
	return leaf;
}

/** Pairs of several editions as Parquet. */
export function writeUnitHexagons(parts: readonly UnitHexagons[]): Uint8Array {
	return storedParquet([
		{
			name: 'edition',
			data: parts.flatMap(({ edition, cell }) => cell.map(() => edition)),
			type: 'STRING'
		},
		{ name: 'code', data: parts.flatMap(({ code }) => code), type: 'STRING' },
		{ name: 'cell', data: parts.flatMap(({ cell }) => cell), type: 'STRING' }
	]);
}

/**
 * Read what {@link writeUnitHexagons} wrote.
 * @throws DataError when the file is damaged
 */
export async function readUnitHexagons(bytes: Uint8Array, file: string): Promise<UnitHexagons[]> {
	const { edition, code, cell } = (await storedColumns(bytes, file, [
		'edition',
		'code',
		'cell'
	])) as Record<'edition' | 'code' | 'cell', string[]>;
	return [...new Set(edition)].map((id) => {
		const rows = edition.flatMap((of, row) => (of === id ? [row] : []));
		return {
			edition: id,
			code: rows.map((row) => code[row]!),
			cell: rows.map((row) => cell[row]!)
		};
	});
}
