/**
 * Numbers of the H3 cells that points lie in, for many points.
 *
 * H3's own function takes a microsecond or two a point. Here a point is only laid onto the plane of its face of H3's
 * icosahedron (gnomonic projection), where the cells of an even resolution are a regular lattice with an axis towards
 * a corner of the face; a cell gets its name from h3-js once, when its first point comes. Next to the twelve corners,
 * which are all at sea and far from Viet Nam, lattice and cells differ.
 */
import { cellToLatLng, getPentagons, latLngToCell } from 'h3-js';
import { HEXAGON_RESOLUTIONS } from '../../src/lib/data/schema.ts';

/** The finest resolution that is published; an even one. */
export const FINEST_RESOLUTION = Math.max(...HEXAGON_RESOLUTIONS);
/** Number of a point without a hexagon. */
export const NO_HEXAGON = -1;

const RADIANS = Math.PI / 180;
/** Distance of neighbouring cells in a face's plane at distance 1: (3 − √5) / 2, √7 times less a resolution. */
const STEP = (3 - Math.sqrt(5)) / 2 / 7 ** (FINEST_RESOLUTION / 2);
/** Cosine of the circle within a face: a point in it is in no other face. */
const WITHIN = (1 + Math.sqrt(5)) / 2 / Math.sqrt(3) + 1e-9;
/** Corners of one face have an angle of this cosine at least; others a negative one. */
const NEIGHBOUR = 0.4;
/** Cells are numbered in squares of the lattice: this many bits of both coordinates. */
const SQUARE_BITS = 6;
const SQUARE = 1 << SQUARE_BITS;
/** Coordinates on a face stay within ± this. */
const REACH = 1 << 13;
const SQUARES_ACROSS = (2 * REACH) / SQUARE;

type Vector = readonly [x: number, y: number, z: number];

/** A face of the icosahedron. */
interface Face {
	at: number;
	centre: Vector;
	/** Multiplied with a point and divided by its product with `centre`: coordinates in the lattice. */
	q: Vector;
	r: Vector;
	/** Steps of the lattice in space. */
	alongQ: Vector;
	alongR: Vector;
}

/** Numbers cells in the order in which their first points come. */
export class HexagonNumbers {
	/** Names of the numbered cells. */
	readonly cells: string[] = [];
	readonly #faces = icosahedron();
	readonly #known = new Map<string, number>();
	/** By face and square of its lattice: which square of `#numbers` it has, 0 for none yet. */
	readonly #places = new Int32Array(this.#faces.length * SQUARES_ACROSS ** 2);
	/** By square, row and column: number of the cell plus one, 0 for none yet. */
	#numbers = new Int32Array(64 * SQUARE ** 2);
	/** Squares that are taken; the first stands for none. */
	#squares = 1;
	#face = this.#faces[0]!;

	/**
	 * Number the cells of points.
	 * @param lon degrees
	 * @param lat degrees, as many as `lon`
	 * @param leaf points of which this is negative have no hexagon
	 * @param out is filled with places in {@link cells}; as long as `lon`
	 */
	number(lon: Float64Array, lat: Float64Array, leaf: Int32Array, out: Int32Array): void {
		for (let at = 0; at < lon.length; at++)
			out[at] = leaf[at]! < 0 ? NO_HEXAGON : this.numberOne(lon[at]!, lat[at]!);
	}

	/** As {@link number}, for one point. */
	numberOne(lon: number, lat: number): number {
		const level = Math.cos(lat * RADIANS);
		const x = level * Math.cos(lon * RADIANS);
		const y = level * Math.sin(lon * RADIANS);
		const z = Math.sin(lat * RADIANS);
		if (dot(this.#face.centre, x, y, z) < WITHIN) this.#face = this.#nearest(x, y, z);
		const face = this.#face;
		const height = dot(face.centre, x, y, z);
		const exactQ = dot(face.q, x, y, z) / height;
		const exactR = dot(face.r, x, y, z) / height;
		// The nearest point of a lattice of hexagons: round three coordinates, and mend the one that was furthest off.
		let q = Math.round(exactQ);
		let r = Math.round(exactR);
		const s = Math.round(-exactQ - exactR);
		if (q + r + s !== 0) {
			const offQ = Math.abs(q - exactQ);
			const offR = Math.abs(r - exactR);
			const offS = Math.abs(s + exactQ + exactR);
			if (offQ > offR && offQ > offS) q = -r - s;
			else if (offR > offS) r = -q - s;
		}
		const column = q + REACH;
		const row = r + REACH;
		const place =
			(face.at * SQUARES_ACROSS + (row >> SQUARE_BITS)) * SQUARES_ACROSS + (column >> SQUARE_BITS);
		if (this.#places[place] === 0) this.#addSquare(place);
		const at =
			(this.#places[place]! * SQUARE + (row & (SQUARE - 1))) * SQUARE + (column & (SQUARE - 1));
		return (this.#numbers[at] ||= this.#numberOf(face, q, r) + 1) - 1;
	}

	#nearest(x: number, y: number, z: number): Face {
		return this.#faces.reduce((best, face) =>
			dot(face.centre, x, y, z) > dot(best.centre, x, y, z) ? face : best
		);
	}

	#addSquare(place: number): void {
		if ((this.#squares + 1) * SQUARE ** 2 > this.#numbers.length) {
			const larger = new Int32Array(this.#numbers.length * 2);
			larger.set(this.#numbers);
			this.#numbers = larger;
		}
		this.#places[place] = this.#squares++;
	}

	/** The cell is known by its centre, so whichever point comes first; one across an edge comes from both faces. */
	#numberOf({ centre, alongQ, alongR }: Face, q: number, r: number): number {
		const [x, y, z] = [0, 1, 2].map((of) => centre[of]! + q * alongQ[of]! + r * alongR[of]!);
		const lat = Math.atan2(z!, Math.hypot(x!, y!)) / RADIANS;
		const cell = latLngToCell(lat, Math.atan2(y!, x!) / RADIANS, FINEST_RESOLUTION);
		const known = this.#known.get(cell);
		if (known !== undefined) return known;
		this.#known.set(cell, this.cells.length);
		return this.cells.push(cell) - 1;
	}
}

/** H3's icosahedron has its corners in the middle of the twelve pentagons. */
function icosahedron(): Face[] {
	const corners = getPentagons(0).map((pentagon): Vector => {
		const [lat, lon] = cellToLatLng(pentagon).map((degrees) => degrees * RADIANS) as [
			number,
			number
		];
		return [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)];
	});
	const faces: Face[] = [];
	corners.forEach((a, at) => {
		const others = corners.slice(at + 1).filter((b) => dot(a, ...b) > NEIGHBOUR);
		others.forEach((b, rank) => {
			for (const c of others.slice(rank + 1).filter((of) => dot(b, ...of) > NEIGHBOUR))
				faces.push(faceOf(faces.length, a, b, c));
		});
	});
	return faces;
}

function faceOf(at: number, a: Vector, b: Vector, c: Vector): Face {
	const centre = unit(plus(plus(a, b), c));
	const east = unit(plus(a, times(centre, -dot(a, ...centre))));
	const north = cross(centre, east);
	const half = Math.sqrt(3) / 2;
	return {
		at,
		centre,
		q: times(plus(east, times(north, -0.5 / half)), 1 / STEP),
		r: times(north, 1 / half / STEP),
		alongQ: times(east, STEP),
		alongR: times(plus(times(east, 0.5), times(north, half)), STEP)
	};
}

function dot(a: Vector, x: number, y: number, z: number): number {
	return a[0] * x + a[1] * y + a[2] * z;
}

function plus(a: Vector, b: Vector): Vector {
	return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

function times(a: Vector, factor: number): Vector {
	return [a[0] * factor, a[1] * factor, a[2] * factor];
}

function cross(a: Vector, b: Vector): Vector {
	return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function unit(a: Vector): Vector {
	return times(a, 1 / Math.hypot(...a));
}
