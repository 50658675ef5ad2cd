import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './site.ts';

test('the dialog makes code for what is on screen, locks it or not, and its links are there', async ({
	site,
	page,
	baseURL
}) => {
	test.slow();
	await site.openTable({ month: '2026-10', within: '31' });
	await page.getByRole('button', { name: 'Nhúng', exact: true }).click();
	const dialog = page.getByRole('dialog', { name: 'Nhúng vào trang khác' });
	await expect(dialog).toContainText('Thành phố Hải Phòng');
	const iframe = dialog.getByLabel('Mã iframe', { exact: true });
	const component = dialog.getByLabel('Mã thành phần web', { exact: true });

	// The month of the address is locked until the reader says otherwise.
	const month = dialog.getByLabel('Tháng hiển thị');
	await expect(month.locator('option:checked')).toHaveText('Luôn là tháng 10/2026');
	await expect(iframe).toHaveValue(/\/embed\/\?month=2026-10&(amp;)?[^"]*within=31/);
	await expect(component).toHaveValue(/<ispeed-map month="2026-10"[^>]* province="31"/);
	await month.selectOption({ label: 'Luôn là tháng mới nhất' });
	await expect(iframe).not.toHaveValue(/month=/);
	await expect(component).not.toHaveValue(/month=/);

	// Everything is locked that is not ticked.
	await expect(iframe).not.toHaveValue(/ui=/);
	await dialog.getByLabel('Tìm đơn vị').check();
	await dialog.getByLabel('Cấp', { exact: true }).check();
	await expect(iframe).toHaveValue(/ui=level,search/);
	await dialog.getByLabel('Giao diện').selectOption({ label: 'Tối' });
	await expect(component).toHaveValue(/theme="dark"/);

	// What is shown below is what the code shows, as high as it says it is.
	const preview = dialog.locator('iframe');
	const [, address] = /src="([^"]+)"/.exec(await iframe.inputValue())!;
	await expect(preview).toHaveAttribute('src', address!.replaceAll('&amp;', '&'));
	await expect(preview.contentFrame().locator('.sentence')).toContainText('Hải Phòng', {
		timeout: 60_000
	});

	await dialog.getByLabel('Trang tĩnh, không JavaScript').check();
	await expect(dialog.getByLabel('Tìm đơn vị')).toBeDisabled();
	await expect(iframe).toHaveValue(/\/embed\/static\/vi\/31\//);
	for (const [name, type] of [
		['Liên kết ảnh SVG', 'image/svg+xml'],
		['Liên kết ảnh PNG', 'image/png']
	] as const) {
		const url = await dialog.getByLabel(name, { exact: true }).inputValue();
		expect(url.startsWith(baseURL!)).toBe(true);
		const answer = await page.request.get(url);
		expect([answer.status(), answer.headers()['content-type']]).toEqual([200, type]);
	}
	const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze();
	expect(violations.map(({ id }) => id)).toEqual([]);
	await page.keyboard.press('Escape');
	await expect(dialog).toHaveCount(0);
});

test('a link to the site has a picture of its own size', async ({ page, request, baseURL }) => {
	const html = await (await request.get('/')).text();
	const [, image] = /<meta property="og:image" content="([^"]+)"/.exec(html)!;
	const answer = await request.get(new URL(image!, `${baseURL}/`).href);
	const png = await answer.body();
	expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
	expect(html).toMatch(/<meta property="og:title" content="[^"]+"/);
	await page.goto('/');
});
