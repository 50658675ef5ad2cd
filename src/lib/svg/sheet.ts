import { NO_DATA } from '../domain/classify.ts';
import { GROUND, hatchColour, type Ground } from '../domain/colour.ts';
import { CHANGE } from '../domain/compare.ts';
import { formatMonthInside, formatNumber, formatShare } from '../domain/format.ts';
import { isSpeed, MEASURE_UNIT } from '../domain/measure.ts';
import {
	LEVEL_UNITS,
	MEASURE_NAME,
	PROVENANCE_NAME,
	STATISTIC_NAME,
	UNIT_NAME
} from '../domain/names.ts';
import { ARCHIPELAGOS, COUNTRY, holds, seaLabels, type Extent } from '../domain/sea.ts';
import { MARK, type LegendEntry, type ViewModel } from '../domain/view-model.ts';
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
	const width = BASE;
	const height = Math.round((BASE * options.height) / options.width);
	const isWide = width >= height;
	const column = new Column(model, isWide ? COLUMN : width - 2 * EDGE, id);
	column.addHead();
	if (isWide) {
		column.addLegend(1);
		column.addFoot(options.attribution);
	}
	const mapBox = isWide
		? { x: COLUMN + 2 * EDGE, y: EDGE, width: width - COLUMN - 3 * EDGE, height: height - 2 * EDGE }
		: { x: EDGE, y: column.y + 2 * EDGE, width: width - 2 * EDGE, height: 0 };
	let below = '';
	if (!isWide) {
		const foot = new Column(model, width - 2 * EDGE, `${id}-b`);
		foot.addLegend(4);
		foot.addFoot(options.attribution);
		mapBox.height = Math.max(200, height - mapBox.y - foot.y - 2 * EDGE);
		below = `<g transform="translate(${EDGE},${mapBox.y + mapBox.height + EDGE})">${foot.text}</g>`;
	}
	const frame = frameOf(extent, mapBox.width, mapBox.height, {
		top: 12,
		right: 12,
		bottom: 12,
		left: 12
	});
	const { paper } = SHEET[model.theme];
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${options.width}" height="${options.height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-desc" lang="${model.locale}" font-family="${FONT}">`,
		`<title id="${id}-title">${escapeXml(model.title)}</title><desc id="${id}-desc">${escapeXml(model.sentence)}</desc>`,
		`<rect width="${width}" height="${height}" fill="${paper}"/>`,
		`<g transform="translate(${EDGE},${EDGE})">${column.text}</g>`,
		`<svg x="${mapBox.x}" y="${mapBox.y}" width="${mapBox.width}" height="${mapBox.height}" viewBox="0 0 ${mapBox.width} ${mapBox.height}">`,
		drawMap(model, geography, frame, { id, labels: true, rows: false }),
		drawInset(model.locale, GROUND[model.theme], geography, frame),
		`</svg>`,
		below,
		`</svg>`
	].join('');
}

/**
 * The whole country with both archipelagos in a corner, where the map itself does not hold them.
 * @param below pixels that stay free under it
 */
export function drawInset(
	locale: Locale,
	ground: Ground,
	geography: Geography,
	frame: Frame,
	below = 10
): string {
	if (ARCHIPELAGOS.every((archipelago) => holds(frame.extent, archipelago))) return '';
	const width = Math.round(Math.min(190, frame.width * 0.26));
	const height = Math.round(width * 1.12);
	const inset = frameOf(COUNTRY, width, height, { top: 4, right: 4, bottom: 4, left: 4 });
	const [west, south, east, north] = frame.extent;
	const [x, y] = inset.projection([west, north])!;
	const [right, bottom] = inset.projection([east, south])!;
	const size = width / 20;
	const names = seaLabels(locale)
		.filter(({ land }) => land)
		.map(({ name, lat }) => {
			const top = inset.projection([COUNTRY[2], lat])![1];
			const [line] = name.split('\n');
			return `<text x="${width - 5}" y="${top.toFixed(1)}" fill="${ground.ink}" stroke="${ground.halo}">${escapeXml(line!)}</text>`;
		});
	return [
		`<svg x="${frame.width - width - 10}" y="${frame.height - height - below}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
		drawSilhouette(geography, inset, ground),
		`<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${Math.max(3, right - x).toFixed(1)}" height="${Math.max(3, bottom - y).toFixed(1)}" fill="none" stroke="${ground.focus}" stroke-width="1.4"/>`,
		`<g font-family="${FONT}" font-size="${size.toFixed(1)}" font-weight="600" text-anchor="end" stroke-width="2" stroke-linejoin="round" paint-order="stroke">${names.join('')}</g>`,
		`<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" fill="none" stroke="${ground.coast}"/>`,
		'</svg>'
	].join('');
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
	#model: ViewModel;
	#width: number;
	#id: string;

	constructor(model: ViewModel, width: number, id: string) {
		this.#model = model;
		this.#width = width;
		this.#id = id;
	}

	addHead(): void {
		const { title, sentence, kpis, locale } = this.#model;
		// A month is not broken from its word.
		this.#lines(title.replace(/(\S+) (\d)/g, '$1\u00a0$2'), 24, 700, 'ink');
		this.#space(8);
		this.#lines(sentence, 14, 400, 'soft');
		this.#space(10);
		for (const { level, reached, units, share } of kpis) {
			const count = `${formatNumber(reached, locale)}/${formatNumber(units, locale)}`;
			const name = LEVEL_UNITS[level]({}, { locale });
			this.#lines(`${count} ${name} · ${formatShare(share, locale)}`, 15, 600, 'ink');
		}
		this.#space(12);
	}

	/** @param columns entries side by side */
	addLegend(columns: number): void {
		const { legend, selection, statistic, locale, before } = this.#model;
		const { measure, against } = selection;
		const words = { locale };
		const unit = UNIT_NAME[MEASURE_UNIT[measure]]({}, words);
		const kind = isSpeed(measure) && statistic ? STATISTIC_NAME[statistic]({}, words) : '';
		const { operator } = selection;
		const alone = operator === null ? '' : m.operator_only({ operator }, words);
		const about = [unit, kind, alone].filter(Boolean).join(', ');
		const name =
			before && against !== null
				? m.compare_title({ month: formatMonthInside(against, locale) }, words)
				: MEASURE_NAME[measure]({}, words);
		this.#lines(`${name} (${about})`, 15, 600, 'ink');
		this.#space(6);
		const entries = [...legend].reverse().filter(({ hidden }) => !hidden);
		const row = 24;
		const each = this.#width / columns;
		const rows = Math.ceil(entries.length / columns);
		entries.forEach((entry, at) => {
			const x = Math.floor(at / rows) * each;
			const y = this.y + (at % rows) * row;
			this.text += this.#entry(entry, x, y, columns > 1 ? each - EDGE : each);
		});
		this.y += rows * row + 6;
		const isSamples = measure === 'samples';
		const hatch = before
			? m.compare_marks({}, words)
			: isSamples
				? m.class_hatch_samples({}, words)
				: m.class_hatch({}, words);
		if (measure !== 'coverage') this.#lines(hatch, 12, 400, 'soft');
		const { targets } = this.#model;
		if (targets.length > 0) {
			const list = targets.map((target) => formatNumber(target, locale)).join('; ');
			this.#lines(`${m.class_target({ targets: list }, words)} Mbit/s`, 12, 400, 'soft');
		}
		this.#space(12);
	}

	addFoot(attribution: string | undefined): void {
		const { notes, provenance, locale } = this.#model;
		for (const note of notes) this.#lines(note, 12, 600, 'ink');
		this.#space(4);
		const words = { locale };
		const name = PROVENANCE_NAME[provenance]({}, words);
		this.#lines(m.footer_source({ provenance: name }, words), 11, 400, 'soft');
		if (attribution) this.#lines(m.footer_outlines({ attribution }, words), 11, 400, 'soft');
	}

	#entry({ at, colour, label, count, below }: LegendEntry, x: number, y: number, width: number) {
		const { theme, before, selection } = this.#model;
		const { ink, soft } = SHEET[theme];
		const isReached = before
			? at === CHANGE.reached
			: selection.measure === 'samples' && !below && at !== NO_DATA;
		const id = `${this.#id}-l${at}`;
		const number = formatNumber(count, this.#model.locale);
		const hatch = below
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
		for (const line of wrap(text, size, this.#width)) {
			this.y += size * 1.32;
			this.text += `<text x="0" y="${(this.y - size * 0.28).toFixed(1)}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escapeXml(line)}</text>`;
		}
	}

	#space(pixels: number): void {
		this.y += pixels;
	}
}

/** The extent of the units that a model shows, or the country. Degrees. */
export function extentOf(model: ViewModel, bounds: Float64Array): Extent {
	if (model.selection.within === null) return COUNTRY;
	const extent: Extent = [Infinity, Infinity, -Infinity, -Infinity];
	for (const row of model.rows) {
		if (model.marks[row]! & MARK.outside) continue;
		const [west, south, east, north] = bounds.subarray(row * 4, row * 4 + 4);
		if (Number.isNaN(west)) continue;
		extent[0] = Math.min(extent[0], west!);
		extent[1] = Math.min(extent[1], south!);
		extent[2] = Math.max(extent[2], east!);
		extent[3] = Math.max(extent[3], north!);
	}
	return Number.isFinite(extent[0]) ? extent : COUNTRY;
}
