import { click, hover, insideOf, nationalView } from './places.ts';
import { expect, test } from './site.ts';

test.describe('with the mouse', () => {
	test('hovering names a unit, its parents, its samples and what it lacks', async ({
		site,
		page
	}) => {
		await site.openMap({ month: '2024-11', level: 'district' });
		const pixelOf = await nationalView(site);
		// Huyện Mường Tè, the largest of Lai Châu.
		await hover(site, pixelOf(await insideOf(page.request, '2022-10', 'district', '107')));
		await expect(site.tooltip).toContainText('Huyện Mường Tè');
		await expect(site.tooltip).toContainText('Tỉnh Lai Châu');
		await expect(site.tooltip).toContainText(/[\d.]+\u00a0mẫu/);
		await page.mouse.move(0, 0);
		await expect(site.tooltip).toHaveCount(0);
	});

	test('a click selects the unit, fills the panel and goes into the URL; a click on the sea lets go', async ({
		site,
		page
	}) => {
		await site.openMap({ month: '2024-11', level: 'province' });
		await expect(site.detailTitle).toHaveText('Cả nước');
		const pixelOf = await nationalView(site);
		await click(site, pixelOf(await insideOf(page.request, '2022-10', 'province', '19')));
		await expect(site.detailTitle).toHaveText('Tỉnh Thái Nguyên');
		await site.hasQuery({ unit: '19', within: null });
		await expect(site.detail.locator('.samples strong')).toHaveText('64.595');
		// Its own samples reach 300 many times over; 112 of its communes do not.
		await expect(site.verdict).toHaveText(
			/^66\/178 xã đạt, thiếu [\d.]+ mẫu, hạng 1\/63, \+28 xã so với tháng trước$/
		);
		await expect(site.detail).not.toContainText('Đạt với');
		await expect(site.detail.getByRole('row', { name: 'Trung vị' })).toBeVisible();
		await expect(site.detail).toContainText(/Mbit\/s/);
		await expect(site.detail.getByRole('img', { name: 'Số mẫu 12 tháng' })).toBeVisible();

		await click(site, pixelOf([110.5, 13.5]));
		await expect(site.detailTitle).toHaveText('Cả nước');
		await site.hasQuery({ unit: null });
	});

	test('the panel of a commune tells its deficit, rank, parents and twelve months', async ({
		site,
		page
	}) => {
		await site.openTable({ month: '2024-11', within: '167', unit: '05542' });
		await expect(site.detail.locator('.parents')).toHaveText(
			/Huyện Định Hóa\s*,\s*Tỉnh Thái Nguyên/
		);
		const samples = Number(
			(await site.detail.locator('.samples strong').innerText()).replace('.', '')
		);
		const stands =
			samples < 300 ? `${samples} mẫu, thiếu ${300 - samples} mẫu` : `Đạt với ${samples} mẫu`;
		await expect(site.verdict).toContainText(stands);
		await expect(site.verdict).toContainText(/, hạng \d+\/178 ở Thái Nguyên, .*tháng trước$/);
		const history = site.detail.locator('figure');
		// Data begin in July 2024: the months before are a gap and no zero.
		await expect(history.locator('tbody tr')).toHaveCount(12);
		await expect(history).toContainText('Số liệu có từ tháng 7/2024');
		await expect(history.locator('tbody tr').last()).toContainText(String(samples));
		await expect(history.locator('svg line.threshold')).toHaveCount(1);
		await page.getByRole('button', { name: 'Bỏ chọn' }).click();
		await site.hasQuery({ unit: null });
		await expect(site.detailTitle).toHaveText('Huyện Định Hóa');
	});

	test('the history tells estimates from counts where the list of units changed', async ({
		site
	}) => {
		await site.openTable({ month: '2025-10', level: 'province', unit: '19' });
		const history = site.detail.locator('figure');
		await expect(history).toContainText('đơn vị mới từ 07/25');
		await expect(history.locator('tbody tr').first()).toContainText('(ước tính)');
		await expect(history.locator('tbody tr').last()).not.toContainText('(ước tính)');
		const bars = history.locator('svg rect.good, svg rect.short');
		await expect(bars).toHaveCount(12);
		await expect(bars.and(history.locator('.estimated'))).toHaveCount(8);
	});

	test('children are listed with the largest deficit first, and a click selects one', async ({
		site
	}) => {
		await site.openTable({ month: '2024-11', level: 'province', unit: '19' });
		await expect(site.detail.getByRole('heading', { name: /9 huyện/ })).toBeVisible();
		const figures = await site.detail.locator('li .figure').allInnerTexts();
		const samples = figures.map((text) => Number(/^[\d.]+/.exec(text)![0].replaceAll('.', '')));
		expect(samples).toHaveLength(9);
		const deficits = samples.map((count) => Math.max(0, 300 - count));
		expect(deficits).toEqual([...deficits].sort((a, b) => b - a));
		await site.detail.getByRole('button', { name: /Huyện Võ Nhai/ }).click();
		await expect(site.detailTitle).toHaveText('Huyện Võ Nhai');
		await site.hasQuery({ unit: '170' });
	});

	test('"show its districts", then "its communes", drills down and frames; one button leads back', async ({
		site,
		page
	}) => {
		await site.openMap({ month: '2024-11', level: 'province', unit: '19' });
		const country = await site.zoom();
		await page.getByRole('button', { name: /^Xem các huyện/ }).click();
		await site.drawn('2022-10/district');
		await site.hasQuery({ within: '19', level: 'district' });
		await expect.poll(() => site.zoom()).toBeGreaterThan(country + 2);
		const province = await site.zoom();
		await expect(page.getByText('Đang xem: Tỉnh Thái Nguyên')).toBeVisible();
		await expect(site.kpi('district').value).toContainText('/9');
		await expect(site.kpi('commune').value).toHaveText('66/178 (37,08%)');
		await expect(site.kpi('province').value).toHaveCount(0);
		await expect(site.kpi('commune').change).toContainText('so với tháng trước');
		const counts = await site.legendCounts();
		expect([...counts.values()].reduce((sum, count) => sum + count)).toBe(9);

		await site.detail.getByRole('button', { name: /Huyện Định Hóa/ }).click();
		await page.getByRole('button', { name: /^Xem các xã, phường/ }).click();
		await site.drawn('2022-10/commune');
		await site.hasQuery({ within: '167', level: null });
		await expect.poll(() => site.zoom()).toBeGreaterThan(province + 0.3);
		await expect(page.getByText('Đang xem: Huyện Định Hóa')).toBeVisible();

		await page.getByRole('button', { name: 'Về cả nước' }).click();
		await site.hasQuery({ within: null, unit: null, level: 'province' });
		await expect.poll(() => site.zoom()).toBeLessThan(country + 0.2);
		await expect(site.kpi('province').value).toHaveText('63/63 (100%)');
		await expect(site.detailTitle).toHaveText('Cả nước');
	});
});

/** Of the map: journeys.spec.ts. */
test.describe('with the keyboard alone', () => {
	test('Tab reaches the list of provinces and Enter selects one', async ({ site, page }) => {
		await site.openTable({ month: '2024-11', level: 'province' });
		const best = site.detail.locator('li button').first();
		await expect(best).toContainText('Tỉnh Thái Nguyên');
		// In this window the ranking is folded.
		for (const target of [page.getByRole('button', { name: 'Xếp hạng' }), best]) {
			let reached = false;
			for (let presses = 0; presses < 150 && !reached; presses++) {
				await page.keyboard.press('Tab');
				reached = await target.evaluate((button) => button === document.activeElement);
			}
			await expect(target).toBeFocused();
			if (target !== best) await page.keyboard.press('Enter');
		}
		await page.keyboard.press('Enter');
		await expect(site.detailTitle).toHaveText('Tỉnh Thái Nguyên');
		await site.hasQuery({ unit: '19' });
	});

	test('the first Tab offers to skip to the figures', async ({ site, page }) => {
		await site.openTable({ level: 'province' });
		const skip = page.getByRole('link', { name: 'Đến phần số liệu' });
		await skip.focus();
		await expect(skip).toBeInViewport();
		await page.keyboard.press('Enter');
		await expect(site.detail).toBeFocused();
		// The link leaves the selection in the URL alone.
		await expect(site.choice('Cấp', 'Tỉnh')).toBeChecked();
	});
});
