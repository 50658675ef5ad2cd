/**
 * `docs/nginx.conf` in a real nginx and `docs/Caddyfile` in a real Caddy: they start with them, and send the headers that
 * the end-to-end tests run under.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { get, type IncomingHttpHeaders } from 'node:http';
import { get as getSecurely } from 'node:https';
import { text } from 'node:stream/consumers';
import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
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
	{ name: 'nginx', version: '-v', start: (...given) => startNginx(...given) },
	{ name: 'caddy', version: 'version', start: (...given) => startCaddy(...given) }
];

/**
 * Start a server with the site's own configuration on a port of this machine.
 * @param folder whose `site/` it serves, and which may hold its own files
 */
type Start = (folder: string, port: number) => Promise<{ server: ChildProcess; root: string }>;

/** A path of a server whose certificate nobody vouches for. */
async function ask(
	address: string,
	headers: Record<string, string> = {}
): Promise<{ status: number; headers: IncomingHttpHeaders; body: string }> {
	const open = address.startsWith('https:') ? getSecurely : get;
	return new Promise((resolve, reject) => {
		open(address, { headers, rejectUnauthorized: false, agent: false }, (answer) => {
			const { statusCode, headers } = answer;
			void text(answer).then((body) => resolve({ status: statusCode!, headers, body }), reject);
		}).on('error', reject);
	});
}

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
		await symlink('site', join(folder, 'current'));
		({ server, root } = await start(folder, await freePort()));
		// Caddy says there what it does, too.
		createInterface({ input: server.stderr! }).on('line', (line) => {
			if (!line.includes('"level":"info"')) faults += line;
		});
		await vi.waitFor(
			async () => {
				const { status } = await ask(root);
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
		const { status, headers } = await ask(root + path);
		expect(status).toBe(200);
		expect(headers['content-type']).toContain(type === 'application/octet-stream' ? '/' : type);
		for (const [name, value] of Object.entries(headersOf(path)))
			expect(headers[name.toLowerCase()], name).toBe(value);
		expect(headers['strict-transport-security']).toBe('max-age=31536000');
	});

	it('sends them with what is missing, too, and what was compressed before', async () => {
		const missing = await ask(`${root}/nothing/`);
		expect(missing.status).toBe(404);
		expect(missing.headers['content-security-policy']).toBe("frame-ancestors 'self'");
		for (const path of ['/_app/immutable/gone.js', '/data/months/2026-10.3fa9c1d2.parquet']) {
			const { status, headers } = await ask(root + path);
			expect([status, headers['cache-control']], path).toEqual([404, 'no-cache']);
		}
		const { headers } = await ask(root, { 'accept-encoding': 'gzip' });
		expect(headers['content-encoding']).toBe('gzip');
		expect(faults).toBe('');
	});

	it('serves the next version as soon as the link leads to it', async () => {
		await mkdir(join(folder, 'newer'));
		await writeFile(join(folder, 'newer', 'index.html'), 'newer');
		await symlink('newer', join(folder, 'next'));
		await rename(join(folder, 'next'), join(folder, 'current'));
		expect((await ask(root)).body).toBe('newer');
		await symlink('site', join(folder, 'next'));
		await rename(join(folder, 'next'), join(folder, 'current'));
		expect((await ask(root)).body).toBe(FILES['index.html']);
	});
});

const startNginx: Start = async (folder, port) => {
	const plain = await freePort();
	const certificate = '/etc/letsencrypt/live/ispeed.example.vn';
	const site = (await readFile('docs/nginx.conf', 'utf8'))
		.replace('listen 80;', `listen 127.0.0.1:${plain};`)
		.replace('listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`)
		.replaceAll(certificate, folder)
		.replace('root /srv/ispeed/current;', `root ${folder}/current;`);
	expect(site).toContain(`${folder}/current`);
	const names = ['-keyout', `${folder}/privkey.pem`, '-out', `${folder}/fullchain.pem`];
	const form = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
	await run('openssl', ['req', ...form, '-subj', '/CN=ispeed.example.vn', ...names]);
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
	const server = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')]);
	await vi.waitFor(async () => {
		// Plain http is sent on.
		const { status, headers } = await ask(`http://127.0.0.1:${plain}/plan/?month=2026-10`);
		expect([status, headers.location]).toEqual([301, 'https://127.0.0.1/plan/?month=2026-10']);
	});
	return { server, root: `https://127.0.0.1:${port}` };
};

const startCaddy: Start = async (folder, port) => {
	const site = (await readFile('docs/Caddyfile', 'utf8'))
		.replace('ispeed.example.vn {', `http://127.0.0.1:${port} {`)
		.replace('root * /srv/ispeed/current', `root * ${folder}/current`);
	expect(site).toContain(`${folder}/current`);
	const quiet = '{\n\tadmin off\n\tauto_https off\n\tlog {\n\t\tlevel ERROR\n\t}\n}\n';
	await writeFile(join(folder, 'Caddyfile'), quiet + site);
	const home = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
	const args = ['run', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')];
	// Its own certificate needs a name of the internet; what it sends is the same.
	return { server: spawn('caddy', args, { env: home }), root: `http://127.0.0.1:${port}` };
};

function freePort(): Promise<number> {
	return new Promise((resolve) => {
		const probe = createServer().listen(0, '127.0.0.1', () => {
			const { port } = probe.address() as AddressInfo;
			probe.close(() => resolve(port));
		});
	});
}
