/** First pass: the attributes and the place of each polygon, and all polygons as one file that is quick to read. */
import { DataError } from '../../src/lib/domain/errors.ts';
import type { Progress } from '../common/progress.ts';
import type { Attributes } from './columns.ts';
import { readTexts } from './encodings.ts';
import { isTopology } from './json-input.ts';
import type { Box } from './listed.ts';
import { mend } from './mend.ts';
import { BY_PRJ, WGS84 } from './projection.ts';
import { noPolygons, readByMapshaper, runMapshaper } from './run-mapshaper.ts';
import type { Layer } from './sources.ts';

export { runMapshaper };

/** A polygon as the file has it. */
export interface Shape {
	/** What its codes are written alike in: all files that were put together, or its own. */
	source: string;
	/** The file that it is from. */
	label: string;
	/** 1-based, within the file. */
	row: number;
	attributes: Attributes;
	/** Names it in the snapshot: value of {@link INDEX}. */
	index: string;
	/** Degrees left, bottom, right, top. */
	box: Box;
	/** Its ground; negative where holes are larger than what they lie in. */
	km2: number;
}

/** A feature that has no ground, and so no place on the map. */
export interface Bare {
	label: string;
	row: number;
	attributes: Attributes;
}

/** All polygons, and their geometry in mapshaper's own format. */
export interface Shapes {
	shapes: Shape[];
	/** Features without geometry, or with one that has no area. */
	bare: Bare[];
	snapshot: Uint8Array;
	/** Names of the layers in the snapshot. */
	layers: string[];
}

/** Attribute that tells a polygon's index in {@link Shapes} in the snapshot. */
export const INDEX = 'ispeed_index';
const BOX = 'ispeed_box';
const POLYGON = 'ispeed_polygon';
const AREA = 'ispeed_area';
const OURS: readonly string[] = [INDEX, BOX, POLYGON, AREA];

/** No polygon of the country lies outside: degrees left, bottom, right, top. */
const COUNTRY = [101, 5, 119, 24.5] as const;
const MOST_NAMED = 8;
const SNAPSHOT = 'all.msx';
/** Bytes of GeoJSON that are looked at feature by feature when one lacks its polygon; more would not fit into memory. */
const MOST_MENDED = 300e6;
/** The same when only a ring of several is left out. */
const MOST_TIDIED = 50e6;

/**
 * Read all polygons.
 * @param known keys of the gazetteer's names, which tell a file's encoding
 * @param strict `false` leaves features out whose geometry is faulty, and notes them
 * @throws DataError for unreadable files, none or other than polygons, coordinates that aren't degrees of the country
 */
export async function readShapes(
	layers: readonly Layer[],
	known: ReadonlySet<string>,
	progress: Progress,
	strict?: boolean
): Promise<Shapes> {
	const ready: Layer[] = [];
	for (const layer of layers) ready.push(await inDegrees(layer, progress));
	let read = await readOnce(ready, progress).catch((error: Error) => error);
	if (read instanceof Error || read.isLacking || read.skipped > 0) {
		// Faults are rare: only now is each feature looked at.
		const onFault =
			strict === false
				? (fault: DataError) => progress.note(`left out: ${fault.message}`)
				: undefined;
		const isUrgent = read instanceof Error || read.isLacking;
		const mended = ready.map((layer) =>
			mendedLayer(layer, isUrgent ? MOST_MENDED : MOST_TIDIED, onFault)
		);
		if (mended.some((layer, at) => layer !== ready[at])) read = await readOnce(mended, progress);
	}
	if (read instanceof Error) throw read;
	const { tables, snapshot, skipped } = read;
	if (skipped > 0)
		progress.note(`${skipped} rings without area or with faulty coordinates were left out`);
	const bare: Bare[] = [];
	const shapes = ready.flatMap((layer, of) => {
		const { rows, encoding } = readTexts(tables[of]!, layer.isBytes, known);
		if (rows.length === 0) throw noPolygons(layer.label, 'no features');
		if (encoding && encoding !== 'UTF-8')
			progress.note(`${layer.label}: names read as ${encoding}`);
		return placesOf(layer, rows.length).flatMap(({ label, row }, at) => {
			const shape = shapeOf(layer.label, label, row, rows[at]!);
			if (shape) return [shape];
			bare.push({ label, row, attributes: ownOf(rows[at]!) });
			return [];
		});
	});
	if (shapes.length === 0) throw noPolygons(ready[0]!.label, 'no feature with an area');
	checkPlaces(shapes, layers);
	return { shapes, bare, snapshot, layers: ready.map(({ name }) => name) };
}

/** What mapshaper gives. */
interface Read {
	/** Attributes of each file's features. */
	tables: Attributes[][];
	snapshot: Uint8Array;
	/** Rings that were left out. */
	skipped: number;
	/** A feature has no polygon. */
	isLacking: boolean;
}

async function readOnce(layers: readonly Layer[], progress: Progress): Promise<Read> {
	const commands = [
		`-i ${layers.map(({ main }) => main).join(' ')} combine-files`,
		`-each "${INDEX} = this.layer_name + ':' + this.id, ${BOX} = this.isNull ? null : this.bounds, ${POLYGON} = this.area !== undefined, ${AREA} = this.isNull || this.area === undefined ? null : this.area / 1e6" target=*`,
		'-o format=json target=*',
		`-filter-fields ${INDEX} target=*`,
		`-o ${SNAPSHOT} target=*`
	];
	const input = Object.assign({}, ...layers.map(({ files }) => files)) as Record<string, Buffer>;
	const labels = layers.map(({ label }) => label).join(', ');
	let skipped = 0;
	const output = await readByMapshaper(
		commands.join(' '),
		input,
		labels,
		(text) => progress.detail(text),
		(text) => void (skipped += Number(/defective ring/.test(text)))
	);
	const tables = layers.map((layer) => {
		const table = output[tableOf(layer)];
		return table ? (JSON.parse(Buffer.from(table).toString()) as Attributes[]) : [];
	});
	return {
		tables,
		snapshot: output[SNAPSHOT]!,
		skipped,
		// A file of polygons and points has no layer of its own name.
		isLacking: tables.some((rows) => rows.length === 0 || rows.some((row) => !row[BOX]))
	};
}

function tableOf({ name }: Layer): string {
	return `${name}.json`;
}

/** The layer with its GeoJSON mended; the same where there is nothing to mend. */
function mendedLayer(layer: Layer, limit: number, onFault?: (fault: DataError) => void): Layer {
	const content = layer.files[layer.main]!;
	const isJson = layer.main.endsWith('.json') && !isTopology(content);
	if (!isJson || content.length > limit) return layer;
	const mended = mend(content, (count) => placesOf(layer, count), onFault);
	return mended === content ? layer : { ...layer, files: { [layer.main]: mended } };
}

/** File and 1-based row of each of a layer's features. */
function placesOf({ label, parts }: Layer, count: number): { label: string; row: number }[] {
	const rows = parts.length > 0 ? parts : [{ label, rows: count }];
	return rows.flatMap((part) =>
		Array.from({ length: part.rows }, (_, at) => ({ label: part.label, row: at + 1 }))
	);
}

/** As GeoJSON in degrees of WGS 84, its texts as bytes where the encoding is still to be found. */
async function inDegrees(layer: Layer, progress: Progress): Promise<Layer> {
	const { name, label, main, files, projection, isBytes } = layer;
	if (projection === WGS84 && !isBytes) return layer;
	const project =
		projection === WGS84
			? ''
			: projection === BY_PRJ
				? '-proj wgs84'
				: `-proj wgs84 init="${projection}"`;
	const output = await readByMapshaper(
		`-i ${main}${isBytes ? ' encoding=latin1' : ''} ${project} -o ${name}.json format=geojson`,
		files,
		label,
		(text) => progress.detail(`${label}: ${text}`)
	);
	const content = Buffer.from(output[`${name}.json`]!);
	return {
		...layer,
		main: `${name}.json`,
		files: { [`${name}.json`]: content },
		projection: WGS84
	};
}

/** A feature's attributes without ours. */
function ownOf(read: Attributes): Attributes {
	return Object.fromEntries(Object.entries(read).filter(([name]) => !OURS.includes(name)));
}

/** @returns nothing for a feature without geometry or area */
function shapeOf(source: string, label: string, row: number, read: Attributes): Shape | undefined {
	const { [INDEX]: index, [BOX]: box, [POLYGON]: isPolygon, [AREA]: km2 } = read;
	if (!Array.isArray(box)) return undefined;
	if (isPolygon !== true)
		throw new DataError('value', {
			file: label,
			row,
			column: 'geometry',
			found: 'a point or line',
			expected: 'a polygon',
			remedy: 'Remove the feature, or export its polygons alone'
		});
	const [left, bottom, right, top] = box as number[];
	return {
		source,
		label,
		row,
		attributes: ownOf(read),
		index: String(index),
		box: [left!, bottom!, right!, top!],
		km2: Number(km2)
	};
}

function checkPlaces(shapes: readonly Shape[], layers: readonly Layer[]): void {
	const [west, south, east, north] = COUNTRY;
	const far = shapes.filter(
		({ box: [left, bottom, right, top] }) =>
			!(left >= west && bottom >= south && right <= east && top <= north)
	);
	const first = far[0];
	if (!first) return;
	const fault = {
		file: first.label,
		row: first.row,
		column: 'geometry',
		found: `coordinates ${first.box.map((degrees) => Number(degrees.toFixed(4))).join(' ')}`
	};
	const [left, bottom, right, top] = first.box;
	const isTurned = ({ box }: Shape) => box[0] - 360 >= west && box[2] - 360 <= east;
	if (isTurned(first))
		throw new DataError('value', {
			...fault,
			expected: 'longitudes between 101 and 119; these are 360° too many, once around the world',
			remedy:
				'Subtract 360 from each, for instance: npx mapshaper in.geojson -affine shift=-360,0 -o out.geojson'
		});
	const isMetres = ({ box }: Shape) => Math.max(...box.map(Math.abs)) > 360;
	if (isMetres(first) && far.length < shapes.length && far.every(isMetres))
		throw new DataError('value', {
			...fault,
			expected: `one coordinate system in all files; this looks like metres, ${shapes.length - far.length} others are degrees`,
			remedy: 'Reproject to WGS 84 before the polygons are put together'
		});
	if (isMetres(first))
		throw new DataError('value', {
			...fault,
			expected: 'longitude and latitude in degrees; these look like metres',
			remedy:
				'Add the .prj file of the projection beside the .shp file, or name it: --crs EPSG:<code>'
		});
	if (left >= south && right <= north && bottom >= west && top <= east)
		throw new DataError('value', {
			...fault,
			expected: 'longitude before latitude; coordinates look swapped',
			remedy: 'Swap them, for instance in QGIS: Vector geometry, "Swap X and Y coordinates"'
		});
	const projection = layers.find(({ label }) => label === first.source)?.projection;
	const system =
		projection === undefined || projection === WGS84
			? ''
			: `. They were read as ${projection === BY_PRJ ? 'the .prj says' : projection}: is that right (--crs, .prj)?`;
	const named = far.slice(0, MOST_NAMED).map(({ row, attributes }) => {
		const text = Object.values(attributes).filter((value) => typeof value === 'string');
		return `row ${row} (${text.slice(0, 2).join(' ')})`;
	});
	throw new DataError('value', {
		...fault,
		expected: `polygons between ${west} and ${east}° east, ${south} and ${north}° north`,
		remedy: `${far.length} far outside: ${named.join(', ')}${far.length > named.length ? ', …' : ''}${system}`
	});
}
