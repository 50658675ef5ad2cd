/** Months of an office as they are published. */
import { join } from 'node:path';
import { editionOfMonth, type Edition } from '../../src/lib/domain/edition.ts';
import { DataError } from '../../src/lib/domain/errors.ts';
import type { HexagonColumns } from '../../src/lib/data/parquet.ts';
import { HEXAGON_RESOLUTIONS } from '../../src/lib/data/schema.ts';
import type { Sent } from '../../src/lib/domain/sent.ts';
import { unitsOf, type Units } from '../../src/lib/domain/unit.ts';
import { UNKNOWN_COMMUNE, withoutPersonal } from '../../src/lib/intake/index.ts';
import type { NetworkTable, PublishedPart } from './month-table.ts';
import { spatialCoverage } from './spatial-coverage.ts';
import { hexagonsOfStored, populationOf, readStore, refuseMissing, rowsOfStored } from './store.ts';
import type { Store, Stored } from './store-schema.ts';
import type { StoredRow } from './stored-table.ts';
import { tableOfMeasurements, tableOfTable } from './table-of-rows.ts';
import { unitHexagonsOnce, type UnitHexagons } from './unit-hexagons.ts';
import { provinceOf } from './unit-province.ts';
import { unitTree } from './unit-tree.ts';

/** A stored month with all that is known of it. */
export interface StoredMonth {
	entry: Stored;
	rows: StoredRow[];
	/** Exact, with small cells; absent unless the month comes from measurements, as `unitHexagons`. */
	hexagons?: Map<number, HexagonColumns>;
	unitHexagons?: UnitHexagons[];
}

/** Hexagons in which somebody lives. */
export interface Inhabited {
	/** Hexagons with people by the grid of population; without one, those in which anything was ever measured. */
	inhabited: UnitHexagons[];
	/** True when it is by a grid of population, which anybody has. */
	isGrid: boolean;
}

/** Everything that is stored. */
export interface StoredMonths extends Inhabited {
	months: StoredMonth[];
}

/** Everything that is stored, each month read where it is needed. */
export interface Kept {
	/** Ascending by month and network. */
	entries: readonly Stored[];
	population: Store['population'];
	/** @throws DataError when a file is missing or damaged */
	read(entry: Stored): Promise<StoredMonth>;
	/** @throws DataError as {@link read} */
	inhabited(): Promise<Inhabited>;
}

/**
 * What `npm run samples` keeps.
 * @param data folder of the inputs
 * @throws DataError when a file of what is in force is missing, be it one that needs not be read again
 */
export async function openStored(data: string): Promise<Kept> {
	const folder = join(data, 'samples');
	const store = await readStore(folder);
	await refuseMissing(folder, store);
	const hexagons = (entry: Stored) => hexagonsOfStored(folder, entry);
	return {
		entries: store.months,
		population: store.population,
		read: async (entry) => ({
			entry,
			rows: await rowsOfStored(folder, entry),
			...(await hexagons(entry))
		}),
		async inhabited() {
			const grid = await populationOf(folder, store);
			if (grid) return { inhabited: grid, isGrid: true };
			const months = await Promise.all(store.months.map(hexagons));
			const everMeasured = months.flatMap((of) => of?.unitHexagons ?? []);
			return { inhabited: unitHexagonsOnce(everMeasured), isGrid: false };
		}
	};
}

/** As {@link openStored}, all of it read. */
export async function readStoredMonths(data: string): Promise<StoredMonths> {
	const kept = await openStored(data);
	const months = await Promise.all(kept.entries.map((entry) => kept.read(entry)));
	return { months, ...(await kept.inhabited()) };
}

/**
 * A stored month has the codes of the edition that served it when it was added; a row of `editions.csv` may have changed
 * that.
 * @param data `data`
 * @throws DataError for a month that another edition serves by now
 */
export function checkEditions(
	data: string,
	{ entries }: Pick<Kept, 'entries'>,
	editions: readonly Edition[]
): void {
	for (const { month, network, edition } of entries.flatMap(({ parts }) => parts)) {
		const now = editionOfMonth(editions, month);
		if (now?.id === edition) continue;
		throw new DataError('month', {
			file: join(data, 'samples', 'store.json'),
			column: `${month} ${network}`,
			found: `units of ${edition}`,
			expected: now
				? `units of ${now.id}, which serves ${month} by editions.csv`
				: `a month from ${editions[0]!.from} on, the first one of editions.csv`,
			remedy: `Add its files again: npm run samples -- replace ${month} <files>; or mend editions.csv`
		});
	}
}

/**
 * The exact table of a stored month and network.
 * @param units of its edition
 * @param floor measurements that a hexagon must have to be published
 */
export function tableOfStored(
	{ entry, rows, hexagons, unitHexagons }: StoredMonth,
	units: Units,
	{ inhabited, isGrid }: Inhabited,
	floor: number
): NetworkTable {
	const { kind, statistic, sources } = entry;
	const coverage = () =>
		spatialCoverage(
			unitTree(units),
			inhabited,
			unitHexagons ?? [],
			isGrid ? listedOf(hexagons, floor) : undefined
		);
	return {
		...(kind === 'table'
			? tableOfTable(units, rows)
			: tableOfMeasurements(units, rows, coverage())),
		...originOf(units, entry, rows),
		provenance: entry.estimated ? 'estimated' : 'imported',
		statistic,
		// Somebody's telephone number may stand in the name of a file.
		source: [...new Set(sources.map(({ name }) => withoutPersonal(name)))].join(', ')
	};
}

/** Versions of a month's parts, and the provinces that have sent it. */
function originOf(
	units: Units,
	entry: Stored,
	rows: readonly StoredRow[]
): Pick<NetworkTable, 'parts' | 'sent'> {
	const versions = new Map<number, PublishedPart>();
	for (const { version, time, scope } of entry.parts) {
		const of = versions.get(version) ?? { version, time, provinces: [] };
		versions.set(version, of);
		if (scope !== '') of.provinces.push(scope);
	}
	const sent = sentOf(units, entry, rows);
	return {
		parts: [...versions.values()].sort((a, b) => a.version - b.version),
		...(sent ? { sent } : {})
	};
}

/**
 * Which provinces have sent: those of which there is any row, whatever file brought it. Nothing where all have, and for
 * measurements, which nobody sends by province.
 */
export function sentOf(
	units: Units,
	{ kind }: Pick<Stored, 'kind'>,
	rows: readonly StoredRow[]
): Sent | undefined {
	if (kind !== 'table') return undefined;
	const { codes } = unitsOf(units, 'province');
	const own = new Set(rows.map(({ code }) => provinceOf(units, code.replace(UNKNOWN_COMMUNE, ''))));
	const missing = codes.filter((code) => !own.has(code));
	// A total of the country alone tells of no province.
	if (missing.length === 0 || missing.length === codes.length) return undefined;
	return { missing, provinces: codes.length - missing.length, of: codes.length };
}

/** Hexagons of the finest resolution that reach the floor. */
function listedOf(hexagons: StoredMonth['hexagons'], floor: number): Set<string> {
	const finest = hexagons?.get(Math.max(...HEXAGON_RESOLUTIONS));
	return new Set(finest?.cell.filter((_, row) => finest.samples[row]! >= floor));
}
