import { byReading, type Reading } from '../../src/lib/domain/figures.ts';
import {
	joinRows,
	type JoinReport,
	type NetworkCounts,
	type NetworkValues,
	type Provenance,
	type SampleColumns,
	type Statistic
} from '../../src/lib/domain/join.ts';
import type { Month } from '../../src/lib/domain/month.ts';
import type { Network } from '../../src/lib/domain/network.ts';
import {
	STATISTICS_COLUMNS,
	type NetworkStatistics,
	type StatisticsRows
} from '../../src/lib/domain/statistics.ts';
import type { Sent } from '../../src/lib/domain/sent.ts';
import { unitsOf, type Level, type Units } from '../../src/lib/domain/unit.ts';
import { splitByLevel, type HexagonColumns } from '../../src/lib/data/parquet.ts';

/** Parts that came with one version. */
export interface PublishedPart {
	version: number;
	time: string;
	/** Codes of their provinces; empty where it is the country's. */
	provinces: string[];
}

/** What is to be published of one month and network. */
export interface NetworkTable {
	values: NetworkValues;
	/** Absent without single measurements. */
	statistics?: NetworkStatistics;
	/** Values of each operator alone, by its name; absent when not known. */
	operators?: ReadonlyMap<string, NetworkValues>;
	provenance: Provenance;
	/** `null` when no speed is given. */
	statistic: Statistic | null;
	/** Where it comes from, for the manifest. */
	source: string;
	/** Versions that its parts came with, ascending; absent where there are none. */
	parts?: PublishedPart[];
	/** Where some provinces have sent it and others have not. */
	sent?: Sent | undefined;
	join: Partial<Record<Level, JoinReport>>;
	/** Of the whole country, 0 to 1; absent when no inhabited hexagon is known. */
	spatialCoverage?: number;
}

/** What is to be published of one month. */
export interface MonthTable {
	month: Month;
	edition: string;
	networks: Partial<Record<Network, NetworkTable>>;
	/** By resolution and network; empty without measurements. */
	hexagons: Map<number, HexagonColumns[]>;
}

/** Counts of a month and network: what series, summaries and estimates are made from. */
export interface CountedNetwork {
	values: NetworkCounts;
	provenance: Provenance;
	/** As in {@link NetworkTable}. */
	sent?: Sent | undefined;
}

/** Counts of a month; a {@link MonthTable} is one. */
export interface CountedMonth {
	month: Month;
	edition: string;
	networks: Partial<Record<Network, CountedNetwork>>;
}

/** The counts of a month alone. */
export function countsOf({ month, edition, networks }: CountedMonth): CountedMonth {
	const entries = Object.entries(networks).map(([network, { values, provenance, sent }]) => {
		const counts = Object.entries(values).map(([level, { samples }]) => [level, { samples }]);
		const own = { values: Object.fromEntries(counts) as NetworkCounts, provenance };
		return [network, sent ? { ...own, sent } : own];
	});
	return { month, edition, networks: Object.fromEntries(entries) as CountedMonth['networks'] };
}

interface Place {
	level: Level;
	code: string;
	row: number;
}

/** Units with data, ascending by code over all levels. */
function placesOf(units: Units, values: NetworkValues): Place[] {
	const places = units.levels.flatMap((level) =>
		unitsOf(units, level).codes.flatMap((code, row) =>
			Number.isNaN(values[level]?.samples[row] ?? NaN) ? [] : [{ level, code, row }]
		)
	);
	return places.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
}

/** Rows of all units with data, ascending by code over all levels. */
export function rowsOf(units: Units, values: NetworkValues): SampleColumns {
	const places = placesOf(units, values);
	const column = (name: 'samples' | 'derived' | Reading) =>
		Float64Array.from(places, ({ level, row }) => values[level]![name][row]!);
	return {
		code: places.map(({ code }) => code),
		samples: column('samples'),
		...byReading(column),
		derived: column('derived')
	};
}

/** The statistics of all units with data, as {@link rowsOf}. */
export function statisticsRowsOf(
	units: Units,
	values: NetworkValues,
	statistics: NetworkStatistics
): StatisticsRows {
	const places = placesOf(units, values);
	const columns = STATISTICS_COLUMNS.map((name) => [
		name,
		Float64Array.from(places, ({ level, row }) => statistics[level]![name][row]!)
	]);
	return {
		code: places.map(({ code }) => code),
		...(Object.fromEntries(columns) as Omit<StatisticsRows, 'code'>)
	};
}

/** Bring rows of all levels into unit order, with a report for each level. */
export function joinLevels(
	units: Units,
	rows: SampleColumns
): { values: NetworkValues; join: Partial<Record<Level, JoinReport>> } {
	const byLevel = splitByLevel(rows);
	const values: NetworkValues = {};
	const join: Partial<Record<Level, JoinReport>> = {};
	for (const level of units.levels) {
		const joined = joinRows(unitsOf(units, level), byLevel[level]);
		values[level] = joined.values;
		join[level] = joined.report;
	}
	return { values, join };
}
