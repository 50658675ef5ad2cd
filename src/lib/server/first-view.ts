/** What the page shows before any script: the newest month's provinces, made from the published files at build time. */
import type { Topology } from 'topojson-specification';
import { TOPOLOGY_OBJECT } from '../data/schema.ts';
import { rankProvinces } from '../domain/detail.ts';
import { PagePicture, type FirstView } from '../domain/first-view.ts';
import { countryHistory, whyNoChange } from '../domain/history.ts';
import { COUNTRY } from '../domain/sea.ts';
import { buildViewModel, type ViewModel } from '../domain/view-model.ts';
import { defaultSelection, provincesSelection } from '../domain/usual-selection.ts';
import { countryTimeline } from '../domain/timeline.ts';
import { compactPaths } from '../svg/compact.ts';
import { centresOf } from '../svg/extent.ts';
import { frameOf, type Frame } from '../svg/frame.ts';
import { drawMap } from '../svg/map.ts';
import { outlinesOf, type Geography } from '../svg/outlines.ts';
import { inPageColours, PAGE_GROUND } from '../svg/page-colours.ts';
import { readNewest } from './published.ts';

/** The country's width in the picture; what lies around it is drawn so far. Pixels. */
const WIDTH = 600;
/** Coarser than other pictures: it is part of the first 60 kB. */
const TOLERANCE = 0.8;
/** Less than what the land reaches under the country's border. */
const LAND_TOLERANCE = 1.6;
const AROUND = { top: 540, right: 800, bottom: 540, left: 750 };

/**
 * Make the first view.
 * @param folder of the published files
 * @throws DataError when there are none, or one is damaged
 */
export async function firstView(folder: string): Promise<FirstView> {
	const { input, catalogue, summary, edition, published, units, values, ...rest } =
		await readNewest(folder);
	const { last, topology, land } = rest;
	const selection = provincesSelection(catalogue);
	const { month, network } = selection;
	const model = buildViewModel(input, selection, 'light');
	const outlines = outlinesOf(provincesOf(topology, land), model.units, countryFrame().frame);
	return {
		model: inPageColours(model),
		picture: drawCountry(inPageColours(model), topology, land),
		centres: Array.from(centresOf(outlines), Math.round),
		totalChange:
			last && !model.unitsDiffer && !Number.isNaN(model.total) ? model.total - last.total : null,
		noChange: last ? undefined : whyNoChange(summary, network, month, edition.id),
		provinces: rankProvinces(units, values, network, input.sent),
		sentence: buildViewModel(input, defaultSelection(catalogue), 'light').sentence,
		timeline: countryTimeline(summary, null, network),
		history: countryHistory(summary, null, network, month, edition.id),
		catalogue,
		levels: units.levels,
		hasHexagons: published.hexagons !== undefined,
		attribution: edition.outlines === 'imported' ? edition.attribution : null
	};
}

/** Draw the country's provinces, with what lies around far enough for any screen. */
export function drawCountry(model: ViewModel, topology: Topology, land: Topology): PagePicture {
	const options = { id: 'first', labels: true, rows: true, ground: PAGE_GROUND };
	const { frame, viewBox } = countryFrame();
	const drawn = drawMap(model, provincesOf(topology, land), frame, options);
	return new PagePicture(compactPaths(drawn), viewBox);
}

function countryFrame(): { frame: Frame; viewBox: PagePicture['viewBox'] } {
	const inner = frameOf(COUNTRY, WIDTH, WIDTH * 2);
	const [, top] = inner.projection([COUNTRY[0], COUNTRY[3]])!;
	const [, bottom] = inner.projection([COUNTRY[2], COUNTRY[1]])!;
	const height = Math.ceil(bottom! - top!);
	const fitted = frameOf(
		COUNTRY,
		WIDTH + AROUND.left + AROUND.right,
		height + AROUND.top + AROUND.bottom,
		AROUND
	);
	return {
		frame: { ...fitted, tolerance: TOLERANCE, landTolerance: LAND_TOLERANCE },
		viewBox: [AROUND.left, AROUND.top, WIDTH, height]
	};
}

function provincesOf(topology: Topology, land: Topology): Geography {
	const provinces = TOPOLOGY_OBJECT.province;
	return { topology, land, objects: { level: provinces, province: provinces } };
}
