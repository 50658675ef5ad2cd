import { geoIdentity, geoPath, type GeoPath } from 'd3-geo';
import type { Feature, Geometry, MultiPolygon, Polygon } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { GROUND } from '../domain/colour.ts';
import { seaLabels } from '../domain/sea.ts';
import { reached } from '../domain/threshold.ts';
import { MARK, type ViewModel } from '../domain/view-model.ts';
import type { Frame } from './frame.ts';
import { LINE_HEIGHT, placeLabels, type Label } from './labels.ts';
import { planar } from './planar.ts';
import { escapeXml, FONT } from './text.ts';

/** The outlines that a picture needs. */
export interface Geography {
	/** TopoJSON of the model's edition. */
	topology: Topology;
	/** Name of the object of the level in view, and of the provinces. */
	objects: { level: string; province: string };
	/** TopoJSON of the land around Viet Nam, all of its objects. */
	land: Topology;
}

/** How a map is drawn. */
export interface MapOptions {
	/** Begins every id in the picture, so that several can stand on one page. */
	id: string;
	/** Names of the units; those of the sea and the archipelagos are always there. */
	labels: boolean;
	/** Give each unit its row as `data-row`, for pages that react to it. */
	rows: boolean;
}

/** Pixels beyond the picture that are still drawn, so that no outline runs along its edge. */
const MARGIN = 8;
/** Seen from afar the hatch of thousands of communes would grey the country. */
const HATCH_FROM_ZOOM = 7;

/**
 * The map of a view model as the content of an `<svg>`: sea, land, units in their class colours with hatch,
 * outlines, names, both archipelagos. No DOM, no WebGL.
 */
export function drawMap(
	model: ViewModel,
	geography: Geography,
	frame: Frame,
	options: MapOptions
): string {
	const ground = GROUND[model.theme];
	const path = pathOf(frame);
	const topology = planar(geography.topology, frame);
	const { level, province } = geography.objects;
	const shapes = shapesOf(topology, level, model);
	const hatched = isHatched(model, frame);
	const { unit } = model.selection;
	const selected = unit === null ? undefined : shapes[model.units.rowOf.get(unit) ?? -1];
	const line = level === 'communes' ? 0.25 : level === 'districts' ? 0.5 : 0.8;
	return [
		hatched ? patterns(model, options.id) : '',
		`<rect width="${frame.width}" height="${frame.height}" fill="${ground.sea}"/>`,
		landPath(geography.land, frame, path, ground.land, ground.coast),
		level === province ? '' : `<path fill="${ground.blank}" d="${all(topology, province, path)}"/>`,
		unitPaths(model, shapes, path, hatched, options),
		`<path class="lines" fill="none" stroke="${ground.line}" stroke-width="${line}" d="${borders(topology, level, path)}"/>`,
		reachedPath(model, shapes, path, line),
		`<path class="lines" fill="none" stroke="${ground.provinceLine}" stroke-width="0.7" stroke-linejoin="round" d="${path(mesh(topology, topology.objects[province] as GeometryCollection)) ?? ''}"/>`,
		selected
			? `<path fill="none" stroke="${ground.focus}" stroke-width="2.4" stroke-linejoin="round" d="${path(selected) ?? ''}"/>`
			: '',
		names(model, shapes, frame, options.labels)
	].join('');
}

/** Viet Nam alone in one colour, for insets. */
export function drawSilhouette(
	{ topology, objects, land }: Geography,
	frame: Frame,
	theme: ViewModel['theme']
): string {
	const ground = GROUND[theme];
	const path = pathOf(frame);
	const d = all(planar(topology, frame), objects.province, path);
	return [
		`<rect width="${frame.width}" height="${frame.height}" fill="${ground.sea}"/>`,
		landPath(land, frame, path, ground.land, ground.coast),
		`<path fill="${ground.provinceLine}" stroke="${ground.provinceLine}" stroke-width="0.8" stroke-linejoin="round" d="${d}"/>`
	].join('');
}

function pathOf({ width, height }: Frame): GeoPath {
	const clip = geoIdentity().clipExtent([
		[-MARGIN, -MARGIN],
		[width + MARGIN, height + MARGIN]
	]);
	return geoPath(clip).digits(1);
}

/** By row of the level; units without outline are absent. */
function shapesOf(topology: Topology, name: string, model: ViewModel): (Shape | undefined)[] {
	const { features } = feature(topology, topology.objects[name] as GeometryCollection);
	const shapes: (Shape | undefined)[] = new Array(model.units.codes.length);
	for (const shape of features) {
		const row = model.units.rowOf.get(String(shape.id));
		if (row !== undefined) shapes[row] = shape as Shape;
	}
	return shapes;
}
export type Shape = Feature<Polygon | MultiPolygon>;

function isHatched(model: ViewModel, frame: Frame): boolean {
	return model.units.level !== 'commune' || frame.zoom >= HATCH_FROM_ZOOM;
}

function patterns({ colours, theme }: ViewModel, id: string): string {
	const stroke = theme === 'light' ? '#0f172a' : '#080c14';
	const all = colours.map(
		(colour, at) =>
			`<pattern id="${id}-h${at}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="${colour}"/><path d="M0,0V6" stroke="${stroke}" stroke-opacity="0.3" stroke-width="1.6"/></pattern>`
	);
	return `<defs>${all.join('')}</defs>`;
}

function unitPaths(
	model: ViewModel,
	shapes: readonly (Shape | undefined)[],
	path: GeoPath,
	hatched: boolean,
	{ id, rows }: MapOptions
): string {
	const groups = new Map<string, string[]>();
	shapes.forEach((shape, row) => {
		const d = shape && path(shape);
		if (!d) return;
		const marks = model.marks[row]!;
		const at = model.classes[row]!;
		const isPattern = hatched && at > 0 && (marks & MARK.below) !== 0;
		const fill =
			marks & MARK.hidden ? 'none' : isPattern ? `url(#${id}-h${at})` : model.colours[at]!;
		const key = `fill="${fill}"${marks & MARK.outside ? ' opacity="0.22"' : ''}`;
		const group = groups.get(key) ?? [];
		group.push(`<path${rows ? ` data-row="${row}"` : ''} d="${d}"/>`);
		groups.set(key, group);
	});
	return [...groups].map(([key, paths]) => `<g ${key}>${paths.join('')}</g>`).join('');
}

/** The dark outline of the units that reached the threshold, when samples are shown. */
function reachedPath(
	model: ViewModel,
	shapes: readonly (Shape | undefined)[],
	path: GeoPath,
	line: number
): string {
	if (model.selection.measure !== 'samples') return '';
	const parts = shapes.flatMap((shape, row) => {
		const counts =
			reached(model.samples[row]!) && !(model.marks[row]! & (MARK.hidden | MARK.outside));
		return shape && counts ? (path(shape) ?? '') : '';
	});
	const d = parts.join('');
	return d
		? `<path fill="none" stroke="${GROUND[model.theme].mark}" stroke-width="${(line * 1.6).toFixed(2)}" stroke-linejoin="round" d="${d}"/>`
		: '';
}

function names(
	model: ViewModel,
	shapes: readonly (Shape | undefined)[],
	frame: Frame,
	labels: boolean
): string {
	const ground = GROUND[model.theme];
	const sea = seaLabels(model.locale).map(({ name, lon, lat, size, spacing, land }) => {
		const [x, y] = frame.projection([lon, lat])!;
		// As large as in the browser's map at the same zoom, within reason.
		const scaled = Math.min(1.3, Math.max(0.62, 2 ** ((frame.zoom - 4.6) / 2)));
		return {
			text: name,
			x,
			y,
			size: size * scaled,
			spacing,
			fill: land ? ground.ink : ground.seaInk,
			halo: land ? ground.halo : ground.sea
		};
	});
	const units = labels ? placeLabels(model, shapes, frame, sea) : [];
	return `<g font-family="${FONT}" font-weight="600" text-anchor="middle" stroke-width="2.4" stroke-linejoin="round" paint-order="stroke">${[...units, ...sea].map(labelText).join('')}</g>`;
}

/** Lines are centred by hand: not every program that draws SVG knows `dominant-baseline`. */
function labelText({ text, x, y, size, spacing, fill, halo }: Label): string {
	const lines = text.split('\n');
	const top = y + size * 0.35 - ((lines.length - 1) * size * LINE_HEIGHT) / 2;
	const spans = lines.map(
		(line, at) =>
			`<tspan x="${x.toFixed(1)}" y="${(top + at * size * LINE_HEIGHT).toFixed(1)}">${escapeXml(line)}</tspan>`
	);
	const wide = spacing ? ` letter-spacing="${(spacing * size).toFixed(1)}"` : '';
	return `<text font-size="${size.toFixed(1)}"${wide} fill="${fill}" stroke="${halo}">${spans.join('')}</text>`;
}

function landPath(land: Topology, frame: Frame, path: GeoPath, fill: string, line: string): string {
	const pixels = planar(land, frame);
	const d = Object.keys(pixels.objects)
		.map((name) => all(pixels, name, path))
		.join('');
	return `<path fill="${fill}" stroke="${line}" stroke-width="0.7" d="${d}"/>`;
}

function all(topology: Topology, name: string, path: GeoPath): string {
	return path(feature(topology, topology.objects[name]!) as Geometry | Feature) ?? '';
}

/** Lines between units; the coast is drawn by the upper level. */
function borders(topology: Topology, name: string, path: GeoPath): string {
	const object = topology.objects[name] as GeometryCollection;
	return path(mesh(topology, object, (a, b) => a !== b)) ?? '';
}
