/**
 * The program that a site was built with, kept beside its versions: what draws a page from published data draws it again
 * when these change, without building the program anew.
 */
import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import { replaceFile } from '../common/publish.ts';
import { filesBelow, hashFiles } from '../common/sources.ts';
import { RELEASES } from './releases.ts';

/** Where SvelteKit writes it. */
const MADE = '.svelte-kit/output/server';
const KIT = join(RELEASES, '.kit');
const ABOUT = 'about.json';
const AboutSchema = v.object({
	/** As the site's own `_app/version.json` says. */
	version: v.string(),
	/** Hash of the sources. */
	program: v.string()
});
/** All that a page is made from but the published data. */
const FOLDERS = ['src', 'messages', 'static'];
const FILES = ['svelte.config.js', 'vite.config.ts', 'package-lock.json'];
/** A path that SvelteKit takes while it prerenders; it is in no page. */
const ORIGIN = 'http://sveltekit-prerender';

/** Hash of the sources of the site's program, in the project's folder. */
export async function siteProgram(): Promise<string> {
	const below = await Promise.all(FOLDERS.map((folder) => filesBelow(resolve(folder))));
	const files = below
		.flat()
		.filter((file) => !file.startsWith(resolve('static/data')) && !/\.test\.ts$/.test(file));
	return hashFiles(resolve('.'), [...files, ...FILES.map((file) => resolve(file))]);
}

/** Version of the program of a built site. */
export async function versionOf(site: string): Promise<string> {
	const text = await readFile(join(site, '_app/version.json'), 'utf8');
	return v.parse(v.object({ version: v.string() }), JSON.parse(text)).version;
}

/**
 * Keep the program of a site that was just made.
 * @param program of {@link siteProgram}, from before it was made
 */
export async function keepKit(site: string, program: string): Promise<void> {
	const next = `${KIT}.next`;
	await rm(next, { recursive: true, force: true });
	await mkdir(next, { recursive: true });
	await cp(MADE, join(next, 'server'), { recursive: true });
	const about = { version: await versionOf(site), program };
	await replaceFile(join(next, ABOUT), JSON.stringify(about));
	await rm(KIT, { recursive: true, force: true });
	await rename(next, KIT);
}

/** True when the kept program is that of a site, and of the sources as they are. */
export async function isKitOf(site: string): Promise<boolean> {
	try {
		const about = v.parse(AboutSchema, JSON.parse(await readFile(join(KIT, ABOUT), 'utf8')));
		return about.version === (await versionOf(site)) && about.program === (await siteProgram());
	} catch {
		return false;
	}
}

/** A page, and what SvelteKit writes beside it, by path. */
export type Rendered = ReadonlyMap<string, Buffer>;

interface Dependency {
	response: Response;
	body: string | Uint8Array | null;
}
interface KitServer {
	init(options: { env: Record<string, string> }): Promise<void>;
	respond(request: Request, options: object): Promise<Response>;
}

/**
 * Start the kept program.
 * @returns what draws a page from the published data, as a build does
 */
export async function startKit(): Promise<(path: string) => Promise<Rendered>> {
	const load = (name: string): Promise<Record<string, unknown>> =>
		import(pathToFileURL(resolve(KIT, 'server', name)).href);
	const call = (of: Record<string, unknown>, name: string, ...values: unknown[]) =>
		(of[name] as (...values: unknown[]) => void)(...values);
	const internal = await load('internal.js');
	// As SvelteKit does before it prerenders (core/postbuild/prerender.js).
	call(internal, 'set_building');
	call(internal, 'set_prerendering');
	call(await load('env.js'), 'set_env', {});
	call(internal, 'set_private_env', {});
	call(internal, 'set_public_env', {});
	const { manifest } = await load('manifest-full.js');
	call(internal, 'set_manifest', manifest);
	const { Server } = (await load('index.js')) as { Server: new (manifest: unknown) => KitServer };
	const server = new Server(manifest);
	await server.init({ env: {} });
	return async (path) => {
		const dependencies = new Map<string, Dependency>();
		const response = await server.respond(new Request(ORIGIN + path), {
			getClientAddress: () => '',
			prerendering: { dependencies, remote_responses: new Map() }
		});
		if (response.status !== 200) throw new Error(`${path} was answered with ${response.status}`);
		const file = path.endsWith('/') ? `${path}index.html` : path;
		const files = new Map([[file, Buffer.from(await response.arrayBuffer())]]);
		for (const [name, { body, response: other }] of dependencies)
			files.set(name, Buffer.from(body ?? new Uint8Array(await other.arrayBuffer())));
		return files;
	};
}
