import { cellToParent, latLngToCell } from 'h3-js';
import type { Network } from '../../src/lib/domain/network.ts';
import type { HexagonColumns } from '../../src/lib/data/parquet.ts';
import { HEXAGON_RESOLUTIONS } from '../../src/lib/data/schema.ts';
import type { Measurements } from './measurements.ts';
import { publishedMedians, groupRows, groupSizes } from './statistics.ts';

/** Fewer measurements than this in a hexagon could show who measured: neither speed nor count is published. */
export const HEXAGON_MINIMUM = 5;

/** Count measurements by H3 cell, at all published resolutions. */
export function countHexagons(
	network: Network,
	measurements: Measurements
): Map<number, HexagonColumns> {
	const finest = Math.max(...HEXAGON_RESOLUTIONS);
	const { lon, lat } = measurements;
	const fine = indexCells(lon.length, (row) => latLngToCell(lat[row]!, lon[row]!, finest));
	return new Map(
		HEXAGON_RESOLUTIONS.map((resolution) => {
			const coarse = indexCells(fine.cells.length, (at) =>
				resolution === finest ? fine.cells[at]! : cellToParent(fine.cells[at]!, resolution)
			);
			const group = fine.group.map((at) => coarse.group[at]!);
			return [resolution, columnsOf(network, coarse.cells, group, measurements)];
		})
	);
}

/** Number the different cells in order of their index. */
function indexCells(
	count: number,
	cellOf: (at: number) => string
): { cells: string[]; group: Int32Array } {
	const numberOf = new Map<string, number>();
	const first = Int32Array.from({ length: count }, (_, at) => {
		const cell = cellOf(at);
		const known = numberOf.get(cell);
		if (known !== undefined) return known;
		numberOf.set(cell, numberOf.size);
		return numberOf.size - 1;
	});
	const cells = [...numberOf.keys()].sort();
	const rank = new Int32Array(cells.length);
	cells.forEach((cell, at) => (rank[numberOf.get(cell)!] = at));
	return { cells, group: first.map((at) => rank[at]!) };
}

function columnsOf(
	network: Network,
	cell: string[],
	group: Int32Array,
	{ download, upload, latency }: Measurements
): HexagonColumns {
	const groups = groupRows(group, cell.length);
	const sizes = groupSizes(groups);
	const shown = (values: Float64Array) =>
		values.map((value, at) => (sizes[at]! < HEXAGON_MINIMUM ? NaN : value));
	return {
		network,
		cell,
		samples: shown(sizes),
		download: shown(publishedMedians(groups, 'download', download)),
		upload: shown(publishedMedians(groups, 'upload', upload)),
		latency: shown(publishedMedians(groups, 'latency', latency))
	};
}
