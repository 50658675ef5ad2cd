/** Finer outlines for the embedded ones, which have none: made here, and slipped under the site's feet. */
import booleanPointInPolygon from '@turf/boolean-point-in-polygon';
import type { APIRequestContext, Page } from '@playwright/test';
import type { MultiPolygon, Polygon, Position } from 'geojson';
import polylabel from 'polylabel';
import { feature } from 'topojson-client';
import type { GeometryCollection, GeometryObject, Topology } from 'topojson-specification';
import { contentOf } from '../../scripts/common/publish.ts';
import type { Place } from './places.ts';

const EDITION = '2022-10';
/** Whom the map names. */
export const SOURCE = 'Sở Thử Nghiệm';
/** Segments up to this many degrees stay straight. */
const SHORTEST = 0.008;
/** How far the middle of a longer one is pushed aside, in lengths of it. */
const BULGE = 0.22;
/** Degrees by which a place is inside its unit, at least. */
const MARGIN = 0.003;

interface File {
	url: string;
	bytes: number;
	sha256: string;
}
interface Edition {
	id: string;
	outlines: string;
	units: File;
	topology: File;
	details?: Record<string, File>;
}
interface Manifest {
	editions: Edition[];
}
interface PublishedUnits {
	levels: Record<'district' | 'commune', { code: string[]; name: string[]; parent: string[] }>;
}

/** A place that one commune has in the overview and its neighbour in the detail. */
export interface Probe {
	/** In the middle of what changes hands. */
	place: Place;
	/** On the outline in the detail. */
	apex: Place;
	before: { code: string; name: string };
	after: { code: string; name: string };
}

/** Finer outlines of every province of 2022-10. */
export interface Finer {
	/** TopoJSON by code of the province. */
	files: Map<string, string>;
	/** Inside a district, the largest first. */
	probesOf(district: string): Probe[];
	/** Places well inside the communes of a district, in the overview and in the detail alike. */
	middlesOf(district: string): Place[];
	/** Codes of provinces whose file was asked for, in order. */
	asked: string[];
}

/**
 * Give the site finer outlines: each long segment of the published ones gets a bulge.
 * The edition then says that its outlines were imported.
 */
export async function offerFiner(page: Page): Promise<Finer> {
	const { request } = page;
	const manifest = await json<Manifest>(request, 'manifest.json');
	const edition = manifest.editions.find(({ id }) => id === EDITION)!;
	const units = await json<PublishedUnits>(request, edition.units.url);
	const published = await json<Topology>(request, edition.topology.url);
	const coarse = unquantised(published);
	const fine = { ...coarse, arcs: coarse.arcs.map(bulged) };
	const { district, commune } = units.levels;
	const provinceOf = new Map(district.code.map((code, row) => [code, district.parent[row]!]));
	commune.code.forEach((code, row) => provinceOf.set(code, provinceOf.get(commune.parent[row]!)!));
	const files = new Map<string, string>();
	const details: Record<string, File> = {};
	for (const province of new Set(provinceOf.values())) {
		const text = JSON.stringify(
			part(fine, (code) => code === province || provinceOf.get(code) === province)
		);
		files.set(province, text);
		const url = `${EDITION}/finer/${province}.topo.json`;
		details[province] = { url, ...contentOf(text) };
	}
	const around = JSON.stringify(part(coarse, (code) => code.length === 2));
	const provinces = { url: `${EDITION}/around.topo.json`, ...contentOf(around) };
	const made = { outlines: 'imported', attribution: SOURCE, details, provinces };
	const changed = JSON.stringify({
		...manifest,
		editions: manifest.editions.map((each) => (each === edition ? { ...each, ...made } : each))
	});
	const asked: string[] = [];
	await page.route('**/data/manifest.json', (route) => route.fulfill({ body: changed }));
	await page.route('**/around.topo.json', (route) => route.fulfill({ body: around }));
	await page.route('**/finer/*', (route) => {
		const code = /(\d+)\.topo\.json$/.exec(route.request().url())![1]!;
		asked.push(code);
		return route.fulfill({ body: files.get(code)! });
	});
	return {
		files,
		asked,
		probesOf: (code) => probesOf(coarse, units, code),
		middlesOf: (code) => middlesOf([coarse, fine], units, code)
	};
}

async function json<T>(request: APIRequestContext, path: string): Promise<T> {
	return (await (await request.get(`/data/${path}`)).json()) as T;
}

/** The same topology with its arcs in degrees. */
function unquantised({ type, objects, arcs, transform }: Topology): Topology {
	const { scale, translate } = transform!;
	const plain = arcs.map((arc) => {
		let [x, y] = [0, 0];
		return arc.map(([dx, dy]) => {
			x += dx!;
			y += dy!;
			return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
		});
	});
	return { type, objects, arcs: plain };
}

function bulged(arc: Position[]): Position[] {
	return arc.flatMap((end, at) => {
		const start = arc[at - 1];
		return start && lengthOf(start, end) > SHORTEST ? [apexOf(start, end, BULGE), end] : [end];
	});
}

function lengthOf([ax, ay]: Position, [bx, by]: Position): number {
	return Math.hypot(bx! - ax!, by! - ay!);
}

/** Beside the middle of a segment. */
function apexOf([ax, ay]: Position, [bx, by]: Position, by_: number): Position {
	return [(ax! + bx!) / 2 - (by! - ay!) * by_, (ay! + by!) / 2 + (bx! - ax!) * by_];
}

/** The units of a topology that are wanted, with their arcs alone. */
function part({ arcs, objects }: Topology, wanted: (code: string) => boolean): Topology {
	const used = new Map<number, number>();
	const index = (arc: number) => {
		const at = arc < 0 ? ~arc : arc;
		if (!used.has(at)) used.set(at, used.size);
		return arc < 0 ? ~used.get(at)! : used.get(at)!;
	};
	const copied = Object.entries(objects).map(([name, object]) => {
		const geometries = (object as GeometryCollection).geometries
			.filter(({ id }) => wanted(String(id)))
			.map((geometry) => ({ ...geometry, arcs: renamed(arcsOf(geometry), index) }));
		return [name, { type: 'GeometryCollection', geometries }];
	});
	return {
		type: 'Topology',
		objects: Object.fromEntries(copied) as Topology['objects'],
		arcs: [...used.keys()].map((at) => arcs[at]!)
	};
}

type Arcs = number | Arcs[];

function arcsOf(geometry: GeometryObject): Arcs {
	return (geometry as { arcs: Arcs }).arcs;
}

function renamed(arcs: Arcs, index: (arc: number) => number): Arcs {
	return typeof arcs === 'number' ? index(arcs) : arcs.map((each) => renamed(each, index));
}

function probesOf(coarse: Topology, { levels }: PublishedUnits, district: string): Probe[] {
	const { commune } = levels;
	const nameOf = new Map(commune.code.map((code, row) => [code, commune.name[row]!]));
	const communes = coarse.objects.communes as GeometryCollection;
	const outlines = communesOf(coarse, { levels }, district);
	const inside = new Set(outlines.map(({ id }) => id));
	const sides = new Map<number, string[]>();
	for (const geometry of communes.geometries) {
		if (!inside.has(String(geometry.id))) continue;
		for (const arc of [arcsOf(geometry)].flat(4) as number[]) {
			const at = arc < 0 ? ~arc : arc;
			sides.set(at, [...(sides.get(at) ?? []), String(geometry.id)]);
		}
	}
	const found: (Probe & { length: number })[] = [];
	for (const [at, codes] of sides) {
		const arc = coarse.arcs[at]!;
		for (let end = 1; codes.length === 2 && end < arc.length; end++) {
			const [from, to] = [arc[end - 1]!, arc[end]!];
			const length = lengthOf(from, to);
			if (length <= SHORTEST) continue;
			const place = apexOf(from, to, BULGE / 2);
			const before = outlines.find(({ geometry }) => booleanPointInPolygon(place, geometry))?.id;
			const after = codes.find((code) => code !== before);
			if (!before || !after || !codes.includes(before)) continue;
			const unit = (code: string) => ({ code, name: nameOf.get(code)! });
			const apex = apexOf(from, to, BULGE) as unknown as Place;
			found.push({
				place: place as unknown as Place,
				apex,
				before: unit(before),
				after: unit(after),
				length
			});
		}
	}
	return found.sort((a, b) => b.length - a.length);
}

type Outline = { id: string; geometry: Polygon | MultiPolygon };

function communesOf(topology: Topology, { levels }: PublishedUnits, district: string): Outline[] {
	const { code, parent } = levels.commune;
	const inside = new Set(code.filter((_, row) => parent[row] === district));
	const { features } = feature(topology, topology.objects.communes as GeometryCollection);
	return (features as unknown as Outline[]).filter(({ id }) => inside.has(id));
}

function middlesOf(topologies: Topology[], units: PublishedUnits, district: string): Place[] {
	const [coarse, fine] = topologies.map((each) => communesOf(each, units, district));
	return coarse!.flatMap(({ id, geometry }) => {
		const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
		const [x, y] = polylabel(parts[0] as [number, number][][], 1e-4) as [number, number];
		const other = fine!.find((each) => each.id === id)!;
		const around = [-MARGIN, 0, MARGIN].flatMap((dx) =>
			[-MARGIN, 0, MARGIN].map((dy) => [x + dx, y + dy])
		);
		const clear = around.every((place) =>
			[geometry, other.geometry].every((outline) => booleanPointInPolygon(place, outline))
		);
		return clear ? [[x, y] as Place] : [];
	});
}
