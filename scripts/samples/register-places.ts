/** Where measurements lie, as functions of SQL. */
import { DOUBLE, DuckDBScalarFunction, INTEGER, type DuckDBConnection } from '@duckdb/node-api';
import { editionOfMonth, type Edition } from '../../src/lib/domain/edition.ts';
import type { Locate } from '../../src/lib/intake/index.ts';
import { orderCells } from './cell-order.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import { HexagonNumbers } from './hexagon-numbers.ts';
import { isAbroad } from '../boundaries/abroad.ts';
import { leavesOf } from '../boundaries/leaves.ts';
import { placeIndexOf } from '../boundaries/place-geometry.ts';
import { Coast } from '../place/coast.ts';
import { locate } from '../place/locate.ts';
import type { PlaceIndex } from '../place/place-index.ts';
import type { AddOptions } from './part.ts';
import { Placing } from './placing.ts';
import { itemsOf } from './vectors.ts';

/** What stands behind the functions. */
export interface Places {
	/** Ascending. */
	editions: readonly Edition[];
	/** By edition. */
	indexes: Map<string, PlaceIndex>;
	/** By edition. */
	coasts: Map<string, Coast>;
	/** Measurements in no unit that count in that of the coast near them. */
	offCoast: number;
	hexagons: HexagonNumbers;
}

/** The places of all editions. */
export async function placesOf(
	gazetteers: readonly Gazetteer[],
	{ data, progress }: Pick<AddOptions, 'data' | 'progress'>
): Promise<Places> {
	const indexes = new Map<string, PlaceIndex>();
	for (const gazetteer of gazetteers)
		indexes.set(gazetteer.edition, await placeIndexOf(data, gazetteer, progress.note));
	const editions = gazetteers.map(({ period }) => period);
	const coasts = new Map([...indexes].map(([id, index]) => [id, new Coast(index, isAbroad)]));
	return { editions, indexes, coasts, offCoast: 0, hexagons: new HexagonNumbers() };
}

/** Looks points up one by one. */
export function locateIn({
	gazetteers,
	places
}: {
	gazetteers: readonly Gazetteer[];
	places: Places;
}): Locate {
	const { editions, indexes, coasts } = places;
	const leaves = new Map(
		gazetteers.map(({ edition, units }) => [edition, leavesOf(units).map(({ code }) => code)])
	);
	const [lon, lat, leaf] = [new Float64Array(1), new Float64Array(1), new Int32Array(1)];
	return (month, longitude, latitude) => {
		const id = editionOfMonth(editions, month)?.id;
		const index = id === undefined ? undefined : indexes.get(id);
		if (!index) return undefined;
		lon[0] = longitude;
		lat[0] = latitude;
		locate(index, lon, lat, leaf);
		if (leaf[0]! < 0) {
			leaf[0] = coasts.get(id!)!.leafNear(longitude, latitude);
			if (leaf[0] < 0) return undefined;
			places.offCoast++;
		}
		return leaves.get(id!)![leaf[0]!];
	};
}

/**
 * `locate(lon, lat, edition)` in SQL: the leaf's row, -1 outside; and `hexagon(lon, lat, leaf)`: the hexagon's number,
 * -1 outside of every leaf. Numbers depend on the order of the rows; `hexagon_rank(hexagon)`, asked when all are in,
 * doesn't.
 */
export function registerPlaces(
	connection: DuckDBConnection,
	places: Places,
	{ hexagons: isWanted = true }: Pick<AddOptions, 'hexagons'>,
	onLocated: (rows: number) => void
): void {
	const { hexagons } = places;
	const placing = placingIn(places);
	registerLocate(connection, placing, (rows) => {
		places.offCoast += placing.offCoast.length;
		onLocated(rows);
	});
	registerHexagon(connection, hexagons, isWanted);
	registerRank(connection, hexagons);
}

/** Places measurements by the indexes of all editions. */
export function placingIn({ editions, indexes, coasts }: Places): Placing {
	const each = <T>(of: ReadonlyMap<string, T>) => editions.map(({ id }) => of.get(id)!);
	return new Placing(each(indexes), each(coasts));
}

function registerLocate(
	connection: DuckDBConnection,
	placing: Placing,
	onLocated: (rows: number) => void
): void {
	connection.registerScalarFunction(
		DuckDBScalarFunction.create({
			name: 'locate',
			parameterTypes: [DOUBLE, DOUBLE, INTEGER],
			returnType: INTEGER,
			// Else DuckDB may ask the same twice.
			volatile: true,
			mainFunction: (_, input, output) => {
				const leaf = itemsOf<Int32Array>(output);
				placing.place(
					itemsOf<Float64Array>(input.getColumnVector(0)),
					itemsOf<Float64Array>(input.getColumnVector(1)),
					itemsOf<Int32Array>(input.getColumnVector(2)),
					leaf
				);
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
