/** `npx tsx scripts/icons.ts`: the icons of the installed site from `static/icon.svg`; run after a change of it. */
import { readFile, writeFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { BROWSER_ARGUMENTS } from './common/browser.ts';
import { findChromium } from './common/chromium.ts';

/** Launchers round the corners themselves. */
const SIZES = [192, 512];

const svg = (await readFile('static/icon.svg', 'utf8')).replace('rx="7"', '');
const browser = await chromium.launch({
	executablePath: await findChromium(),
	args: BROWSER_ARGUMENTS
});
try {
	for (const size of SIZES) {
		const page = await browser.newPage({ viewport: { width: size, height: size } });
		await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
		await writeFile(`static/icon-${size}.png`, await page.screenshot());
		await page.close();
	}
} finally {
	await browser.close();
}
