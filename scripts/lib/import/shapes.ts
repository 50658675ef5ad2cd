/** First pass: the attributes and the place of each polygon, and all polygons as one file that is quick to read. */
import { DataError } from '../../../src/lib/domain/errors.ts';
import type { Attributes } from './columns.ts';
import { noPolygons, runMapshaper } from './run-mapshaper.ts';
import type { Layer } from './sources.ts';

export { runMapshaper };

/** A polygon as the file has it. */
export interface Shape {
	/** The file that it is from. */
	label: string;
	/** 1-based, within the file. */
	row: number;
	attributes: Attributes;
	/** Names it in the snapshot: value of {@link INDEX}. */
	index: string;
	/** Degrees left, bottom, right, top. */
	box: readonly [number, number, number, number];
}

/** All polygons, and their geometry in mapshaper's own format. */
export interface Shapes {
	shapes: Shape[];
	snapshot: Uint8Array;
	/** Names of the layers in the snapshot. */
	layers: string[];
}

/** Attribute that tells a polygon's index in {@link Shapes} in the snapshot. */
export const INDEX = 'ispeed_index';
const BOX = 'ispeed_box';
const POLYGON = 'ispeed_polygon';

/** No polygon of the country lies outside: degrees left, bottom, right, top. */
const COUNTRY = [101, 5, 119, 24.5] as const;
const MOST_NAMED = 8;

/**
 * Read all polygons.
 * @throws DataError for unreadable files, none or other than polygons, coordinates that aren't degrees of the country
 */
export async function readShapes(layers: readonly Layer[]): Promise<Shapes> {
	const ready: Layer[] = [];
	for (const layer of layers) ready.push(layer.isProjected ? await unprojected(layer) : layer);
	const labels = ready.map(({ label }) => label).join(', ');
	const names = ready.map(({ name }) => name);
	const commands = [
		`-i ${ready.map(({ main }) => main).join(' ')} combine-files`,
		...names.map(
			(name) =>
				`-each "${INDEX} = '${name}:' + this.id, ${BOX} = this.isNull ? null : this.bounds, ${POLYGON} = this.area !== undefined" target=${name}`
		),
		...names.map((name) => `-o ${name}.table.json format=json target=${name}`),
		...names.map((name) => `-filter-fields ${INDEX} target=${name}`),
		'-o all.msx target=*'
	];
	const input = Object.assign({}, ...ready.map(({ files }) => files)) as Record<string, Buffer>;
	const output = await runMapshaper(commands.join(' '), input, labels);
	const shapes = ready.flatMap(({ label, name }) => {
		const table = output[`${name}.table.json`];
		const rows = table ? (JSON.parse(Buffer.from(table).toString()) as Attributes[]) : [];
		if (rows.length === 0) throw noPolygons(label, 'no features');
		return rows.map((row, at) => shapeOf(label, at + 1, row));
	});
	checkPlaces(shapes);
	return { shapes, snapshot: output['all.msx']!, layers: names };
}

async function unprojected(layer: Layer): Promise<Layer> {
	const { name, label, main, files } = layer;
	const output = await runMapshaper(
		`-i ${main} -proj wgs84 -o ${name}.json format=geojson`,
		files,
		label
	);
	const content = Buffer.from(output[`${name}.json`]!);
	return {
		...layer,
		main: `${name}.json`,
		files: { [`${name}.json`]: content },
		isProjected: false
	};
}

function shapeOf(label: string, row: number, read: Attributes): Shape {
	const { [INDEX]: index, [BOX]: box, [POLYGON]: isPolygon, ...attributes } = read;
	const fault = { file: label, row, column: 'geometry' };
	if (!Array.isArray(box))
		throw new DataError('value', {
			...fault,
			found: `no geometry, or none with an area: ${JSON.stringify(attributes)}`,
			expected: 'a polygon',
			remedy: 'Remove the feature: its unit then keeps its approximate outline'
		});
	if (isPolygon !== true)
		throw new DataError('value', { ...fault, found: 'a point or line', expected: 'a polygon' });
	const [left, bottom, right, top] = box as number[];
	return { label, row, attributes, index: String(index), box: [left!, bottom!, right!, top!] };
}

function checkPlaces(shapes: readonly Shape[]): void {
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
	if (Math.max(...first.box.map(Math.abs)) > 360)
		throw new DataError('value', {
			...fault,
			expected: 'longitude and latitude in degrees; these look like metres',
			remedy: 'Add the .prj file of the projection beside the .shp file, or reproject to WGS 84'
		});
	if (left >= south && right <= north && bottom >= west && top <= east)
		throw new DataError('value', {
			...fault,
			expected: 'longitude before latitude; coordinates look swapped',
			remedy: 'Swap them, for instance with mapshaper -affine or in QGIS "Swap X and Y"'
		});
	const named = far.slice(0, MOST_NAMED).map(({ row, attributes }) => {
		const text = Object.values(attributes).filter((value) => typeof value === 'string');
		return `row ${row} (${text.slice(0, 2).join(' ')})`;
	});
	throw new DataError('value', {
		...fault,
		expected: `polygons between ${west} and ${east}° east, ${south} and ${north}° north`,
		remedy: `${far.length} far outside: ${named.join(', ')}${far.length > named.length ? ', …' : ''}`
	});
}
