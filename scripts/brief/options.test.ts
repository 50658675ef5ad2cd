/** What the command says of its options before it looks at any data. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

function run(...args: string[]) {
	const script = resolve(import.meta.dirname, '../brief.ts');
	return spawnSync(
		process.execPath,
		['--import', 'tsx', script, '--month', '2026-09', '--out', '/nowhere', ...args],
		{ cwd: resolve(import.meta.dirname, '../..'), encoding: 'utf8' }
	);
}

it.each([
	['csv', '--size', 'a3'],
	['xlsx,docx', '--portrait'],
	['pdf', '--transparent'],
	['png', '--parts', 'all']
])(
	'of %s refuses %s, which it would not heed',
	(format, ...args) => {
		const { status, stderr } = run('--format', format, ...args);
		expect([status, stderr]).toEqual([1, expect.stringContaining(`${args[0]} is of `)]);
		expect(stderr).toContain(`not of ${format.replace(',', ', ')}`);
	},
	60_000
);
