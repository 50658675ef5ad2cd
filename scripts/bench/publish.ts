/**
 * Publishing what changed, beside publishing from nothing: `npm run data` on a store of 28 real months of both networks,
 * two of them from measurements. Each run is the whole command, npm and all; memory is that of its largest process.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runQuietly } from '../common/run.ts';
import { readEditions } from '../gazetteer/editions.ts';
import { filesBelow, hashFiles } from '../common/sources.ts';
import { loadLine, row, seconds } from './bench.ts';
import { changeMonth, makeRealStore, MEASURED, OLDEST, TABLE } from './real-store.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** Every process of the command tells its memory at its end. */
const TELL = `process.on('exit', () => process.stderr.write('\\nmemory ' + process.resourceUsage().maxRSS + '\\n'))`;

interface Change {
	name: string;
	/** Seconds that it may take. */
	most?: number;
	make(data: string): Promise<void>;
}

const CHANGES: readonly Change[] = [
	{ name: 'nothing changed', most: 1, make: () => Promise.resolve() },
	{ name: `${TABLE} changed, a monthly table`, most: 5, make: (data) => changeMonth(data, TABLE) },
	{
		name: `${OLDEST} changed, which is estimated on today's units`,
		most: 5,
		make: (data) => changeMonth(data, OLDEST)
	},
	{
		name: `${MEASURED} changed, measurements with hexagons`,
		most: 5,
		make: (data) => changeMonth(data, MEASURED)
	},
	{ name: 'a unit renamed', most: 10, make: rename },
	{ name: 'nothing changed', most: 1, make: () => Promise.resolve() }
];

/** Print what publishing costs. */
export async function benchPublish(): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'bench-publish-'));
	try {
		const [data, out] = [join(folder, 'data'), join(folder, 'published')];
		console.log(`Publishing 28 real months; ${loadLine()}`);
		await makeRealStore(join(ROOT, 'data'), data);
		await rm(join(data, 'cache'), { recursive: true });
		await publish('from nothing', data, out);
		for (const { name, most, make } of CHANGES) {
			await make(data);
			await publish(name, data, out, most);
		}
		const before = await hashFiles(out, await filesBelow(out));
		await rm(join(data, 'cache'), { recursive: true });
		await rm(out, { recursive: true });
		await publish('from nothing', data, out);
		const isSame = before === (await hashFiles(out, await filesBelow(out)));
		row('the same files as from nothing, byte for byte', isSame ? 'yes' : 'NO');
		if (!isSame) process.exitCode = 1;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function publish(name: string, data: string, out: string, most?: number): Promise<void> {
	const start = performance.now();
	const { status, output } = await runQuietly(
		'npm',
		['run', '--silent', 'data', '--', '--data', data, '--out', out],
		{ cwd: ROOT, environment: { NODE_OPTIONS: `--import data:text/javascript,${encodeURI(TELL)}` } }
	);
	const time = performance.now() - start;
	if (status !== 0) throw new Error(output);
	const memory = Math.max(...Array.from(output.matchAll(/memory (\d+)/g), ([, kB]) => Number(kB)));
	const holds = most && { bar: `${most} s`, isMet: time <= most * 1000 };
	row(name, `${seconds(time)}, ${Math.round(memory / 1024)} MB`, holds || undefined);
}

async function rename(data: string): Promise<void> {
	const { id } = (await readEditions(data)).at(-1)!;
	const path = join(data, 'gazetteer', `${id}-communes.csv`);
	const [header, first, ...rest] = (await readFile(path, 'utf8')).split(/\r?\n/);
	const renamed = first!.replace(/^(\d+),("?)([^,"]+)/, '$1,$2$3 Mới');
	await writeFile(path, [header, renamed, ...rest].join('\n'));
}
