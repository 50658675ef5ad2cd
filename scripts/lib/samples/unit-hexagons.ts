/**
 * Which units have measurements in which hexagons of the finest resolution: what spatial coverage is made of.
 *
 * A hexagon across a border counts for each unit in which one of its measurements was made. For the units of another
 * edition, of which the measurements' own unit isn't known, it counts for the one in which its centre lies.
 */
import { cellToLatLng } from 'h3-js';
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
 * @param cells names of the numbered cells
 */
export function unitHexagonsOf(
	{ edition, leaves }: UnitTree,
	cells: readonly string[],
	places: readonly { leaf: number; hexagon: number }[]
): UnitHexagons {
	const once = new Set(places.map(({ leaf, hexagon }) => leaf * cells.length + hexagon));
	const pairs = Array.from(once, (key) => ({
		code: leaves[Math.floor(key / cells.length)]!,
		cell: cells[key % cells.length]!
	}));
	pairs.sort((a, b) => (a.code === b.code ? compare(a.cell, b.cell) : compare(a.code, b.code)));
	return {
		edition,
		code: pairs.map(({ code }) => code),
		cell: pairs.map(({ cell }) => cell)
	};
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
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
	const places = names.map((_, hexagon) => ({ leaf: leaf[hexagon]!, hexagon }));
	return unitHexagonsOf(
		tree,
		names,
		places.filter((place) => place.leaf >= 0)
	);
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
