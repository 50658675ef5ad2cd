/** Measurements that were read from sheets, as the months that large files become, too. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Edition } from '../../src/lib/domain/edition.ts';
import { editionOfMonth } from '../../src/lib/domain/edition.ts';
import { READINGS } from '../../src/lib/domain/figures.ts';
import { NETWORKS } from '../../src/lib/domain/network.ts';
import type { PlacedMeasurement } from '../../src/lib/intake/measured-tally.ts';
import { MOST_IN_CHUNK, type HeldMeasurements } from './held.ts';
import { groupNumber, monthNumber, TAKEN } from './measured-sql.ts';

/**
 * Hold measurements in memory.
 * @returns false when they can't be, see {@link HeldMeasurements}
 */
export function holdRows(rows: readonly PlacedMeasurement[], held: HeldMeasurements): boolean {
	for (let from = 0; from < rows.length; from += MOST_IN_CHUNK) {
		const chunk = rows.slice(from, from + MOST_IN_CHUNK);
		const taken = new Uint8Array(chunk.length);
		try {
			held.take(
				{
					groups: Int32Array.from(chunk, ({ month, network }) => groupNumber(month, network)),
					lon: Float64Array.from(chunk, ({ lon }) => lon),
					lat: Float64Array.from(chunk, ({ lat }) => lat),
					values: READINGS.map((_, at) =>
						Float64Array.from(chunk, ({ values }) => (values[at]! > 0 ? values[at]! : -1))
					),
					operatorAt: (row) => chunk[row]!.operator
				},
				taken
			);
		} catch (error) {
			if (held.isFull) return false;
			throw error;
		}
		if (taken.some((of) => of !== TAKEN.held)) throw new Error('a placed measurement was not held');
	}
	return true;
}

/** Put measurements into `staged`, by the functions `locate` and `hexagon`. */
export async function stageRows(
	connection: DuckDBConnection,
	rows: readonly PlacedMeasurement[],
	editions: readonly Edition[]
): Promise<void> {
	const numbers = READINGS.map((reading) => `${reading} DOUBLE`).join(', ');
	await connection.run(
		`CREATE OR REPLACE TABLE placed (month SMALLINT, network UTINYINT, edition INTEGER, lon DOUBLE, lat DOUBLE, ${numbers}, operator VARCHAR)`
	);
	const appender = await connection.createAppender('placed');
	for (const { month, network, lon, lat, values, operator } of rows) {
		appender.appendSmallInt(monthNumber(month));
		appender.appendUTinyInt(NETWORKS.indexOf(network));
		appender.appendInteger(editions.indexOf(editionOfMonth(editions, month)!));
		appender.appendDouble(lon);
		appender.appendDouble(lat);
		for (const value of values)
			if (Number.isNaN(value)) appender.appendNull();
			else appender.appendDouble(value);
		if (operator === '') appender.appendNull();
		else appender.appendVarchar(operator);
		appender.endRow();
	}
	appender.closeSync();
	await connection.run(`INSERT INTO staged BY NAME
		SELECT 0::UTINYINT AS fault, month, network, leaf, hexagon(lon, lat, leaf) AS hexagon, ${READINGS.join(', ')}, operator
		FROM (SELECT *, locate(lon, lat, edition) AS leaf FROM placed);
		DROP TABLE placed`);
}
