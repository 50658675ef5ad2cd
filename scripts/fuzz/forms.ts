/** All forms of input, by name. */
import type { Maker } from './form.ts';
import { manifest, published, url } from './page.ts';
import { geojson, gpkg, kml, shapefile, zip } from './places.ts';
import { csv, json, recipe, xlsx } from './tables.ts';

export const FORMS: Readonly<Record<string, Maker>> = {
	...{ xlsx, csv, json, recipe },
	...{ geojson, kml, shapefile, gpkg, zip },
	...{ manifest, published, url }
};
