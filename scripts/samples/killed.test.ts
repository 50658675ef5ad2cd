/**
 * Killed at any moment, `npm run samples` leaves the old state or the new one, whole.
 * `KILLS=100 npx vitest run scripts/samples/killed.test.ts` kills more often and prints in which step.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkPublished } from '../publish/check.ts';
import { SILENT } from '../common/progress.ts';
import { namedFiles } from '../common/publish.ts';
import { randomStream } from '../common/random.ts';
import { readStoredMonths } from './apply.ts';
import { showMonth } from './months.ts';
import { contentOf, indexOf, readStore } from './store.ts';
import { copyDrawnCountry, publishCountry, type Country } from '../testing/country.ts';
import { addFiles, storeText } from '../testing/office.ts';
import { backupOf, COMMANDS, doCommand } from '../testing/samples-on-and-on.ts';

const KILLS = Number(process.env.KILLS ?? 6);
const ROWS = 20_000;
/** Of {@link ROWS} lines, so that a command takes a while. */
const PLACES = ['105.84966,21.04652', '105.79304,21.03386', '108.12504,16.16152'];
const SCRIPT = resolve(import.meta.dirname, '../testing/samples-on-and-on.ts');

let country: Country;
beforeEach(async () => {
	country = await copyDrawnCountry();
	await writeOffice(join(country.data, '../office'));
});
afterEach(() => country.remove());

async function writeOffice(folder: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	const measurements = (offset: number) => {
		const lines = Array.from({ length: ROWS }, (_, at) => {
			const day = String(1 + (at % 28)).padStart(2, '0');
			return `2024-11-${day} 10:00:00,${PLACES[at % 3]},mobile,${offset + (at % 977) / 10},9,30`;
		});
		return ['time,longitude,latitude,network,download,upload,latency', ...lines, ''].join('\n');
	};
	const table = 'month,code,network,samples\n2024-11,00001,fixed,5\n';
	await writeFile(join(folder, 'table.csv'), table);
	await writeFile(join(folder, 'first.csv'), measurements(1));
	await writeFile(join(folder, 'second.csv'), measurements(50));
}

/** What is in force (months, figures, and where they come from), and how many versions there are. */
async function stateText(): Promise<string> {
	const { months, versions } = await readStore(join(country.data, 'samples'));
	return JSON.stringify([versions.length, months], (key, value: unknown) =>
		['id', 'version', 'time'].includes(key) ? undefined : value
	);
}

/** The store's state before each command, and how long a command takes in milliseconds. */
async function everyState(): Promise<{ states: string[]; duration: number }> {
	// A month that no command touches.
	const other = 'month,code,network,samples\n2025-07,00004,mobile,7\n';
	await addFiles(country.data, { 'other.csv': other });
	const start = performance.now();
	const states: string[] = [];
	for (const at of COMMANDS.keys()) {
		states.push(await stateText());
		await doCommand(country.data, at, SILENT);
	}
	expect(await stateText()).toBe(states[0]);
	// All but a backup change something.
	expect(new Set(states).size).toBeGreaterThanOrEqual(COMMANDS.length - 2);
	return { states, duration: (performance.now() - start) / COMMANDS.length };
}

/** Run from a state on, kill, and tell what was said. */
async function killAfter(first: number, milliseconds: number): Promise<string[]> {
	const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, country.data, String(first)], {
		stdio: ['ignore', 'pipe', 'inherit']
	});
	let said = '';
	child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
	const isOver = once(child, 'close').then(() => true);
	const isBegun = once(child.stdout, 'data').then(() => false);
	if (await Promise.race([isBegun, isOver])) throw new Error('the process ended by itself');
	await setTimeout(milliseconds);
	child.kill('SIGKILL');
	await isOver;
	return said.trimEnd().split('\n');
}

it(
	`${KILLS} times killed at random, the store is in the state before or after the command`,
	async () => {
		const { states, duration } = await everyState();
		const random = randomStream(KILLS, 'kills');
		const seen = new Map<string, { kills: number; isNew: number }>();
		let at = 0;
		for (let kill = 0; kill < KILLS; kill++) {
			const said = await killAfter(at, random() * duration * 3);
			const line = said.findLastIndex((text) => text.startsWith('command '));
			const running = Number(said[line]!.split(' ')[1]);
			const [before, after] = [running, (running + 1) % COMMANDS.length];
			const now = await stateText();
			expect([states[before], states[after]]).toContain(now);
			await expectWhole();
			at = now === states[after] ? after : before;
			const phase = `${COMMANDS[running]}: ${said.at(-1)!.replace(/^command.*/, 'begin')}`;
			const { kills, isNew } = seen.get(phase) ?? { kills: 0, isNew: 0 };
			seen.set(phase, { kills: kills + 1, isNew: isNew + (at === after ? 1 : 0) });
		}
		if (KILLS > 6)
			console.table(
				[...seen]
					.sort()
					.map(([phase, { kills, isNew }]) => ({ phase, kills, old: kills - isNew, new: isNew }))
			);
		await publishCountry(country);
		await checkPublished(country.out);
		// Commands that come to their end leave nothing of those that did not.
		for (let more = 2 * COMMANDS.length - at; more > 0; more--) {
			await doCommand(country.data, at, SILENT);
			at = (at + 1) % COMMANDS.length;
		}
		const left = await readdir(join(country.data, 'samples'), { recursive: true });
		const named = namedFiles(JSON.parse(await storeText(country.data))).map(({ url }) => url);
		const files = left.filter((name) => /\.\w+$/.test(name) && !/^(README|store)\./.test(name));
		expect(files.sort()).toEqual([...new Set(named)].sort());
		const cache = await readdir(join(country.data, 'cache'));
		expect(cache.filter((name) => name.startsWith('samples-'))).toEqual([]);
	},
	60_000 + KILLS * 30_000
);

/** What the index names is there and fits, in the store and in its backup; what `npm run data` reads and `samples show` tells agree. */
async function expectWhole(): Promise<void> {
	for (const folder of [join(country.data, 'samples'), backupOf(country.data)]) {
		const { versions } = await readStore(folder);
		for (const file of namedFiles(indexOf(versions))) await contentOf(folder, file);
	}
	const { months: stored } = await readStoredMonths(country.data);
	for (const month of new Set(stored.map(({ entry }) => entry.month))) {
		const shown = await showMonth(country.data, month);
		for (const { entry, rows } of stored.filter(({ entry: of }) => of.month === month)) {
			expect(shown.join('\n')).toContain(`${month} ${entry.network}: ${entry.samples} samples`);
			const total = rows.find(({ code }) => code === '') ?? rows.find(({ code }) => code !== '')!;
			expect(total.samples).toBe(entry.samples);
		}
	}
}
