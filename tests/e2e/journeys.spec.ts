/** The whole way of a leader, by keyboard alone: from a link to the communes of a province, and back to the list. */
import type { Locator, Page } from '@playwright/test';
import { expect, test, type Site } from './site.ts';
import { withoutWebGl } from './without-webgl.ts';

/** What is said of the unit that the arrow keys have reached. */
const spoken = (site: Site) => site.map.locator('[aria-live="polite"]');

/** Press Tab until something has the focus, as who has no mouse must. */
async function tabTo(page: Page, target: Locator): Promise<void> {
	await expect(target).toBeVisible();
	const isThere = () => target.evaluate((element) => element === document.activeElement);
	for (let presses = 0; presses < 120 && !(await isThere()); presses++)
		await page.keyboard.press('Tab');
	await expect(target).toBeFocused();
}

for (const { map, hasWebGl } of [
	{ map: 'WebGL map', hasWebGl: true },
	{ map: 'SVG map', hasWebGl: false }
])
	test(`a leader finds the way by keyboard alone, on the ${map}`, async ({ site, page }) => {
		if (!hasWebGl) await withoutWebGl(page);
		const press = (key: string) => page.keyboard.press(key);
		const canvas = hasWebGl ? site.canvas : page.locator('.drawing');
		const isDrawn = (key: string) =>
			expect(site.map).toHaveAttribute('data-drawn', key, { timeout: 60_000 });
		await site.open({ month: '2024-10', level: 'district', unit: '06' });
		await isDrawn('2022-10/district');

		// Level and month.
		await tabTo(page, site.choice('Cấp', 'Huyện'));
		await press('ArrowLeft');
		await isDrawn('2022-10/province');
		await site.hasQuery({ level: 'province', month: '2024-10' });
		await tabTo(page, page.getByRole('button', { name: 'Tháng sau' }));
		await press('Enter');
		await expect(site.sentence).toContainText('Tháng 11/2024');

		// From neighbour to neighbour on the map, which begins at the selected unit.
		await tabTo(page, canvas);
		await press('ArrowDown');
		await expect(spoken(site)).toContainText('Tỉnh Bắc Kạn');
		await press('ArrowDown');
		await expect(spoken(site)).toHaveText(
			/^Tỉnh Thái Nguyên; 64\.595\smẫu; 66\/178 xã đạt, thiếu [\d.]+ mẫu; mức ≥\s600$/
		);
		await expect(site.tooltip.locator('strong')).toHaveText('Tỉnh Thái Nguyên');
		await press('Escape');
		await expect(spoken(site)).toBeEmpty();
		await expect(site.tooltip).toHaveCount(0);
		await press('ArrowDown');
		await press('ArrowDown');
		await press('Enter');
		await site.hasQuery({ unit: '19' });
		await expect(site.detailTitle).toHaveText('Tỉnh Thái Nguyên');
		if (hasWebGl) {
			const [before, camera] = [await site.zoom(), () => site.map.getAttribute('data-camera')];
			await press('+');
			await expect.poll(() => site.zoom()).toBeGreaterThan(before + 0.5);
			const place = await camera();
			await press('Shift+ArrowRight');
			await expect.poll(camera).not.toBe(place);
			await expect(spoken(site)).toContainText('Tỉnh Thái Nguyên');
		}

		// Into its communes, and one of them.
		await tabTo(page, page.getByRole('button', { name: /^Xem các xã/ }));
		await press('Enter');
		await isDrawn('2022-10/commune');
		await site.hasQuery({ within: '19', level: null });
		await expect(site.kpi('commune').value).toHaveText('66/178 (37,08%)');
		await tabTo(page, canvas);
		await press('ArrowUp');
		const first = await spoken(site).innerText();
		expect(first).toMatch(/^(Xã|Phường|Thị trấn) .+; .+, Tỉnh Thái Nguyên; [\d.]+\smẫu.*; mức /);
		await press('ArrowUp');
		await expect(spoken(site)).not.toHaveText(first);
		const commune = (await spoken(site).innerText()).split(';')[0]!;
		await press('Enter');
		await expect(site.detailTitle).toHaveText(commune);
		await site.hasQuery({ unit: /^\d{5}$/ });

		// Back to the country, its list and the legend that filters it.
		await tabTo(page, page.getByRole('button', { name: 'Về cả nước' }));
		await press('Enter');
		await site.hasQuery({ within: null, level: 'province' });
		await isDrawn('2022-10/province');
		await tabTo(page, page.locator('details.menu summary', { hasText: 'Cách xem' }));
		await press('Enter');
		await tabTo(page, site.choice('Cách xem', 'Bản đồ màu'));
		while ((await site.choice('Cách xem', 'Bảng').isChecked()) === false) await press('ArrowRight');
		await expect(site.table).toContainText('trên 63');
		// With WebGL the arrow went over hexagons, which have no share of communes: samples again.
		const entry = site.legend.getByRole('button', { name: hasWebGl ? /^≥\s600/ : /^25–50/ });
		await tabTo(page, entry);
		await press('Enter');
		await expect(entry).toHaveAttribute('aria-pressed', 'false');
		await site.hasQuery({ hide: hasWebGl ? 'min600' : 'min25' });
		await expect(site.table).not.toContainText('Tỉnh Thái Nguyên');
	});
