/**
 * PostGIS finds the polygons of points, for comparison with `place/`: a cluster of its own in a temporary folder,
 * without network, dropped afterwards. Debian has it as `postgresql-15-postgis-3`.
 */
import { execFile, execFileSync } from 'node:child_process';
import { createWriteStream, existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

/** What Debian's packages install. */
const VERSIONS = '/usr/lib/postgresql';
/** One core, enough memory, and nothing that only makes data survive a crash. */
const SETTINGS = {
	listen_addresses: "''",
	fsync: 'off',
	jit: 'off',
	max_parallel_workers_per_gather: '0',
	shared_buffers: '512MB',
	work_mem: '256MB'
};
/** Vertices of a part, as PostGIS's manual advises for large polygons. */
const PART_VERTICES = 128;
/** Of Linux's proc(5): clock ticks a second. */
const TICKS = 100;

/** What PostGIS made of the points. */
export interface Answer {
	name: string;
	/** Row of the first polygon that covers each point, -1 where none does. */
	rows: Int32Array;
	/** Processor time of the query, on one core. */
	seconds: number;
}

/** The folder of PostgreSQL's programs, when PostGIS is installed for them. */
export function findPostgis(): string | undefined {
	if (!existsSync(VERSIONS)) return undefined;
	return readdirSync(VERSIONS)
		.sort((a, b) => Number(b) - Number(a))
		.filter((version) => existsSync(`/usr/share/postgresql/${version}/extension/postgis.control`))
		.map((version) => join(VERSIONS, version, 'bin'))
		.find((folder) => existsSync(join(folder, 'initdb')));
}

/**
 * Find polygons by `ST_Covers` with a GiST index: of the polygons as they are, and cut into parts.
 * @param programs folder from {@link findPostgis}
 * @param polygons one GeoJSON geometry a row
 * @param points east, north, east, north, … in the polygons' coordinates
 */
export async function askPostgis(
	programs: string,
	polygons: Iterable<string>,
	points: Int32Array
): Promise<Answer[]> {
	const folder = await mkdtemp(join(tmpdir(), 'bench-postgis-'));
	const user = userOf();
	if (user) await chown(folder, user.uid, user.gid);
	await chmod(folder, 0o755);
	const program = async (name: string, ...args: string[]) =>
		(
			await promisify(execFile)(join(programs, name), args, {
				...user,
				cwd: folder,
				maxBuffer: 2 ** 28
			})
		).stdout;
	const sql = (...commands: string[]) =>
		program(
			'psql',
			...['-X', '-q', '-A', '-t', '-h', folder, '-U', 'postgres', '-v', 'ON_ERROR_STOP=1'],
			...commands.flatMap((command) => ['-c', command])
		);
	const data = join(folder, 'data');
	try {
		await program('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync');
		const settings = { ...SETTINGS, unix_socket_directories: folder };
		const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
		const log = join(folder, 'log');
		await program('pg_ctl', '-D', data, '-l', log, '-w', '-o', options.join(' '), 'start');
		try {
			await load(sql, folder, polygons, points);
			const version = (await sql('SELECT postgis_lib_version()')).trim();
			return [
				await ask(sql, `PostGIS ${version}, ST_Covers`, 'leaves', points.length / 2),
				await ask(sql, `PostGIS ${version}, ST_Subdivide + ST_Covers`, 'parts', points.length / 2)
			];
		} finally {
			await program('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
		}
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

type Sql = (...commands: string[]) => Promise<string>;

/** PostgreSQL refuses to run as root. */
function userOf(): { uid: number; gid: number } | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const id = (option: string) =>
		Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }));
	return { uid: id('-u'), gid: id('-g') };
}

async function load(
	sql: Sql,
	folder: string,
	polygons: Iterable<string>,
	points: Int32Array
): Promise<void> {
	const [leaves, places] = [join(folder, 'leaves.txt'), join(folder, 'points.txt')];
	await pipeline(Readable.from(numbered(polygons)), createWriteStream(leaves));
	await pipeline(Readable.from(placesOf(points)), createWriteStream(places));
	await sql(
		'CREATE EXTENSION postgis',
		'CREATE TABLE texts (row INTEGER, text TEXT)',
		`COPY texts FROM '${leaves}'`,
		'CREATE TABLE leaves AS SELECT row, ST_SetSRID(ST_GeomFromGeoJSON(text), 0) AS shape FROM texts',
		`CREATE TABLE parts AS SELECT row, ST_Subdivide(shape, ${PART_VERTICES}) AS shape FROM leaves`,
		'CREATE INDEX ON leaves USING GIST (shape)',
		'CREATE INDEX ON parts USING GIST (shape)',
		'CREATE TABLE places (id INTEGER, x FLOAT8, y FLOAT8)',
		`COPY places FROM '${places}'`,
		'CREATE TABLE points AS SELECT id, ST_MakePoint(x, y) AS point FROM places',
		'ANALYZE'
	);
}

function* numbered(polygons: Iterable<string>): Generator<string> {
	let row = 0;
	for (const polygon of polygons) yield `${row++}\t${polygon}\n`;
}

function* placesOf(points: Int32Array): Generator<string> {
	for (let at = 0; at < points.length; at += 2)
		yield `${at / 2}\t${points[at]!}\t${points[at + 1]!}\n`;
}

/** Processor time of its own is in Linux's proc(5) `stat`, fields 14 and 15. */
async function ask(sql: Sql, name: string, table: string, count: number): Promise<Answer> {
	const used = "SELECT pg_read_file('/proc/self/stat', 0, 4096)";
	const output = await sql(
		used,
		`CREATE TABLE found_${table} AS SELECT id, min(row) AS row FROM points JOIN ${table} ON ST_Covers(shape, point) GROUP BY id`,
		used,
		`SELECT id, row FROM found_${table}`
	);
	const lines = output.split('\n');
	const stats = lines.filter((line) => line.includes(') '));
	const [before, after] = stats.map((line) => {
		const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
		return (Number(fields[11]) + Number(fields[12])) / TICKS;
	});
	const rows = new Int32Array(count).fill(-1);
	for (const line of lines) {
		const [id, row] = line.split('|');
		if (row !== undefined) rows[Number(id)] = Number(row);
	}
	return { name, rows, seconds: after! - before! };
}
