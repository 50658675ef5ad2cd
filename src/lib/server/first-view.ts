/** What the page shows before any script: the newest month's provinces, made from the published files at build time. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Topology } from 'topojson-specification';
import { catalogueOf } from '../data/catalogue.ts';
import { parseJson } from '../data/fetch.ts';
import {
	checked,
	ManifestSchema,
	SummarySchema,
	TOPOLOGY_OBJECT,
	type Manifest,
	type Summary
} from '../data/schema.ts';
import { readMonth, readUnits } from '../data/tables.ts';
import { rankProvinces } from '../domain/detail.ts';
import { DataError } from '../domain/errors.ts';
import type { FirstView } from '../domain/first-view.ts';
import { countryHistory } from '../domain/history.ts';
import { addMonths } from '../domain/month.ts';
import { COUNTRY } from '../domain/sea.ts';
import { defaultSelection, type Selection } from '../domain/selection.ts';
import { buildViewModel, type ViewInput, type ViewModel } from '../domain/view-model.ts';
import { countryTimeline } from '../domain/timeline.ts';
import { compactPaths } from '../svg/compact.ts';
import { frameOf } from '../svg/frame.ts';
import { drawMap } from '../svg/map.ts';
import { inPageColours, PAGE_GROUND } from '../svg/page-colours.ts';

/** The country's width in the picture; what lies around it is drawn so far. Pixels. */
const WIDTH = 600;
/** Coarser than other pictures: it is part of the first 60 kB. */
const TOLERANCE = 0.8;
const AROUND = { top: 160, right: 420, bottom: 160, left: 420 };

/**
 * Make the first view.
 * @param folder of the published files
 * @throws DataError when there are none, or one is damaged
 */
export async function firstView(folder: string): Promise<FirstView> {
	const { manifest, summary } = await readPublished(folder);
	const catalogue = catalogueOf(manifest);
	const selection: Selection = {
		...defaultSelection(catalogue),
		level: 'province',
		measure: 'coverage'
	};
	const { month, network } = selection;
	const published = manifest.months.find((each) => each.month === month)!;
	const edition = manifest.editions.find(({ id }) => id === published.edition)!;
	const stated = published.networks[network];
	const units = readUnits(edition.id, await readJson(folder, edition.units.url), edition.units.url);
	const values = stated
		? await readMonth(units, network, await readBuffer(folder, stated.table.url), stated.table.url)
		: {};
	const lastMonth = summary.months[addMonths(month, -1)];
	const last = lastMonth?.edition === edition.id ? lastMonth.networks[network] : undefined;
	const input: ViewInput = {
		units,
		values,
		month,
		edition: edition.id,
		previous: last,
		statistic: stated?.statistic ?? null,
		provenance: stated?.provenance ?? 'official',
		source: stated?.source ?? '',
		approximate: edition.outlines === 'approximate'
	};
	const model = buildViewModel(input, selection, 'light');
	const topology = (await readJson(folder, edition.topology.url)) as Topology;
	const land = (await readJson(folder, manifest.land.url)) as Topology;
	return {
		model: inPageColours(model),
		picture: draw(inPageColours(model), topology, land),
		totalChange: last ? model.total - last.total : null,
		hasLastMonth: lastMonth !== undefined,
		provinces: rankProvinces(units, values),
		sentence: buildViewModel(input, defaultSelection(catalogue), 'light').sentence,
		timeline: countryTimeline(summary, null, network),
		history: countryHistory(summary, null, network, month, edition.id),
		catalogue,
		levels: units.levels,
		hasHexagons: published.hexagons !== undefined,
		attribution: edition.outlines === 'imported' ? edition.attribution : null
	};
}

function draw(model: ViewModel, topology: Topology, land: Topology): FirstView['picture'] {
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
	const frame = { ...fitted, tolerance: TOLERANCE };
	const provinces = TOPOLOGY_OBJECT.province;
	const geography = { topology, land, objects: { level: provinces, province: provinces } };
	const options = { id: 'first', labels: true, rows: false, ground: PAGE_GROUND };
	return {
		content: compactPaths(drawMap(model, geography, frame, options)),
		viewBox: [AROUND.left, AROUND.top, WIDTH, height].join(' ')
	};
}

async function readPublished(folder: string): Promise<{ manifest: Manifest; summary: Summary }> {
	const manifest = await readJson(folder, 'manifest.json');
	const summary = await readJson(folder, 'summary.json');
	return {
		manifest: checked(ManifestSchema, manifest, 'manifest.json'),
		summary: checked(SummarySchema, summary, 'summary.json')
	};
}

async function readJson(folder: string, url: string): Promise<unknown> {
	return parseJson(new Uint8Array(await readBuffer(folder, url)), url);
}

async function readBuffer(folder: string, url: string): Promise<ArrayBuffer> {
	const path = join(folder, url);
	const bytes = await readFile(path).catch((error: unknown) => {
		throw new DataError('unreachable', {
			file: path,
			found: String(error),
			expected: 'the published data',
			remedy: 'Run `npm run data` first.'
		});
	});
	return Uint8Array.from(bytes).buffer;
}
