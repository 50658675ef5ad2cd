import { existsSync } from 'node:fs';
import { run } from './run.ts';

const SYSTEM = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/google-chrome-stable',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'
];

/**
 * A Chromium for the end-to-end tests: `CHROMIUM_PATH`, else the system's, else one is installed
 * (Debian's package where this is root on Debian, else Playwright's own).
 * @throws Error when none is there and none can be installed
 */
export async function findChromium(): Promise<string> {
	const named = process.env.CHROMIUM_PATH;
	if (named) {
		if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist`);
		return named;
	}
	return SYSTEM.find((path) => existsSync(path)) ?? (await install());
}

async function install(): Promise<string> {
	if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
		const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
		await run('apt-get', ['update', '-qq'], quiet);
		await run('apt-get', ['install', '-y', '-qq', 'chromium'], quiet);
		const installed = SYSTEM.find((path) => existsSync(path));
		if (installed) return installed;
	}
	const { status } = await run('npx', ['playwright', 'install', 'chromium']);
	if (status !== 0) throw new Error('No Chromium found or installed. Set CHROMIUM_PATH to one.');
	const { chromium } = await import('@playwright/test');
	return chromium.executablePath();
}
