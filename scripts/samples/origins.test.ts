/** Which files a month names as those that it comes from. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readStore } from './store.ts';
import { copyCountry, type Country } from '../testing/country.ts';
import { addFiles } from '../testing/office.ts';

let country: Country;
beforeEach(async () => {
	country = await copyCountry();
});
afterEach(() => country.remove());

const HEADER = 'month,code,network,samples,download_mbps,upload_mbps,latency_ms,statistic';
const csv = (...rows: string[]) => [HEADER, ...rows, ''].join('\n');

describe('files of one command', () => {
	it('are named by the months that they gave, and by no other', async () => {
		await addFiles(country.data, {
			'tháng 9.csv': csv('2024-09,00001,mobile,412,68.2,24.1,31,median'),
			'tháng 10.csv': csv('2024-10,00001,mobile,300,60,20,30,median'),
			'hai tháng.csv': csv('2024-09,00004,mobile,5,,,,', '2024-10,00004,fixed,6,,,,')
		});
		const { months } = await readStore(join(country.data, 'samples'));
		expect(
			Object.fromEntries(
				months.map(({ month, network, sources }) => [
					`${month} ${network}`,
					sources.map(({ name }) => name)
				])
			)
		).toEqual({
			'2024-09 mobile': ['tháng 9.csv', 'hai tháng.csv'],
			'2024-10 mobile': ['tháng 10.csv'],
			'2024-10 fixed': ['hai tháng.csv']
		});
	});
});
