/**
 * Versions of the built site: each is made beside the one in force, and `build` is a link that a rename switches, so a
 * server finds one or the other whole. The version before stays; what bears its hash in its name, and was in force
 * within the last day, stays in the newer versions too, for pages that were opened before.
 */
import { randomUUID } from 'node:crypto';
import { lstat, readdir, readFile, readlink, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import * as v from 'valibot';
import { disk, REAL_DISK } from '../common/disk.ts';
import { replaceFile } from '../common/publish.ts';

/** Beside the link; it must be on the same disk. */
export const RELEASES = '.releases';
/** Milliseconds that a file stays after the version that brought it. */
export const STAYS = 24 * 60 * 60 * 1000;

/** Names that change with their content. */
export const HASHED = /\/_app\/immutable\/|\.[0-9a-f]{8}\./;
/** Beside a version: which of its files are those of versions before, and when each of them was replaced (ISO 8601). */
const OLDER = '.older.json';
const OlderSchema = v.record(v.string(), v.string());

/**
 * Put a version in force.
 * @param made folder with the whole version, in the folder {@link RELEASES}; it is moved
 * @param site link that servers follow; a folder in its place becomes the version before
 * @param now milliseconds
 * @returns files of versions before that stay
 */
export async function putInForce(made: string, site: string, now = Date.now()): Promise<number> {
	const releases = dirname(made);
	const before = await currentOf(releases, site, now);
	const id = idOf(now);
	const older = before ? await keepOlder(before, made, now) : {};
	await replaceFile(join(releases, id + OLDER), JSON.stringify(older));
	await disk().rename(made, join(releases, id));
	await switchTo(join(releases, id), site).catch(async (error: unknown) => {
		await rm(join(releases, id), { recursive: true, force: true }).catch(() => {});
		throw error;
	});
	const kept = [id, ...(before ? [basename(before)] : [])];
	for (const name of await readdir(releases))
		if (!name.startsWith('.') && !kept.some((of) => name === of || name === of + OLDER))
			await rm(join(releases, name), { recursive: true, force: true });
	return Object.keys(older).length;
}

/** The version in force, if there is one. */
async function currentOf(releases: string, site: string, now: number): Promise<string | undefined> {
	const found = await lstat(site).catch(unlessMissing);
	if (found?.isSymbolicLink()) {
		const target = join(dirname(site), await readlink(site));
		return (await stat(target).catch(unlessMissing)) && target;
	}
	if (!found) return undefined;
	// From the time before there were versions.
	const target = join(releases, idOf(now - 1));
	await disk().rename(site, target);
	await switchTo(target, site).catch(async (error: unknown) => {
		await REAL_DISK.rename(target, site);
		throw error;
	});
	return target;
}

/** Lay files of the version before into the new one. */
async function keepOlder(
	before: string,
	made: string,
	now: number
): Promise<v.InferOutput<typeof OlderSchema>> {
	const text = await readFile(before + OLDER, 'utf8').catch(unlessMissing);
	const known = text ? v.parse(OlderSchema, JSON.parse(text)) : {};
	const older: Record<string, string> = {};
	const entries = await readdir(before, { recursive: true, withFileTypes: true });
	for (const entry of entries) {
		if (!entry.isFile()) continue;
		const path = join(entry.parentPath, entry.name);
		const name = relative(before, path);
		const replaced = known[name] ?? new Date(now).toISOString();
		const isKept = HASHED.test(`/${name}`) && now - Date.parse(replaced) < STAYS;
		if (!isKept || (await stat(join(made, name)).catch(unlessMissing))) continue;
		await disk().mkdir(dirname(join(made, name)));
		// One content under one name: both versions may share it.
		await disk()
			.link(path, join(made, name))
			.catch(() => disk().copy(path, join(made, name)));
		older[name] = replaced;
	}
	return older;
}

async function switchTo(target: string, site: string): Promise<void> {
	const beside = `${site}.${process.pid}.tmp`;
	await disk().remove(beside);
	await disk().symlink(relative(dirname(site), target), beside);
	await disk()
		.rename(beside, site)
		.catch(async (error: unknown) => {
			await REAL_DISK.remove(beside).catch(() => {});
			throw error;
		});
}

/** Names of versions tell when they were put in force. */
function idOf(now: number): string {
	return `${new Date(now).toISOString().replace(/[:.]/g, '-')}-${randomUUID().slice(0, 4)}`;
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
	if (error.code !== 'ENOENT') throw error;
}
