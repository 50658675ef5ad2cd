import { defineConfig } from '@playwright/test';
import { BROWSER_ARGUMENTS } from './scripts/common/browser.ts';

/** Own port, so that a site that runs beside the tests is never tested by mistake. */
const port = Number(process.env.E2E_PORT ?? 4319);

/** End-to-end tests of the built site (`npm run build` first). Software WebGL is slow: be patient. */
export default defineConfig({
	testDir: 'tests/e2e',
	outputDir: 'test-results/e2e',
	fullyParallel: true,
	workers: 2,
	retries: process.env.CI ? 1 : 0,
	forbidOnly: true,
	timeout: 150_000,
	expect: { timeout: 25_000 },
	reporter: [['line'], ['json', { outputFile: 'test-results/e2e.json' }]],
	use: {
		baseURL: `http://localhost:${port}`,
		locale: 'vi-VN',
		timezoneId: 'Asia/Ho_Chi_Minh',
		viewport: { width: 1280, height: 720 },
		contextOptions: { reducedMotion: 'reduce' },
		// What an earlier page left behind must not answer for the server; offline.spec.ts allows it.
		serviceWorkers: 'block',
		screenshot: 'only-on-failure',
		launchOptions: {
			executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
			args: BROWSER_ARGUMENTS
		}
	},
	webServer: {
		command: 'npx tsx scripts/serve.ts',
		env: { PORT: String(port) },
		url: `http://localhost:${port}/data/manifest.json`,
		reuseExistingServer: false,
		timeout: 30_000
	}
});
