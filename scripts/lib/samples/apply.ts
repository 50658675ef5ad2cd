/** Months of an office in the place of simulated ones. */
import { join } from 'node:path';
import { deriveParents } from '../../../src/lib/domain/aggregate.ts';
import type { NetworkValues, SampleColumns } from '../../../src/lib/domain/join.ts';
import type { Network } from '../../../src/lib/domain/network.ts';
import {
	emptyStatistics,
	joinStatistics,
	SPEEDS,
	type NetworkStatistics,
	type Speed
} from '../../../src/lib/domain/statistics.ts';
import type { Units } from '../../../src/lib/domain/unit.ts';
import { rounded } from '../statistics.ts';
import { joinLevels, type MonthTable, type NetworkTable } from '../table.ts';
import { readStore, rowsOfStored } from './store.ts';
import type { Stored } from './store-schema.ts';
import type { StoredRow } from './stored-table.ts';

/** A stored month with its rows. */
export interface StoredMonth {
	entry: Stored;
	rows: StoredRow[];
}

/**
 * Everything that `npm run samples` keeps.
 * @param data folder of the inputs
 */
export async function readStoredMonths(data: string): Promise<StoredMonth[]> {
	const folder = join(data, 'samples');
	const { months } = await readStore(folder);
	return Promise.all(
		months.map(async (entry) => ({ entry, rows: await rowsOfStored(folder, entry) }))
	);
}

/**
 * Put stored months in the place of simulated ones, whole months and networks at a time.
 * In a monthly table, parents without a row of their own get the sum of their children, marked as derived. The
 * simulated hexagons of a replaced network go: nothing stands behind them any more.
 */
export function applyStored(
	tables: readonly MonthTable[],
	stored: readonly StoredMonth[],
	editions: readonly Units[]
): MonthTable[] {
	const result = new Map(tables.map((table) => [table.month, table]));
	for (const { entry, rows } of stored) {
		const { month, network, edition } = entry;
		const before = result.get(month) ?? { month, edition, networks: {}, hexagons: new Map() };
		const units = editions.find((candidate) => candidate.edition === edition)!;
		result.set(month, {
			...before,
			networks: { ...before.networks, [network]: networkTable(units, entry, rows) },
			hexagons: withoutNetwork(before.hexagons, network)
		});
	}
	return [...result.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
}

function networkTable(units: Units, entry: Stored, rows: readonly StoredRow[]): NetworkTable {
	const ofUnits = rows.filter(({ code, operator }) => code !== '' && operator === '');
	const { values, join: reports } = joinLevels(units, columnsOf(entry, ofUnits));
	const table: NetworkTable = {
		values: deriveParents(units, values),
		join: reports,
		provenance: 'imported',
		statistic: entry.statistic,
		source: [...new Set(entry.sources.map(({ name }) => name))].join(', ')
	};
	if (entry.kind !== 'measurements') return table;
	const operators = operatorsOf(units, entry, rows, table.values);
	return {
		...table,
		statistics: statisticsOf(units, ofUnits),
		...(operators.size > 0 ? { operators } : {})
	};
}

function columnsOf({ kind }: Stored, rows: readonly StoredRow[]): SampleColumns {
	const speeds = (name: Speed) =>
		rows.map((row) => (kind === 'measurements' ? rounded(name, row[name]) : row[name]));
	return {
		code: rows.map(({ code }) => code),
		samples: rows.map(({ samples }) => samples),
		download: speeds('download'),
		upload: speeds('upload'),
		latency: speeds('latency'),
		derived: new Uint8Array(rows.length)
	};
}

/** At the scale of the medians, so that each keeps its place among the others. */
function statisticsOf(units: Units, rows: readonly StoredRow[]): NetworkStatistics {
	const columns = { code: rows.map(({ code }) => code), ...emptyStatistics(rows.length) };
	rows.forEach((row, at) => {
		for (const speed of SPEEDS)
			for (const name of ['mean', 'p10', 'p90', 'low', 'high'] as const)
				columns[`${name}_${speed}`][at] = rounded(speed, row[`${speed}_${name}`]);
		columns.share_40[at] = row.share_40;
		columns.share_100[at] = row.share_100;
	});
	return joinStatistics(units, columns).statistics;
}

/** In a unit that has data, an operator without a row has 0 samples. */
function operatorsOf(
	units: Units,
	entry: Stored,
	rows: readonly StoredRow[],
	all: NetworkValues
): Map<string, NetworkValues> {
	const names = [...new Set(rows.map(({ operator }) => operator))].filter((name) => name !== '');
	return new Map(
		names.map((name) => {
			const own = rows.filter(({ code, operator }) => code !== '' && operator === name);
			const { values } = joinLevels(units, columnsOf(entry, own));
			for (const level of units.levels) {
				const { samples } = values[level]!;
				all[level]!.samples.forEach((count, row) => {
					if (!Number.isNaN(count) && Number.isNaN(samples[row]!)) samples[row] = 0;
				});
			}
			return [name, values];
		})
	);
}

function withoutNetwork(
	hexagons: MonthTable['hexagons'],
	network: Network
): MonthTable['hexagons'] {
	const kept = [...hexagons].map(
		([resolution, columns]) =>
			[resolution, columns.filter((entry) => entry.network !== network)] as const
	);
	return new Map(kept.filter(([, columns]) => columns.length > 0));
}
