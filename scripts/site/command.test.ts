/** `npm start` and its server as commands: what can't be served is told at once, in one line. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { runQuietly } from '../common/run.ts';

const TSX = pathToFileURL(resolve('node_modules/tsx/dist/loader.mjs')).href;
const command = (name: string) => ['--import', TSX, resolve('scripts', name)];

let folder: string;
let other: Server;
let taken: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'serve-command-'));
	await mkdir(join(folder, 'build'));
	await writeFile(join(folder, 'build/index.html'), 'page');
	other = createServer();
	await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
	taken = String((other.address() as AddressInfo).port);
});
afterAll(async () => {
	other.close();
	await rm(folder, { recursive: true, force: true });
});

const environments: [name: string, environment: () => NodeJS.ProcessEnv, words: RegExp][] = [
	['a port that is no number', () => ({ PORT: 'abc' }), /^PORT: .*"abc"/],
	['a port that is too great', () => ({ PORT: '99999' }), /^PORT: .*"99999"/],
	['a negative port', () => ({ PORT: '-1' }), /^PORT: .*"-1"/],
	['a port with a fraction', () => ({ PORT: '80.5' }), /^PORT: .*"80.5"/],
	['a port that is taken', () => ({ PORT: taken }), /another program listens there.*PORT=8080/],
	['a host that is not this machine', () => ({ PORT: '0', HOST: '203.0.113.7' }), /does not have/],
	['hosts that are none', () => ({ FRAME_ANCESTORS: 'a; b' }), /^FRAME_ANCESTORS: .*divided/]
];

describe.each(['start.ts', 'serve.ts'])('%s', (name) => {
	it.each(environments)('%s', async (_, environment, words) => {
		const before = await readdir(folder);
		const options = { cwd: folder, environment: environment() };
		const { status, output } = await runQuietly(process.execPath, command(name), options);
		expect(status).toBe(1);
		expect(output.trim().split('\n')).toHaveLength(1);
		expect(output).toMatch(words);
		expect(await readdir(folder)).toEqual(before);
	});
});

it('without a built site: what to do', async () => {
	const options = { cwd: tmpdir(), environment: { PORT: '0' } };
	const { status, output } = await runQuietly(process.execPath, command('serve.ts'), options);
	expect([status, output.trim().split('\n').length]).toEqual([1, 1]);
	expect(output).toContain('npm run build');
});

it.each(['SIGTERM', 'SIGINT'] as const)(
	'%s ends it, with nothing to complain of',
	async (signal) => {
		const server = spawn(process.execPath, command('serve.ts'), {
			cwd: folder,
			env: { ...process.env, PORT: '0', HOST: '' }
		});
		onTestFinished(() => void server.kill('SIGKILL'));
		const [origin] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
		expect(origin).toMatch(/^http:\/\/localhost:\d+$/);
		const page = await fetch(origin);
		expect([page.status, await page.text()]).toEqual([200, 'page']);
		server.kill(signal);
		expect(await once(server, 'exit')).toEqual([0, null]);
	}
);
