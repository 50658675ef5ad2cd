/**
 * Measurements become figures of units. DuckDB reads and checks; where a measurement was made is asked of the exact
 * geometry. Places, devices and ids are nowhere but in memory (or in DuckDB's spill in `data/cache/`, hashed), and no
 * longer than the command runs.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { editionOfMonth } from '../../src/lib/domain/edition.ts';
import { DataError } from '../../src/lib/domain/errors.ts';
import type { Month } from '../../src/lib/domain/month.ts';
import type { Network } from '../../src/lib/domain/network.ts';
import { orderCells } from './cell-order.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import { READINGS, type Reading } from '../../src/lib/domain/figures.ts';
import type { ReadingRows } from './ascending.ts';
import type { Duck } from './duck.ts';
import { account, type FoundFault, type ReadFile } from './faults.ts';
import { groupMeasurements } from './group-measurements.ts';
import { storedOf, type Meaning } from './group-rows.ts';
import type { Answer, GroupThreads } from './group-threads.ts';
import { HeldMeasurements } from './held.ts';
import { unpacked } from './input.ts';
import { keysOf, measurementQuery, monthOfGroup, type MeasurementWay } from './measurement-sql.ts';
import { openContent, type MeasuredContent } from './open-content.ts';
import { numberOperators } from './operators.ts';
import { Pace } from './pace.ts';
import { isThere, type AddOptions, type Part } from './part.ts';
import { unreadable } from './read-tables.ts';
import { placesOf, registerPlaces, type Places } from './register-places.ts';
import type { Rejections } from './rejections.ts';
import { createStaged, markDuplicates, stagedFaults, stagedGroups, stagedRows } from './staged.ts';
import type { Stored } from './store-schema.ts';
import { leavesOfCentres } from './unit-hexagons.ts';
import { unitTree } from './unit-tree.ts';

/** Everything that was read of all files. */
interface Taken {
	files: ReadFile[];
	/** By the number of the fault, less one. */
	faults: FoundFault[];
	accepted: number;
	operators: string[];
	groups: MeasuredGroup[];
}

interface MeasuredGroup {
	month: Month;
	network: Network;
	/** In memory, or SQL that chooses the rows of `staged`. */
	measurements: ReadingRows | string;
}

/**
 * Take measurements in.
 * @param kept months that are there and stay
 * @param threads work out months and networks side by side
 * @throws DataError when a file can't be read, or a month is there from other files
 */
export async function ingest(
	contents: readonly MeasuredContent[],
	gazetteers: readonly Gazetteer[],
	options: AddOptions,
	kept: readonly Stored[],
	rejections: Rejections,
	duck: Duck,
	threads?: GroupThreads
): Promise<{ parts: Part[]; rowsRead: number; accepted: number }> {
	const places = await placesOf(gazetteers, options);
	const files = new Files(contents, places, options, duck);
	const taken = (await files.hold()) ?? (await files.stage());
	const rowsRead = await account(taken.files, taken.faults, rejections, places.editions[0]!.from);
	const trees = new Map(gazetteers.map(({ edition, units }) => [edition, unitTree(units)]));
	const cells = orderCells(places.hexagons.cells);
	const centres = Array.from(trees, ([id, tree]) => ({
		tree,
		leafOfCentre: leavesOfCentres(cells, places.indexes.get(id)!)
	}));
	for (const { month, network } of taken.groups) {
		const before = kept.find((entry) => entry.month === month && entry.network === network);
		if (before) throw isThere(before, contents[0]!.input.file);
	}
	const meaningOf = ({ month, network }: MeasuredGroup): Meaning => {
		const tree = trees.get(editionOfMonth(places.editions, month)!.id)!;
		const { operators } = taken;
		if (options.hexagons === false) return { network, tree, operators };
		const others = centres.filter((of) => of.tree !== tree);
		return { network, tree, operators, hexagons: { cells, others } };
	};
	const found = await figuresOf(taken, meaningOf, options, duck, threads);
	const parts = taken.groups.map(({ month, network }, at): Part => ({
		month,
		network,
		kind: 'measurements',
		statistic: statisticOf(found[at]!.rows),
		...found[at]!
	}));
	return { parts, rowsRead, accepted: taken.accepted };
}

/** Figures of each group, by threads of their own when there are some. */
async function figuresOf(
	{ groups }: Taken,
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

/** A way to read a table: how many rows were read since the beginning, nothing when it can't be read this way. */
type Read = (source: string, way: MeasurementWay) => Promise<number | undefined>;

/** The two ways to read files. */
class Files {
	readonly #connection: DuckDBConnection;
	readonly #keys: ReadonlySet<string>;
	readonly #hasOperator: boolean;
	/** Those that any of the files has. */
	readonly #readings: readonly Reading[];
	#pace: Pace | undefined;

	constructor(
		private readonly contents: readonly MeasuredContent[],
		private readonly places: Places,
		private readonly options: AddOptions,
		private readonly duck: Duck
	) {
		this.#connection = duck.connection;
		const headers = contents.map(({ header }) => header);
		this.#keys = new Set(headers.flatMap(keysOf).map(({ name }) => name));
		const roles = new Set(headers.flatMap(({ columns }) => columns.map(({ role }) => role)));
		this.#hasOperator = roles.has('operator');
		this.#readings = READINGS.filter((reading) => roles.has(reading));
	}

	/** In memory; nothing when that can't be, see {@link HeldMeasurements}. */
	async hold(): Promise<Taken | undefined> {
		if (this.#keys.size > 0) return undefined;
		const connection = this.#connection;
		await createStaged(connection, 'fault UTINYINT, note VARCHAR');
		const areHexagonsWanted = this.options.hexagons !== false;
		const held = new HeldMeasurements(
			connection,
			this.places,
			areHexagonsWanted,
			this.#hasOperator,
			this.#readings,
			this.#tell
		);
		const files = await this.#readAll(async (source, way) =>
			(await held.read(source, way)) ? stagedRows(connection) : undefined
		);
		if (!files) return undefined;
		const { accepted, faults } = await stagedFaults(connection);
		if (held.length !== accepted) throw new Error(`${held.length} of ${accepted} rows were held`);
		return {
			files,
			faults,
			accepted,
			operators: held.numberOperators(),
			groups: [...held.groups]
				.sort(([a], [b]) => a - b)
				.filter(([, { rows }]) => rows.length > 0)
				.map(([number, { rows }]) => ({ ...monthOfGroup(number), measurements: rows }))
		};
	}

	/** In DuckDB. */
	async stage(): Promise<Taken> {
		const connection = this.#connection;
		registerPlaces(connection, this.places, this.options, this.#tell);
		const keys = [...this.#keys].map((name) => `, ${name} UBIGINT`).join('');
		await createStaged(
			connection,
			`fault UTINYINT, month SMALLINT, network UTINYINT, leaf INTEGER, hexagon INTEGER,
				${READINGS.map((reading) => `${reading} DOUBLE`).join(', ')}, note VARCHAR${keys}${this.#hasOperator ? ', operator VARCHAR' : ''}`
		);
		const files = await this.#readAll(async (source, way) => {
			await connection.run(`INSERT INTO staged BY NAME ${measurementQuery(source, way)}`);
			return stagedRows(connection);
		});
		this.options.progress.detail('look for repetitions');
		for (const key of this.#keys) await markDuplicates(connection, key, this.#hasOperator);
		return {
			files: files!,
			...(await stagedFaults(connection)),
			operators: this.#hasOperator ? await numberOperators(connection) : [],
			groups: await stagedGroups(connection)
		};
	}

	readonly #tell = (rows: number) => this.#pace?.add(rows);

	async #readAll(read: Read): Promise<ReadFile[] | undefined> {
		const files: ReadFile[] = [];
		for (const content of this.contents) {
			const share = () => this.#connection.progress.percentage / 100;
			this.#pace = new Pace(content.input.file, this.options.progress, share);
			const begin = files.at(-1)?.end ?? 0;
			const file = await this.#read(content, begin, read).finally(() => this.#pace!.stop());
			if (!file) return undefined;
			files.push(file);
		}
		return files;
	}

	async #read(content: MeasuredContent, begin: number, read: Read): Promise<ReadFile | undefined> {
		const { file } = content.input;
		try {
			const { source, way, above } = await openContent(
				content,
				this.options,
				this.places.editions,
				this.duck
			);
			const lines = content.rows?.rows.slice(content.header.height).map(({ line }) => line);
			const end = await read(source, way);
			if (end === undefined) {
				await dropRejects(this.#connection);
				return undefined;
			}
			const malformed = await malformedLines(content, this.#connection);
			const { input } = content;
			const text = () => unpacked(input.path, input.isGzip) as AsyncIterable<Buffer>;
			const isText = input.format === 'csv' && input.encoding === 'utf-8';
			const where = lines ? { lines } : isText ? { text } : {};
			return { file, begin, end, above, ...where, malformed };
		} catch (error) {
			throw error instanceof DataError ? error : unreadable(file, error);
		}
	}
}

/** Lines that DuckDB couldn't split into the columns of the header. */
async function malformedLines(
	{ input }: MeasuredContent,
	connection: DuckDBConnection
): Promise<ReadFile['malformed']> {
	if (input.format !== 'csv' && input.format !== 'xlsx') return [];
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
