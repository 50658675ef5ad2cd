/**
 * Whatever changes, and in whatever order: what is published is, to the last byte, what a run from nothing publishes of
 * the same inputs. `SEQUENCES=100 SEED=7 npx vitest run scripts/publish/sequences.test.ts` tries more and others.
 */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { filesBelow } from '../common/sources.ts';
import { SILENT } from '../common/progress.ts';
import { sha256 } from '../common/publish.ts';
import { randomStream, type RandomSource } from '../common/random.ts';
import { removeMonth } from '../samples/remove.ts';
import { copyDrawnCountry, type Country } from '../testing/country.ts';
import { addFiles } from '../testing/office.ts';
import { build, type BuildOptions } from './build.ts';

const SEQUENCES = Number(process.env.SEQUENCES ?? 1);
const SEED = Number(process.env.SEED ?? 19);

/** Points of communes of both lists of the made-up country. */
const PLACES = [
	'105.84966,21.04652',
	'105.8535,21.0505',
	'105.79304,21.03386',
	'108.12504,16.16152'
];
const TABLES = ['2024-09', '2025-03', '2025-08', '2026-01'] as const;
const MEASURED = ['2024-11', '2025-09', '2025-11'] as const;

type Flags = Pick<BuildOptions, 'demonstration' | 'floor'>;
interface Change {
	name: string;
	make(data: string, random: RandomSource, flags: Flags): Promise<void>;
}

const pick = <T>(random: RandomSource, of: readonly T[]) => of[Math.floor(random() * of.length)]!;

/** Every kind of change comes, in any order. */
function shuffled<T>(of: readonly T[], random: RandomSource): T[] {
	const order = of.map((each) => [random(), each] as const).sort(([a], [b]) => a - b);
	return order.map(([, each]) => each);
}

/** A line of a file reads otherwise. */
async function edit(path: string, change: (line: string, at: number) => string): Promise<void> {
	const lines = (await readFile(path, 'utf8')).split(/\r?\n/);
	await writeFile(path, lines.map(change).join('\n'));
}

async function give(data: string, month: string, text: string): Promise<void> {
	await removeMonth(join(data, 'samples'), month).catch(() => undefined);
	await addFiles(data, { [`${month}.csv`]: text }, { statistic: 'median' });
}

/** Measurements of a month in one place or two: elsewhere others may have measured, so that each month depends on all. */
async function measure(data: string, month: string, random: RandomSource): Promise<void> {
	const places = [pick(random, PLACES), pick(random, PLACES)];
	const rows = Array.from({ length: 30 }, (_, at) => {
		const speed = 10 + Math.floor(random() * 90);
		const day = String(1 + (at % 28)).padStart(2, '0');
		const time = `${month}-${day}T08:${String(at).padStart(2, '0')}:00+07:00`;
		return `${time},${pick(random, places)},mobile,${speed},5,20`;
	});
	const header = 'time,lon,lat,network,download_mbps,upload_mbps,latency_ms';
	await removeMonth(join(data, 'samples'), month).catch(() => undefined);
	await addFiles(data, { [`đo-${month}.csv`]: [header, ...rows, ''].join('\n') });
}

const CHANGES: readonly Change[] = [
	{
		name: 'a monthly table',
		async make(data, random) {
			const month = pick(random, TABLES);
			const codes = month < '2025-07' ? ['00001', '00004', '00007'] : ['00004', '00166', '20194'];
			const rows = codes.map(
				(code) =>
					`${month},${code},mobile,${Math.floor(random() * 600)},${20 + Math.floor(random() * 80)}`
			);
			await give(data, month, ['month,code,network,samples,download', ...rows, ''].join('\n'));
		}
	},
	{
		name: 'a month of measurements',
		make: (data, random) => measure(data, pick(random, MEASURED), random)
	},
	{
		name: 'a month goes',
		async make(data, random) {
			const month = pick(random, [...TABLES, ...MEASURED]);
			await removeMonth(join(data, 'samples'), month).catch(() => undefined);
		}
	},
	{
		name: 'a renamed unit',
		make: (data, random) =>
			edit(
				join(data, `gazetteer/${pick(random, ['2022-10', '2025-07'])}-communes.csv`),
				(line, at) =>
					at === 1
						? line.replace(/^(\d+),("?)([^,"]+)/, `$1,$2$3 ${Math.floor(random() * 9)}`)
						: line
			)
	},
	{
		name: 'people of a unit',
		make: (data, random) =>
			edit(join(data, 'gazetteer/2025-07-communes.csv'), (line, at) =>
				at === 2 ? line.replace(/\d+$/, String(1000 + Math.floor(random() * 9000))) : line
			)
	},
	{
		name: 'a row of the crosswalk',
		make: (data, random) =>
			edit(join(data, 'crosswalk/2022-10_2025-07.csv'), (line, at) =>
				at === 1 ? line.replace(/[\d.]+$/, (0.991 + 0.009 * random()).toFixed(4)) : line
			)
	},
	{
		name: 'the floor',
		make: (_, random, flags) => {
			flags.floor = pick(random, [3, 5, 9]);
			return Promise.resolve();
		}
	},
	{
		name: 'the demonstration',
		make: (_, __, flags) => {
			flags.demonstration = !flags.demonstration;
			return Promise.resolve();
		}
	}
];

let country: Country;
beforeAll(async () => {
	country = await copyDrawnCountry();
});
afterAll(() => country.remove());

async function contentsOf(folder: string): Promise<Record<string, string>> {
	const files = await filesBelow(folder);
	const hashes = files.map(
		async (path) => [path.slice(folder.length), sha256(await readFile(path))] as const
	);
	return Object.fromEntries(await Promise.all(hashes));
}

/** What a run makes that has nothing to go by but drawn outlines. */
async function fromNothing(at: string, flags: Flags): Promise<Record<string, string>> {
	const fresh = await copyDrawnCountry();
	const isKept = (path: string) => !path.startsWith(join(country.data, 'cache'));
	await cp(country.data, fresh.data, { recursive: true, filter: isKept });
	await build({ data: fresh.data, out: fresh.out, progress: SILENT, ...flags });
	const contents = await contentsOf(fresh.out);
	await fresh.remove();
	expect(Object.keys(contents).length, at).toBeGreaterThan(10);
	return contents;
}

for (let sequence = 0; sequence < SEQUENCES; sequence++)
	it(`sequence ${sequence}`, async () => {
		const random = randomStream(SEED + sequence, 'changes');
		const flags: Flags = {};
		const done: string[] = [];
		for (const month of MEASURED) await measure(country.data, month, random);
		await build({ data: country.data, out: country.out, progress: SILENT });
		for (const change of [...CHANGES.slice(0, 2).reverse(), ...shuffled(CHANGES, random)]) {
			await change.make(country.data, random, flags);
			done.push(change.name);
			await build({ data: country.data, out: country.out, progress: SILENT, ...flags });
			const expected = await fromNothing(done.join(', '), flags);
			expect(await contentsOf(country.out), done.join(', ')).toEqual(expected);
		}
	}, 600_000);
