import type { Topology } from 'topojson-specification';

/** A quantised arc: the first point absolute, the others as steps from the one before. */
type Arc = number[][];

interface ArcUser {
	arcs?: unknown;
}

/** Arcs that a new one may share its start with: more costs more in the references than it saves. */
const MEMORY = 3;

/**
 * Number and turn arcs so that the file compresses better: in the order of their first use, beginning where an arc
 * just before began. The shapes stay as they are. Saves 8 % of a national file after Brotli.
 * @param names objects in the order in which their arcs are numbered; the one with most arcs first
 * @returns a new topology; the input is not changed
 */
export function orderArcs(topology: Topology, names: readonly string[]): Topology {
	const objects = structuredClone(topology.objects);
	const placed = new Map<number, { at: number; turned: boolean }>();
	const arcs: Arc[] = [];
	const starts: string[] = [];

	const place = (old: number, reversed: boolean) => {
		const arc = topology.arcs[old]!;
		const turn = turned(arc);
		const own = starts.lastIndexOf(String(arc[0]));
		const far = starts.lastIndexOf(String(turn[0]));
		// Else it begins where the walk around the ring leaves it: there the next arc of the ring can begin too.
		const isTurned = own === far ? !reversed : far > own;
		placed.set(old, { at: arcs.length, turned: isTurned });
		const written = isTurned ? turn : arc;
		arcs.push(written);
		starts.push(String(written[0]));
		if (starts.length > MEMORY) starts.shift();
	};
	const isPlaced = (reference: number) => placed.has(reference < 0 ? ~reference : reference);

	for (const name of names) {
		for (const ring of ringsOf(objects[name] as ArcUser)) {
			rotate(
				ring,
				ring.findIndex((reference, at) => !isPlaced(reference) && isPlaced(ring.at(at - 1)!))
			);
			ring.forEach((reference, position) => {
				const old = reference < 0 ? ~reference : reference;
				if (!placed.has(old)) place(old, reference < 0);
				const { at, turned: isTurned } = placed.get(old)!;
				ring[position] = reference < 0 !== isTurned ? ~at : at;
			});
		}
	}
	return {
		...topology,
		objects: Object.fromEntries(names.map((name) => [name, objects[name]!])),
		arcs
	};
}

/** Arrays of arc references, at any depth of an object, to be changed in place. */
function ringsOf(object: ArcUser & { geometries?: ArcUser[] }): number[][] {
	if (object.geometries) return object.geometries.flatMap(ringsOf);
	const collect = (arcs: unknown): number[][] => {
		if (!Array.isArray(arcs)) return [];
		return typeof arcs[0] === 'number' ? [arcs as number[]] : arcs.flatMap(collect);
	};
	return collect(object.arcs);
}

function rotate(ring: number[], start: number): void {
	if (start > 0) ring.push(...ring.splice(0, start));
}

/** The same arc from its other end. */
function turned(arc: Arc): Arc {
	let x = 0;
	let y = 0;
	const points = arc.map(([dx, dy]) => [(x += dx!), (y += dy!)]).reverse();
	return points.map(([px, py], at) => {
		const before = points[at - 1];
		return before ? [px! - before[0]!, py! - before[1]!] : [px!, py!];
	});
}
