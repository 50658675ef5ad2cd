/**
 * Everything that is kept for good, published or served is written through here, so that tests can have a disk fail at
 * each write. Files are written beside and renamed; those that are kept for good are brought to the disk before.
 */
import {
	copyFile,
	link,
	mkdir,
	open,
	rename,
	rm,
	rmdir,
	symlink,
	writeFile
} from 'node:fs/promises';
import { dirname } from 'node:path';

const TEMPORARY = '.tmp';

/** What is done to a disk; each may fail. */
export interface Disk {
	mkdir(path: string): Promise<void>;
	/** All of the content, on the disk itself when it ends. */
	write(path: string, content: Uint8Array | string, mode?: number): Promise<void>;
	/** As {@link write}, of what can be made again: nothing waits until it is on the disk. */
	put(path: string, content: Uint8Array | string): Promise<void>;
	copy(from: string, to: string): Promise<void>;
	/** A second name of a file. */
	link(from: string, to: string): Promise<void>;
	symlink(target: string, path: string): Promise<void>;
	rename(from: string, to: string): Promise<void>;
	remove(path: string): Promise<void>;
	/** Of an empty folder. */
	removeFolder(path: string): Promise<void>;
}

/** The machine's own. */
export const REAL_DISK: Disk = {
	mkdir: async (path) => void (await mkdir(path, { recursive: true })),
	write: async (path, content, mode) => {
		const file = await open(path, 'w', mode);
		try {
			await file.writeFile(content).catch(naming(path));
			await file.sync().catch(naming(path));
		} finally {
			await file.close();
		}
	},
	put: (path, content) => writeFile(path, content).catch(naming(path)),
	copy: copyFile,
	link,
	symlink,
	rename,
	remove: (path) => rm(path, { force: true }),
	removeFolder: rmdir
};

/** The system doesn't tell of which file it was when a disk is full. */
function naming(path: string): (error: NodeJS.ErrnoException) => never {
	return (error) => {
		error.path ??= path;
		throw error;
	};
}

let current = REAL_DISK;

/** The disk that is written to. */
export function disk(): Disk {
	return current;
}

/** Have a test write to another disk while it works. */
export async function withDisk<T>(other: Disk, work: () => Promise<T>): Promise<T> {
	current = other;
	try {
		return await work();
	} finally {
		current = REAL_DISK;
	}
}

/**
 * Write a file whole or not at all; its folder is made.
 * @param mode who may read it; as usual where it isn't said
 */
export async function keepFile(
	path: string,
	content: Uint8Array | string,
	mode?: number
): Promise<void> {
	const beside = `${path}.${process.pid}${TEMPORARY}`;
	await disk().mkdir(dirname(path));
	try {
		await disk().write(beside, content, mode);
		await disk().rename(beside, path);
	} catch (error) {
		// What is half written takes the room that is missing.
		await REAL_DISK.remove(beside).catch(() => {});
		throw error;
	}
}

/** Give a file that was written beside its name, whatever wrote it; half of it is not kept. */
export async function keepWritten(written: string, path: string): Promise<void> {
	try {
		const file = await open(written, 'r+');
		await file.sync().finally(() => file.close());
		await disk().rename(written, path);
	} catch (error) {
		await REAL_DISK.remove(written).catch(() => {});
		throw error;
	}
}
