/** GeoPackages as offices save them, for tests of imports. */
import initSqlJs from 'sql.js';
import type { Square } from './squares.ts';

/** A layer to write. */
export interface GeoPackageLayer {
	name: string;
	/** Of the whole layer. */
	type: string;
	features: readonly Square[];
	/** Code of the coordinate system in {@link GeoPackage.systems}. */
	system?: number;
	/** Geometry of a feature, in place of its own polygon. */
	blob?: (feature: Square) => Uint8Array | null;
}

/** What to write. */
export interface GeoPackage {
	layers: readonly GeoPackageLayer[];
	/** Beyond WGS 84 and the undefined ones. */
	systems?: readonly { code: number; organization: string; definition: string }[];
}

/** How a geometry is written. */
export interface BlobOptions {
	isLittle?: boolean;
	/** Numbers behind longitude and latitude of each position. */
	more?: 0 | 1 | 2;
	/** Kind of the envelope in the header, 0 to 4. */
	envelope?: number;
	flags?: number;
}

const ENVELOPE_NUMBERS = [0, 4, 6, 6, 8];
const WGS84 =
	'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]';

/** The bytes of a GeoPackage. */
export async function geoPackage({ layers, systems = [] }: GeoPackage): Promise<Buffer> {
	const { Database } = await initSqlJs();
	const database = new Database();
	database.run(`
		PRAGMA application_id = 0x47504B47;
		CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT);
		CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, srs_id INTEGER);
		CREATE TABLE gpkg_geometry_columns (table_name TEXT PRIMARY KEY, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z INTEGER, m INTEGER);
		INSERT INTO gpkg_spatial_ref_sys VALUES ('undefined', -1, 'NONE', -1, 'undefined'), ('undefined', 0, 'NONE', 0, 'undefined');`);
	const known = [{ code: 4326, organization: 'EPSG', definition: WGS84 }, ...systems];
	for (const { code, organization, definition } of known)
		database.run('INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?)', [
			organization,
			code,
			organization,
			code,
			definition
		]);
	for (const { name, type, features, system = 4326, blob = polygonBlob } of layers) {
		const table = `"${name.replaceAll('"', '""')}"`;
		database.run("INSERT INTO gpkg_contents VALUES (?, 'features', ?)", [name, system]);
		database.run("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)", [
			name,
			type,
			system
		]);
		database.run(
			`CREATE TABLE ${table} (fid INTEGER PRIMARY KEY, geom BLOB, "MaXa" TEXT, photo BLOB)`
		);
		for (const feature of features)
			database.run(`INSERT INTO ${table} (geom, "MaXa", photo) VALUES (?, ?, x'00ff')`, [
				blob(feature),
				String(feature.properties.code)
			]);
	}
	const bytes = Buffer.from(database.export());
	database.close();
	return bytes;
}

/** The header of a geometry with its envelope, and the geometry behind it. */
export function blobOf(geometry: Uint8Array, { envelope = 1, flags = 0 }: BlobOptions = {}) {
	const header = Buffer.from([0x47, 0x50, 0, flags | (envelope << 1) | 1, 0xe6, 0x10, 0, 0]);
	return Buffer.concat([header, Buffer.alloc(8 * ENVELOPE_NUMBERS[envelope]!), geometry]);
}

/** A polygon's own coordinates as a geometry. */
export function polygonBlob({ geometry }: Square, options: BlobOptions = {}): Buffer {
	return blobOf(polygonBytes(geometry!.coordinates as number[][][], options), options);
}

/** Well-known binary of a polygon. */
export function polygonBytes(
	rings: readonly (readonly number[][])[],
	{ isLittle = true, more = 0 }: BlobOptions = {}
): Buffer {
	const parts = [head(3 + 1000 * [0, 1, 3][more]!, rings.length, isLittle)];
	for (const positions of rings) {
		parts.push(whole(positions.length, isLittle));
		for (const [x, y] of positions) {
			const numbers = Buffer.alloc(16 + 8 * more, 0x40);
			for (const [at, number] of [x!, y!].entries())
				if (isLittle) numbers.writeDoubleLE(number, 8 * at);
				else numbers.writeDoubleBE(number, 8 * at);
			parts.push(numbers);
		}
	}
	return Buffer.concat(parts);
}

/** Well-known binary of several geometries as one of a type. */
export function partsBytes(type: number, parts: readonly Uint8Array[]): Buffer {
	return Buffer.concat([head(type, parts.length, true), ...parts]);
}

/** Well-known binary of a point. */
export function pointBytes(x: number, y: number): Buffer {
	const point = Buffer.alloc(21);
	point[0] = 1;
	point.writeUInt32LE(1, 1);
	point.writeDoubleLE(x, 5);
	point.writeDoubleLE(y, 13);
	return point;
}

function head(type: number, count: number, isLittle: boolean): Buffer {
	return Buffer.concat([
		Buffer.from([Number(isLittle)]),
		whole(type, isLittle),
		whole(count, isLittle)
	]);
}

function whole(value: number, isLittle: boolean): Buffer {
	const bytes = Buffer.alloc(4);
	if (isLittle) bytes.writeUInt32LE(value);
	else bytes.writeUInt32BE(value);
	return bytes;
}
