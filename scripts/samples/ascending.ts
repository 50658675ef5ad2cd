/**
 * Measurements of one month and network in memory, their speeds in ascending order.
 *
 * Speeds come in whole thousandths, whoever measures them, so they are whole numbers below 2^25, which
 * two or three passes over them put in order.
 */
import { SPEEDS, type Speed } from '../../src/lib/domain/statistics.ts';
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
/** Rows stand in blocks, so that more of them need no copy. */
const BLOCK_ROWS = 1 << 16;
/** Numbers of a row: leaf and operator, hexagon, key of each speed. */
const NUMBERS = 2 + SPEEDS.length;
const BLOCK = BLOCK_ROWS * NUMBERS;

/** Rows on their way to another thread. */
export interface MovedRows {
	blocks: ArrayBuffer[];
	/** How many numbers the last block holds. */
	end: number;
}

/** Rows of measurements. */
export class SpeedRows {
	#blocks: Uint32Array<ArrayBuffer>[] = [];
	#block = new Uint32Array();
	/** Where the next row goes in the last block. */
	#at = BLOCK;
	#from = new Uint32Array();
	#to = new Uint32Array();

	/** Rows from another thread. */
	static received({ blocks, end }: MovedRows): SpeedRows {
		const rows = new SpeedRows();
		rows.#blocks = blocks.map((block) => new Uint32Array(block));
		rows.#block = rows.#blocks.at(-1) ?? rows.#block;
		rows.#at = end;
		return rows;
	}

	/** The rows for another thread; none are left. */
	move(): MovedRows {
		const moved = { blocks: this.#blocks.map(({ buffer }) => buffer), end: this.#at };
		this.#blocks = [];
		this.#at = BLOCK;
		return moved;
	}

	/** How many rows there are. */
	get length(): number {
		return this.#blocks.length * BLOCK_ROWS - (BLOCK - this.#at) / NUMBERS;
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
		if (leaf >> LEAF_BITS !== 0 || operator >> OPERATOR_BITS !== 0) return false;
		if (this.#at === BLOCK) {
			this.#blocks.push((this.#block = new Uint32Array(BLOCK)));
			this.#at = 0;
		}
		const block = this.#block;
		const at = this.#at;
		this.#at += NUMBERS;
		block[at] = leaf | (operator << LEAF_BITS);
		block[at + 1] = hexagon;
		return (
			setKey(block, at + 2, download) &&
			setKey(block, at + 3, upload) &&
			setKey(block, at + 4, latency)
		);
	}

	/** @param numbers new numbers of the operators, by their old ones */
	renumberOperators(numbers: Uint32Array): void {
		for (const block of this.#blocks) {
			const end = this.#endOf(block);
			for (let at = 0; at < end; at += NUMBERS) {
				const place = block[at]!;
				block[at] = (place & 0xffff) | (numbers[place >>> LEAF_BITS]! << LEAF_BITS);
			}
		}
	}

	/** Every row, for counting: `has` holds a bit for each speed, in the order of `SPEEDS`. */
	eachPlace(work: (leaf: number, operator: number, hexagon: number, has: number) => void): void {
		for (const block of this.#blocks) {
			const end = this.#endOf(block);
			for (let at = 0; at < end; at += NUMBERS) {
				const has =
					(block[at + 2]! > 0 ? 1 : 0) |
					(block[at + 3]! > 0 ? 2 : 0) |
					(block[at + 4]! > 0 ? 4 : 0);
				const place = block[at]!;
				work(place & 0xffff, place >>> LEAF_BITS, block[at + 1]!, has);
			}
		}
	}

	/** Every value of a speed in ascending order. */
	eachAscending(
		speed: Speed,
		work: (leaf: number, operator: number, hexagon: number, value: number) => void
	): void {
		const end = STRIDE * this.#sort(2 + SPEEDS.indexOf(speed));
		const sorted = this.#from;
		for (let at = 0; at < end; at += STRIDE) {
			const place = sorted[at + 1]!;
			work(place & 0xffff, place >>> LEAF_BITS, sorted[at + 2]!, sorted[at]! / PER_UNIT);
		}
	}

	#endOf(block: Uint32Array): number {
		return block === this.#block ? this.#at : BLOCK;
	}

	/** Put the values that there are in order; how many they are. */
	#sort(number: number): number {
		let most = 0;
		let count = 0;
		const places = new Uint32Array(PASS);
		for (const block of this.#blocks) {
			const end = this.#endOf(block);
			for (let at = number; at < end; at += NUMBERS) {
				const key = block[at]!;
				if (key === 0) continue;
				most |= key;
				count++;
				places[key & (PASS - 1)]!++;
			}
		}
		if (this.#from.length < STRIDE * count) {
			this.#from = new Uint32Array(STRIDE * count);
			this.#to = new Uint32Array(STRIDE * count);
		}
		begin(places);
		const to = this.#from;
		for (const block of this.#blocks) {
			const end = this.#endOf(block);
			for (let at = 0; at < end; at += NUMBERS) {
				const key = block[at + number]!;
				if (key === 0) continue;
				const place = places[key & (PASS - 1)]!;
				places[key & (PASS - 1)] = place + STRIDE;
				to[place] = key;
				to[place + 1] = block[at]!;
				to[place + 2] = block[at + 1]!;
			}
		}
		for (let shift = PASS_BITS; most >>> shift !== 0; shift += PASS_BITS) this.#pass(count, shift);
		return count;
	}

	/** Order by some bits of the keys; what is equal in them stays as it is. */
	#pass(count: number, shift: number): void {
		const [from, to] = [this.#from, this.#to];
		const places = new Uint32Array(PASS);
		for (let at = 0; at < STRIDE * count; at += STRIDE)
			places[(from[at]! >>> shift) & (PASS - 1)]!++;
		begin(places);
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

/** Counts of digits become the places where their values begin. */
function begin(places: Uint32Array): void {
	let next = 0;
	for (let digit = 0; digit < PASS; digit++) {
		const here = places[digit]!;
		places[digit] = next;
		next += STRIDE * here;
	}
}

function setKey(keys: Uint32Array, row: number, value: number): boolean {
	if (!(value > 0)) return true;
	const key = Math.round(value * PER_UNIT);
	keys[row] = key;
	return key / PER_UNIT === value && value <= MOST_SPEED;
}
