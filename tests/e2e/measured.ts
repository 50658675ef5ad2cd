/** The made-up country with a month of measurements that an office added, under the built site. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { copyCountry, publishCountry, type Country } from '../../scripts/testing/country.ts';
import { measurementsText } from '../../scripts/testing/measurements.ts';
import { addFiles } from '../../scripts/testing/office.ts';

/** The month of measurements: of mobile alone, with the operators MobiFone, Viettel and VNPT. */
export const MEASURED = '2026-10';

/** A month of which only a table is there; so are fixed networks in the other one, and June 2025 of the units before. */
export const UNMEASURED = '2026-09';

/** Publish the country with 100 measurements of each operator, and one without, in each commune. */
export async function publishMeasured(): Promise<Country> {
	const country = await copyCountry();
	const text = await measurementsText(MEASURED, '2025-07', { perCommune: 100, slowest: 1 });
	await addFiles(country.data, { 'đo.csv': text });
	const table = [
		'month,code,network,samples,download',
		`${UNMEASURED},00004,mobile,312,54.3`,
		`${MEASURED},00004,fixed,40,181.5`,
		''
	].join('\n');
	await addFiles(country.data, { 'bảng.csv': table }, { statistic: 'median' });
	const former = 'month,code,network,samples,download\n2025-06,00001,mobile,50,41.2\n';
	await addFiles(country.data, { 'cũ.csv': former }, { statistic: 'median' });
	await publishCountry(country);
	return country;
}

/** Let the site read its data from there. */
export async function serveCountry(page: Page, { out }: Country): Promise<void> {
	await page.route('**/data/**', async (route) => {
		const path = new URL(route.request().url()).pathname.replace(/^\/data\//, '');
		await route.fulfill({ body: await readFile(join(out, decodeURIComponent(path))) });
	});
}
