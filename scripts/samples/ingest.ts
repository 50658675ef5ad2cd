/**
 * Measurements become figures of units. Rows of sheets were read one by one; larger files are read and checked by DuckDB.
 * Where a measurement was made is asked of the exact geometry. Places, devices and ids are nowhere but in memory (or in
 * DuckDB's spill in `data/cache/`, hashed), and no longer than the command runs.
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
import type { ReadingRows } from './ascending.ts';
import type { Duck } from './duck.ts';
import { account, type ReadFile } from './faults.ts';
import { groupMeasurements } from './group-measurements.ts';
import { storedOf, type Meaning } from './group-rows.ts';
import type { Answer, GroupThreads } from './group-threads.ts';
import { HeldMeasurements } from './held.ts';
import { unpacked } from './input.ts';
import { openSource, rowsExpected, unreadable, type MeasuredSource } from './measured-source.ts';
import { keysOf, measurementQuery, monthOfGroup, type SqlWay } from './measured-sql.ts';
import { numberOperators, type NumberedOperators } from './operators.ts';
import { Pace } from './pace.ts';
import type { AddOptions, Part } from './part.ts';
import { holdRows, stageRows } from './placed-rows.ts';
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
	/** In memory, or SQL that chooses the rows of `staged`. */
	measurements: ReadingRows | string;
}

interface Groups extends NumberedOperators {
	groups: MeasuredGroup[];
}

/** Everything that was read of all files. */
interface Taken extends Groups, StagedCounts {
	files: ReadFile[];
}

/** What measurements give. */
export interface Ingested {
	parts: Part[];
	tally: Omit<Tally, 'parts'>;
	/** Of the lowest units, for the draft. */
	figures: MeasuredFigures[];
}

/**
 * Take large files in.
 * @param threads work out months and networks side by side
 * @throws DataError when a file can't be read
 */
export async function ingest(
	files: readonly LargeFile[],
	country: Country,
	options: AddOptions,
	duck: Duck,
	threads?: GroupThreads
): Promise<Ingested> {
	const reader = new Files(files, country, options, duck);
	country.places.offCoast = 0;
	let taken = await reader.hold();
	if (!taken) {
		// What was held is read again.
		country.places.offCoast = 0;
		taken = await reader.stage();
	}
	const { rowsRead, rejected } = await account(taken.files, taken.faults, country.bounds);
	const { accepted, headers, withoutSpeed, spellings } = taken;
	const read = rowsRead - headers;
	const counted = [...rejected.values()].reduce((sum, { count }) => sum + count, accepted);
	if (read !== counted) throw new Error(`${read} rows read, but ${counted} accounted for`);
	const parts = await partsOf(taken, country, options, duck, threads);
	return {
		parts,
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
	const { places } = country;
	const held = new HeldMeasurements(
		places,
		options.hexagons !== false,
		rows.some(({ operator }) => operator !== ''),
		READINGS,
		() => {}
	);
	const taken = holdRows(rows, held)
		? groupsOfHeld(held)
		: await stagePlaced(rows, country, options, duck.connection);
	return partsOf(taken, country, options, duck);
}

async function stagePlaced(
	rows: readonly PlacedMeasurement[],
	{ places }: Country,
	options: AddOptions,
	connection: DuckDBConnection
): Promise<Groups> {
	registerPlaces(connection, places, options, () => {});
	await createStaged(connection, stagedColumns([], true));
	await stageRows(connection, rows, places.editions);
	return {
		...(await numberOperators(connection)),
		groups: await stagedGroups(connection)
	};
}

function stagedColumns(keys: readonly string[], hasOperator: boolean): string {
	return `fault UTINYINT, month SMALLINT, network UTINYINT, leaf INTEGER, hexagon INTEGER,
		${READINGS.map((reading) => `${reading} DOUBLE`).join(', ')}, note VARCHAR${keys.map((name) => `, ${name} UBIGINT`).join('')}${hasOperator ? ', operator VARCHAR' : ''}`;
}

/** Figures of all months and networks. */
async function partsOf(
	taken: Groups,
	{ gazetteers, places }: Country,
	options: AddOptions,
	duck: Duck,
	threads?: GroupThreads
): Promise<Part[]> {
	const trees = new Map(gazetteers.map(({ edition, units }) => [edition, unitTree(units)]));
	const cells = orderCells(places.hexagons.cells);
	const centres = Array.from(trees, ([id, tree]) => ({
		tree,
		leafOfCentre: leavesOfCentres(cells, places.indexes.get(id)!)
	}));
	const meaningOf = ({ month, network }: MeasuredGroup): Meaning => {
		const tree = trees.get(editionOfMonth(places.editions, month)!.id)!;
		const { operators } = taken;
		if (options.hexagons === false) return { network, tree, operators };
		const others = centres.filter((of) => of.tree !== tree);
		return { network, tree, operators, hexagons: { cells, others } };
	};
	const found = await answersOf(taken, meaningOf, options, duck, threads);
	return taken.groups.map(({ month, network }, at): Part => ({
		month,
		network,
		kind: 'measurements',
		statistic: statisticOf(found[at]!.rows),
		...found[at]!
	}));
}

/** Figures of each group, by threads of their own when there are some. */
async function answersOf(
	{ groups }: Groups,
	meaningOf: (group: MeasuredGroup) => Meaning,
	{ progress }: AddOptions,
	duck: Duck,
	threads: GroupThreads | undefined
): Promise<Answer[]> {
	const tell = ({ month, network }: MeasuredGroup) =>
		progress.detail(`count and sort ${month} ${network}`);
	const held = groups.flatMap((group) =>
		typeof group.measurements === 'string'
			? []
			: [{ rows: group.measurements, meaning: meaningOf(group) }]
	);
	if (threads && held.length > 1) return threads.group(held, (at) => tell(groups[at]!));
	const answers: Answer[] = [];
	for (const group of groups) {
		tell(group);
		const task = { measurements: group.measurements, ...meaningOf(group) };
		answers.push(storedOf(await groupMeasurements(duck.connection, task)));
	}
	return answers;
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

function groupsOfHeld(held: HeldMeasurements): Groups {
	return {
		...held.numberOperators(),
		groups: [...held.groups]
			.sort(([a], [b]) => a - b)
			.filter(([, { rows }]) => rows.length > 0)
			.map(([number, { rows }]) => ({ ...monthOfGroup(number), measurements: rows }))
	};
}

/** A way to read a file: how many rows were read since the beginning, nothing when it can't be read this way. */
type Read = (way: SqlWay) => Promise<number | undefined>;

/** The two ways to read files. */
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

	/** In memory; nothing when that can't be, see {@link HeldMeasurements}. */
	async hold(): Promise<Taken | undefined> {
		if (this.#keys.size > 1) return undefined;
		const connection = this.#connection;
		await createStaged(connection, 'fault UTINYINT, note VARCHAR');
		const held = new HeldMeasurements(
			this.country.places,
			this.options.hexagons !== false,
			this.#hasOperator,
			this.#readings,
			this.#tell
		);
		held.register(connection);
		const sources = this.files.map(({ source }) => source);
		held.expect(await rowsExpected(sources, this.duck));
		const files = await this.#readAll(async (way) =>
			(await held.read(connection, way)) ? stagedRows(connection) : undefined
		);
		if (!files) return undefined;
		const counts = await stagedFaults(connection);
		if (held.length !== counts.accepted)
			throw new Error(`${held.length} of ${counts.accepted} rows were held`);
		return { files, ...counts, ...groupsOfHeld(held) };
	}

	/** In DuckDB. */
	async stage(): Promise<Taken> {
		const connection = this.#connection;
		registerPlaces(connection, this.country.places, this.options, this.#tell);
		await createStaged(connection, stagedColumns([...this.#keys], this.#hasOperator));
		const files = await this.#readAll(async (way) => {
			await connection.run(`INSERT INTO staged BY NAME ${measurementQuery(way)}`);
			return stagedRows(connection);
		});
		this.options.progress.detail('look for repetitions');
		for (const key of this.#keys) await markDuplicates(connection, key, this.#hasOperator);
		return {
			files: files!,
			...(await stagedFaults(connection)),
			...(this.#hasOperator ? await numberOperators(connection) : { operators: [], spellings: [] }),
			groups: await stagedGroups(connection)
		};
	}

	readonly #tell = (rows: number) => this.#pace?.add(rows);

	async #readAll(read: Read): Promise<ReadFile[] | undefined> {
		const files: ReadFile[] = [];
		for (const [at, file] of this.files.entries()) {
			const share = () => this.#connection.progress.percentage / 100;
			this.#pace = new Pace(file.source.input.file, this.options.progress, share);
			const begin = files.at(-1)?.end ?? 0;
			const done = await this.#read(file, at, begin, read).finally(() => this.#pace!.stop());
			if (!done) return undefined;
			files.push(done);
		}
		return files;
	}

	async #read(
		{ source, way }: LargeFile,
		at: number,
		begin: number,
		read: Read
	): Promise<ReadFile | undefined> {
		const { input } = source;
		const { bounds, places } = this.country;
		try {
			const opened = await openSource(source, way.table.headers, way.width ?? 0, this.duck);
			this.#rows.begin({ way, types: opened.columns.map(({ type }) => type), bounds });
			const end = await read({
				way,
				source: opened,
				file: at,
				editions: places.editions,
				now: bounds.now
			});
			if (end === undefined) {
				await dropRejects(this.#connection);
				return undefined;
			}
			const malformed = await malformedLines(source, this.#connection);
			const text = () => unpacked(input.path, input.isGzip) as AsyncIterable<Buffer>;
			const isText = input.format === 'csv' && input.encoding === 'utf-8';
			return {
				file: way.file,
				begin,
				end,
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
	await dropRejects(connection);
	return result
		.getRows()
		.map(([line, message]) => ({ line: Number(line), message: String(message) }));
}

async function dropRejects(connection: DuckDBConnection): Promise<void> {
	await connection.run('DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans');
}
