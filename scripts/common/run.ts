import { spawn } from 'node:child_process';

/** How a command ended. */
export interface RunResult {
	status: number;
	/** Standard output and error together, as they came. */
	output: string;
}

/**
 * Run a command of this project to its end and show its output as it comes.
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
			stdio: ['inherit', 'pipe', 'pipe']
		});
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
		child.on('error', reject);
		child.on('close', (code, signal) => resolve({ status: code ?? (signal ? 1 : 0), output }));
	});
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
