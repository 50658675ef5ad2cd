/** The reader of sheets as functions of SQL, for rows that DuckDB doesn't read by itself. */
import {
	DuckDBScalarFunction,
	DOUBLE,
	LIST,
	listValue,
	VARCHAR,
	type DuckDBConnection
} from '@duckdb/node-api';
import { NETWORKS } from '../../src/lib/domain/network.ts';
import type { Cell } from '../../src/lib/intake/index.ts';
import {
	readMeasurement,
	type Bounds,
	type ReadMeasurement
} from '../../src/lib/intake/measured-rows.ts';
import type { MeasuredWay } from '../../src/lib/intake/measured-way.ts';
import { textOf } from '../../src/lib/intake/sheet.ts';
import { cellOf } from './measured-source.ts';
import { FAULTS, HEADER, monthNumber, type FaultName } from './measured-sql.ts';

/** What is read at the moment. */
export interface CurrentFile {
	way: MeasuredWay;
	/** DuckDB's types of its columns. */
	types: readonly string[];
	bounds: Bounds;
}

/** `read_row` and `row_note` for one file after the other. */
export class RowReader {
	#file: CurrentFile | undefined;
	/** Texts of its header. */
	#header: string[] = [];

	constructor(connection: DuckDBConnection) {
		const common = { varArgsType: VARCHAR, specialHandling: true } as const;
		connection.registerScalarFunction(
			DuckDBScalarFunction.create({
				...common,
				name: 'read_row',
				returnType: LIST(DOUBLE),
				mainFunction: (_, input, output) => {
					const cells = this.#cells(input.columnCount, (at) => input.getColumnVector(at));
					for (let row = 0; row < input.rowCount; row++)
						output.setItem(row, listValue(this.#numbers(cells(row))));
					output.flush();
				}
			})
		);
		connection.registerScalarFunction(
			DuckDBScalarFunction.create({
				...common,
				name: 'row_note',
				returnType: VARCHAR,
				mainFunction: (_, input, output) => {
					const cells = this.#cells(input.columnCount, (at) => input.getColumnVector(at));
					for (let row = 0; row < input.rowCount; row++) {
						const read = this.#read(cells(row));
						output.setItem(row, 'fault' in read ? read.fault.found : '');
					}
					output.flush();
				}
			})
		);
	}

	/** Read the rows of a file from now on. */
	begin(file: CurrentFile): void {
		this.#file = file;
		this.#header = file.way.table.headers.at(-1)!.cells.map(textOf);
	}

	#cells(
		width: number,
		vectorAt: (at: number) => { getItem(row: number): unknown }
	): (row: number) => Cell[] {
		const { types } = this.#file!;
		const vectors = Array.from({ length: width }, (_, at) => vectorAt(at));
		return (row) => vectors.map((vector, at) => cellOf(vector.getItem(row), types[at]!));
	}

	#read(cells: Cell[]): ReadMeasurement {
		const { way, bounds } = this.#file!;
		return readMeasurement(way, { line: 0, cells }, bounds);
	}

	/** See `measured-sql.ts`. */
	#numbers(cells: Cell[]): number[] {
		const read = this.#read(cells);
		if ('fault' in read) {
			const isHeader = cells.every((cell, at) => textOf(cell) === (this.#header[at] ?? ''));
			const isRow = !isHeader && read.fault.reason !== 'not a row';
			const fault = isRow ? FAULTS.indexOf(read.fault.reason as FaultName) + 1 : HEADER;
			return [fault, NaN, NaN, NaN, NaN, NaN, 0];
		}
		const { month, moment, network, lon, lat, lost, values } = read.taken;
		return [
			0,
			monthNumber(month),
			moment / 1000,
			NETWORKS.indexOf(network),
			lon,
			lat,
			lost,
			...values
		];
	}
}
