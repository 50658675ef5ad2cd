/**
 * The store into another folder, and back. Files of the store never change, so a backup may be made while a command is at
 * work: it is of the index that was in force when it began. What is there already is not copied again.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { DataError } from '../../src/lib/domain/errors.ts';
import type { Text } from '../../src/lib/intake/index.ts';
import { both, faultIn } from '../../src/lib/intake/texts.ts';
import type { Language } from '../../src/lib/intake/told.ts';
import type { PublishedFile } from '../../src/lib/data/schema.ts';
import { disk } from '../common/disk.ts';
import { LOCK, withLock } from '../common/lock.ts';
import { namedFiles } from '../common/publish.ts';
import { localTime, ONLY_SHOWN } from './history.ts';
import { NOW_PUBLISH } from './months.ts';
import { contentOf, INDEX, indexOf, readStore } from './store.ts';
import type { Store, StoredPart, Version } from './store-schema.ts';
import { beginStore, switchTo } from './store-write.ts';
import {
	damagedStore,
	noBackup,
	nothingToBackUp,
	wouldForget,
	wouldLose
} from './backup-faults.ts';
import { KEY_FILE } from './measured-key.ts';

/** How a copy is made. */
export interface Copying {
	language?: Language;
	/** True copies the key by which devices are told apart, too. */
	withKey?: boolean;
	/** True lets a copy take the place of versions that it hasn't. */
	over?: boolean;
	dryRun?: boolean;
}

/** As often as a file is gone because a command forgot its version meanwhile, the newer index is taken. */
const TRIES = 5;

/**
 * Copy the store.
 * @param data folder of the inputs
 * @param target a folder of its own; one with an older backup is brought up to date
 * @throws DataError when the store is empty, the folder has versions that the store hasn't, a file of the store is
 * damaged, or the folder holds something else; what is in the folder stays then
 */
export async function backUp(
	data: string,
	target: string,
	{ language = 'en', withKey = false, over = false }: Copying = {}
): Promise<string[]> {
	const folder = join(data, 'samples');
	await refuseFolder(folder, target);
	if ((await readStore(folder)).versions.length === 0)
		throw nothingToBackUp(folder, target, (await readStore(target)).versions);
	// The folder alone: with all that is above it Node tries for ever where none can be made (/proc).
	await mkdir(target).catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'EEXIST') throw error;
	});
	return withLock(target, 'npm run samples -- backup', async () => {
		const { versions } = await readStore(folder);
		const before = (await readStore(target)).versions;
		const lost = over ? [] : neverHad(versions, before);
		if (lost.length > 0) throw wouldForget(target, lost);
		const { store, copied } = await copyStore(folder, target, TRIES);
		const forgotten = before.filter((of) => !store.versions.some((own) => isSame(own, of)));
		const newest = store.versions.at(-1)!;
		const files = filesOf(store);
		const bytes = files.reduce((sum, of) => sum + of.bytes, 0);
		const lines = [
			newest
				? both(
						`${target}: ${store.versions.length} phiên bản, mới nhất là ${newest.number} (${localTime(newest.time, 'vi')}); ${files.length} tệp, ${kilobytes(bytes)} kB, trong đó ${copied} tệp mới chép; mọi tệp đã được đối chiếu mã băm`,
						`${target}: ${store.versions.length} versions, the newest is ${newest.number} (${localTime(newest.time, 'en')}); ${files.length} files, ${kilobytes(bytes)} kB, ${copied} of them copied now; the hash of each was checked`
					)
				: both(`${target}: kho trống`, `${target}: the store is empty`),
			...(forgotten.length > 0 ? [forgottenHere(target, forgotten)] : []),
			...(await copyKey(join(data, KEY_FILE), join(target, KEY_FILE), withKey))
		];
		return lines.map((text) => text[language]);
	});
}

/** A backup forgets what the store forgot. */
function forgottenHere(target: string, versions: readonly Version[]): Text {
	const numbers = versions.map(({ number }) => number).join(', ');
	return both(
		`${target}: bản sao lưu không còn phiên bản ${numbers}, mà kho không còn giữ; muốn giữ lâu hơn thì sao lưu mỗi lần vào một thư mục khác`,
		`${target}: versions ${numbers} are gone from the backup, too, as the store has them no more; to keep them longer, back up to another folder each time`
	);
}

function kilobytes(bytes: number): number {
	return Math.ceil(bytes / 1000);
}

function filesOf({ versions }: Store): PublishedFile[] {
	const files = namedFiles(indexOf(versions)).map((file) => [file.url, file] as const);
	return [...new Map(files).values()];
}

async function copyStore(
	from: string,
	to: string,
	tries: number
): Promise<{ store: Store; copied: number }> {
	const store = await readStore(from);
	await beginStore(to);
	let copied = 0;
	for (const file of filesOf(store)) {
		if ((await hashOf(join(to, file.url))) === file.sha256) continue;
		const isCopied = await copyChecked(from, to, file).catch(async (error: unknown) => {
			const now = (await readStore(from)).versions;
			if (tries > 1 && JSON.stringify(now) !== JSON.stringify(store.versions)) return false;
			throw error;
		});
		if (!isCopied) return copyStore(from, to, tries - 1);
		copied++;
	}
	await switchTo(to, store);
	return { store, copied };
}

/** Hash of a file of any size; nothing where it can't be read. */
async function hashOf(path: string): Promise<string | undefined> {
	const hash = createHash('sha256');
	try {
		for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
	} catch {
		return undefined;
	}
	return hash.digest('hex');
}

/** Copy a file, and look at what has become of it. */
async function copyChecked(from: string, to: string, file: PublishedFile): Promise<true> {
	const [source, target] = [join(from, file.url), join(to, file.url)];
	const beside = `${target}.${process.pid}.tmp`;
	if ((await hashOf(source)) !== file.sha256) await contentOf(from, file);
	await disk().mkdir(dirname(target));
	try {
		await copyFile(source, beside);
		if ((await hashOf(beside)) !== file.sha256) await contentOf(from, file);
		await disk().rename(beside, target);
	} catch (error) {
		await rm(beside, { force: true });
		throw error;
	}
	return true;
}

/** The key by which devices are told apart lies beside the store; it is nobody's without being asked for. */
async function copyKey(from: string, to: string, withKey: boolean): Promise<Text[]> {
	const key = await readFile(from).catch(() => undefined);
	if (!key) return [];
	if (!withKey)
		return [
			both(
				`Không chép ${from}, khóa để nhận ra thiết bị và dòng lặp: giữ riêng nơi an toàn, hoặc thêm --with-key. Thiếu khóa thì tệp đo đến muộn không ghép được vào tháng cũ.`,
				`${from} was not copied, the key by which devices and repeated rows are known: keep it apart in a safe place, or add --with-key. Without it late measurements can't join their month.`
			)
		];
	await writeFile(to, key, { mode: 0o600 });
	// One that was there keeps its own mode otherwise.
	await chmod(to, 0o600);
	return [
		both(
			`Đã chép cả khóa ${to} (quyền 0600): ai có tệp này có thể đối chiếu thiết bị.`,
			`The key was copied, too: ${to} (mode 0600); who has it can compare devices.`
		)
	];
}

/**
 * Put what a backup has in force.
 * @param data folder of the inputs
 * @param source folder of the backup
 * @throws DataError when a file of it is damaged, or the store has versions that it hasn't; nothing is changed then
 */
export async function fromBackup(
	data: string,
	source: string,
	{ language = 'en', over = false, dryRun = false, withKey = false }: Copying = {}
): Promise<string[]> {
	const folder = join(data, 'samples');
	return withLock(folder, 'npm run samples -- from-backup', async () => {
		const isThere = await stat(join(source, INDEX)).catch(() => undefined);
		if (!isThere) throw noBackup(source);
		const backup = await readStore(source);
		const newest = backup.versions.at(-1);
		if (!newest) throw noBackup(source);
		const store = await readStore(folder).catch((error: unknown) => {
			if (!(error instanceof DataError)) throw error;
			if (!over) throw damagedStore(folder, source, error);
			return undefined;
		});
		const lost = (store?.versions ?? []).filter(
			(of) => !backup.versions.some((own) => isSame(own, of))
		);
		if (lost.length > 0 && !over && !dryRun) throw wouldLose(source, lost);
		for (const file of filesOf(backup))
			if ((await hashOf(join(source, file.url))) !== file.sha256) await contentOf(source, file);
		const told = [
			...(store
				? []
				: [
						both(
							`${folder}: mục lục của kho không đọc được; bản sao lưu thay vào chỗ đó`,
							`${folder}: the store's index can't be read; the backup takes its place`
						)
					]),
			both(
				`${source}: ${backup.versions.length} phiên bản, mới nhất là ${newest.number} (${localTime(newest.time, 'vi')})`,
				`${source}: ${backup.versions.length} versions, the newest is ${newest.number} (${localTime(newest.time, 'en')})`
			),
			...lost.map(({ number, command }) =>
				both(
					`không còn: phiên bản ${number} (${command}) của kho`,
					`no more: version ${number} (${command}) of the store`
				)
			)
		];
		if (dryRun) return [...told, ONLY_SHOWN].map((text) => text[language]);
		await copyStore(source, folder, 1);
		const keys = await copyKey(join(source, KEY_FILE), join(data, KEY_FILE), withKey);
		return [...told, ...keys, NOW_PUBLISH].map((text) => text[language]);
	});
}

function isSame(a: Version, b: Version): boolean {
	return (['number', 'time', 'by', 'command', 'sources', 'changes'] as const).every(
		(name) => JSON.stringify(a[name]) === JSON.stringify(b[name])
	);
}

function markOf({ id, version, time, table }: StoredPart): string {
	return [id, version, time, table.sha256].join();
}

/**
 * Versions of a backup that the store never had. What came before one that it has, or of which it still has a part, it
 * had and forgot.
 */
function neverHad(store: readonly Version[], backup: readonly Version[]): Version[] {
	const own = new Set(store.flatMap(({ parts }) => parts.map(markOf)));
	const known = ({ number, parts }: Version) =>
		parts.some((part) => part.version === number && own.has(markOf(part)));
	const last = backup.findLastIndex((of) => store.some((kept) => isSame(kept, of)) || known(of));
	return backup.slice(last + 1);
}

async function refuseFolder(folder: string, target: string): Promise<void> {
	const [own, other] = [resolve(folder), resolve(target)];
	const isInside = (a: string, b: string) => {
		const way = relative(a, b);
		return way === '' || (!way.startsWith(`..${sep}`) && way !== '..');
	};
	const expected = both(
		'một thư mục riêng, trống hoặc có bản sao lưu trước đó',
		'a folder of its own, empty or with an earlier backup'
	);
	if (isInside(own, other) || isInside(other, own))
		throw new DataError(
			'unreachable',
			faultIn(
				{ file: target },
				{ found: both('thư mục của chính kho', "the store's own folder"), expected }
			)
		);
	const names: string[] = await readdir(target).catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return [];
		throw error;
	});
	const stranger = names.includes(INDEX) ? undefined : names.find((name) => name !== LOCK);
	// What was begun and killed has folders of months and no index.
	if (stranger === undefined || /^(?:\d{4}-\d{2}|reports|population)$/.test(stranger)) return;
	throw new DataError(
		'unreachable',
		faultIn(
			{ file: join(target, stranger) },
			{ found: both('tệp khác', 'something else'), expected }
		)
	);
}
