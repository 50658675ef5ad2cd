/**
 * `npm run bench -- late`: what it costs to keep single measurements, and to have a late file join a month that is in;
 * each command in a process of its own, so that its memory is known. `ROWS=1000000` makes a smaller month.
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { addMonths } from '../../src/lib/domain/month.ts';
import { placeGeometryOf } from '../boundaries/place-geometry.ts';
import { SILENT } from '../common/progress.ts';
import { readGazetteers } from '../gazetteer/gazetteer.ts';
import { addSamples } from '../samples/add.ts';
import { makeMeasurements } from '../samples/make.ts';
import { readStore } from '../samples/store.ts';
import { row } from './bench.ts';
import { NEWEST } from './lists.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const ROWS = Number(process.env.ROWS ?? 10_000_000);
const LATE_ROWS = 100_000;
const MOST_BYTES = 400e6 * (ROWS / 10_000_000);

interface Cost {
	seconds: number;
	cpu: number;
	megabytes: number;
	notes: string[];
}

/** Print the figures. */
export async function benchLate(): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'bench-late-'));
	try {
		const data = join(folder, 'data');
		for (const part of ['editions.csv', 'gazetteer', 'cache', 'boundaries'])
			await cp(join(ROOT, 'data', part), join(data, part), { recursive: true }).catch(() => {});
		for (const gazetteer of await readGazetteers(data)) await placeGeometryOf(data, gazetteer);
		for (const [name, rows, seed] of [
			['first', ROWS, 300],
			['late', LATE_ROWS, 301]
		] as const) {
			const path = join(folder, `${name}.csv`);
			const month = addMonths(NEWEST.from, 1);
			await makeMeasurements({
				...{ data, path, rows, seed, month, edition: NEWEST.id, more: ['device', 'operator'] }
			});
			const { stdout } = await promisify(execFile)(
				process.execPath,
				['--import', 'tsx', import.meta.filename, data, path],
				{ cwd: ROOT }
			);
			const { seconds, cpu, megabytes, notes } = JSON.parse(stdout) as Cost;
			const what = `${name}: ${rows} measurements`;
			row(what, `${seconds.toFixed(0)} s`);
			row(`${what}, processor time`, `${cpu.toFixed(0)} s`);
			row(`${what}, memory at most`, `${megabytes.toFixed(0)} MB`);
			for (const note of notes) console.log(`  ${note}`);
		}
		const { months } = await readStore(join(data, 'samples'));
		const kept = months.flatMap(({ parts }) => parts.flatMap((of) => of.measurements ?? []));
		const urls = new Set(kept.map(({ url }) => url));
		let bytes = 0;
		for (const url of urls) bytes += (await stat(join(data, 'samples', url))).size;
		row('kept of all of them', `${(bytes / 1e6).toFixed(0)} MB`, {
			bar: `${(MOST_BYTES / 1e6).toFixed(0)} MB`,
			isMet: bytes <= MOST_BYTES
		});
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** Add a file and print what it cost as JSON. */
async function tellCost(data: string, file: string): Promise<void> {
	const [start, before] = [performance.now(), process.cpuUsage()];
	const { draft } = await addSamples({ data, files: [file], now: new Date(), progress: SILENT });
	const { user, system } = process.cpuUsage(before);
	const cost: Cost = {
		seconds: (performance.now() - start) / 1000,
		cpu: (user + system) / 1e6,
		megabytes: process.resourceUsage().maxRSS / 1024,
		notes: draft!.notes.map(({ en }) => en).filter((note) => note.startsWith('Joined'))
	};
	console.log(JSON.stringify(cost));
}

const [data, file] = process.argv.slice(2);
if (process.argv[1] === import.meta.filename) await tellCost(data!, file!);
