/** The published files, read at build time. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Topology } from 'topojson-specification';
import { catalogueOf } from '../data/catalogue.ts';
import { parseJson } from '../data/fetch.ts';
import { readManifest } from '../data/manifest.ts';
import {
	checked,
	SummarySchema,
	type Manifest,
	type ManifestEdition,
	type ManifestMonth,
	type Summary
} from '../data/schema.ts';
import { readMonth, readUnits } from '../data/tables.ts';
import { unitsAt } from '../domain/dated-names.ts';
import { DataError } from '../domain/errors.ts';
import type { LevelSummary } from '../domain/aggregate.ts';
import type { NetworkValues } from '../domain/join.ts';
import { addMonths } from '../domain/month.ts';
import type { Catalogue } from '../domain/selection.ts';
import type { Level, Units } from '../domain/unit.ts';
import { defaultSelection } from '../domain/usual-selection.ts';
import type { ViewInput } from '../domain/view-model.ts';

/** The month and network that the page opens with (`defaultSelection`), with the outlines of its units. */
export interface Newest {
	manifest: Manifest;
	summary: Summary;
	catalogue: Catalogue;
	edition: ManifestEdition;
	published: ManifestMonth;
	units: Units;
	values: NetworkValues;
	/** What a view model of it is made from. */
	input: ViewInput;
	/** Coverage of the month before; absent when it cannot be compared. */
	last: (Partial<Record<Level, LevelSummary>> & { total: number }) | undefined;
	topology: Topology;
	land: Topology;
}

let kept: { key: string; newest: Promise<Newest> } | undefined;

/**
 * Read the newest month; pages that are made from the same files share it.
 * @param folder of the published files
 * @throws DataError when there are none, or one is damaged
 */
export async function readNewest(folder: string): Promise<Newest> {
	const key = `${folder} ${new TextDecoder().decode(await readBuffer(folder, 'manifest.json'))}`;
	if (kept?.key !== key) kept = { key, newest: read(folder) };
	return kept.newest;
}

async function read(folder: string): Promise<Newest> {
	const { manifest, summary } = await readPublished(folder);
	const catalogue = catalogueOf(manifest);
	const { month, network } = defaultSelection(catalogue);
	const published = manifest.months.find((each) => each.month === month)!;
	const edition = manifest.editions.find(({ id }) => id === published.edition)!;
	const stated = published.networks[network];
	const { url } = edition.units;
	const units = unitsAt(readUnits(edition.id, await readJson(folder, url), url), month);
	const values = stated
		? await readMonth(
				units,
				{ month, network },
				await readBuffer(folder, stated.table.url),
				stated.table.url
			)
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
		provenance: stated?.provenance ?? 'none',
		source: stated?.source ?? '',
		sent: stated?.sent,
		approximate: edition.outlines === 'approximate',
		partly: edition.approximate
	};
	return {
		manifest,
		summary,
		catalogue,
		edition,
		published,
		units,
		values,
		input,
		last,
		topology: (await readJson(folder, edition.topology.url)) as Topology,
		land: (await readJson(folder, manifest.land.url)) as Topology
	};
}

async function readPublished(folder: string): Promise<{ manifest: Manifest; summary: Summary }> {
	const manifest = await readJson(folder, 'manifest.json');
	const summary = await readJson(folder, 'summary.json');
	return {
		manifest: readManifest(manifest, 'manifest.json'),
		summary: checked(SummarySchema, summary, 'summary.json')
	};
}

/** @throws DataError when the file is missing or no JSON */
export async function readJson(folder: string, url: string): Promise<unknown> {
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
