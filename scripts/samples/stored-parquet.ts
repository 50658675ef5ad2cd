/** Parquet as the store keeps it. */
import { parquetMetadata, parquetRead } from 'hyparquet';
import { ByteWriter, parquetWrite, type ColumnSource } from 'hyparquet-writer';
import { DataError } from '../../src/lib/domain/errors.ts';
import { both, faultIn } from '../../src/lib/intake/texts.ts';
import { REMOVE_AND_ADD, VERSION } from './store-schema.ts';

/** Rows that are encoded together: so few that what that takes is soon free again. */
const ROW_GROUP = 10_000;

/** Columns as Parquet. */
export function storedParquet(columnData: ColumnSource[]): Uint8Array {
	const writer = new ByteWriter();
	parquetWrite({
		writer,
		columnData,
		rowGroupSize: ROW_GROUP,
		createdBy: 'ispeed-coverage-map',
		kvMetadata: [{ key: 'version', value: String(VERSION) }]
	});
	return writer.getBytes();
}

/**
 * Columns of what {@link storedParquet} wrote.
 * @param later columns that files of earlier versions may lack: they are empty there
 * @throws DataError when the file is damaged
 */
export async function storedColumns(
	bytes: Uint8Array,
	file: string,
	names: readonly string[],
	later: readonly string[] = []
): Promise<Record<string, unknown[]>> {
	const buffer = bytes.buffer.slice(
		bytes.byteOffset,
		bytes.byteOffset + bytes.byteLength
	) as ArrayBuffer;
	try {
		const metadata = parquetMetadata(buffer);
		const columns: Record<string, unknown[]> = {};
		const present = new Set(metadata.schema.slice(1).map(({ name }) => name));
		const lacking = later.filter((name) => names.includes(name) && !present.has(name));
		for (const name of names)
			columns[name] = new Array<unknown>(Number(metadata.num_rows)).fill(null);
		await parquetRead({
			file: buffer,
			metadata,
			columns: names.filter((name) => !lacking.includes(name)),
			onChunk: ({ columnName, columnData, rowStart }) => {
				for (let at = 0; at < columnData.length; at++)
					columns[columnName]![rowStart + at] = columnData[at];
			}
		});
		return columns;
	} catch (error) {
		throw new DataError(
			'truncated',
			faultIn(
				{ file },
				{
					found: both('bảng hỏng', error instanceof Error ? error.message : String(error)),
					expected: both(
						'bảng nguyên vẹn như npm run samples đã ghi',
						'a whole table, as npm run samples writes it'
					),
					remedy: REMOVE_AND_ADD
				}
			)
		);
	}
}
