/** Measurements as an office's measuring system would hand them out. */
import type { Network } from './trend.ts';
import type { Measurements } from './measurements.ts';

export const MEASUREMENTS_HEADER =
	'time,longitude,latitude,network,download_mbps,upload_mbps,latency_ms';

/** Lines of a CSV file below {@link MEASUREMENTS_HEADER}; numbers in full, so that nothing is lost on the way. */
export function* measurementLines(network: Network, drawn: Measurements): Generator<string> {
	const { time, lon, lat, download, upload, latency } = drawn;
	for (let row = 0; row < time.length; row++)
		yield `${new Date(time[row]!).toISOString()},${lon[row]},${lat[row]},${network},${download[row]},${upload[row]},${latency[row]}`;
}
