/**
 * Measurements of one month and network in memory, their speeds in ascending order.
 *
 * Speeds come in whole thousandths, whoever measures them, so they are whole numbers below 2^25, which
 * two or three passes over them put in order.
 */
import type { Speed } from '../trend.ts';
import { MOST_SPEED } from './table.ts';

/** Keys are thousandths; 0 stands for no value. */
const PER_UNIT = 1000;
/** A pass writes to 2^9 places in turn: more of them than pages of memory are known to the processor take longer. */
const PASS_BITS = 9;
const PASS = 1 << PASS_BITS;
const OPERATOR_BITS = 15;
const LEAF_BITS = 16;
/** Numbers of a value on its way: key, place, hexagon. */
const STRIDE = 3;

/** Rows of measurements. */
export class SpeedRows {
	readonly #keys: Record<Speed, Uint32Array>;
	/** Leaf and operator of each row. */
	readonly #places: Uint32Array;
	readonly #hexagons: Uint32Array;
	#from: Uint32Array;
	#to: Uint32Array;
	#length = 0;

	/** @param rows as many as there will be */
	constructor(rows: number) {
		const numbers = () => new Uint32Array(rows);
		this.#keys = { download: numbers(), upload: numbers(), latency: numbers() };
		this.#places = numbers();
		this.#hexagons = numbers();
		this.#from = new Uint32Array(STRIDE * rows);
		this.#to = new Uint32Array(STRIDE * rows);
	}

	/**
	 * Take the next row in; speeds that aren't above 0 stand for none.
	 * @returns false when it can't be held: a speed isn't in whole thousandths, or there are too many operators
	 */
	add(
		leaf: number,
		operator: number,
		hexagon: number,
		download: number,
		upload: number,
		latency: number
	): boolean {
		const row = this.#length++;
		if (leaf >> LEAF_BITS !== 0 || operator >> OPERATOR_BITS !== 0) return false;
		this.#places[row] = leaf | (operator << LEAF_BITS);
		this.#hexagons[row] = hexagon;
		const keys = this.#keys;
		return (
			setKey(keys.download, row, download) &&
			setKey(keys.upload, row, upload) &&
			setKey(keys.latency, row, latency)
		);
	}

	/** Every row, for counting: `has` holds a bit for each speed, in the order of `SPEEDS`. */
	eachPlace(work: (leaf: number, operator: number, hexagon: number, has: number) => void): void {
		const { download, upload, latency } = this.#keys;
		for (let row = 0; row < this.#length; row++) {
			const has =
				(download[row]! > 0 ? 1 : 0) | (upload[row]! > 0 ? 2 : 0) | (latency[row]! > 0 ? 4 : 0);
			const place = this.#places[row]!;
			work(place & 0xffff, place >>> LEAF_BITS, this.#hexagons[row]!, has);
		}
	}

	/** Every value of a speed in ascending order. */
	eachAscending(
		speed: Speed,
		work: (leaf: number, operator: number, hexagon: number, value: number) => void
	): void {
		const end = STRIDE * this.#sort(this.#keys[speed]);
		const sorted = this.#from;
		for (let at = 0; at < end; at += STRIDE) {
			const place = sorted[at + 1]!;
			work(place & 0xffff, place >>> LEAF_BITS, sorted[at + 2]!, sorted[at]! / PER_UNIT);
		}
	}

	/** Put the values that there are in order; how many they are. */
	#sort(keys: Uint32Array): number {
		let count = 0;
		let most = 0;
		for (let row = 0; row < this.#length; row++) {
			const key = keys[row]!;
			if (key === 0) continue;
			most |= key;
			const at = STRIDE * count++;
			this.#from[at] = key;
			this.#from[at + 1] = this.#places[row]!;
			this.#from[at + 2] = this.#hexagons[row]!;
		}
		for (let shift = 0; most >>> shift !== 0; shift += PASS_BITS) this.#pass(count, shift);
		return count;
	}

	/** Order by some bits of the keys; what is equal in them stays as it is. */
	#pass(count: number, shift: number): void {
		const [from, to] = [this.#from, this.#to];
		const places = new Uint32Array(PASS);
		for (let at = 0; at < STRIDE * count; at += STRIDE)
			places[(from[at]! >>> shift) & (PASS - 1)]!++;
		let next = 0;
		for (let digit = 0; digit < PASS; digit++) {
			const here = places[digit]!;
			places[digit] = next;
			next += STRIDE * here;
		}
		for (let at = 0; at < STRIDE * count; at += STRIDE) {
			const key = from[at]!;
			const digit = (key >>> shift) & (PASS - 1);
			const place = places[digit]!;
			to[place] = key;
			to[place + 1] = from[at + 1]!;
			to[place + 2] = from[at + 2]!;
			places[digit] = place + STRIDE;
		}
		this.#from = to;
		this.#to = from;
	}
}

function setKey(keys: Uint32Array, row: number, value: number): boolean {
	if (!(value > 0)) return true;
	const key = Math.round(value * PER_UNIT);
	keys[row] = key;
	return key / PER_UNIT === value && value <= MOST_SPEED;
}
