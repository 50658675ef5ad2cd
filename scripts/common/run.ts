import { spawn, type ChildProcess } from 'node:child_process';
import { onSuddenEnd } from './sudden-end.ts';

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
/** Milliseconds that a command has to put things away. */
const GRACE_MS = 500;
/** A group of processes ($1), whose first one may be a shell or npm that hands no signals on. */
const END_GROUP = 'kill -s TERM -- "-$1"; sleep 0.5; kill -s KILL -- "-$1"';

/** How a command ended. */
export interface RunResult {
	status: number;
	/** Standard output and error together, as they came. */
	output: string;
}

/**
 * Run a command of this project to its end and show its output as it comes. Who ends this process, however,
 * ends the command, too, with all that it started.
 * @param environment added to this process's own
 */
export function run(
	command: string,
	args: readonly string[],
	environment: NodeJS.ProcessEnv = {}
): Promise<RunResult> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			env: { ...process.env, ...environment },
			stdio: ['inherit', 'pipe', 'pipe'],
			detached: true
		});
		const callOff = onSuddenEnd(`{ ${END_GROUP}; } 2>/dev/null`, String(child.pid));
		let output = '';
		for (const [from, to] of [
			[child.stdout, process.stdout],
			[child.stderr, process.stderr]
		] as const) {
			from.setEncoding('utf8');
			from.on('data', (text: string) => {
				output += text;
				to.write(text);
			});
		}
		let ended: NodeJS.Signals | undefined;
		const pass = (signal: NodeJS.Signals) => {
			ended = signal;
			endGroup(child, signal);
			setTimeout(() => endGroup(child, 'SIGKILL'), GRACE_MS).unref();
		};
		for (const signal of SIGNALS) process.on(signal, pass);
		child.on('error', (error) => {
			callOff();
			reject(error);
		});
		child.on('close', (code, signal) => {
			callOff();
			for (const name of SIGNALS) process.off(name, pass);
			// With nobody left to hear it, it ends this process as it would have.
			if (ended) process.kill(process.pid, ended);
			resolve({ status: code ?? (signal ? 1 : 0), output });
		});
	});
}

/** Signal a command and all that it started. */
function endGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
	try {
		if (pid !== undefined) process.kill(-pid, signal);
	} catch {
		// All of them have ended.
	}
}

/** Run a command elsewhere and show nothing of it. */
export function runQuietly(
	command: string,
	args: readonly string[],
	{ cwd, environment = {} }: { cwd: string; environment?: NodeJS.ProcessEnv }
): Promise<RunResult> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { cwd, env: { ...process.env, ...environment } });
		let output = '';
		for (const from of [child.stdout, child.stderr])
			from.setEncoding('utf8').on('data', (text: string) => (output += text));
		child.on('error', reject);
		child.on('close', (code, signal) => resolve({ status: code ?? (signal ? 1 : 0), output }));
	});
}
