/** How many measurements there are in each leaf and hexagon, from how many there are at each place. */
import { byReading, READINGS } from '../../src/lib/domain/figures.ts';
import type { Counts } from './unit-figures.ts';

const NUMBERS = 1 + READINGS.length;

/** Counts measurements. */
export class PlaceCounts {
	readonly #operators: number;
	/** By leaf and operator, and by hexagon: samples, then values of each speed. */
	readonly #ofLeaf: Uint32Array;
	readonly #ofHexagon: Uint32Array;
	/** The leaf in which a hexagon's first measurement was made; the others, which few hexagons have, as keys. */
	readonly #leaf: Int32Array;
	readonly #others = new Set<number>();

	/** @param operators how many numbers of operators there are, with that of none */
	constructor(leaves: number, operators: number, hexagons: number) {
		this.#operators = operators;
		this.#ofLeaf = new Uint32Array(leaves * operators * NUMBERS);
		this.#ofHexagon = new Uint32Array(hexagons * NUMBERS);
		this.#leaf = new Int32Array(hexagons).fill(-1);
	}

	/**
	 * Count measurements of one place.
	 * @param has a bit for each speed that they have, in the order of `READINGS`
	 * @param count how many they are
	 */
	add(leaf: number, operator: number, hexagon: number, has: number, count = 1): void {
		const a = (leaf * this.#operators + operator) * NUMBERS;
		const b = hexagon * NUMBERS;
		this.#ofLeaf[a]! += count;
		this.#ofHexagon[b]! += count;
		for (let number = 1; number < NUMBERS; number++) {
			const more = (has >> (number - 1)) & 1 ? count : 0;
			this.#ofLeaf[a + number]! += more;
			this.#ofHexagon[b + number]! += more;
		}
		const first = this.#leaf[hexagon]!;
		if (first === -1) this.#leaf[hexagon] = leaf;
		else if (first !== leaf) this.#others.add(leaf * this.#leaf.length + hexagon);
	}

	/** Every leaf and operator with measurements; `counts` is only good within the call. */
	eachLeaf(work: (leaf: number, operator: number, counts: Counts) => void): void {
		each(this.#ofLeaf, (at, counts) =>
			work(Math.floor(at / this.#operators), at % this.#operators, counts)
		);
	}

	/** Every hexagon with measurements; `counts` is only good within the call. */
	eachHexagon(work: (hexagon: number, counts: Counts) => void): void {
		each(this.#ofHexagon, work);
	}

	/** Numbers of the hexagons with measurements, ascending. */
	hexagons(): Int32Array {
		return this.#leaf.map((_, cell) => cell).filter((cell) => this.#leaf[cell]! >= 0);
	}

	/** Leaves and hexagons that have measurements in common, pair by pair. */
	pairs(): { leaf: Int32Array; hexagon: Int32Array } {
		const cells = this.#leaf.length;
		const measured = this.hexagons();
		const others = Float64Array.from(this.#others);
		const leaf = new Int32Array(measured.length + others.length);
		const hexagon = new Int32Array(leaf.length);
		measured.forEach((cell, at) => {
			leaf[at] = this.#leaf[cell]!;
			hexagon[at] = cell;
		});
		others.forEach((key, at) => {
			leaf[measured.length + at] = Math.floor(key / cells);
			hexagon[measured.length + at] = key % cells;
		});
		return { leaf, hexagon };
	}
}

function each(numbers: Uint32Array, work: (at: number, counts: Counts) => void): void {
	const counts: Counts = { samples: 0, ...byReading(() => 0) };
	for (let at = 0; at < numbers.length; at += NUMBERS) {
		if (numbers[at] === 0) continue;
		counts.samples = numbers[at]!;
		READINGS.forEach((speed, place) => (counts[speed] = numbers[at + 1 + place]!));
		work(at / NUMBERS, counts);
	}
}
