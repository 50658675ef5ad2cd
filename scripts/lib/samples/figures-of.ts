/** Everything that is known of measurements in memory: {@link groupMeasurements} without DuckDB. */
import type { Network } from '../../../src/lib/domain/network.ts';
import { HexagonNumbers } from '../hexagon-numbers.ts';
import type { Measurements } from '../measurements.ts';
import { SPEEDS } from '../trend.ts';
import type { Measured } from './group-measurements.ts';
import { HexagonFigures } from './hexagon-figures.ts';
import { UnitFigures } from './unit-figures.ts';
import { unitHexagonsOf } from './unit-hexagons.ts';
import type { UnitTree } from './unit-tree.ts';

/** 32 bits of value and 21 of row fit into a whole number. */
const ROWS = 2 ** 21;

/** Figures of measurements whose communes are known. */
export function figuresOf(tree: UnitTree, network: Network, measurements: Measurements): Measured {
	const { commune, lon, lat } = measurements;
	const numbers = new HexagonNumbers();
	const hexagon = new Int32Array(commune.length);
	numbers.number(lon, lat, commune, hexagon);
	const units = new UnitFigures(tree);
	const hexagons = new HexagonFigures(numbers.cells);
	const one = { samples: 1, download: 1, upload: 1, latency: 1 };
	const places = Array.from(commune, (leaf, row) => ({ leaf, hexagon: hexagon[row]! }));
	for (const place of places) {
		units.count(place.leaf, 0, one);
		hexagons.count(place.hexagon, one);
	}
	for (const speed of SPEEDS) {
		const values = measurements[speed];
		units.start(speed);
		hexagons.start(speed);
		for (const row of ascending(values)) {
			units.add(commune[row]!, 0, values[row]!);
			hexagons.add(hexagon[row]!, values[row]!);
		}
		units.end(speed);
		hexagons.end(speed);
	}
	return {
		rows: units.rows(),
		hexagons: hexagons.columns(network),
		unitHexagons: unitHexagonsOf(tree, numbers.cells, places)
	};
}

/** Rows in ascending order of their values, which are above 0: their bits are in the same order. */
function ascending(values: Float32Array): Uint32Array {
	const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
	if (values.length > ROWS) throw new Error(`${values.length} measurements are too many`);
	const keys = Float64Array.from(bits, (of, row) => of * ROWS + row).sort();
	return Uint32Array.from(keys, (key) => key % ROWS);
}
