/** Maps for other pages that need no script: the newest month of the country, or of one province. */
import { TOPOLOGY_OBJECT } from '../data/schema.ts';
import { classColours, hatchColour, THEMES } from '../domain/colour.ts';
import { WHOLE } from '../domain/embed.ts';
import { COUNTRY } from '../domain/sea.ts';
import { serialiseSelection, type Selection } from '../domain/selection.ts';
import type { StaticView } from '../domain/static-view.ts';
import { thresholdOf } from '../domain/network.ts';
import { rowsWithin, unitsOf } from '../domain/unit.ts';
import { defaultSelection, provincesSelection } from '../domain/usual-selection.ts';
import { buildViewModel, type ViewModel } from '../domain/view-model.ts';
import { LOCALES, type Locale } from '../i18n/locale.ts';
import { compactPaths } from '../svg/compact.ts';
import { extentOfUnit } from '../svg/extent.ts';
import { frameOf } from '../svg/frame.ts';
import { drawMap } from '../svg/map.ts';
import type { Geography } from '../svg/outlines.ts';
import { inPageColours, PAGE_GROUND } from '../svg/page-colours.ts';
import { pruned } from '../svg/prune.ts';
import { drawInset, drawSheet } from '../svg/sheet.ts';
import { drawCountry } from './first-view.ts';
import { readNewest, type Newest } from './published.ts';

/** Pixels of a province's picture. */
const SIZE = { width: 640, height: 520 };
/** What is drawn around it, for screens of another shape. */
const AROUND = { x: 260, y: 140 };
const ROOM = 14;
/** Pixels that an outline may leave out: the whole page is to be small. */
const TOLERANCE = 1.3;
const INSET_WIDTH = 150;
/** Pixels of the picture that is one file. */
const SHEET = { width: 1200, height: 900 };

/** Every language and place of which there is a static page. @param folder of the published files */
export async function staticPlaces(folder: string): Promise<{ lang: Locale; place: string }[]> {
	const { units } = await readNewest(folder);
	const places = [WHOLE, ...unitsOf(units, 'province').codes];
	return LOCALES.flatMap((lang) => places.map((place) => ({ lang, place })));
}

/**
 * Make a page's content.
 * @param place code of a province, or {@link WHOLE}
 * @throws DataError when the data are missing or damaged
 */
export async function staticView(folder: string, lang: Locale, place: string): Promise<StaticView> {
	const newest = await readNewest(folder);
	const selection = selectionOf(newest, lang, place);
	const full = buildViewModel(inputOf(newest, place), selection, 'light');
	const model = inPageColours(full);
	const { edition, catalogue, topology, land, input } = newest;
	const common = {
		model: slim(model),
		colours: propertiesOf(selection),
		attribution: edition.outlines === 'imported' ? edition.attribution : null,
		query: `?${serialiseSelection(selection, catalogue)}` as const
	};
	if (place === WHOLE) {
		const communes = { ...defaultSelection(catalogue), locale: lang };
		const { sentence } = buildViewModel(input, communes, 'light');
		return { ...common, sentence, picture: drawCountry(model, topology, land), inset: '' };
	}
	const { width, height } = SIZE;
	const extent = extentOfUnit(topology, place)!;
	const room = { top: ROOM, right: ROOM, bottom: ROOM * 3, left: ROOM };
	const inner = frameOf(extent, width, height, room);
	const outer = frameOf(extent, width + 2 * AROUND.x, height + 2 * AROUND.y, {
		top: room.top + AROUND.y,
		right: room.right + AROUND.x,
		bottom: room.bottom + AROUND.y,
		left: room.left + AROUND.x
	});
	const geography = geographyOf(newest, place);
	const options = { id: 's', labels: true, rows: false, ground: PAGE_GROUND };
	return {
		...common,
		sentence: model.sentence,
		picture: {
			content: withHatch(
				compactPaths(drawMap(model, geography, { ...outer, tolerance: TOLERANCE }, options))
			),
			viewBox: [AROUND.x, AROUND.y, width, height]
		},
		inset: compactPaths(
			drawInset(lang, PAGE_GROUND, geography, inner, { width: INSET_WIDTH, below: undefined })
		)
	};
}

/** The same as one SVG file with title, legend and source. */
export async function staticSheet(folder: string, lang: Locale, place: string): Promise<string> {
	const newest = await readNewest(folder);
	const model = buildViewModel(inputOf(newest, place), selectionOf(newest, lang, place), 'light');
	const { topology, edition } = newest;
	const sheet = drawSheet(model, geographyOf(newest, place), {
		id: 'p',
		...SHEET,
		extent: place === WHOLE ? COUNTRY : extentOfUnit(topology, place)!,
		attribution: edition.outlines === 'imported' ? edition.attribution : undefined
	});
	return compactPaths(sheet);
}

/** What a page tells of a model: figures of each unit are in the picture. */
function slim({ selection, legend, statistic, before, provenance, basis, ...rest }: ViewModel) {
	const { notes, targets, threshold, locale, theme, title } = rest;
	const told = { selection, legend, statistic, before, provenance, basis };
	return { ...told, notes, targets, threshold, locale, theme, title };
}

/** The month before is summed up for the country alone. */
function inputOf({ input }: Newest, place: string): Newest['input'] {
	return place === WHOLE ? input : { ...input, previous: undefined };
}

function selectionOf({ catalogue }: Newest, locale: Locale, place: string): Selection {
	return place === WHOLE
		? { ...provincesSelection(catalogue), locale }
		: { ...defaultSelection(catalogue), locale, within: place };
}

/** Outlines of the place; of other provinces none but their own, as their figures are not shown. */
function geographyOf({ topology, land, units }: Newest, place: string): Geography {
	const { province, commune } = TOPOLOGY_OBJECT;
	if (place === WHOLE)
		return {
			topology: pruned(topology, { [province]: 'all' }),
			land,
			objects: { level: province, province }
		};
	const { codes } = unitsOf(units, 'commune');
	const inside = new Set(rowsWithin(units, 'commune', place).map((row) => codes[row]!));
	return {
		topology: pruned(topology, { [province]: 'all', [commune]: inside }),
		land,
		objects: { level: commune, province }
	};
}

/** Each pattern's hatch in a custom property, as it must be seen on light and on dark classes. */
function withHatch(svg: string): string {
	return svg.replace(
		/(<pattern id="s-h(\d)".*?style="stroke:)[^"]+"/g,
		(_, before: string, at: string) => `${before}var(--hatch-${at})"`
	);
}

/** Classes and their hatch in both themes: `--light-0`, `--dark-0`, `--light-hatch-0`, … */
function propertiesOf({ measure, network }: Selection): string {
	return THEMES.flatMap((theme) =>
		classColours(measure, theme, thresholdOf(network) !== null).flatMap((colour, at) => [
			`--${theme}-${at}:${colour}`,
			`--${theme}-hatch-${at}:${hatchColour(colour, theme, false)}`
		])
	).join(';');
}
