/**
 * Measurements become figures of units. Rows of sheets were read one by one; larger files are read and checked by DuckDB.
 * Where a measurement was made is asked of the exact geometry. Devices and ids are nowhere but in memory (or in DuckDB's
 * spill in `data/cache/`, hashed), places not even there, and nothing stays longer than the command runs.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { editionOfMonth } from '../../src/lib/domain/edition.ts';
import { DataError } from '../../src/lib/domain/errors.ts';
import { orderCells } from './cell-order.ts';
import { byReading, READINGS, type Reading } from '../../src/lib/domain/figures.ts';
import type { MeasuredFigures, Tally } from '../../src/lib/intake/measured-tally.ts';
import type { MeasuredWay } from '../../src/lib/intake/measured-way.ts';
import type { Spelling } from '../../src/lib/intake/other-operators.ts';
import type { Duck } from './duck.ts';
import { account, type ReadFile } from './faults.ts';
import {
	groupMeasurements,
	storedOf,
	type MeasuredTask,
	type StoredFigures
} from './group-measurements.ts';
import { unpacked } from './input.ts';
import { KeptWriter } from './kept-writer.ts';
import { joinKept, type Joined, type LateStore } from './late.ts';
import { HASHES, hashNames, useKey, type HashName } from './measured-hashes.ts';
import { newKey, readKey, type MeasuredKey } from './measured-key.ts';
import { openSource, unreadable, type MeasuredSource } from './measured-source.ts';
import { measurementQuery } from './measured-sql.ts';
import { numberOperators, spellingsOf } from './operators.ts';
import { Pace } from './pace.ts';
import type { AddOptions, Part } from './part.ts';
import { stageRows, type StagedMeasurement } from './placed-rows.ts';
import { registerPlaces, type Country } from './register-places.ts';
import { RowReader } from './row-reader.ts';
import {
	columnsIn,
	createStaged,
	markDuplicates,
	stagedFaults,
	stagedGroups,
	stagedRows,
	type StagedCounts,
	type StagedTable
} from './staged.ts';
import { leavesOfCentres } from './unit-hexagons.ts';
import { unitTree, type UnitTree } from './unit-tree.ts';

/** A large file, and how its rows are read. */
export interface LargeFile {
	source: MeasuredSource;
	way: MeasuredWay;
	/** What tells it from others. */
	hash: string;
}

/** Where measurements go. */
export interface Into {
	options: AddOptions;
	duck: Duck;
	/** What late ones join; nothing where they take the place of what is there. */
	late?: LateStore | undefined;
}

/** Everything that was read of all files. */
interface Taken extends StagedCounts {
	table: StagedTable;
	spellings: Spelling[];
	files: ReadFile[];
}

/** Parts of the store, and what of them was there. */
export interface Ingested extends Pick<Joined, 'months' | 'repeated'> {
	parts: Part[];
	/** Of the lowest units, for the draft. */
	figures: MeasuredFigures[];
}

/** What large files give. */
export interface IngestedFiles extends Ingested {
	/** Accepted measurements in no unit that count in that of the coast near them. */
	offCoast: number;
	tally: Omit<Tally, 'parts'>;
}

/**
 * Take large files in.
 * @throws DataError when a file can't be read
 */
export async function ingest(
	files: readonly LargeFile[],
	country: Country,
	into: Into
): Promise<IngestedFiles> {
	const { options, duck } = into;
	const key = await keyIn(duck, options);
	const taken = await new Files(files, country, options, duck).stage();
	const { rowsRead, rejected } = await account(taken.files, taken.faults, country.bounds);
	const { accepted, headers, withoutSpeed, offCoast, spellings, table } = taken;
	const read = rowsRead - headers;
	const counted = [...rejected.values()].reduce((sum, { count }) => sum + count, accepted);
	if (read !== counted) throw new Error(`${read} rows read, but ${counted} accounted for`);
	return {
		...(await partsOf(table, country, into, key)),
		offCoast,
		tally: { rowsRead: read, accepted, headers, withoutSpeed, spellings, rejected }
	};
}

/** As {@link ingest}, for rows that were read and placed; repetitions of them are among them. */
export async function ingestRows(
	rows: readonly StagedMeasurement[],
	country: Country,
	into: Into
): Promise<Ingested> {
	const { options, duck } = into;
	const { connection } = duck;
	const key = await keyIn(duck, options);
	registerPlaces(connection, country.places, options, () => {});
	const hashes = Object.keys(HASHES) as HashName[];
	await createStaged(connection, stagedColumns(READINGS, hashes, true));
	await stageRows(connection, rows, country.places.editions);
	const operators = await numberOperators(connection);
	const table = { readings: READINGS, hashes, operators };
	await markDuplicates(connection, columnsIn(table));
	return partsOf(table, country, into, key);
}

/** The key by which rows are hashed from now on; a new one is kept as soon as they are. */
async function keyIn({ connection }: Duck, { data }: AddOptions): Promise<MeasuredKey> {
	const key = (await readKey(data)) ?? newKey();
	await useKey(connection, key);
	return key;
}

function stagedColumns(
	readings: readonly Reading[],
	hashes: readonly HashName[],
	hasOperator: boolean
): string {
	const columns = [
		'fault UTINYINT, month SMALLINT, network UTINYINT, place BIGINT',
		...readings.map((reading) => `${reading} DOUBLE`),
		'note VARCHAR',
		...hashes.map((name) => `${name} ${HASHES[name]}`),
		...(hasOperator ? ['operator VARCHAR'] : [])
	];
	return columns.join(', ');
}

/** Figures of all months and networks that measurements changed, those that were in among them. */
async function partsOf(
	table: StagedTable,
	country: Country,
	into: Into,
	key: MeasuredKey
): Promise<Ingested> {
	const { gazetteers, places } = country;
	const { options, duck, late } = into;
	const { connection } = duck;
	const joined = await joinKept(connection, table, late, country);
	const trees = new Map(gazetteers.map(({ edition, units }) => [edition, unitTree(units)]));
	const cells = orderCells(places.hexagons.cells);
	const centres = Array.from(trees, ([id, tree]) => ({
		tree,
		leafOfCentre: leavesOfCentres(cells, places.indexes.get(id)!)
	}));
	const groups = (await stagedGroups(connection)).filter(({ month, network }) =>
		joined.changed.get(month)!.has(network)
	);
	const rows = new KeptWriter(connection, { table, key, joined, places, options });
	const parts: Part[] = [];
	for (const { month, network, parts: of, measurements } of groups) {
		options.progress.detail(`count and sort ${month} ${network}`);
		const tree = trees.get(editionOfMonth(places.editions, month)!.id)!;
		const task: MeasuredTask = {
			...{ network, measurements, readings: table.readings, tree },
			operators: table.operators.operators
		};
		if (options.hexagons !== false)
			task.hexagons = { cells, others: centres.filter((other) => other.tree !== tree) };
		const found: StoredFigures = storedOf(await groupMeasurements(connection, task));
		parts.push({
			month,
			network,
			kind: 'measurements',
			statistic: statisticOf(found.rows),
			isJoined: joined.months.includes(month),
			...(options.hexagons === false ? {} : { keepRows: () => rows.write(month, of, tree.leaves) }),
			...found
		});
	}
	const { months, repeated } = joined;
	return { parts, figures: figuresOf(parts, country), months, repeated };
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
	readonly #hashes: readonly HashName[];
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
		this.#hashes = [...new Set(ways.flatMap(({ columns }) => hashNames(columns)))];
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
		await createStaged(connection, stagedColumns(readings, this.#hashes, hasOperator));
		const files: ReadFile[] = [];
		for (const file of this.files) {
			const share = () => connection.progress.percentage / 100;
			this.#pace = new Pace(file.source.input.file, this.options.progress, share);
			const begin = files.at(-1)?.end ?? 0;
			files.push(await this.#read(file, begin).finally(() => this.#pace!.stop()));
		}
		this.options.progress.detail('look for repetitions');
		const operators = hasOperator
			? await numberOperators(connection)
			: { operators: [], number: '0' };
		const table = { readings, hashes: this.#hashes, operators };
		await markDuplicates(connection, columnsIn(table));
		return {
			files,
			table,
			spellings: hasOperator ? await spellingsOf(connection) : [],
			...(await stagedFaults(connection))
		};
	}

	async #read({ source, way, hash }: LargeFile, begin: number): Promise<ReadFile> {
		const { input } = source;
		const { bounds, places } = this.country;
		const connection = this.#connection;
		try {
			const opened = await openSource(source, way.table.headers, way.width ?? 0, this.duck);
			this.#rows.begin({ way, types: opened.columns.map(({ type }) => type), bounds });
			const query = measurementQuery({
				way,
				source: opened,
				file: hash,
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
