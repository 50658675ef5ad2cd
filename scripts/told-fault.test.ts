/** What each command says where the system refuses something: a sentence, whoever starts it and wherever. */
import { spawn, spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const isRoot = process.getuid?.() === 0;
/** Of `nobody`, who may write nowhere. */
const NOBODY = 65534;

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'told-fault-'));
	await chmod(folder, 0o755);
	await mkdir(join(folder, 'temporary'));
	await chmod(join(folder, 'temporary'), 0o777);
	await cp(join(ROOT, 'data/editions.csv'), join(folder, 'data/editions.csv'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A command as a stranger starts it: no home, letters of ASCII, another zone. */
async function said(command: string, args: readonly string[], uid: number) {
	const child = spawn(process.execPath, ['--import', 'tsx', `scripts/${command}.ts`, ...args], {
		cwd: ROOT,
		env: {
			PATH: process.env.PATH,
			LANG: 'C',
			LC_ALL: 'C',
			TZ: 'America/Los_Angeles',
			TMPDIR: join(folder, 'temporary')
		},
		...{ uid, gid: uid }
	});
	const [told, [status]] = await Promise.all([
		text(child.stderr),
		new Promise<[number | null]>((done) => child.on('close', (code) => done([code])))
	]);
	return { told, status };
}

/** A checkout that only its owner may read is of no use to others. */
const isReadable =
	isRoot && spawnSync('test', ['-r', 'package.json'], { cwd: ROOT, uid: NOBODY }).status === 0;

it.skipIf(!isReadable).each<[string, () => readonly string[], RegExp]>([
	['build', () => [], /there is no right to write here.*the site in force is unchanged/],
	[
		'import-boundaries',
		() => ['--data', join(folder, 'data'), '--edition', '2025-07', '--source', 'x'],
		/there is no right to write here.*what was imported before is unchanged/
	]
])('%s of somebody who may not write says so in a sentence', async (command, args, message) => {
	const { told, status } = await said(command, args(), NOBODY);
	const [line, ...more] = told.split('\n').filter((of) => of && !/^ *\d+\.\d s /.test(of));
	expect(line).toMatch(message);
	expect(more).toEqual([]);
	expect(status).toBe(1);
});
