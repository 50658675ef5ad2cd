/** Measurements in: how long this project takes for a large file, and DuckDB alone for scanning and grouping it. */
import { cp, mkdtemp, rm, stat } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { EDITIONS } from '../src/lib/domain/edition.ts';
import { readGazetteer } from './lib/gazetteer.ts';
import { placeGeometryOf } from './lib/place-geometry.ts';
import { SILENT } from './lib/progress.ts';
import { addSamples } from './lib/samples/add.ts';
import { literal, openDuck } from './lib/samples/duck.ts';
import { makeMeasurements } from './lib/samples/make.ts';
import { run } from './lib/run.ts';

const USAGE = `Usage: tsx scripts/bench-samples.ts [--rows 10000000] [--format csv|parquet] [--more device] [--more operator] [--edition 2025-07]`;
const ROOT = resolve(import.meta.dirname, '..');
const MONTH = { '2022-10': '2024-11', '2025-07': '2026-09' } as const;

const FIGURES = {
	mean: (x: string) => `avg(${x})`,
	median: (x: string) => `median(${x})`,
	levels: (x: string) => `avg(${x}), quantile_cont(${x}, [0.1, 0.5, 0.9])`,
	percentiles: (x: string) => `avg(${x}), quantile_cont(${x}, [0.1, 0.5, 0.9])`
};

const { values } = parseArgs({
	options: {
		rows: { type: 'string', default: '10000000' },
		format: { type: 'string', default: 'csv' },
		edition: { type: 'string', default: '2025-07' },
		more: { type: 'string', multiple: true, default: [] },
		make: { type: 'string' },
		help: { type: 'boolean', default: false }
	}
});
if (values.help) console.log(USAGE);
else if (values.make) await make(values.make);
else await bench();

async function make(path: string): Promise<void> {
	await makeMeasurements({
		data: join(ROOT, 'data'),
		path,
		rows: Number(values.rows),
		edition: values.edition,
		month: MONTH[values.edition as keyof typeof MONTH],
		more: values.more as ('device' | 'operator')[]
	});
}

interface Cost {
	seconds: number;
	/** Of all cores together. */
	cpu: number;
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
	const [start, before] = [performance.now(), process.cpuUsage()];
	await work();
	const { user, system } = process.cpuUsage(before);
	return { seconds: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 };
}

async function bench(): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'bench-samples-'));
	try {
		const file = join(folder, `measurements.${values.format}`);
		// In a process of its own, so that its memory isn't counted here.
		await run(process.execPath, [
			'--import',
			'tsx',
			import.meta.filename,
			'--make',
			file,
			...process.argv.slice(2)
		]);
		const data = join(folder, 'data');
		for (const part of ['gazetteer', 'cache', 'boundaries'])
			await cp(join(ROOT, 'data', part), join(data, part), { recursive: true }).catch(() => {});
		// Outlines that were never drawn here would be drawn now, once.
		for (const { id } of EDITIONS)
			await placeGeometryOf(data, await readGazetteer(join(data, 'gazetteer'), id));
		const megabytes = ((await stat(file)).size / 1e6).toFixed(0);
		console.log(
			`${values.rows} measurements, ${values.format}, ${megabytes} MB${values.more.length ? `, with ${values.more.join(', ')}` : ''}`
		);
		const ours = await costOf(async () => {
			const { report } = await addSamples({
				data,
				files: [file],
				now: new Date(),
				progress: SILENT
			});
			console.log(`  ${report!.accepted} accepted of ${report!.rowsRead}`);
		});
		const memory = process.resourceUsage().maxRSS / 1024;
		tell('samples add', ours);
		console.log(`  memory ${memory.toFixed(0)} MB (bar: 1500 MB)`);
		const grouped = await costOf(() => alone(file, 'median', data));
		tell('DuckDB alone, scan and group by commune, medians', grouped, ours);
		tell(
			'DuckDB alone, with percentiles too',
			await costOf(() => alone(file, 'percentiles', data)),
			ours
		);
		tell(
			'DuckDB alone, the same at every level',
			await costOf(() => alone(file, 'levels', data)),
			ours
		);
		tell('DuckDB alone, counts and means', await costOf(() => alone(file, 'mean', data)), ours);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** The commune stands in the file, so that DuckDB needn't find it; nothing is checked, no district or province made. */
async function alone(file: string, figures: keyof typeof FIGURES, data: string): Promise<void> {
	const duck = await openDuck(join(data, 'cache'), 1200, availableParallelism());
	const columns = ['download_mbps', 'upload_mbps', 'latency_ms'].map(FIGURES[figures]).join(', ');
	// Codes of communes don't hold their province: as many groups are made of their digits.
	const sets =
		figures === 'levels'
			? 'GROUPING SETS ((network, code), (network, code[1:2]), (network))'
			: 'ALL';
	await duck.connection.runAndReadAll(
		`SELECT network, ${figures === 'levels' ? 'any_value(code)' : 'code'}, count(*), ${columns} FROM ${literal(file)} GROUP BY ${sets}`
	);
	await duck.close();
}

function tell(what: string, { seconds, cpu }: Cost, ours?: Cost): void {
	const ratio = ours
		? `; ours takes ${(ours.seconds / seconds).toFixed(2)} × (CPU ${(ours.cpu / cpu).toFixed(2)} ×)`
		: '';
	console.log(`  ${what}: ${seconds.toFixed(1)} s, CPU ${cpu.toFixed(1)} s${ratio}`);
}
