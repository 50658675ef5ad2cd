import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { expect, it, vi } from 'vitest';

/** A program that runs a command by {@link run}; its first line of output is what the command says. */
async function begun(command: string, args: readonly string[]) {
	const runs = pathToFileURL(resolve('scripts/common/run.ts')).href;
	const program = `import { run } from '${runs}';
		await run(${JSON.stringify(command)}, ${JSON.stringify(args)});
		console.log('went on'); setTimeout(() => {}, 5000);`;
	const loader = pathToFileURL(resolve('node_modules/tsx/dist/loader.mjs')).href;
	const parent = spawn(process.execPath, [
		...['--import', loader, '--input-type=module', '-e', program]
	]);
	const lines: string[] = [];
	createInterface({ input: parent.stdout }).on('line', (line) => lines.push(line));
	await vi.waitFor(() => expect(lines).toHaveLength(1), { timeout: 20_000 });
	return { parent, lines, pid: Number(lines[0]) };
}

/** False for one that only waits for its parent to take note. */
function isAtWork(pid: number): boolean {
	try {
		return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
	} catch {
		return false;
	}
}

const CHILD = `console.log(process.pid); setInterval(() => {}, 1000)`;
const DEAF = `process.on('SIGTERM', () => {}); ${CHILD}`;

it.each([
	['SIGTERM', 'a command', process.execPath, ['-e', CHILD]],
	['SIGINT', 'a command', process.execPath, ['-e', CHILD]],
	[
		'SIGTERM',
		'a command below a shell',
		'sh',
		['-c', `"${process.execPath}" -e '${CHILD.replaceAll("'", '')}'; true`]
	],
	['SIGTERM', 'a command that hears nothing', process.execPath, ['-e', DEAF]],
	['SIGKILL', 'a command', process.execPath, ['-e', CHILD]],
	['SIGKILL', 'a command that hears nothing', process.execPath, ['-e', DEAF]]
] as [NodeJS.Signals, string, string, string[]][])(
	'%s ends %s that runs, too, and nothing runs after it',
	async (signal, _, command, args) => {
		const { parent, lines, pid } = await begun(command, args);
		parent.kill(signal);
		expect(await once(parent, 'exit')).toEqual([null, signal]);
		await vi.waitFor(() => expect(isAtWork(pid)).toBe(false), { timeout: 2000 });
		expect(lines).toHaveLength(1);
	}
);
