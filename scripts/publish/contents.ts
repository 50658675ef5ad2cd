/** Contents of the published JSON files, from the tables in memory. */
import { summarise } from '../../src/lib/domain/aggregate.ts';
import type { Crosswalk, Links } from '../../src/lib/domain/crosswalk.ts';
import { READINGS, type Reading } from '../../src/lib/domain/figures.ts';
import type { JoinReport, NetworkValues } from '../../src/lib/domain/join.ts';
import type { Month } from '../../src/lib/domain/month.ts';
import { NETWORKS, thresholdOf, THRESHOLDS, type Network } from '../../src/lib/domain/network.ts';
import { rowsSent } from '../../src/lib/domain/sent.ts';
import { countsFrom, THRESHOLD } from '../../src/lib/domain/threshold.ts';
import { rowsWithin, unitsOf, type Level, type Units } from '../../src/lib/domain/unit.ts';
import {
	UNITS_VERSION,
	VERSION,
	type JoinCounts,
	type ManifestMonth,
	type ManifestNetwork,
	type PublishedCrosswalk,
	type PublishedUnitFacts,
	type PublishedUnits,
	type Series,
	type Summary,
	type SummaryFile
} from '../../src/lib/data/schema.ts';
import { factsOfLevels } from '../gazetteer/unit-facts.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import type { CountedMonth, CountedNetwork, MonthTable } from '../samples/month-table.ts';

/** An edition's units as published. */
export function unitsContent(units: Units): PublishedUnits {
	const types = [...new Set(units.levels.flatMap((level) => unitsOf(units, level).types))];
	const columns = (level: Level) => {
		const { codes, names, types: ofUnits, parents } = unitsOf(units, level);
		const type = ofUnits.map((text) => types.indexOf(text));
		return { code: codes, name: names, type, parent: parents };
	};
	return {
		version: UNITS_VERSION,
		edition: units.edition,
		types,
		levels: {
			province: columns('province'),
			...(units.levels.includes('district') ? { district: columns('district') } : {}),
			commune: columns('commune')
		},
		changes: [...units.changes],
		aliases: Object.fromEntries(units.aliases)
	};
}

/** What is known of an edition's units, as published. */
export function factsContent(gazetteer: Gazetteer): PublishedUnitFacts {
	const columns = (level: Level) => {
		const { lon, lat, area, population } = factsOfLevels(gazetteer)[level]!;
		const known = (values: Float64Array, digits: number) =>
			Array.from(values, (value) => (Number.isNaN(value) ? null : Number(value.toFixed(digits))));
		return {
			lon: known(lon, 4),
			lat: known(lat, 4),
			area: known(area, 2),
			population: known(population, 0)
		};
	};
	const { units, regions } = gazetteer;
	const names = [...new Set(regions ?? [])].sort((a, b) => a.localeCompare(b, 'vi'));
	return {
		version: VERSION,
		edition: units.edition,
		regions: names,
		region: (regions ?? []).map((region) => names.indexOf(region)),
		levels: {
			province: columns('province'),
			...(units.levels.includes('district') ? { district: columns('district') } : {}),
			commune: columns('commune')
		}
	};
}

/** A crosswalk as published. */
export function crosswalkContent({ from, to, links }: Crosswalk): PublishedCrosswalk {
	const columns = ({ starts, to: rows, weights }: Links) => ({
		counts: [...starts.subarray(1)].map((end, row) => end - starts[row]!),
		to: [...rows],
		share: [...weights]
	});
	return {
		version: VERSION,
		from,
		to,
		levels: {
			...(links.district ? { district: columns(links.district) } : {}),
			commune: columns(links.commune!)
		}
	};
}

/**
 * Samples over the months of an edition for the units of one province.
 * @param tables of this edition, ascending by month
 * @param estimated tables of the edition before on these units
 */
export function seriesContent(
	units: Units,
	province: string,
	tables: readonly CountedMonth[],
	estimated: readonly CountedMonth[] = []
): Series {
	const places = units.levels.flatMap((level) =>
		rowsWithin(units, level, province).map((row) => ({
			level,
			row,
			code: unitsOf(units, level).codes[row]!
		}))
	);
	const months = (of: readonly CountedMonth[]) => of.map(({ month }) => month);
	return {
		version: VERSION,
		edition: units.edition,
		province,
		months: months(tables),
		networks: seriesNetworks(places, tables),
		...(estimated.length > 0
			? { estimated: { months: months(estimated), networks: seriesNetworks(places, estimated) } }
			: {})
	};
}

function seriesNetworks(
	places: readonly { level: Level; row: number; code: string }[],
	tables: readonly CountedMonth[]
): Series['networks'] {
	const networks: Series['networks'] = {};
	for (const network of networksOf(tables)) {
		const series = places.map(({ level, row, code }) => {
			const samples = tables.map(({ networks: of }) => of[network]?.values[level]?.samples[row]);
			return [code, samples.map((count) => (Number.isNaN(count ?? NaN) ? null : count!))] as const;
		});
		networks[network] = Object.fromEntries(
			series.filter(([, samples]) => samples.some((count) => count !== null))
		);
	}
	return networks;
}

/** Networks that any of the tables has, in the usual order. */
function networksOf(tables: readonly Pick<CountedMonth, 'networks'>[]): Network[] {
	return NETWORKS.filter((network) => tables.some(({ networks }) => networks[network]));
}

/** Coverage of a month, as {@link summaryContent} tells it. */
export type MonthSummary = SummaryFile['months'][string];

/** Coverage of all months. */
export function summaryContent(months: readonly (readonly [Month, MonthSummary])[]): SummaryFile {
	return {
		version: VERSION,
		threshold: THRESHOLD,
		thresholds: THRESHOLDS,
		months: Object.fromEntries(months)
	};
}

/** Coverage of one month. */
export function monthSummary({ edition, networks }: CountedMonth, units: Units): MonthSummary {
	const entries = networksOf([{ networks }]).map((network) => [
		network,
		toldOf(network, networkSummary(network, networks[network]!, units))
	]);
	return { edition, networks: Object.fromEntries(entries) as MonthSummary['networks'] };
}

type NetworkSummary = NonNullable<Summary['months'][string]['networks'][Network]>;

/**
 * Coverage of one month and network; the country's total is that of its provinces. Where some provinces have not sent
 * it, their units are in no level.
 */
export function networkSummary(
	network: Network,
	{ values, provenance, sent }: CountedNetwork,
	units: Units
): NetworkSummary {
	const of = (level: Level) =>
		summarise(values[level]!.samples, rowsSent(units, level, null, sent), countsFrom(network));
	const province = of('province');
	return {
		provenance,
		...(sent ? { sent } : {}),
		total: province.samples,
		province,
		...(values.district ? { district: of('district') } : {}),
		commune: of('commune')
	};
}

/** Without a threshold a file tells how many units were measured, and of none that it reached something. */
function toldOf(network: Network, summary: NetworkSummary) {
	if (thresholdOf(network) !== null) return summary;
	const { provenance, sent, total, ...levels } = summary;
	const told = Object.entries(levels).map(
		([level, { units, reached, samples, unitsWithoutData }]) => [
			level,
			{ units, measured: reached, samples, unitsWithoutData }
		]
	);
	const head = { provenance, ...(sent ? { sent } : {}), total };
	return { ...head, ...(Object.fromEntries(told) as object) };
}

/** The published files of one month and network. */
export type NetworkFiles = Pick<ManifestNetwork, 'table' | 'statistics' | 'operators'>;

/**
 * What the manifest says of a month's networks.
 * @param files of each network
 */
export function monthNetworks(
	table: MonthTable,
	files: Partial<Record<Network, NetworkFiles>>
): ManifestMonth['networks'] {
	const entries = Object.entries(table.networks).map(([network, of]) => [
		network,
		{
			...files[network as Network]!,
			...(of.spatialCoverage === undefined ? {} : { spatialCoverage: of.spatialCoverage }),
			provenance: of.provenance,
			readings: readingsIn(of.values),
			statistic: of.statistic,
			source: of.source,
			...(of.parts ? { parts: of.parts } : {}),
			...(of.sent ? { sent: of.sent } : {}),
			join: {
				province: joinCounts(of.join.province!),
				...(of.join.district ? { district: joinCounts(of.join.district) } : {}),
				commune: joinCounts(of.join.commune!)
			}
		}
	]);
	return Object.fromEntries(entries) as ManifestMonth['networks'];
}

/** Readings that any unit has, in the order of the table of figures. */
export function readingsIn(values: NetworkValues): Reading[] {
	const levels = Object.values(values);
	return READINGS.filter((reading) =>
		levels.some((level) => level[reading].some((value) => !Number.isNaN(value)))
	);
}

/** A join report as numbers. */
export function joinCounts(report: JoinReport): JoinCounts {
	return {
		rows: report.rows,
		matched: report.matched,
		unitsWithoutData: report.unitsWithoutData.length,
		rowsWithoutUnit: report.rowsWithoutUnit.length,
		duplicates: report.duplicates.length
	};
}
