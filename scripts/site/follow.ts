/**
 * A built site follows what `npm run data` publishes: pages that show it before any script are drawn by the program that
 * the site was built with, beside the version in force, and both, data and pages, are put in force as one new version.
 */
import { readFile, realpath, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { catalogueOf } from '../../src/lib/data/catalogue.ts';
import { readManifest } from '../../src/lib/data/manifest.ts';
import { WHOLE } from '../../src/lib/domain/embed.ts';
import { dayInVietNam } from '../../src/lib/domain/month-clock.ts';
import { addMonths } from '../../src/lib/domain/month.ts';
import { defaultSelection } from '../../src/lib/domain/usual-selection.ts';
import { LOCALES } from '../../src/lib/i18n/locale.ts';
import { disk } from '../common/disk.ts';
import { withLock } from '../common/lock.ts';
import { precompress } from '../common/precompress.ts';
import { COMPRESSED, MANIFEST, sha256, SUMMARY } from '../common/publish.ts';
import { filesBelow } from '../common/sources.ts';
import { isKitOf, startKit, versionOf, type Rendered } from './kit.ts';
import { putInForce, RELEASES } from './releases.ts';
import { BUILD } from './shown.ts';
import { drawPreviews, rasterisePictures } from './thumbnails.ts';

const MADE = join(RELEASES, 'next');
const SERVICE_WORKER = 'service-worker.js';
/** Pages that tell of all months. */
const ALWAYS = ['/', '/about/'];
/** What shows the newest month alone. */
const NEWEST = /^(?:embed\/(?:static|picture)|og)\//;

/**
 * Put a new version of the built site in force that shows what is published; nobody may publish meanwhile.
 * @param data folder of the published files, `static/data` of the project's folder
 * @returns how many pages were drawn; nothing when the site's program is not that of the sources
 * @throws DataError when the site is being built
 */
export async function followData(data: string): Promise<number | undefined> {
	return withLock(RELEASES, 'npm run data', async () => {
		const site = await realpath(BUILD);
		if (!(await isKitOf(site))) return undefined;
		return follow(data, site).catch(async (error: unknown) => {
			// What is half made takes the room that may be missing.
			await rm(MADE, { recursive: true, force: true }).catch(() => {});
			throw error;
		});
	});
}

async function follow(data: string, site: string): Promise<number> {
	await rm(MADE, { recursive: true, force: true });
	await copyShown(data, join(MADE, 'data'));
	const { newest, places } = await shownOf(join(MADE, 'data'));
	const isNewestSame = newest === (await shownOf(join(site, 'data'))).newest;
	const render = await startKit();
	const paths = [...ALWAYS, ...(isNewestSame ? [] : places)];
	const fresh: string[] = [];
	for (const path of paths)
		for (const [name, content] of withoutOwnData(path, await render(path)))
			if (await lay(site, name.slice(1), content)) fresh.push(name.slice(1));
	await lay(site, SERVICE_WORKER, await renewed(site));
	fresh.push(SERVICE_WORKER);
	await keepOthers(site, isNewestSame, new Set(fresh));
	await rasterisePictures(
		MADE,
		fresh.filter((name) => name.endsWith('.svg'))
	);
	if (!isNewestSame) await drawPreviews(join(MADE, 'data'), MADE, dayInVietNam(new Date()));
	await precompress(MADE, fresh);
	await putInForce(MADE, BUILD);
	return paths.length;
}

/** Copy all files but hidden ones, such as locks. */
async function copyShown(from: string, to: string): Promise<void> {
	for (const file of await filesBelow(from)) {
		const target = join(to, relative(from, file));
		await disk().mkdir(dirname(target));
		await disk().copy(file, target);
	}
}

/** Pages without scripts never ask for the data that SvelteKit writes beside them. */
function withoutOwnData(path: string, files: Rendered): Rendered {
	if (!path.startsWith('/embed/static/')) return files;
	return new Map([...files].filter(([name]) => !name.endsWith('__data.json')));
}

/** What pages of the newest month depend on, and their paths. */
async function shownOf(data: string): Promise<{ newest: string; places: string[] }> {
	const read = async (name: string) =>
		JSON.parse(await readFile(join(data, name), 'utf8')) as unknown;
	const manifest = readManifest(await read(MANIFEST), MANIFEST);
	const summary = (await read(SUMMARY)) as { months: Record<string, unknown> };
	const catalogue = catalogueOf(manifest);
	const { month, network } = defaultSelection(catalogue);
	const published = manifest.months.find((of) => of.month === month)!;
	const { series, ...edition } = manifest.editions.find(({ id }) => id === published.edition)!;
	const before = [month, addMonths(month, -1)].map((of) => summary.months[of]);
	const thresholds = [manifest.threshold, manifest.thresholds];
	const all = [catalogue, network, published, edition, before, thresholds, manifest.land];
	const codes = [WHOLE, ...Object.keys(series)];
	return {
		newest: sha256(JSON.stringify(all)),
		places: LOCALES.flatMap((lang) =>
			codes.flatMap((place) => [
				`/embed/static/${lang}/${place}/`,
				`/embed/picture/${lang}/${place}.svg`
			])
		)
	};
}

/** Lay a file into the new version; one that is as it was comes along with its compressed ones and its picture. */
async function lay(site: string, name: string, content: Buffer): Promise<boolean> {
	const path = join(MADE, name);
	await disk().mkdir(dirname(path));
	const before = await readFile(join(site, name)).catch(() => undefined);
	if (!before?.equals(content)) {
		await disk().put(path, content);
		return true;
	}
	const beside = [...COMPRESSED.map((ending) => name + ending), name.replace(/\.svg$/, '.png')];
	for (const each of new Set([name, ...beside]))
		await disk().link(join(site, each), join(MADE, each)).catch(unlessMissing);
	return false;
}

/** Browsers keep the pages of a version: with other pages it is another one. */
async function renewed(site: string): Promise<Buffer> {
	const text = await readFile(join(site, SERVICE_WORKER), 'utf8');
	const version = await versionOf(site);
	const own = sha256(await readFile(join(MADE, 'data', MANIFEST))).slice(0, 8);
	const parts = text.split(new RegExp(`(?<=[\`'"])${version}(?:-[0-9a-f]{8})?(?=[\`'"])`));
	if (parts.length !== 2)
		throw new Error(`${SERVICE_WORKER} names its version ${parts.length - 1} times`);
	return Buffer.from(parts.join(`${version}-${own}`));
}

/** All that isn't fresh is what it was; of a newest month that is another one only what was laid already. */
async function keepOthers(
	site: string,
	isNewestSame: boolean,
	fresh: ReadonlySet<string>
): Promise<void> {
	const older = await readFile(`${site}.older.json`, 'utf8').catch(() => '{}');
	const passed = new Set(Object.keys(JSON.parse(older) as object));
	for (const file of await filesBelow(site)) {
		const name = relative(site, file);
		const [plain] = name.split(/\.(?:br|gz)$/) as [string];
		const isMadeAnew = fresh.has(plain) || fresh.has(name.replace(/\.png$/, '.svg'));
		if (name.startsWith('data/') || passed.has(name) || isMadeAnew) continue;
		if (NEWEST.test(name) && !isNewestSame) continue;
		await disk().mkdir(dirname(join(MADE, name)));
		await disk().link(file, join(MADE, name)).catch(unlessThere);
	}
}

function unlessMissing(error: NodeJS.ErrnoException): void {
	if (error.code !== 'ENOENT') throw error;
}

function unlessThere(error: NodeJS.ErrnoException): void {
	if (error.code !== 'EEXIST') throw error;
}
