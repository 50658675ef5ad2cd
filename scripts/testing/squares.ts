/** Polygons for the six communes that the made-up country has in 2025-07, for tests of imports. */
import { zipSync } from 'fflate';
import mapshaper from 'mapshaper';

export interface Square {
	type: 'Feature';
	properties: Record<string, unknown>;
	geometry: { type: string; coordinates?: unknown; geometries?: unknown } | null;
}

/** Degrees of each square's lower left corner; the first two are side by side. */
const CORNERS: [code: string, lon: number, lat: number][] = [
	['00004', 105.8, 21],
	['00166', 105.9, 21],
	['20194', 108.1, 16.1],
	['20333', 112.5, 16],
	['22366', 109.1, 12.2],
	['22736', 112, 8.6]
];

/** Codes of all six: their size is not that of the made-up list. */
export const ACCEPTED: readonly string[] = CORNERS.map(([code]) => code);

/** A ring, closed. */
export function ring(lon: number, lat: number, size = 0.1): number[][] {
	return [
		[lon, lat],
		[lon, lat + size],
		[lon + size, lat + size],
		[lon + size, lat],
		[lon, lat]
	];
}

/**
 * All six, fresh.
 * @param size degrees along a square
 */
export function squares(size = 0.1): Square[] {
	return CORNERS.map(([code, lon, lat]) => ({
		type: 'Feature',
		properties: { code },
		geometry: { type: 'Polygon', coordinates: [ring(lon, lat, size)] }
	}));
}

/** As GeoJSON text. */
export function collection(features: readonly unknown[], more: object = {}): string {
	return JSON.stringify({ type: 'FeatureCollection', ...more, features });
}

/** A zip file of texts and bytes by path. */
export function zipped(files: Record<string, Uint8Array | string>): Uint8Array {
	return zipSync(
		Object.fromEntries(
			Object.entries(files).map(([path, of]) => [path, new Uint8Array(Buffer.from(of))])
		)
	);
}

/**
 * Parts of a Shapefile by name.
 * @param options of mapshaper's `-o`, such as an encoding
 * @param commands before it, such as a projection
 */
export async function shapefile(
	features: readonly unknown[],
	name: string,
	options = '',
	commands = ''
): Promise<Record<string, Uint8Array>> {
	return mapshaper.applyCommands(`-i a.json ${commands} -o ${name}.shp ${options}`, {
		'a.json': collection(features)
	});
}
