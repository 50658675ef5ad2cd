import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { BUILD, serveBuild } from '../../scripts/site/serve.ts';

/** What the title of a newer version ends with. */
export const NEWER = ' (bản mới)';

const TITLE = 'Bản đồ mẫu đo i-Speed';

/** The built site on a server of its own, which can go away and come back with another version. */
export class Deployment {
	#folder = '';
	#server: Server | undefined;
	#port = 0;

	/** Copy the built site, but for its data, and serve it. */
	async start(): Promise<void> {
		this.#folder = await mkdtemp(join(tmpdir(), 'deployment-'));
		for (const name of await readdir(BUILD))
			if (name === 'data') await symlink(resolve(BUILD, name), join(this.#folder, name));
			else await cp(join(BUILD, name), join(this.#folder, name), { recursive: true });
		await this.#serve();
	}

	get origin(): string {
		return `http://localhost:${this.#port}`;
	}

	/**
	 * Put another version into place, as a build of changed sources would: each script has another name, the old ones
	 * are gone, and the pages have another title.
	 */
	async replace(): Promise<void> {
		await this.stop();
		const { version } = JSON.parse(
			await readFile(join(this.#folder, '_app/version.json'), 'utf8')
		) as { version: string };
		const entries = (await readdir(this.#folder, { recursive: true, withFileTypes: true })).filter(
			(entry) => entry.isFile()
		);
		const isScript = (name: string) => /\.m?js$/.test(name);
		const scripts = entries
			.filter(({ name, parentPath }) => isScript(name) && parentPath.includes('immutable'))
			.map(({ name }) => name)
			.sort((a, b) => b.length - a.length);
		const newName = (name: string) => name.replace(/(\.m?js)$/, '-newer$1');
		for (const { name, parentPath } of entries) {
			const path = join(parentPath, name);
			if (/\.(?:br|gz)$/.test(name)) await rm(path);
			else if (isScript(name) || /\.(?:html|json)$/.test(name)) {
				let text = (await readFile(path, 'utf8'))
					.replaceAll(version, `${version}-newer`)
					.replaceAll(TITLE, TITLE + NEWER);
				for (const script of scripts) text = text.replaceAll(script, newName(script));
				await writeFile(path, name.endsWith('.html') ? withHashes(text) : text);
				if (scripts.includes(name)) await rename(path, join(parentPath, newName(name)));
			}
		}
		await this.#serve();
	}

	/** Take the server away. */
	async stop(): Promise<void> {
		const server = this.#server;
		this.#server = undefined;
		if (!server) return;
		server.closeAllConnections();
		await new Promise((done) => server.close(done));
	}

	/** Stop and clear up. */
	async end(): Promise<void> {
		await this.stop();
		await rm(this.#folder, { recursive: true, force: true });
	}

	async #serve(): Promise<void> {
		this.#server = await serveBuild(this.#port, this.#folder);
		this.#port = (this.#server.address() as AddressInfo).port;
	}
}

/** The page's policy with the hashes of its inline scripts as they are now. */
function withHashes(page: string): string {
	const hashes = [...page.matchAll(/<script>([^]*?)<\/script>/g)].map(
		([, script]) => `'sha256-${createHash('sha256').update(script!).digest('base64')}'`
	);
	return page.replace(/(script-src 'self')(?: 'sha256-[^']+')+/, `$1 ${hashes.join(' ')}`);
}
