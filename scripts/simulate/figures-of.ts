/** Everything that is known of measurements in memory: `groupRows` of whole {@link Measurements}. */
import type { Network } from '../../src/lib/domain/network.ts';
import { orderCells } from '../samples/cell-order.ts';
import { HexagonNumbers } from '../samples/hexagon-numbers.ts';
import type { Measurements } from './measurements.ts';
import { byReading, READINGS, type Reading } from '../../src/lib/domain/figures.ts';
import { SIMULATED_READINGS, type Reading as SimulatedReading } from './trend.ts';
import type { Measured } from '../samples/group-measurements.ts';
import { HexagonFigures } from '../samples/hexagon-figures.ts';
import { UnitFigures } from '../samples/unit-figures.ts';
import { unitHexagonsOf } from '../samples/unit-hexagons.ts';
import type { UnitTree } from '../samples/unit-tree.ts';

const isSimulated = (reading: Reading): reading is SimulatedReading =>
	(SIMULATED_READINGS as readonly Reading[]).includes(reading);

/** 32 bits of value and 21 of row fit into a whole number. */
const ROWS = 2 ** 21;

/** Figures of measurements whose communes are known. */
export function figuresOf(tree: UnitTree, network: Network, measurements: Measurements): Measured {
	const { commune, lon, lat } = measurements;
	const numbers = new HexagonNumbers();
	const hexagon = new Int32Array(commune.length);
	numbers.number(lon, lat, commune, hexagon);
	const units = new UnitFigures(tree);
	const cells = orderCells(numbers.cells);
	const hexagons = new HexagonFigures(cells);
	const one = { samples: 1, ...byReading((reading) => (isSimulated(reading) ? 1 : 0)) };
	for (let row = 0; row < commune.length; row++) {
		units.count(commune[row]!, 0, one);
		hexagons.count(hexagon[row]!, one);
	}
	for (const speed of READINGS) {
		units.start(speed);
		hexagons.start(speed);
		const values = isSimulated(speed) ? measurements[speed] : new Float32Array();
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
		unitHexagons: [unitHexagonsOf(tree, cells, commune, hexagon)]
	};
}

/** Rows in ascending order of their values, which are above 0: their bits are in the same order. */
function ascending(values: Float32Array): Uint32Array {
	const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
	if (values.length > ROWS) throw new Error(`${values.length} measurements are too many`);
	const keys = Float64Array.from(bits, (of, row) => of * ROWS + row).sort();
	return Uint32Array.from(keys, (key) => key % ROWS);
}
