/** Which hexagons lie on which units, as anybody can tell from the published outlines. */
import { cellToBoundary, cellToChildren, cellToLatLng } from 'h3-js';
import type { Topology } from 'topojson-specification';
import type { Units } from '../../src/lib/domain/unit.ts';
import { HEXAGON_RESOLUTIONS, TOPOLOGY_OBJECT } from '../../src/lib/data/schema.ts';
import { leavesOf } from '../boundaries/leaves.ts';
import { geometryFromTopology } from '../place/geometry.ts';
import type { Ground } from './hexagon-attack.ts';
import { locate } from '../place/locate.ts';
import { buildIndex, type PlaceIndex } from '../place/place-index.ts';
import { resolutionOf } from '../../src/lib/data/hexagons.ts';

const FINEST = Math.max(...HEXAGON_RESOLUTIONS);

/** Answers that many months ask for are kept. */
export class HexagonGround implements Ground {
	readonly #index: PlaceIndex;
	readonly #leaves = new Map<string, readonly number[]>();

	/** @param index of an edition's leaves */
	constructor(index: PlaceIndex) {
		this.#index = index;
	}

	/** Codes of the leaves; a leaf's place in this list is its row. */
	get codes(): readonly string[] {
		return this.#index.geometry.codes;
	}

	/**
	 * Rows of the leaves that a hexagon touches: by its centre, corners and the points between for one of the finest
	 * resolution, by the centres of those for a coarser one.
	 */
	leavesOf(cell: string): readonly number[] {
		const known = this.#leaves.get(cell);
		if (known) return known;
		const points =
			resolutionOf(cell) === FINEST
				? pointsOf(cell)
				: cellToChildren(cell, FINEST).map((finer) => cellToLatLng(finer));
		const rows = new Int32Array(points.length);
		locate(
			this.#index,
			Float64Array.from(points, ([, lon]) => lon),
			Float64Array.from(points, ([lat]) => lat),
			rows
		);
		const leaves = [...new Set(rows)].filter((row) => row >= 0);
		this.#leaves.set(cell, leaves);
		return leaves;
	}

	/** True where somebody can have measured. */
	isLand(cell: string): boolean {
		return this.leavesOf(cell).length > 0;
	}
}

/** Centre, corners, and halfway to each corner and between corners, as latitude and longitude. */
function pointsOf(cell: string): [number, number][] {
	const centre = cellToLatLng(cell);
	const corners = cellToBoundary(cell);
	const between = (a: number[], b: number[]): [number, number] => [
		(a[0]! + b[0]!) / 2,
		(a[1]! + b[1]!) / 2
	];
	return [
		centre,
		...corners,
		...corners.map((corner) => between(centre, corner)),
		...corners.map((corner, at) => between(corner, corners[(at + 1) % corners.length]!))
	];
}

/** @param topology an edition's outlines, as they are published */
export function groundOfOutlines(topology: Topology, units: Units): HexagonGround {
	const objects = units.levels
		.filter((level) => level !== 'province')
		.map((level) => TOPOLOGY_OBJECT[level]);
	const codes = leavesOf(units).map(({ code }) => code);
	const options = { edition: units.edition, source: '', objects, codes };
	return new HexagonGround(buildIndex(geometryFromTopology(topology, options)));
}
