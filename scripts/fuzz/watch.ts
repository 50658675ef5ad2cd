/** Executes inputs of a form in processes that are watched: for stack traces, hangs, memory and sudden ends. */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Message, Task } from './child.ts';
import type { Finding, Range } from './findings.ts';

/** An input may take this long of a processor, so that a machine at other work makes no hang. */
export const MOST_MS = 10_000;
/** This long on the clock: what only waits takes nothing of a processor. */
const MOST_WAIT_MS = 300_000;
/** Memory of the whole process. */
export const MOST_MEGABYTES = 600;
/** A process is ended after so many executions: what is left of earlier ones hides what one takes. */
const MOST_EXECUTIONS = 20_000;
const LOOK_MS = 250;

/** How to fuzz. */
export interface Wish extends Range {
	/** Milliseconds. */
	time: number;
	/** How many executions at most. */
	count?: number;
	input?: string;
	onFinding(finding: Finding): void | Promise<void>;
}

/** What was executed. */
export interface Tally {
	executed: number;
	refused: number;
	findings: number;
	/** Number of the execution after the last one. */
	next: number;
}

/** How a process ended. */
interface Ended {
	executed: number;
	refused: number;
	next: number;
	/** Why it was ended before its end; with which execution. */
	ended?: 'hang' | 'memory' | 'crash';
	/** What it said before its end. */
	said: string;
	/** Of one execution alone. */
	input?: Uint8Array;
}

/** Execute inputs until the time is over or the count reached. */
export async function fuzz(wish: Wish): Promise<Tally> {
	const until = performance.now() + wish.time;
	const tally: Tally = { executed: 0, refused: 0, findings: 0, next: wish.from };
	const most = wish.count ?? Infinity;
	const onFinding = async (finding: Finding) => {
		tally.findings++;
		await wish.onFinding(finding);
	};
	while (performance.now() < until && tally.executed < most) {
		const count = Math.min(most - tally.executed, MOST_EXECUTIONS);
		const of = { ...wish, from: tally.next, onFinding };
		const { executed, refused, next, ...end } = await inProcess(of, count, until);
		tally.executed += executed;
		tally.refused += refused;
		tally.next = next;
		if (!end.ended) continue;
		tally.next++;
		// What many inputs leave behind, or a machine at other work, is no fault of one: it is looked at alone.
		const alone = wish.count === 1 ? end : await inProcess({ ...of, from: next }, 1);
		const { ended, said, input } = alone;
		if (!ended) continue;
		await onFinding({
			...{ form: wish.form, seed: wish.seed, from: next },
			kind: `${ended} ${lineOf(said)}`,
			text: `${WORDS[ended]}\n${said}`,
			...(input ? { input } : {})
		});
	}
	return tally;
}

const WORDS = {
	hang: `more than ${MOST_MS} ms of a processor, or ${MOST_WAIT_MS} ms of waiting`,
	memory: `more than ${MOST_MEGABYTES} MB`,
	crash: 'the process ended'
};

function lineOf(text: string): string {
	return (
		/^.*(?:Error|FATAL|Assertion|signal).*$/m.exec(text)?.[0].replace(/\d+/g, '#').slice(0, 80) ??
		''
	);
}

async function inProcess(wish: Wish, count: number, until = Infinity): Promise<Ended> {
	const { form, seed, from, input, onFinding } = wish;
	const folder = await mkdtemp(join(tmpdir(), 'fuzz-'));
	const now = join(folder, 'now');
	const task: Task = { form, seed, from, count, now, ...(input ? { input } : {}) };
	const child = fork(join(import.meta.dirname, 'child.ts'), [JSON.stringify(task)], {
		execArgv: ['--import', 'tsx'],
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
		env: { ...process.env, TMPDIR: folder }
	});
	let said = '';
	for (const stream of [child.stdout!, child.stderr!])
		stream.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-20_000)));
	const watcher = new Watcher(child, now, from, until);
	child.on('message', (message: Message) => {
		watcher.hear(message);
		if ('finding' in message)
			void onFinding({
				...message.finding,
				...(message.input ? { input: Buffer.from(message.input, 'base64') } : {})
			});
	});
	const [code, signal] = await new Promise<[number | null, string | null]>((done) =>
		child.on('close', (...how) => done(how))
	);
	watcher.stop();
	const last = await readFile(`${now}.input`).catch(() => undefined);
	await rm(folder, { recursive: true, force: true });
	const { ended, executed, refused, at } = watcher;
	const isWell = code === 0 || ended === 'time';
	const why = isWell ? undefined : ((ended as Ended['ended']) ?? 'crash');
	return {
		executed: ended ? Math.max(0, at - from + 1) : executed,
		refused,
		next: ended || why ? at : from + executed,
		...(why ? { ended: why } : {}),
		...(last ? { input: last } : {}),
		said: `${said}${signal ? `\nsignal ${signal}` : ''}`
	};
}

/** Looks at a process now and then, and ends it where it goes too far. */
class Watcher {
	ended: 'hang' | 'memory' | 'time' | undefined;
	executed = 0;
	refused = 0;
	at: number;
	#since = performance.now();
	#worked = 0;
	#isReady = false;
	readonly #timer: NodeJS.Timeout;

	constructor(
		readonly child: ChildProcess,
		readonly now: string,
		from: number,
		readonly until: number
	) {
		this.at = from;
		this.#timer = setInterval(() => void this.#look(), LOOK_MS);
	}

	hear(message: Message): void {
		if ('ready' in message) {
			this.#isReady = true;
			this.#since = performance.now();
		}
		if ('done' in message) [this.executed, this.refused] = [message.done, message.refused];
	}

	stop(): void {
		clearInterval(this.#timer);
	}

	async #look(): Promise<void> {
		const at = Number(await readFile(this.now, 'utf8').catch(() => '')) || this.at;
		const time = performance.now();
		const worked = await workOf(this.child.pid!);
		if (at !== this.at || !this.#isReady) {
			[this.at, this.#worked] = [at, worked];
			if (this.#isReady) this.#since = time;
		}
		const isHanging = this.#isReady && worked - this.#worked > MOST_MS;
		if (isHanging || time - this.#since > MOST_WAIT_MS) this.#end('hang');
		else if (this.#isReady && (await megabytesOf(this.child.pid!)) > MOST_MEGABYTES)
			this.#end('memory');
		else if (time > this.until) this.#end('time');
	}

	#end(why: 'hang' | 'memory' | 'time'): void {
		this.ended ??= why;
		this.child.kill('SIGKILL');
	}
}

/** Milliseconds of processors that a process has had, by proc(5), which counts in hundredths of a second. */
async function workOf(pid: number): Promise<number> {
	const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
	const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10;
}

/** Resident memory, by proc(5). */
async function megabytesOf(pid: number): Promise<number> {
	const text = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '0 0');
	return (Number(text.split(' ')[1]) * 4096) / 1e6;
}
