/** All steps from `data/` to `static/data/`. */
import { join } from 'node:path';
import { THRESHOLDS } from '../../src/lib/domain/network.ts';
import { THRESHOLD } from '../../src/lib/domain/threshold.ts';
import { unitsOf } from '../../src/lib/domain/unit.ts';
import {
	checked,
	SummarySchema,
	VERSION,
	type Manifest,
	type ManifestCrosswalk,
	type ManifestEdition,
	type PublishedFile,
	type SummaryFile
} from '../../src/lib/data/schema.ts';
import { surroundings } from '../boundaries/outlines.ts';
import { precompress } from '../common/precompress.ts';
import {
	commit,
	currentManifest,
	jsonContent,
	MANIFEST,
	namedFiles,
	removeWhole,
	stableContent,
	stage,
	STAGED,
	SUMMARY,
	sweep,
	type Content
} from '../common/publish.ts';
import { known, listOf, type Steps, type Value } from '../common/steps.ts';
import { estimateMonth, readCrosswalks, type Bridge } from '../crosswalk/crosswalks.ts';
import { readGazetteers } from '../gazetteer/gazetteer.ts';
import { checkEditions, openStored } from '../samples/apply.ts';
import type { CountedMonth } from '../samples/month-table.ts';
import type { BuildOptions, BuildResult } from './build.ts';
import { checkPublished } from './check.ts';
import {
	crosswalkContent,
	monthSummary,
	seriesContent,
	summaryContent,
	type MonthSummary
} from './contents.ts';
import { editionEntry, openList, type List } from './lists.ts';
import { mirror, mirrorPacked, Packing } from './mirror.ts';
import { simulatedMonths, storedMonths, type MadeMonth } from './months.ts';
import { FLOOR } from './floor.ts';

/** A month of an edition on the units of a later one. */
interface Estimated {
	counts: CountedMonth;
	summary: MonthSummary;
}

/** A crosswalk and what it makes of the months before it. */
interface CarriedOver {
	bridge: Value<Bridge>;
	from: string;
	to: string;
	/** Ascending by month. */
	months: Value<Estimated>[];
}

/**
 * Publish what follows from the inputs.
 * @param inputs names them all, for the manifest
 * @throws DataError when an input is faulty or a promise would be broken; then the old state stays whole
 */
export async function makePublished(
	options: BuildOptions,
	inputs: string,
	steps: Steps
): Promise<BuildResult> {
	const packing = new Packing(steps);
	return make(options, inputs, steps, packing).finally(() => packing.stop());
}

async function make(
	{ data, out, progress, demonstration: isAsked = false, floor = FLOOR }: BuildOptions,
	inputs: string,
	steps: Steps,
	packing: Packing
): Promise<BuildResult> {
	progress.step('units');
	const gazetteers = await readGazetteers(data);
	progress.step('real samples');
	const kept = await openStored(data);
	checkEditions(
		data,
		kept,
		gazetteers.map(({ period }) => period)
	);
	const lists: List[] = [];
	for (const gazetteer of gazetteers) {
		progress.step(`outlines ${gazetteer.edition}`);
		lists.push(await openList(steps, gazetteer, data, progress));
	}
	progress.step('land around');
	const land = await surroundings(join(data, 'cache'), progress.note);
	progress.step('months');
	// What nobody measured never stands beside what somebody did: not in a series, a change or a projection.
	const demonstration = isAsked || kept.entries.length === 0;
	const making = { floor, onContents: (made: readonly Content[]) => packing.begin(made) };
	const months = demonstration
		? await simulatedMonths(steps, lists, data, making, (month, share) =>
				progress.detail(`${month}, simulated`, share)
			)
		: await storedMonths(steps, lists, kept, making);
	const bridges = await readCrosswalks(
		data,
		(await bareOf(lists)).map(({ units }) => units)
	);
	const made = await listOf(months).get();
	const carried = await carryOver(steps, bridges, made, months);

	progress.step('write');
	const ofMonths = made.flatMap((month) => month.contents);
	const contents: Content[] = [];
	const publish = (content: Content): PublishedFile => {
		contents.push(content);
		return content.file;
	};
	const editions: ManifestEdition[] = [];
	for (const list of lists) {
		const own = months.filter((_, at) => made[at]!.counts.edition === list.id);
		editions.push({
			...(await editionEntry(steps, list, publish)),
			series: await seriesOf(steps, list, own, await estimatesOn(list.id, carried), publish)
		});
	}
	const crosswalks: ManifestCrosswalk[] = [];
	for (const each of carried) crosswalks.push(await crosswalkEntry(steps, each, publish));
	const summary = summaryContent(made.map((of) => [of.month.month, of.summary] as const));
	const around = await steps.made('land', { land }, (of) =>
		jsonContent('land', 'topo.json', of.land)
	);
	const manifest: Manifest = {
		version: VERSION,
		inputs,
		summary: stableContent(summary),
		threshold: THRESHOLD,
		thresholds: THRESHOLDS,
		editions,
		crosswalks,
		land: publish(await around.get()),
		hexagonMinimum: floor,
		months: made.map(({ month }) => month)
	};
	await removingHalf(out, async () => {
		progress.step('compress');
		await mirror(out, [...contents, ...ofMonths]);
		// Outlines are checked with what is compressed of them.
		await mirrorPacked(out, contents, packing);
		const isPacked = mirrorPacked(out, ofMonths, packing);
		progress.step('check');
		const isKept = stageAndCheck(out, summary, manifest, lists, steps);
		await Promise.allSettled([isPacked, isKept]);
		await Promise.all([isPacked, isKept]);
		await putInForce(out, manifest, lists);
	});
	return {
		state: 'published',
		demonstration,
		leftOut: demonstration ? kept.entries.length : 0,
		months: made.length,
		told: made.flatMap(({ told }) => told),
		summary: checked(SummarySchema, summary, SUMMARY),
		files: namedFiles(manifest)
	};
}

function bareOf(lists: readonly List[]) {
	return listOf(lists.map(({ bare }) => bare)).get();
}

/** Estimate all months of the editions that have a crosswalk. */
async function carryOver(
	steps: Steps,
	bridges: readonly Bridge[],
	made: readonly MadeMonth[],
	months: readonly Value<MadeMonth>[]
): Promise<CarriedOver[]> {
	const carried: CarriedOver[] = [];
	for (const of of bridges) {
		const bridge = known(of);
		const estimated: Value<Estimated>[] = [];
		for (const [at, { counts }] of made.entries()) {
			if (counts.edition !== of.from.edition) continue;
			const inputs = { bridge, month: months[at]! };
			estimated.push(
				await steps.made('estimate', inputs, ({ bridge: over, month }) => {
					const own = estimateMonth(over, month.counts);
					return { counts: own, summary: monthSummary(own, over.to) };
				})
			);
		}
		carried.push({
			bridge,
			from: of.from.edition,
			to: of.to.edition,
			months: estimated
		});
	}
	return carried;
}

/** Estimates of all earlier months on the units of an edition, ascending; absent where no crosswalk leads to it. */
async function estimatesOn(
	edition: string,
	carried: readonly CarriedOver[]
): Promise<Value<Estimated>[] | undefined> {
	const own = carried.filter(({ to }) => to === edition);
	if (own.length === 0) return undefined;
	const values = own.flatMap(({ months }) => months);
	const found = await listOf(values).get();
	const order = [...found.keys()].sort((a, b) =>
		found[a]!.counts.month < found[b]!.counts.month ? -1 : 1
	);
	return order.map((at) => values[at]!);
}

/** Samples of each province's units over the months. */
async function seriesOf(
	steps: Steps,
	{ bare }: List,
	months: readonly Value<MadeMonth>[],
	estimated: readonly Value<Estimated>[] | undefined,
	publish: (content: Content) => PublishedFile
): Promise<Record<string, PublishedFile>> {
	const inputs = {
		gazetteer: bare,
		months: listOf(months),
		estimated: listOf(estimated ?? [])
	};
	const series = await steps.made('series', inputs, ({ gazetteer: { units }, ...of }) => {
		const own = of.months.map(({ counts }) => counts);
		const others = of.estimated.map(({ counts }) => counts);
		return unitsOf(units, 'province').codes.map((code) => {
			const content = seriesContent(units, code, own, others);
			const stem = `${units.edition}/series/${code}`;
			return [code, jsonContent(stem, 'json', content)] as const;
		});
	});
	return Object.fromEntries(
		(await series.get()).map(([code, content]) => [code, publish(content)])
	);
}

async function crosswalkEntry(
	steps: Steps,
	{ bridge, from, to, months }: CarriedOver,
	publish: (content: Content) => PublishedFile
): Promise<ManifestCrosswalk> {
	const table = await steps.made('crosswalk', { bridge }, ({ bridge: { crosswalk } }) =>
		jsonContent(`${crosswalk.to}/crosswalk`, 'json', crosswalkContent(crosswalk))
	);
	const estimates = await listOf(months).get();
	const summary = summaryContent(estimates.map((of) => [of.counts.month, of.summary] as const));
	return {
		from,
		to,
		table: publish(await table.get()),
		summary: publish(jsonContent(`${to}/estimates`, 'json', summary))
	};
}

/** Where publishing fails, what was written for it and isn't in force goes: it would take the room that may be missing. */
async function removingHalf(out: string, publish: () => Promise<void>): Promise<void> {
	try {
		await publish();
	} catch (error) {
		await sweep(out, urlsOf(await currentManifest(out))).catch(() => {});
		throw error;
	}
}

async function stageAndCheck(
	out: string,
	summary: SummaryFile,
	manifest: Manifest,
	lists: readonly List[],
	steps: Steps
): Promise<void> {
	const reports = reportsOf(lists).map(({ name, report }) => [name, report] as const);
	const stable = { [SUMMARY]: summary, ...Object.fromEntries(reports), [MANIFEST]: manifest };
	await stage(out, stable);
	const names = { manifest: MANIFEST + STAGED, summary: SUMMARY + STAGED };
	await checkPublished(out, names, { steps });
}

/** Switch to what is staged. */
async function putInForce(out: string, manifest: Manifest, lists: readonly List[]): Promise<void> {
	const stable = [SUMMARY, ...reportsOf(lists).map(({ name }) => name), MANIFEST];
	await commit(out, stable, urlsOf(manifest));
	for (const { id, imported } of lists) if (!imported) await removeWhole(join(out, reportName(id)));
	await precompress(out, stable);
}

function reportsOf(lists: readonly List[]): { name: string; report: unknown }[] {
	return lists.flatMap(({ id, imported }) =>
		imported ? [{ name: reportName(id), report: imported.report }] : []
	);
}

/** The import's report where people look for it; the manifest names the same content under its hash. */
function reportName(edition: string): string {
	return `${edition}/boundaries-report.json`;
}

function urlsOf(manifest: unknown): string[] {
	return namedFiles(manifest).map(({ url }) => url);
}
