/** A disk that refuses some of what is done to it, for tests. */
import { REAL_DISK, type Disk } from '../common/disk.ts';

/** The disk, and how much was asked of it. */
export interface FailingDisk {
	disk: Disk;
	writes: () => number;
}

/**
 * A disk that refuses one write, link, copy or rename; half of what was to be written is there then.
 * @param isRefused of the n-th, from 1, with what it does
 * @param code as the system says it
 */
export function failingDisk(
	isRefused: (n: number, what: string) => boolean,
	code = 'ENOSPC'
): FailingDisk {
	let writes = 0;
	const ask = (what: string, path: string) => {
		if (!isRefused(++writes, `${what} ${path}`)) return;
		throw Object.assign(new Error(`${code}: refused, ${what} '${path}'`), { code, path });
	};
	const half = (content: Uint8Array | string) => content.slice(0, content.length / 2);
	return {
		disk: {
			...REAL_DISK,
			mkdir: async (path) => (ask('mkdir', path), REAL_DISK.mkdir(path)),
			write: async (path, content, ...more) => {
				await REAL_DISK.write(path, half(content), ...more);
				ask('write', path);
				await REAL_DISK.write(path, content, ...more);
			},
			put: async (path, content) => {
				await REAL_DISK.put(path, half(content));
				ask('put', path);
				await REAL_DISK.put(path, content);
			},
			copy: async (from, to) => {
				await REAL_DISK.put(to, '');
				ask('copy', to);
				await REAL_DISK.copy(from, to);
			},
			link: async (from, to) => (ask('link', to), REAL_DISK.link(from, to)),
			symlink: async (target, path) => (ask('symlink', path), REAL_DISK.symlink(target, path)),
			rename: async (from, to) => (ask('rename', to), REAL_DISK.rename(from, to))
		},
		writes: () => writes
	};
}

/** What is done to a disk, removals too, and how often. */
export interface WatchedDisk {
	disk: Disk;
	done: () => number;
}

/**
 * A disk on which a process is killed at one of the things that it does there: at a rename, link, copy or removal before it
 * is done, at a write when half of it is there.
 * @param at the n-th, from 1; none where there are fewer
 */
export function dyingDisk(at: number): WatchedDisk {
	let done = 0;
	const die = () => {
		if (++done === at) process.kill(process.pid, 'SIGKILL');
	};
	const { disk } = failingDisk(() => (die(), false));
	return {
		disk: {
			...disk,
			remove: async (path) => (die(), REAL_DISK.remove(path)),
			removeFolder: async (path) => (die(), REAL_DISK.removeFolder(path))
		},
		done: () => done
	};
}
