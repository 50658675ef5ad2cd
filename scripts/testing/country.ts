/** The made-up country of `tests/fixtures/country/` in folders of its own, for tests. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build, type BuildResult } from '../publish/build.ts';
import { readGazetteers, type Gazetteer } from '../gazetteer/gazetteer.ts';
import { outlinesOf, surroundings } from '../boundaries/outlines.ts';
import { SILENT } from '../common/progress.ts';
import { STEPS } from '../common/steps.ts';

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

/** What is kept of drawing them, by name, for all copies of a test file. */
let drawn: Promise<Map<string, Uint8Array>> | undefined;

/** As {@link copyCountry}, with its outlines drawn already. */
export async function copyDrawnCountry(): Promise<Country> {
	drawn ??= drawOutlines();
	const country = await copyCountry();
	const kept = join(country.data, 'cache', STEPS);
	await mkdir(kept, { recursive: true });
	for (const [name, content] of await drawn) await writeFile(join(kept, name), content);
	return country;
}

async function drawOutlines(): Promise<Map<string, Uint8Array>> {
	const cache = await mkdtemp(join(tmpdir(), 'country-outlines-'));
	for (const gazetteer of await readCountry()) await outlinesOf(gazetteer, cache, () => {});
	await surroundings(cache, () => {});
	const names = await readdir(join(cache, STEPS));
	const contents = await Promise.all(names.map((name) => readFile(join(cache, STEPS, name))));
	await rm(cache, { recursive: true });
	return new Map(names.map((name, at) => [name, contents[at]!]));
}

/** Publish a country as `npm run data` does. */
export function publishCountry({ data, out }: Pick<Country, 'data' | 'out'>): Promise<BuildResult> {
	return build({ data, out, progress: SILENT });
}

/** The country's lists of units. */
export function readCountry(): Promise<Gazetteer[]> {
	return readGazetteers(FIXTURE);
}
