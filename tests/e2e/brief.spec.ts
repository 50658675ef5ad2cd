import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './site.ts';

const run = promisify(execFile);

async function ready(page: Page, pages: number) {
	await expect(page.locator('main.brief')).toHaveAttribute('aria-busy', 'false', {
		timeout: 90_000
	});
	await expect(page.locator('.pages article')).toHaveCount(pages);
}

/** Numbers of pages, as a PDF itself says. */
const pagesIn = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

test.describe('the briefing', () => {
	test('is of the unit that was chosen, and of nothing where a month has no figures', async ({
		page
	}) => {
		await page.goto('/brief/?month=2024-11&unit=31&parts=results');
		await ready(page, 1);
		await expect(page).toHaveURL(/within=31/);
		await expect(page.locator('.pages article')).toContainText('Thành phố Hải Phòng');
		await page.goto('/brief/?month=2024-11&network=5g');
		await ready(page, 0);
		await expect(page.locator('.pages')).toContainText(
			'Tháng này không có số liệu mạng 5G, nên không có gì để xuất'
		);
		await expect(page.getByRole('button', { name: 'Tải PDF' })).toBeDisabled();
		await page.goto('/?month=2024-11&network=5g&view=table');
		await expect(page.locator('main[data-shown][aria-busy="false"]')).toHaveCount(1);
		await expect(page.locator('body')).not.toContainText('hính thức');
		await expect(page.locator('[data-kpi=commune] .value')).toHaveText('–');
		await expect(page.locator('#detail')).not.toContainText('0/579');
		await page.getByRole('button', { name: 'Xuất', exact: true }).click();
		await expect(page.getByRole('dialog')).toContainText('không có gì để xuất');
		await expect(page.getByRole('dialog').getByRole('radio')).toHaveCount(0);
	});

	test('of a province: chosen from the map, previewed, printed and in the PDF the same pages', async ({
		site,
		page
	}, info) => {
		test.setTimeout(240_000);
		await site.openTable({ month: '2024-11', within: '31' });
		const [reached] = /\d+ trên 217 xã/.exec((await site.sentence.textContent())!)!;
		await page.getByRole('button', { name: 'Xuất', exact: true }).click();
		await page.getByRole('link', { name: /bản báo cáo nhiều trang/ }).click();
		await expect(page).toHaveURL(/\/brief\/?\?.*within=31/);
		await ready(page, 6);
		const articles = page.locator('.pages article');
		await expect(articles.nth(0)).toContainText('Thành phố Hải Phòng');
		for (const at of [0, 4]) {
			await expect(articles.nth(at)).toContainText('Quần đảo Hoàng Sa');
			await expect(articles.nth(at)).toContainText('Quần đảo Trường Sa');
		}
		await expect(articles.nth(1)).toContainText(reached);
		await expect(articles.nth(5)).toContainText('5691/BTTTT-CVT');

		// Fewer pages; the link keeps them.
		await page.getByLabel('Xếp hạng').uncheck();
		await page.getByLabel('Bản đồ tốc độ tải xuống').uncheck();
		await ready(page, 4);
		await expect(page).toHaveURL(/parts=map\.results\.gaps\.method/);
		await page.reload();
		await ready(page, 4);

		const [download] = await Promise.all([
			page.waitForEvent('download', { timeout: 120_000 }),
			page.getByRole('button', { name: 'Tải PDF' }).click()
		]);
		const pdf = await readFile(await download.path());
		expect(pagesIn(pdf)).toBe(4);
		const paper = await page.pdf({ preferCSSPageSize: true });
		expect(pagesIn(paper)).toBe(4);
		// Both hold the same words, where something here can read them.
		const words = async (content: Buffer, name: string) => {
			const path = info.outputPath(name);
			await writeFile(path, content);
			const { stdout } = await run('pdftotext', ['-raw', path, '-']);
			return stdout.normalize('NFC').split(/\s+/).filter(Boolean).sort();
		};
		const both = await Promise.all([words(pdf, 'file.pdf'), words(paper, 'paper.pdf')]).catch(
			(error: NodeJS.ErrnoException) => {
				if (error.code !== 'ENOENT') throw error;
				info.annotations.push({ type: 'not tested', description: 'no pdftotext here' });
				return null;
			}
		);
		// Labels with a halo are drawn twice in the file; each word is there as on paper.
		if (both) expect([...new Set(both[0])]).toEqual([...new Set(both[1])]);
	});

	for (const theme of ['light', 'dark'] as const)
		test(`works on a phone, and axe finds nothing (${theme})`, async ({ page }) => {
			await page.emulateMedia({ colorScheme: theme });
			await page.setViewportSize({ width: 390, height: 844 });
			await page.goto('/brief/?month=2025-07&within=92&parts=map.results&lang=en');
			await ready(page, 2);
			await expect(page.locator('.pages article').nth(1)).toContainText('1 of 103');
			const wide = await page.evaluate(() => document.documentElement.scrollWidth);
			expect(wide).toBeLessThanOrEqual(390);
			const { violations } = await new AxeBuilder({ page }).analyze();
			expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)).toEqual(
				[]
			);
		});
});
