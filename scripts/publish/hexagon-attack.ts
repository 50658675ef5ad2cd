/**
 * What somebody who knows everything that is published can say of hexagons that are not listed: the least and the most
 * measurements in each.
 *
 * He knows the listed hexagons of all resolutions, in steps; that an unlisted one has fewer than the floor; that a
 * hexagon is the sum of the finer ones on land; the exact count of each unit; and which hexagons a unit touches. From
 * these he draws bounds until they don't get narrower. Where unlisted ones can't have as many as there must be, one of
 * them is left out although it reaches the floor, and he knows that, too.
 */
import { HEXAGON_RESOLUTIONS } from '../../src/lib/data/schema.ts';
import { resolutionOf } from '../../src/lib/data/hexagons.ts';
import { cellOf, numberOf, placeFrom } from './cell-number.ts';
import { leavesIn, type Ground } from './hexagon-ground.ts';

const COARSEST = Math.min(...HEXAGON_RESOLUTIONS);
/** More than it takes: bounds go from unit to unit by hexagons on their border. */
const MOST_ROUNDS = 60;
const NONE = -1;

/** What is published of one month and network. */
export interface Published {
	/** Cell → the least count that is told of it; all resolutions together. */
	listed: ReadonlyMap<string, number>;
	/** Exact counts by row of the ground's leaves, `NaN` where not published. */
	units: Float64Array;
	/** A hexagon with fewer is not listed. */
	floor: number;
	/** In which counts are told: the least of a step. */
	step: number;
}

/** An unlisted hexagon in which somebody must have measured. */
export interface Breach {
	cell: string;
	least: number;
	/** The listed hexagon around it when that one tells, else the row of the unit. */
	by: string | number;
}

/**
 * Unlisted hexagons of which the published ones tell that somebody measured there. What the exact count of units tells
 * with none of them (a unit of one hexagon, for instance) is no breach: units are what the rule of 300 samples is about.
 */
export function breachesOf(published: Published, ground: Ground): Breach[] {
	const tree = treeOf(published.listed, ground);
	const told = new Bounds(tree, published, true).told();
	if (told.every(({ by }) => typeof by === 'string')) return told;
	const alone = new Bounds(tree, published, false).told();
	const before = new Map(alone.map(({ cell, least }) => [cell, least]));
	return told.filter(({ cell, least }) => least > (before.get(cell) ?? 0));
}

/** Lists of numbers, one after the other: those of `at` are `members` from `starts[at]` up to `starts[at + 1]`. */
interface Lists {
	starts: Int32Array;
	members: Int32Array;
}

/** Hexagons from the coarsest around listed ones down to the listed and those beside them, and their parts in units. */
interface Tree {
	/** Hexagons stand behind those around them. */
	resolution: Uint8Array;
	number: Int32Array;
	/** What is told of it; 0 of an unlisted one. */
	own: Float64Array;
	/** The most that is told of one listed in it, itself among them; 0 where nothing in it is listed. */
	inside: Float64Array;
	/** Place of the one around it, −1 of the coarsest. */
	around: Int32Array;
	inner: Lists;
	/** Parts of hexagons that have no others in them: of which hexagon, and of which unit. */
	partOf: Int32Array;
	unitOf: Int32Array;
	partsOfCell: Lists;
	partsOfUnit: Lists;
	/** Units in the order in which their first part comes. */
	units: Int32Array;
}

/** Listed hexagons of a resolution and those around listed ones, ascending by number. */
interface Level {
	cells: Int32Array;
	own: Float64Array;
	inside: Float64Array;
}

function levelsOf(listed: ReadonlyMap<string, number>): Level[] {
	const byResolution = HEXAGON_RESOLUTIONS.map(
		() => new Map<number, { own: number; inside: number }>()
	);
	const at = (level: number, number: number) => {
		const known = byResolution[level]!.get(number);
		if (known) return known;
		const added = { own: 0, inside: 0 };
		byResolution[level]!.set(number, added);
		return added;
	};
	for (const [cell, count] of listed) at(resolutionOf(cell) - COARSEST, numberOf(cell)).own = count;
	return byResolution
		.map((_, nth) => byResolution.length - 1 - nth)
		.map((level) => {
			const cells = Int32Array.from(byResolution[level]!.keys()).sort();
			const [own, inside] = [new Float64Array(cells.length), new Float64Array(cells.length)];
			cells.forEach((number, row) => {
				const of = byResolution[level]!.get(number)!;
				own[row] = of.own;
				inside[row] = Math.max(of.own, of.inside);
				if (level === 0) return;
				const around = at(level - 1, number >> 3);
				around.inside = Math.max(around.inside, inside[row]!);
			});
			return { cells, own, inside };
		})
		.reverse();
}

function treeOf(listed: ReadonlyMap<string, number>, ground: Ground): Tree {
	const levels = levelsOf(listed);
	const [resolutions, numbers, arounds]: [number[], number[], number[]] = [[], [], []];
	const [own, inside, partOf, unitOf]: [number[], number[], number[], number[]] = [[], [], [], []];
	const add = (level: number, number: number, row: number, around: number): void => {
		const at = resolutions.push(COARSEST + level) - 1;
		numbers.push(number);
		arounds.push(around);
		own.push(row === NONE ? 0 : levels[level]!.own[row]!);
		inside.push(row === NONE ? 0 : levels[level]!.inside[row]!);
		if (row !== NONE && level + 1 < levels.length) addInner(level + 1, number, at);
		else
			for (const unit of leavesIn(ground, COARSEST + level, number)) {
				partOf.push(at);
				unitOf.push(unit);
			}
	};
	/** Those within a hexagon that have listed ones in them, or land. */
	const addInner = (level: number, around: number, at: number): void => {
		const [known, land] = [levels[level]!.cells, ground.levels[level]!.cells];
		let [row, place] = [placeFrom(known, around * 8), placeFrom(land, around * 8)];
		for (let number = around * 8; number < around * 8 + 7; number++) {
			const isKnown = known[row] === number;
			const isLand = land[place] === number;
			if (isKnown || isLand) add(level, number, isKnown ? row : NONE, at);
			if (isKnown) row++;
			if (isLand) place++;
		}
	};
	levels[0]!.cells.forEach((number, row) => add(0, number, row, NONE));
	return {
		resolution: Uint8Array.from(resolutions),
		number: Int32Array.from(numbers),
		own: Float64Array.from(own),
		inside: Float64Array.from(inside),
		around: Int32Array.from(arounds),
		inner: grouped(arounds, numbers.length),
		partOf: Int32Array.from(partOf),
		unitOf: Int32Array.from(unitOf),
		partsOfCell: grouped(partOf, numbers.length),
		partsOfUnit: grouped(unitOf, ground.codes.length),
		units: Int32Array.from(new Set(unitOf))
	};
}

/** Places in a list by what stands there, in their order; places of {@link NONE} are left out. */
function grouped(groups: readonly number[], count: number): Lists {
	const starts = new Int32Array(count + 1);
	for (const group of groups) if (group !== NONE) starts[group + 1]!++;
	for (let group = 0; group < count; group++) starts[group + 1]! += starts[group]!;
	const members = new Int32Array(starts[count]!);
	const next = starts.slice();
	groups.forEach((group, at) => {
		if (group !== NONE) members[next[group]!++] = at;
	});
	return { starts, members };
}

/** Bounds of hexagons and of their parts in each unit. */
class Bounds {
	readonly #tree: Tree;
	readonly #counts: Float64Array;
	readonly #least: Float64Array;
	readonly #most: Float64Array;
	/** Place of what raised the least: a hexagon around, or −1 − row of the unit. */
	readonly #by: Int32Array;
	readonly #partLeast: Float64Array;
	readonly #partMost: Float64Array;
	/** What something has changed of since it was looked at: hexagons twice, as a sum and as what others have left. */
	readonly #toSum: Uint8Array;
	readonly #toShare: Uint8Array;
	readonly #toUnit: Uint8Array;
	#changed = false;
	/** What is looked at: a hexagon, or −1 − row of a unit. */
	#source = NONE;

	/** @param values false: as if no count of a hexagon were published */
	constructor(tree: Tree, { units, floor, step }: Published, values: boolean) {
		const { own, inside, number, partOf, partsOfUnit } = tree;
		this.#tree = tree;
		this.#counts = units;
		this.#least = values ? inside.map((most, at) => own[at] || most) : new Float64Array(own.length);
		this.#most = inside.map((most, at) => {
			if (most === 0) return floor - 1;
			return own[at] && values ? own[at]! + step - 1 : Infinity;
		});
		this.#by = Int32Array.from(number.keys());
		this.#partLeast = new Float64Array(partOf.length);
		this.#partMost = new Float64Array(partOf.length).fill(Infinity);
		this.#toSum = new Uint8Array(own.length).fill(1);
		this.#toShare = new Uint8Array(own.length).fill(1);
		this.#toUnit = new Uint8Array(partsOfUnit.starts.length).fill(1);
		this.#narrow();
	}

	/** Until nothing gets narrower. */
	#narrow(): void {
		const { number, units } = this.#tree;
		for (let round = 0; round < MOST_ROUNDS; round++) {
			this.#changed = false;
			// Hexagons stand behind those around them.
			for (let at = number.length - 1; at >= 0; at--) if (this.#toSum[at]) this.#sum(at);
			for (let at = 0; at < number.length; at++) if (this.#toShare[at]) this.#share(at);
			for (const unit of units) if (this.#toUnit[unit]) this.#unit(unit);
			if (!this.#changed) return;
		}
	}

	/** Unlisted hexagons with somebody in them; one around a listed one is known to reach the floor. */
	told(): Breach[] {
		const { inside, number, resolution } = this.#tree;
		const name = (at: number) => cellOf(number[at]!, resolution[at]!);
		const told: Breach[] = [];
		for (let at = 0; at < number.length; at++) {
			if (inside[at]! > 0 || this.#least[at]! < 1) continue;
			const by = this.#by[at]!;
			told.push({ cell: name(at), least: this.#least[at]!, by: by < 0 ? -1 - by : name(by) });
		}
		return told;
	}

	/** A hexagon has what its parts have together. */
	#sum(at: number): void {
		const { inner, partsOfCell } = this.#tree;
		this.#toSum[at] = 0;
		if (inner.starts[at]! < inner.starts[at + 1]!) {
			if (this.#least[at]! > total(inner, at, this.#most)) this.#open(inner, at);
			this.#source = at;
			this.#raise(at, total(inner, at, this.#least));
			this.#lower(at, total(inner, at, this.#most));
		}
		if (partsOfCell.starts[at]! < partsOfCell.starts[at + 1]!) {
			this.#source = at;
			this.#raise(at, total(partsOfCell, at, this.#partLeast));
			this.#lower(at, total(partsOfCell, at, this.#partMost));
		}
	}

	/** Unlisted hexagons that have too few together: each may be one that reaches the floor. */
	#open({ starts, members }: Lists, of: number, cellAt?: Int32Array): void {
		const { inside, partsOfCell } = this.#tree;
		for (let nth = starts[of]!; nth < starts[of + 1]!; nth++) {
			const cell = cellAt ? cellAt[members[nth]!]! : members[nth]!;
			if (inside[cell]! > 0) continue;
			this.#most[cell] = Infinity;
			for (let part = partsOfCell.starts[cell]!; part < partsOfCell.starts[cell + 1]!; part++) {
				this.#partMost[partsOfCell.members[part]!] = Infinity;
				this.#partChanged(partsOfCell.members[part]!);
			}
			this.#cellChanged(cell);
		}
	}

	/** A part has what the others leave to it. */
	#share(at: number): void {
		const { inner, partsOfCell } = this.#tree;
		const [least, most] = [this.#least[at]!, this.#most[at]!];
		this.#toShare[at] = 0;
		this.#source = at;
		forOthers(inner, at, this.#most, least, this.#raise);
		forOthers(inner, at, this.#least, most, this.#lower);
		forOthers(partsOfCell, at, this.#partMost, least, this.#raisePart);
		forOthers(partsOfCell, at, this.#partLeast, most, this.#lowerPart);
	}

	/** Parts of a unit are as many together as are published. */
	#unit(unit: number): void {
		const { partOf, partsOfUnit } = this.#tree;
		const count = this.#counts[unit]!;
		this.#toUnit[unit] = 0;
		if (Number.isNaN(count)) return;
		if (count > total(partsOfUnit, unit, this.#partMost)) this.#open(partsOfUnit, unit, partOf);
		this.#source = -1 - unit;
		forOthers(partsOfUnit, unit, this.#partMost, count, this.#raisePartAndCell);
		forOthers(partsOfUnit, unit, this.#partLeast, count, this.#lowerPart);
	}

	#cellChanged(at: number): void {
		const around = this.#tree.around[at]!;
		this.#changed = true;
		this.#toSum[at] = this.#toShare[at] = 1;
		if (around !== NONE) this.#toSum[around] = this.#toShare[around] = 1;
	}

	#partChanged(part: number): void {
		const cell = this.#tree.partOf[part]!;
		this.#changed = true;
		this.#toSum[cell] = this.#toShare[cell] = 1;
		this.#toUnit[this.#tree.unitOf[part]!] = 1;
	}

	readonly #raise = (at: number, least: number): void => {
		if (!(least > this.#least[at]!) || least > this.#most[at]!) return;
		this.#least[at] = least;
		if (this.#source !== at) this.#by[at] = this.#source;
		this.#cellChanged(at);
	};

	readonly #lower = (at: number, most: number): void => {
		if (!(most < this.#most[at]!) || most < this.#least[at]!) return;
		this.#most[at] = most;
		this.#cellChanged(at);
	};

	readonly #raisePart = (part: number, least: number): void => {
		if (!(least > this.#partLeast[part]!) || least > this.#partMost[part]!) return;
		this.#partLeast[part] = least;
		this.#partChanged(part);
	};

	readonly #lowerPart = (part: number, most: number): void => {
		if (!(most < this.#partMost[part]!) || most < this.#partLeast[part]!) return;
		this.#partMost[part] = most;
		this.#partChanged(part);
	};

	readonly #raisePartAndCell = (part: number, least: number): void => {
		const { partOf, partsOfCell } = this.#tree;
		this.#raisePart(part, least);
		this.#raise(partOf[part]!, total(partsOfCell, partOf[part]!, this.#partLeast));
	};
}

function total({ starts, members }: Lists, of: number, values: Float64Array): number {
	let sum = 0;
	for (let nth = starts[of]!; nth < starts[of + 1]!; nth++) sum += values[members[nth]!]!;
	return sum;
}

/**
 * What is left of `count` for each when the others have their `values`; nothing while two others are unbounded.
 * @param visit changes no values
 */
function forOthers(
	{ starts, members }: Lists,
	of: number,
	values: Float64Array,
	count: number,
	visit: (at: number, rest: number) => void
): void {
	let sum = 0;
	let open = 0;
	for (let nth = starts[of]!; nth < starts[of + 1]!; nth++) {
		const value = values[members[nth]!]!;
		if (value === Infinity) open++;
		else sum += value;
	}
	if (open > 1 || (open === 1 && count === Infinity)) return;
	for (let nth = starts[of]!; nth < starts[of + 1]!; nth++) {
		const own = values[members[nth]!]!;
		if (open === 0) visit(members[nth]!, count - (sum - own));
		else if (own === Infinity) visit(members[nth]!, count - sum);
	}
}
