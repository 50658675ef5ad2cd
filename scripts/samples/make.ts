/** Made-up measurements, as many as wanted: for the bench and for trying the command. */
import { join } from 'node:path';
import { identifier, literal, openDuck } from './duck.ts';

export type Spread = 'hamlets' | 'wide';
/** Of a commune; the first is the largest. */
const HAMLETS = 4;
/** Size of a hamlet as a part of the distance at which it lies from the commune's point. */
const HAMLET_SIZE = 0.25;

/** What {@link makeMeasurements} is asked for. */
export interface MakeOptions {
	/** Folder of the inputs. */
	data: string;
	/** File to write: CSV, or Parquet by its ending. */
	path: string;
	rows: number;
	/** Edition whose communes they lie in. */
	edition: string;
	month: string;
	seed?: number;
	/** Whether they lie around a few hamlets of each commune, as the simulation's do, or all over it. */
	spread?: Spread;
	/** Columns beyond the needed ones. */
	more?: readonly ('device' | 'operator')[];
}

/**
 * Write measurements around the points of communes, more where more people live. The column `code` names the commune
 * around which a measurement was drawn, for comparisons; it may lie in a neighbour.
 * The same seed and number of rows give the same file.
 */
export async function makeMeasurements(options: MakeOptions): Promise<void> {
	const { data, path, rows, edition, month, seed = 300, spread = 'hamlets', more = [] } = options;
	const duck = await openDuck(join(data, 'cache'), 1000);
	// Reproducible and quick: a hash of the row's number is its random number. Hashes of two values are not independent.
	const random = (salt: number, of = 'id') =>
		`((hash(${of} * 1000 + ${seed + salt}) >> 11)::DOUBLE / 9007199254740992.0)`;
	const normal = (salt: number, of?: string) =>
		`sqrt(-2 * ln(${random(salt, of)} + 1e-12)) * cos(2 * pi() * ${random(salt + 50, of)})`;
	const hamlet = `(place * ${HAMLETS} + floor(${random(8)} ** 2 * ${HAMLETS})::BIGINT)`;
	const away = (salt: number) =>
		spread === 'wide'
			? normal(salt)
			: `(${normal(salt, hamlet)} + ${HAMLET_SIZE} * ${normal(salt)})`;
	const gazetteer = literal(join(data, 'gazetteer', `${edition}-communes.csv`));
	const extra = {
		device: `'d' || (hash(id * 1000 + ${seed + 90}) % greatest(1, ${rows} // 4))`,
		operator: `['Viettel', 'VNPT', 'MobiFone', 'Vietnamobile'][1 + (hash(id * 1000 + ${seed + 91}) % 4)::INTEGER]`
	};
	try {
		await duck.connection.run(`CREATE TEMP TABLE communes AS
			SELECT (row_number() OVER (ORDER BY code) - 1)::BIGINT AS place, code, lon, lat, sqrt(area_km2) / 400 AS reach
			FROM read_csv(${gazetteer}, types = {'code': 'VARCHAR'})`);
		const count = Number(
			(await duck.connection.runAndReadAll('SELECT count(*) FROM communes')).getRows()[0]![0]
		);
		// Parquet has a type for times; as text it would be stranger than what a measuring system writes.
		const isParquet = path.endsWith('.parquet');
		const time = `TIMESTAMP '${month}-01' + to_seconds((${random(1)} * 27 * 86400)::BIGINT)`;
		const columns = [
			`${isParquet ? time : `strftime(${time}, '%Y-%m-%d %H:%M:%S')`} AS time`,
			`round(lon + reach * ${away(2)}, 6) AS longitude`,
			`round(lat + reach * ${away(3)}, 6) AS latitude`,
			`CASE WHEN ${random(4)} < 0.6 THEN 'mobile' ELSE 'fixed' END AS network`,
			`round(45 * exp(0.7 * ${normal(5)}), 2) AS download_mbps`,
			`round(18 * exp(0.7 * ${normal(6)}), 2) AS upload_mbps`,
			`round(32 * exp(0.4 * ${normal(7)}), 1) AS latency_ms`,
			'code',
			...more.map((name) => `${extra[name]} AS ${identifier(name)}`)
		];
		const format = isParquet ? 'FORMAT parquet' : 'FORMAT csv, HEADER';
		await duck.connection
			.run(`COPY (SELECT ${columns.join(', ')} FROM (SELECT id, floor(${random(0)} ** 2 * ${count})::BIGINT AS place FROM range(${rows}) AS numbers(id)) JOIN communes USING (place))
			TO ${literal(path)} (${format})`);
	} finally {
		await duck.close();
	}
}
