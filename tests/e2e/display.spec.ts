import type { Page } from '@playwright/test';
import { expect, test } from './site.ts';

/** What can be pressed and is smaller than 24 by 24 pixels (WCAG 2.5.8), but for links within a sentence. */
function smallTargets(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const controls = 'a, button, select, input, summary, [role="button"], [role="option"]';
		return [...document.querySelectorAll<HTMLElement>(controls)]
			.filter((element) => element.checkVisibility() && !element.closest('.skip'))
			.map((element) => ({
				name: element.outerHTML.slice(0, 120),
				// A label is pressed in its input's place.
				box: (
					(element.matches('input') && element.closest('label')) ||
					element
				).getBoundingClientRect()
			}))
			.filter(({ box }) => box.width < 24 || box.height < 24)
			.map(({ name, box }) => `${name}: ${box.width} × ${box.height}`);
	});
}

/** Elements that reach out of the window to the right. */
function overflowing(page: Page): Promise<number> {
	return page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth
	);
}

test('everything that can be pressed is at least 24 × 24 px, on a desk and on a phone', async ({
	site,
	page
}) => {
	await page.setViewportSize({ width: 1440, height: 900 });
	await site.openMap({ month: '2024-11', level: 'province', unit: '19' });
	expect(await smallTargets(page)).toEqual([]);
	await page.setViewportSize({ width: 390, height: 844 });
	await page.getByRole('slider', { name: 'Chiều cao bảng số liệu' }).press('End');
	await site.unfold('Chỉ tiêu');
	expect(await smallTargets(page)).toEqual([]);
	await site.choose('Cách xem', 'Bảng');
	await expect(site.table).toBeVisible();
	expect(await smallTargets(page)).toEqual([]);
	await page.setViewportSize({ width: 1440, height: 900 });
	expect(await smallTargets(page)).toEqual([]);
	await page.goto('/about/');
	await expect(page.getByRole('navigation', { name: 'Nội dung' })).toBeVisible();
	expect(await smallTargets(page)).toEqual([]);
	await page.setViewportSize({ width: 390, height: 844 });
	expect(await smallTargets(page)).toEqual([]);
});

test.describe('at 200 and 400 % (720 and 320 px for the page)', () => {
	for (const width of [720, 320])
		test(`${width} px: nothing is lost and nothing scrolls sideways`, async ({ site, page }) => {
			await page.setViewportSize({ width, height: 450 });
			await site.openTable({ month: '2024-11', level: 'province', unit: '19' });
			for (const part of [
				site.kpi('commune').value,
				site.sentence,
				site.legend,
				site.detailTitle
			]) {
				await part.scrollIntoViewIfNeeded();
				await expect(part).toBeInViewport();
			}
			expect(await overflowing(page)).toBe(0);
			await page.goto('/about/');
			await expect(page.getByRole('navigation', { name: 'Nội dung' })).toBeVisible();
			expect(await overflowing(page)).toBe(0);
		});
});

test('by keyboard, what has the focus is always seen to have it', async ({ site, page }) => {
	await site.openTable({ month: '2024-11', level: 'province' });
	const seen = new Set<string>();
	for (let step = 0; step < 40; step++) {
		await page.keyboard.press('Tab');
		const focus = await page.evaluate(() => {
			const element = document.activeElement!;
			if (element === document.body) return null;
			// A switch shows the focus of its hidden input on the label.
			const around = [element, element.closest('label'), element.closest('label')?.parentElement];
			const outlined = around.some((part) => {
				if (!part) return false;
				const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(part);
				return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
			});
			return { name: element.outerHTML.slice(0, 100), outlined };
		});
		if (!focus) continue;
		seen.add(focus.name);
		expect(focus, focus.name).toMatchObject({ outlined: true });
	}
	expect(seen.size).toBeGreaterThan(12);
});

test.describe('with the system’s own colours', () => {
	test.use({ contextOptions: { forcedColors: 'active', reducedMotion: 'reduce' } });

	test('classes keep their colours, and what is chosen can be told', async ({ site }) => {
		await site.openTable({ month: '2024-11', level: 'province' });
		const colours = await site.legend
			.locator('li .swatch')
			.evaluateAll((swatches) => swatches.map((each) => getComputedStyle(each).backgroundColor));
		expect(new Set(colours).size).toBe(8);
		const outline = (name: string) =>
			site
				.choice('Cấp', name)
				.evaluate((input) => getComputedStyle(input.nextElementSibling!).outlineStyle);
		expect(await outline('Tỉnh')).toBe('solid');
		expect(await outline('Xã')).toBe('none');
	});
});

test('who wants no motion gets none', async ({ site, page }) => {
	await site.openTable({ level: 'province' });
	const moving = await page.evaluate(
		() =>
			[...document.querySelectorAll('*')].filter((element) => {
				const { transitionDuration, animationDuration } = getComputedStyle(element);
				return parseFloat(transitionDuration) > 0 || parseFloat(animationDuration) > 0;
			}).length
	);
	expect(moving).toBe(0);
});

test('on paper: figures, map, legend, sentence and source, nothing to press', async ({
	site,
	page
}) => {
	await site.openMap({ month: '2024-11', level: 'province' });
	await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
	for (const part of [
		site.kpi('commune').value,
		site.map,
		site.legend,
		site.sentence,
		page.locator('footer')
	])
		await expect(part).toBeVisible();
	for (const part of [
		page.locator('.controls'),
		site.detail,
		page.getByRole('banner').locator('button, nav a')
	])
		for (const each of await part.all()) await expect(each).toBeHidden();
	const ground = await page
		.locator('body')
		.evaluate((body) => getComputedStyle(body).backgroundColor);
	expect(ground).toBe('rgb(255, 255, 255)');
});
