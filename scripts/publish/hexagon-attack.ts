/**
 * What somebody who knows everything that is published can say of hexagons that are not listed: the least and the most
 * measurements in each.
 *
 * He knows the listed hexagons of all resolutions, in steps; that an unlisted one has fewer than the floor; that a
 * hexagon is the sum of the finer ones on land; the exact count of each unit; and which hexagons a unit touches. From
 * these he draws bounds until they don't get narrower. Where unlisted ones can't have as many as there must be, one of
 * them is left out although it reaches the floor, and he knows that, too.
 */
import { cellToChildren, cellToParent } from 'h3-js';
import { HEXAGON_RESOLUTIONS } from '../../src/lib/data/schema.ts';
import { resolutionOf } from '../../src/lib/data/hexagons.ts';

const COARSEST = Math.min(...HEXAGON_RESOLUTIONS);
const FINEST = Math.max(...HEXAGON_RESOLUTIONS);
/** More than it takes: bounds go from unit to unit by hexagons on their border. */
const MOST_ROUNDS = 60;

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

/** Where somebody can have measured, and in which units: rows of `codes`. */
export interface Ground {
	codes: readonly string[];
	leavesOf(cell: string): readonly number[];
	isLand(cell: string): boolean;
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
	const bounds = new Bounds(published, ground, true);
	bounds.narrow();
	const told = bounds.told();
	if (told.every(({ by }) => typeof by === 'string')) return told;
	const alone = new Bounds(published, ground, false);
	alone.narrow();
	const before = new Map(alone.told().map(({ cell, least }) => [cell, least]));
	return told.filter(({ cell, least }) => least > (before.get(cell) ?? 0));
}

/** Bounds of hexagons and of their parts in each unit. */
class Bounds {
	readonly #cells: string[] = [];
	readonly #around: number[] = [];
	/** Listed, or around a listed one. */
	readonly #isAround: boolean[] = [];
	readonly #inner: number[][] = [];
	readonly #least: number[] = [];
	readonly #most: number[] = [];
	/** Place of what raised the least: a hexagon around, or −1 − row of the unit. */
	readonly #by: number[] = [];
	/** Parts: of which hexagon and unit, and their bounds. */
	readonly #partOf: number[] = [];
	readonly #unitOf: number[] = [];
	readonly #partLeast: number[] = [];
	readonly #partMost: number[] = [];
	readonly #partsOfCell: number[][] = [];
	readonly #partsOfUnit = new Map<number, number[]>();
	readonly #units: Float64Array;
	#changed = false;

	/** @param values false: as if no count of a hexagon were published */
	constructor({ listed, units, floor, step }: Published, ground: Ground, values: boolean) {
		this.#units = units;
		const withListed = new Map<string, number>();
		for (const [cell, least] of listed)
			for (let at = resolutionOf(cell); at >= COARSEST; at--) {
				const around = cellToParent(cell, at);
				withListed.set(around, Math.max(withListed.get(around) ?? 0, least));
			}
		const roots = [...withListed.keys()].filter((cell) => resolutionOf(cell) === COARSEST);
		const add = (cell: string, around: number): void => {
			const at = this.#cells.push(cell) - 1;
			const own = listed.get(cell);
			const inner = withListed.get(cell);
			this.#around.push(around);
			this.#isAround.push(inner !== undefined);
			this.#by.push(at);
			this.#inner.push([]);
			this.#partsOfCell.push([]);
			this.#least.push(values ? (own ?? inner ?? 0) : 0);
			this.#most.push(inner === undefined ? floor - 1 : own && values ? own + step - 1 : Infinity);
			if (around >= 0) this.#inner[around]!.push(at);
			if (inner !== undefined && resolutionOf(cell) < FINEST) {
				for (const finer of cellToChildren(cell, resolutionOf(cell) + 1))
					if (withListed.has(finer) || ground.isLand(finer)) add(finer, at);
			} else for (const unit of ground.leavesOf(cell)) this.#addPart(at, unit);
		};
		for (const root of roots) add(root, -1);
	}

	#addPart(cell: number, unit: number): void {
		const part = this.#partOf.push(cell) - 1;
		this.#unitOf.push(unit);
		this.#partLeast.push(0);
		this.#partMost.push(Infinity);
		this.#partsOfCell[cell]!.push(part);
		const parts = this.#partsOfUnit.get(unit);
		if (parts) parts.push(part);
		else this.#partsOfUnit.set(unit, [part]);
	}

	/** Until nothing gets narrower. */
	narrow(): void {
		for (let round = 0; round < MOST_ROUNDS; round++) {
			this.#changed = false;
			// Hexagons stand behind those around them.
			for (let at = this.#cells.length - 1; at >= 0; at--) this.#sum(at);
			for (let at = 0; at < this.#cells.length; at++) this.#share(at);
			for (const [unit, parts] of this.#partsOfUnit) this.#unit(unit, parts);
			if (!this.#changed) return;
		}
	}

	/** Unlisted hexagons with somebody in them; one around a listed one is known to reach the floor. */
	told(): Breach[] {
		return this.#cells.flatMap((cell, at) => {
			if (this.#isAround[at] || this.#least[at]! < 1) return [];
			const by = this.#by[at]!;
			return [{ cell, least: this.#least[at]!, by: by < 0 ? -1 - by : this.#cells[by]! }];
		});
	}

	/** A hexagon has what its parts have together. */
	#sum(at: number): void {
		const inner = this.#inner[at]!;
		if (inner.length > 0 && this.#least[at]! > total(inner, this.#most)) this.#open(inner);
		for (const [of, least, most] of this.#madeOf(at)) {
			if (of.length === 0) continue;
			this.#raise(at, total(of, least), at);
			this.#lower(at, total(of, most));
		}
	}

	/** Unlisted hexagons that have too few together: each may be one that reaches the floor. */
	#open(cells: readonly number[]): void {
		for (const cell of cells) {
			if (this.#isAround[cell]) continue;
			this.#most[cell] = Infinity;
			for (const part of this.#partsOfCell[cell]!) this.#partMost[part] = Infinity;
			this.#changed = true;
		}
	}

	/** A part has what the others leave to it. */
	#share(at: number): void {
		const inner = this.#inner[at]!;
		const [least, most] = [this.#least[at]!, this.#most[at]!];
		forOthers(inner, this.#most, least, (of, rest) => this.#raise(of, rest, at));
		forOthers(inner, this.#least, most, (of, rest) => this.#lower(of, rest));
		const parts = this.#partsOfCell[at]!;
		forOthers(parts, this.#partMost, least, (of, rest) => this.#raisePart(of, rest));
		forOthers(parts, this.#partLeast, most, (of, rest) => this.#lowerPart(of, rest));
	}

	/** Parts of a unit are as many together as are published. */
	#unit(unit: number, parts: readonly number[]): void {
		const count = this.#units[unit]!;
		if (Number.isNaN(count)) return;
		if (count > total(parts, this.#partMost)) this.#open(parts.map((part) => this.#partOf[part]!));
		forOthers(parts, this.#partMost, count, (of, rest) => {
			this.#raisePart(of, rest);
			const cell = this.#partOf[of]!;
			this.#raise(cell, total(this.#partsOfCell[cell]!, this.#partLeast), -1 - unit);
		});
		forOthers(parts, this.#partLeast, count, (of, rest) => this.#lowerPart(of, rest));
	}

	#madeOf(at: number): [number[], number[], number[]][] {
		return [
			[this.#inner[at]!, this.#least, this.#most],
			[this.#partsOfCell[at]!, this.#partLeast, this.#partMost]
		];
	}

	#raise(at: number, least: number, by: number): void {
		if (!(least > this.#least[at]!) || least > this.#most[at]!) return;
		this.#least[at] = least;
		if (by !== at) this.#by[at] = by;
		this.#changed = true;
	}

	#lower(at: number, most: number): void {
		if (!(most < this.#most[at]!) || most < this.#least[at]!) return;
		this.#most[at] = most;
		this.#changed = true;
	}

	#raisePart(part: number, least: number): void {
		if (!(least > this.#partLeast[part]!) || least > this.#partMost[part]!) return;
		this.#partLeast[part] = least;
		this.#changed = true;
	}

	#lowerPart(part: number, most: number): void {
		if (!(most < this.#partMost[part]!) || most < this.#partLeast[part]!) return;
		this.#partMost[part] = most;
		this.#changed = true;
	}
}

function total(of: readonly number[], values: readonly number[]): number {
	let sum = 0;
	for (const at of of) sum += values[at]!;
	return sum;
}

/** What is left of `count` for each when the others have their `values`; nothing while two others are unbounded. */
function forOthers(
	of: readonly number[],
	values: readonly number[],
	count: number,
	visit: (at: number, rest: number) => void
): void {
	let sum = 0;
	let open = 0;
	for (const at of of)
		if (values[at] === Infinity) open++;
		else sum += values[at]!;
	if (open > 1 || (open === 1 && count === Infinity)) return;
	const copies = of.map((at) => values[at]!);
	of.forEach((at, nth) => {
		const own = copies[nth]!;
		if (open === 0) visit(at, count - (sum - own));
		else if (own === Infinity) visit(at, count - sum);
	});
}
