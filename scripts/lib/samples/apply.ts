/** Months of an office in the place of simulated ones. */
import { join } from 'node:path';
import { deriveParents } from '../../../src/lib/domain/aggregate.ts';
import type { SampleColumns } from '../../../src/lib/domain/join.ts';
import type { Network } from '../../../src/lib/domain/network.ts';
import type { Units } from '../../../src/lib/domain/unit.ts';
import { rounded } from '../statistics.ts';
import { joinLevels, type MonthTable, type NetworkTable } from '../table.ts';
import type { SPEEDS } from '../trend.ts';
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
	const isMeasured = entry.kind === 'measurements';
	const speeds = (name: (typeof SPEEDS)[number]) =>
		ofUnits.map((row) => (isMeasured ? rounded(name, row[name]) : row[name]));
	const columns: SampleColumns = {
		code: ofUnits.map(({ code }) => code),
		samples: ofUnits.map(({ samples }) => samples),
		download: speeds('download'),
		upload: speeds('upload'),
		latency: speeds('latency'),
		derived: new Uint8Array(ofUnits.length)
	};
	const { values, join: reports } = joinLevels(units, columns);
	return {
		values: deriveParents(units, values),
		join: reports,
		provenance: 'imported',
		statistic: entry.statistic,
		source: [...new Set(entry.sources.map(({ name }) => name))].join(', ')
	};
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
