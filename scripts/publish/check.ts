/**
 * The promises of the published files: all that the map relies on is true of what lies in the folder.
 * The command `scripts/check.ts` checks alone; none of this writes.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '../../src/lib/domain/errors.ts';
import type { Topology } from 'topojson-specification';
import { THRESHOLDS, type Network } from '../../src/lib/domain/network.ts';
import { THRESHOLD } from '../../src/lib/domain/threshold.ts';
import type { Units } from '../../src/lib/domain/unit.ts';
import {
	checked,
	ManifestSchema,
	SummarySchema,
	type Manifest
} from '../../src/lib/data/schema.ts';
import { checkCrosswalk } from './check-crosswalk.ts';
import { checkEdition } from './check-edition.ts';
import { checkHexagons, type ListedHexagons } from './check-hexagons.ts';
import { checkSummary, checkTable, type CheckedMonth } from './check-month.ts';
import { checkHidden } from './check-privacy.ts';
import { groundOfOutlines } from './hexagon-ground.ts';
import { checkMeasured } from './check-statistics.ts';
import { checkPublishedFigures, checkSeries } from './check-figures.ts';
import { decodeJson, promise, readVerified } from '../common/promise.ts';
import { MANIFEST, sha256, SUMMARY } from '../common/publish.ts';
import type { MonthTable } from '../samples/month-table.ts';

/** Names of the stable files to check: staged or in force. */
export interface StableNames {
	manifest: string;
	summary: string;
}

/**
 * Check everything that a manifest names.
 * @param folder that is published
 * @param attack also ask whether hexagons that aren't listed can be worked out, which takes seconds a month
 * @throws DataError `promise` for a broken promise; other codes for files that can't be read
 */
export async function checkPublished(
	folder: string,
	names: StableNames = { manifest: MANIFEST, summary: SUMMARY },
	attack = false
): Promise<void> {
	const manifest = checked(
		ManifestSchema,
		await readStable(folder, names.manifest),
		names.manifest
	);
	const summary = checked(SummarySchema, await readStable(folder, names.summary), names.summary);
	if (manifest.summary) {
		const found = sha256(await readFile(join(folder, names.summary)));
		const expected = manifest.summary.sha256;
		promise(found === expected, { file: names.summary, column: 'sha256', found, expected });
	}
	for (const [of, file] of [
		[manifest, names.manifest],
		[summary, names.summary]
	] as const)
		checkThresholds(of, file);
	const editions = new Map<string, Units>();
	for (const edition of manifest.editions)
		editions.set(edition.id, await checkEdition(folder, edition));
	const land = decodeJson(await readVerified(folder, manifest.land), manifest.land.url);
	promise(hasObject(land, 'neighbours'), {
		file: manifest.land.url,
		column: 'objects.neighbours',
		expected: 'the land around Viet Nam'
	});

	const months: CheckedMonth[] = [];
	for (const month of manifest.months) {
		const units = editions.get(month.edition);
		promise(units !== undefined, {
			file: names.manifest,
			column: `months.${month.month}.edition`,
			found: month.edition,
			expected: `one of ${[...editions.keys()].join(', ')}`
		});
		months.push(await checkTable(folder, month, units!, manifest.editions));
		const floor = manifest.hexagonMinimum;
		await checkMeasured(folder, month, months.at(-1)!, floor);
		const listed = await checkHexagons(folder, month, months.at(-1)!, floor);
		if (attack) await checkAllHidden(folder, manifest, months.at(-1)!, listed);
	}
	checkOneOrigin(months, names.manifest);
	checkSummary(summary, months, names.summary);
	const estimates = new Map<string, MonthTable[]>();
	for (const crosswalk of manifest.crosswalks) {
		const carried = await checkCrosswalk(folder, crosswalk, editions, months);
		// Of the edition right before first: those are its months, and older ones come before them.
		const all = [...carried, ...(estimates.get(crosswalk.to) ?? [])];
		estimates.set(
			crosswalk.to,
			all.sort((a, b) => (a.month < b.month ? -1 : 1))
		);
	}
	for (const edition of manifest.editions)
		await checkSeries(folder, edition, months, estimates.get(edition.id));
	checkPublishedFigures(months);
}

async function checkAllHidden(
	folder: string,
	{ editions, hexagonMinimum: floor }: Manifest,
	{ month, units, networks }: CheckedMonth,
	listed: ReadonlyMap<Network, ListedHexagons>
): Promise<void> {
	if (listed.size === 0) return;
	const { topology } = editions.find(({ id }) => id === month.edition)!;
	const outlines = decodeJson(await readVerified(folder, topology), topology.url) as Topology;
	const ground = groundOfOutlines(outlines, units);
	for (const [network, hexagons] of listed)
		checkHidden(hexagons, networks[network], units, ground, floor, `hexagons/${month.month}`);
}

/** Files say by which thresholds their units are counted; the one of old readers is the first network's. */
function checkThresholds(
	{ threshold, thresholds }: Pick<Manifest, 'threshold' | 'thresholds'>,
	file: string
): void {
	const found = JSON.stringify([threshold, thresholds ?? THRESHOLDS]);
	const expected = JSON.stringify([THRESHOLD, THRESHOLDS]);
	promise(found === expected, { file, column: 'thresholds', found, expected });
}

/** What nobody measured never stands beside what somebody did. */
function checkOneOrigin(months: readonly CheckedMonth[], file: string): void {
	const named = months.flatMap(({ month }) =>
		Object.entries(month.networks).map(([network, { provenance }]) => ({
			column: `months.${month.month}.networks.${network}.provenance`,
			provenance,
			isSimulated: provenance === 'simulated'
		}))
	);
	const other = named.find(({ isSimulated }) => isSimulated !== named[0]!.isSimulated);
	promise(other === undefined, {
		file,
		column: other?.column,
		found: other?.provenance,
		expected: `${named[0]?.provenance}, as in the first month: simulated months stand alone`
	});
}

async function readStable(folder: string, name: string): Promise<unknown> {
	const content = await readFile(join(folder, name)).catch((error: NodeJS.ErrnoException) => {
		throw new DataError('unreachable', {
			file: name,
			found: error.code ?? error.message,
			expected: 'a published file',
			remedy: 'Run npm run data'
		});
	});
	return decodeJson(content, name);
}

function hasObject(topology: unknown, name: string): boolean {
	return (
		typeof topology === 'object' &&
		topology !== null &&
		'objects' in topology &&
		typeof topology.objects === 'object' &&
		topology.objects !== null &&
		name in topology.objects
	);
}
