import { readFile } from 'node:fs/promises';
import { expect, test } from './site.ts';

const SECTIONS = [
	'rule',
	'sources',
	'methods',
	'terms',
	'editions',
	'colours',
	'limits',
	'licence'
];

test('from the map to the page about it and back, in the same language', async ({ site, page }) => {
	await site.openTable({ level: 'province', lang: 'en' });
	await page.getByRole('link', { name: 'About', exact: true }).click();
	await expect(page).toHaveURL(/\/about\/?\?lang=en$/);
	await expect(page.getByRole('heading', { name: 'About and methods' })).toBeVisible();
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
	await page.getByRole('button', { name: 'Tiếng Việt' }).click();
	await expect(page.getByRole('heading', { name: 'Giới thiệu và phương pháp' })).toBeVisible();
	await page.getByRole('link', { name: 'Về bản đồ' }).click();
	await expect(site.kpi('province').value).toContainText('/34');
});

test('each entry of the contents leads to its section', async ({ page }) => {
	await page.goto('/about/');
	for (const entry of await page
		.getByRole('navigation', { name: 'Nội dung' })
		.getByRole('link')
		.all()) {
		const id = (await entry.getAttribute('href'))!.slice(1);
		await expect(page.locator(`section#${id} h3`)).toHaveText((await entry.textContent())!);
	}
});

test('the swatches have the colours of the map, in both themes', async ({ page }) => {
	await page.goto('/about/');
	const swatches = page.locator('figure').first().locator('rect');
	const colours = () =>
		swatches.evaluateAll((rects) => rects.map((rect) => rect.getAttribute('fill')));
	const light = await colours();
	// Seven classes of samples and those without data.
	expect(new Set(light).size).toBe(8);
	await page.getByRole('button', { name: 'Đổi giao diện' }).click();
	await expect.poll(colours).not.toEqual(light);
});

test.describe('without scripts', () => {
	test.use({ javaScriptEnabled: false });

	test('all sections are there, with the figures of the published data', async ({ site, page }) => {
		// Chromium does not even fetch what it may not run.
		site.expectProblem(/request failed: .*\.js csp/);
		await page.goto('/about/');
		for (const id of SECTIONS) await expect(page.locator(`section#${id} h3`)).toBeVisible();
		const summary = JSON.parse(await readFile('build/data/summary.json', 'utf8'));
		const month = Object.keys(summary.months).sort().at(-1)!;
		const { reached, units } = summary.months[month].networks.mobile.commune;
		const text = new Intl.NumberFormat('vi-VN');
		await expect(page.locator('#rule')).toContainText(
			`${text.format(reached)}/${text.format(units)} xã`
		);
		const old = page.getByRole('row', { name: '2022-10' });
		await expect(old).toContainText(/63\s*705\s*10\.599/);
		await expect(page.getByRole('row', { name: '2025-07' })).toContainText(
			/34\s*không có\s*3\.321/
		);
	});
});
