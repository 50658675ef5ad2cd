import type { Feature, FeatureCollection, Point } from 'geojson';
import { shortName, type LevelUnits } from '../domain/unit.ts';

/** Places of the names of a level: points with `code` and `name`. */
export function labelPoints(
	{ codes, names, types }: LevelUnits,
	anchors: Float64Array
): FeatureCollection<Point, { code: string; name: string }> {
	const features: Feature<Point, { code: string; name: string }>[] = [];
	codes.forEach((code, row) => {
		const [x, y] = [anchors[row * 2]!, anchors[row * 2 + 1]!];
		if (Number.isNaN(x)) return;
		const name = shortName(names[row]!, types[row]!);
		features.push({
			type: 'Feature',
			properties: { code, name },
			geometry: { type: 'Point', coordinates: [x, y] }
		});
	});
	return { type: 'FeatureCollection', features };
}
