/**
 * `npm test`: format and lint beside types, data promises and build; then unit tests and end-to-end tests.
 * All suites run even when one fails; the last line counts them together.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { findChromium } from './common/chromium.ts';
import { run } from './common/run.ts';

/** Passed and failed checks of one suite. */
interface Tally {
	passed: number;
	failed: number;
}

const RESULTS = 'test-results';
const UNIT_REPORT = `${RESULTS}/unit.json`;
const E2E_REPORT = `${RESULTS}/e2e.json`;

await rm(RESULTS, { recursive: true, force: true });
await mkdir(RESULTS, { recursive: true });

const total: Tally = { passed: 0, failed: 0 };
const add = ({ passed, failed }: Tally) => {
	total.passed += passed;
	total.failed += failed;
};

add(await one('npm', ['run', '--silent', 'sync']));
// Each of these keeps one processor busy.
const [, built] = await Promise.all([lint(), build()]);
add(
	await suite(
		'npx',
		['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${UNIT_REPORT}`],
		UNIT_REPORT,
		readVitest
	)
);
if (built.failed === 0) {
	const environment = { CHROMIUM_PATH: await findChromium() };
	add(await suite('npx', ['playwright', 'test'], E2E_REPORT, readPlaywright, environment));
}

console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

async function lint(): Promise<void> {
	add(await one('npx', ['prettier', '--check', '.']));
	add(await one('npx', ['eslint', '.']));
}

/** @returns whether there is a site to test */
async function build(): Promise<Tally> {
	add(await one('npm', ['run', '--silent', 'types']));
	const data = await one('npm', ['run', '--silent', 'data']);
	add(data);
	add(await one('node', ['--import', 'tsx', 'scripts/check.ts']));
	const built = data.failed ? data : await one('npm', ['run', '--silent', 'build']);
	add(built);
	return built;
}

/** A command that counts as one check. */
async function one(command: string, args: string[]): Promise<Tally> {
	heading(command, args);
	const { status } = await run(command, args);
	return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A runner that counts its own checks. A broken run without any failed check counts as one failure. */
async function suite(
	command: string,
	args: string[],
	report: string,
	read: (text: string) => Tally,
	environment: NodeJS.ProcessEnv = {}
): Promise<Tally> {
	heading(command, args);
	const { status } = await run(command, args, environment);
	const tally = await readFile(report, 'utf8').then(read, () => ({ passed: 0, failed: 0 }));
	const broken = (status !== 0 || tally.passed === 0) && tally.failed === 0;
	return broken ? { ...tally, failed: 1 } : tally;
}

function heading(command: string, args: string[]): void {
	console.log(`\n── ${[command, ...args].join(' ')}`);
}

function readVitest(text: string): Tally {
	const report = JSON.parse(text) as { numPassedTests: number; numFailedTests: number };
	return { passed: report.numPassedTests, failed: report.numFailedTests };
}

function readPlaywright(text: string): Tally {
	const { stats } = JSON.parse(text) as {
		stats: { expected: number; unexpected: number; flaky: number };
	};
	return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
}
