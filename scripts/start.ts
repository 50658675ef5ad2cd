/** `npm start`: make the data, build the site and serve it. */
import { run } from './lib/run.ts';

const STEPS = [
	['npm', 'run', '--silent', 'sync'],
	['npm', 'run', '--silent', 'data'],
	['npm', 'run', '--silent', 'build'],
	['npx', 'tsx', 'scripts/serve.ts']
];

for (const [command, ...args] of STEPS) {
	const { status } = await run(command!, args);
	if (status !== 0) process.exit(status);
}
