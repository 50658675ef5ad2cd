import type { Level } from '../domain/unit.ts';
import type { DetailScope } from '../map/detail.ts';
import { provinceBoxes } from '../map/provinces-in-view.ts';
import type { Atlas, MonthTables } from '../state/atlas.svelte.ts';

/**
 * Finer outlines, for an edition that has them.
 * @param bounds by edition and level, as `2025-07/commune`: west, south, east, north in degrees, four a unit
 */
export function detailScope(
	atlas: Atlas,
	{ edition, units }: MonthTables,
	levels: Level[],
	bounds: Readonly<Record<string, Float64Array>>
): DetailScope | null {
	const { id, details } = edition;
	if (!details) return null;
	const known = Object.fromEntries(levels.map((each) => [each, bounds[`${id}/${each}`]]));
	return {
		units,
		levels,
		boxes: provinceBoxes(units, known),
		bytes: new Map(Object.entries(details).map(([province, { bytes }]) => [province, bytes])),
		fetch: (province, signal) => atlas.detail(edition, province, signal),
		compose: (provinces) => atlas.details(edition, levels, provinces)
	};
}
