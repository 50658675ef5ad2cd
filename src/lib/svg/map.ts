import { GROUND, hatchColour, type Ground } from '../domain/colour.ts';
import { seaLabels } from '../domain/sea.ts';
import { reached } from '../domain/threshold.ts';
import { MARK, type ViewModel } from '../domain/view-model.ts';
import type { Locale } from '../i18n/locale.ts';
import type { Frame } from './frame.ts';
import { LINE_HEIGHT, placeLabels, type Label } from './labels.ts';
import { countryPath, landPath, outlinesOf, type Geography } from './outlines.ts';
import { escapeXml, FONT } from './text.ts';

/** How a map is drawn. */
export interface MapOptions {
	/** Begins every id in the picture, so that several can stand on one page. */
	id: string;
	/** Names of the units; those of the sea and the archipelagos are always there. */
	labels: boolean;
	/** Give each unit its row as `data-row`, for pages that react to it. */
	rows: boolean;
	/** Colours of sea, land, lines and writing; those of the model's theme when left out. */
	ground?: Ground;
}

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
	const ground = options.ground ?? GROUND[model.theme];
	const outlines = outlinesOf(geography, model.units, frame);
	const hatched = isHatched(model, frame);
	const { unit } = model.selection;
	const selected = unit === null ? undefined : outlines.units[model.units.rowOf.get(unit) ?? -1];
	const line = LINE[model.units.level];
	const sea = seaTexts(model.locale, frame, ground);
	const names = options.labels
		? placeLabels(model.units, namedRows(model), outlines.shapes, frame, sea, ground)
		: [];
	return [
		hatched ? patterns(model, options.id) : '',
		`<rect width="${frame.width}" height="${frame.height}" fill="${ground.sea}"/>`,
		`<path fill="${ground.land}" stroke="${ground.coast}" stroke-width="0.7" d="${outlines.land}"/>`,
		outlines.ground && `<path fill="${ground.blank}" d="${outlines.ground}"/>`,
		unitPaths(model, outlines.units, hatched, options),
		outlines.borders &&
			`<path class="lines" fill="none" stroke="${ground.line}" stroke-width="${line}" d="${outlines.borders}"/>`,
		reachedPath(model, outlines.units, ground, line),
		`<path class="lines" fill="none" stroke="${ground.provinceLine}" stroke-width="0.7" stroke-linejoin="round" d="${outlines.provinces}"/>`,
		selected
			? `<path fill="none" stroke="${ground.focus}" stroke-width="2.4" stroke-linejoin="round" d="${selected}"/>`
			: '',
		drawLabels(names, sea)
	].join('');
}

/** Width of the lines between units. */
const LINE = { province: 0.8, district: 0.5, commune: 0.25 } as const;

/** Viet Nam alone in one colour, for insets. */
export function drawSilhouette(geography: Geography, frame: Frame, ground: Ground): string {
	return [
		`<rect width="${frame.width}" height="${frame.height}" fill="${ground.sea}"/>`,
		`<path fill="${ground.land}" stroke="${ground.coast}" stroke-width="0.7" d="${landPath(geography.land, frame)}"/>`,
		`<path fill="${ground.provinceLine}" stroke="${ground.provinceLine}" stroke-width="0.8" stroke-linejoin="round" d="${countryPath(geography, frame)}"/>`
	].join('');
}

function isHatched(model: ViewModel, { zoom }: Frame): boolean {
	// What fell is little, and has to be told from what rose.
	const isNear =
		model.units.level !== 'commune' || zoom >= HATCH_FROM_ZOOM || model.before !== null;
	return isNear && model.marks.some((marks) => (marks & MARK.below) !== 0);
}

function patterns({ colours, theme, before }: ViewModel, id: string): string {
	const all = colours.map(
		(colour, at) =>
			`<pattern id="${id}-h${at}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="${colour}"/><path d="M0,0V6" style="stroke:${hatchColour(colour, theme, before !== null)}" stroke-width="1.6"/></pattern>`
	);
	return `<defs>${all.join('')}</defs>`;
}

function unitPaths(
	model: ViewModel,
	paths: readonly string[],
	hatched: boolean,
	{ id, rows }: MapOptions
): string {
	const groups = new Map<string, string[]>();
	paths.forEach((d, row) => {
		if (!d) return;
		const marks = model.marks[row]!;
		const at = model.classes[row]!;
		const isPattern = hatched && at > 0 && (marks & MARK.below) !== 0;
		const fill =
			marks & MARK.hidden ? 'none' : isPattern ? `url(#${id}-h${at})` : model.colours[at]!;
		const key = `class="units" fill="${fill}"${marks & MARK.outside ? ' fill-opacity="0.22"' : ''}`;
		const group = groups.get(key) ?? [];
		group.push(`<path${rows ? ` data-row="${row}"` : ''} d="${d}"/>`);
		groups.set(key, group);
	});
	return [...groups].map(([key, drawn]) => `<g ${key}>${drawn.join('')}</g>`).join('');
}

/** The dark outline of the units that reached the threshold, when samples are shown. */
function reachedPath(
	model: ViewModel,
	paths: readonly string[],
	{ mark }: Ground,
	line: number
): string {
	if (model.selection.measure !== 'samples') return '';
	const d = paths
		.filter(
			(_, row) =>
				reached(model.samples[row]!, model.threshold) &&
				!(model.marks[row]! & (MARK.hidden | MARK.outside))
		)
		.join('');
	return d
		? `<path fill="none" stroke="${mark}" stroke-width="${(line * 1.6).toFixed(2)}" stroke-linejoin="round" d="${d}"/>`
		: '';
}

function namedRows({ rows, marks }: ViewModel): number[] {
	return rows.filter((row) => !(marks[row]! & (MARK.hidden | MARK.outside)));
}

/** Names of the sea and the archipelagos, as large as in the browser's map at the same zoom, within reason. */
export function seaTexts(locale: Locale, { projection, zoom }: Frame, ground: Ground): Label[] {
	const scaled = Math.min(1.3, Math.max(0.62, 2 ** ((zoom - 4.6) / 2)));
	return seaLabels(locale).map(({ name, lon, lat, size, spacing, land }) => {
		const [x, y] = projection([lon, lat])!;
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
}

/** Names as SVG. The groups let a page show those of units only where there is room. */
export function drawLabels(units: readonly Label[], sea: readonly Label[]): string {
	const group = (name: string, labels: readonly Label[]) =>
		labels.length ? `<g class="${name}">${labels.map(labelText).join('')}</g>` : '';
	return `<g font-family="${FONT}" font-weight="600" text-anchor="middle" stroke-width="2.4" stroke-linejoin="round" paint-order="stroke">${group('names', units)}${group('sea', sea)}</g>`;
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
