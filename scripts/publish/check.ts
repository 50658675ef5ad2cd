/**
 * The promises of the published files: all that the map relies on is true of what lies in the folder.
 * The command `scripts/check.ts` checks alone; none of this writes.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '../../src/lib/domain/errors.ts';
import type { Topology } from 'topojson-specification';
import type { Month } from '../../src/lib/domain/month.ts';
import { THRESHOLDS, type Network } from '../../src/lib/domain/network.ts';
import { THRESHOLD } from '../../src/lib/domain/threshold.ts';
import type { Units } from '../../src/lib/domain/unit.ts';
import {
	checked,
	ManifestSchema,
	SummarySchema,
	type Manifest,
	type ManifestCrosswalk,
	type ManifestMonth,
	type PublishedFile
} from '../../src/lib/data/schema.ts';
import { checkCrosswalk, checkedEstimate, checkEstimates } from './check-crosswalk.ts';
import { checkEdition } from './check-edition.ts';
import { checkHexagons, type ListedHexagons } from './check-hexagons.ts';
import {
	checkSummary,
	checkTable,
	countedMonth,
	expectedSummary,
	type CheckedMonth,
	type ExpectedSummary
} from './check-month.ts';
import { checkHidden } from './check-privacy.ts';
import { OutlinesGround } from './hexagon-ground.ts';
import { checkMeasured } from './check-statistics.ts';
import { checkPublishedFigures, checkSeries } from './check-figures.ts';
import { decodeJson, promise, readVerified, REMEDY } from '../common/promise.ts';
import { MANIFEST, readPromised, sha256, SUMMARY } from '../common/publish.ts';
import { known, lazy, listOf, part, Steps, type Value } from '../common/steps.ts';
import type { CountedMonth } from '../samples/month-table.ts';
import { monthSummary, type MonthSummary } from './contents.ts';

/** Names of the stable files to check: staged or in force. */
export interface StableNames {
	manifest: string;
	summary: string;
}

/** How much is checked. */
export interface CheckOptions {
	/** Also ask whether hexagons that aren't listed can be worked out, which takes seconds a month. */
	attack?: boolean;
	/** Remember what was checked: the same code finds the same of the same files. All is checked where not given. */
	steps?: Steps;
}

/** Of outlines, by their hash: several months have the same. */
type Grounds = Map<string, OutlinesGround>;

/** A month that keeps its promises, as others are held against it. */
interface Held {
	month: Month;
	counts: CountedMonth;
	expected: ExpectedSummary;
}

/**
 * Check everything that a manifest names. Each check is a step: of what the manifest says of its files, their hashes, and
 * of what the checks before it found in theirs.
 * @param folder that is published
 * @throws DataError `promise` for a broken promise; other codes for files that can't be read
 */
export async function checkPublished(
	folder: string,
	names: StableNames = { manifest: MANIFEST, summary: SUMMARY },
	{ attack = false, steps = Steps.FORGETFUL }: CheckOptions = {}
): Promise<void> {
	const manifest = checked(
		ManifestSchema,
		decodeJson(await readText(folder, names.manifest), names.manifest),
		names.manifest
	);
	const text =
		names.summary === SUMMARY
			? await readPromised(folder, manifest.summary).catch(unreadable(SUMMARY))
			: await readText(folder, names.summary);
	const summary = checked(SummarySchema, decodeJson(text, names.summary), names.summary);
	if (manifest.summary) {
		const [found, expected] = [sha256(text), manifest.summary.sha256];
		promise(found === expected, { file: names.summary, column: 'sha256', found, expected });
	}
	for (const [of, file] of [
		[manifest, names.manifest],
		[summary, names.summary]
	] as const)
		checkThresholds(of, file);
	const editions = new Map<string, Value<Units>>();
	for (const edition of manifest.editions) {
		const inputs = { edition: known({ ...edition, series: {} }) };
		const units = await steps.made('check edition', inputs, ({ edition: of }) =>
			checkEdition(folder, of)
		);
		editions.set(edition.id, units);
	}
	await steps.made('check land', { land: known(manifest.land) }, async (of) => {
		const land = decodeJson(await readVerified(folder, of.land), of.land.url);
		promise(hasObject(land, 'neighbours'), {
			file: of.land.url,
			column: 'objects.neighbours',
			expected: 'the land around Viet Nam'
		});
		return true;
	});
	const months: Value<Held>[] = [];
	const grounds: Grounds = new Map();
	for (const month of manifest.months)
		months.push(
			await checkMonth(folder, manifest, month, editions, { attack, steps, grounds }, names)
		);
	checkOneOrigin(manifest.months, names.manifest);
	const held = await listOf(months).get();
	checkSummary(summary, held, names.summary);
	const byEdition = (edition: string) =>
		months.filter((_, at) => manifest.months[at]!.edition === edition);
	const estimates = new Map<string, Value<CountedMonth>[]>();
	for (const crosswalk of manifest.crosswalks) {
		const own = byEdition(crosswalk.from);
		const carried = await checkCarried(folder, crosswalk, editions, own, steps);
		// Of the edition right before first: those are its months, and older ones come before them.
		estimates.set(crosswalk.to, [...(estimates.get(crosswalk.to) ?? []), ...carried]);
	}
	for (const { id, series } of manifest.editions) {
		const own = byEdition(id);
		if (own.length === 0) continue;
		const inputs = {
			edition: known({ id, series }),
			units: editions.get(id)!,
			months: listOf(own),
			estimated: listOf(estimates.get(id) ?? [])
		};
		await steps.made('check series', inputs, async (of) => {
			const ascending = of.estimated.sort((a, b) => (a.month < b.month ? -1 : 1));
			const counts = of.months.map((month) => month.counts);
			await checkSeries(folder, of.edition, of.units, counts, ascending);
			return true;
		});
	}
}

/** Check a month by itself. */
async function checkMonth(
	folder: string,
	{ editions, hexagonMinimum }: Manifest,
	month: ManifestMonth,
	lists: ReadonlyMap<string, Value<Units>>,
	{ attack, steps, grounds }: Required<CheckOptions> & { grounds: Grounds },
	names: StableNames
): Promise<Value<Held>> {
	const units = lists.get(month.edition);
	promise(units !== undefined, {
		file: names.manifest,
		column: `months.${month.month}.edition`,
		found: month.edition,
		expected: `one of ${[...lists.keys()].join(', ')}`
	});
	const { topology } = editions.find(({ id }) => id === month.edition)!;
	const inputs = {
		month: known(month),
		units,
		editions: known(editions.map(({ id, from, to, levels }) => ({ id, from, to, levels }))),
		floor: known(hexagonMinimum),
		topology: known(attack ? topology : undefined)
	};
	return steps.made('check month', inputs, async (of) => {
		const table = await checkTable(folder, of.month, of.units, of.editions);
		await checkMeasured(folder, of.month, table, of.floor);
		const listed = await checkHexagons(folder, of.month, table, of.floor);
		if (of.topology && listed.size > 0)
			await checkAllHidden(folder, of.topology, grounds, of.floor, table, listed);
		checkPublishedFigures(table);
		const counts = countedMonth(table);
		return { month: of.month.month, counts, expected: expectedSummary(counts, of.units) };
	});
}

/** Check a crosswalk and what is estimated by it; @returns the estimates, ascending by month */
async function checkCarried(
	folder: string,
	{ from, to, table, summary }: ManifestCrosswalk,
	lists: ReadonlyMap<string, Value<Units>>,
	months: readonly Value<Held>[],
	steps: Steps
): Promise<Value<CountedMonth>[]> {
	const [before, after] = [lists.get(from), lists.get(to)];
	promise(before !== undefined && after !== undefined, {
		file: 'manifest.json',
		column: 'crosswalks',
		found: `${from} to ${to}`,
		expected: `two of ${[...lists.keys()].join(', ')}`
	});
	const inputs = { crosswalk: known({ from, to, table }), before, after };
	const bridge = await steps.made('check crosswalk', inputs, (of) =>
		checkCrosswalk(folder, of.crosswalk, of.before, of.after)
	);
	const estimates: Value<Omit<Held, 'expected'> & { told: MonthSummary }>[] = [];
	for (const month of months)
		estimates.push(
			await steps.made('check estimate', { bridge, month }, ({ bridge: over, month: own }) => {
				const counts = checkedEstimate(over, own.counts, table.url);
				return { month: own.month, counts, told: monthSummary(counts, over.to) };
			})
		);
	const all = { summary: known(summary), estimates: listOf(estimates) };
	await steps.made('check estimates', all, async (of) => {
		const told = of.estimates.map((month) => [month.month, month.told] as const);
		await checkEstimates(folder, of.summary, told);
		return true;
	});
	return estimates.map((estimate) => part(estimate, 'counts'));
}

async function checkAllHidden(
	folder: string,
	topology: PublishedFile,
	grounds: Grounds,
	floor: number,
	{ month, units, networks }: CheckedMonth,
	listed: ReadonlyMap<Network, ListedHexagons>
): Promise<void> {
	let outlines = grounds.get(topology.sha256);
	if (!outlines) {
		const read = async () =>
			decodeJson(await readVerified(folder, topology), topology.url) as Topology;
		outlines = new OutlinesGround(Steps.FORGETFUL, lazy(topology.sha256, read), known(units));
		grounds.set(topology.sha256, outlines);
	}
	const ground = await outlines.around([...listed.values()].flatMap((of) => [...of.keys()]));
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
function checkOneOrigin(months: readonly ManifestMonth[], file: string): void {
	const named = months.flatMap(({ month, networks }) =>
		Object.entries(networks).map(([network, { provenance }]) => ({
			column: `months.${month}.networks.${network}.provenance`,
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

function readText(folder: string, name: string): Promise<Buffer> {
	return readFile(join(folder, name)).catch(unreadable(name));
}

function unreadable(file: string): (error: NodeJS.ErrnoException) => never {
	return (error) => {
		throw new DataError('unreachable', {
			file,
			found: error.code ?? error.message,
			expected: 'a published file',
			remedy: REMEDY
		});
	};
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
