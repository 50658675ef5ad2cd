/** The lists of units with their outlines, and the files of each edition that follow from these alone. */
import { join } from 'node:path';
import type { Topology } from 'topojson-specification';
import type { Edition } from '../../src/lib/domain/edition.ts';
import type { Units } from '../../src/lib/domain/unit.ts';
import {
	TOPOLOGY_OBJECT,
	type ManifestEdition,
	type PublishedFile
} from '../../src/lib/data/schema.ts';
import { encodeShapes } from '../../src/lib/data/shapes.ts';
import { pruned } from '../../src/lib/svg/prune.ts';
import { readImported, type Imported } from '../boundaries/imported.ts';
import { outlinesValue } from '../boundaries/outlines.ts';
import type { Progress } from '../common/progress.ts';
import { hashedContent, jsonContent, type Content } from '../common/publish.ts';
import { known, lazy, part, type Steps, type Value } from '../common/steps.ts';
import { unnamed, type Gazetteer } from '../gazetteer/gazetteer.ts';
import { factsContent, unitsContent } from './contents.ts';
import { OutlinesGround } from './hexagon-ground.ts';

const ATTRIBUTION =
	'Approximate outlines drawn from the points and areas of the official list of units; land: Natural Earth';

/** An edition, as steps take it. */
export interface List {
	id: string;
	period: Edition;
	/** With all names. */
	units: Value<Units>;
	/** Without names: what is made of it stays when a unit is renamed. */
	bare: Value<Gazetteer>;
	topology: Value<Topology>;
	imported: Imported | undefined;
	/** Names the geometry that measurements are placed with, where it isn't `topology`. */
	places: string;
	/** Which hexagons lie on which units. */
	ground: Value<OutlinesGround>;
}

/** @param data `data` */
export async function openList(
	steps: Steps,
	gazetteer: Gazetteer,
	data: string,
	progress: Progress
): Promise<List> {
	const { edition: id, period } = gazetteer;
	const imported = await readImported(join(data, 'boundaries'), id);
	const topology = imported
		? lazy(imported.report.id, () => imported.topology)
		: await outlinesValue(gazetteer, join(data, 'cache'), progress.note);
	const bare = known(unnamed(gazetteer));
	const ground = lazy(
		[topology.hash, bare.hash],
		() => new OutlinesGround(steps, topology, part(bare, 'units'))
	);
	const places = imported?.report.id ?? '';
	return { id, period, units: known(gazetteer.units), bare, topology, imported, places, ground };
}

/**
 * What the manifest says of an edition, but for its series.
 * @param publish takes each of its files
 */
export async function editionEntry(
	steps: Steps,
	{ id, period, units, bare, topology, imported }: List,
	publish: (content: Content) => PublishedFile
): Promise<Omit<ManifestEdition, 'series'>> {
	const { report, details } = imported ?? {};
	const made = async (content: Promise<Value<Content>>) => publish(await (await content).get());
	const edition = known(id);
	return {
		id,
		from: period.from,
		to: period.to,
		levels: (await bare.get()).units.levels,
		units: await made(
			steps.made('units', { edition, units }, (of) =>
				jsonContent(`${of.edition}/units`, 'json', unitsContent(of.units))
			)
		),
		topology: await made(
			steps.made('topology', { edition, topology }, (of) =>
				jsonContent(`${of.edition}/units`, 'topo.json', of.topology)
			)
		),
		shapes: await made(
			steps.made('shapes', { edition, topology, bare }, (of) =>
				hashedContent(`${of.edition}/units`, 'shapes', encodeShapes(of.topology, of.bare.units))
			)
		),
		facts: await made(
			steps.made('facts', { edition, bare }, (of) =>
				jsonContent(`${of.edition}/facts`, 'json', factsContent(of.bare))
			)
		),
		...(details
			? {
					details: Object.fromEntries(
						Array.from(details, ([province, body]) => [
							province,
							publish(hashedContent(`${id}/detail/${province}`, 'topo.json', body))
						])
					),
					provinces: await made(
						steps.made('provinces', { edition, topology }, (of) =>
							jsonContent(`${of.edition}/provinces`, 'topo.json', provincesAlone(of.topology))
						)
					)
				}
			: {}),
		outlines: report ? 'imported' : 'approximate',
		attribution: report?.attribution ?? ATTRIBUTION,
		...(report && report.unitsWithoutPolygon.length + report.islands.length > 0
			? { approximate: { units: report.unitsWithoutPolygon, islands: report.islands } }
			: {}),
		...(report
			? { boundariesReport: publish(jsonContent(`${id}/boundaries-report`, 'json', report)) }
			: {})
	};
}

/** What lies around a province that is drawn from its own outlines. */
function provincesAlone(topology: Topology): Topology {
	return pruned(topology, { [TOPOLOGY_OBJECT.province]: 'all' });
}
