/**
 * Measurements that are held in memory: placed and told apart by month and network as they come from DuckDB. That is
 * several times as fast as a table of DuckDB's, which is for what can't be held: repetitions to be found, speeds
 * that aren't in whole thousandths, or more rows than memory is for.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { EDITIONS, editionOfMonth } from '../../../src/lib/domain/edition.ts';
import { SpeedRows } from './ascending.ts';
import {
	faultNumber,
	FAULTS,
	monthOfGroup,
	streamQuery,
	type MeasurementWay
} from './measurement-sql.ts';
import { operatorsOf, type Spelling } from './operators.ts';
import { Placing } from './placing.ts';
import type { Places } from './register-places.ts';
import { MOST_NAMED, type FoundFault } from './faults.ts';
import { itemsOf } from './vectors.ts';

/** So many rows take 800 MB at most: each 20 bytes, and 24 while its month's speeds are put in order. */
const MOST_ROWS = 18_000_000;
/** DuckDB's chunks have no more rows. */
const MOST_IN_CHUNK = 2048;
const OUTSIDE_EVERY_UNIT = faultNumber('outside every unit');

/** Measurements of one month and network. */
interface Group {
	/** Number of its edition. */
	edition: number;
	rows: SpeedRows;
}

/** Accepted measurements in memory, and the faults of all others. */
export class HeldMeasurements {
	/** By the number of month and network, see {@link monthOfGroup}. */
	readonly groups = new Map<number, Group>();
	/** By the number of the fault, less one. */
	readonly faults: FoundFault[] = FAULTS.map(() => ({ count: 0, first: [] }));
	/** How many rows were read, accepted or not. */
	rowsRead = 0;
	readonly #placing: Placing;
	readonly #edition = new Int32Array(MOST_IN_CHUNK);
	readonly #leaf = new Int32Array(MOST_IN_CHUNK);
	readonly #hexagon = new Int32Array(MOST_IN_CHUNK);
	/** Numbers of operators' spellings, from 1, and how many accepted measurements have each. */
	readonly #spellings = new Map<string, number>();
	readonly #spelled: number[] = [0];
	#last: { number: number; group: Group } | undefined;

	/** @param areHexagonsWanted else all are in one */
	constructor(
		private readonly places: Places,
		private readonly areHexagonsWanted: boolean,
		private readonly mostRows = MOST_ROWS
	) {
		this.#placing = new Placing(EDITIONS.map(({ id }) => places.indexes.get(id)!));
	}

	/**
	 * Read a table.
	 * @param source SQL of it
	 * @param onRows told how many rows were read since
	 * @returns false when it can't be held
	 */
	async read(
		connection: DuckDBConnection,
		source: string,
		way: MeasurementWay,
		onRows: (rows: number) => void
	): Promise<boolean> {
		const result = await connection.stream(streamQuery(source, way));
		for (;;) {
			const chunk = await result.fetchChunk();
			if (!chunk || chunk.rowCount === 0) return true;
			const [groups, lon, lat, download, upload, latency, note, operator] = Array.from(
				{ length: chunk.columnCount },
				(_, at) => chunk.getColumnVector(at)
			);
			const isHeld = this.#take(
				itemsOf<Int32Array>(groups!),
				[lon, lat, download, upload, latency].map((of) => itemsOf<Float64Array>(of!)) as Columns,
				(row) => note!.getItem(row) as string | null,
				operator && ((row) => operator.getItem(row) as string | null)
			);
			if (!isHeld || this.rowsRead > this.mostRows) return false;
			onRows(chunk.rowCount);
		}
	}

	#take(
		groups: Int32Array,
		[lon, lat, download, upload, latency]: Columns,
		noteAt: (row: number) => string | null,
		operatorAt: ((row: number) => string | null) | undefined
	): boolean {
		const count = groups.length;
		const [edition, leaf, hexagon] = [this.#edition, this.#leaf, this.#hexagon].map((of) =>
			of.subarray(0, count)
		) as [Int32Array, Int32Array, Int32Array];
		for (let row = 0; row < count; row++)
			edition[row] = groups[row]! < 0 ? (edition[row - 1] ?? 0) : this.#group(groups[row]!).edition;
		this.#placing.place(lon, lat, edition, leaf);
		for (let row = 0; row < count; row++) if (groups[row]! < 0) leaf[row] = -1;
		const { hexagons } = this.places;
		if (this.areHexagonsWanted) hexagons.number(lon, lat, leaf, hexagon);
		else hexagon.fill(hexagons.numberOne(0, 0));
		let isHeld = true;
		for (let row = 0; isHeld && row < count; row++) {
			const id = this.rowsRead++;
			const group = groups[row]!;
			if (group < 0) {
				this.#refuse(-group, id, () => noteAt(row));
				continue;
			}
			if (leaf[row]! < 0) {
				this.#refuse(OUTSIDE_EVERY_UNIT, id, () => `${tenths(lon[row]!)}, ${tenths(lat[row]!)}`);
				continue;
			}
			isHeld = this.#group(group).rows.add(
				leaf[row]!,
				operatorAt ? this.#spelling(operatorAt(row)) : 0,
				hexagon[row]!,
				download[row]!,
				upload[row]!,
				latency[row]!
			);
		}
		return isHeld;
	}

	#group(number: number): Group {
		if (this.#last?.number === number) return this.#last.group;
		let group = this.groups.get(number);
		if (!group) {
			const { id } = editionOfMonth(EDITIONS, monthOfGroup(number).month)!;
			const edition = EDITIONS.findIndex((of) => of.id === id);
			this.groups.set(number, (group = { edition, rows: new SpeedRows() }));
		}
		this.#last = { number, group };
		return group;
	}

	#refuse(fault: number, id: number, note: () => string | null): void {
		const found = this.faults[fault - 1]!;
		if (found.count++ < MOST_NAMED) found.first.push([id, note()]);
	}

	#spelling(name: string | null): number {
		if (name === null) return 0;
		let number = this.#spellings.get(name);
		if (number === undefined) {
			this.#spellings.set(name, (number = this.#spellings.size + 1));
			this.#spelled.push(0);
		}
		this.#spelled[number]!++;
		return number;
	}

	get accepted(): number {
		return [...this.groups.values()].reduce((sum, { rows }) => sum + rows.length, 0);
	}

	/**
	 * Spellings become operators, in the rows too.
	 * @returns the operators as they are shown, in the order of their numbers from 1
	 */
	numberOperators(): string[] {
		const spellings: Spelling[] = Array.from(this.#spellings, ([name, number]) => ({
			name,
			count: this.#spelled[number]!
		}));
		if (spellings.length === 0) return [];
		const operators = operatorsOf(spellings);
		const numbers = new Uint32Array(this.#spelled.length);
		for (const [at, { names }] of operators.entries())
			for (const name of names) numbers[this.#spellings.get(name)!] = at + 1;
		for (const { rows } of this.groups.values()) rows.renumberOperators(numbers);
		return operators.map(({ shown }) => shown);
	}
}

type Columns = [
	lon: Float64Array,
	lat: Float64Array,
	download: Float64Array,
	upload: Float64Array,
	latency: Float64Array
];

/** As DuckDB writes it. */
function tenths(degrees: number): string {
	return (Math.sign(degrees) * (Math.round(Math.abs(degrees) * 10) / 10)).toFixed(1);
}
