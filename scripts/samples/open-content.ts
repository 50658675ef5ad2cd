/** Files of measurements as tables of DuckDB. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Edition } from '../../src/lib/domain/edition.ts';
import { literal, type Duck } from './duck.ts';
import { writePlain } from './input.ts';
import { cellText, type MeasurementWay } from './measurement-sql.ts';
import type { AddOptions } from './part.ts';
import { columnarSource, type Content } from './read-tables.ts';

/** A file of measurements whose columns are known. */
export type MeasuredContent = Content;

/** Rows of text that show how numbers and times are written. */
const SAMPLE_ROWS = 1000;

/** How a file is read: its SQL, the names and types of its columns, and its first rows. */
export async function openContent(
	content: MeasuredContent,
	options: AddOptions,
	editions: readonly Edition[],
	duck: Duck
): Promise<{ source: string; way: MeasurementWay; above: number }> {
	const { input, header } = content;
	const { network, month, replace, unit, now } = options;
	const common = {
		editions,
		header,
		network,
		month: month ?? replace,
		unit,
		now,
		file: input.file
	};
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
	{ input, header, rows, skip, width }: MeasuredContent,
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
