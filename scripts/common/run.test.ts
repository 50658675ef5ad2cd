import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { expect, it, vi } from 'vitest';

it.each(['SIGTERM', 'SIGINT'] as const)(
	'%s ends the command that runs, too, and nothing runs after it',
	async (signal) => {
		const runs = pathToFileURL(resolve('scripts/common/run.ts')).href;
		const child = `console.log(process.pid); setInterval(() => {}, 1000)`;
		const program = `import { run } from '${runs}';
			await run(process.execPath, ['-e', ${JSON.stringify(child)}]);
			console.log('went on'); setTimeout(() => {}, 5000);`;
		const loader = pathToFileURL(resolve('node_modules/tsx/dist/loader.mjs')).href;
		const parent = spawn(process.execPath, [
			...['--import', loader, '--input-type=module', '-e', program]
		]);
		const lines: string[] = [];
		createInterface({ input: parent.stdout }).on('line', (line) => lines.push(line));
		await vi.waitFor(() => expect(lines).toHaveLength(1), { timeout: 20_000 });
		parent.kill(signal);
		expect(await once(parent, 'exit')).toEqual([null, signal]);
		await vi.waitFor(() => expect(() => process.kill(Number(lines[0]), 0)).toThrow('ESRCH'));
		expect(lines).toHaveLength(1);
	}
);
