import { expect, test } from './site.ts';

const SWITCH = 'Trên đơn vị hành chính mới (ước tính)';
const BY_AREA = 'ước tính theo tỷ lệ diện tích';
const MARK = '(ước tính)';

test.describe('old months on the new units', () => {
	test('a switch shows an old month on the communes of today, and says everywhere that it is an estimate', async ({
		site,
		page
	}) => {
		await site.openMap({ month: '2025-06' });
		const total = await site.kpi('total').value.textContent();
		await page.getByLabel(SWITCH).check();
		await site.drawn('2025-07/commune');
		await site.hasQuery({ units: '2025-07', month: '2025-06' });
		await expect(site.kpi('commune').value).toContainText('/3.321');
		await expect(site.kpi('province').value).toContainText('/34');
		await expect(site.kpi('district').value).toHaveCount(0);
		// No sample is lost on the way, and none is made up.
		await expect(site.kpi('total').value).toHaveText(total!);
		await expect(page.locator('[data-kpi] .label').filter({ hasText: MARK })).toHaveCount(3);
		await expect(site.sentence).toContainText(`${BY_AREA} từ danh mục đơn vị 2022-10`);
		await expect(page.locator('.badge')).toContainText([
			/MÔ PHỎNG/,
			/Ước tính theo tỷ lệ diện tích/
		]);
		await expect(site.legend.getByRole('heading')).toContainText(BY_AREA);
		await expect(page.locator('footer')).toContainText(`số liệu mô phỏng, ${BY_AREA}`);
		await expect(site.notices).toHaveCount(0);
		await expect(site.choice('Cấp', 'Huyện')).toBeDisabled();
		for (const name of ['Tải xuống', 'Tải lên', 'Độ trễ'])
			await expect(site.choice('Chỉ tiêu', name)).toBeDisabled();
		await site.unfold('Chỉ tiêu');
		await expect(page.getByText('Ước tính chỉ có số mẫu')).toBeVisible();

		await page.goBack();
		await site.drawn('2022-10/commune');
		await expect(site.kpi('commune').value).toContainText('/10.599');
		await expect(page.getByLabel(SWITCH)).not.toBeChecked();
		await expect(site.sentence).not.toContainText('ước tính');
	});

	test('the months of the list in force have no switch', async ({ site, page }) => {
		await site.openTable();
		await expect(page.getByLabel(SWITCH)).toHaveCount(0);
	});

	test('a link opens a unit of today in an old month, with its bars', async ({ site }) => {
		await site.openTable({ month: '2025-06', units: '2025-07', within: '19', unit: '05443' });
		await expect(site.sentence).toContainText('Tỉnh Thái Nguyên');
		await expect(site.detail).toContainText(`Số mẫu trong tháng (${BY_AREA})`);
		await expect(site.detail).toContainText('Không ước tính được tốc độ và độ trễ');
		await expect(site.detail.locator('rect.estimated')).toHaveCount(12);
		await expect(site.detail.locator('line.crossing')).toHaveCount(0);
		await expect(site.table.getByRole('columnheader', { name: `Số mẫu ${MARK}` })).toBeVisible();
		await expect(site.table.locator('caption')).toContainText(BY_AREA);
		await expect(site.kpi('commune').change).toContainText('ước tính tháng trước');
		await expect(site.kpi('total').change).toContainText('ước tính tháng trước');
	});

	test('a link with what cannot be estimated shows samples and says why', async ({ site }) => {
		await site.openTable({
			month: '2025-06',
			units: '2025-07',
			measure: 'download',
			level: 'district'
		});
		await expect(site.choice('Chỉ tiêu', 'Số mẫu')).toBeChecked();
		await expect(site.notices).toContainText([
			/không có cấp huyện/,
			/tốc độ và độ trễ không chia được theo diện tích/
		]);
		await expect(site.kpi('commune').value).toContainText('/3.321');
	});

	test('an edition that is none is not taken', async ({ site }) => {
		await site.openTable({ month: '2025-06', units: '2031-01' });
		await expect(site.notices).toContainText('2031-01');
		await expect(site.kpi('commune').value).toContainText('/10.599');
	});

	test('months are stepped through over July 2025 on the same units, each change named for what it is', async ({
		site,
		page
	}) => {
		await site.openMap({ month: '2025-05', units: '2025-07', unit: '01' });
		const next = page.getByRole('button', { name: 'Tháng sau' });
		await next.click();
		await expect(site.sentence).toContainText('Tháng 6/2025');
		await expect(site.sentence).toContainText(BY_AREA);
		await expect(site.kpi('total').change).toHaveText(/^[+−][\d.]+ so với ước tính tháng trước$/);

		await next.click();
		await expect(site.sentence).toContainText('Tháng 7/2025');
		await expect(site.sentence).toContainText('so với ước tính tháng trước');
		await expect(site.sentence).not.toContainText(BY_AREA);
		await expect(site.kpi('total').change).toHaveText(/^−[\d.]+ so với ước tính tháng trước$/);
		await expect(site.kpi('commune').change).toContainText('so với ước tính tháng trước');
		await expect(page.locator('.badge').filter({ hasText: 'Ước tính' })).toHaveCount(0);
		await expect(site.map).toHaveAttribute('data-drawn', '2025-07/commune');
		await site.hasQuery({ unit: '01', units: '2025-07' });
		await expect(site.notices).toHaveCount(0);

		await next.click();
		await expect(site.sentence).toContainText('Tháng 8/2025');
		await expect(site.kpi('commune').change).toHaveText(/ so với tháng trước$/);
		// A switch would change nothing here; before July it is where it was left.
		await expect(page.getByLabel(SWITCH)).toHaveCount(0);
		await site.month.selectOption('2025-06');
		await expect(page.getByLabel(SWITCH)).toBeChecked();
		await page.getByLabel(SWITCH).uncheck();
		await site.hasQuery({ units: null });
		await site.drawn('2022-10/commune');
	});

	test('playing runs through the change of the list', async ({ site, page }) => {
		await site.openTable({ month: '2025-06', units: '2025-07', level: 'province' });
		await page.getByRole('button', { name: 'Chạy lần lượt các tháng' }).click();
		await expect(site.month).toHaveValue('2025-07');
		await expect(site.month).toHaveValue('2025-08');
		await page.getByRole('button', { name: 'Dừng' }).click();
		await expect(site.kpi('province').value).toContainText('/34');
		await site.hasQuery({ units: '2025-07' });
	});

	test('an estimate in the tooltip is called one', async ({ site, page }) => {
		await site.openMap({ month: '2025-06', units: '2025-07', level: 'province' });
		const box = (await site.canvas.boundingBox())!;
		for (let y = 0.1; y < 0.5 && !(await site.tooltip.isVisible()); y += 0.05)
			await page.mouse.move(box.x + box.width * 0.36, box.y + box.height * y, { steps: 3 });
		await expect(site.tooltip).toContainText(MARK);
	});
});

test.describe('the twelve bars', () => {
	test('of a unit cross July 2025: estimates before a line, its own counts after it', async ({
		site
	}) => {
		await site.openTable({ month: '2025-11', unit: '19' });
		const bars = site.detail.locator('figure');
		await expect(bars.locator('rect.estimated')).toHaveCount(7);
		await expect(bars.locator('line.crossing')).toHaveCount(1);
		await expect(bars).toContainText('đơn vị mới từ 07/25');
		await expect(bars).toContainText('Cột nét đứt: ước tính theo tỷ lệ diện tích');
		await expect(bars.getByRole('img')).toHaveAccessibleName(/ước tính theo tỷ lệ diện tích/);
		await expect(bars.getByRole('row', { name: 'Tháng 6/2025' })).toContainText(MARK);
		await expect(bars.getByRole('row', { name: 'Tháng 7/2025' })).not.toContainText(MARK);
	});

	test('of the country do the same', async ({ site }) => {
		await site.openTable({ month: '2025-09' });
		const bars = site.detail.locator('figure');
		await expect(bars.locator('rect.estimated')).toHaveCount(9);
		await expect(bars.locator('line.crossing')).toHaveCount(1);
	});

	test('of an old unit have nothing that was made up', async ({ site }) => {
		await site.openTable({ month: '2025-06', unit: '19' });
		const bars = site.detail.locator('figure');
		await expect(bars.locator('rect.short, rect.good')).toHaveCount(12);
		await expect(bars.locator('rect.estimated')).toHaveCount(0);
		await expect(bars).not.toContainText('ước tính');
	});

	test('a year after the change have none, and nothing is loaded for them', async ({
		site,
		page
	}) => {
		const asked: string[] = [];
		page.on('request', (request) => asked.push(request.url()));
		await site.openTable({ month: '2026-10', unit: '19' });
		await expect(site.detail.locator('figure rect.good, figure rect.short')).toHaveCount(12);
		await expect(site.detail.locator('rect.estimated')).toHaveCount(0);
		expect(asked.filter((url) => /crosswalk|estimates/.test(url))).toEqual([]);
	});
});
