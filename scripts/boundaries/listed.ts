/** What the list of units says of place and area, against which polygons are held. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { unitsOf } from '../../src/lib/domain/unit.ts';
import { readCsv } from '../common/csv.ts';
import { readEditions } from '../gazetteer/editions.ts';
import { readGazetteer, type Gazetteer } from '../gazetteer/gazetteer.ts';
import type { Leaf } from './leaves.ts';

/** Degrees left, bottom, right, top. */
export type Box = readonly [left: number, bottom: number, right: number, top: number];

/** The list's own knowledge of its units. */
export interface Listed {
	/** km between a box and the nearest of a unit's listed points; 0 inside, and where the list has none. */
	distance(leaf: Leaf, box: Box): number;
	/**
	 * Areas that a unit may have, km²: the listed one, and that of what the unit was made of, by the crosswalk. Some
	 * listed areas are wrong by a factor of nine (Giá Rai, 31942); those of the old units are not.
	 */
	areas(leaf: Leaf): readonly number[];
}

const KM_PER_DEGREE = 111.2;

/**
 * @param before areas in km² by code that the crosswalk from the edition before gives
 */
export function listedOf(
	{ facts, islands }: Pick<Gazetteer, 'facts' | 'islands'>,
	before: ReadonlyMap<string, number> = new Map()
): Listed {
	const points = new Map<string, [lon: number, lat: number][]>();
	for (const { code, lon, lat } of islands)
		points.set(code, [...(points.get(code) ?? []), [lon, lat]]);
	return {
		distance({ code, level, row }, box) {
			const own = facts[level];
			const places = [...(points.get(code) ?? [])];
			if (own) places.push([own.lon[row]!, own.lat[row]!]);
			const known = places.filter(([lon, lat]) => !Number.isNaN(lon + lat));
			return known.length === 0 ? 0 : Math.min(...known.map((place) => kilometres(place, box)));
		},
		areas({ code, level, row }) {
			const own = facts[level]?.area[row] ?? NaN;
			return [own, before.get(code) ?? NaN].filter((area) => area > 0);
		}
	};
}

function kilometres([lon, lat]: [number, number], [left, bottom, right, top]: Box): number {
	const dx = Math.max(0, left - lon, lon - right) * Math.cos((lat * Math.PI) / 180);
	const dy = Math.max(0, bottom - lat, lat - top);
	return Math.hypot(dx, dy) * KM_PER_DEGREE;
}

/**
 * The same with the areas that the crosswalk from the edition before gives, where there is one.
 * @param data `data`
 */
export async function readListed(data: string, gazetteer: Gazetteer): Promise<Listed> {
	const editions = await readEditions(data);
	const at = editions.findIndex(({ id }) => id === gazetteer.edition);
	const older = editions[at - 1]?.id;
	if (older === undefined) return listedOf(gazetteer);
	const path = join(data, 'crosswalk', `${older}_${gazetteer.edition}.csv`);
	const isThere = await access(path).then(
		() => true,
		() => false
	);
	if (!isThere) return listedOf(gazetteer);
	const rows = await readCsv(path, { required: ['from_code', 'to_code', 'area_share'] });
	const { units, facts } = await readGazetteer(data, older);
	const before = new Map<string, number>();
	for (const { fields } of rows) {
		const [from, to, share] = [
			fields['from_code']!,
			fields['to_code']!,
			Number(fields['area_share'])
		];
		for (const level of ['commune', 'district'] as const) {
			const row = units.of[level] && unitsOf(units, level).rowOf.get(from);
			const area = row === undefined ? undefined : facts[level]?.area[row];
			if (area) before.set(to, (before.get(to) ?? 0) + area * share);
		}
	}
	return listedOf(gazetteer, before);
}
