/** Where measurements lie, as functions of SQL. */
import { DOUBLE, DuckDBScalarFunction, INTEGER, type DuckDBConnection } from '@duckdb/node-api';
import { EDITIONS } from '../../../src/lib/domain/edition.ts';
import { orderCells } from '../cell-order.ts';
import type { Gazetteer } from '../gazetteer.ts';
import { HexagonNumbers } from '../hexagon-numbers.ts';
import { placeIndexOf } from '../place-geometry.ts';
import { locate } from '../place/locate.ts';
import type { PlaceIndex } from '../place/place-index.ts';
import type { AddOptions } from './part.ts';
import { itemsOf } from './vectors.ts';

/** What stands behind the functions. */
export interface Places {
	/** By edition. */
	indexes: Map<string, PlaceIndex>;
	hexagons: HexagonNumbers;
}

/**
 * `locate(lon, lat, edition)` in SQL: the leaf's row, -1 outside; and `hexagon(lon, lat, leaf)`: the hexagon's number,
 * -1 outside of every leaf. Numbers depend on the order of the rows; `hexagon_rank(hexagon)`, asked when all are in,
 * doesn't.
 */
export async function registerPlaces(
	connection: DuckDBConnection,
	gazetteers: readonly Gazetteer[],
	{ data, progress, hexagons: isWanted = true }: Pick<AddOptions, 'data' | 'progress' | 'hexagons'>,
	onLocated: (rows: number) => void
): Promise<Places> {
	const indexes: PlaceIndex[] = [];
	for (const { id } of EDITIONS) {
		const gazetteer = gazetteers.find(({ edition }) => edition === id)!;
		indexes.push(await placeIndexOf(data, gazetteer, progress.note));
	}
	registerLocate(connection, indexes, onLocated);
	const hexagons = new HexagonNumbers();
	registerHexagon(connection, hexagons, isWanted);
	registerRank(connection, hexagons);
	return { indexes: new Map(EDITIONS.map(({ id }, at) => [id, indexes[at]!])), hexagons };
}

function registerLocate(
	connection: DuckDBConnection,
	indexes: readonly PlaceIndex[],
	onLocated: (rows: number) => void
): void {
	let other = new Int32Array();
	connection.registerScalarFunction(
		DuckDBScalarFunction.create({
			name: 'locate',
			parameterTypes: [DOUBLE, DOUBLE, INTEGER],
			returnType: INTEGER,
			// Else DuckDB may ask the same twice.
			volatile: true,
			mainFunction: (_, input, output) => {
				const lon = itemsOf<Float64Array>(input.getColumnVector(0));
				const lat = itemsOf<Float64Array>(input.getColumnVector(1));
				const edition = itemsOf<Int32Array>(input.getColumnVector(2));
				const leaf = itemsOf<Int32Array>(output);
				const first = edition[0] ?? 0;
				locate(indexes[first]!, lon, lat, leaf);
				// Files whose months have two editions are rare.
				for (let number = 0; number < indexes.length; number++) {
					if (number === first || !edition.includes(number)) continue;
					if (other.length !== leaf.length) other = new Int32Array(leaf.length);
					locate(indexes[number]!, lon, lat, other);
					for (let row = 0; row < leaf.length; row++)
						if (edition[row] === number) leaf[row] = other[row]!;
				}
				output.flush();
				onLocated(leaf.length);
			}
		})
	);
}

function registerHexagon(
	connection: DuckDBConnection,
	hexagons: HexagonNumbers,
	isWanted: boolean
): void {
	connection.registerScalarFunction(
		DuckDBScalarFunction.create({
			name: 'hexagon',
			parameterTypes: [DOUBLE, DOUBLE, INTEGER],
			returnType: INTEGER,
			volatile: true,
			mainFunction: (_, input, output) => {
				const [lon, lat] = [0, 1].map((at) => itemsOf<Float64Array>(input.getColumnVector(at)));
				const leaf = itemsOf<Int32Array>(input.getColumnVector(2));
				const number = itemsOf<Int32Array>(output);
				if (isWanted) hexagons.number(lon!, lat!, leaf, number);
				// One for all.
				else number.fill(hexagons.numberOne(0, 0));
				output.flush();
			}
		})
	);
}

function registerRank(connection: DuckDBConnection, { cells }: HexagonNumbers): void {
	let ranks: Int32Array | undefined;
	connection.registerScalarFunction(
		DuckDBScalarFunction.create({
			name: 'hexagon_rank',
			parameterTypes: [INTEGER],
			returnType: INTEGER,
			mainFunction: (_, input, output) => {
				ranks ??= orderCells(cells).ranks;
				const rank = itemsOf<Int32Array>(output);
				itemsOf<Int32Array>(input.getColumnVector(0)).forEach((number, row) => {
					rank[row] = ranks![number] ?? 0;
				});
				output.flush();
			}
		})
	);
}
