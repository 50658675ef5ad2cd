/** Files of polygons, as `npm run boundaries` reads them. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import initSqlJs from 'sql.js';
import { readShapes } from '../boundaries/shapes.ts';
import { readSources } from '../boundaries/sources.ts';
import { SILENT } from '../common/progress.ts';
import { blobOf, geoPackage, polygonBytes } from '../testing/geopackage.ts';
import { collection, ring, shapefile as shapefileOf, squares, zipped } from '../testing/squares.ts';
import { mutateXml, mutateZip } from './archive.ts';
import { times, type Dice } from './dice.ts';
import { utf8, type Form, type Maker } from './form.ts';
import { mutateBytes, mutateJson, mutateText, oddNumber, oddText, writeNumber } from './mutate.ts';

const FIXTURES = resolve(import.meta.dirname, '../../tests/fixtures/boundaries');
/** Larger seeds would cost most of the time. */
const MOST_SEED = 30_000;

/** Reads a file that is given this name. */
async function reader(name: string, make: Form['make']): Promise<Form> {
	const folder = await mkdtemp(join(tmpdir(), 'fuzz-places-'));
	const path = join(folder, name);
	return {
		make,
		async run(input) {
			await writeFile(path, input);
			const { layers } = await readSources([path], {
				downloads: folder,
				onProgress() {},
				onNote() {}
			});
			const { shapes } = await readShapes(layers, new Set(['xa']), SILENT);
			const wrong = shapes.find(({ box }) => box.some((value) => !Number.isFinite(value)));
			return wrong && `${wrong.label} row ${wrong.row}: ${wrong.box.join(' ')}`;
		},
		close: () => rm(folder, { recursive: true, force: true })
	};
}

async function fixtures(pattern: RegExp): Promise<string[]> {
	const names = (await readdir(FIXTURES)).filter((name) => pattern.test(name));
	const texts = await Promise.all(names.map((name) => readFile(join(FIXTURES, name), 'utf8')));
	return texts.filter((text) => text.length < MOST_SEED);
}

/** GeoJSON, also a feature a line, Esri's and TopoJSON. */
export const geojson: Maker = async () => {
	const texts = [
		collection(squares()),
		collection(squares(), { crs: { type: 'name', properties: { name: 'EPSG:4326' } } }),
		squares()
			.map((feature) => JSON.stringify(feature))
			.join('\n'),
		collection([holed()]),
		...(await fixtures(/json$/))
	];
	return reader('fuzz.geojson', (dice) => {
		const text = dice.of(texts);
		if (dice.is(0.05)) return mutateBytes(utf8(text), dice);
		const changed = mutateJson(text, dice);
		return dice.is(0.05) ? gzipSync(changed) : utf8(changed);
	});
};

/** Text formats beside JSON. */
export const kml: Maker = async () => {
	const texts = await fixtures(/kml$/);
	const wkt = 'code;wkt\n00004;POLYGON((105 21,105 21.1,105.1 21.1,105 21))\n';
	return reader('fuzz.csv', (dice) => {
		const text = dice.is(0.3) ? wkt : dice.of(texts);
		return dice.is(0.5) ? utf8(mutateXml(text, dice)) : utf8(mutateText(text, dice));
	});
};

function holed(): unknown {
	const [first] = squares();
	return {
		...first,
		geometry: { type: 'MultiPolygon', coordinates: [[ring(105.8, 21), ring(105.82, 21.02, 0.02)]] }
	};
}

/** The parts of a Shapefile in a zip. */
export const shapefile: Maker = async () => {
	const seeds = [
		await shapefileOf(squares(), 'xa'),
		await shapefileOf([...squares(), holed()], 'xa', 'encoding=latin1')
	].map((parts) => zipped({ ...parts, 'xa.cpg': 'UTF-8' }));
	return reader('fuzz.zip', (dice) =>
		mutateZip(dice.of(seeds), dice, (name, content) => {
			if (/\.(prj|cpg)$/.test(name)) return utf8(mutateText(Buffer.from(content).toString(), dice));
			return dice.is(0.4) ? mutateBytes(content, dice) : numbers(content, dice);
		})
	);
};

/** Other numbers in the header and the first records: lengths, kinds, counts of parts and points. */
function numbers(content: Uint8Array, dice: Dice): Uint8Array {
	const changed = Uint8Array.from(content);
	for (let left = times(dice); left > 0; left--)
		writeNumber(changed, 4 * dice.below(Math.ceil(Math.min(400, content.length) / 4)), dice);
	return changed;
}

/** GeoPackages: their bytes, their tables and their geometry. */
export const gpkg: Maker = async () => {
	const seed = await geoPackage({
		layers: [{ name: 'xa', type: 'MULTIPOLYGON', features: squares() }]
	});
	const { Database } = await initSqlJs();
	return reader('fuzz.gpkg', async (dice) => {
		if (dice.is(0.3)) return mutateBytes(seed, dice);
		if (dice.is(0.3))
			return geoPackage({
				layers: [
					{
						...{
							name: dice.is(0.2) ? oddText(dice).replaceAll('\0', '') || 'x' : 'xa',
							type: dice.of(['MULTIPOLYGON', 'POLYGON', 'GEOMETRY', 'X'])
						},
						features: squares(),
						blob: ({ geometry }) =>
							dice.is(0.5)
								? mutateBytes(
										blobOf(polygonBytes((geometry as { coordinates: number[][][] }).coordinates)),
										dice
									)
								: null
					}
				]
			});
		const database = new Database(seed);
		for (let left = times(dice); left > 0; left--)
			try {
				database.run(statement(dice));
			} catch {
				// What SQLite refuses is no GeoPackage that somebody has.
			}
		const bytes = database.export();
		database.close();
		return bytes;
	});
};

function statement(dice: Dice): string {
	const text = () =>
		`'${(dice.is(0.5) ? oddText(dice) : String(oddNumber(dice))).replaceAll("'", "''").replaceAll('\0', '')}'`;
	const table = dice.of(['gpkg_contents', 'gpkg_geometry_columns', 'gpkg_spatial_ref_sys']);
	const columns = {
		gpkg_contents: ['table_name', 'data_type', 'srs_id'],
		gpkg_geometry_columns: ['table_name', 'column_name', 'geometry_type_name', 'srs_id'],
		gpkg_spatial_ref_sys: ['srs_id', 'organization', 'organization_coordsys_id', 'definition']
	}[table]!;
	return dice.of([
		() => `UPDATE ${table} SET ${dice.of(columns)} = ${text()}`,
		() => `UPDATE ${table} SET ${dice.of(columns)} = NULL`,
		() => `DELETE FROM ${table}`,
		() => `DROP TABLE ${table}`,
		() => `UPDATE xa SET geom = ${text()}`,
		() => `UPDATE xa SET geom = randomblob(0)`,
		() => `UPDATE xa SET code = ${text()}`,
		() =>
			`ALTER TABLE xa RENAME COLUMN code TO ${`"${oddText(dice).replace(/["\0]/g, '').slice(0, 60)}x"`}`,
		() => `DROP TABLE xa`,
		() => `CREATE VIEW y AS SELECT * FROM xa`,
		() =>
			`DROP TABLE xa; CREATE VIEW xa AS WITH RECURSIVE c(code, geom) AS (SELECT 1, NULL UNION ALL SELECT code + 1, NULL FROM c) SELECT * FROM c`
	])();
}

/** Archives in archives, folders and many entries. */
export const zip: Maker = async () => {
	const json = collection(squares());
	const parts = await shapefileOf(squares(), 'xa');
	const seeds = [
		zipped({ 'a.geojson': json }),
		zipped({ 'a/b.geojson': json, '__MACOSX/x': 'x', 'c.txt': 'x' }),
		zipped({ 'a.zip': zipped({ 'b.geojson': json }), 'b.geojson.gz': gzipSync(json) }),
		zipped(
			Object.fromEntries(squares().map((feature, at) => [`${at}.geojson`, collection([feature])]))
		),
		zipped(parts)
	];
	return reader('fuzz.zip', (dice) =>
		mutateZip(dice.of(seeds), dice, (name, content) =>
			name.endsWith('json')
				? utf8(mutateJson(Buffer.from(content).toString(), dice))
				: mutateBytes(content, dice)
		)
	);
};
