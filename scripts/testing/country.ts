/** The made-up country of `tests/fixtures/country/` in folders of its own, for tests. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build, type BuildResult } from '../publish/build.ts';
import { readGazetteers, type Gazetteer } from '../gazetteer/gazetteer.ts';
import { outlinesOf, surroundings } from '../boundaries/outlines.ts';
import { SILENT } from '../common/progress.ts';

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

/** Texts of the files of `data/cache` by name, for all copies of a test file. */
let drawn: Promise<Map<string, string>> | undefined;

/** As {@link copyCountry}, with its outlines drawn already. */
export async function copyDrawnCountry(): Promise<Country> {
	drawn ??= drawOutlines();
	const country = await copyCountry();
	const cache = join(country.data, 'cache');
	await mkdir(cache, { recursive: true });
	for (const [name, text] of await drawn) await writeFile(join(cache, name), text);
	return country;
}

async function drawOutlines(): Promise<Map<string, string>> {
	const cache = await mkdtemp(join(tmpdir(), 'country-outlines-'));
	const folders = { cache, gazetteer: join(FIXTURE, 'gazetteer') };
	for (const gazetteer of await readCountry()) await outlinesOf(gazetteer, folders, () => {});
	await surroundings(folders, () => {});
	const names = await readdir(cache);
	const texts = await Promise.all(names.map((name) => readFile(join(cache, name), 'utf8')));
	await rm(cache, { recursive: true });
	return new Map(names.map((name, at) => [name, texts[at]!]));
}

/** Publish a country as `npm run data` does. */
export function publishCountry({ data, out }: Pick<Country, 'data' | 'out'>): Promise<BuildResult> {
	return build({ data, out, progress: SILENT });
}

/** The country's lists of units. */
export function readCountry(): Promise<Gazetteer[]> {
	return readGazetteers(FIXTURE);
}
