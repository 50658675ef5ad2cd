/**
 * Measurements in: how long this project takes for a large file, and DuckDB alone for scanning and grouping it; each in
 * a process of its own, so that its memory is known. Processor time is told too: it depends less on other work.
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, stat } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { addMonths } from '../../src/lib/domain/month.ts';
import { readGazetteers } from '../gazetteer/gazetteer.ts';
import { placeGeometryOf } from '../boundaries/place-geometry.ts';
import { SILENT, type Progress } from '../common/progress.ts';
import { addSamples } from '../samples/add.ts';
import { literal, openDuck } from '../samples/duck.ts';
import { makeMeasurements, type Spread } from '../samples/make.ts';
import { BEFORE, NEWEST } from './lists.ts';

const USAGE = `Usage: tsx scripts/bench/samples.ts [--rows 10000000] [--format csv|parquet] [--spread hamlets|wide] [--more device] [--more operator] [--edition ${NEWEST.id}] [--file <one made before>]`;
const ROOT = resolve(import.meta.dirname, '../..');
/** A month of an edition that has passed. */
const monthIn = (id: string) => addMonths([BEFORE, NEWEST].find((each) => each.id === id)!.from, 1);

/** What ours is asked. */
const WITHOUT = 'without hexagons';
const WITH = 'with hexagons';

const SPEEDS = ['download_mbps', 'upload_mbps', 'latency_ms'];
const columns = (of: (speed: string) => string) => SPEEDS.map(of).join(', ');
const percentiles = columns((x) => `avg(${x}), quantile_cont(${x}, [0.1, 0.5, 0.9])`);
/**
 * What DuckDB alone is asked. The commune stands in the file, so that DuckDB needn't find it; nothing is checked.
 * Codes of communes don't hold their province: as many groups are made of their digits.
 */
const ALONE: Record<string, string> = {
	means: `SELECT network, code, count(*), ${columns((x) => `avg(${x})`)} FROM file GROUP BY ALL`,
	medians: `SELECT network, code, count(*), ${columns((x) => `median(${x})`)} FROM file GROUP BY ALL`,
	'means and percentiles': `SELECT network, code, count(*), ${percentiles} FROM file GROUP BY ALL`,
	'the same at every level': `SELECT network, any_value(code), count(*), ${percentiles} FROM file GROUP BY GROUPING SETS ((network, code), (network, code[1:2]), (network))`
};

const { values } = parseArgs({
	options: {
		rows: { type: 'string', default: '10000000' },
		format: { type: 'string', default: 'csv' },
		edition: { type: 'string', default: NEWEST.id },
		spread: { type: 'string', default: 'hamlets' satisfies Spread },
		more: { type: 'string', multiple: true, default: [] },
		file: { type: 'string' },
		/** Of the processes that it starts. */
		make: { type: 'string' },
		data: { type: 'string' },
		only: { type: 'string' },
		help: { type: 'boolean', default: false }
	}
});
if (values.help) console.log(USAGE);
else if (values.make) await make(values.make);
else if (values.only) await tellCost(values.only, values.data!, values.file!);
else await bench();

async function make(path: string): Promise<void> {
	await makeMeasurements({
		data: join(ROOT, 'data'),
		path,
		rows: Number(values.rows),
		edition: values.edition,
		month: monthIn(values.edition),
		spread: values.spread as Spread,
		more: values.more as ('device' | 'operator')[]
	});
}

interface Cost {
	seconds: number;
	/** Of all cores together. */
	cpu: number;
	/** At most. */
	megabytes: number;
	/** Rows that were taken. */
	accepted?: number;
	/** Seconds of each of our steps, in their order. */
	steps?: Record<string, number>;
}

/** Adds up how long each step takes; months are counted when the first of them is told of. */
function clock(): { progress: Progress; steps: Record<string, number> } {
	const steps: Record<string, number> = {};
	let [now, since] = ['start', performance.now()];
	const next = (name: string) => {
		if (name === now) return;
		steps[now] = (steps[now] ?? 0) + (performance.now() - since) / 1000;
		[now, since] = [name, performance.now()];
	};
	const detail = (text: string) => {
		if (text.startsWith('count and sort')) next('count and sort');
	};
	return { progress: { ...SILENT, step: next, detail, stop: () => next('end') }, steps };
}

/** Do one thing and print what it cost as JSON. */
async function tellCost(only: string, data: string, file: string): Promise<void> {
	const [start, before] = [performance.now(), process.cpuUsage()];
	let accepted: number | undefined;
	const { progress, steps } = clock();
	if (only === WITH || only === WITHOUT) {
		const { report } = await addSamples({
			data,
			files: [file],
			hexagons: only === WITH,
			now: new Date(),
			progress
		});
		progress.stop();
		accepted = report!.accepted;
	} else {
		const duck = await openDuck(join(data, 'cache'), 1200, availableParallelism());
		await duck.connection.runAndReadAll(ALONE[only]!.replace('FROM file', `FROM ${literal(file)}`));
		await duck.close();
	}
	const { user, system } = process.cpuUsage(before);
	const cost: Cost = {
		seconds: (performance.now() - start) / 1000,
		cpu: (user + system) / 1e6,
		megabytes: process.resourceUsage().maxRSS / 1024,
		accepted,
		...(accepted === undefined ? {} : { steps })
	};
	console.log(JSON.stringify(cost));
}

/** This script again, in a process of its own. */
async function self(...args: string[]): Promise<string> {
	const all = ['--import', 'tsx', import.meta.filename, ...args];
	return (await promisify(execFile)(process.execPath, all, { cwd: ROOT })).stdout;
}

async function bench(): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'bench-samples-'));
	try {
		const file = values.file ?? join(folder, `measurements.${values.format}`);
		if (!values.file) await self('--make', file, ...process.argv.slice(2));
		const data = join(folder, 'data');
		for (const part of ['editions.csv', 'gazetteer', 'cache', 'boundaries'])
			await cp(join(ROOT, 'data', part), join(data, part), { recursive: true }).catch(() => {});
		// Outlines that were never drawn here would be drawn now, once.
		for (const gazetteer of await readGazetteers(data)) await placeGeometryOf(data, gazetteer);
		const megabytes = ((await stat(file)).size / 1e6).toFixed(0);
		console.log(
			`${values.rows} measurements, ${values.file ? '' : values.spread === 'wide' ? 'all over each commune' : 'around up to 4 hamlets of each commune'}, ${values.format}, ${megabytes} MB${values.more.length ? `, with ${values.more.join(', ')}` : ''}`
		);
		const costOf = async (only: string) =>
			JSON.parse(await self('--only', only, '--data', data, '--file', file)) as Cost;
		const ours = new Map<string, Cost>();
		for (const only of [WITHOUT, WITH]) {
			const cost = await costOf(only);
			ours.set(only, cost);
			tell(`samples add ${only}, ${cost.accepted} accepted`, cost);
			// The next would find its month there.
			await rm(join(data, 'samples'), { recursive: true });
		}
		for (const name of Object.keys(ALONE)) tell(`DuckDB alone, ${name}`, await costOf(name), ours);
		for (const [name, sql] of Object.entries(ALONE)) console.log(`    ${name}: ${sql}`);
		// Other work on the machine makes seconds longer; processor time and what it is a multiple of suffer less.
		console.log(`load of the machine: ${loadavg()[0]!.toFixed(1)}`);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

function tell(
	what: string,
	{ seconds, cpu, megabytes, steps = {} }: Cost,
	ours: ReadonlyMap<string, Cost> = new Map()
): void {
	console.log(
		`  ${what}: ${seconds.toFixed(1)} s, CPU ${cpu.toFixed(1)} s, ${megabytes.toFixed(0)} MB`
	);
	const told = Object.entries(steps).map(([name, took]) => `${name} ${took.toFixed(1)} s`);
	if (told.length > 0) console.log(`    of which ${told.join(', ')}`);
	for (const [name, cost] of ours)
		console.log(
			`    ours ${name}: ${(cost.seconds / seconds).toFixed(2)} × (CPU ${(cost.cpu / cpu).toFixed(2)} ×)`
		);
}
