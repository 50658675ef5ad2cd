/**
 * Serve what was built, on this machine alone: `PORT` (4173 unless set), `HOST` (127.0.0.1; 0.0.0.0 opens it to the
 * network). `FRAME_ANCESTORS` names the hosts that may show the embedded map, divided by spaces; without it every site may.
 * SIGTERM and Ctrl+C let what runs come to its end; a second one ends it at once.
 */
import { stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { readSettings } from './site/address.ts';
import { BUILD, createSite, finish, listen, nothingBuilt } from './site/serve.ts';
import { toldFault } from './told-fault.ts';

/** What a fault of the system leaves. */
const LEFT = 'the built site is unchanged';

try {
	await serve();
} catch (error) {
	console.error(await toldFault(error, LEFT));
	process.exitCode = 1;
}

async function serve(): Promise<void> {
	const { host, port, ancestors } = readSettings(process.env);
	await stat(`${BUILD}/index.html`).catch((error: NodeJS.ErrnoException) => {
		throw error.code === 'ENOENT' ? nothingBuilt(BUILD) : error;
	});
	const site = createSite(BUILD, ancestors);
	await listen(site, host, port);
	const { port: taken } = site.server.address() as AddressInfo;
	const name = ['127.0.0.1', '0.0.0.0', '::1', '::'].includes(host) ? 'localhost' : host;
	console.log(`http://${name.includes(':') ? `[${name}]` : name}:${taken}`);
	let isEnding = false;
	for (const signal of ['SIGTERM', 'SIGINT'] as const)
		process.on(signal, () => {
			if (isEnding) process.exit(1);
			isEnding = true;
			void finish(site).then(() => process.exit());
		});
}
