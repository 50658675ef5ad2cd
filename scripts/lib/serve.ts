import { createServer, type Server } from 'node:http';
import sirv from 'sirv';
import { headersOf } from './headers.ts';

/** Folder into which the site is built. */
export const BUILD = 'build';

/**
 * Serve the built site with its precompressed files and its headers, as an office's web server would.
 * @param port TCP port; 0 takes a free one
 * @param folder of the built site
 * @param ancestors hosts that may show the embedded map
 * @throws Error when the port is taken
 */
export async function serveBuild(
	port: number,
	folder = BUILD,
	ancestors?: string
): Promise<Server> {
	const files = sirv(folder, {
		brotli: true,
		gzip: true,
		etag: true,
		extensions: ['html'],
		setHeaders(response, path) {
			for (const [name, value] of Object.entries(headersOf(path, ancestors)))
				response.setHeader(name, value);
		}
	});
	const server = createServer((request, response) => {
		files(request, response, () => {
			response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found');
		});
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, resolve);
	});
	return server;
}
