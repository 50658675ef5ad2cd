/** The ground of an edition's units, for asking which unit a point lies in. */
import { join } from 'node:path';
import type { Topology } from 'topojson-specification';
import { DataError } from '../../src/lib/domain/errors.ts';
import { TOPOLOGY_OBJECT } from '../../src/lib/data/schema.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import { leavesOf } from './leaves.ts';
import { placesFile, readReport } from './imported.ts';
import { communeOutlines, outlinesOf, type Outline } from './outlines.ts';
import { readGeometry } from '../place/geometry-file.ts';
import { geometryFromTopology, type PlaceGeometry } from '../place/geometry.ts';
import { locateOne } from '../place/locate.ts';
import { keptIndex } from '../place/index-file.ts';
import type { PlaceIndex } from '../place/place-index.ts';
import { sha256 } from '../common/publish.ts';

/** Where communes are. */
export interface Ground {
	/** By commune row, in degrees; needed where there are samples. */
	outlines: readonly (Outline | undefined)[];
	/** True when a place is one of the commune's, as it is for measurements that are added. */
	isIn(row: number, lon: number, lat: number): boolean;
}

/**
 * An edition's leaves (communes, and districts without any): in full detail as imported, else as embedded.
 * @param data `data`
 * @returns rows in the order of `leavesOf`; `source` changes whenever the outlines do
 * @throws DataError when the imported geometry is missing, damaged or of another import
 */
export async function placeGeometryOf(
	data: string,
	gazetteer: Gazetteer,
	onProgress: (phase: string) => void = () => {}
): Promise<PlaceGeometry> {
	const { edition, units } = gazetteer;
	const codes = leavesOf(units).map(({ code }) => code);
	const report = await readReport(join(data, 'boundaries'), edition);
	if (!report) {
		const topology = await outlinesOf(gazetteer, join(data, 'cache'), onProgress);
		const objects = units.levels
			.filter((level) => level !== 'province')
			.map((level) => TOPOLOGY_OBJECT[level]);
		const source = sha256(JSON.stringify(topology));
		return geometryFromTopology(topology, { edition, source, objects, codes });
	}
	const path = join(data, 'cache', placesFile(edition, report.id));
	const geometry = await readGeometry(path);
	if (geometry.source === report.id && geometry.codes.join() === codes.join()) return geometry;
	const other = codes.find((code, at) => geometry.codes[at] !== code);
	throw new DataError('promise', {
		file: path,
		found: `${other && geometry.source === report.id ? `no ${other} where the list has it, in ` : ''}the geometry of import ${geometry.source}, ${geometry.codes.length} units`,
		expected: `that of import ${report.id}, ${codes.length} units`,
		remedy: 'Import again with npm run boundaries'
	});
}

/** As {@link placeGeometryOf}, ready for {@link locateOne}; a large index is built once and kept in `data/cache`. */
export async function placeIndexOf(
	data: string,
	gazetteer: Gazetteer,
	onProgress: (phase: string) => void = () => {}
): Promise<PlaceIndex> {
	return keptIndex(join(data, 'cache'), await placeGeometryOf(data, gazetteer, onProgress));
}

/**
 * The ground of an edition's communes: drawn outlines, and the same answer as measurements get that are added.
 * @param topology the edition's drawn outlines
 */
export async function groundOf(
	data: string,
	gazetteer: Gazetteer,
	topology: Topology
): Promise<Ground> {
	const index = await placeIndexOf(data, gazetteer);
	return {
		outlines: communeOutlines(gazetteer, topology),
		// Communes are the first leaves.
		isIn: (row, lon, lat) => locateOne(index, lon, lat) === row
	};
}
