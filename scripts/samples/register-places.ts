/** Where measurements lie, as functions of SQL. */
import {
	BIGINT,
	DOUBLE,
	DuckDBScalarFunction,
	INTEGER,
	type DuckDBConnection
} from '@duckdb/node-api';
import { editionOfMonth, type Edition } from '../../src/lib/domain/edition.ts';
import type { Locate } from '../../src/lib/intake/index.ts';
import type { Bounds } from '../../src/lib/intake/measured-rows.ts';
import type { PlacedMeasurement } from '../../src/lib/intake/measured-tally.ts';
import { orderCells } from './cell-order.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import { HexagonNumbers } from './hexagon-numbers.ts';
import { isAbroad } from '../boundaries/abroad.ts';
import { leavesOf } from '../boundaries/leaves.ts';
import { placeIndexOf } from '../boundaries/place-geometry.ts';
import { Coast } from '../place/coast.ts';
import { locate, locateOne } from '../place/locate.ts';
import type { PlaceIndex } from '../place/place-index.ts';
import type { AddOptions } from './part.ts';
import { Placing } from './placing.ts';
import { halvesOf, itemsOf, MOST_IN_CHUNK } from './vectors.ts';

/** What stands behind the functions. */
export interface Places {
	/** Ascending. */
	editions: readonly Edition[];
	/** By edition. */
	indexes: Map<string, PlaceIndex>;
	/** By edition. */
	coasts: Map<string, Coast>;
	hexagons: HexagonNumbers;
}

/** What all measurements lie in. */
export interface Country {
	gazetteers: readonly Gazetteer[];
	places: Places;
	bounds: Bounds;
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
	return { editions, indexes, coasts, hexagons: new HexagonNumbers() };
}

/** Looks points up one by one. */
export function locateIn({ gazetteers, places }: Pick<Country, 'gazetteers' | 'places'>): Locate {
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
		}
		return leaves.get(id!)![leaf[0]!];
	};
}

/** How many of placed measurements lie in no unit, but near a coast. */
export function offCoastOf(
	rows: readonly PlacedMeasurement[],
	{ editions, indexes }: Places
): number {
	return rows.filter(({ month, lon, lat }) => {
		const { id } = editionOfMonth(editions, month)!;
		return locateOne(indexes.get(id)!, lon, lat) < 0;
	}).length;
}

/** Beside the leaf of a place: set where it is that of the coast near it. */
const OFF_COAST = 2 ** 30;
/** SQL of a place's leaf, of whether it lies off its coast, and of its hexagon. */
export const LEAF_SQL = `(place & ${OFF_COAST - 1})::INTEGER`;
export const IS_OFF_COAST_SQL = `place & ${OFF_COAST} > 0`;
export const HEXAGON_SQL = '(place >> 32)::INTEGER';

/** The leaf of a place, from its lower half. */
export function leafOfPlace(low: number): number {
	return low & (OFF_COAST - 1);
}

/**
 * `place(lon, lat, edition)` in SQL: the leaf's row in the lower half of a number, the hexagon's number in the upper one;
 * -1 outside of every leaf. Hexagons' numbers depend on the order of the rows; `hexagon_rank(hexagon)`, asked when all
 * of a query are in, doesn't. Both in one call: each call stops a thread of DuckDB's until JavaScript has answered.
 */
export function registerPlaces(
	connection: DuckDBConnection,
	places: Places,
	{ hexagons: isWanted = true }: Pick<AddOptions, 'hexagons'>,
	onPlaced: (rows: number) => void
): void {
	registerPlace(connection, placingIn(places), isWanted ? places.hexagons : undefined, onPlaced);
	registerRank(connection, places.hexagons);
}

/** Places measurements by the indexes of all editions. */
function placingIn({ editions, indexes, coasts }: Places): Placing {
	const each = <T>(of: ReadonlyMap<string, T>) => editions.map(({ id }) => of.get(id)!);
	return new Placing(each(indexes), each(coasts));
}

function registerPlace(
	connection: DuckDBConnection,
	placing: Placing,
	hexagons: HexagonNumbers | undefined,
	onPlaced: (rows: number) => void
): void {
	const leaf = new Int32Array(MOST_IN_CHUNK);
	const hexagon = new Int32Array(MOST_IN_CHUNK);
	connection.registerScalarFunction(
		DuckDBScalarFunction.create({
			name: 'place',
			parameterTypes: [DOUBLE, DOUBLE, INTEGER],
			returnType: BIGINT,
			// Else DuckDB may ask the same twice.
			volatile: true,
			mainFunction: (_, input, output) => {
				const lon = itemsOf<Float64Array>(input.getColumnVector(0));
				const lat = itemsOf<Float64Array>(input.getColumnVector(1));
				const edition = itemsOf<Int32Array>(input.getColumnVector(2));
				const leaves = leaf.subarray(0, lon.length);
				placing.place(lon, lat, edition, leaves);
				hexagons?.number(lon, lat, leaves, hexagon);
				const halves = halvesOf(itemsOf<BigInt64Array>(output));
				for (let row = 0; row < leaves.length; row++) {
					halves[2 * row] = leaves[row]!;
					halves[2 * row + 1] = leaves[row]! < 0 ? -1 : hexagon[row]!;
				}
				for (const row of placing.offCoast) halves[2 * row]! |= OFF_COAST;
				output.flush();
				onPlaced(leaves.length);
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
				if (ranks?.length !== cells.length) ranks = orderCells(cells).ranks;
				const rank = itemsOf<Int32Array>(output);
				itemsOf<Int32Array>(input.getColumnVector(0)).forEach((number, row) => {
					rank[row] = ranks![number] ?? 0;
				});
				output.flush();
			}
		})
	);
}
