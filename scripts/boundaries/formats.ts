/**
 * Formats beside GeoJSON, TopoJSON, Shapefile and GeoPackage, as GeoJSON. mapshaper reads FlatGeobuf, KML and
 * GeoParquet, each by a library that it loads when it is used; the others are text that becomes GeoJSON as it stands.
 */
import { DOMParser, type Document, type Element } from '@xmldom/xmldom';
import type { Feature, FeatureCollection, Geometry, Position } from 'geojson';
import { DataError } from '../../src/lib/domain/errors.ts';
import { parseCsv } from '../common/csv.ts';
import { parseJson } from '../common/json.ts';
import { projectionOf, WGS84 } from './projection.ts';
import { readByMapshaper } from './run-mapshaper.ts';

/** GeoJSON, and what its coordinates mean. */
export interface Converted {
	content: Buffer;
	/** PROJ definition; nothing where the file doesn't tell. */
	projection?: string;
}

/** What a file of another format is. */
export type Format = 'FlatGeobuf' | 'KML' | 'GeoParquet' | 'GML' | 'CSV' | 'Esri JSON';

const HEAD = 4096;
const ENDING: Partial<Record<Format, string>> = {
	FlatGeobuf: 'fgb',
	KML: 'kml',
	GeoParquet: 'parquet'
};
/** Names of a column of geometries as well-known text. */
const WKT_COLUMN = /^"?(wkt|wkt_geom|geom|geometry|the_geom|shape|wkb_geometry|geom_wkt)"?$/i;

/** The format of a file by its content, for those that are read here. */
export function formatOf(path: string, content: Buffer): Format | undefined {
	const start = content.subarray(0, 4).toString('latin1');
	if (start.startsWith('fgb')) return 'FlatGeobuf';
	if (start === 'PAR1') return 'GeoParquet';
	const head = content
		.subarray(0, HEAD)
		.toString('utf8')
		.replace(/^\uFEFF/, '')
		.trimStart();
	if (/^<(?!!doctype html|html)/i.test(head)) {
		if (/<kml\b|opengis\.net\/kml/i.test(head)) return 'KML';
		if (/opengis\.net\/(gml|wfs)|<gml:/i.test(head)) return 'GML';
	}
	if (/^\{/.test(head)) return isEsri(content, head) ? 'Esri JSON' : undefined;
	return /\.(csv|tsv|txt)$/i.test(path) ? 'CSV' : undefined;
}

/** Esri JSON has rings where GeoJSON has coordinates. */
function isEsri(bytes: Buffer, head: string): boolean {
	const esri = /"esriGeometry\w+"|"(curveR|r)ings"\s*:\s*\[/;
	const tail = bytes.subarray(Math.max(0, bytes.length - HEAD)).toString('utf8');
	return (esri.test(head) || esri.test(tail)) && !/"type"\s*:\s*"(Feature|Topology)/.test(head);
}

/** True for a table that has a column of well-known text. */
export function hasGeometry(content: Buffer): boolean {
	return wktColumn(firstLine(content)) !== undefined;
}

/**
 * A file as GeoJSON.
 * @param crs tells what coordinates mean where the file doesn't
 * @throws DataError for one that can't be read
 */
export async function convert(
	format: Format,
	label: string,
	content: Buffer,
	crs: string | undefined
): Promise<Converted> {
	if (format === 'GML') return gml(label, content);
	if (format === 'CSV') return csv(label, content);
	if (format === 'Esri JSON') return esri(label, content);
	return byMapshaper(format, label, content, crs);
}

async function byMapshaper(
	format: Format,
	label: string,
	content: Buffer,
	crs: string | undefined
): Promise<Converted> {
	const text = format === 'KML' ? Buffer.from(withoutPins(content.toString('utf8'))) : content;
	const file = `in.${ENDING[format]!}`;
	const commands = `-i ${file} -info save-to=info target=* -o format=geojson geojson-type=FeatureCollection target=*`;
	const output = await readByMapshaper(commands, { [file]: text }, label);
	const infos = JSON.parse(Buffer.from(output['info.json']!).toString()) as {
		layer_name: string;
		geometry_type: string | null;
		proj4?: string | null;
	}[];
	const layer = infos.find(({ geometry_type: type }) => type === 'polygon');
	const names = Object.keys(output).filter((name) => name !== 'info.json');
	const name = names.find((each) => each.replace(/\.[^.]*$/, '') === layer?.layer_name) ?? names[0];
	if (!layer || !name)
		throw new DataError('empty', {
			file: label,
			found: `a ${format} file with ${infos.map(({ geometry_type: type }) => type ?? 'no geometry').join(', ')}`,
			expected: 'a polygon for each unit'
		});
	const geojson = format === 'KML' ? withTables(output[name]!) : Buffer.from(output[name]!);
	const known = layer.proj4 ?? '';
	if (/\+proj=longlat/.test(known) && /WGS84/.test(known))
		return { content: geojson, projection: WGS84 };
	if (known === '' || crs !== undefined) return { content: geojson };
	throw new DataError('value', {
		file: label,
		column: 'coordinate system',
		found: known,
		expected: 'longitude and latitude of WGS 84',
		remedy: 'Name what it is: --crs EPSG:<code>'
	});
}

/** KML without the pins and lines that Google Earth puts beside the polygons of one placemark. */
function withoutPins(text: string): string {
	const [before, ...parts] = text.split('<MultiGeometry');
	const rest = parts.map((part) => {
		const end = part.indexOf('</MultiGeometry>');
		return `<MultiGeometry${without(without(part.slice(0, end), 'Point'), 'LineString')}${part.slice(end)}`;
	});
	return [before, ...rest].join('');
}

/** A text without the elements of a name, which hold none of their own kind. */
function without(text: string, name: string): string {
	const [before, ...parts] = text.split(`<${name}>`);
	const rest = parts.map((part) => part.slice(part.indexOf(`</${name}>`) + name.length + 3));
	return [before, ...rest].join('');
}

/** ArcGIS writes the attributes of a placemark as an HTML table into its description. */
function withTables(bytes: Uint8Array): Buffer {
	const read = JSON.parse(Buffer.from(bytes).toString('utf8')) as FeatureCollection;
	for (const { properties } of read.features) {
		const description: unknown = properties?.['description'];
		const html =
			typeof description === 'object' && description !== null && 'value' in description
				? description.value
				: description;
		if (!properties || typeof html !== 'string' || !/<td/i.test(html)) continue;
		const cells = [...html.matchAll(/<td[^<>]*>([^<]*)<\/td>\s*<td[^<>]*>([^<]*)<\/td>/gi)];
		for (const [, key, value] of cells) {
			const column = key!.trim();
			if (column !== '' && !(column in properties)) properties[column] = value!.trim();
		}
		delete properties['description'];
	}
	return Buffer.from(JSON.stringify(read));
}

function collection(features: readonly Feature<Geometry | null>[]): Buffer {
	return Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }));
}

interface EsriFeature {
	attributes?: unknown;
	geometry?: { rings?: unknown } | null;
}

interface EsriText {
	spatialReference?: { wkid?: number; latestWkid?: number } | null;
	features?: unknown;
}

/** A list that others wrote; an empty one where there is none. */
function listOf<T>(value: unknown, file: string, column: string): (T | null)[] & T[] {
	if (value === undefined || value === null) return [];
	if (!Array.isArray(value)) throw noList(file, column, value);
	return value as T[];
}

function isPosition(value: unknown): boolean {
	return Array.isArray(value) && value.slice(0, 2).every(Number.isFinite) && value.length > 1;
}

function noList(file: string, column: string, found: unknown): DataError {
	return new DataError('malformed', {
		file,
		column,
		found: JSON.stringify(found) ?? 'nothing',
		expected: 'a list, in rings of pairs of numbers'
	});
}

/** Rings of Esri: those that run clockwise begin a polygon, the others are holes in it. */
function esri(label: string, content: Buffer): Converted {
	const read = parseJson(content.toString('utf8').replace(/^\uFEFF/, ''), {
		file: label,
		expected: 'Esri JSON'
	}) as EsriText;
	const features = listOf<EsriFeature>(read.features, label, 'features').map((of, at) => {
		const { attributes, geometry } = of ?? {};
		const polygons: Position[][][] = [];
		const place = `features.${at}.geometry.rings`;
		for (const ring of listOf<Position[]>(geometry?.rings, label, place)) {
			const positions = listOf<Position>(ring, label, place);
			if (!positions.every(isPosition)) throw noList(label, place, positions);
			const last = polygons.at(-1);
			if (!last || signedArea(positions) <= 0) polygons.push([positions]);
			else last.push(positions);
		}
		return feature(Object(attributes) as Record<string, unknown>, polygons);
	});
	const { latestWkid, wkid } = Object(read.spatialReference) as NonNullable<
		EsriText['spatialReference']
	>;
	const code = latestWkid ?? wkid;
	if (code === undefined) return { content: collection(features) };
	const epsg = code === 102100 || code === 102113 ? 3857 : code;
	return {
		content: collection(features),
		projection: projectionOf(`EPSG:${epsg}`, label, 'spatialReference')
	};
}

function signedArea(ring: readonly Position[]): number {
	return ring
		.slice(1)
		.reduce((sum, [x, y], at) => sum + ring[at]![0]! * y! - x! * ring[at]![1]!, 0);
}

function feature(
	properties: Record<string, unknown>,
	polygons: Position[][][]
): Feature<Geometry | null> {
	const geometry: Geometry | null =
		polygons.length > 0 ? { type: 'MultiPolygon', coordinates: polygons } : null;
	return { type: 'Feature', properties, geometry };
}

function firstLine(content: Buffer): string {
	const end = content.indexOf(0x0a);
	return content
		.subarray(0, end < 0 ? HEAD : end)
		.toString('utf8')
		.replace(/^\uFEFF/, '')
		.trim();
}

function wktColumn(header: string): string | undefined {
	const column = header.split(/[,;\t]/).find((name) => WKT_COLUMN.test(name.trim()));
	return column?.trim().replaceAll('"', '');
}

/** A table whose geometries are well-known text. */
function csv(label: string, content: Buffer): Converted {
	const header = firstLine(content);
	const column = wktColumn(header);
	if (column === undefined)
		throw new DataError('header', {
			file: label,
			column: 'geometry',
			found: header.slice(0, 80),
			expected: 'a column WKT, geom or geometry with polygons as well-known text'
		});
	const separator = /[,;\t]/.exec(header.replaceAll(/"[^"]*"/g, ''))?.[0] ?? ',';
	const columns = header.split(separator).map((name) => name.trim().replaceAll('"', ''));
	const text = content.toString('utf8').replace(/^\uFEFF/, '');
	const rows = parseCsv(
		separator === ',' ? text : withCommas(text, separator),
		{ required: columns },
		label
	);
	let projection: string | undefined;
	const features = rows.map(({ fields }) => {
		const { [column]: wkt = '', ...attributes } = fields;
		const system = /^SRID=(\d+);/i.exec(wkt)?.[1];
		if (system) projection = projectionOf(`EPSG:${system}`, label, column);
		return feature(attributes, polygonsOfText(wkt.replace(/^SRID=\d+;/i, '')));
	});
	return { content: collection(features), ...(projection === undefined ? {} : { projection }) };
}

/** Fields of another separator, each in quotes. */
function withCommas(text: string, separator: string): string {
	let isQuoted = false;
	let result = '';
	for (const letter of text) {
		if (letter === '"') isQuoted = !isQuoted;
		if (!isQuoted && letter === ',') result += '\u201a';
		else result += !isQuoted && letter === separator ? ',' : letter;
	}
	return result;
}

/** Polygons of well-known text; none for empty ones, curves, points and lines. */
function polygonsOfText(text: string): Position[][][] {
	const found = /^\s*(MULTI)?POLYGON\s*(?:Z|M|ZM)?\s*(\(.*\))\s*$/is.exec(text);
	if (!found) return [];
	const json = found[2]!
		.replaceAll('(', '[')
		.replaceAll(')', ']')
		.replaceAll(/(?<![-+.\deE])([-+.\deE]+)\s+([-+.\deE]+)(?:\s+[-+.\deE]+)*/g, '[$1,$2]');
	try {
		const rings = JSON.parse(json) as Position[][] | Position[][][];
		return found[1] ? (rings as Position[][][]) : [rings as Position[][]];
	} catch {
		return [];
	}
}

function documentOf(label: string, content: Buffer): Document {
	const text = content.toString('utf8').replace(/^\uFEFF/, '');
	// Warnings aside, its faults end the parser.
	const onError = (level: string, fault: string) => {
		if (level !== 'warning') throw new Error(fault);
	};
	try {
		return new DOMParser({ onError }).parseFromString(text, 'text/xml');
	} catch (error) {
		throw new DataError('malformed', {
			file: label,
			found: error instanceof Error ? error.message : String(error),
			expected: 'whole GML'
		});
	}
}

/** GML's features: polygons of rings of `posList`, `pos` or `coordinates`; everything else that holds text is an attribute. */
function gml(label: string, content: Buffer): Converted {
	const document = documentOf(label, content);
	const named = (node: Element, ...names: string[]) =>
		elementsOf(node).filter(({ localName }) => names.includes(localName!));
	const members = all(document.documentElement!, 'featureMember', 'member', 'featureMembers');
	let system = '';
	const features = members
		.flatMap((member) => elementsOf(member))
		.map((element) => {
			const properties: Record<string, unknown> = {};
			const polygons: Position[][][] = [];
			for (const field of elementsOf(element)) {
				if (field.localName === 'boundedBy') continue;
				const shapes = all(field, 'Polygon', 'PolygonPatch');
				if (shapes.length === 0) {
					if (elementsOf(field).length === 0)
						properties[field.localName!] = (field.textContent ?? '').trim();
					continue;
				}
				const own = [field, ...descendants(field)].find((of) => of.getAttribute('srsName'));
				system ||= own?.getAttribute('srsName') ?? '';
				for (const shape of shapes) {
					const rings = named(shape, 'exterior', 'outerBoundaryIs', 'interior', 'innerBoundaryIs')
						.map((ring) => ringOf(ring, isLatitudeFirst(system)))
						.filter((ring) => ring.length > 0);
					if (rings.length > 0) polygons.push(rings);
				}
			}
			return feature(properties, polygons);
		});
	if (features.length === 0)
		throw new DataError('empty', {
			file: label,
			found: 'GML without features',
			expected: 'a polygon for each unit'
		});
	if (!system) return { content: collection(features) };
	return { content: collection(features), projection: projectionOf(system, label, 'srsName') };
}

/** The long names of systems in degrees mean latitude first; `EPSG:4326` alone is longitude first as programs write it. */
function isLatitudeFirst(system: string): boolean {
	return /(urn:|\/def\/crs\/).*EPSG.*\D(4326|4756)$/i.test(system);
}

function ringOf(ring: Element, isTurned: boolean): Position[] {
	const lists = all(ring, 'posList', 'pos', 'coordinates');
	// A ring of arcs has its points, but not its line.
	if (all(ring, 'Arc', 'ArcString', 'Circle', 'CircleByCenterPoint').length > 0) return [];
	const numbers = lists.flatMap((list) =>
		(list.textContent ?? '')
			.trim()
			.split(/[\s,]+/)
			.map(Number)
	);
	const size = Number(lists[0]?.getAttribute('srsDimension') ?? 2) || 2;
	const positions: Position[] = [];
	for (let at = 0; at + 1 < numbers.length; at += size) {
		const [a, b] = [numbers[at]!, numbers[at + 1]!];
		positions.push(isTurned ? [b, a] : [a, b]);
	}
	return positions;
}

function elementsOf(node: Element): Element[] {
	const elements: Element[] = [];
	for (let child = node.firstChild; child; child = child.nextSibling)
		if (child.nodeType === child.ELEMENT_NODE) elements.push(child as Element);
	return elements;
}

function descendants(node: Element): Element[] {
	return elementsOf(node).flatMap((child) => [child, ...descendants(child)]);
}

function all(node: Element, ...names: string[]): Element[] {
	return descendants(node).filter(({ localName }) => names.includes(localName!));
}
