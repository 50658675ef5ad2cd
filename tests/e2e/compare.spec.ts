import { expect, test } from './site.ts';

test.describe('two months compared', () => {
	test('are chosen from those of the same list of units', async ({ site, page }) => {
		await site.openTable({ month: '2025-08', level: 'province' });
		await page.getByText('So sánh', { exact: true }).click();
		const against = page.getByLabel('So với tháng', { exact: true });
		await expect(against.locator('option[value="2025-07"]')).toBeAttached();
		const offered = await against
			.locator('option')
			.evaluateAll((all) => all.map((each) => (each as HTMLOptionElement).value));
		expect(offered).not.toContain('2025-08');
		expect(offered.some((month) => month !== '' && month < '2025-07')).toBe(false);
		await against.selectOption('2025-07');
		await site.hasQuery({ against: '2025-07' });
		await expect(site.sentence).toContainText('Tháng 8/2025 so với tháng 7/2025');
		await against.selectOption('');
		await site.hasQuery({ against: null });
		await expect(site.sentence).toContainText('so với tháng trước');
	});

	test('tell how many reached the threshold or lost it, in words, legend and table', async ({
		site,
		page
	}) => {
		await site.openTable({ month: '2024-11', against: '2024-10' });
		await expect(site.kpi('commune').change).toContainText('+46');
		const counts = await site.legendCounts();
		expect(counts.get('Mới đạt 300')! - counts.get('Không còn đạt 300')!).toBe(46);
		expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(10_599);
		await expect(site.sentence).toContainText(`: ${counts.get('Mới đạt 300')} xã mới đạt 300 mẫu;`);

		for (const name of [/^±|^−19/, /^≥/, /^\+20/, /^−99/, /^≤/, /^Không có dữ liệu/, /^Không còn/])
			await site.legend.getByRole('button', { name }).click();
		await expect(site.table).toContainText(`trên ${counts.get('Mới đạt 300')}`);
		const [before, now, change] = await site.table
			.locator('tbody tr')
			.first()
			.locator('td.figure')
			.allInnerTexts()
			.then((texts) => texts.map((text) => Number(text.replace(/\./g, '').replace('−', '-'))));
		expect(before).toBeLessThan(300);
		expect(now).toBeGreaterThanOrEqual(300);
		expect(change).toBe(now! - before!);
		await expect(
			page.getByRole('columnheader', { name: 'Tháng 10/2024', exact: true })
		).toBeVisible();
	});

	test('rank the provinces with their movement', async ({ site, page }) => {
		await site.openTable({ month: '2024-11', against: '2024-10', level: 'province' });
		const rows = page.locator('.compare tbody tr');
		await expect(rows.first()).toContainText('Tỉnh Thái Nguyên');
		await expect(rows.first()).toContainText('37,08%');
		await expect(rows.first()).toContainText('giữ hạng');
		await site.choose('Theo', 'Số mẫu');
		await expect(rows.first()).toContainText('64.595');
		await rows.first().getByRole('button').click();
		await expect(site.detailTitle).toHaveText('Tỉnh Thái Nguyên');
	});

	test('give way to what cannot be compared', async ({ site }) => {
		await site.openTable({ month: '2024-11', against: '2025-08' });
		await expect(site.notices).toContainText('Chỉ so sánh số mẫu của hai tháng');
		await site.openTable({ month: '2024-11', against: '2024-10', level: 'province' });
		await site.choose('Chỉ tiêu', 'Tải xuống');
		await site.hasQuery({ against: null, measure: 'download' });
		await expect(site.notices).toHaveCount(0);
	});

	test('are drawn on the map', async ({ site }) => {
		await site.openMap({ month: '2024-11', against: '2024-10', level: 'province', lang: 'en' });
		await expect(site.legend).toContainText('Change of samples against October 2024');
		await expect(site.legend).toContainText('Newly reached 300');
	});
});

test('comparing is fetched when it is asked for, and not before', async ({ site, page }) => {
	const asked: string[] = [];
	page.on('request', (request) => asked.push(request.url()));
	await site.openTable({ month: '2024-11', level: 'province' });
	const before = asked.filter((url) => url.endsWith('.js')).length;
	await page.getByText('So sánh', { exact: true }).click();
	await expect(page.getByLabel('So với tháng', { exact: true })).toBeVisible();
	expect(asked.filter((url) => url.endsWith('.js')).length).toBeGreaterThan(before);
});

test('a province stands beside the best one', async ({ site, page }) => {
	await site.openTable({ month: '2024-11', level: 'province', unit: '01' });
	await page.getByText('So sánh', { exact: true }).click();
	await expect(
		page.getByRole('heading', { name: 'Thành phố Hà Nội bên cạnh Tỉnh Thái Nguyên' })
	).toBeVisible();
	const classes = page.getByRole('table', { name: /theo mức/ });
	await expect(classes.getByRole('columnheader')).toHaveText([
		'Mức',
		'Thành phố Hà Nội',
		'Tỉnh Thái Nguyên'
	]);
	const figures = async (column: number) =>
		(await classes.locator(`tbody tr:not(.density) td:nth-child(${column})`).allInnerTexts()).map(
			(text) => Number(/[\d.]+/.exec(text)![0].replace('.', ''))
		);
	const sum = (all: number[]) => all.reduce((total, count) => total + count, 0);
	expect(sum(await figures(3))).toBe(178);
	expect(sum((await figures(3)).slice(0, 2))).toBe(66);
	// Of two communes the population is not known.
	await expect(classes.locator('.density td').nth(1)).toHaveText(/^\s*\d+,\d \(176\/178\)\s*$/);
	await expect(
		page.getByRole('img', {
			name: /Thành phố Hà Nội: [\d,]+%; Tỉnh Thái Nguyên: 37,08%/
		})
	).toBeVisible();
	await page.getByLabel('Đặt bên cạnh').selectOption('region');
	await expect(page.getByRole('heading', { name: /^Thành phố Hà Nội bên cạnh / })).not.toHaveText(
		/Thái Nguyên/
	);
});
