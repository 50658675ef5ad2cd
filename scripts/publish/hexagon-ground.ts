/** Which hexagons lie on which units, as anybody can tell from the published outlines. */
import { cellToBoundary, cellToChildren, cellToLatLng, latLngToCell } from 'h3-js';
import type { Topology } from 'topojson-specification';
import type { Units } from '../../src/lib/domain/unit.ts';
import { HEXAGON_RESOLUTIONS, TOPOLOGY_OBJECT } from '../../src/lib/data/schema.ts';
import { leavesOf } from '../boundaries/leaves.ts';
import { geometryFromTopology, OUTSIDE, STEPS_PER_DEGREE } from '../place/geometry.ts';
import { locate } from '../place/locate.ts';
import { buildIndex, TOP_BITS, type PlaceIndex } from '../place/place-index.ts';
import { numberOf, placeFrom } from './cell-number.ts';

const COARSEST = Math.min(...HEXAGON_RESOLUTIONS);
const FINEST = Math.max(...HEXAGON_RESOLUTIONS);
/** Resolution of the cells that are looked for around the leaves, with edges of 9 km; */
const AROUND = 5;
/** degrees, more than from such a cell's centre to what is furthest within it; */
const REACH = 0.12;
/** degrees, less than the radius of a circle in such a cell, so that none is passed over. */
const STRIDE = 0.05;
/** Centre, corners, and halfway to each corner and between corners. */
const POINTS = 19;
/** Cells that are looked up together. */
const CHUNK = 4096;

/** Cells of one resolution where somebody can have measured, and the leaves that each touches. */
export interface GroundLevel {
	/** Numbers of the cells, ascending; see cell-number.ts. */
	cells: Int32Array;
	/** Where a cell's leaves begin in {@link leaves}, and behind the last cell their number. */
	starts: Int32Array;
	/** Rows of `codes`. */
	leaves: Int32Array;
}

/** Where somebody can have measured, and in which units. Plain data, which is kept. */
export interface Ground {
	/** Codes of the leaves; a leaf's place in this list is its row. */
	codes: readonly string[];
	/** From the coarsest resolution to the finest. */
	levels: readonly GroundLevel[];
}

/** Rows of the leaves that a cell touches; none where nobody can have measured. */
export function leavesIn({ levels }: Ground, resolution: number, number: number): Int32Array {
	const { cells, starts, leaves } = levels[resolution - COARSEST]!;
	const at = placeFrom(cells, number);
	return cells[at] === number ? leaves.subarray(starts[at], starts[at + 1]) : leaves.subarray(0, 0);
}

/**
 * A cell of the finest resolution touches the leaves of its centre, its corners and the points between; a coarser one
 * those of the centres within it.
 * @param topology an edition's outlines, as they are published
 */
export function groundOfOutlines(topology: Topology, units: Units): Ground {
	const objects = units.levels
		.filter((level) => level !== 'province')
		.map((level) => TOPOLOGY_OBJECT[level]);
	const codes = leavesOf(units).map(({ code }) => code);
	const options = { edition: units.edition, source: '', objects, codes };
	const index = buildIndex(geometryFromTopology(topology, options));
	const cells = cellsOver(index);
	const rows = new Int32Array(POINTS * cells.length);
	for (let from = 0; from < cells.length; from += CHUNK)
		locateCells(index, cells.slice(from, from + CHUNK), rows.subarray(POINTS * from));
	return groundOf(
		codes,
		cells.map((cell, at) => ({
			number: numberOf(cell),
			leaves: rows.subarray(POINTS * at, POINTS * (at + 1))
		}))
	);
}

/**
 * @param finest cells of the finest resolution, ascending; the first of a cell's leaves is that of its centre, of which
 * {@link OUTSIDE} is none
 */
export function groundOf(
	codes: readonly string[],
	finest: readonly { number: number; leaves: Int32Array }[]
): Ground {
	const levels = HEXAGON_RESOLUTIONS.map((resolution): GroundLevel => {
		const [cells, starts, leaves]: [number[], number[], number[]] = [[], [], []];
		const bits = 3 * (FINEST - resolution);
		let within: number[] = [];
		finest.forEach(({ number, leaves: all }, at) => {
			for (const leaf of bits === 0 ? all : all.subarray(0, 1))
				if (leaf !== OUTSIDE && !within.includes(leaf)) within.push(leaf);
			const own = number >> bits;
			if (finest[at + 1] && finest[at + 1]!.number >> bits === own) return;
			if (within.length > 0) {
				cells.push(own);
				starts.push(leaves.length);
				leaves.push(...within);
			}
			within = [];
		});
		starts.push(leaves.length);
		return {
			cells: Int32Array.from(cells),
			starts: Int32Array.from(starts),
			leaves: Int32Array.from(leaves)
		};
	});
	return { codes, levels };
}

/** All cells of the finest resolution that may touch a leaf, ascending. */
function cellsOver({ left, bottom, across, squares, up }: PlaceIndex): string[] {
	const around = new Set<string>();
	const side = 2 ** TOP_BITS / STEPS_PER_DEGREE;
	for (let square = 0; square < across * up; square++) {
		if (squares[square] === -2 - OUTSIDE) continue;
		const west = left / STEPS_PER_DEGREE + (square % across) * side;
		const south = bottom / STEPS_PER_DEGREE + Math.floor(square / across) * side;
		for (let lat = south - REACH; lat < south + side + REACH; lat += STRIDE)
			for (let lon = west - REACH; lon < west + side + REACH; lon += STRIDE)
				around.add(latLngToCell(lat, lon, AROUND));
	}
	return [...around].sort().flatMap((cell) => cellToChildren(cell, FINEST));
}

/** @param out is filled with the leaves of the cells' points, {@link POINTS} a cell */
function locateCells(index: PlaceIndex, cells: readonly string[], out: Int32Array): void {
	const lon = new Float64Array(POINTS * cells.length);
	const lat = new Float64Array(POINTS * cells.length);
	let at = 0;
	const add = (latitude: number, longitude: number) => {
		lat[at] = latitude;
		lon[at++] = longitude;
	};
	for (const cell of cells) {
		const [y, x] = cellToLatLng(cell);
		const corners = cellToBoundary(cell);
		add(y, x);
		for (const [lat, lon] of corners) add(lat, lon);
		for (const [lat, lon] of corners) add((y + lat) / 2, (x + lon) / 2);
		corners.forEach(([lat, lon], corner) => {
			const [nextLat, nextLon] = corners[(corner + 1) % corners.length]!;
			add((lat + nextLat) / 2, (lon + nextLon) / 2);
		});
	}
	locate(index, lon, lat, out);
}
