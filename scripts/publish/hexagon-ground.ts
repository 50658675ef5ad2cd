/** Which hexagons lie on which units, as anybody can tell from the published outlines. */
import { cellToBoundary, cellToChildren, cellToLatLng, latLngToCell } from 'h3-js';
import type { Topology } from 'topojson-specification';
import type { Units } from '../../src/lib/domain/unit.ts';
import { HEXAGON_RESOLUTIONS, TOPOLOGY_OBJECT } from '../../src/lib/data/schema.ts';
import { leavesOf } from '../boundaries/leaves.ts';
import { geometryFromTopology, OUTSIDE, STEPS_PER_DEGREE } from '../place/geometry.ts';
import { locate } from '../place/locate.ts';
import { buildIndex, TOP_BITS, type PlaceIndex } from '../place/place-index.ts';
import { known, lazy, type Steps, type Value } from '../common/steps.ts';
import { resolutionOf } from '../../src/lib/data/hexagons.ts';
import { numberOf, placeFrom } from './cell-number.ts';

const COARSEST = Math.min(...HEXAGON_RESOLUTIONS);
const FINEST = Math.max(...HEXAGON_RESOLUTIONS);
/** Resolution of the cells in which ground is made and kept together: some twenty in the country. */
const PART = 2;
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

/** The ground of published outlines, made part by part where it is asked for. */
export class OutlinesGround {
	readonly #steps: Steps;
	readonly #topology: Value<Topology>;
	readonly #units: Value<Units>;
	readonly #parts = new Map<number, Promise<Ground>>();
	#outlines: Promise<Outlines> | undefined;

	/**
	 * @param topology an edition's outlines
	 * @param units of that edition
	 */
	constructor(steps: Steps, topology: Value<Topology>, units: Value<Units>) {
		this.#steps = steps;
		this.#topology = topology;
		this.#units = units;
	}

	/** The ground in all parts in which some cells lie. */
	async around(cells: Iterable<string>): Promise<Ground> {
		const numbers = new Set<number>();
		for (const cell of cells) numbers.add(numberOf(cell) >> (3 * (resolutionOf(cell) - PART)));
		const parts: Ground[] = [];
		for (const number of [...numbers].sort((a, b) => a - b)) parts.push(await this.#part(number));
		return {
			codes: leavesOf(await this.#units.get()).map(({ code }) => code),
			levels: HEXAGON_RESOLUTIONS.map((_, level) => joined(parts.map((of) => of.levels[level]!)))
		};
	}

	#part(number: number): Promise<Ground> {
		const before = this.#parts.get(number);
		if (before) return before;
		const inputs = {
			topology: lazy(this.#topology.hash, () => undefined),
			units: lazy(this.#units.hash, () => undefined),
			part: known(number)
		};
		const made = this.#steps
			.made('ground', inputs, async ({ part }) => {
				this.#outlines ??= this.#open();
				return groundOfPart(await this.#outlines, part);
			})
			.then((value) => value.get());
		this.#parts.set(number, made);
		return made;
	}

	async #open(): Promise<Outlines> {
		const [topology, units] = [await this.#topology.get(), await this.#units.get()];
		const objects = units.levels
			.filter((level) => level !== 'province')
			.map((level) => TOPOLOGY_OBJECT[level]);
		const codes = leavesOf(units).map(({ code }) => code);
		const options = { edition: units.edition, source: '', objects, codes };
		const index = buildIndex(geometryFromTopology(topology, options));
		return { index, around: cellsAround(index) };
	}
}

interface Outlines {
	index: PlaceIndex;
	/** By part. */
	around: ReadonlyMap<number, string[]>;
}

/**
 * A cell of the finest resolution touches the leaves of its centre, its corners and the points between; a coarser one
 * those of the centres within it.
 */
function groundOfPart({ index, around }: Outlines, part: number): Ground {
	const cells = (around.get(part) ?? []).flatMap((cell) => cellToChildren(cell, FINEST));
	const rows = new Int32Array(POINTS * cells.length);
	for (let from = 0; from < cells.length; from += CHUNK)
		locateCells(index, cells.slice(from, from + CHUNK), rows.subarray(POINTS * from));
	const finest = cells.map((cell, at) => ({
		number: numberOf(cell),
		leaves: rows.subarray(POINTS * at, POINTS * (at + 1))
	}));
	return groundOf(index.geometry.codes, finest);
}

/** Parts one after the other; their cells ascend from part to part. */
function joined(parts: readonly GroundLevel[]): GroundLevel {
	const cells = new Int32Array(parts.reduce((sum, of) => sum + of.cells.length, 0));
	const starts = new Int32Array(cells.length + 1);
	const leaves = new Int32Array(parts.reduce((sum, of) => sum + of.leaves.length, 0));
	let [at, leaf] = [0, 0];
	for (const of of parts) {
		cells.set(of.cells, at);
		leaves.set(of.leaves, leaf);
		of.starts.forEach((start, row) => (starts[at + row] = leaf + start));
		at += of.cells.length;
		leaf += of.leaves.length;
	}
	return { cells, starts, leaves };
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

/** Cells of {@link AROUND} in which some touch a leaf, ascending, by part. */
function cellsAround({ left, bottom, across, squares, up }: PlaceIndex): Map<number, string[]> {
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
	const parts = new Map<number, string[]>();
	for (const cell of [...around].sort()) {
		const part = numberOf(cell) >> (3 * (AROUND - PART));
		const own = parts.get(part);
		if (own) own.push(cell);
		else parts.set(part, [cell]);
	}
	return parts;
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
