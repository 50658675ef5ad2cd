/** Who may work in a folder when several want to. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dataErrorOf } from '../testing/errors.ts';
import { LOCK, withLock } from './lock.ts';

const HOLDER = resolve(import.meta.dirname, '../testing/hold-lock.ts');
const RIVALS = 6;

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A process that wants the lock; it says `has it` or `refused`, and keeps it until it is ended. */
function rival() {
	return spawn(process.execPath, ['--import', 'tsx', HOLDER, folder], {
		stdio: ['ignore', 'pipe', 'pipe']
	});
}

async function firstWords(child: ReturnType<typeof rival>): Promise<string> {
	const [said] = (await once(child.stdout, 'data')) as [Buffer];
	return said.toString().trim();
}

async function end(child: ReturnType<typeof rival>, signal: NodeJS.Signals): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	child.kill(signal);
	await once(child, 'close');
}

it('gives what the work gives and leaves nothing, whether it succeeds or fails', async () => {
	const below = join(folder, 'not there yet');
	expect(await withLock(below, 'a test', () => Promise.resolve(7))).toBe(7);
	const failing = withLock(below, 'a test', () => Promise.reject(new Error('no luck')));
	await expect(failing).rejects.toThrow('no luck');
	expect(await readdir(below)).toEqual([]);
});

it('refuses a second one, which says who is at work and since when', async () => {
	let isBegun = false;
	const error = await withLock(folder, 'npm run samples', () =>
		dataErrorOf(() =>
			withLock(folder, 'npm run data', async () => {
				isBegun = true;
			})
		)
	);
	expect(isBegun).toBe(false);
	expect(error.code).toBe('unreachable');
	expect(error.fault.file).toBe(join(folder, LOCK));
	expect(error.fault.found).toMatch(
		new RegExp(`^npm run samples, process ${process.pid}, since \\d{4}-\\d\\d-\\d\\dT`)
	);
	expect(error.fault.remedy).toBe('Wait until it has ended');
	expect(await readdir(folder)).toEqual([]);
});

it('takes over what a killed process left, and only one of many does', async () => {
	const killed = rival();
	expect(await firstWords(killed)).toBe('has it');
	const left = await readFile(join(folder, LOCK), 'utf8');
	await end(killed, 'SIGKILL');
	// As after a power cut, when nobody is left to put it away.
	await writeFile(join(folder, LOCK), left);

	const rivals = Array.from({ length: RIVALS }, rival);
	try {
		const said = await Promise.all(rivals.map(firstWords));
		expect(said.filter((words) => words === 'has it')).toHaveLength(1);
		expect(said.filter((words) => words === 'refused')).toHaveLength(RIVALS - 1);
	} finally {
		await Promise.all(rivals.map((child) => end(child, 'SIGKILL')));
	}
	expect(await withLock(folder, 'a test', () => Promise.resolve('mine'))).toBe('mine');
	expect(await readdir(folder)).toEqual([]);
});

it('goes with a process that is killed', async () => {
	const killed = rival();
	expect(await firstWords(killed)).toBe('has it');
	await end(killed, 'SIGKILL');
	expect(await readdir(folder)).toEqual([]);
});

it('is not deceived by another process that got the number of a dead one', async () => {
	const holder = { id: 'x', what: 'an import', since: '', host: hostname(), began: '1' };
	await writeFile(join(folder, LOCK), JSON.stringify({ ...holder, pid: process.pid }));
	if (!existsSync('/proc/self/stat')) {
		console.log('skipped: this system does not tell when a process began');
		return;
	}
	expect(await withLock(folder, 'a test', () => Promise.resolve('mine'))).toBe('mine');
});

it('believes the lock of another machine', async () => {
	const text = JSON.stringify({
		id: 'x',
		what: 'an import',
		since: '2026-01-05T08:00:00.000Z',
		host: 'office-2',
		pid: 4_194_303,
		began: '1'
	});
	await writeFile(join(folder, LOCK), text);
	const error = await dataErrorOf(() => withLock(folder, 'a test', () => Promise.resolve()));
	expect(error.fault.found).toContain('process 4194303 on office-2');
	expect(error.fault.remedy).toContain('remove the file');
	expect(await readFile(join(folder, LOCK), 'utf8')).toBe(text);
});

it('says at once where no folder can be made', async () => {
	const script = `import('${resolve(import.meta.dirname, 'lock.ts')}').then(({ withLock }) => withLock('/proc/x/samples', 'test', async () => {})).catch(({ code }) => console.log(code))`;
	const child = spawn(process.execPath, ['--import', 'tsx', '-e', script], { timeout: 20_000 });
	const said: Buffer[] = [];
	child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
	await once(child, 'close');
	expect(Buffer.concat(said).toString().trim()).toBe('ENOENT');
});
