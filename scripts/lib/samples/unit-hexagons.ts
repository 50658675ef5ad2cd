/**
 * Which units have measurements in which hexagons of the finest resolution: what spatial coverage is made of.
 *
 * A hexagon across a border counts for each unit in which one of its measurements was made. For the units of another
 * edition, of which the measurements' own unit isn't known, it counts for the one in which its centre lies.
 */
import { cellToLatLng } from 'h3-js';
import { orderCells } from '../cell-order.ts';
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
 * @param cells names of the numbered cells, all of one resolution
 * @param leaf of each place; places where it is negative are passed over
 * @param hexagon number of each place's cell
 */
export function unitHexagonsOf(
	{ edition, leaves }: UnitTree,
	cells: readonly string[],
	leaf: Int32Array,
	hexagon: Int32Array
): UnitHexagons {
	const { ranks } = orderCells(cells);
	const byRank = new Int32Array(cells.length);
	ranks.forEach((rank, cell) => (byRank[rank] = cell));
	const byCode = Uint32Array.from(leaves.keys()).sort((a, b) => (leaves[a]! < leaves[b]! ? -1 : 1));
	const leafRanks = new Float64Array(leaves.length);
	byCode.forEach((of, rank) => (leafRanks[of] = rank));
	const keys = new Float64Array(leaf.length);
	let count = 0;
	for (let at = 0; at < leaf.length; at++)
		if (leaf[at]! >= 0) keys[count++] = leafRanks[leaf[at]!]! * cells.length + ranks[hexagon[at]!]!;
	const once = keys
		.subarray(0, count)
		.sort()
		.filter((key, at, all) => at === 0 || key !== all[at - 1]);
	return {
		edition,
		code: Array.from(once, (key) => leaves[byCode[Math.floor(key / cells.length)]!]!),
		cell: Array.from(once, (key) => cells[byRank[key % cells.length]!]!)
	};
}

/**
 * The same hexagons for the units of another edition, by their centres. Those outside of every unit are left out.
 * @param tree of that edition, as `index`
 */
export function hexagonsByCentre(
	cells: Iterable<string>,
	tree: UnitTree,
	index: PlaceIndex
): UnitHexagons {
	const names = [...new Set(cells)];
	const centres = names.map((cell) => cellToLatLng(cell));
	const leaf = new Int32Array(names.length);
	const lon = Float64Array.from(centres, ([, east]) => east);
	const lat = Float64Array.from(centres, ([north]) => north);
	locate(index, lon, lat, leaf);
	return unitHexagonsOf(tree, names, leaf, Int32Array.from(names.keys()));
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
