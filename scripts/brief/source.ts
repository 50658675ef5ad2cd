/** Reads what was published in `static/data/` for briefings; nothing is fetched. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Topology } from 'topojson-specification';
import { catalogueOf } from '../../src/lib/data/catalogue.ts';
import { readStatistics } from '../../src/lib/data/parquet.ts';
import {
	checked,
	ManifestSchema,
	SeriesSchema,
	SummarySchema,
	TOPOLOGY_OBJECT,
	type Manifest,
	type ManifestEdition,
	type PublishedFile,
	type Summary
} from '../../src/lib/data/schema.ts';
import { readMonth, readUnits } from '../../src/lib/data/tables.ts';
import { unitsAt } from '../../src/lib/domain/dated-names.ts';
import { DataError } from '../../src/lib/domain/errors.ts';
import { addMonths, type Month } from '../../src/lib/domain/month.ts';
import type { Network } from '../../src/lib/domain/network.ts';
import type { Catalogue, Selection } from '../../src/lib/domain/selection.ts';
import { joinStatistics } from '../../src/lib/domain/statistics.ts';
import { countryTimeline, scopeTimeline } from '../../src/lib/domain/timeline.ts';
import {
	ancestorRow,
	levelOf,
	rowsWithin,
	unitsOf,
	type Units
} from '../../src/lib/domain/unit.ts';
import type { ViewInput } from '../../src/lib/domain/view-model.ts';
import { summariesIn, type Briefing } from '../../src/lib/exports/briefing.ts';
import { decodeJson, promise, readVerified, REMEDY, toBuffer } from '../common/promise.ts';
import { MANIFEST, readPromised, sha256, SUMMARY } from '../common/publish.ts';

/** One month and network with all that its briefings share. */
export interface MonthSource {
	catalogue: Catalogue;
	units: Units;
	/** The briefing of a selection of this month and network. */
	briefing(selection: Selection): Promise<Briefing>;
}

/**
 * Read a month and network.
 * @param folder of the published files
 * @param made day that the files tell, `YYYY-MM-DD`
 * @throws DataError when nothing is published, the month or its network is not, or a file is damaged
 */
export async function readMonthSource(
	folder: string,
	month: Month,
	network: Network,
	made: string
): Promise<MonthSource> {
	const manifest = checked(
		ManifestSchema,
		decodeJson(await readFile(join(folder, MANIFEST)).catch(noFile(folder, MANIFEST)), MANIFEST),
		MANIFEST
	);
	const text = await readPromised(folder, manifest.summary).catch(noFile(folder, SUMMARY));
	if (manifest.summary) {
		const [found, expected] = [sha256(text), manifest.summary.sha256];
		promise(found === expected, {
			file: SUMMARY,
			column: 'sha256',
			found,
			expected,
			remedy: REMEDY
		});
	}
	const summary = checked(SummarySchema, decodeJson(text, SUMMARY), SUMMARY);
	const published = manifest.months.find((each) => each.month === month);
	const stated = published?.networks[network];
	if (!published || !stated) throw noData(folder, manifest, month, network);
	const edition = manifest.editions.find(({ id }) => id === published.edition)!;
	const { units: list } = edition;
	const units = unitsAt(readUnits(edition.id, await json(folder, list), list.url), month);
	const valuesOf = async (table: PublishedFile, of: Month) =>
		readMonth(units, { month: of, network }, await bytes(folder, table), table.url);
	const values = await valuesOf(stated.table, month);
	const { statistics: file } = stated;
	const statistics = file
		? joinStatistics(
				units,
				await readStatistics(await bytes(folder, file), file.url, {
					month,
					network,
					edition: edition.id
				})
			).statistics
		: null;
	const last = manifest.months.find((each) => each.month === addMonths(month, -1));
	const lastTable = last?.edition === edition.id ? last.networks[network]?.table : undefined;
	const before = lastTable
		? { month: last!.month, values: await valuesOf(lastTable, last!.month) }
		: null;
	const topology = (await json(folder, edition.topology)) as Topology;
	const land = (await json(folder, manifest.land)) as Topology;
	const input: ViewInput = {
		units,
		values,
		statistics,
		month,
		edition: edition.id,
		statistic: stated.statistic,
		provenance: stated.provenance,
		source: stated.source,
		sent: stated.sent,
		approximate: edition.outlines === 'approximate'
	};
	return {
		catalogue: catalogueOf(manifest),
		units,
		async briefing(selection) {
			const { within } = selection;
			return {
				selection,
				input: {
					...input,
					previous: before
						? summariesIn(units, before.values, within, selection.network)
						: undefined
				},
				before,
				timeline: await timelineOf(folder, edition, units, summary, selection),
				topology,
				objects: TOPOLOGY_OBJECT,
				land,
				attribution: edition.outlines === 'imported' ? edition.attribution : null,
				made
			};
		}
	};
}

async function timelineOf(
	folder: string,
	edition: ManifestEdition,
	units: Units,
	summary: Summary,
	{ within, network }: Selection
) {
	if (within === null) return countryTimeline(summary, null, network);
	const level = levelOf(units, within)!;
	const row = unitsOf(units, level).rowOf.get(within)!;
	const province = unitsOf(units, 'province').codes[ancestorRow(units, level, row, 'province')]!;
	const file = edition.series[province]!;
	const series = checked(SeriesSchema, await json(folder, file), file.url);
	const { codes } = unitsOf(units, 'commune');
	const inside = rowsWithin(units, 'commune', within).map((at) => codes[at]!);
	return scopeTimeline(series, null, summary, network, inside);
}

function noData(folder: string, { months }: Manifest, month: Month, network: Network): DataError {
	const found = months.find((each) => each.month === month);
	return new DataError('month', {
		file: join(folder, 'manifest.json'),
		found: found ? `${month} without ${network}` : month,
		expected: found
			? `one of: ${Object.keys(found.networks).join(', ')}`
			: `a month from ${months[0]!.month} to ${months.at(-1)!.month}`,
		remedy: 'npm run samples -- list shows what is in.'
	});
}

async function json(folder: string, file: PublishedFile): Promise<unknown> {
	return decodeJson(await readVerified(folder, file), file.url);
}

async function bytes(folder: string, file: PublishedFile): Promise<ArrayBuffer> {
	return toBuffer(await readVerified(folder, file));
}

function noFile(folder: string, name: string): (error: NodeJS.ErrnoException) => never {
	return (error) => {
		throw new DataError('unreachable', {
			file: join(folder, name),
			found: error.code ?? error.message,
			expected: 'the published data',
			remedy: 'Run `npm run data` first.'
		});
	};
}
