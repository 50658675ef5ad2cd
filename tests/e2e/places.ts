import type { APIRequestContext } from '@playwright/test';
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import polylabel from 'polylabel';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { expect, type Site } from './site.ts';

type Level = 'province' | 'district' | 'commune';
type Outline = Feature<Polygon | MultiPolygon>;

/** Longitude and latitude in degrees. */
export type Place = readonly [lon: number, lat: number];

/** Pixels from the top left corner of the map. */
export interface Pixel {
	x: number;
	y: number;
}

/** What the national view must hold: all of Viet Nam with both archipelagos. */
const COUNTRY = { west: 101.9, south: 6.4, east: 117.9, north: 23.6 };
const OBJECT = { province: 'provinces', district: 'districts', commune: 'communes' };

interface Manifest {
	editions: { id: string; topology: { url: string } }[];
}

/** The outlines of a unit as the site publishes them, one ring a part. */
export async function partsOf(
	request: APIRequestContext,
	edition: string,
	level: Level,
	code: string
): Promise<Position[][][]> {
	const manifest = (await (await request.get('/data/manifest.json')).json()) as Manifest;
	const { topology } = manifest.editions.find(({ id }) => id === edition)!;
	const published = (await (await request.get(`/data/${topology.url}`)).json()) as Topology;
	const object = published.objects[OBJECT[level]] as GeometryCollection;
	const outline = feature(published, object).features.find(({ id }) => String(id) === code) as
		Outline | undefined;
	expect(outline, `unit ${code} of ${edition} has an outline`).toBeDefined();
	const { geometry } = outline!;
	return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}

/** A place well inside the unit's largest part. */
export async function insideOf(
	request: APIRequestContext,
	edition: string,
	level: Level,
	code: string
): Promise<Place> {
	const parts = await partsOf(request, edition, level, code);
	const points = parts.map((part) => polylabel(part as [number, number][][], 1e-4));
	const [x, y] = points.reduce((best, point) => (point.distance > best.distance ? point : best));
	return [x!, y!];
}

/** West, south, east and north of a part. */
export function extentOf(part: Position[][]): [number, number, number, number] {
	const xs = part[0]!.map(([x]) => x!);
	const ys = part[0]!.map(([, y]) => y!);
	return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/**
 * Where the map draws places. Fails when the map does not show the whole country, so that no test aims at
 * pixels outside it.
 */
export async function nationalView(site: Site): Promise<(place: Place) => Pixel> {
	const { width, height } = (await site.canvas.boundingBox())!;
	const pixelOf = await viewOf(site);
	const { x: left, y: top } = pixelOf([COUNTRY.west, COUNTRY.north]);
	const { x: right, y: bottom } = pixelOf([COUNTRY.east, COUNTRY.south]);
	expect(Math.min(left, top, width - right, height - bottom), 'the whole country').toBeGreaterThan(
		0
	);
	return pixelOf;
}

/** Where the map draws places now: Web Mercator around the camera's centre. */
export async function viewOf(site: Site): Promise<(place: Place) => Pixel> {
	const { width, height } = (await site.canvas.boundingBox())!;
	const camera = (await site.map.getAttribute('data-camera'))!.split(' ').map(Number);
	const [zoom, lon, lat] = camera as [number, number, number];
	const scale = 512 * 2 ** zoom;
	const [centreX, centreY] = mercator([lon, lat]);
	return (place: Place) => {
		const [x, y] = mercator(place);
		return { x: width / 2 + (x - centreX) * scale, y: height / 2 + (y - centreY) * scale };
	};
}

/** Put the pointer on a pixel of the map. */
export async function hover(site: Site, { x, y }: Pixel): Promise<void> {
	const box = (await site.canvas.boundingBox())!;
	// The map takes two moves for a pointer that came from outside.
	await site.page.mouse.move(box.x + x + 1, box.y + y);
	await site.page.mouse.move(box.x + x, box.y + y);
}

/** Click on a pixel of the map. */
export async function click(site: Site, { x, y }: Pixel): Promise<void> {
	const box = (await site.canvas.boundingBox())!;
	await site.page.mouse.click(box.x + x, box.y + y);
}

/** Web Mercator: the world is the unit square, y grows to the south. */
function mercator([lon, lat]: Place): [number, number] {
	const sine = Math.sin((lat * Math.PI) / 180);
	return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}
