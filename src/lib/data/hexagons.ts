import { cellToLatLng } from 'h3-js';

/** Hexagons of one month, network and resolution; `NaN` where suppressed. */
export interface Hexagons {
	/** H3 indexes as hexadecimal text. */
	cells: string[];
	samples: Float64Array;
	/** Mbit/s */
	download: Float64Array;
	/** Longitude and latitude of the centres, two a cell. */
	centres: Float32Array;
}

/** What the published table holds of one network. */
interface HexagonTable {
	cell: string[];
	samples: Float64Array;
	download: Float64Array;
}

/** Add the cells' centres, by which the map finds those in view. No table gives no hexagons. */
export function locateCells(table: HexagonTable | undefined): Hexagons {
	const cells = table?.cell ?? [];
	const centres = new Float32Array(cells.length * 2);
	cells.forEach((cell, at) => {
		const [latitude, longitude] = cellToLatLng(cell);
		centres[at * 2] = longitude;
		centres[at * 2 + 1] = latitude;
	});
	return {
		cells,
		samples: table?.samples ?? new Float64Array(),
		download: table?.download ?? new Float64Array(),
		centres
	};
}
