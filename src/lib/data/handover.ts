/** How the data worker hands its results over. */
import type { NetworkValues } from '../domain/join.ts';
import type { NetworkStatistics } from '../domain/statistics.ts';

/** The buffers of a month's columns, which are handed over and not copied. */
export function buffersOf(values: NetworkValues | NetworkStatistics): Transferable[] {
	return Object.values(values)
		.flatMap((level) => Object.values(level) as (Float64Array | Uint8Array)[])
		.map(({ buffer }) => buffer as ArrayBuffer);
}

/** A URL of GeoJSON at which the map's worker reads it. */
export function blobUrl(data: unknown): string {
	return URL.createObjectURL(new Blob([JSON.stringify(data)], { type: 'application/geo+json' }));
}
