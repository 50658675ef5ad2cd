import type { Page } from '@playwright/test';
import { contentOf } from '../../scripts/common/publish.ts';
import { hover, insideOf, nationalView } from './places.ts';
import { expect, test } from './site.ts';

/** Names are data: whatever stands in them is shown as text, everywhere. */
const SCRIPT = '<script>window.pwned=1</script>';
const IMAGE = '<img src=x onerror="window.pwned=1">';

interface Manifest {
	editions: { id: string; units: { url: string; bytes: number } }[];
}
interface Units {
	levels: Record<string, { code: string[]; name: string[] }>;
}

/** Publish the units of 2022-10 with these names in place of theirs. */
async function rename(page: Page, names: Record<string, string>): Promise<void> {
	const manifest = (await (await page.request.get('/data/manifest.json')).json()) as Manifest;
	const file = manifest.editions.find(({ id }) => id === '2022-10')!.units;
	const units = (await (await page.request.get(`/data/${file.url}`)).json()) as Units;
	for (const { code, name } of Object.values(units.levels))
		code.forEach((each, row) => (name[row] = names[each] ?? name[row]!));
	const body = Buffer.from(JSON.stringify(units));
	const url = file.url;
	Object.assign(file, contentOf(body));
	const json = 'application/json';
	await page.route('**/data/manifest.json', (route) =>
		route.fulfill({ contentType: json, body: JSON.stringify(manifest) })
	);
	await page.route(`**/data/${url}`, (route) => route.fulfill({ contentType: json, body }));
}

const pwned = (page: Page) => page.evaluate(() => 'pwned' in window);

test('a script in a province’s name is text in list, tooltip, panel, strip and scope', async ({
	site,
	page
}) => {
	await rename(page, { '19': SCRIPT, '171': IMAGE });
	await site.openMap({ month: '2024-11', level: 'province' });
	const entry = site.detail.locator('li button').filter({ hasText: SCRIPT });
	await expect(entry).toHaveCount(1);

	const pixelOf = await nationalView(site);
	await hover(site, pixelOf(await insideOf(page.request, '2022-10', 'province', '19')));
	await expect(site.tooltip.locator('strong')).toHaveText(SCRIPT);

	// In this window the ranking is folded.
	await page.getByRole('button', { name: 'Xếp hạng' }).click();
	await entry.click();
	await expect(site.detailTitle).toHaveText(SCRIPT);
	await expect(site.detail.locator('li button').filter({ hasText: IMAGE })).toHaveCount(1);
	await page.getByRole('button', { name: /^Xem các huyện/ }).click();
	await site.drawn('2022-10/district');
	await expect(page.locator('.scope')).toContainText(`Đang xem: ${SCRIPT}`);
	await expect(site.sentence).toContainText(SCRIPT);
	await site.detail.locator('li button').filter({ hasText: IMAGE }).click();
	await expect(site.detailTitle).toHaveText(IMAGE);
	await expect(site.detail.locator('.parents')).toHaveText(SCRIPT);
	expect(await pwned(page)).toBe(false);
});

test('markup in names is text in the table and its headings', async ({ site, page }) => {
	await rename(page, { '19': SCRIPT, '171': IMAGE });
	await site.open({
		month: '2024-11',
		level: 'district',
		view: 'table',
		within: '19',
		unit: '171'
	});
	await site.hasRows(9);
	const row = site.table.locator('tr.selected');
	await expect(row.locator('th')).toHaveText(IMAGE);
	await expect(row.locator('td').first()).toHaveText(SCRIPT);
	await expect(site.table.locator('caption')).toContainText(SCRIPT);
	await expect(page.locator('main img, main script')).toHaveCount(0);
	expect(await pwned(page)).toBe(false);
});

test('markup in the link itself is text in the notices', async ({ site, page }) => {
	await site.open({ level: IMAGE, unit: SCRIPT, month: '2024-11' });
	await expect(site.notices.filter({ hasText: IMAGE })).toHaveCount(1);
	await expect(site.notices.filter({ hasText: SCRIPT })).toHaveCount(1);
	expect(await pwned(page)).toBe(false);
});
