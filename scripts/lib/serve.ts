import { createServer, type Server } from 'node:http';
import sirv from 'sirv';

/** Folder into which the site is built. */
export const BUILD = 'build';

/**
 * Serve the built site with its precompressed files, as an office's web server would.
 * @param port TCP port; 0 takes a free one
 * @throws Error when the port is taken
 */
export async function serveBuild(port: number): Promise<Server> {
	const files = sirv(BUILD, { brotli: true, gzip: true, etag: true, extensions: ['html'] });
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
