/** `npm start`: make the data, build the site and serve it. What can't be served is told before anything is made. */
import { checkAddress, readSettings } from './site/address.ts';
import { run } from './common/run.ts';
import { toldFault } from './told-fault.ts';

/** What a fault of the system leaves. */
const LEFT = 'nothing was done';

const STEPS = ['sync', 'data', 'build'];

process.exitCode = await make();
// In this process, so that who ends it ends the server.
if (process.exitCode === 0) await import('./serve.ts');

/** @returns the exit status */
async function make(): Promise<number> {
	try {
		await checkAddress(readSettings(process.env));
	} catch (error) {
		console.error(await toldFault(error, LEFT));
		return 1;
	}
	for (const step of STEPS) {
		const { status } = await run('npm', ['run', '--silent', step]);
		if (status !== 0) return status;
	}
	return 0;
}
