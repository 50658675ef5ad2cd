/**
 * Killed at any moment, each command leaves the old state or the new one, whole, of the store, its backup and what is
 * published: at random times, and at its writes, links, renames and removals.
 * `KILLS=100 npx vitest run scripts/samples/killed.test.ts` kills each command more often, and prints in which step.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkPublished } from '../publish/check.ts';
import { withDisk } from '../common/disk.ts';
import { SILENT } from '../common/progress.ts';
import { namedFiles } from '../common/publish.ts';
import { randomStream } from '../common/random.ts';
import { readStoredMonths } from './apply.ts';
import { showMonth } from './months.ts';
import { contentOf, indexOf, readStore } from './store.ts';
import { copyDrawnCountry, type Country } from '../testing/country.ts';
import { dyingDisk } from '../testing/failing-disk.ts';
import { addFiles, storeText } from '../testing/office.ts';
import { backupOf, COMMANDS, doCommand, publishedOf } from '../testing/samples-on-and-on.ts';

/** Of each command. */
const KILLS = Number(process.env.KILLS ?? 1);
const ROWS = 4000;
/** Of {@link ROWS} lines, so that a command takes a while. */
const PLACES = ['105.84966,21.04652', '105.79304,21.03386', '108.12504,16.16152'];
const SCRIPT = resolve(import.meta.dirname, '../testing/samples-on-and-on.ts');
/** Of a process that has just begun and what the same command takes where all is loaded. */
const SLOWER = 3;
/** What the time in which a command is killed is multiplied by after a kill, and after an end that came before it. */
const [LONGER, SHORTER] = [1.05, 0.9];

let country: Country;
beforeEach(async () => {
	country = await copyDrawnCountry();
	await writeOffice(join(country.data, '../office'));
});
afterEach(() => country.remove());

async function writeOffice(folder: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	const measurements = (offset: number, rows = ROWS) => {
		const lines = Array.from({ length: rows }, (_, at) => {
			const day = String(1 + (at % 28)).padStart(2, '0');
			return `2024-11-${day} 10:00:00,${PLACES[at % 3]},mobile,${offset + (at % 977) / 10},9,30`;
		});
		return ['time,longitude,latitude,network,download,upload,latency', ...lines, ''].join('\n');
	};
	const table = 'month,code,network,samples\n2024-11,00001,fixed,5\n';
	await writeFile(join(folder, 'table.csv'), table);
	await writeFile(join(folder, 'first.csv'), measurements(1));
	await writeFile(join(folder, 'late.csv'), measurements(200, ROWS / 10));
	await writeFile(join(folder, 'second.csv'), measurements(50));
}

/** What is in force (months, figures, and where they come from), and how many versions there are. */
async function stateText(): Promise<string> {
	const { months, versions } = await readStore(join(country.data, 'samples'));
	return JSON.stringify([versions.length, months], (key, value: unknown) =>
		['id', 'version', 'time'].includes(key) ? undefined : value
	);
}

/** The index of what a command writes beside the store; each time that it does, that is another one. */
async function besideText(at: number): Promise<string> {
	const [command, { data }] = [COMMANDS[at], country];
	if (command === 'data') return readFile(join(publishedOf(data), 'manifest.json'), 'utf8');
	if (command === 'backup') return readFile(join(backupOf(data), 'store.json'), 'utf8');
	return '';
}

/** Of a command: the store's state before it, how long it takes in milliseconds, and how much it does to the disk. */
interface Usual {
	states: string[];
	durations: number[];
	writes: number[];
}

async function everyState(): Promise<Usual> {
	// A month that no command touches.
	const other = 'month,code,network,samples\n2025-07,00004,mobile,7\n';
	await addFiles(country.data, { 'other.csv': other });
	const states: string[] = [];
	const durations: number[] = [];
	const writes: number[] = [];
	for (const at of COMMANDS.keys()) {
		states.push(await stateText());
		const { disk, done } = dyingDisk(Infinity);
		const start = performance.now();
		await withDisk(disk, () => doCommand(country.data, at, SILENT));
		durations.push((performance.now() - start) * SLOWER);
		writes.push(done());
	}
	expect(await stateText()).toBe(states[0]);
	// All but a backup and publishing change something.
	expect(new Set(states).size).toBeGreaterThanOrEqual(COMMANDS.length - 3);
	return { states, durations, writes };
}

/** When a command is killed: milliseconds after it begins, or at one of the things that it does to the disk. */
type Moment = { milliseconds: number } | { write: number };

/** Run a command, kill it, and tell in which step it was; nothing when it was quicker. */
async function killAt(at: number, moment: Moment): Promise<string | undefined> {
	const more = 'write' in moment ? [String(moment.write)] : [];
	const own = ['--import', 'tsx', SCRIPT, country.data, String(at), ...more];
	const child = spawn(process.execPath, own, { stdio: ['ignore', 'pipe', 'inherit'] });
	let said = '';
	child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
	const isOver = once(child, 'close') as Promise<[number | null]>;
	const isBegun = once(child.stdout, 'data').then(() => false);
	if (await Promise.race([isBegun, isOver])) throw new Error('the process ended by itself');
	if ('milliseconds' in moment) await Promise.race([setTimeout(moment.milliseconds), isOver]);
	if ('milliseconds' in moment) child.kill('SIGKILL');
	const [status] = await isOver;
	const last = said.trimEnd().split('\n').at(-1)!;
	// Other ends than those of a kill are faults.
	expect([0, null]).toContain(status);
	return last === 'end' ? undefined : last;
}

/** How often a command was killed. */
interface Killed {
	kills: number;
	isNew: number;
}

/** Kill a command once, look at what is left, and have it done; false when it had ended before. */
async function killOnce(at: number, { states, moment, seen }: Killing): Promise<boolean> {
	const before = await besideText(at);
	const step = await killAt(at, moment);
	const [now, beside] = [await stateText(), await besideText(at)];
	const [old, next] = [states[at]!, states[(at + 1) % COMMANDS.length]!];
	expect([old, next]).toContain(now);
	await expectWhole();
	if (now === old) await doCommand(country.data, at, SILENT);
	expect(await stateText()).toBe(next);
	// What it wrote beside the store was there or is now, as of a run that nobody ended.
	const after = await besideText(at);
	if (before) expect(after).not.toBe(before);
	expect([before, after]).toContain(beside);
	if (step === undefined) return false;
	const phase = `${COMMANDS[at]}: ${step}`;
	const { kills, isNew } = seen.get(phase) ?? { kills: 0, isNew: 0 };
	const isDone = before ? beside === after : now === next;
	seen.set(phase, { kills: kills + 1, isNew: isNew + (isDone ? 1 : 0) });
	return true;
}

interface Killing {
	states: readonly string[];
	moment: Moment;
	/** By command and step. */
	seen: Map<string, Killed>;
}

it(
	`each command, killed at ${KILLS} random moments, leaves the state before or after it`,
	async () => {
		const { states, durations, writes } = await everyState();
		const random = randomStream(KILLS, 'kills');
		const seen = new Map<string, Killed>();
		const [tries, kills] = [COMMANDS.map(() => 0), COMMANDS.map(() => 0)];
		for (let at = 0; at > 0 || kills.some((of) => of < KILLS); at = (at + 1) % COMMANDS.length) {
			if (kills[at] === KILLS) {
				await doCommand(country.data, at, SILENT);
				continue;
			}
			// Every other one at what it does to the disk, from its first to its last.
			const isAtWrite = (at + tries[at]!) % 2 === 0;
			const share = ((tries[at]!++ + random()) / KILLS) % 1;
			const moment = isAtWrite
				? { write: 1 + Math.floor(share * writes[at]!) }
				: { milliseconds: random() * durations[at]! };
			const isKilled = await killOnce(at, { states, moment, seen });
			// Two tries in three come before the end of a command, whatever else the machine does, and so in all of its steps.
			if (!isAtWrite) durations[at]! *= isKilled ? LONGER : SHORTER;
			if (isKilled) kills[at]!++;
		}
		if (KILLS > 1) {
			const rows = [...seen].map(([phase, { kills: of, isNew }]) => ({
				phase,
				kills: of,
				old: of - isNew,
				new: isNew
			}));
			console.table(rows.sort((a, b) => (a.phase < b.phase ? -1 : 1)));
		}
		// Commands that come to their end leave nothing of those that did not.
		for (const at of [...COMMANDS.keys(), ...COMMANDS.keys()])
			await doCommand(country.data, at, SILENT);
		const files = await readdir(join(country.data, 'samples'), { recursive: true });
		const named = namedFiles(JSON.parse(await storeText(country.data))).map(({ url }) => url);
		const own = files.filter((name) => /\.\w+$/.test(name) && !/^(README|store)\./.test(name));
		expect(own.sort()).toEqual([...new Set(named)].sort());
		const cache = await readdir(join(country.data, 'cache'));
		expect(cache.filter((name) => name.startsWith('samples-'))).toEqual([]);
	},
	120_000 + KILLS * COMMANDS.length * 30_000
);

/** What the index names is there and fits, in the store and in its backup; so is what is published; what `npm run data` reads and `samples show` tells agree. */
async function expectWhole(): Promise<void> {
	await checkPublished(publishedOf(country.data));
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
