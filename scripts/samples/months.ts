/** Looking at the store, and taking months out of it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '../../src/lib/domain/errors.ts';
import { withLock } from '../common/lock.ts';
import { describeReport, type Report } from './report.ts';
import { readStore, switchTo } from './store.ts';
import type { Store, Stored } from './store-schema.ts';

/** A line for each month and network that is in. */
export async function listMonths(folder: string): Promise<string[]> {
	const { months, population } = await readStore(folder);
	return [
		...(months.length > 0 ? months.map(describeStored) : ['No month is in.']),
		...(population ? [describePopulation(population)] : [])
	];
}

/**
 * What a month was made from.
 * @throws DataError when it isn't there
 */
export async function showMonth(folder: string, month: string): Promise<string[]> {
	const entries = await entriesOf(folder, month);
	const lines = await Promise.all(
		entries.map(async (entry) => {
			const reports = await Promise.all(
				entry.reports.map(async ({ url }) => {
					const text = await readFile(join(folder, url), 'utf8');
					return describeReport(JSON.parse(text) as Report);
				})
			);
			return [describeStored(entry), ...reports.flat().map((line) => `  ${line}`)];
		})
	);
	return lines.flat();
}

/** What stands in the place of a month for the grid of population. */
export const POPULATION = 'population';

/**
 * Take a month out, all networks; or the grid of population.
 * @throws DataError when it isn't there, or another command is at work on the store
 */
export async function removeMonth(folder: string, month: string): Promise<string[]> {
	return withLock(folder, `npm run samples -- remove ${month}`, () => removeAlone(folder, month));
}

async function removeAlone(folder: string, month: string): Promise<string[]> {
	const { months, population } = await readStore(folder);
	if (month === POPULATION && population) {
		await switchTo(folder, { months });
		return [`removed: ${describePopulation(population)}`, 'Now run npm run data.'];
	}
	const removed = await entriesOf(folder, month);
	const left = months.filter((entry) => entry.month !== month);
	await switchTo(folder, { months: left, population });
	return [...removed.map((entry) => `removed: ${describeStored(entry)}`), 'Now run npm run data.'];
}

async function entriesOf(folder: string, month: string): Promise<Stored[]> {
	const { months } = await readStore(folder);
	const entries = months.filter((entry) => entry.month === month);
	if (entries.length > 0) return entries;
	throw new DataError('month', {
		file: folder,
		found: month,
		expected: `one of the months that are in: ${months.map((entry) => entry.month).join(', ') || 'none'}`
	});
}

function describeStored({ month, network, kind, samples, sources }: Stored): string {
	const names = sources.map(({ name }) => name).join(', ');
	return `${month} ${network}: ${samples} samples from ${kind === 'table' ? 'tables' : 'measurements'} (${names})`;
}

function describePopulation({ source }: NonNullable<Store['population']>): string {
	return `${POPULATION}: ${source.name}`;
}
