/**
 * Outlines of an edition in a third of the bytes that TopoJSON needs. An arc stands where it is first met on the way
 * around a unit, as steps from point to point; where it is met again, from the other side, stands how many arcs that
 * were met once ago that was. Upper levels are not in it: they are dissolved from what is below.
 *
 * Four numbers of eight bytes, little-endian (scale and translation of x and y, as in TopoJSON), then six parts, each
 * with its length before it, of whole numbers of seven bits a byte, the lowest first:
 * - counts: for each unit that nothing lies below, in row order and the lowest level first, its polygons; for each of
 *   these its rings; for each of these its arcs
 * - references: for each arc 0 where it is new, else its place among those met once, the latest being 1
 * - lengths: points of each new arc
 * - starts: x and y, from where the pen was, of rings that begin with a new arc
 * - x and y: steps within new arcs
 * Numbers that may be negative are folded (0, -1, 1, -2 as 0, 1, 2, 3).
 */
import { mergeArcs } from 'topojson-client';
import type { GeometryCollection, MultiPolygon, Polygon, Topology } from 'topojson-specification';
import { DataError } from '../domain/errors.ts';
import { allRows, childLevel, unitsOf, type Level, type LevelUnits, type Units } from '../domain/unit.ts';
import { TOPOLOGY_OBJECT } from './schema.ts';

type Outline = (Polygon | MultiPolygon) & { id: string };
type Arc = Topology['arcs'][number];

const PARTS = ['counts', 'references', 'lengths', 'starts', 'x', 'y'] as const;
type Part = (typeof PARTS)[number];
const HEAD = 4 * 8;

/**
 * @param topology quantised, with the objects of {@link TOPOLOGY_OBJECT} for the levels of the units
 * @throws Error when it is not quantised: that is our own bug
 */
export function encodeShapes(topology: Topology, units: Units): Uint8Array<ArrayBuffer> {
	if (!topology.transform) throw new Error('only a quantised topology can be encoded');
	const parts = Object.fromEntries(PARTS.map((part) => [part, new Writer()])) as Record<Part, Writer>;
	const arcs = topology.arcs.map(absolute);
	/** Arcs met once, in the order in which they were met, as the references that were met. */
	const open: number[] = [];
	const pen = { x: 0, y: 0 };

	const isOpen = new Set<number>();
	const drawRing = (ring: readonly number[]) => {
		parts.counts.add(ring.length);
		const known = ring.findIndex((reference) => isOpen.has(~reference));
		const first = Math.max(known, 0);
		for (let at = 0; at < ring.length; at++) {
			const reference = ring[(first + at) % ring.length]!;
			const points = arcs[reference < 0 ? ~reference : reference]!;
			const path = reference < 0 ? points.toReversed() : points;
			if (isOpen.delete(~reference)) {
				const place = open.lastIndexOf(~reference);
				parts.references.add(open.length - place);
				open.splice(place, 1);
			} else {
				parts.references.add(0);
				open.push(reference);
				isOpen.add(reference);
				const [x, y] = path[0]!;
				if (at === 0) {
					parts.starts.addFolded(x - pen.x);
					parts.starts.addFolded(y - pen.y);
				}
				parts.lengths.add(path.length);
				for (let step = 1; step < path.length; step++) {
					parts.x.addFolded(path[step]![0] - path[step - 1]![0]);
					parts.y.addFolded(path[step]![1] - path[step - 1]![1]);
				}
			}
			[pen.x, pen.y] = path.at(-1)!;
		}
	};
	for (const [level, rows] of leavesOf(units)) {
		const object = topology.objects[TOPOLOGY_OBJECT[level]] as GeometryCollection | undefined;
		const outlines = new Map(object?.geometries.map((outline) => [String(outline.id), outline]));
		for (const row of rows) {
			const polygons = polygonsOf(outlines.get(unitsOf(units, level).codes[row]!));
			parts.counts.add(polygons.length);
			for (const rings of polygons) {
				parts.counts.add(rings.length);
				rings.forEach(drawRing);
			}
		}
	}
	return joined(topology.transform, PARTS.map((part) => parts[part].bytes()));
}

/**
 * The topology again, with an object for each level. Rings may begin elsewhere and arcs are numbered and turned anew.
 * @param units of the edition; those that the file has no outline of are left out
 * @throws DataError `malformed` when it is no such file, or that of other units
 */
export function decodeShapes(bytes: Uint8Array, units: Units, url: string): Topology {
	const { transform, parts } = takeApart(bytes, url);
	const arcs: Arc[] = [];
	const ends: Int32Array[] = [];
	const open: number[] = [];
	const pen = { x: 0, y: 0 };

	const newArc = (isFirst: boolean): number => {
		if (isFirst) {
			pen.x += parts.starts.takeFolded();
			pen.y += parts.starts.takeFolded();
		}
		const from = [pen.x, pen.y] as const;
		const arc: Arc = [[...from]];
		for (let left = parts.lengths.take() - 1; left > 0; left--) {
			const step: [number, number] = [parts.x.takeFolded(), parts.y.takeFolded()];
			pen.x += step[0];
			pen.y += step[1];
			arc.push(step);
		}
		arcs.push(arc);
		ends.push(Int32Array.of(...from, pen.x, pen.y));
		open.push(arcs.length - 1);
		return arcs.length - 1;
	};
	const knownArc = (back: number): number => {
		if (back > open.length) throw broken(url, `an arc ${back} back`);
		const [arc] = open.splice(open.length - back, 1) as [number];
		[pen.x, pen.y] = [ends[arc]![0]!, ends[arc]![1]!];
		return ~arc;
	};
	const list = <T>(count: number, make: (at: number) => T): T[] => {
		if (count > bytes.length) throw broken(url, `a count of ${count}`);
		return Array.from({ length: count }, (_, at) => make(at));
	};
	const ring = () =>
		list(parts.counts.take(), (at) => {
			const back = parts.references.take();
			return back === 0 ? newArc(at === 0) : knownArc(back);
		});
	const own = leavesOf(units).map(([level, rows]) => {
		const { codes } = unitsOf(units, level);
		const outlines = new Array<Outline | null>(codes.length).fill(null);
		for (const row of rows) {
			const polygons = list(parts.counts.take(), () => list(parts.counts.take(), ring));
			if (polygons.length > 0) outlines[row] = outlineOf(codes[row]!, polygons);
		}
		return { level, outlines };
	});
	const rest = PARTS.find((part) => parts[part].isLeft);
	if (rest) throw broken(url, `more ${rest} than the ${units.edition} units need`);
	const topology: Topology = { type: 'Topology', transform, objects: {}, arcs };
	let below: Parameters<typeof dissolve>[3];
	for (const { level, outlines } of own) {
		const of = unitsOf(units, level);
		const whole = dissolve(topology, of, outlines, below);
		const geometries = whole.filter((outline) => outline !== null);
		topology.objects[TOPOLOGY_OBJECT[level]] = { type: 'GeometryCollection', geometries };
		below = { outlines: whole, parentRows: of.parentRows };
	}
	return topology;
}

/**
 * The topology as the page draws it: the same outlines of units that nothing lies below, and for each level above the
 * exact union of what lies in its units, on the same arcs.
 * @param topology as {@link encodeShapes} takes it; objects of upper levels aren't needed
 */
export function united(topology: Topology, units: Units): Topology {
	return decodeShapes(encodeShapes(topology, units), units, `outlines of ${units.edition}`);
}

/** What the outlines of the level below make together; those of a unit that nothing lies below are its own. */
function dissolve(
	topology: Topology,
	{ codes }: LevelUnits,
	own: readonly (Outline | null)[],
	below: { outlines: readonly (Outline | null)[]; parentRows: Int32Array } | undefined
): (Outline | null)[] {
	const inside = codes.map((_, row) => (own[row] ? [own[row]] : []));
	below?.outlines.forEach((outline, row) => {
		if (outline) inside[below.parentRows[row]!]!.push(outline);
	});
	return inside.map((outlines, row) => {
		if (outlines.length === 0) return null;
		const id = codes[row]!;
		// A copy: whoever numbers the arcs anew changes the lists of arcs in place, each once.
		if (outlines.length === 1) return { ...structuredClone(outlines[0]!), id };
		return outlineOf(id, mergeArcs(topology, outlines).arcs);
	});
}

/** Rows of units that nothing lies below, the lowest level first. */
function leavesOf(units: Units): [level: Level, rows: number[]][] {
	return units.levels.toReversed().map((level) => {
		const below = childLevel(units, level);
		const parents = new Set(below && unitsOf(units, below).parentRows);
		return [level, allRows(unitsOf(units, level)).filter((row) => !parents.has(row))];
	});
}

function polygonsOf(outline: { type: string | null } | undefined): number[][][] {
	if (outline?.type === 'Polygon') return [(outline as Polygon).arcs];
	return outline?.type === 'MultiPolygon' ? (outline as MultiPolygon).arcs : [];
}

function outlineOf(id: string, polygons: number[][][]): Outline {
	return polygons.length === 1
		? { type: 'Polygon', id, arcs: polygons[0]! }
		: { type: 'MultiPolygon', id, arcs: polygons };
}

/** Points of an arc from its steps. */
function absolute(arc: Arc): [x: number, y: number][] {
	let [x, y] = [0, 0];
	return arc.map(([dx, dy]) => [(x += dx!), (y += dy!)]);
}

function joined(
	{ scale, translate }: NonNullable<Topology['transform']>,
	parts: Uint8Array[]
): Uint8Array<ArrayBuffer> {
	const lengths = new Writer();
	for (const { length } of parts) lengths.add(length);
	const all = [lengths.bytes(), ...parts];
	const bytes = new Uint8Array(HEAD + all.reduce((sum, { length }) => sum + length, 0));
	const view = new DataView(bytes.buffer);
	[...scale, ...translate].forEach((value, at) => view.setFloat64(at * 8, value, true));
	let at = HEAD;
	for (const part of all) {
		bytes.set(part, at);
		at += part.length;
	}
	return bytes;
}

function takeApart(bytes: Uint8Array, url: string) {
	if (bytes.length < HEAD) throw broken(url, `${bytes.length} bytes`);
	const view = new DataView(bytes.buffer, bytes.byteOffset, HEAD);
	const [kx, ky, dx, dy] = [0, 8, 16, 24].map((at) => view.getFloat64(at, true));
	const lengths = new Reader(bytes.subarray(HEAD), url);
	const sizes = PARTS.map(() => lengths.take());
	let at = HEAD + lengths.at;
	const parts = Object.fromEntries(
		PARTS.map((part, index) => [part, new Reader(bytes.subarray(at, (at += sizes[index]!)), url)])
	) as Record<Part, Reader>;
	if (at !== bytes.length) throw broken(url, `${bytes.length} bytes, parts of ${at}`);
	const transform: NonNullable<Topology['transform']> = {
		scale: [kx!, ky!],
		translate: [dx!, dy!]
	};
	return { transform, parts };
}

/** Whole numbers of seven bits a byte. */
class Writer {
	#bytes: number[] = [];

	add(value: number): void {
		for (; value > 127; value = Math.floor(value / 128)) this.#bytes.push((value % 128) | 128);
		this.#bytes.push(value);
	}

	addFolded(value: number): void {
		this.add(value < 0 ? -2 * value - 1 : 2 * value);
	}

	bytes(): Uint8Array {
		return Uint8Array.from(this.#bytes);
	}
}

class Reader {
	/** Bytes that were read. */
	at = 0;
	#bytes: Uint8Array;
	#url: string;

	constructor(bytes: Uint8Array, url: string) {
		this.#bytes = bytes;
		this.#url = url;
	}

	take(): number {
		let value = 0;
		for (let factor = 1; ; factor *= 128) {
			const byte = this.#bytes[this.at++];
			if (byte === undefined || factor > 2 ** 42) throw broken(this.#url, 'an end in the middle');
			value += (byte & 127) * factor;
			if (byte < 128) return value;
		}
	}

	takeFolded(): number {
		const value = this.take();
		return value % 2 ? -(value + 1) / 2 : value / 2;
	}

	get isLeft(): boolean {
		return this.at < this.#bytes.length;
	}
}

function broken(file: string, found: string): DataError {
	return new DataError('malformed', { file, found, expected: 'the outlines of the edition' });
}
