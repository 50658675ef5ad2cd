/** Simulated measurements that an office adds publish the simulated month again, byte for byte. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Manifest, ManifestMonth, Summary } from '../../src/lib/data/schema.ts';
import { measurementLines, MEASUREMENTS_HEADER } from './measurements-csv.ts';
import { outlinesOf } from '../boundaries/outlines.ts';
import { groundOf } from '../boundaries/place-geometry.ts';
import { removeMonth } from '../samples/remove.ts';
import { MEASURED_MONTHS, simulateMeasurements } from './simulate.ts';
import { copyDrawnCountry, publishCountry, readCountry, type Country } from '../testing/country.ts';
import { addFiles } from '../testing/office.ts';

const MONTH = MEASURED_MONTHS[0]!;

let country: Country;
beforeAll(async () => {
	country = await copyDrawnCountry();
});
afterAll(() => country.remove());

interface Published {
	month: ManifestMonth;
	summary: Summary['months'][string];
}

async function publish(): Promise<Published> {
	await publishCountry(country);
	const read = async (name: string) =>
		JSON.parse(await readFile(join(country.out, name), 'utf8')) as unknown;
	const manifest = (await read('manifest.json')) as Manifest;
	const summary = (await read('summary.json')) as Summary;
	return {
		month: manifest.months.find(({ month }) => month === MONTH)!,
		summary: summary.months[MONTH]!
	};
}

/** What may differ: where it comes from. */
const withoutOrigin = (value: unknown): unknown =>
	JSON.parse(
		JSON.stringify(value, (key, of: unknown) =>
			['provenance', 'source', 'parts'].includes(key) ? undefined : of
		)
	);

it('the same tables, statistics, hexagons and figures, whichever way they come', async () => {
	const simulated = await publish();
	expect(Object.keys(simulated.month.hexagons!)).toEqual(['4', '5', '6', '7', '8']);

	const [gazetteer] = await readCountry();
	const topology = await outlinesOf(gazetteer!, join(country.data, 'cache'), () => {});
	const ground = await groundOf(country.data, gazetteer!, topology);
	const lines = (['mobile', 'fixed'] as const).flatMap((network) => [
		...measurementLines(network, simulateMeasurements(gazetteer!, network, MONTH, ground))
	]);
	expect(lines.length).toBeGreaterThan(500);
	const text = [MEASUREMENTS_HEADER, ...lines.reverse(), ''].join('\n');
	const report = await addFiles(country.data, { 'a.csv': text });
	expect(report).toMatchObject({ rowsRead: lines.length, accepted: lines.length });

	const imported = await publish();
	expect(imported.month.networks.mobile).toMatchObject({ provenance: 'imported', source: 'a.csv' });
	// The names and hashes of all files are in it.
	expect(withoutOrigin(imported)).toEqual(withoutOrigin(simulated));

	await removeMonth(join(country.data, 'samples'), MONTH);
	expect(await publish()).toEqual(simulated);
}, 240_000);
