/**
 * `docs/nginx.conf` in a real nginx and `docs/Caddyfile` in a real Caddy: they start with them, and send the headers that
 * the end-to-end tests run under.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { headersOf } from './headers.ts';

const run = promisify(execFile);
const SERVERS: { name: string; version: string; start: Start }[] = [
	{ name: 'nginx', version: '-v', start: startNginx },
	{ name: 'caddy', version: 'version', start: startCaddy }
];

/**
 * Start a server with the site's own configuration on a port of this machine.
 * @param folder whose `site/` it serves, and which may hold its own files
 */
type Start = (folder: string, port: number) => Promise<ChildProcess>;

/** A site with a file of each kind. */
const FILES = {
	'index.html': '<!doctype html><title>map</title>',
	'plan/index.html': '<!doctype html><title>plan</title>',
	'embed/index.html': '<!doctype html><title>embed</title>',
	'embed/static/vi/31/index.html': '<!doctype html><title>static</title>',
	'embed.js': 'customElements',
	'_app/immutable/workers/worker-x1.js': 'self',
	'data/manifest.json': '{}',
	'data/2025-07/months/2026-10.mobile.3fa9c1d2.parquet': 'PAR1',
	'site.webmanifest': '{}'
};

describe.each(SERVERS)('$name with its file in docs/', async ({ name, version, start }) => {
	const isInstalled = await run(name, [version]).then(
		() => true,
		() => false
	);
	if (!isInstalled) {
		const reason = `not tested: no ${name} here (apt-get install nginx-light caddy)`;
		console.warn(reason);
		it.skip(reason, () => {});
		return;
	}
	let folder: string;
	let root: string;
	let server: ChildProcess;
	let faults = '';

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), `${name}-`));
		for (const [path, content] of Object.entries(FILES)) {
			await mkdir(dirname(join(folder, 'site', path)), { recursive: true });
			await writeFile(join(folder, 'site', path), content);
		}
		await writeFile(join(folder, 'site/index.html.gz'), gzipSync(FILES['index.html']));
		const port = await freePort();
		root = `http://127.0.0.1:${port}`;
		server = await start(folder, port);
		// Caddy says there what it does, too.
		createInterface({ input: server.stderr! }).on('line', (line) => {
			if (!line.includes('"level":"info"')) faults += line;
		});
		await vi.waitFor(
			async () => {
				const { status } = await fetch(root);
				expect(`${status} ${faults}`).toBe('200 ');
			},
			{ timeout: 10_000, interval: 100 }
		);
	});
	afterAll(async () => {
		server?.kill();
		await rm(folder, { recursive: true, force: true });
	});

	it.each([
		['/', 'text/html'],
		['/plan/', 'text/html'],
		['/embed/', 'text/html'],
		['/embed/static/vi/31/', 'text/html'],
		['/embed.js', 'text/javascript'],
		['/_app/immutable/workers/worker-x1.js', 'text/javascript'],
		['/data/manifest.json', 'application/json'],
		['/data/2025-07/months/2026-10.mobile.3fa9c1d2.parquet', 'application/octet-stream'],
		['/site.webmanifest', 'application/manifest+json']
	])('%s has its headers', async (path, type) => {
		const { status, headers } = await fetch(root + path);
		expect(status).toBe(200);
		expect(headers.get('content-type')).toContain(type === 'application/octet-stream' ? '/' : type);
		for (const [name, value] of Object.entries(headersOf(path)))
			expect(headers.get(name), name).toBe(value);
	});

	it('sends them with what is missing, too, and what was compressed before', async () => {
		const missing = await fetch(`${root}/nothing/`);
		expect(missing.status).toBe(404);
		expect(missing.headers.get('content-security-policy')).toBe("frame-ancestors 'self'");
		for (const path of ['/_app/immutable/gone.js', '/data/months/2026-10.3fa9c1d2.parquet']) {
			const { status, headers } = await fetch(root + path);
			expect([status, headers.get('cache-control')], path).toEqual([404, 'no-cache']);
		}
		const whole = await fetch(root, { headers: { 'accept-encoding': 'gzip' } });
		expect(whole.headers.get('content-encoding')).toBe('gzip');
		expect(await whole.text()).toBe(FILES['index.html']);
		expect(faults).toBe('');
	});
});

async function startNginx(folder: string, port: number): Promise<ChildProcess> {
	const site = (await readFile('docs/nginx.conf', 'utf8'))
		.replace(/listen 80;[^\n]*/, `listen 127.0.0.1:${port};`)
		.replace('root /srv/ispeed;', `root ${folder}/site;`);
	expect(site).toContain(`${folder}/site`);
	const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
		.map((part) => `${part}_temp_path ${folder}/${part};`)
		.join('\n');
	await writeFile(
		join(folder, 'nginx.conf'),
		// Started by root it would serve as somebody who may not read the folder.
		`${process.getuid?.() === 0 ? 'user root;' : ''}
		daemon off; master_process off; pid ${folder}/pid; error_log stderr warn;
		events {}
		http { types { text/html html; text/javascript js; application/json json; } access_log off;
		${paths}
		${site} }`
	);
	return spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')]);
}

async function startCaddy(folder: string, port: number): Promise<ChildProcess> {
	const site = (await readFile('docs/Caddyfile', 'utf8'))
		.replace('ispeed.example.vn {', `http://127.0.0.1:${port} {`)
		.replace('root * /srv/ispeed', `root * ${folder}/site`);
	expect(site).toContain(`${folder}/site`);
	const quiet = '{\n\tadmin off\n\tauto_https off\n\tlog {\n\t\tlevel ERROR\n\t}\n}\n';
	await writeFile(join(folder, 'Caddyfile'), quiet + site);
	const home = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
	return spawn('caddy', ['run', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')], {
		env: home
	});
}

function freePort(): Promise<number> {
	return new Promise((resolve) => {
		const probe = createServer().listen(0, '127.0.0.1', () => {
			const { port } = probe.address() as AddressInfo;
			probe.close(() => resolve(port));
		});
	});
}
