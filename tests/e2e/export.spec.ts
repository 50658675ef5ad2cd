import { readFile } from 'node:fs/promises';
import { unzipSync, strFromU8 } from 'fflate';
import { make } from './exporting.ts';
import { expect, test } from './site.ts';

test('a reader exports what is on screen, and every file has the same figures', async ({
	site,
	page
}) => {
	test.slow();
	await site.openTable({ month: '2024-11', within: '19', level: 'district' });
	const reached = (await site.kpi('commune').value.textContent())!.trim();
	const sentence = (await site.sentence.textContent())!.trim();
	const total = (await site.kpi('total').value.textContent())!.trim();
	await page.getByRole('button', { name: 'Xuất', exact: true }).click();
	await expect(page.getByRole('dialog')).toContainText('Tỉnh Thái Nguyên');

	const csv = await make(page, 'CSV');
	expect(csv.name).toBe('i-speed-2024-11-mobile-district-19.csv');
	expect(csv.content.toString().split('\r\n')).toHaveLength(9 + 2);

	const svg = (await make(page, 'SVG')).content.toString();
	expect(svg).toContain('Quần đảo Hoàng Sa');
	expect(svg).toContain(`<desc id="p-desc">${sentence}</desc>`);
	expect(svg).toContain('font/woff2;base64,');

	const png = (await make(page, 'PNG')).content;
	expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2400, 1800]);

	const pdf = (await make(page, 'PDF')).content.toString('latin1');
	expect(pdf).toContain('BeVietnamPro-Regular');

	const docx = unzipSync((await make(page, 'DOCX')).content);
	const report = strFromU8(docx['word/document.xml']!).replace(/<[^>]+>/g, '');
	expect(report).toContain(`Tổng số mẫu đo trong tháng: ${total}`);

	const pptx = unzipSync((await make(page, 'PPTX')).content);
	expect(strFromU8(pptx['ppt/slides/slide2.xml']!)).toContain(
		reached.split('\u00a0')[0]!.split(' ')[0]!
	);
	await make(page, 'XLSX');
});

test('a cancelled export leaves nothing, and the next one works', async ({ site, page }) => {
	await site.openTable({ month: '2024-11', level: 'province' });
	await page.getByRole('button', { name: 'Xuất', exact: true }).click();
	const dialog = page.getByRole('dialog');
	let downloads = 0;
	page.on('download', () => downloads++);
	await dialog.getByRole('button', { name: 'Tạo tệp' }).click();
	await dialog.getByRole('button', { name: 'Hủy' }).click();
	await expect(dialog.getByRole('button', { name: 'Tạo tệp' })).toBeVisible();
	await make(page, 'CSV');
	expect(downloads).toBe(1);
	await page.keyboard.press('Escape');
	await expect(dialog).toHaveCount(0);
});

test('a reader saves the map as it is on screen, hexagons and all', async ({ site, page }) => {
	test.slow();
	await site.open({ month: '2024-11', view: 'hexagons', within: '31' });
	await expect(site.map).toHaveAttribute('data-hexagons', /\d/, { timeout: 90_000 });
	await page.getByRole('button', { name: 'Xuất', exact: true }).click();
	const dialog = page.getByRole('dialog');
	const [download] = await Promise.all([
		page.waitForEvent('download', { timeout: 120_000 }),
		dialog.getByRole('button', { name: 'Ảnh bản đồ như đang xem' }).click()
	]);
	const png = await readFile(await download.path());
	expect(png.readUInt32BE(16)).toBe(2400);
	// The map's part is a picture, not one colour: many of its points differ from each other.
	const colours = await page.evaluate(async (base64) => {
		const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
		const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
		const canvas = new OffscreenCanvas(image.width, image.height);
		const context = canvas.getContext('2d')!;
		context.drawImage(image, 0, 0);
		const { data } = context.getImageData(800, 60, 1500, image.height - 120);
		const seen = new Set<number>();
		for (let at = 0; at < data.length; at += 4 * 37)
			seen.add((data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!);
		return seen.size;
	}, png.toString('base64'));
	expect(colours).toBeGreaterThan(50);
});
