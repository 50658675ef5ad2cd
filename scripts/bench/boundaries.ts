/**
 * `npm run bench -- boundaries`: an import of the real files as a user runs it, and mapshaper's own command line on
 * the same file. Needs `../shared/boundaries`; writes into a folder of its own.
 */
import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { brotliCompress, createGunzip } from 'node:zlib';
import { readReport } from '../boundaries/imported.ts';
import { BEFORE, NEWEST } from './lists.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const SHARED = resolve(ROOT, '../shared/boundaries');

/** Files of each edition; mapshaper's own command gets the first. */
const EDITIONS = [
	{ id: NEWEST.id, files: ['communes.geojson.gz'] },
	{ id: BEFORE.id, files: ['communes.geojson.gz', 'districts-without-communes.geojson'] }
];
/** What mapshaper's own command keeps of the vertices, and its grid: with these it is nearest to the overview. */
const MAPSHAPER = { percentage: '10%', quantisation: '1e5' };
const WIDTH = 62;

/** Print a line for each figure. */
export async function benchBoundaries(): Promise<void> {
	if (!existsSync(SHARED)) {
		row('boundaries', `skipped: no ${SHARED}`);
		return;
	}
	const folder = await mkdtemp(join(tmpdir(), 'bench-boundaries-'));
	try {
		for (const each of ['gazetteer', 'editions.csv'])
			await cp(join(ROOT, 'data', each), join(folder, each), { recursive: true });
		for (const edition of EDITIONS) {
			await benchImport(folder, edition);
			await benchMapshaper(folder, edition);
		}
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

type Bench = (typeof EDITIONS)[number];

async function benchImport(folder: string, { id, files }: Bench): Promise<void> {
	const sources = files.flatMap((name) => ['--source', join(SHARED, id, name)]);
	const script = join(ROOT, 'scripts/import-boundaries.ts');
	const { seconds, megabytes } = await measured([
		...['--import', 'tsx', script, '--edition', id, '--data', folder],
		...sources
	]);
	const report = (await readReport(join(folder, 'boundaries'), id))!;
	const { agreement, detail } = report;
	const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
	row(`boundaries ${id}: time and peak memory of the import`, `${seconds} s, ${megabytes} MB`);
	row(
		`boundaries ${id}: overview, Brotli (${report.interval} m)`,
		`${kilobytes(report.brotliBytes)} kB`
	);
	row(
		`boundaries ${id}: largest detail, Brotli (${detail.interval} m)`,
		`${kilobytes(detail.brotliBytes)} kB (${detail.largest})`
	);
	row(
		`boundaries ${id}: same unit as in full detail, ${agreement.points} points`,
		`detail ${percent(agreement.detail)}, overview ${percent(agreement.overview)}`
	);
}

/** The nearest that mapshaper's own command line comes to it: one level, one detail, no matching, no comparison. */
async function benchMapshaper(folder: string, { id, files }: Bench): Promise<void> {
	const input = join(folder, `${id}.geojson`);
	const output = join(folder, `${id}.mapshaper.json`);
	await pipeline(
		createReadStream(join(SHARED, id, files[0]!)),
		createGunzip(),
		createWriteStream(input)
	);
	const main = createRequire(import.meta.url).resolve('mapshaper');
	const { seconds, megabytes } = await measured([
		...[join(dirname(main), 'bin/mapshaper'), input, '-clean', '-simplify', MAPSHAPER.percentage],
		...['keep-shapes', '-o', output, 'format=topojson', `quantization=${MAPSHAPER.quantisation}`]
	]);
	const bytes = (await promisify(brotliCompress)(await readFile(output))).length;
	row(
		`mapshaper ${id}: -clean -simplify ${MAPSHAPER.percentage} keep-shapes`,
		`${seconds} s, ${megabytes} MB, ${kilobytes(bytes)} kB after Brotli`
	);
}

/** Told to Node as a module to run first: says how much memory the process took at most, in kB. */
const TELL_PEAK = `data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS))`;

/** Run Node to its end. */
async function measured(args: string[]): Promise<{ seconds: string; megabytes: string }> {
	const start = performance.now();
	const child = spawn(process.execPath, ['--import', TELL_PEAK, ...args], {
		cwd: ROOT,
		stdio: ['ignore', 'ignore', 'pipe']
	});
	let stderr = '';
	child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
	const status = await new Promise<number | null>((done, fail) => {
		child.on('error', fail);
		child.on('close', done);
	});
	const peak = /peak (\d+)/.exec(stderr);
	if (status !== 0 || !peak) throw new Error(`${args.join(' ')}\n${stderr}`);
	return {
		seconds: ((performance.now() - start) / 1000).toFixed(1),
		megabytes: (Number(peak[1]) / 1024).toFixed(0)
	};
}

function kilobytes(bytes: number): string {
	return (bytes / 1000).toFixed(0);
}

function row(name: string, value: string): void {
	console.log(`${name.padEnd(WIDTH)} ${value}`);
}

/** When this file is what was started. */
if (process.argv[1] === import.meta.filename) await benchBoundaries();
