/** The hexagons of one month and network as they are kept: exact, with small cells; what may be shown is decided when they are published. */
import type { ColumnSource } from 'hyparquet-writer';
import type { HexagonColumns } from '../../src/lib/data/parquet.ts';
import { HEXAGON_RESOLUTIONS } from '../../src/lib/data/schema.ts';
import type { Network } from '../../src/lib/domain/network.ts';
import { byReading, READINGS, readingFacts } from '../../src/lib/domain/figures.ts';
import { resolutionOf } from '../../src/lib/data/hexagons.ts';
import { storedColumns, storedParquet } from './stored-parquet.ts';

/** Columns that files of before a reading came lack. */
const LATER = READINGS.filter((reading) => readingFacts(reading).isLater);

/** Hexagons by resolution, ascending by resolution and cell, as Parquet. */
export function writeStoredHexagons(hexagons: ReadonlyMap<number, HexagonColumns>): Uint8Array {
	const parts = HEXAGON_RESOLUTIONS.flatMap((resolution) => hexagons.get(resolution) ?? []);
	const columns: ColumnSource[] = [
		{ name: 'cell', data: parts.flatMap(({ cell }) => cell), type: 'STRING' },
		...(['samples', ...READINGS] as const).map((name): ColumnSource => ({
			name,
			data: parts.flatMap((part) =>
				Array.from(part[name], (value) => (Number.isNaN(value) ? null : value))
			),
			type: 'DOUBLE',
			nullable: true
		}))
	];
	return storedParquet(columns);
}

/**
 * Read what {@link writeStoredHexagons} wrote.
 * @throws DataError when the file is damaged
 */
export async function readStoredHexagons(
	bytes: Uint8Array,
	file: string,
	network: Network
): Promise<Map<number, HexagonColumns>> {
	const columns = await storedColumns(bytes, file, ['cell', 'samples', ...READINGS], LATER);
	const cells = columns['cell']!.map(String);
	return new Map(
		HEXAGON_RESOLUTIONS.map((resolution) => {
			const rows = cells.flatMap((cell, row) => (resolutionOf(cell) === resolution ? [row] : []));
			const numbers = (name: string) =>
				Float64Array.from(rows, (row) => (columns[name]![row] as number | null) ?? NaN);
			return [
				resolution,
				{
					network,
					cell: rows.map((row) => cells[row]!),
					samples: numbers('samples'),
					...byReading(numbers)
				}
			];
		})
	);
}
