import { createHash } from 'node:crypto';
import {
	cp,
	mkdir,
	mkdtemp,
	readdir,
	readFile,
	realpath,
	rename,
	rm,
	symlink,
	writeFile
} from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { putInForce, RELEASES } from '../../scripts/site/releases.ts';
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
		const made = this.#made;
		await mkdir(made, { recursive: true });
		for (const name of await readdir(BUILD))
			if (name === 'data') await symlink(resolve(BUILD, name), join(made, name));
			else await cp(join(BUILD, name), join(made, name), { recursive: true });
		await putInForce(made, this.#site);
		await this.#serve();
	}

	get origin(): string {
		return `http://localhost:${this.#port}`;
	}

	/** Put a newer version into place as `npm run build` does, while the server runs. */
	async build(): Promise<void> {
		await cp(await realpath(this.#site), this.#made, { recursive: true });
		await renew(this.#made);
		await putInForce(this.#made, this.#site);
	}

	/** Put a newer version into place as a careless copy does: the server is away, and the old scripts are gone. */
	async replace(): Promise<void> {
		await this.stop();
		await renew(await realpath(this.#site));
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

	get #site(): string {
		return join(this.#folder, 'build');
	}

	get #made(): string {
		return join(this.#folder, RELEASES, 'next');
	}

	async #serve(): Promise<void> {
		this.#server = await serveBuild(this.#port, this.#site);
		this.#port = (this.#server.address() as AddressInfo).port;
	}
}

/** Change a version as changed sources would: each script has another name, and the pages have another title. */
async function renew(folder: string): Promise<void> {
	const { version } = JSON.parse(await readFile(join(folder, '_app/version.json'), 'utf8')) as {
		version: string;
	};
	const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter(
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
}

/** The page's policy with the hashes of its inline scripts as they are now. */
function withHashes(page: string): string {
	const hashes = [...page.matchAll(/<script>([^]*?)<\/script>/g)].map(
		([, script]) => `'sha256-${createHash('sha256').update(script!).digest('base64')}'`
	);
	return page.replace(/(script-src 'self')(?: 'sha256-[^']+')+/, `$1 ${hashes.join(' ')}`);
}
