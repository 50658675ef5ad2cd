/** Measurements that were read from sheets, as the months that large files become, too. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Edition } from '../../src/lib/domain/edition.ts';
import { editionOfMonth } from '../../src/lib/domain/edition.ts';
import { READINGS } from '../../src/lib/domain/figures.ts';
import { NETWORKS } from '../../src/lib/domain/network.ts';
import type { PlacedMeasurement } from '../../src/lib/intake/measured-tally.ts';
import { monthNumber } from './measured-sql.ts';

/** Put measurements into `staged`, by the function `place`. */
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
		SELECT 0::UTINYINT AS fault, month, network, place(lon, lat, edition) AS place, ${READINGS.join(', ')}, operator
		FROM placed;
		DROP TABLE placed`);
}
