import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { headersOf } from '../../scripts/site/headers.ts';
import { expect, test } from './site.ts';

/** What a page's policy refused, as "directive: what". */
async function refusals(page: Page): Promise<() => Promise<string[]>> {
	await page.addInitScript(() => {
		const seen: string[] = [];
		Object.assign(window, { seen });
		addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
			seen.push(`${effectiveDirective}: ${blockedURI} ${sample}`)
		);
	});
	return () => page.evaluate(() => (window as unknown as { seen: string[] }).seen);
}

test.describe('nothing needs what the policy refuses', () => {
	for (const { name, query, drawn } of [
		{ name: 'communes', query: { month: '2024-11' }, drawn: '2022-10/commune' },
		{
			name: 'hexagons',
			query: { month: '2024-11', level: 'province', view: 'hexagons' },
			drawn: '2022-10/province'
		}
	])
		test(`the map of ${name}`, async ({ site, page }) => {
			const refused = await refusals(page);
			await site.open(query);
			await site.drawn(drawn);
			if (query.view) await expect(site.map).toHaveAttribute('data-hexagons', /^[45]$/);
			expect(await refused()).toEqual([]);
		});

	test('the table, a unit and the dark theme', async ({ site, page }) => {
		const refused = await refusals(page);
		await site.openTable({ month: '2024-11', unit: '19', lang: 'en' });
		await page.getByRole('button', { name: 'Switch light or dark theme' }).click();
		await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
		expect(await refused()).toEqual([]);
	});
});

test('an inline script, one from a text, one from elsewhere and a foreign address are refused', async ({
	site,
	page
}) => {
	site.expectProblem(/Content Security Policy|Refused to|violates/);
	site.expectProblem(
		/request failed: https:\/\/example\.com|off the origin: https:\/\/example\.com/
	);
	const refused = await refusals(page);
	await site.openTable({ level: 'province' });
	const ran = await page.evaluate(async () => {
		for (const [key, value] of [
			['textContent', 'window.inline = true'],
			['src', 'https://example.com/x.js']
		] as const) {
			const script = document.createElement('script');
			script[key] = value;
			document.head.append(script);
		}
		const text = 'data:text/javascript,export default 1';
		const imported = await import(text).then(
			() => true,
			() => false
		);
		const fetched = await fetch('https://example.com/').then(
			() => true,
			() => false
		);
		return { imported, fetched, inline: 'inline' in window };
	});
	expect(ran).toEqual({ imported: false, fetched: false, inline: false });
	const found = (await refused()).join('\n');
	for (const what of [
		/script-src-elem: inline/,
		/script-src-elem: https:\/\/example\.com/,
		/script-src-elem: data/,
		/connect-src: https:\/\/example\.com/
	])
		expect(found).toMatch(what);
});

test('every page carries its own policy, without holes', async () => {
	const page = await readFile('build/index.html', 'utf8');
	const policy = page.match(/<meta http-equiv="content-security-policy" content="([^"]+)">/i)![1]!;
	const scripts = policy.split('; ').find((part) => part.startsWith('script-src '))!;
	expect(policy).toContain("default-src 'none'");
	expect(scripts).toMatch(/^script-src 'self' 'sha256-[\w+/=]+'$/);
	expect(policy).not.toMatch(/unsafe-eval|unsafe-hashes|https?:|\*/);
});

test('the server sends its headers with pages, scripts and data', async ({ request }) => {
	const page = await readFile('build/index.html', 'utf8');
	const script = page.match(/_app\/immutable\/entry\/start\.[\w-]+\.js/)![0];
	for (const path of ['/', `/${script}`, '/data/manifest.json']) {
		const sent = (await request.get(path)).headers();
		expect(sent).toMatchObject(headersOf(path));
	}
});
