import { expect, test } from './site.ts';

test.describe('the timeline', () => {
	test('tells the month on screen in words', async ({ site }) => {
		await site.openTable({ month: '2024-11' });
		await expect(site.timeline).toHaveAttribute(
			'aria-valuetext',
			'Tháng 11/2024: 1,04% xã, phường đạt (110/10.599)'
		);
		await site.openTable({ month: '2024-11', within: '19', lang: 'en' });
		await expect(site.timeline).toHaveAttribute(
			'aria-valuetext',
			'November 2024: 37.08% of communes (66/178)'
		);
	});

	test('goes through the months by keyboard, and plays', async ({ site, page }) => {
		await site.openTable({ month: '2024-11', level: 'province' });
		await site.timeline.focus();
		await page.keyboard.press('ArrowRight');
		await site.hasQuery({ month: '2024-12' });
		await page.keyboard.press('ArrowLeft');
		await site.hasQuery({ month: '2024-11' });
		await page.keyboard.press('Home');
		await site.hasQuery({ month: '2024-07' });
		await page.keyboard.press('ArrowLeft');
		await site.hasQuery({ month: '2024-07' });
		await page.keyboard.press('End');
		await site.hasQuery({ month: '2026-10' });
		await page.keyboard.press('Home');
		await page.keyboard.press('Space');
		await expect(page.getByRole('button', { name: 'Dừng' })).toBeVisible();
		await expect(site.month).toHaveValue('2024-09');
		await page.keyboard.press('Space');
		await expect(page.getByRole('button', { name: 'Dừng' })).toHaveCount(0);
		await expect(site.timeline).toBeFocused();
	});

	test('is dragged as one step of the history', async ({ site, page }) => {
		await site.openTable({ month: '2024-11', level: 'province' });
		const box = (await site.timeline.boundingBox())!;
		const y = box.y + box.height / 2;
		await page.mouse.move(box.x + box.width / 2, y);
		await page.mouse.down();
		await expect.poll(() => site.query('month')).not.toBe('2024-11');
		await page.mouse.move(box.x + box.width * 0.8, y, { steps: 4 });
		await page.mouse.move(box.x + box.width + 40, y, { steps: 4 });
		await page.mouse.up();
		await site.hasQuery({ month: '2026-10' });
		await expect(site.month).toHaveValue('2026-10');
		await page.goBack();
		await site.hasQuery({ month: '2024-11' });
	});

	test('choosing a month by hand ends playing', async ({ site, page }) => {
		await site.openTable({ month: '2024-07', level: 'province' });
		await page.getByLabel('Tốc độ chạy').selectOption('4×');
		await page.getByRole('button', { name: 'Chạy lần lượt các tháng' }).click();
		await expect(page.getByRole('button', { name: 'Dừng' })).toBeVisible();
		await site.month.selectOption('2026-01');
		await expect(page.getByRole('button', { name: 'Dừng' })).toHaveCount(0);
		await expect(site.month).toHaveValue('2026-01');
	});

	test('draws the change of units, and estimates only where they are asked for', async ({
		site,
		page
	}) => {
		await site.openTable({ month: '2025-08' });
		await page.getByRole('button', { name: 'Mở rộng dòng thời gian' }).click();
		const chart = site.timeline.locator('svg');
		await expect(chart.getByText('đơn vị mới từ 07/25')).toBeVisible();
		await expect(chart.locator('.area')).toHaveCount(2);
		await expect(chart.locator('.estimate')).toHaveCount(0);
		await site.openTable({ month: '2025-05', units: '2025-07' });
		await expect(chart.locator('.estimate')).toHaveCount(1);
		await page.getByRole('button', { name: 'Mở rộng dòng thời gian' }).click();
		await expect(page.getByText('Nét đứt: ước tính trên đơn vị mới')).toBeVisible();
		await expect(site.timeline).toHaveAttribute('aria-valuetext', /\/3\.321\) \(ước tính\)$/);
	});

	test('a place has no months of another list of units', async ({ site }) => {
		await site.openTable({ month: '2025-08', within: '19' });
		await expect(site.timeline.locator('.area')).toHaveCount(1);
		await expect(site.timeline.locator('.none')).toHaveCount(12);
	});
});
