/** A store of 28 real months for benches: what is simulated, kept as an office's would be. */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { READINGS } from '../../src/lib/domain/figures.ts';
import type { Units } from '../../src/lib/domain/unit.ts';
import { outlinesOf } from '../boundaries/outlines.ts';
import { groundOf, type Ground } from '../boundaries/place-geometry.ts';
import { readGazetteers, type Gazetteer } from '../gazetteer/gazetteer.ts';
import type { HexagonFiles } from '../samples/part.ts';
import { rowsOf, type MonthTable, type NetworkTable } from '../samples/month-table.ts';
import { readStore, rowsOfPart } from '../samples/store.ts';
import type { StoredPart } from '../samples/store-schema.ts';
import {
	keepVersion,
	withoutNumbers,
	writeHexagonFiles,
	writeReport,
	writeTable,
	type NewPart
} from '../samples/store-write.ts';
import { writeStoredHexagons } from '../samples/stored-hexagons.ts';
import { storedRow, type StoredRow } from '../samples/stored-table.ts';
import { writeUnitHexagons } from '../samples/unit-hexagons.ts';
import { unitTree } from '../samples/unit-tree.ts';
import { figuresOf } from '../simulate/figures-of.ts';
import type { Network as SimulatedNetwork } from '../simulate/trend.ts';
import { MEASURED_MONTHS, simulate, simulateMeasurements } from '../simulate/simulate.ts';

/**
 * Copy the inputs and fill their store with 28 months of both networks; those that are simulated from measurements come
 * from measurements.
 * @param from `data`
 * @param data the copy
 */
export async function makeRealStore(from: string, data: string): Promise<void> {
	const isKept = (path: string) => !path.startsWith(join(from, 'samples'));
	await cp(from, data, { recursive: true, filter: isKept });
	const gazetteers = await readGazetteers(data);
	const grounds = new Map<string, Ground>();
	for (const gazetteer of gazetteers) {
		const topology = await outlinesOf(gazetteer, join(data, 'cache'), () => {});
		grounds.set(gazetteer.edition, await groundOf(data, gazetteer, topology));
	}
	const parts: NewPart[] = [];
	for (const table of simulate(gazetteers, (edition) => grounds.get(edition)!)) {
		const gazetteer = gazetteers.find(({ edition }) => edition === table.edition)!;
		for (const [network, of] of Object.entries(table.networks))
			parts.push(
				await keep(
					data,
					table,
					network as SimulatedNetwork,
					of,
					gazetteer,
					grounds.get(table.edition)!
				)
			);
	}
	await keepParts(data, parts);
}

async function keep(
	data: string,
	{ month, edition }: MonthTable,
	network: SimulatedNetwork,
	{ values, statistic }: NetworkTable,
	gazetteer: Gazetteer,
	ground: Ground
): Promise<NewPart> {
	const folder = join(data, 'samples');
	let rows = storedRows(gazetteer.units, values);
	let hexagonFiles: HexagonFiles | undefined;
	if (MEASURED_MONTHS.includes(month)) {
		const drawn = simulateMeasurements(gazetteer, network, month, ground);
		const figures = figuresOf(unitTree(gazetteer.units), network, drawn);
		rows = figures.rows;
		hexagonFiles = {
			hexagons: writeStoredHexagons(figures.hexagons),
			unitHexagons: writeUnitHexagons(figures.unitHexagons)
		};
	}
	const name = `${month}.csv`;
	const own = { month, network, scope: '' };
	return {
		...own,
		edition,
		kind: hexagonFiles ? 'measurements' : 'table',
		statistic,
		samples: rows.reduce((sum, { samples }) => sum + (samples || 0), 0),
		sources: [{ name, bytes: 0, sha256: '0'.repeat(64) }],
		table: await writeTable(folder, own, rows),
		...(hexagonFiles ? await writeHexagonFiles(folder, own, hexagonFiles) : {}),
		reports: [await writeReport(folder, { name })]
	};
}

function storedRows(units: Units, values: NetworkTable['values']): StoredRow[] {
	const { code, samples, ...columns } = rowsOf(units, values);
	return code.map((of, row) =>
		storedRow(of, {
			samples: samples[row]!,
			...Object.fromEntries(READINGS.map((reading) => [reading, columns[reading][row]!]))
		})
	);
}

/** A month that comes from a table, the oldest one, and one that comes from measurements. */
export const TABLE = '2026-08';
export const OLDEST = '2024-07';
export const MEASURED = '2026-10';

/** A unit of a month has one sample more. */
export async function changeMonth(data: string, month: string): Promise<void> {
	const folder = join(data, 'samples');
	const { months } = await readStore(folder);
	const parts = months.flatMap((of) => of.parts);
	const part = parts.find((of) => of.month === month && of.network === 'mobile')!;
	const rows = await rowsOfPart(folder, part);
	const changed = rows.find(({ code, samples }) => code.length === 5 && samples > 100)!.code;
	// Those around it count it, too; more than they must, so that nobody need ask which these are.
	for (const row of rows) if (row.code === changed || row.code.length < 5) row.samples++;
	const table = await writeTable(folder, part, rows);
	await keepParts(
		data,
		parts.map((of) => (of === part ? { ...withoutNumbers(part), table } : of))
	);
}

async function keepParts(data: string, parts: readonly (NewPart | StoredPart)[]): Promise<void> {
	const folder = join(data, 'samples');
	const act = { command: 'add', by: 'bench' };
	await keepVersion(folder, await readStore(folder), act, parts, undefined, () => '');
}
