import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './site.ts';

const field = (page: Page) => page.getByRole('combobox', { name: 'Tìm đơn vị hành chính' });
const results = (page: Page) => page.getByRole('search').getByRole('option');

test.describe('the search', () => {
	test('opens with "/", finds a unit without marks, selects it and changes the level', async ({
		site,
		page
	}) => {
		await site.openTable({ month: '2024-11', level: 'province' });
		await expect(field(page)).toBeEnabled();
		await page.keyboard.press('/');
		await expect(field(page)).toBeFocused();
		await expect(field(page)).toHaveValue('');
		await page.keyboard.type('phuong 1 quan 3');
		await expect(results(page).first()).toContainText('Phường 01');
		await expect(results(page).first()).toContainText('Quận 3, Thành phố Hồ Chí Minh');
		await expect(field(page)).toHaveAttribute('aria-expanded', 'true');
		await page.keyboard.press('Enter');
		await site.hasQuery({ unit: '27160', level: null });
		await expect(site.detailTitle).toHaveText('Phường 01');
		await expect(results(page)).toHaveCount(0);
		// What was found is in view in the table, too.
		await expect(site.table.locator('tr.selected')).toBeVisible();

		await page.keyboard.press('/');
		await page.keyboard.type('tp thai nguyen');
		await expect(results(page).first()).toContainText('Thành phố Thái Nguyên');
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.map(({ id }) => id)).toEqual([]);
		const active = field(page);
		const first = await active.getAttribute('aria-activedescendant');
		await page.keyboard.press('ArrowDown');
		await expect(active).not.toHaveAttribute('aria-activedescendant', first!);
		await page.keyboard.press('ArrowUp');
		await expect(active).toHaveAttribute('aria-activedescendant', first!);
		await page.keyboard.press('Escape');
		await expect(results(page)).toHaveCount(0);
		await expect(field(page)).toHaveValue('tp thai nguyen');
		await page.keyboard.press('Escape');
		await expect(field(page)).toHaveValue('');
		await site.hasQuery({ unit: '27160' });
	});

	test('finds former units, says what became of them and goes there', async ({ site, page }) => {
		await site.openTable({ month: '2026-10', within: '19' });
		await field(page).fill('phuong 14 quan 3');
		const first = results(page).first();
		await expect(first).toContainText('Phường 14');
		await expect(first).toContainText(
			'Tên cũ, nay thuộc Phường Nhiêu Lộc 93%, Phường Xuân Hoà 7% (Thành phố Hồ Chí Minh)'
		);
		await first.click();
		await expect(site.detailTitle).toHaveText('Phường Nhiêu Lộc');
		await site.hasQuery({ within: null, unit: /^\d{5}$/ });
		await expect(
			site.notices.filter({ hasText: 'Phường 14, Quận 3, Thành phố Hồ Chí Minh nay thuộc' })
		).toHaveCount(1);
	});

	test('says when there is nothing, and can give its key away', async ({ site, page }) => {
		await site.openTable({ month: '2024-11', level: 'province' });
		await field(page).fill('xyz xyz');
		await expect(page.getByRole('search').locator('.results')).toContainText(
			'Không tìm thấy đơn vị nào.'
		);
		await field(page).fill('');
		await page.getByLabel('Phím / mở ô tìm kiếm').uncheck();
		await page.getByRole('button', { name: 'Chạy lần lượt các tháng' }).focus();
		await page.keyboard.press('/');
		await expect(field(page)).not.toBeFocused();
	});

	test('does without the old names when these do not come', async ({ site, page }) => {
		site.expectProblem(/2022-10\/units|failed|404/i);
		await page.route('**/2022-10/units.*.json', (route) => route.fulfill({ status: 404 }));
		await site.openTable({ month: '2026-10', level: 'province' });
		await field(page).fill('hoang sa');
		await expect(results(page)).toHaveCount(1);
		await expect(page.getByRole('search')).toContainText('Chưa tải được tên cũ');
		await page.keyboard.press('Enter');
		await expect(site.detailTitle).toHaveText('Đặc khu Hoàng Sa');
	});
});

test('on the map, what was found is framed', async ({ site, page }) => {
	await site.openMap({ month: '2026-10', level: 'province' });
	const before = await site.zoom();
	await page.keyboard.press('/');
	await page.keyboard.type('truong sa');
	await expect(results(page).first()).toContainText('Đặc khu Trường Sa');
	await page.keyboard.press('Enter');
	await site.drawn('2025-07/commune');
	await expect.poll(() => site.zoom()).toBeGreaterThan(before + 0.5);
	const [, longitude] = (await site.map.getAttribute('data-camera'))!.split(' ').map(Number);
	expect(longitude).toBeGreaterThan(111);
});

test('a province that is found is entered: its communes, and what they lack', async ({
	site,
	page
}) => {
	await site.openTable({ month: '2026-10', level: 'province', measure: 'coverage' });
	await page.keyboard.press('/');
	await page.keyboard.type('lang son');
	await expect(results(page).first()).toContainText('Tỉnh Lạng Sơn');
	await page.keyboard.press('Enter');
	await site.hasQuery({ within: '20', unit: '20', level: null, measure: null });
	await expect(site.verdict).toContainText('0/65 xã đạt, thiếu');
	await expect(site.sentence).toContainText('0 trên 65 xã');
	await expect(site.detail).not.toContainText('Đạt với');
});
