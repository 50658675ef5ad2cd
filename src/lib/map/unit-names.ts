import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import { labelPoints } from '../data/label-points.ts';
import { shortName, type LevelUnits } from '../domain/unit.ts';

/** The names of units on the map. A level's are written anew only where a month's names read differently. */
export class UnitNames {
	#gl: MapLibreMap;
	/** By source: its places, and the names that stand there; `null` for those of the list's first day. */
	#drawn = new Map<string, { anchors: Float64Array; of: LevelUnits | null }>();

	constructor(gl: MapLibreMap) {
		this.#gl = gl;
	}

	/** A level came to the map, with the names of the list's first day. */
	add(source: string, anchors: Float64Array): void {
		this.#drawn.set(source, { anchors, of: null });
	}

	/**
	 * Show a month's names.
	 * @param first the level's units with the names of the list's first day
	 */
	show(source: string, of: LevelUnits, first: LevelUnits): void {
		const drawn = this.#drawn.get(source);
		if (!drawn) return;
		const before = drawn.of ?? first;
		drawn.of = of;
		if (before.names === of.names) return;
		const isSame = of.names.every((_, row) => nameOf(of, row) === nameOf(before, row));
		if (!isSame)
			this.#gl
				.getSource<GeoJSONSource>(`${source}/labels`)
				?.setData(labelPoints(of, drawn.anchors));
	}
}

/** Most acts change a type, which stands on no map. */
function nameOf({ names, types }: LevelUnits, row: number): string {
	return shortName(names[row]!, types[row]!);
}
