/** GeoPackage (OGC 12-128r18): SQLite with tables that tell which layers it has and what their coordinates mean. */
import { stat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import initSqlJs, { type Database, type SqlValue, type Statement } from 'sql.js';
import { DataError } from '../../src/lib/domain/errors.ts';
import { geometryText } from './geopackage-geometry.ts';
import { BY_PRJ, projectionOf, projectionOfPrj } from './projection.ts';

/** A layer of polygons. */
export interface PolygonLayer {
	/** GeoJSON, in the layer's own coordinates. */
	content: Buffer;
	/** PROJ definition of the coordinates; nothing when the layer doesn't tell. */
	projection: string | undefined;
}

/** How to read. */
export interface GeoPackageOptions {
	/** The layer to read; the only one of polygons when left out. */
	layer?: string | undefined;
	/** Told how many features have been read, now and then. */
	onProgress: (text: string) => void;
}

interface LayerRow {
	table: string;
	column: string;
	type: string;
	organization: string;
	system: number;
	definition: string;
}

const MAGIC = 'SQLite format 3\0';
/** Longest time without a pause; milliseconds. */
const BREATH = 200;
const POLYGONS = ['POLYGON', 'MULTIPOLYGON', 'MULTISURFACE', 'CURVEPOLYGON', 'SURFACE'];
/** Types of layers that may hold anything. */
const ANY = ['GEOMETRY', 'GEOMETRYCOLLECTION'];
const EXPECTED = 'a whole GeoPackage';
const REMEDY =
	'Export the layer again, or: ogr2ogr -f GeoJSON -t_srs EPSG:4326 out.geojson in.gpkg';
const LAYERS = `
	SELECT c.table_name, g.column_name, upper(g.geometry_type_name), s.organization, s.organization_coordsys_id, s.definition
	FROM gpkg_contents c
	JOIN gpkg_geometry_columns g ON lower(g.table_name) = lower(c.table_name)
	LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
	WHERE c.data_type = 'features'
		AND EXISTS (SELECT 1 FROM sqlite_master m WHERE lower(m.name) = lower(c.table_name))
	ORDER BY c.table_name`;

/** True for a SQLite file, which a GeoPackage is. */
export function isGeoPackage(content: Buffer): boolean {
	return content.subarray(0, MAGIC.length).toString('latin1') === MAGIC;
}

/**
 * Changes that another program hasn't written into the file yet lie beside it.
 * @throws DataError when there are some
 */
export async function checkClosed(path: string): Promise<void> {
	const { size } = await stat(`${path}-wal`).catch(() => ({ size: 0 }));
	if (size === 0) return;
	throw new DataError('promise', {
		file: `${path}-wal`,
		found: `${size} bytes of changes that are not in the GeoPackage yet`,
		expected: 'a GeoPackage that no program has open',
		remedy: 'Close it in QGIS, or copy the layer into a new file'
	});
}

/**
 * Read a layer of polygons, a feature at a time.
 * @param file for messages
 * @throws DataError when it is cut off, no GeoPackage, or has no or several layers of polygons; for curves
 */
export async function readGeoPackage(
	file: string,
	content: Buffer,
	{ layer, onProgress }: GeoPackageOptions
): Promise<PolygonLayer> {
	checkWhole(file, content);
	const { Database } = await initSqlJs();
	const database = new Database(rolledBack(content));
	try {
		const chosen = chooseLayer(file, layersOf(file, database), layer);
		return {
			content: await featuresOf(file, database, chosen, onProgress),
			projection: projectionOfLayer(file, chosen)
		};
	} catch (error) {
		if (error instanceof DataError) throw error;
		throw malformed(file, error instanceof Error ? error.message : String(error));
	} finally {
		database.close();
	}
}

/** SQLite's header tells how many pages there are, unless a very old program wrote last (sqlite.org/fileformat.html). */
function checkWhole(file: string, content: Buffer): void {
	const isLong = content.length >= 100;
	const pageSize = isLong ? content.readUInt16BE(16) : 0;
	const isTold = isLong && content.readUInt32BE(24) === content.readUInt32BE(92);
	const told = isTold ? content.readUInt32BE(28) * (pageSize === 1 ? 65536 : pageSize) : 0;
	if (isLong && content.length >= told) return;
	throw new DataError('truncated', {
		file,
		found: `${content.length} bytes`,
		expected: isLong ? `${told} bytes, as its header says` : EXPECTED,
		remedy: 'Download or copy the file again'
	});
}

/** The same without write-ahead logging, which needs a file beside it; what is in that file isn't here anyway. */
function rolledBack(content: Buffer): Buffer {
	if (content[18] === 1 && content[19] === 1) return content;
	const copy = Buffer.from(content);
	copy[18] = copy[19] = 1;
	return copy;
}

function layersOf(file: string, database: Database): LayerRow[] {
	const tables = database.exec(
		"SELECT 1 FROM sqlite_master WHERE name IN ('gpkg_contents', 'gpkg_geometry_columns', 'gpkg_spatial_ref_sys')"
	)[0]?.values.length;
	if (tables !== 3) throw malformed(file, 'a SQLite database that is no GeoPackage');
	return (database.exec(LAYERS)[0]?.values ?? []).map(
		([table, column, type, organization, system, definition]) => ({
			table: String(table),
			column: String(column),
			type: String(type),
			organization: String(organization ?? ''),
			system: Number(system ?? 0),
			definition: String(definition ?? '')
		})
	);
}

function chooseLayer(
	file: string,
	layers: readonly LayerRow[],
	named: string | undefined
): LayerRow {
	const exact = layers.filter(({ type }) => POLYGONS.includes(type));
	const polygons = exact.length > 0 ? exact : layers.filter(({ type }) => ANY.includes(type));
	const fits = named === undefined ? polygons : layers.filter(({ table }) => table === named);
	if (fits.length === 1) return fits[0]!;
	const found = (fits.length > 1 ? fits : layers).map(({ table, type }) => `${table} (${type})`);
	throw new DataError('missing-object', {
		file,
		column: '--layer',
		found: found.join(', ') || 'no layer with geometry',
		expected: named === undefined ? 'one layer of polygons' : `a layer "${named}"`,
		remedy: layers.length > 0 ? 'Name the layer of the communes: --layer <name>' : REMEDY
	});
}

/** 0 and −1 mean that nobody knows. */
function projectionOfLayer(
	file: string,
	{ organization, system, definition }: LayerRow
): string | undefined {
	const byText = definition.includes('[') ? projectionOfPrj(definition, file) : undefined;
	if (byText === undefined && system <= 0) return undefined;
	// Here is no .prj file that mapshaper could read.
	if (byText !== undefined && byText !== BY_PRJ) return byText;
	return projectionOf(`${organization}:${system}`, file, 'gpkg_spatial_ref_sys');
}

async function featuresOf(
	file: string,
	database: Database,
	{ table, column }: LayerRow,
	onProgress: (text: string) => void
): Promise<Buffer> {
	const statement = database.prepare(`SELECT * FROM ${quoted(table)}`);
	const columns = statement.getColumnNames();
	const at = columns.findIndex((name) => name.toLowerCase() === column.toLowerCase());
	if (at < 0) throw malformed(file, `no column "${column}" in the layer "${table}"`);
	const texts: Buffer[] = [];
	let since = performance.now();
	while (statement.step()) {
		const row = texts.length + 1;
		const text = featureText(statement, columns, at, { file, row });
		texts.push(Buffer.from(row === 1 ? text : `,\n${text}`));
		if (performance.now() - since < BREATH) continue;
		// The bar moves and Ctrl-C is heard.
		onProgress(`${row} features`);
		await setImmediate();
		since = performance.now();
	}
	statement.free();
	const [head, tail] = ['{"type":"FeatureCollection","features":[\n', '\n]}'];
	return Buffer.concat([Buffer.from(head), ...texts, Buffer.from(tail)]);
}

function featureText(
	statement: Statement,
	columns: readonly string[],
	at: number,
	place: { file: string; row: number }
): string {
	const values = statement.get();
	const geometry = values[at];
	const properties: Record<string, SqlValue> = {};
	for (const [index, name] of columns.entries()) {
		const value = values[index]!;
		if (index !== at && !(value instanceof Uint8Array)) properties[name] = value;
	}
	const text = geometry instanceof Uint8Array ? geometryText(geometry, place) : 'null';
	return `{"type":"Feature","properties":${JSON.stringify(properties)},"geometry":${text}}`;
}

function quoted(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}

function malformed(file: string, found: string): DataError {
	return new DataError('malformed', { file, found, expected: EXPECTED, remedy: REMEDY });
}
