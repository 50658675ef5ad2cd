import { NO_DATA } from '../domain/classify.ts';
import { GROUND, hatchColour, type Ground, type Theme } from '../domain/colour.ts';
import { CHANGE } from '../domain/compare.ts';
import { formatMonthInside, formatNumber, formatShare } from '../domain/format.ts';
import { densityName, hexagonLegend } from '../domain/hexagon-classes.ts';
import { isReading, MEASURE_UNIT } from '../domain/measure.ts';
import {
	LEVEL_UNITS,
	MEASURE_NAME,
	PROVENANCE_NAME,
	STATISTIC_NAME,
	UNIT_NAME,
	operatorName
} from '../domain/names.ts';
import type { Box } from '../domain/room.ts';
import { ARCHIPELAGOS, COUNTRY, holds, seaLabels, type Extent } from '../domain/sea.ts';
import { oneColourText } from '../domain/one-colour.ts';
import { reachWords, thresholdText } from '../domain/reach-words.ts';
import { targetsText } from '../domain/targets.ts';
import type { LegendEntry, ViewModel } from '../domain/view-model.ts';
import { m, type Locale } from '../i18n/locale.ts';
import { frameOf, type Frame } from './frame.ts';
import { drawMap, drawSilhouette } from './map.ts';
import type { Geography } from './outlines.ts';
import { escapeXml, FONT, wrap } from './text.ts';

/** What a picture of its own is made with. */
export interface SheetOptions {
	/** Begins every id, so that several pictures can stand on one page. */
	id: string;
	/** Pixels. */
	width: number;
	height: number;
	/** What to show. */
	extent: Extent;
	/** Where the outlines come from, where somebody must be named. */
	attribution?: string | undefined;
	/** Day on which the picture is made, in words. */
	made?: string | undefined;
	/** Leave the paper out. */
	transparent?: boolean;
	/** Put into the file as its style sheet: fonts. */
	style?: string;
	/** Pixels of the layout from left to right; the fewer, the larger is the writing. */
	base?: number;
	/** False where the document tells title, sentence and figures itself. */
	head?: boolean;
	/** A map as it was on screen, in place of one that is drawn. */
	seen?: SeenMap | undefined;
	/** True where that map shows hexagons. */
	hexagons?: boolean;
	/** Pixels of the finished picture for one of its layout: outlines are as fine as it shows them. */
	density?: number;
}

/** A picture of a map, with what it shows. */
export interface SeenMap {
	/** PNG as a `data:` URL. */
	href: string;
	width: number;
	height: number;
	extent: Extent;
	theme: Theme;
}

/** Height of a sheet, 1200 wide, in which a map as it was on screen fills its place. */
export function seenHeight({ width, height }: SeenMap): number {
	const room = BASE - COLUMN - 3 * EDGE;
	return Math.max(760, Math.round((room * height) / width) + 2 * EDGE);
}

/** Pictures are drawn for this width and scaled from there. */
const BASE = 1200;
const EDGE = 24;
const COLUMN = 330;

/**
 * A whole picture of a view model as an SVG file: title, sentence, figures, map, legend, notes and source, with
 * both archipelagos in the map or in an inset. Pure: same input, same text.
 */
export function drawSheet(model: ViewModel, geography: Geography, options: SheetOptions): string {
	const { id, extent } = options;
	const width = options.base ?? BASE;
	const height = Math.round((width * options.height) / options.width);
	// Figures of documents are stacked: there the width is small and the writing large.
	const isWide = options.head !== false && width >= height;
	const head = new Column(model, isWide ? COLUMN : width - 2 * EDGE, options);
	if (options.head !== false) head.addHead();
	if (isWide) {
		head.addLegend(1);
		head.addFoot(options);
		const x = COLUMN + 2 * EDGE;
		const map = mapOf(model, geography, options, width - x - EDGE, height - 2 * EDGE);
		const room = height - 3 * EDGE - head.y;
		const size = Math.min(INSET.most, COLUMN, Math.floor(room / INSET.shape));
		const beside = size >= INSET.least;
		const inset = drawInset(model.locale, GROUND[model.theme], geography, map.frame, {
			width: beside ? size : undefined,
			below: beside ? undefined : 10
		});
		const bottom = height - EDGE - Math.round(size * INSET.shape);
		return page(
			model,
			options,
			[width, height],
			[
				at(EDGE, EDGE, head.text),
				at(x, EDGE, map.text + (beside ? '' : inset)),
				beside ? at(EDGE, bottom, inset) : ''
			]
		);
	}
	const hasInset = needsInset(frameOf(extent, width - 2 * EDGE, height / 2, PADDING));
	const aside = hasInset ? Math.round(Math.min(INSET.most, width * 0.2)) : 0;
	const foot = new Column(model, width - 2 * EDGE - (hasInset ? aside + EDGE : 0), {
		...options,
		id: `${id}-b`
	});
	foot.addLegend(Math.max(2, Math.floor(foot.width / ENTRY)));
	foot.addFoot(options);
	const below = Math.max(foot.y, aside * INSET.shape);
	const top = head.y + (head.y > 0 ? 2 : 1) * EDGE;
	const mapHeight = Math.max(200, height - top - below - 2 * EDGE);
	const map = mapOf(model, geography, options, width - 2 * EDGE, mapHeight);
	const bottom = top + mapHeight + EDGE;
	const inset = drawInset(model.locale, GROUND[model.theme], geography, map.frame, {
		width: aside
	});
	return page(
		model,
		options,
		[width, height],
		[
			at(EDGE, EDGE, head.text),
			at(EDGE, top, map.text),
			at(EDGE, bottom, foot.text),
			at(width - EDGE - aside, bottom, inset)
		]
	);
}

/** Room around what a map shows. */
const PADDING = { top: 12, right: 12, bottom: 12, left: 12 };

/** Room for an entry of the legend. */
const ENTRY = 172;

/** Width of insets outside of the map, where they cover nothing; height is a multiple of it. */
const INSET = { least: 120, most: 230, shape: 1.12 } as const;
/** Pixels between an inset in a map and the map's corner. */
const INSIDE = 10;

function at(x: number, y: number, content: string): string {
	return content && `<g transform="translate(${x},${y})">${content}</g>`;
}

function mapOf(
	model: ViewModel,
	geography: Geography,
	{ id, extent, density = 1, seen }: SheetOptions,
	width: number,
	height: number
): { frame: Frame; text: string } {
	if (seen) {
		const scale = Math.min(width / seen.width, height / seen.height);
		const [w, h] = [seen.width * scale, seen.height * scale];
		const text = `<image width="${w.toFixed(1)}" height="${h.toFixed(1)}" href="${escapeXml(seen.href)}"/>`;
		return { frame: frameOf(seen.extent, w, h), text };
	}
	const fitted = frameOf(extent, width, height, PADDING);
	const frame = { ...fitted, tolerance: fitted.tolerance / Math.max(1, density) };
	const map = drawMap(model, geography, frame, { id, labels: true, rows: false });
	const text = `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${map}</svg>`;
	return { frame, text };
}

function page(
	model: ViewModel,
	options: SheetOptions,
	[width, height]: readonly [number, number],
	parts: string[]
): string {
	const { id } = options;
	const { paper } = SHEET[model.theme];
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${options.width}" height="${options.height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-desc" lang="${model.locale}" font-family="${FONT}">`,
		`<title id="${id}-title">${escapeXml(model.title)}</title><desc id="${id}-desc">${escapeXml(model.sentence)}</desc>`,
		options.style ? `<style>${options.style}</style>` : '',
		options.transparent ? '' : `<rect width="${width}" height="${height}" fill="${paper}"/>`,
		...parts,
		`</svg>`
	].join('');
}

/** Whether an archipelago is out of the part of the picture that nothing lies over. */
function needsInset({ extent, projection }: Frame, free?: Box): boolean {
	if (!free) return !ARCHIPELAGOS.every((archipelago) => holds(extent, archipelago));
	const [west, north] = projection.invert!([free.left, free.top])!;
	const [east, south] = projection.invert!([free.left + free.width, free.top + free.height])!;
	return !ARCHIPELAGOS.every((archipelago) => holds([west, south, east, north], archipelago));
}

/**
 * The whole country with both archipelagos, where the map itself does not hold them.
 * @param place `below`: pixels that stay free under it in the map's lower right corner; `free`: the part of the map in
 * whose lower right corner it stands; without either the upper left corner is at 0, 0
 */
export function drawInset(
	locale: Locale,
	ground: Ground,
	geography: Geography,
	frame: Frame,
	place: { width?: number | undefined; below?: number | undefined; free?: Box | undefined }
): string {
	const { below, free } = place;
	if (!needsInset(frame, free)) return '';
	const width = Math.round(place.width ?? Math.min(190, (free ?? frame).width * 0.26));
	const height = Math.round(width * INSET.shape);
	const [left, top] = cornerOf(frame, width, height, below, free);
	const inset = frameOf(COUNTRY, width, height, { top: 4, right: 4, bottom: 4, left: 4 });
	const [west, south, east, north] = frame.extent;
	const [x, y] = inset.projection([west, north])!;
	const [right, bottom] = inset.projection([east, south])!;
	const size = width / 20;
	const names = seaLabels(locale)
		.filter(({ land }) => land)
		.map(({ name, lat }) => {
			const base = inset.projection([COUNTRY[2], lat])![1];
			const [line] = name.split('\n');
			return `<text x="${width - 5}" y="${base.toFixed(1)}" fill="${ground.ink}" stroke="${ground.halo}">${escapeXml(line!)}</text>`;
		});
	return [
		`<svg x="${left}" y="${top}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
		drawSilhouette(geography, inset, ground),
		`<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${Math.max(3, right - x).toFixed(1)}" height="${Math.max(3, bottom - y).toFixed(1)}" fill="none" stroke="${ground.focus}" stroke-width="1.4"/>`,
		`<g font-family="${FONT}" font-size="${size.toFixed(1)}" font-weight="600" text-anchor="end" stroke-width="2" stroke-linejoin="round" paint-order="stroke">${names.join('')}</g>`,
		`<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" fill="none" stroke="${ground.coast}"/>`,
		'</svg>'
	].join('');
}

function cornerOf(
	frame: Frame,
	width: number,
	height: number,
	below: number | undefined,
	free: Box | undefined
): [left: number, top: number] {
	if (free)
		return [free.left + free.width - width - INSIDE, free.top + free.height - height - INSIDE];
	if (below === undefined) return [0, 0];
	return [frame.width - width - INSIDE, frame.height - height - below];
}

const SHEET = {
	light: { paper: '#ffffff', ink: '#14202b', soft: '#4a5a68' },
	dark: { paper: '#111a22', ink: '#f3f6f9', soft: '#a9b8c4' }
} as const;

/** Text that flows down a column; its origin is its upper left corner. */
class Column {
	/** SVG of what was added. */
	text = '';
	/** Pixels that are full. */
	y = 0;
	/** Pixels from left to right. */
	readonly width: number;

	#model: ViewModel;
	#id: string;
	/** Hexagons have the classes' colours, but neither hatch nor counts: those depend on what is in view. */
	#isOfHexagons: boolean;

	constructor(model: ViewModel, width: number, { id, hexagons = false }: SheetOptions) {
		this.#model = model;
		this.#isOfHexagons = hexagons;
		this.width = width;
		this.#id = id;
	}

	addHead(): void {
		const { title, sentence, kpis, locale, threshold } = this.#model;
		// A month is not broken from its word.
		this.#lines(title.replace(/(\S+) (\d)/g, '$1\u00a0$2'), 24, 700, 'ink');
		this.#space(8);
		this.#lines(sentence, 14, 400, 'soft');
		this.#space(10);
		for (const { level, reached, units, share } of kpis) {
			const count = `${formatNumber(reached, locale)}/${formatNumber(units, locale)}`;
			const name =
				threshold === null
					? reachWords(threshold).kpi[level]({}, { locale })
					: LEVEL_UNITS[level]({}, { locale });
			this.#lines(`${count} ${name} · ${formatShare(share, locale)}`, 15, 600, 'ink');
		}
		this.#space(12);
	}

	/** @param columns entries side by side */
	addLegend(columns: number): void {
		const { legend, selection, statistic, locale, before } = this.#model;
		const { measure, against } = selection;
		const words = { locale };
		const isDensity = this.#isOfHexagons && measure === 'samples';
		const unit = isDensity
			? m.unit_density({}, words)
			: UNIT_NAME[MEASURE_UNIT[measure]]({}, words);
		const kind = isReading(measure) && statistic ? STATISTIC_NAME[statistic]({}, words) : '';
		const { operator } = selection;
		const alone =
			operator === null ? '' : m.operator_only({ operator: operatorName(operator, locale) }, words);
		const about = [unit, kind, alone].filter(Boolean).join(', ');
		const name =
			before && against !== null
				? m.compare_title({ month: formatMonthInside(against, locale) }, words)
				: isDensity
					? densityName(this.#model)
					: MEASURE_NAME[measure]({}, words);
		this.#lines(`${name} (${about})`, 15, 600, 'ink');
		this.#space(6);
		const shown = this.#isOfHexagons ? hexagonLegend(this.#model) : [...legend];
		const entries = shown.reverse().filter(({ hidden }) => !hidden);
		const row = 24;
		const each = this.width / columns;
		const rows = Math.ceil(entries.length / columns);
		entries.forEach((entry, at) => {
			const x = Math.floor(at / rows) * each;
			const y = this.y + (at % rows) * row;
			this.text += this.#entry(entry, x, y, columns > 1 ? each - EDGE : each);
		});
		this.y += rows * row + 6;
		const oneColour = this.#isOfHexagons ? '' : oneColourText(this.#model);
		if (oneColour) this.#lines(oneColour, 12, 400, 'soft');
		const isSamples = measure === 'samples';
		const { targets, threshold } = this.#model;
		const few = { threshold: thresholdText(threshold, locale) };
		const hatch = before
			? reachWords(threshold).compareMarks({}, words)
			: isSamples
				? m.class_hatch_samples(few, words)
				: m.class_hatch(few, words);
		const isHatched = before !== null || (measure !== 'coverage' && threshold !== null);
		if (isHatched && !this.#isOfHexagons) this.#lines(hatch, 12, 400, 'soft');
		if (targets.length > 0) {
			this.#lines(targetsText(targets, locale), 12, 400, 'soft');
		}
		this.#space(12);
	}

	addFoot({ attribution, made }: Pick<SheetOptions, 'attribution' | 'made'>): void {
		const { notes, provenance, locale } = this.#model;
		for (const note of notes) this.#lines(note, 12, 600, 'ink');
		this.#space(4);
		const words = { locale };
		const name = PROVENANCE_NAME[provenance]({}, words);
		this.#lines(m.footer_source({ provenance: name }, words), 11, 400, 'soft');
		if (attribution) this.#lines(m.footer_outlines({ attribution }, words), 11, 400, 'soft');
		if (made) this.#lines(m.made_on({ date: made }, words), 11, 400, 'soft');
	}

	#entry({ at, colour, label, count, below }: LegendEntry, x: number, y: number, width: number) {
		const { theme, before, selection, threshold } = this.#model;
		const { ink, soft } = SHEET[theme];
		const isReached =
			threshold !== null &&
			(before
				? at === CHANGE.reached
				: selection.measure === 'samples' && !below && at !== NO_DATA);
		const id = `${this.#id}-l${at}`;
		const number = this.#isOfHexagons ? '' : formatNumber(count, this.#model.locale);
		const hatch =
			below && !this.#isOfHexagons
				? `<defs><pattern id="${id}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0,0V6" style="stroke:${hatchColour(colour, theme, before !== null)}" stroke-width="1.6"/></pattern></defs><rect x="${x}" y="${y}" width="28" height="16" fill="url(#${id})"/>`
				: '';
		return [
			`<rect x="${x}" y="${y}" width="28" height="16" rx="2" fill="${colour}" stroke="${isReached ? ink : soft}" stroke-width="${isReached ? 1.8 : 0.6}"/>`,
			hatch,
			`<text x="${x + 38}" y="${y + 13}" font-size="13" fill="${ink}">${escapeXml(label)}</text>`,
			`<text x="${x + width}" y="${y + 13}" font-size="13" fill="${soft}" text-anchor="end">${number}</text>`
		].join('');
	}

	#lines(text: string, size: number, weight: number, ink: 'ink' | 'soft'): void {
		const fill = SHEET[this.#model.theme][ink];
		for (const line of wrap(text, size, this.width)) {
			this.y += size * 1.32;
			this.text += `<text x="0" y="${(this.y - size * 0.28).toFixed(1)}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escapeXml(line)}</text>`;
		}
	}

	#space(pixels: number): void {
		this.y += pixels;
	}
}
