import type { Locator } from '@playwright/test';
import { expect, test } from './site.ts';

test.describe('the legend filters', () => {
	test('a click on a class hides its units and another click shows them again', async ({
		site
	}) => {
		await site.openTable({ month: '2024-11', level: 'district' });
		const counts = await site.legendCounts();
		const entry = site.legend.getByRole('button', { name: /^1–29/ });
		await expect(entry).toHaveAttribute('aria-pressed', 'true');
		await entry.click();
		await expect(entry).toHaveAttribute('aria-pressed', 'false');
		await site.hasQuery({ hide: 'min1' });
		// The class still says how many units it has.
		expect(await site.legendCounts()).toEqual(counts);
		await expect(site.table).toContainText(`trên ${705 - counts.get('1–29')!}`);
		await expect(site.table.locator('tbody')).not.toContainText('1–29');

		await entry.click();
		await expect(entry).toHaveAttribute('aria-pressed', 'true');
		await site.hasQuery({ hide: null });
		await expect(site.table).toContainText('trên 705');
	});

	test('several classes can be hidden, and one button shows all', async ({ site, page }) => {
		await site.openTable({ month: '2024-11', level: 'district' });
		await site.legend.getByRole('button', { name: /^100–199/ }).click();
		await site.legend.getByRole('button', { name: /^Không có dữ liệu/ }).click();
		await site.hasQuery({ hide: 'none.min100' });
		await site.legend.getByRole('button', { name: 'Hiện tất cả' }).click();
		await site.hasQuery({ hide: null });
		await expect(page.locator('.legend [aria-pressed="false"]')).toHaveCount(0);
	});

	test('hidden classes leave the map: fewer colours are drawn', async ({ site, page }) => {
		// On a small map names and lines, which stay, are most of it.
		await page.setViewportSize({ width: 1440, height: 900 });
		await site.openMap({ month: '2024-11', level: 'province' });
		const before = await colouredPixels(site.canvas);
		for (const name of [/^≥/, /^300–599/]) {
			const entry = site.legend.getByRole('button', { name });
			await entry.click();
			await expect(entry).toHaveAttribute('aria-pressed', 'false');
		}
		// In November 2024 every province reached the threshold: nothing coloured stays.
		await expect.poll(() => colouredPixels(site.canvas)).toBeLessThan(before / 3);
	});

	test('a link of before, which calls classes by number, hides what it hid', async ({
		site,
		page
	}) => {
		// 1 to 99 samples were one class then.
		await site.openTable({ month: '2024-11', level: 'district', measure: 'samples', hide: '2' });
		for (const name of [/^1–29/, /^30–99/])
			await expect(site.legend.getByRole('button', { name })).toHaveAttribute(
				'aria-pressed',
				'false'
			);
		await expect(page.locator('.legend [aria-pressed="false"]')).toHaveCount(2);
		await site.legend.getByRole('button', { name: /^100–199/ }).click();
		await site.hasQuery({ hide: 'min1.min30.min100' });
	});

	test('tells on which side of the threshold a class is', async ({ site }) => {
		await site.openTable({ month: '2024-11', level: 'commune' });
		await expect(site.legend.locator('li.threshold')).toHaveText(/^\s*300–599.*đạt 300 · thiếu/s);
	});

	test('when nothing is left the table says so', async ({ site }) => {
		await site.openTable({ month: '2024-11', level: 'province', hide: 'min300.min600' });
		await expect(site.table).toContainText('Không có đơn vị nào ở các mức đang hiện.');
		await expect(site.table).toContainText('Dòng 0–0 trên 0');
	});
});

/** Pixels of the canvas that are strongly coloured, as the classes over the threshold are. */
async function colouredPixels(canvas: Locator): Promise<number> {
	const png = (await canvas.screenshot()).toString('base64');
	return canvas.page().evaluate(async (text) => {
		const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
		const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
		const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', {
			willReadFrequently: true
		})!;
		context.drawImage(bitmap, 0, 0);
		const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
		let count = 0;
		for (let at = 0; at < data.length; at += 4) {
			const [red, green, blue] = [data[at]!, data[at + 1]!, data[at + 2]!];
			if (Math.max(red, green, blue) - Math.min(red, green, blue) > 60) count++;
		}
		return count;
	}, png);
}
