/**
 * Exports of well-known apps and platforms: their headers, with what these don't say themselves. Headers are those of
 * the publishers' documentation and of files that their users published.
 */
import type { Role } from './headers.ts';
import type { NetworkId } from './networks.ts';
import type { LatencyUnit, SpeedUnit } from './speed-units.ts';
import { textOf, type Sheet, type Text } from './sheet.ts';
import type { HeaderMap } from './mapped-headers.ts';
import { both } from './texts.ts';
import { fold } from './words.ts';
import { VIET_NAM, type Zone } from './zones.ts';

/** What is known of the files of one source. */
export interface Preset {
	name: string;
	/** Folded headers that all of its files have. */
	signs: readonly string[];
	/** Roles of folded headers; `other` for what would be mistaken for something else. */
	roles: Readonly<Record<string, Role>>;
	unit?: SpeedUnit;
	latencyUnit?: LatencyUnit;
	zone?: Zone;
	/** Of all rows, where the file has no network: it is assumed, and told. */
	network?: NetworkId;
	/** What should be known of its figures. */
	notes?: readonly Text[];
}

const PRESETS: readonly Preset[] = [
	{
		// The app's own export ("Export results").
		name: 'Speedtest (Ookla)',
		signs: ['date', 'conn type', 'lat', 'lon', 'download', 'upload', 'latency', 'server name'],
		roles: {
			date: 'time',
			'conn type': 'network',
			'internal ip': 'private',
			'external ip': 'private',
			'server name': 'other'
		},
		unit: 'kbit/s',
		latencyUnit: 'ms',
		zone: VIET_NAM
	},
	{
		// "Data extracts" for operators and offices.
		name: 'Speedtest Intelligence (Ookla)',
		signs: ['test id', 'test date', 'download kbps', 'upload kbps', 'client latitude'],
		roles: {
			'test id': 'id',
			'android device id': 'device',
			'device id': 'device',
			'client ip address': 'private',
			'test date': 'time',
			'client latitude': 'latitude',
			'client longitude': 'longitude',
			'isp name': 'operator',
			'server latitude': 'other',
			'server longitude': 'other'
		},
		unit: 'kbit/s',
		latencyUnit: 'ms',
		zone: 0,
		notes: [
			both(
				'Speedtest Intelligence: giờ trong tệp được hiểu là UTC, như mặc định của Ookla',
				"Speedtest Intelligence: times are read as UTC, Ookla's default"
			)
		]
	},
	{
		// `speedtest --format=json`, gathered with the place of each run. Its bandwidth is in bytes a second.
		name: 'Speedtest CLI (Ookla)',
		signs: ['download bandwidth', 'upload bandwidth', 'ping latency'],
		roles: {
			type: 'other',
			'download bandwidth': 'download',
			'upload bandwidth': 'upload',
			'download bytes': 'other',
			'download elapsed': 'other',
			'upload bytes': 'other',
			'upload elapsed': 'other',
			'ping latency': 'latency',
			'ping jitter': 'jitter',
			'result id': 'id',
			'interface name': 'other',
			'interface internal ip': 'private',
			'interface external ip': 'private',
			'interface mac addr': 'private',
			'server name': 'other'
		},
		unit: 'B/s',
		latencyUnit: 'ms',
		notes: [
			both(
				'Speedtest CLI: bandwidth trong tệp là byte/giây, như Ookla quy định',
				'Speedtest CLI: bandwidth is in bytes a second, as Ookla defines it'
			)
		]
	},
	{
		name: 'M-Lab NDT',
		signs: ['a mean throughput mbps', 'a min rtt'],
		roles: {
			id: 'id',
			'a uuid': 'other',
			date: 'other',
			'a test time': 'time',
			'a mean throughput mbps': 'download',
			'a min rtt': 'latency',
			'client geo latitude': 'latitude',
			'client geo longitude': 'longitude',
			'client network as name': 'operator',
			'client ip': 'private',
			'server geo latitude': 'other',
			'server geo longitude': 'other'
		},
		unit: 'Mbit/s',
		latencyUnit: 'ms',
		zone: 0,
		network: 'fixed',
		notes: [
			both(
				'M-Lab: vị trí là của địa chỉ IP, không phải nơi đo; có thể lệch sang xã, tỉnh khác',
				'M-Lab: the place is that of an IP address, not of the measurement; commune and province may be others'
			)
		]
	},
	{
		name: 'Speedtest open data (Ookla)',
		signs: ['quadkey', 'avg d kbps', 'avg u kbps', 'avg lat ms', 'tests'],
		roles: {
			quadkey: 'tile',
			tile: 'other',
			'tile x': 'tile',
			'tile y': 'tile',
			'avg d kbps': 'download',
			'avg u kbps': 'upload',
			'avg lat ms': 'latency',
			'avg lat down ms': 'other',
			'avg lat up ms': 'other',
			tests: 'samples',
			devices: 'other'
		},
		unit: 'kbit/s',
		latencyUnit: 'ms'
	},
	{
		name: 'nPerf',
		signs: ['date', 'heure', 'latitude', 'longitude', 'technologie'],
		roles: { date: 'time', heure: 'time', technologie: 'network', operateur: 'operator' },
		latencyUnit: 'ms'
	},
	{
		// No description of the app's export is public (looked for in November 2026): these are the names of its fields on
		// screen. Units and zone are not assumed: where headers and values do not prove them they are asked about.
		name: 'OpenSignal',
		signs: [
			'network type',
			'network name',
			'download speed',
			'upload speed',
			'latency',
			'latitude',
			'longitude'
		],
		roles: {
			'network type': 'network',
			'network name': 'operator',
			'download speed': 'download',
			'upload speed': 'upload',
			'server name': 'other'
		}
	},
	{
		// Open data of RTR-NetTest and its sisters.
		name: 'RTR-NetTest',
		signs: ['open test uuid', 'download kbit', 'upload kbit', 'lat', 'long'],
		roles: {
			'open test uuid': 'id',
			'open uuid': 'device',
			time: 'time',
			'network type': 'network',
			'cat technology': 'other',
			'download kbit': 'download',
			'upload kbit': 'upload',
			'ping ms': 'latency',
			'loc accuracy': 'accuracy',
			'network name': 'operator',
			model: 'other'
		},
		unit: 'kbit/s',
		latencyUnit: 'ms',
		zone: 0
	}
];

/** Rows among which a header is looked for. */
const HEAD_ROWS = 40;

/** The source of a sheet, by a row of its headers. */
export function presetOf(sheet: Sheet): Preset | undefined {
	for (const { cells } of sheet.rows.slice(0, HEAD_ROWS)) {
		const headers = new Set(cells.slice(0, 200).map((cell) => fold(plain(textOf(cell)))));
		const found = PRESETS.find(({ signs }) => signs.every((sign) => headers.has(sign)));
		if (found) return found;
	}
	return undefined;
}

/** Units in brackets are no part of a header's name. */
function plain(text: string): string {
	return text.replace(/\([^()]*\)/g, ' ');
}

/** The roles of a preset, as answers give them. */
export function presetMap({ roles }: Preset): HeaderMap {
	return Object.entries(roles).map(([header, role]) => ({ role, header }));
}
