import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Another office's server, on an origin of its own, with pages that show the map. */
export class Host {
	/** HTML of each page's body, by path. */
	readonly pages = new Map([['/favicon.ico', '']]);
	#server: Server | undefined;
	origin = '';

	async start(): Promise<void> {
		const server = createServer(({ url }, response) => {
			const body = this.pages.get(new URL(url ?? '/', 'http://host').pathname);
			response
				.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' })
				.end(
					`<!doctype html><html lang="vi"><meta charset="utf-8"><title>Trang chủ</title>${body}`
				);
		});
		await new Promise<void>((done) => server.listen(0, done));
		this.#server = server;
		this.origin = originOf(server);
	}

	/** Put a body at a path. @returns its address */
	page(path: string, body: string): string {
		this.pages.set(path, body);
		return this.origin + path;
	}

	async stop(): Promise<void> {
		this.#server?.closeAllConnections();
		await new Promise((done) => this.#server?.close(done) ?? done(null));
	}
}

/** Where a server is met. */
export function originOf(server: Server): string {
	return `http://localhost:${(server.address() as AddressInfo).port}`;
}
