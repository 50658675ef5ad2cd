/** What coordinates mean: from a .prj file, a GeoJSON `crs` member or an EPSG code to a PROJ definition. */
import { DataError } from '../../src/lib/domain/errors.ts';

/** Coordinates that are longitude and latitude in WGS 84. */
export const WGS84 = '';
/** The .prj file beside a Shapefile, which mapshaper reads by itself. */
export const BY_PRJ = 'prj';

/**
 * VN-2000 with its shift to WGS 84 by Decision 05/2007/QĐ-BTNMT: metres, seconds, parts per million. Without it
 * everything lies about 200 m off. The decision (and EPSG:6960) rotates the frame of coordinates; PROJ's `towgs84`
 * rotates the position vector, so the signs of the rotations are turned. Ellipsoid: that of WGS 84.
 */
const VN2000 =
	'+ellps=WGS84 +towgs84=-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278 +no_defs';

/** Central meridians of the zones of 3 degrees by EPSG code; scale 0.9999, false easting 500 km. */
const TM3: Record<number, number> = {
	5896: 102,
	5897: 105,
	5898: 108,
	5899: 107.75,
	6956: 102,
	6957: 105,
	6958: 108,
	6959: 107.75,
	9205: 103,
	9206: 104,
	9207: 104.5,
	9208: 104.75,
	9209: 105.5,
	9210: 105.75,
	9211: 106,
	9212: 106.25,
	9213: 106.5,
	9214: 107,
	9215: 107.25,
	9216: 107.5,
	9217: 108.25,
	9218: 108.5
};
const KNOWN =
	'EPSG:4326, 4756, 3405, 3406, 5896 to 5899, 9205 to 9218 (VN-2000), 32647 to 32649 or 3857';

/**
 * PROJ definition of a coordinate system by its code.
 * @param text such as `EPSG:3405`, `9209`, `urn:ogc:def:crs:EPSG::32648` or `urn:ogc:def:crs:OGC:1.3:CRS84`
 * @param file for messages
 * @param column for messages
 * @throws DataError for a code that isn't known here
 */
export function projectionOf(text: string, file: string, column: string): string {
	const code = /CRS84$/i.test(text) ? 4326 : Number(/(\d+)$/.exec(text.trim())?.[1]);
	const meridian = TM3[code];
	if (meridian !== undefined) return transverse(meridian, 0.9999);
	if (code === 4326 || code === 4979) return WGS84;
	if (code === 4756) return `+proj=longlat ${VN2000}`;
	if (code === 3405 || code === 3406) return transverse(code === 3405 ? 105 : 111, 0.9996);
	if (code >= 32647 && code <= 32649)
		return `+proj=utm +zone=${code - 32600} +datum=WGS84 +no_defs`;
	if (code === 3857) return '+proj=merc +a=6378137 +b=6378137 +no_defs';
	throw new DataError('value', {
		file,
		column,
		found: text,
		expected: KNOWN,
		remedy: 'Reproject to WGS 84, for instance: ogr2ogr -t_srs EPSG:4326 out.geojson in'
	});
}

/**
 * PROJ definition of a `.prj` file's text.
 * @returns {@link BY_PRJ} for what mapshaper reads right by itself
 * @throws DataError for a datum whose shift isn't known here
 */
export function projectionOfPrj(wkt: string, file: string): string {
	const isProjected = /^\s*PROJC/i.test(wkt);
	if (/VN[-_ ]?2000|Viet[-_ ]?nam[-_ ]?2000/i.test(wkt))
		return isProjected ? vn2000Plane(wkt, file) : `+proj=longlat ${VN2000}`;
	if (/Hanoi[-_ ]?(19)?72|HN[-_ ]?72|Indian[-_ ]19/i.test(wkt))
		throw new DataError('value', {
			file,
			column: '.prj',
			found: wkt.slice(0, 60),
			expected: 'VN-2000 or WGS 84',
			remedy: 'Reproject with the shift of your province, for instance in QGIS'
		});
	return !isProjected && /WGS[-_ ]?(19)?84/i.test(wkt) ? WGS84 : BY_PRJ;
}

/** TM-3 or UTM as the parameters say, whatever names and shift the file gives. */
function vn2000Plane(wkt: string, file: string): string {
	const parameters = new Map(
		[...wkt.matchAll(/PARAMETER\s*\[\s*"([^"]+)"\s*,\s*([-+.\deE]+)/gi)].map(
			([, name, value]) => [name!.toLowerCase().replaceAll('_', ' '), Number(value)] as const
		)
	);
	const value = (...names: string[]) =>
		names.map((name) => parameters.get(name)).find((found) => found !== undefined);
	const meridian = value('central meridian', 'longitude of natural origin');
	const scale = value('scale factor', 'scale factor at natural origin');
	const isTransverse = /Transverse[-_ ]Mercator|Gauss[-_ ]Kruger/i.test(wkt);
	if (!isTransverse || meridian === undefined || scale === undefined)
		throw new DataError('value', {
			file,
			column: '.prj',
			found: wkt.slice(0, 60),
			expected:
				'VN-2000 in degrees, or Transverse Mercator with its central meridian and scale factor',
			remedy: 'Export the file again with its projection, or name it: --crs EPSG:<code>'
		});
	const easting = value('false easting') ?? 500_000;
	const northing = value('false northing') ?? 0;
	const latitude = value('latitude of origin', 'latitude of natural origin') ?? 0;
	return transverse(meridian, scale, easting, northing, latitude);
}

function transverse(
	meridian: number,
	scale: number,
	easting = 500_000,
	northing = 0,
	latitude = 0
): string {
	return `+proj=tmerc +lat_0=${latitude} +lon_0=${meridian} +k=${scale} +x_0=${easting} +y_0=${northing} ${VN2000}`;
}

/** Name in the `crs` member that GeoJSON had before RFC 7946, from the first or last bytes of a file. */
export function crsMember(text: string): string | undefined {
	const member = /"crs"\s*:\s*\{[^}]*\{[^}]*\}[^}]*\}/.exec(text)?.[0];
	return (
		member &&
		(/"name"\s*:\s*"([^"]+)"/.exec(member)?.[1] ?? /"code"\s*:\s*"?(\d+)/.exec(member)?.[1])
	);
}
