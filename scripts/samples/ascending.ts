/**
 * Measurements of one month and network in memory, their readings in ascending order.
 *
 * Readings come in whole thousandths, whoever measures them, so they are whole numbers below 2^25, which
 * two or three passes over them put in order.
 */
import { READINGS, readingFacts, type Reading } from '../../src/lib/domain/figures.ts';

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
/** Numbers of a row before its readings: leaf and operator, hexagon. */
const PLACE = 2;

/** Rows on their way to another thread. */
export interface MovedRows {
	readings: readonly Reading[];
	blocks: ArrayBuffer[];
	/** How many numbers the last block holds. */
	end: number;
}

/** Rows of measurements. */
export class ReadingRows {
	#blocks: Uint32Array<ArrayBuffer>[] = [];
	#block = new Uint32Array();
	/** Where the next row goes in the last block. */
	#at: number;
	#from = new Uint32Array();
	#to = new Uint32Array();
	/** Numbers of a row, and of a block of rows. */
	readonly #numbers: number;
	readonly #blockSize: number;
	readonly #bits: number[];
	readonly #most: number[];

	/** @param readings that the rows may have: each takes four bytes a row */
	constructor(private readonly readings: readonly Reading[] = READINGS) {
		this.#numbers = PLACE + readings.length;
		this.#blockSize = BLOCK_ROWS * this.#numbers;
		this.#at = this.#blockSize;
		this.#bits = readings.map((reading) => 1 << READINGS.indexOf(reading));
		this.#most = readings.map((reading) => readingFacts(reading).most);
	}

	/** Rows from another thread. */
	static received({ readings, blocks, end }: MovedRows): ReadingRows {
		const rows = new ReadingRows(readings);
		rows.#blocks = blocks.map((block) => new Uint32Array(block));
		rows.#block = rows.#blocks.at(-1) ?? rows.#block;
		rows.#at = end;
		return rows;
	}

	/** The rows for another thread; none are left. */
	move(): MovedRows {
		const blocks = this.#blocks.map(({ buffer }) => buffer);
		const moved = { readings: this.readings, blocks, end: this.#at };
		this.#blocks = [];
		this.#at = this.#blockSize;
		return moved;
	}

	/** How many rows there are. */
	get length(): number {
		return this.#blocks.length * BLOCK_ROWS - (this.#blockSize - this.#at) / this.#numbers;
	}

	/**
	 * Take the next row in; readings that aren't above 0 stand for none.
	 * @param values of each of the rows' readings, of which those at `row` are taken
	 * @returns false when it can't be held: a reading isn't in whole thousandths, or there are too many operators
	 */
	add(
		leaf: number,
		operator: number,
		hexagon: number,
		values: readonly ArrayLike<number>[],
		row: number
	): boolean {
		if (leaf >> LEAF_BITS !== 0 || operator >> OPERATOR_BITS !== 0) return false;
		if (this.#at === this.#blockSize) {
			this.#blocks.push((this.#block = new Uint32Array(this.#blockSize)));
			this.#at = 0;
		}
		const block = this.#block;
		const at = this.#at;
		this.#at += this.#numbers;
		block[at] = leaf | (operator << LEAF_BITS);
		block[at + 1] = hexagon;
		for (let reading = 0; reading < values.length; reading++) {
			const value = values[reading]![row]!;
			if (!(value > 0)) continue;
			const key = Math.round(value * PER_UNIT);
			if (key / PER_UNIT !== value || value > this.#most[reading]!) return false;
			block[at + PLACE + reading] = key;
		}
		return true;
	}

	/** @param numbers new numbers of the operators, by their old ones */
	renumberOperators(numbers: Uint32Array): void {
		for (const block of this.#blocks) {
			const end = this.#endOf(block);
			for (let at = 0; at < end; at += this.#numbers) {
				const place = block[at]!;
				block[at] = (place & 0xffff) | (numbers[place >>> LEAF_BITS]! << LEAF_BITS);
			}
		}
	}

	/** Every row, for counting: `has` holds a bit for each reading, in the order of `READINGS`. */
	eachPlace(work: (leaf: number, operator: number, hexagon: number, has: number) => void): void {
		const bits = this.#bits;
		for (const block of this.#blocks) {
			const end = this.#endOf(block);
			for (let at = 0; at < end; at += this.#numbers) {
				let has = 0;
				for (let reading = 0; reading < bits.length; reading++)
					if (block[at + PLACE + reading]! > 0) has |= bits[reading]!;
				const place = block[at]!;
				work(place & 0xffff, place >>> LEAF_BITS, block[at + 1]!, has);
			}
		}
	}

	/** Every value of a reading in ascending order. */
	eachAscending(
		reading: Reading,
		work: (leaf: number, operator: number, hexagon: number, value: number) => void
	): void {
		const column = this.readings.indexOf(reading);
		if (column < 0) return;
		const end = STRIDE * this.#sort(PLACE + column);
		const sorted = this.#from;
		for (let at = 0; at < end; at += STRIDE) {
			const place = sorted[at + 1]!;
			work(place & 0xffff, place >>> LEAF_BITS, sorted[at + 2]!, sorted[at]! / PER_UNIT);
		}
	}

	#endOf(block: Uint32Array): number {
		return block === this.#block ? this.#at : this.#blockSize;
	}

	/** Put the values that there are in order; how many they are. */
	#sort(number: number): number {
		let most = 0;
		let count = 0;
		const places = new Uint32Array(PASS);
		for (const block of this.#blocks) {
			const end = this.#endOf(block);
			for (let at = number; at < end; at += this.#numbers) {
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
			for (let at = 0; at < end; at += this.#numbers) {
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
