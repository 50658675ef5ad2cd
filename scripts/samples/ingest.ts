/**
 * Measurements become figures of units. Rows of sheets were read one by one; larger files are read and checked by DuckDB.
 * Where a measurement was made is asked of the exact geometry. Devices and ids are nowhere but in memory (or in DuckDB's
 * spill in `data/cache/`, hashed), places not even there, and nothing stays longer than the command runs.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { editionOfMonth } from '../../src/lib/domain/edition.ts';
import { DataError } from '../../src/lib/domain/errors.ts';
import type { Month } from '../../src/lib/domain/month.ts';
import type { Network } from '../../src/lib/domain/network.ts';
import { orderCells } from './cell-order.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import { byReading, READINGS, type Reading } from '../../src/lib/domain/figures.ts';
import type { Bounds } from '../../src/lib/intake/measured-rows.ts';
import type {
	MeasuredFigures,
	PlacedMeasurement,
	Tally
} from '../../src/lib/intake/measured-tally.ts';
import type { MeasuredWay } from '../../src/lib/intake/measured-way.ts';
import type { Duck } from './duck.ts';
import { account, type ReadFile } from './faults.ts';
import {
	groupMeasurements,
	storedOf,
	type MeasuredTask,
	type StoredFigures
} from './group-measurements.ts';
import { unpacked } from './input.ts';
import { openSource, unreadable, type MeasuredSource } from './measured-source.ts';
import { keysOf, measurementQuery } from './measured-sql.ts';
import { numberOperators, type NumberedOperators } from './operators.ts';
import { Pace } from './pace.ts';
import type { AddOptions, Part } from './part.ts';
import { stageRows } from './placed-rows.ts';
import { registerPlaces, type Places } from './register-places.ts';
import { RowReader } from './row-reader.ts';
import {
	createStaged,
	markDuplicates,
	stagedFaults,
	stagedGroups,
	stagedRows,
	type StagedCounts
} from './staged.ts';
import { leavesOfCentres } from './unit-hexagons.ts';
import { unitTree, type UnitTree } from './unit-tree.ts';

/** A large file, and how its rows are read. */
export interface LargeFile {
	source: MeasuredSource;
	way: MeasuredWay;
}

/** What all measurements lie in. */
export interface Country {
	gazetteers: readonly Gazetteer[];
	places: Places;
	bounds: Bounds;
}

interface MeasuredGroup {
	month: Month;
	network: Network;
	/** SQL that chooses the rows of `staged`. */
	measurements: string;
}

interface Groups extends NumberedOperators {
	/** Those that `staged` has. */
	readings: readonly Reading[];
	groups: MeasuredGroup[];
}

/** Everything that was read of all files. */
interface Taken extends Groups, StagedCounts {
	files: ReadFile[];
}

/** What measurements give. */
export interface Ingested {
	parts: Part[];
	/** Accepted measurements in no unit that count in that of the coast near them. */
	offCoast: number;
	tally: Omit<Tally, 'parts'>;
	/** Of the lowest units, for the draft. */
	figures: MeasuredFigures[];
}

/**
 * Take large files in.
 * @throws DataError when a file can't be read
 */
export async function ingest(
	files: readonly LargeFile[],
	country: Country,
	options: AddOptions,
	duck: Duck
): Promise<Ingested> {
	const taken = await new Files(files, country, options, duck).stage();
	const { rowsRead, rejected } = await account(taken.files, taken.faults, country.bounds);
	const { accepted, headers, withoutSpeed, offCoast, spellings } = taken;
	const read = rowsRead - headers;
	const counted = [...rejected.values()].reduce((sum, { count }) => sum + count, accepted);
	if (read !== counted) throw new Error(`${read} rows read, but ${counted} accounted for`);
	const parts = await partsOf(taken, country, options, duck);
	return {
		parts,
		offCoast,
		tally: { rowsRead: read, accepted, headers, withoutSpeed, spellings, rejected },
		figures: figuresOf(parts, country)
	};
}

/** As {@link ingest}, for rows that were read and placed. */
export async function ingestRows(
	rows: readonly PlacedMeasurement[],
	country: Country,
	options: AddOptions,
	duck: Duck
): Promise<Part[]> {
	const { connection } = duck;
	registerPlaces(connection, country.places, options, () => {});
	await createStaged(connection, stagedColumns(READINGS, [], true));
	await stageRows(connection, rows, country.places.editions);
	const taken = {
		readings: READINGS,
		...(await numberOperators(connection)),
		groups: await stagedGroups(connection)
	};
	return partsOf(taken, country, options, duck);
}

function stagedColumns(
	readings: readonly Reading[],
	keys: readonly string[],
	hasOperator: boolean
): string {
	const columns = [
		'fault UTINYINT, month SMALLINT, network UTINYINT, place BIGINT',
		...readings.map((reading) => `${reading} DOUBLE`),
		'note VARCHAR',
		...keys.map((name) => `${name} UBIGINT`),
		...(hasOperator ? ['operator VARCHAR'] : [])
	];
	return columns.join(', ');
}

/** Figures of all months and networks. */
async function partsOf(
	{ groups, operators, readings }: Groups,
	{ gazetteers, places }: Country,
	options: AddOptions,
	duck: Duck
): Promise<Part[]> {
	const trees = new Map(gazetteers.map(({ edition, units }) => [edition, unitTree(units)]));
	const cells = orderCells(places.hexagons.cells);
	const centres = Array.from(trees, ([id, tree]) => ({
		tree,
		leafOfCentre: leavesOfCentres(cells, places.indexes.get(id)!)
	}));
	const taskOf = ({ month, network, measurements }: MeasuredGroup): MeasuredTask => {
		const tree = trees.get(editionOfMonth(places.editions, month)!.id)!;
		const task = { network, measurements, readings, tree, operators };
		if (options.hexagons === false) return task;
		return { ...task, hexagons: { cells, others: centres.filter((of) => of.tree !== tree) } };
	};
	const parts: Part[] = [];
	for (const group of groups) {
		const { month, network } = group;
		options.progress.detail(`count and sort ${month} ${network}`);
		const found: StoredFigures = storedOf(await groupMeasurements(duck.connection, taskOf(group)));
		parts.push({
			month,
			network,
			kind: 'measurements',
			statistic: statisticOf(found.rows),
			...found
		});
	}
	return parts;
}

function statisticOf(rows: Part['rows']): Part['statistic'] {
	return rows.some((row) => READINGS.some((speed) => !Number.isNaN(row[speed]))) ? 'median' : null;
}

/** Figures of the units in which measurements were placed. */
function figuresOf(parts: readonly Part[], { gazetteers, places }: Country): MeasuredFigures[] {
	const leaves = new Map<string, Set<string>>();
	for (const { edition, units } of gazetteers) {
		const tree: UnitTree = unitTree(units);
		leaves.set(edition, new Set(tree.leaves));
	}
	return parts.map(({ month, network, rows }) => {
		const own = leaves.get(editionOfMonth(places.editions, month)!.id)!;
		return {
			month,
			network,
			rows: rows
				.filter(({ code, operator, samples }) => operator === '' && samples > 0 && own.has(code))
				.map(({ code, operator, samples, ...of }) => ({
					code,
					operator,
					samples,
					...byReading((reading) => of[reading])
				}))
		};
	});
}

/** Reads files into `staged`. */
class Files {
	readonly #connection: DuckDBConnection;
	readonly #rows: RowReader;
	readonly #keys: ReadonlySet<string>;
	readonly #hasOperator: boolean;
	/** Those that any of the files has. */
	readonly #readings: readonly Reading[];
	#pace: Pace | undefined;

	constructor(
		private readonly files: readonly LargeFile[],
		private readonly country: Country,
		private readonly options: AddOptions,
		private readonly duck: Duck
	) {
		this.#connection = duck.connection;
		this.#rows = new RowReader(duck.connection);
		const ways = files.map(({ way }) => way);
		this.#keys = new Set(ways.flatMap(keysOf).map(({ name }) => name));
		this.#hasOperator = ways.some(({ columns }) => columns.operator !== undefined);
		this.#readings = READINGS.filter((reading) =>
			ways.some(({ columns }) => columns.readings[reading])
		);
	}

	async stage(): Promise<Taken> {
		const connection = this.#connection;
		const readings = this.#readings;
		const hasOperator = this.#hasOperator;
		registerPlaces(connection, this.country.places, this.options, (rows) => this.#pace?.add(rows));
		await createStaged(connection, stagedColumns(readings, [...this.#keys], hasOperator));
		const files: ReadFile[] = [];
		for (const [at, file] of this.files.entries()) {
			const share = () => connection.progress.percentage / 100;
			this.#pace = new Pace(file.source.input.file, this.options.progress, share);
			const begin = files.at(-1)?.end ?? 0;
			files.push(await this.#read(file, at, begin).finally(() => this.#pace!.stop()));
		}
		this.options.progress.detail('look for repetitions');
		for (const key of this.#keys) await markDuplicates(connection, key, readings, hasOperator);
		return {
			files,
			readings,
			...(await stagedFaults(connection)),
			...(hasOperator ? await numberOperators(connection) : { operators: [], spellings: [] }),
			groups: await stagedGroups(connection)
		};
	}

	async #read({ source, way }: LargeFile, at: number, begin: number): Promise<ReadFile> {
		const { input } = source;
		const { bounds, places } = this.country;
		const connection = this.#connection;
		try {
			const opened = await openSource(source, way.table.headers, way.width ?? 0, this.duck);
			this.#rows.begin({ way, types: opened.columns.map(({ type }) => type), bounds });
			const query = measurementQuery({
				way,
				source: opened,
				file: at,
				editions: places.editions,
				now: bounds.now
			});
			await connection.run(`INSERT INTO staged BY NAME ${query}`);
			const malformed = await malformedLines(source, connection);
			const text = () => unpacked(input.path, input.isGzip) as AsyncIterable<Buffer>;
			const isText = input.format === 'csv' && input.encoding === 'utf-8';
			return {
				file: way.file,
				begin,
				end: await stagedRows(connection),
				above: opened.above,
				...(isText ? { text } : {}),
				malformed
			};
		} catch (error) {
			throw error instanceof DataError ? error : unreadable(input.file, error);
		}
	}
}

/** Lines that DuckDB couldn't split into the columns of the header. */
async function malformedLines(
	{ input }: MeasuredSource,
	connection: DuckDBConnection
): Promise<ReadFile['malformed']> {
	if (input.format !== 'csv') return [];
	const result = await connection.runAndReadAll(
		'SELECT line::BIGINT, min(error_message) FROM reject_errors GROUP BY line ORDER BY line'
	);
	await connection.run('DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans');
	return result
		.getRows()
		.map(([line, message]) => ({ line: Number(line), message: String(message) }));
}
