import { cellArea, cellToLatLng } from 'h3-js';

/** Hexagons of one month, network and resolution, and coarser ones that stand for small ones within. */
export interface Hexagons {
	/** H3 indexes as hexadecimal text. */
	cells: string[];
	/** The least that there can be: counts are told in steps. */
	samples: Float64Array;
	/** Mbit/s */
	download: Float64Array;
	/** Longitude and latitude of the centres, two a cell. */
	centres: Float32Array;
	/** km² */
	areas: Float32Array;
}

/** What the published table holds of one network. */
interface HexagonTable {
	cell: string[];
	samples: Float64Array;
	download: Float64Array;
}

/**
 * Add the cells' centres, by which the map finds those in view, and their areas. No table gives no hexagons, and one that old files name
 * without a count is none.
 */
export function locateCells(table: HexagonTable | undefined): Hexagons {
	const rows = [...(table?.cell.keys() ?? [])].filter((row) => !Number.isNaN(table!.samples[row]!));
	const cells = rows.map((row) => table!.cell[row]!);
	const numbers = (name: 'samples' | 'download') =>
		Float64Array.from(rows, (row) => table![name][row]!);
	const centres = new Float32Array(cells.length * 2);
	cells.forEach((cell, at) => {
		const [latitude, longitude] = cellToLatLng(cell);
		centres[at * 2] = longitude;
		centres[at * 2 + 1] = latitude;
	});
	const areas = Float32Array.from(cells, (cell) => cellArea(cell, 'km2'));
	return { cells, samples: numbers('samples'), download: numbers('download'), centres, areas };
}

/** Resolution of a cell, the second digit of its name. */
export function resolutionOf(cell: string): number {
	return parseInt(cell[1]!, 16);
}

/**
 * What a hexagon's colour tells: its download, or samples per km², so that cells of all sizes compare.
 * @param at place in `hexagons`
 */
export function shownValue(
	{ samples, download, areas }: Hexagons,
	at: number,
	measure: 'samples' | 'download'
): number {
	return measure === 'download' ? download[at]! : samples[at]! / areas[at]!;
}
