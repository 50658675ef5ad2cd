/** A site on whose server nothing was published: every page says what to do, and none goes on waiting. */
import { expect, test } from './site.ts';

for (const path of ['', 'plan/', 'brief/', 'embed/'])
	test(`/${path} without data says what to do`, async ({ site, page }) => {
		site.expectProblem(/404|manifest\.json|summary\.json/);
		await page.route('**/data/**', (route) => route.fulfill({ status: 404, body: 'not found' }));
		await page.goto(`/${path}`);
		await expect(site.alert).toContainText('Chưa có số liệu nào được công bố');
		await expect(site.alert).toContainText('npm run samples -- add');
		await expect(site.alert).toContainText('npm run data -- --demo');
	});
