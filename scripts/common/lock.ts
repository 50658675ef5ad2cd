/** One command at a time in a folder that commands write to. */
import { randomUUID } from 'node:crypto';
import {
	existsSync,
	linkSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as v from 'valibot';
import { DataError } from '../../src/lib/domain/errors.ts';
import { onSuddenEnd } from './sudden-end.ts';

/** Lies in the folder while a command works in it. */
export const LOCK = '.lock';
/** Lies beside a dead command's lock while a living one takes it over. */
const TAKEOVER = '.lock-takeover';
/** Taking over is three calls of the system; a mark that is older was left by a process that was killed there. */
const TAKEOVER_MS = 5000;
const PAUSE_MS = 20;
/** A dead command's lock ($1, with the id $2; $4 beside it) goes by who has the mark ($3), as when it is taken over. */
const RELEASE =
	'rm -f -- "$4"; grep -qsF "$2" "$1" && (set -C; : > "$3") 2>/dev/null && { grep -qsF "$2" "$1" && rm -f -- "$1"; rm -f -- "$3"; }';

const HolderSchema = v.object({
	id: v.string(),
	/** What it is doing. */
	what: v.string(),
	/** ISO 8601. */
	since: v.string(),
	host: v.string(),
	pid: v.number(),
	/** When the process began, as the system counts it, since numbers of processes come again; empty where it doesn't tell. */
	began: v.string()
});
type Holder = v.InferOutput<typeof HolderSchema>;

/**
 * Do something that no other command does in a folder at the same time. What a killed process left is taken over.
 * @param folder made when it isn't there
 * @param what is done, for the message that others get, such as `npm run samples`
 * @returns what `work` returns
 * @throws DataError when another process is at work there; then `work` was not begun
 */
export async function withLock<T>(
	folder: string,
	what: string,
	work: () => Promise<T>
): Promise<T> {
	makeFolder(resolve(folder));
	const { pid } = process;
	const since = new Date().toISOString();
	const own = { id: randomUUID(), what, since, host: hostname(), pid, began: beganOf(pid) };
	const [lock, takeover] = [resolve(folder, LOCK), resolve(folder, TAKEOVER)];
	const beside = `${lock}.${own.id}.tmp`;
	const callOff = onSuddenEnd(RELEASE, lock, own.id, takeover, beside);
	try {
		await take(lock, takeover, beside, own);
		return await work();
	} finally {
		if (holderOf(lock)?.id === own.id) rmSync(lock, { force: true });
		callOff();
	}
}

/** Without `recursive`, with which Node tries for ever where none can be made (/proc). */
function makeFolder(folder: string): void {
	try {
		mkdirSync(folder);
	} catch (error) {
		if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
		const above = dirname(folder);
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || existsSync(above)) throw error;
		makeFolder(above);
		mkdirSync(folder);
	}
}

/** A link is made with its content or not at all, and for one process only. */
async function take(lock: string, takeover: string, beside: string, own: Holder): Promise<void> {
	try {
		// On a full disk this ends half written.
		writeFileSync(beside, JSON.stringify(own));
		while (!link(beside, lock)) {
			if (!isLeft(lock)) continue;
			// Only who has the mark may replace a lock, and looks again: another one may have been quicker.
			if (!link(beside, takeover)) {
				if (ageOf(takeover) > TAKEOVER_MS) rmSync(takeover, { force: true });
				await setTimeout(PAUSE_MS);
				continue;
			}
			try {
				if (!isLeft(lock)) continue;
				renameSync(beside, lock);
				return;
			} finally {
				rmSync(takeover, { force: true });
			}
		}
	} finally {
		rmSync(beside, { force: true });
	}
}

function link(from: string, to: string): boolean {
	try {
		linkSync(from, to);
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
		throw error;
	}
}

/**
 * False when it is gone by now, true when it belongs to no living process.
 * @throws DataError when one is at work
 */
function isLeft(lock: string): boolean {
	const holder = holderOf(lock);
	if (holder && isAlive(holder)) throw taken(lock, holder);
	return holder !== undefined;
}

/** `undefined` when there is none; `null` when it says nothing, for no lock of ours is half written. */
function holderOf(lock: string): Holder | null | undefined {
	let text: string;
	try {
		text = readFileSync(lock, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw error;
	}
	try {
		return v.parse(HolderSchema, JSON.parse(text));
	} catch {
		return null;
	}
}

/** Of another machine nobody here can tell. */
function isAlive({ host, pid, began }: Holder): boolean {
	if (host !== hostname()) return true;
	try {
		process.kill(pid, 0);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
	}
	const now = beganOf(pid);
	return now === '' || began === '' || now === began;
}

/** Field 22 of Linux's proc(5) `stat`; the name before it may hold blanks and brackets. */
function beganOf(pid: number): string {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
	} catch {
		return '';
	}
}

/** Milliseconds since a file was written; none when it is gone. */
function ageOf(path: string): number {
	return Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
}

function taken(lock: string, { what, pid, since, host }: Holder): DataError {
	const isHere = host === hostname();
	return new DataError('unreachable', {
		file: lock,
		vi: {
			found: `${what}, tiến trình ${pid}${isHere ? '' : ` trên máy ${host}`}, từ ${since}`,
			expected: 'không có lệnh nào khác đang chạy ở đây',
			remedy: isHere
				? 'Chờ lệnh đó chạy xong'
				: `Chờ lệnh đó chạy xong; nếu máy ${host} không còn chạy thì xóa tệp này`
		},
		found: `${what}, process ${pid}${isHere ? '' : ` on ${host}`}, since ${since}`,
		expected: 'no other command at work here',
		remedy: isHere
			? 'Wait until it has ended'
			: `Wait until it has ended; if ${host} no longer works on it, remove the file`
	});
}
