import { hover, nationalView } from './places.ts';
import { expect, test } from './site.ts';

test.describe('hexagons', () => {
	test('are coarse for the country and finer where one looks closer', async ({ site, page }) => {
		await site.openMap({ month: '2024-11', view: 'hexagons', level: 'province' });
		await expect(site.map).toHaveAttribute('data-hexagons', /^[45]$/);
		const coarse = Number(await site.map.getAttribute('data-hexagons'));
		const counted = async () =>
			[...(await site.legendCounts()).values()].reduce((sum, count) => sum + count);
		await expect.poll(counted).toBeGreaterThan(100);
		const cells = await counted();

		for (let clicks = 0; clicks < 2; clicks++) {
			const before = await site.zoom();
			await page.getByRole('button', { name: 'Phóng to' }).click();
			await expect.poll(() => site.zoom()).toBeGreaterThan(before + 0.9);
		}
		await expect
			.poll(async () => Number(await site.map.getAttribute('data-hexagons')))
			.toBeGreaterThan(coarse);
		await expect.poll(counted).toBeGreaterThan(cells);
	});

	test('answer the pointer, keep small cells to themselves, show samples or download, and give way in a month without', async ({
		site,
		page
	}) => {
		await site.openMap({ month: '2024-11', view: 'hexagons', level: 'province' });
		await expect(site.map).toHaveAttribute('data-hexagons', /^[45]$/);
		const pixelOf = await nationalView(site);
		// Hà Nội. The layer is drawn a moment after its data came.
		await expect(async () => {
			await hover(site, pixelOf([105.84, 21.02]));
			await expect(site.tooltip).toContainText(/Ô lục giác H3, độ phân giải [45]/, {
				timeout: 1000
			});
		}).toPass({ timeout: 25_000 });
		await expect(site.tooltip).toContainText(/[\d.]+[05]–[\d.]+[49]\u00a0mẫu/);
		await expect(site.tooltip).toContainText(/Tải xuống: [\d,]+\u00a0Mbit\/s \(trung vị\)/);
		await page.mouse.move(0, 0);

		await expect(site.legend).toContainText('Ô dưới 5 mẫu: gộp vào ô lớn hơn');
		// By area, and without the line at 300, which is a rule for units.
		await expect(site.legend.getByRole('heading')).toHaveText('Mật độ mẫu (mẫu/km²)');
		await expect(site.legend).not.toContainText('300');
		await expect(site.legend.getByRole('button')).toHaveCount(6);
		await expect(site.legend.getByRole('button', { name: /^0,1–0,5/ })).toBeDisabled();

		await expect(site.choice('Chỉ tiêu', 'Tải lên')).toBeDisabled();
		await expect(site.choice('Chỉ tiêu', 'Độ trễ')).toBeDisabled();
		await site.unfold('Chỉ tiêu');
		await expect(page.getByText('Ô lục giác chỉ có số mẫu và tốc độ tải xuống')).toBeVisible();
		const samples = await site.legendCounts();
		await site.choose('Chỉ tiêu', 'Tải xuống');
		await expect(site.legend.getByRole('heading')).toContainText('Tải xuống');
		await expect.poll(() => site.legendCounts()).not.toEqual(samples);

		await page.getByRole('button', { name: 'Tháng sau' }).click();
		await expect(site.choice('Cách xem', 'Bản đồ màu')).toBeChecked();
		await expect(site.notices).toContainText('Tháng này chưa có số liệu từng lần đo');
		await expect(site.map).not.toHaveAttribute('data-hexagons', /./);
		await site.hasQuery({ view: null, month: '2024-12' });
	});

	test('cannot be chosen in a month without single measurements, and the reason is given', async ({
		site,
		page
	}) => {
		await site.openTable({ month: '2024-12', level: 'province' });
		await expect(site.choice('Cách xem', 'Ô lục giác')).toBeDisabled();
		await site.unfold('Cách xem');
		const reasons = page.getByText('Tháng này chưa có số liệu từng lần đo');
		await expect(reasons.filter({ visible: true }).first()).toBeVisible();
	});
});
