/** Files of polygons as received, unpacked into buffers that mapshaper reads. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { DataError } from '../../src/lib/domain/errors.ts';
import { expanded } from '../common/patterns.ts';
import { sha256 } from '../common/publish.ts';
import { Collector, type Part } from './collect.ts';
import { download, isAddress, wrongSum } from './download.ts';
import { hasForeignText } from './encodings.ts';
import { convert, formatOf, hasGeometry, type Format } from './formats.ts';
import { isForOgr, readByOgr } from './ogr.ts';
import { checkClosed, isGeoPackage, readGeoPackage } from './geopackage.ts';
import { isTopology, jsonInput, oneObject } from './json-input.ts';
import { BY_PRJ, crsMember, projectionOf, projectionOfPrj, WGS84 } from './projection.ts';
import { MOST_UNPACKED, Room, tooMuch, unpack, type Entry } from './unpack.ts';

/** What a set of polygons is read from. */
export interface Layer {
	/** How messages call the file. */
	label: string;
	/** Name of mapshaper's layer, and of the main file without its ending. */
	name: string;
	/** Name of the file that mapshaper is told to read. */
	main: string;
	/** Contents by file name: the main file and those that belong to it. */
	files: Record<string, Buffer>;
	/** PROJ definition of the coordinates, {@link WGS84} or {@link BY_PRJ}. */
	projection: string;
	/** Texts are bytes of an encoding that is still to be found. */
	isBytes: boolean;
	/** Files that the layer was put together from. */
	parts: readonly Part[];
}

/** A file as received. */
export interface Received {
	name: string;
	bytes: number;
	sha256: string;
}

/** How to read. */
export interface SourceOptions {
	/** Where downloads are kept. */
	downloads: string;
	/** What the sources' files must be, in hexadecimal, in order of the sources. */
	checksums?: readonly string[] | undefined;
	/** Coordinates of files that don't tell, such as `EPSG:3405`. */
	crs?: string | undefined;
	/** Which files of a folder or archive to read; all that can be read when left out. */
	entries?: RegExp | undefined;
	/** `false` leaves files out that can't be read, and notes them. */
	strict?: boolean | undefined;
	/** Which layer or object of a file to read; the only one of polygons, or of TopoJSON the finest, when left out. */
	layer?: string | undefined;
	onProgress: (text: string) => void;
	onNote: (text: string) => void;
}

const SHAPEFILE_PARTS = ['.shp', '.shx', '.dbf', '.prj', '.cpg'];
const JSON_ENDINGS = ['.json', '.geojson', '.topojson', '.ndjson', '.geojsonl', '.geojsons'];
const OTHER_ENDINGS = ['.fgb', '.kml', '.kmz', '.gml', '.parquet', '.geoparquet', '.csv', '.tsv'];
const READABLE = [
	...[...SHAPEFILE_PARTS, ...JSON_ENDINGS],
	...['.gz', '.zip', '.gpkg'],
	...OTHER_ENDINGS
];
const READS =
	'GeoJSON (also one feature a line), TopoJSON, Shapefile, GeoPackage, FlatGeobuf, KML, GML, GeoParquet, Esri JSON or CSV with well-known text; plain, .gz or .zip';
/** Larger files are layers of their own, untouched by JavaScript. */
const MOST_COLLECTED = 64 << 20;
const HEAD = 4096;
/** Longest time without a pause; milliseconds. */
const BREATH = 200;

/**
 * Read files, folders and addresses.
 * @throws DataError when one can't be read, is cut off or holds no polygons in a known format
 */
export async function readSources(
	sources: readonly string[],
	options: SourceOptions
): Promise<{ layers: Layer[]; received: Received[] }> {
	const layers: Layer[] = [];
	const received: Received[] = [];
	const used = new Set<Used>();
	const room = new Room();
	const named = await expanded(sources);
	if (options.checksums && options.checksums.length !== named.length)
		throw new DataError('value', {
			file: '--sha256',
			found: `${options.checksums.length} for ${named.length} files`,
			expected: 'one for each source, none of which is a pattern'
		});
	for (const [at, source] of named.entries()) {
		const checksum = options.checksums?.[at];
		const { path, name } = isAddress(source)
			? await download(source, {
					folder: options.downloads,
					sha256: checksum,
					onProgress: (text) => options.onProgress(`download ${text}`),
					onNote: options.onNote
				})
			: { path: source, name: basename(source) };
		const made = new Layers(name, layers.length, options, used, room);
		if (await isForOgr(path)) {
			const { content, hash } = await readByOgr(path, name, options.layer, options.onNote);
			used.add('layer');
			if (checksum && hash !== checksum.toLowerCase()) throw wrongSum(name, hash, checksum);
			received.push({ name, bytes: content.length, sha256: hash });
			await made.add(`${name}.geojson`, content);
			layers.push(...(await made.finish()));
			continue;
		}
		const files = await filesAt(path);
		if (checksum && files.length > 1)
			throw new DataError('value', {
				file: '--sha256',
				found: `${name}: ${files.length} files`,
				expected: 'the sum of a source that is one file, such as their .zip'
			});
		for (const [done, file] of files.entries()) {
			const { size } = await stat(file).catch(unreachable(file));
			if (size > MOST_UNPACKED) throw tooMuch(file, size, MOST_UNPACKED);
			const content = await readFile(file).catch(unreachable(file));
			if (isGeoPackage(content)) await checkClosed(file);
			const below = files.length > 1 || file !== path ? relative(folderOf(path, file), file) : name;
			const hash = sha256(content);
			if (checksum && hash !== checksum.toLowerCase()) throw wrongSum(name, hash, checksum);
			received.push({ name: below.replaceAll('\\', '/'), bytes: content.length, sha256: hash });
			if (files.length > 1) options.onProgress(`${done + 1} of ${files.length} files`);
			await made.add(below.replaceAll('\\', '/'), content);
		}
		layers.push(...(await made.finish()));
	}
	checkUsed(options, used, layers);
	return { layers, received };
}

/** Options that not every file heeds. */
type Used = 'crs' | 'layer';

/** What was asked for and did nothing was meant for another file, or for something else. */
function checkUsed(
	{ crs, layer }: SourceOptions,
	used: ReadonlySet<Used>,
	[first]: readonly Layer[]
): void {
	if (layer !== undefined && !used.has('layer'))
		throw new DataError('value', {
			file: first!.label,
			column: '--layer',
			found: layer,
			expected: 'no name: layers are chosen in GeoPackages, TopoJSON and what GDAL reads',
			remedy: 'Leave --layer out'
		});
	if (crs !== undefined && !used.has('crs'))
		throw new DataError('value', {
			file: first!.label,
			column: '--crs',
			found: crs,
			expected: 'no other system of coordinates than the one that the file tells',
			remedy: 'Leave --crs out; if what the file tells is wrong, remove it there (.prj, "crs")'
		});
}

async function filesAt(path: string): Promise<string[]> {
	const found = await stat(path).catch(unreachable(path));
	if (!found.isDirectory()) {
		if (extname(path).toLowerCase() !== '.shp') return [path];
		const stem = path.slice(0, -4).toLowerCase();
		const beside = await readdir(join(path, '..'));
		return beside
			.map((name) => join(path, '..', name))
			.filter((file) => file.toLowerCase().startsWith(`${join(stem)}.`) && isPart(file));
	}
	const below = await readdir(path, { recursive: true, withFileTypes: true });
	return below
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((file) => isReadable(file) && !/(^|[\\/])\./.test(relative(path, file)))
		.sort();
}

/** The folder that names in messages begin at. */
function folderOf(path: string, file: string): string {
	return file.startsWith(join(path, '/')) ? path : dirname(path);
}

function isPart(file: string): boolean {
	return SHAPEFILE_PARTS.includes(extname(file).toLowerCase());
}

function isReadable(file: string): boolean {
	return READABLE.includes(extname(file).toLowerCase());
}

function unreachable(file: string): (error: NodeJS.ErrnoException) => never {
	return (error) => {
		throw new DataError('unreachable', {
			file,
			found: error.code ?? error.message,
			expected: 'a readable file or folder'
		});
	};
}

/** The layers of a source. Small GeoJSON files are put together, for a file a unit would make thousands of layers. */
class Layers {
	private readonly layers: Layer[] = [];
	/** Parts of Shapefiles by ending, by path without it. */
	private readonly parts = new Map<string, Map<string, { path: string; content: Buffer }>>();
	private readonly collectors = new Map<string, Collector>();
	/** A single GeoJSON file stays as it is. */
	private waiting: { label: string; content: Buffer; projection: string } | undefined;
	private readonly seen: string[] = [];

	constructor(
		private readonly source: string,
		private readonly before: number,
		private readonly options: SourceOptions,
		private readonly used: Set<Used>,
		private readonly room: Room
	) {}

	async add(file: string, content: Buffer): Promise<void> {
		if (content.length === 0)
			return this.attempt(() => {
				throw new DataError('empty', {
					file: this.labelOf(file),
					found: 'nothing',
					expected: READS
				});
			});
		const { entries } = this.options;
		const isWanted = (path: string) => {
			this.seen.push(path);
			return isReadable(path) && (!entries || entries.test(path));
		};
		let since = performance.now();
		for (const entry of unpack(file, content, isWanted, this.room)) {
			await this.attempt(() => this.addEntry(entry));
			if (performance.now() - since < BREATH) continue;
			// The bar moves and Ctrl-C is heard.
			this.options.onProgress(entry.path);
			await setImmediate();
			since = performance.now();
		}
	}

	/** What fails in one file is left out and noted, if the reader wishes so. */
	private async attempt(work: () => void | Promise<void>): Promise<void> {
		try {
			await work();
		} catch (error) {
			if (this.options.strict !== false || !(error instanceof DataError)) throw error;
			this.options.onNote(`left out: ${error.message}`);
		}
	}

	async finish(): Promise<Layer[]> {
		for (const parts of this.parts.values())
			if (parts.has('.shp')) await this.attempt(() => void this.layers.push(this.shapefile(parts)));
		if (this.waiting)
			this.addJson(this.waiting.label, this.waiting.content, this.waiting.projection);
		for (const [projection, collector] of this.collectors) {
			const { content, parts } = collector.finish()!;
			this.addJson(this.source, content, projection, parts);
		}
		if (this.layers.length > 0) return this.layers;
		throw new DataError('empty', {
			file: this.source,
			found: this.seen.slice(0, 5).join(', ') || 'no file that can be read',
			expected: READS
		});
	}

	private async addEntry({ path, content }: Entry): Promise<void> {
		if (isPart(path)) {
			const ending = extname(path).toLowerCase();
			const stem = path.slice(0, -ending.length).toLowerCase();
			const parts = this.parts.get(stem) ?? new Map<string, { path: string; content: Buffer }>();
			this.parts.set(stem, parts.set(ending, { path, content }));
			return;
		}
		const label = this.labelOf(path);
		if (isGeoPackage(content)) {
			const { layer, onProgress } = this.options;
			this.used.add('layer');
			const read = await readGeoPackage(label, content, { layer, onProgress });
			this.addJson(label, read.content, read.projection ?? this.otherwise(label));
			return;
		}
		const format = formatOf(path, content);
		if (format) return this.addOther(format, label, content);
		const json = jsonInput(label, content, READS);
		const projection = this.jsonProjection(label, json);
		if (isTopology(json) || json.length > MOST_COLLECTED) this.addJson(label, json, projection);
		else if (this.waiting || this.collectors.size > 0) await this.collect(label, json, projection);
		else this.waiting = { label, content: json, projection };
	}

	private async addOther(format: Format, label: string, content: Buffer): Promise<void> {
		// A table beside the files, such as a list of units, is none of outlines.
		if (format === 'CSV' && label !== this.source && !hasGeometry(content)) return;
		this.options.onProgress(`${label}: ${format}`);
		const read = await convert(format, label, content, this.options.crs).catch((error: unknown) => {
			// A .kmz has a document that names the others.
			if (error instanceof DataError && error.code === 'empty' && label !== this.source)
				return undefined;
			throw error;
		});
		if (!read) return;
		this.addJson(label, read.content, read.projection ?? this.otherwise(label));
	}

	private async collect(label: string, content: Buffer, projection: string): Promise<void> {
		const first = this.waiting;
		this.waiting = undefined;
		if (first) await this.attempt(() => this.collect(first.label, first.content, first.projection));
		const collector = this.collectors.get(projection) ?? new Collector();
		this.collectors.set(projection, collector);
		collector.add(label, content);
	}

	private addJson(label: string, content: Buffer, projection: string, parts: readonly Part[] = []) {
		const name = this.nextName();
		let one = content;
		if (isTopology(content)) {
			const found = oneObject(label, name, content, this.options.layer);
			this.chose(label, found.taken, found.left);
			one = found.content;
		}
		this.layers.push({
			label,
			name,
			main: `${name}.json`,
			files: { [`${name}.json`]: one },
			projection,
			isBytes: false,
			parts
		});
	}

	private shapefile(parts: ReadonlyMap<string, { path: string; content: Buffer }>): Layer {
		const label = this.labelOf(parts.get('.shp')!.path);
		const name = this.nextName();
		const files: Record<string, Buffer> = {};
		for (const [ending, { content }] of parts) files[name + ending] = content;
		const table = files[`${name}.dbf`];
		if (!table)
			throw new DataError('missing-object', {
				file: label,
				found: 'no .dbf file beside it',
				expected: 'a table with the code of each polygon'
			});
		const isBytes = hasForeignText(table);
		if (isBytes) delete files[`${name}.cpg`];
		const wkt = files[`${name}.prj`]?.toString('latin1').trim() ?? '';
		const projection = wkt ? projectionOfPrj(wkt, label) : this.otherwise(label);
		if (projection !== BY_PRJ) delete files[`${name}.prj`];
		return { label, name, main: `${name}.shp`, files, projection, isBytes, parts: [] };
	}

	private jsonProjection(label: string, json: Buffer): string {
		const ends = [json.subarray(0, HEAD), json.subarray(Math.max(HEAD, json.length - HEAD))];
		const crs = ends.map((end) => crsMember(end.toString('utf8'))).find(Boolean);
		return crs ? projectionOf(crs, label, 'crs') : this.otherwise(label);
	}

	/** Projection of a file that tells of none. */
	private otherwise(label: string): string {
		const { crs } = this.options;
		this.used.add('crs');
		return crs === undefined ? WGS84 : projectionOf(crs, label, '--crs');
	}

	/** Which of several was read is told. */
	private chose(label: string, taken: string, left: readonly string[]): void {
		if (this.options.layer !== undefined) this.used.add('layer');
		else if (left.length > 0)
			this.options.onNote(`${label}: read ${taken}, not ${left.join(', ')}; --layer names another`);
	}

	private nextName(): string {
		return `source${this.before + this.layers.length}`;
	}

	private labelOf(path: string): string {
		const isAlone = [path, `${path}.gz`].includes(this.source) || path === `${this.source}.geojson`;
		return isAlone ? this.source : `${this.source}/${path}`;
	}
}
