/**
 * Measurements become figures of units. DuckDB reads, checks, removes duplicates and sorts; where a measurement was
 * made is asked of the exact geometry. Places, devices and ids stay in a table in memory (or its spill in
 * `data/cache/`) that ends with the command.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EDITIONS, editionOfMonth } from '../../../src/lib/domain/edition.ts';
import { DataError } from '../../../src/lib/domain/errors.ts';
import { NETWORKS } from '../../../src/lib/domain/network.ts';
import { orderCells } from '../cell-order.ts';
import type { Gazetteer } from '../gazetteer.ts';
import { SPEEDS } from '../trend.ts';
import { literal, type Duck } from './duck.ts';
import { groupMeasurements } from './group-measurements.ts';
import { writePlain } from './input.ts';
import {
	cellText,
	FAULTS,
	faultNumber,
	keysOf,
	measurementQuery,
	monthOfNumber,
	NO_VALUES,
	type MeasurementWay
} from './measurement-sql.ts';
import { Pace } from './pace.ts';
import { numberOperators } from './operators.ts';
import { isThere, type AddOptions, type Part } from './part.ts';
import { columnarSource, unreadable, type Content } from './read-tables.ts';
import { registerPlaces } from './register-places.ts';
import type { Rejections } from './rejections.ts';
import type { Stored } from './store-schema.ts';
import { leavesOfCentres } from './unit-hexagons.ts';
import { unitTree } from './unit-tree.ts';

type Measured = Extract<Content, { kind: 'measurements' }>;

/** Rows of text that show how numbers and times are written. */
const SAMPLE_ROWS = 1000;
/** How many rows of a fault are named. */
const MOST_NAMED = 10;

/**
 * Take measurements in.
 * @param kept months that are there and stay
 * @throws DataError when a file can't be read, or a month is there from other files
 */
export async function ingest(
	contents: readonly Measured[],
	gazetteers: readonly Gazetteer[],
	options: AddOptions,
	kept: readonly Stored[],
	rejections: Rejections,
	duck: Duck
): Promise<{ parts: Part[]; rowsRead: number; accepted: number }> {
	const { connection } = duck;
	let pace: Pace | undefined;
	const places = await registerPlaces(connection, gazetteers, options, (rows) => pace?.add(rows));
	const headers = contents.map(({ header }) => header);
	const keys = new Set(headers.flatMap(keysOf).map(({ name }) => name));
	const hasOperator = headers.some(({ columns }) =>
		columns.some(({ role }) => role === 'operator')
	);
	await connection.run(`CREATE TABLE staged (fault UTINYINT, month SMALLINT, network UTINYINT, leaf INTEGER, hexagon INTEGER,
		download DOUBLE, upload DOUBLE, latency DOUBLE, note VARCHAR${[...keys].map((name) => `, ${name} UBIGINT`).join('')}${hasOperator ? ', operator VARCHAR' : ''})`);
	const files: StagedFile[] = [];
	for (const content of contents) {
		const share = () => connection.progress.percentage / 100;
		pace = new Pace(content.input.file, options.progress, share);
		files.push(
			await stage(content, options, duck, files.at(-1)?.end ?? 0).finally(() => pace!.stop())
		);
	}
	options.progress.detail('look for repetitions');
	for (const key of keys) await markDuplicates(connection, key, hasOperator);
	const accepted = await account(connection, files, rejections);
	const parts: Part[] = [];
	const found = await connection.runAndReadAll(
		'SELECT month, network FROM staged WHERE fault = 0 GROUP BY ALL ORDER BY ALL'
	);
	const trees = new Map(gazetteers.map(({ edition, units }) => [edition, unitTree(units)]));
	const operators = hasOperator ? await numberOperators(connection) : [];
	const cells = orderCells(places.hexagons.cells);
	const centres = Array.from(trees, ([id, tree]) => ({
		tree,
		leafOfCentre: leavesOfCentres(cells, places.indexes.get(id)!)
	}));
	for (const [number, at] of found.getRows() as [number, number][]) {
		const month = monthOfNumber(number);
		const network = NETWORKS[at]!;
		const before = kept.find((entry) => entry.month === month && entry.network === network);
		if (before) throw isThere(before, contents[0]!.input.file);
		const where = `fault = 0 AND month = ${number} AND network = ${at}`;
		const edition = editionOfMonth(EDITIONS, month)!.id;
		const tree = trees.get(edition)!;
		options.progress.detail(`count and sort ${month} ${network}`);
		const others = centres.filter((of) => of.tree !== tree);
		const task = { network, where, tree, cells, others, operators };
		const { rows, hexagons, unitHexagons } = await groupMeasurements(connection, task);
		parts.push({
			month,
			network,
			kind: 'measurements',
			statistic: statisticOf(rows),
			rows,
			...(options.hexagons === false ? {} : { hexagons, unitHexagons })
		});
	}
	await connection.run('DROP TABLE staged');
	const rowsRead = files.reduce(
		(sum, { begin, end, malformed }) => sum + end - begin + malformed.length,
		0
	);
	return { parts, rowsRead, accepted };
}

function statisticOf(rows: Part['rows']): Part['statistic'] {
	return rows.some((row) => SPEEDS.some((speed) => !Number.isNaN(row[speed]))) ? 'median' : null;
}

/** A file's rows in `staged`: those from `begin` to before `end`. */
interface StagedFile {
	file: string;
	begin: number;
	end: number;
	/** Lines that stand above the first row. */
	above: number;
	/** Of a workbook: where each row stands in its sheet. */
	lines?: number[];
	/** Lines that aren't rows. */
	malformed: { line: number; message: string }[];
}

async function stage(
	content: Measured,
	options: AddOptions,
	duck: Duck,
	begin: number
): Promise<StagedFile> {
	const { connection } = duck;
	const { file } = content.input;
	try {
		const { source, way, above } = await openContent(content, options, duck);
		const lines = content.rows?.rows.slice(content.header.height).map(({ line }) => line);
		await connection.run(`INSERT INTO staged BY NAME ${measurementQuery(source, way)}`);
		const end = await numberOf(connection, 'SELECT count(*)::INTEGER FROM staged');
		const malformed = await malformedLines(content, connection);
		return { file, begin, end, above, ...(lines ? { lines } : {}), malformed };
	} catch (error) {
		throw error instanceof DataError ? error : unreadable(file, error);
	}
}

async function numberOf(connection: DuckDBConnection, sql: string): Promise<number> {
	return Number((await connection.runAndReadAll(sql)).getRows()[0]![0]);
}

/** Lines that DuckDB couldn't split into the columns of the header. */
async function malformedLines(
	{ input }: Measured,
	connection: DuckDBConnection
): Promise<StagedFile['malformed']> {
	if (input.format !== 'csv' && input.format !== 'xlsx') return [];
	const result = await connection.runAndReadAll(
		'SELECT line::BIGINT, min(error_message) FROM reject_errors GROUP BY line ORDER BY line'
	);
	await connection.run('DROP TABLE reject_errors; DROP TABLE reject_scans');
	return result
		.getRows()
		.map(([line, message]) => ({ line: Number(line), message: String(message) }));
}

/** How a file is read: its SQL, the names and types of its columns, and its first rows. */
async function openContent(
	content: Measured,
	options: AddOptions,
	duck: Duck
): Promise<{ source: string; way: MeasurementWay; above: number }> {
	const { input, header } = content;
	const { network, month, replace, unit, now } = options;
	const common = { header, network, month: month ?? replace, unit, now, file: input.file };
	if (input.format === 'csv' || input.format === 'xlsx') {
		const { path, skip, width, compression } = await textFile(content, duck);
		const columns = Array.from({ length: width }, (_, at) => `c${at}`);
		const types = columns.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ');
		const source = `read_csv(${literal(path)}, auto_detect = false, header = false, skip = ${skip},
			delim = ${literal(content.delimiter)}, quote = '"', escape = '"', columns = {${types}}, compression = '${compression}',
			store_rejects = true, rejects_limit = 0)`;
		return {
			source,
			way: { ...common, columns, types: columns.map(() => 'VARCHAR'), sample: content.sample },
			above: skip
		};
	}
	const described = await duck.connection.runAndReadAll(
		`DESCRIBE SELECT * FROM ${columnarSource(input)}`
	);
	const [names, types] = described.getColumns() as [string[], string[]];
	// DuckDB would take "…Z" for local time: JSON is read as text.
	const isJson = input.format === 'json';
	const texts = `{${names.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ')}}`;
	const source = isJson
		? `read_json(${literal(input.path)}, columns = ${texts}, maximum_object_size = 16777216)`
		: columnarSource(input);
	const head = await duck.connection.runAndReadAll(
		`SELECT COLUMNS(*)::VARCHAR FROM ${source} LIMIT ${SAMPLE_ROWS}`
	);
	const sample = head
		.getRows()
		.map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
	return {
		source,
		way: { ...common, columns: names, types: isJson ? names.map(() => 'VARCHAR') : types, sample },
		above: 0
	};
}

/** A file of UTF-8 text that DuckDB can read. */
async function textFile(
	{ input, header, rows, skip, width }: Measured,
	duck: Duck
): Promise<{ path: string; skip: number; width: number; compression: string }> {
	const path = join(duck.folder, 'plain.csv');
	if (rows) {
		const roles = new Map(header.columns.map(({ at, role }) => [at, role]));
		const most = Math.max(...rows.rows.map(({ cells }) => cells.length));
		const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
		const lines = rows.rows
			.slice(header.height)
			.map(({ cells }) =>
				Array.from({ length: most }, (_, at) => quote(cellText(cells[at], roles.get(at)))).join()
			);
		await writeFile(path, `${lines.join('\n')}\n`);
		return { path, skip: 0, width: most, compression: 'none' };
	}
	if (input.encoding === 'utf-8')
		return { path: input.path, skip, width, compression: input.isGzip ? 'gzip' : 'none' };
	await writePlain(input, path);
	return { path, skip, width, compression: 'none' };
}

/**
 * Of measurements with the same key one stands: whichever order they come in, the one with the lowest figures.
 * Few keys repeat, so the costly choice is made among their rows alone.
 */
async function markDuplicates(
	connection: DuckDBConnection,
	key: string,
	hasOperator: boolean
): Promise<void> {
	await connection.run(`CREATE OR REPLACE TABLE repeated AS
		SELECT ${key} AS key FROM staged WHERE fault = 0 AND ${key} IS NOT NULL GROUP BY ${key} HAVING count(*) > 1`);
	await connection.run(`UPDATE staged SET fault = ${faultNumber('duplicate')} WHERE rowid IN (
		SELECT id FROM (SELECT rowid AS id, row_number() OVER (PARTITION BY ${key}
			ORDER BY month, network, leaf, download, upload, latency, ${hasOperator ? 'operator, ' : ''}hexagon_rank(hexagon), rowid) AS place
			FROM staged WHERE fault = 0 AND ${key} IN (SELECT key FROM repeated)) WHERE place > 1)`);
}

/** Count rows by fault, and name the first. */
async function account(
	connection: DuckDBConnection,
	files: readonly StagedFile[],
	rejections: Rejections
): Promise<number> {
	const counts = await connection.runAndReadAll(
		'SELECT fault, count(*)::INTEGER FROM staged GROUP BY fault ORDER BY fault'
	);
	let accepted = 0;
	for (const [fault, count] of counts.getRows() as [number, number][]) {
		if (fault === 0) {
			accepted = count;
			continue;
		}
		const reason = FAULTS[fault - 1]!;
		const first = await connection.runAndReadAll(
			`SELECT rowid::INTEGER, note FROM staged WHERE fault = ${fault} ORDER BY rowid LIMIT ${MOST_NAMED}`
		);
		const named = first.getRows().map(([id, note]) => ({
			...placeOf(files, Number(id)),
			...(note === null ? {} : { found: String(note) }),
			...(EXPECTED[reason] ? { expected: EXPECTED[reason] } : {})
		}));
		rejections.addAll(reason, count, named);
	}
	for (const { file, malformed } of files) {
		const first = malformed
			.slice(0, MOST_NAMED)
			.map(({ line, message }) => ({ file, row: line, found: message.split('\n')[0]! }));
		rejections.addAll('not a row', malformed.length, first);
	}
	return accepted;
}

const EXPECTED: Partial<Record<(typeof FAULTS)[number], string>> = {
	'impossible time': `a time since ${EDITIONS[0]!.from}, not in the future, of the month that was asked for`,
	'missing network': 'mobile (di động) or fixed (cố định)',
	'impossible place': 'longitude and latitude in degrees',
	'impossible speed': 'speeds above 0 and at most 20000 Mbit/s, latency at most 20000 ms',
	'outside every unit': 'a place in Viet Nam (shown to a tenth of a degree)'
};

/** The file and line of a staged row; lines inside of quotes are not counted. */
function placeOf(files: readonly StagedFile[], id: number): { file: string; row: number } {
	const { file, begin, above, lines, malformed } = files.find(({ end }) => id < end)!;
	if (lines) return { file, row: lines[id - begin]! };
	let row = id - begin + above + 1;
	for (const { line } of malformed) if (line <= row) row++;
	return { file, row };
}
