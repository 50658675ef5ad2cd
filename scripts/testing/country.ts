/** The made-up country of `tests/fixtures/country/` in folders of its own, for tests. */
import { rmSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { EDITIONS } from '../../src/lib/domain/edition.ts';
import { build, type BuildResult } from '../lib/build.ts';
import { readGazetteer, type Gazetteer } from '../lib/gazetteer.ts';
import { outlinesOf } from '../lib/outlines.ts';
import { SILENT } from '../lib/progress.ts';

const FIXTURE = resolve(import.meta.dirname, '../../tests/fixtures/country');

/** Folders of a country that a test may change. */
export interface Country {
	data: string;
	out: string;
	remove(): Promise<void>;
}

/** A fresh copy of the country, with nothing published. */
export async function copyCountry(): Promise<Country> {
	const folder = await mkdtemp(join(tmpdir(), 'country-'));
	const data = join(folder, 'data');
	await cp(FIXTURE, data, { recursive: true });
	return {
		data,
		out: join(folder, 'published'),
		remove: () => rm(folder, { recursive: true, force: true })
	};
}

let drawn: Promise<string> | undefined;

/** As {@link copyCountry}, with its outlines drawn already: once for all copies of a test file. */
export async function copyDrawnCountry(): Promise<Country> {
	drawn ??= drawOutlines();
	const country = await copyCountry();
	await cp(await drawn, join(country.data, 'cache'), { recursive: true });
	return country;
}

/** @returns a folder with the outlines of all editions, which ends with the process */
async function drawOutlines(): Promise<string> {
	const cache = await mkdtemp(join(tmpdir(), 'country-outlines-'));
	process.once('exit', () => rmSync(cache, { recursive: true, force: true }));
	const folders = { cache, gazetteer: join(FIXTURE, 'gazetteer') };
	for (const gazetteer of await readCountry()) await outlinesOf(gazetteer, folders, () => {});
	return cache;
}

/** Publish a country as `npm run data` does. */
export function publishCountry({ data, out }: Pick<Country, 'data' | 'out'>): Promise<BuildResult> {
	return build({ data, out, progress: SILENT });
}

/** The country's lists of units. */
export function readCountry(): Promise<Gazetteer[]> {
	return Promise.all(EDITIONS.map(({ id }) => readGazetteer(join(FIXTURE, 'gazetteer'), id)));
}
