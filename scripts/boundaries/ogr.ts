/** Formats that only GDAL reads, MapInfo and file geodatabases: by `ogr2ogr`, where it is installed. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { DataError } from '../../src/lib/domain/errors.ts';

const FOLDERS = ['.gdb'];
const FILES = ['.tab', '.mif'];
const MOST_BYTES = 1 << 30;

/** True for a file geodatabase, also in a zip named `….gdb.zip`, and for MapInfo files. */
export async function isForOgr(path: string): Promise<boolean> {
	if (/\.gdb\.zip$/i.test(path)) return true;
	const ending = extname(path).toLowerCase();
	if (FILES.includes(ending)) return true;
	if (!FOLDERS.includes(ending)) return false;
	return stat(path).then(
		(found) => found.isDirectory(),
		() => false
	);
}

/**
 * Have GDAL read a file.
 * @param layer which of several
 * @param onNote is told the command, so that it can be repeated by hand
 * @throws DataError when it isn't installed, or can't read the file
 */
export async function readByOgr(
	path: string,
	name: string,
	layer: string | undefined,
	onNote: (text: string) => void
): Promise<{ content: Buffer; hash: string }> {
	const from = /\.zip$/i.test(path) ? `/vsizip/${path}` : path;
	const options = ['-f', 'GeoJSON', '-t_srs', 'EPSG:4326', '-lco', 'COORDINATE_PRECISION=9'];
	const args = [...options, '/vsistdout/', from, ...(layer === undefined ? [] : [layer])];
	const shown = `ogr2ogr -f GeoJSON -t_srs EPSG:4326 out.geojson ${name}${layer ? ` ${layer}` : ''}`;
	const hash = await hashOf(path);
	try {
		const { stdout } = await promisify(execFile)('ogr2ogr', args, {
			encoding: 'buffer',
			maxBuffer: MOST_BYTES
		});
		onNote(`${name}: read by ${shown}`);
		return { content: stdout, hash };
	} catch (error) {
		const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: Buffer };
		const isThere = code !== 'ENOENT';
		throw new DataError('malformed', {
			file: name,
			found: isThere
				? (stderr?.toString().trim().split('\n')[0] ?? String(code))
				: 'a MapInfo file or file geodatabase, and no ogr2ogr on this machine',
			expected: isThere
				? 'a file that GDAL reads; --layer names one of several'
				: 'GDAL, to read it',
			remedy: isThere ? undefined : `Install gdal-bin, or convert it elsewhere: ${shown}`
		});
	}
}

/** Of all files that belong to it. */
async function hashOf(path: string): Promise<string> {
	const hash = createHash('sha256');
	const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
		throw new DataError('unreachable', {
			file: path,
			found: error.code ?? error.message,
			expected: 'a readable file or folder'
		});
	});
	const files = found.isDirectory()
		? (await readdir(path)).sort().map((file) => join(path, file))
		: [path];
	for (const file of files) hash.update(await readFile(file));
	return hash.digest('hex');
}
