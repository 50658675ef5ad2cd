/** Finer outlines of provinces, decoded once each and put together as the map asks for them. */
import { DataError } from '../domain/errors.ts';
import { rowsWithin, unitsOf, type Level, type Units } from '../domain/unit.ts';
import { TOPOLOGY_OBJECT } from './schema.ts';
import { readFeatures } from './topology.ts';

/** A province's outlines as GeoJSON features, written and separated by commas; empty where it has no unit of a level. */
export type ProvinceDetail = Partial<Record<Level, Blob>>;

/**
 * Decode the finer outlines of one province.
 * @param topology with the objects of {@link TOPOLOGY_OBJECT}; units of other provinces in it are left out
 * @throws DataError when it is no such topology, or `missing-object` when it lacks a unit of the province: on the
 * map it takes the place of outlines that are complete
 */
export function readDetail(
	topology: unknown,
	units: Units,
	province: string,
	url: string
): ProvinceDetail {
	const detail: ProvinceDetail = {};
	for (const level of units.levels) {
		const { codes } = unitsOf(units, level);
		const inside = new Set(rowsWithin(units, level, province).map((row) => codes[row]!));
		if (inside.size === 0) continue;
		const features = readFeatures(topology, TOPOLOGY_OBJECT[level], inside, url);
		for (const { properties } of features) inside.delete(properties.code);
		if (inside.size > 0)
			throw new DataError('missing-object', {
				file: url,
				column: TOPOLOGY_OBJECT[level],
				found: `no outline of ${[...inside].slice(0, 8).join(', ')}`,
				expected: `all units of province ${province}`
			});
		detail[level] = new Blob([JSON.stringify(features, rounded).slice(1, -1)]);
	}
	return detail;
}

/** A tenth of a metre is enough, and the map's worker reads it in two thirds of the time. */
function rounded(_: string, value: unknown): unknown {
	return typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value;
}

/** One feature collection of a level's units in several provinces. Nothing is decoded or copied again. */
export function joinDetails(details: readonly ProvinceDetail[], level: Level): Blob {
	const parts: (Blob | string)[] = [];
	for (const detail of details) {
		if (!detail[level]) continue;
		if (parts.length > 0) parts.push(',');
		parts.push(detail[level]);
	}
	return new Blob(['{"type":"FeatureCollection","features":[', ...parts, ']}'], {
		type: 'application/geo+json'
	});
}
