/** Where measurements lie, as functions of SQL. */
import { DOUBLE, DuckDBScalarFunction, INTEGER, type DuckDBConnection } from '@duckdb/node-api';
import { EDITIONS } from '../../../src/lib/domain/edition.ts';
import type { Gazetteer } from '../gazetteer.ts';
import { HexagonNumbers } from '../hexagon-numbers.ts';
import { placeGeometryOf } from '../place-geometry.ts';
import { locate } from '../place/locate.ts';
import { buildIndex, type PlaceIndex } from '../place/place-index.ts';
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
	{ data, progress }: Pick<AddOptions, 'data' | 'progress'>,
	onLocated: (rows: number) => void
): Promise<Places> {
	const indexes: PlaceIndex[] = [];
	for (const { id } of EDITIONS) {
		const gazetteer = gazetteers.find(({ edition }) => edition === id)!;
		indexes.push(buildIndex(await placeGeometryOf(data, gazetteer, progress.note)));
	}
	registerLocate(connection, indexes, onLocated);
	const hexagons = new HexagonNumbers();
	registerHexagon(connection, hexagons);
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

function registerHexagon(connection: DuckDBConnection, hexagons: HexagonNumbers): void {
	connection.registerScalarFunction(
		DuckDBScalarFunction.create({
			name: 'hexagon',
			parameterTypes: [DOUBLE, DOUBLE, INTEGER],
			returnType: INTEGER,
			volatile: true,
			mainFunction: (_, input, output) => {
				hexagons.number(
					itemsOf<Float64Array>(input.getColumnVector(0)),
					itemsOf<Float64Array>(input.getColumnVector(1)),
					itemsOf<Int32Array>(input.getColumnVector(2)),
					itemsOf<Int32Array>(output)
				);
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
				ranks ??= ranksOf(cells);
				const rank = itemsOf<Int32Array>(output);
				itemsOf<Int32Array>(input.getColumnVector(0)).forEach((number, row) => {
					rank[row] = ranks![number] ?? 0;
				});
				output.flush();
			}
		})
	);
}

/** Of each name, its place when all are sorted. */
function ranksOf(names: readonly string[]): Int32Array {
	const ranks = new Int32Array(names.length);
	const order = Uint32Array.from(names.keys()).sort((a, b) => (names[a]! < names[b]! ? -1 : 1));
	order.forEach((number, rank) => (ranks[number] = rank));
	return ranks;
}
