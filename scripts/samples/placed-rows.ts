/** Measurements that were read from sheets, as the months that large files become, too. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Edition } from '../../src/lib/domain/edition.ts';
import { editionOfMonth } from '../../src/lib/domain/edition.ts';
import { READINGS } from '../../src/lib/domain/figures.ts';
import { NETWORKS } from '../../src/lib/domain/network.ts';
import type { PlacedMeasurement } from '../../src/lib/intake/measured-tally.ts';
import { hashesOf } from './measured-hashes.ts';
import { monthNumber } from './measured-sql.ts';

/** A measurement from a sheet, with what its id is one of. */
export interface StagedMeasurement extends PlacedMeasurement {
	/** True where an id tells alone. */
	isOwn: boolean;
	/** What tells its file or sheet. */
	source: string;
}

/** Put measurements into `staged`, by the function `place`. */
export async function stageRows(
	connection: DuckDBConnection,
	rows: readonly StagedMeasurement[],
	editions: readonly Edition[]
): Promise<void> {
	const numbers = READINGS.map((reading) => `${reading} DOUBLE`).join(', ');
	await connection.run(
		`CREATE OR REPLACE TABLE placed (month SMALLINT, network UTINYINT, edition INTEGER, lon DOUBLE, lat DOUBLE, ${numbers},
			operator VARCHAR, second DOUBLE, device VARCHAR, id VARCHAR, is_own BOOLEAN, source VARCHAR)`
	);
	const appender = await connection.createAppender('placed');
	const orNull = <T>(value: T, isNull: boolean, append: (value: T) => void) =>
		isNull ? appender.appendNull() : append(value);
	const double = (value: number) =>
		orNull(value, Number.isNaN(value), (of) => appender.appendDouble(of));
	for (const { month, network, lon, lat, values, operator, moment, ...of } of rows) {
		appender.appendSmallInt(monthNumber(month));
		appender.appendUTinyInt(NETWORKS.indexOf(network));
		appender.appendInteger(editions.indexOf(editionOfMonth(editions, month)!));
		appender.appendDouble(lon);
		appender.appendDouble(lat);
		values.forEach(double);
		orNull(operator, operator === '', (text) => appender.appendVarchar(text));
		double(moment / 1000);
		appender.appendVarchar(of.device);
		appender.appendVarchar(of.id);
		appender.appendBoolean(of.isOwn);
		appender.appendVarchar(of.source);
		appender.endRow();
	}
	appender.closeSync();
	const hashes = hashesOf({
		...{ month: 'month', second: 'second', lon: 'lon', lat: 'lat', device: 'device', id: 'id' },
		...{ isOwn: 'is_own', file: 'source' }
	});
	await connection.run(`INSERT INTO staged BY NAME
		SELECT 0::UTINYINT AS fault, month, network, place(lon, lat, edition) AS place, ${READINGS.join(', ')}, operator,
			${Object.entries(hashes)
				.map(([name, sql]) => `${sql} AS ${name}`)
				.join(', ')}
		FROM placed;
		DROP TABLE placed`);
}
