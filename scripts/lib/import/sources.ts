/** Files of polygons as received, unpacked into buffers that mapshaper reads. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { DataError } from '../../../src/lib/domain/errors.ts';
import { sha256 } from '../publish.ts';
import { jsonInput } from './json-input.ts';

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
	/** True when the projection is known to be another than longitude and latitude. */
	isProjected: boolean;
}

/** A file as received. */
export interface Received {
	name: string;
	bytes: number;
	sha256: string;
}

const SHAPEFILE_PARTS = ['.shp', '.shx', '.dbf', '.prj', '.cpg'];
const JSON_ENDINGS = ['.json', '.geojson', '.topojson', '.ndjson', '.geojsonl', '.geojsons'];
const READS = 'GeoJSON (also one feature a line), TopoJSON or Shapefile; plain, .gz or .zip';

/**
 * Read files and folders.
 * @throws DataError when one can't be read, is cut off or holds no polygons in a known format
 */
export async function readSources(
	paths: readonly string[]
): Promise<{ layers: Layer[]; received: Received[] }> {
	const layers: Layer[] = [];
	const received: Received[] = [];
	for (const path of paths) {
		const files = await filesAt(path);
		const entries: [string, Buffer][] = [];
		for (const file of files) {
			const content = await readFile(file).catch((error: NodeJS.ErrnoException) => {
				throw unreachable(file, error);
			});
			received.push({ name: basename(file), bytes: content.length, sha256: sha256(content) });
			entries.push(...unpack(basename(file), content));
		}
		layers.push(...layersOf(basename(path), entries, layers.length));
	}
	return { layers, received };
}

async function filesAt(path: string): Promise<string[]> {
	const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
		throw unreachable(path, error);
	});
	if (!found.isDirectory()) {
		if (extname(path).toLowerCase() !== '.shp') return [path];
		const stem = path.slice(0, -4).toLowerCase();
		const beside = await readdir(join(path, '..'));
		return beside
			.map((name) => join(path, '..', name))
			.filter((file) => file.toLowerCase().startsWith(`${join(stem)}.`) && isPart(file));
	}
	const names = (await readdir(path)).filter((name) => !name.startsWith('.')).sort();
	return names.map((name) => join(path, name)).filter((file) => isReadable(file));
}

function isPart(file: string): boolean {
	return SHAPEFILE_PARTS.includes(extname(file).toLowerCase());
}

function isReadable(file: string): boolean {
	const ending = extname(file).toLowerCase();
	return isPart(file) || [...JSON_ENDINGS, '.gz', '.zip'].includes(ending);
}

function unreachable(file: string, error: NodeJS.ErrnoException): DataError {
	return new DataError('unreachable', {
		file,
		found: error.code ?? error.message,
		expected: 'a readable file or folder'
	});
}

/** What lies in a gzip or zip file, or the file itself. */
function unpack(name: string, content: Buffer): [string, Buffer][] {
	if (content.length === 0)
		throw new DataError('empty', { file: name, found: 'nothing', expected: READS });
	try {
		if (content[0] === 0x1f && content[1] === 0x8b)
			return [[name.replace(/\.gz$/i, ''), gunzipSync(content)]];
		if (content.subarray(0, 4).toString('latin1') !== 'PK\u0003\u0004') return [[name, content]];
		return Object.entries(unzipSync(content))
			.filter(([path, of]) => of.length > 0 && !/(^|\/)(\.|__MACOSX)/.test(path))
			.flatMap(([path, of]) =>
				unpack(basename(path), Buffer.from(of.buffer, of.byteOffset, of.length))
			);
	} catch (error) {
		if (error instanceof DataError) throw error;
		throw new DataError('truncated', {
			file: name,
			found: error instanceof Error ? error.message : String(error),
			expected: 'a whole gzip or zip file',
			remedy: 'Download or copy the file again'
		});
	}
}

function layersOf(source: string, entries: readonly [string, Buffer][], before: number): Layer[] {
	const layers: Layer[] = [];
	for (const [file, content] of entries) {
		const ending = extname(file).toLowerCase();
		const label = file === source || entries.length === 1 ? source : `${source}/${file}`;
		const name = `source${before + layers.length}`;
		if (ending === '.shp') layers.push(shapefile(label, name, file, entries));
		else if (!isPart(file)) layers.push(json(label, name, content));
	}
	if (layers.length > 0) return layers;
	throw new DataError('empty', {
		file: source,
		found: entries.map(([file]) => file).join(', ') || 'no file',
		expected: READS
	});
}

function json(label: string, name: string, content: Buffer): Layer {
	const main = `${name}.json`;
	const files = { [main]: jsonInput(label, name, content, READS) };
	return { label, name, main, files, isProjected: false };
}

function shapefile(
	label: string,
	name: string,
	file: string,
	entries: readonly [string, Buffer][]
): Layer {
	const stem = file.slice(0, -4).toLowerCase();
	const files: Record<string, Buffer> = {};
	for (const [other, content] of entries) {
		const ending = extname(other).toLowerCase();
		if (isPart(other) && other.slice(0, -ending.length).toLowerCase() === stem)
			files[name + ending] = content;
	}
	if (!files[`${name}.dbf`])
		throw new DataError('missing-object', {
			file: label,
			found: 'no .dbf file beside it',
			expected: 'a table with the code of each polygon'
		});
	const projection = files[`${name}.prj`]?.toString('latin1') ?? '';
	const isProjected = projection.trim() !== '' && !/^\s*GEOGCS\[.*WGS.?(19)?84/is.test(projection);
	return { label, name, main: `${name}.shp`, files, isProjected };
}
