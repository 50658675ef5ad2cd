/**
 * `npm run build`: make the site beside the one in force, and switch to it when it is whole. What pages without scripts
 * never ask for goes; pictures come as PNG, too; what the build made is compressed; what `npm run data` compressed came
 * along.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '../src/lib/domain/errors.ts';
import { dayInVietNam } from '../src/lib/domain/month-clock.ts';
import { withLock } from './common/lock.ts';
import { plainFiles, precompress } from './common/precompress.ts';
import {
	areAllThere,
	currentManifest,
	isHalfNamed,
	MANIFEST,
	namedFiles,
	settle
} from './common/publish.ts';
import { keepKit, siteProgram } from './site/kit.ts';
import { putInForce, RELEASES } from './site/releases.ts';
import { run } from './common/run.ts';
import { BUILD } from './site/serve.ts';
import { drawPreviews, rasterisePictures } from './site/thumbnails.ts';
import { toldFault } from './told-fault.ts';

/** What a fault of the system leaves. */
const LEFT = 'the site in force is unchanged';

const DATA = 'static/data';
/** Where `svelte.config.js` lets the site be written. */
const MADE = join(RELEASES, 'next');

try {
	process.exitCode = await withLock(RELEASES, 'npm run build', build);
} catch (error) {
	console.error(await toldFault(error, LEFT));
	process.exitCode = 1;
}

/** @returns the exit status */
async function build(): Promise<number> {
	if (await isHalfNamed(DATA)) await withLock(DATA, 'npm run build', () => settle(DATA));
	const data = await manifestOf(DATA);
	await rm(MADE, { recursive: true, force: true });
	await mkdir(RELEASES, { recursive: true });
	const program = await siteProgram();
	const { status } = await run('npx', ['vite', 'build']);
	if (status !== 0) return status;
	await finishPages();
	await checkData(data);
	await keepKit(MADE, program);
	const older = await putInForce(MADE, BUILD);
	console.log(`${BUILD} is the new version; ${older} files of versions before stay for a day`);
	return 0;
}

async function finishPages(): Promise<void> {
	const names = await plainFiles(MADE);
	for (const name of names)
		if (/^embed\/static\/.*__data\.json$/.test(name)) await rm(join(MADE, name));
	await drawPreviews(join(MADE, 'data'), MADE, dayInVietNam(new Date()));
	await rasterisePictures(
		MADE,
		names.filter((name) => /^embed\/picture\/.*\.svg$/.test(name))
	);
	await precompress(MADE, await plainFiles(MADE));
}

/**
 * Pages are made from the data that is published beside them, all of it.
 * @throws DataError when `npm run data` published others while the site was made
 */
async function checkData(begunWith: string): Promise<void> {
	const folder = join(MADE, 'data');
	const isSame = [DATA, folder].map(manifestOf);
	const files = namedFiles(await currentManifest(folder));
	const isWhole = (await Promise.all(isSame)).every((now) => now === begunWith);
	if (isWhole && (await areAllThere(folder, files))) return;
	throw new DataError('promise', {
		file: DATA,
		found: 'other data than when the build began',
		expected: 'the same from its first page to its last',
		remedy: `Run npm run build again; ${BUILD} is as it was`
	});
}

async function manifestOf(folder: string): Promise<string> {
	return readFile(join(folder, MANIFEST), 'utf8').catch((error: NodeJS.ErrnoException) => {
		throw new DataError('unreachable', {
			file: join(folder, MANIFEST),
			found: error.code,
			expected: 'published data',
			remedy: 'Run npm run data first'
		});
	});
}
