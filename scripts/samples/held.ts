/**
 * Measurements that are held in memory: DuckDB hands them over as it reads, and they are placed and told apart by
 * month and network. That is faster than a table of DuckDB's with all their figures, which is for what can't be held:
 * repetitions to be found, speeds that aren't in whole thousandths, or more rows than memory is for.
 */
import {
	DOUBLE,
	DuckDBScalarFunction,
	INTEGER,
	UBIGINT,
	UTINYINT,
	VARCHAR,
	type DuckDBConnection
} from '@duckdb/node-api';
import { editionOfMonth } from '../../src/lib/domain/edition.ts';
import type { Reading } from '../../src/lib/domain/figures.ts';
import { ReadingRows } from './ascending.ts';
import { heldQuery, monthOfGroup, TAKEN, wholeGroup, type SqlWay } from './measured-sql.ts';
import { operatorsOf, type NumberedOperators } from './operators.ts';
import type { Placing } from './placing.ts';
import { placingIn, type Places } from './register-places.ts';
import { SeenMeasurements } from './seen-measurements.ts';
import { itemsOf } from './vectors.ts';

/** So many rows of three readings take 620 MB at most: each 20 bytes, and 24 while its month's are put in order. */
const MOST_ROWS = 14_000_000;
const FULL = 'more than can be held in memory';
/** DuckDB's chunks have no more rows. */
export const MOST_IN_CHUNK = 2048;

/** Measurements of one month and network. */
interface Group {
	/** Number of its edition. */
	edition: number;
	rows: ReadingRows;
}

/** Rows that are handed over together, not more than {@link MOST_IN_CHUNK}. */
export interface HeldRows {
	/** Number of month and network; -1 for a row with a fault. */
	groups: Int32Array;
	/** Halves of hashes by which repetitions are known; without them there are none. */
	keys?: Uint32Array;
	lon: Float64Array;
	lat: Float64Array;
	/** Of each reading; not above 0 for none. */
	values: readonly Float64Array[];
	operatorAt?: (row: number) => string;
}

/** Accepted measurements in memory. */
export class HeldMeasurements {
	/** By the number of month and network, see {@link monthOfGroup}. */
	readonly groups = new Map<number, Group>();
	#isFull = false;
	#length = 0;
	/** Rows in the groups: those of a part of a network are in the whole, too. */
	#held = 0;
	readonly #placing: Placing;
	readonly #edition = new Int32Array(MOST_IN_CHUNK);
	readonly #leaf = new Int32Array(MOST_IN_CHUNK);
	readonly #hexagon = new Int32Array(MOST_IN_CHUNK);
	/** Numbers of operators' spellings, and how many accepted measurements have each; the first is none. */
	readonly #spellings = new Map<string, number>([['', 0]]);
	readonly #spelled: number[] = [0];
	#last: { number: number; group: Group } | undefined;
	#seen = new SeenMeasurements();
	/** Of no meaning: kept so that the engine doesn't leave out what it comes from. */
	touched = 0;

	/**
	 * @param areHexagonsWanted else all are in one
	 * @param onRows told how many rows were read since
	 */
	constructor(
		private readonly places: Places,
		private readonly areHexagonsWanted: boolean,
		private readonly hasOperator: boolean,
		private readonly readings: readonly Reading[],
		private readonly onRows: (rows: number) => void,
		private readonly mostRows = MOST_ROWS
	) {
		this.#placing = placingIn(places);
	}

	/** Make room for so many rows. */
	expect(rows: number): void {
		if (this.#length === 0) this.#seen = new SeenMeasurements(Math.min(rows, this.mostRows));
	}

	/** Be the function `take` of a connection. */
	register(connection: DuckDBConnection): void {
		const { readings, hasOperator } = this;
		connection.registerScalarFunction(
			DuckDBScalarFunction.create({
				name: 'take',
				parameterTypes: [
					INTEGER,
					UBIGINT,
					...Array<typeof DOUBLE>(2 + readings.length).fill(DOUBLE),
					...(hasOperator ? [VARCHAR] : [])
				],
				returnType: UTINYINT,
				volatile: true,
				mainFunction: (_, input, output) => {
					// Other threads of DuckDB may still have rows.
					if (this.#isFull) throw new Error(FULL);
					const operator = hasOperator ? input.getColumnVector(4 + readings.length) : undefined;
					const numbers = (at: number) => itemsOf<Float64Array>(input.getColumnVector(at));
					const keys = itemsOf<BigUint64Array>(input.getColumnVector(1));
					this.take(
						{
							groups: itemsOf<Int32Array>(input.getColumnVector(0)),
							keys: new Uint32Array(keys.buffer, keys.byteOffset, keys.length * 2),
							lon: numbers(2),
							lat: numbers(3),
							values: readings.map((_, at) => numbers(4 + at)),
							...(operator ? { operatorAt: (row) => operator.getItem(row) as string } : {})
						},
						itemsOf<Uint8Array>(output)
					);
					output.flush();
				}
			})
		);
	}

	/**
	 * Read a table; its faults go into `staged`.
	 * @returns false when it can't be held
	 */
	async read(connection: DuckDBConnection, way: SqlWay): Promise<boolean> {
		try {
			await connection.run(
				`INSERT INTO staged BY NAME ${heldQuery(way, this.readings, this.hasOperator)}`
			);
			return true;
		} catch (error) {
			if (this.#isFull) return false;
			throw error;
		}
	}

	/**
	 * Take rows in.
	 * @param taken is filled: what became of each
	 * @throws when they can't be held, see {@link isFull}
	 */
	take({ groups, keys, lon, lat, values, operatorAt }: HeldRows, taken: Uint8Array): void {
		const count = groups.length;
		const [edition, leaf, hexagon] = [this.#edition, this.#leaf, this.#hexagon].map((of) =>
			of.subarray(0, count)
		) as [Int32Array, Int32Array, Int32Array];
		for (let row = 0; row < count; row++)
			edition[row] = groups[row]! < 0 ? (edition[row - 1] ?? 0) : this.#group(groups[row]!).edition;
		this.#placing.place(lon, lat, edition, leaf);
		if (keys) this.touched ^= this.#seen.touch(keys);
		for (let row = 0; row < count; row++) {
			taken[row] = TAKEN.held;
			if (groups[row]! < 0) leaf[row] = -1;
			else if (leaf[row]! < 0) taken[row] = TAKEN.outside;
			else if (keys && !this.#seen.add(keys[2 * row]!, keys[2 * row + 1]!)) {
				taken[row] = TAKEN.repeated;
				leaf[row] = -1;
			}
		}
		for (const row of this.#placing.offCoast)
			if (taken[row] === TAKEN.held && leaf[row]! >= 0) this.places.offCoast++;
		const { hexagons } = this.places;
		if (this.areHexagonsWanted) hexagons.number(lon, lat, leaf, hexagon);
		else hexagon.fill(hexagons.numberOne(0, 0));
		for (let row = 0; row < count; row++) {
			if (leaf[row]! < 0) continue;
			const operator = operatorAt ? this.#spelling(operatorAt(row)) : 0;
			const group = groups[row]!;
			const whole = wholeGroup(group);
			this.#length++;
			this.#hold(group, leaf[row]!, operator, hexagon[row]!, values, row);
			if (whole !== group) this.#hold(whole, leaf[row]!, operator, hexagon[row]!, values, row);
		}
		this.onRows(count);
	}

	/** True when rows can't be held: all that was is gone. */
	get isFull(): boolean {
		return this.#isFull;
	}

	#hold(
		group: number,
		leaf: number,
		operator: number,
		hexagon: number,
		values: readonly Float64Array[],
		row: number
	): void {
		const isHeld = this.#group(group).rows.add(leaf, operator, hexagon, values, row);
		if (isHeld && ++this.#held <= this.mostRows) return;
		this.#isFull = true;
		this.#last = undefined;
		this.groups.clear();
		throw new Error(FULL);
	}

	#group(number: number): Group {
		if (this.#last?.number === number) return this.#last.group;
		let group = this.groups.get(number);
		if (!group) {
			const { id } = editionOfMonth(this.places.editions, monthOfGroup(number).month)!;
			const edition = this.places.editions.findIndex((of) => of.id === id);
			this.groups.set(number, (group = { edition, rows: new ReadingRows(this.readings) }));
		}
		this.#last = { number, group };
		return group;
	}

	#spelling(name: string): number {
		let number = this.#spellings.get(name);
		if (number === undefined) {
			this.#spellings.set(name, (number = this.#spellings.size));
			this.#spelled.push(0);
		}
		this.#spelled[number]!++;
		return number;
	}

	/** How many measurements there are. */
	get length(): number {
		return this.#length;
	}

	/**
	 * Spellings become operators, in the rows too.
	 * @returns the operators as they are shown, in the order of their numbers from 1, and the spellings
	 */
	numberOperators(): NumberedOperators {
		const spellings = Array.from(this.#spellings, ([name, number]) => ({
			name,
			count: this.#spelled[number]!
		}));
		if (spellings.length === 1) return { operators: [], spellings };
		const operators = operatorsOf(spellings);
		const numbers = new Uint32Array(this.#spelled.length);
		for (const [at, { names }] of operators.entries())
			for (const name of names) numbers[this.#spellings.get(name)!] = at + 1;
		for (const { rows } of this.groups.values()) rows.renumberOperators(numbers);
		return { operators: operators.map(({ shown }) => shown), spellings };
	}
}
