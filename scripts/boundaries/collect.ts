/** Many small GeoJSON files as one collection: a file a unit makes thousands, each too little for a layer of its own. */
import { DataError } from '../../src/lib/domain/errors.ts';
import { parseJson } from '../common/json.ts';

/** A file's share of a collection's features, in order. */
export interface Part {
	/** How messages call the file. */
	label: string;
	rows: number;
}

/** GeoJSON of several files. */
export interface Collection {
	content: Buffer;
	parts: Part[];
}

const GEOMETRIES = ['Polygon', 'MultiPolygon', 'GeometryCollection'];

/** Puts files together. */
export class Collector {
	private readonly texts: Buffer[] = [];
	private readonly parts: Part[] = [];

	/**
	 * @param content GeoJSON of any kind
	 * @throws DataError for what is none
	 */
	add(label: string, content: Buffer): void {
		const features = featuresOf(label, content);
		if (features.length > 0)
			this.texts.push(Buffer.from(features.map((feature) => JSON.stringify(feature)).join(',\n')));
		this.parts.push({ label, rows: features.length });
	}

	/** All files; nothing when there are none. */
	finish(): Collection | undefined {
		if (this.parts.length === 0) return undefined;
		const pieces: Uint8Array[] = [Buffer.from('{"type":"FeatureCollection","features":[\n')];
		this.texts.forEach((text, at) => {
			if (at > 0) pieces.push(Buffer.from(',\n'));
			pieces.push(text);
		});
		pieces.push(Buffer.from('\n]}'));
		return { content: Buffer.concat(pieces), parts: this.parts };
	}
}

function featuresOf(label: string, content: Buffer): unknown[] {
	const read = parseJson(content.toString('utf8'), { file: label, expected: 'GeoJSON' }) as {
		type?: unknown;
		features?: unknown;
	};
	if (read?.type === 'FeatureCollection' && Array.isArray(read.features)) {
		// mapshaper leaves others out without a word, and all rows behind them would be taken for others.
		const other = read.features.findIndex((of) => (of as { type?: unknown })?.type !== 'Feature');
		if (other < 0) return read.features;
		throw new DataError('malformed', {
			...{ file: label, row: other + 1, column: 'features' },
			found: JSON.stringify(read.features[other])?.slice(0, 80) ?? 'nothing',
			expected: 'a feature of GeoJSON'
		});
	}
	if (read?.type === 'Feature') return [read];
	if (GEOMETRIES.includes(String(read?.type)))
		return [{ type: 'Feature', properties: {}, geometry: read }];
	throw new DataError('malformed', {
		file: label,
		found: `an object of type ${String(read?.type)}`,
		expected: 'GeoJSON: a FeatureCollection, a Feature or a polygon'
	});
}
