/** What has to be put away when this process is ended in the middle of its work. */
import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/**
 * Have a command run as soon as this process is gone, whatever ended it and whatever it was doing: a shell beside it
 * waits for the end of a pipe that this process alone holds. No handler of signals does that, for a process that reads
 * a large file hears them late, and being killed never; without handlers signals end it at once.
 * @param command for `sh`, its arguments as `$1`, `$2` …; where there is no `sh` nothing is put away
 * @returns calls it off
 */
export function onSuddenEnd(command: string, ...args: string[]): () => void {
	const shell = spawn('sh', ['-c', `read -r done || { ${command}; }`, 'sh', ...args], {
		stdio: ['pipe', 'ignore', 'inherit'],
		// Ctrl-C ends all other processes of the terminal.
		detached: true
	});
	shell.on('error', () => {});
	shell.unref();
	// There is none where no process could be started.
	const pipe = shell.stdin as Socket | undefined;
	pipe?.on('error', () => {});
	pipe?.unref();
	return () => void pipe?.end('done\n');
}
