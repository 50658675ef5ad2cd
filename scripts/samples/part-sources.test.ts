/** Sources of a month: the files alone of which a figure is in force. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyCountry, type Country } from '../testing/country.ts';
import { addFiles } from '../testing/office.ts';
import { listMonths } from './months.ts';
import { removeMonth } from './remove.ts';
import { readStore } from './store.ts';

let country: Country;
beforeEach(async () => {
	country = await copyCountry();
});
afterEach(() => country.remove());

const csv = (...rows: string[]) =>
	['month,code,network,samples', ...rows.map((row) => `2026-09,${row}`), ''].join('\n');
const again = { replace: '2026-09' };

async function sources() {
	const folder = join(country.data, 'samples');
	const [month] = (await readStore(folder)).months;
	const [line] = await listMonths(folder);
	return [month!.sources.map(({ name }) => name), month!.reports.length, line];
}
const listed = (samples: number, ...names: string[]) =>
	`2026-09 mobile: ${samples} samples from tables (${names.join(', ')})`;

it('a file whose units were all replaced is named no more, nor its report', async () => {
	await addFiles(country.data, { 'a.csv': csv('00004,mobile,5', '00166,mobile,6') });
	await addFiles(country.data, { 'b.csv': csv('00004,mobile,7') }, again);
	expect(await sources()).toEqual([['a.csv', 'b.csv'], 2, listed(13, 'a.csv', 'b.csv')]);
	// All of what the second one gave, then the rest of the first one.
	await addFiles(country.data, { 'c.csv': csv('00004,mobile,8') }, again);
	expect(await sources()).toEqual([['a.csv', 'c.csv'], 2, listed(14, 'a.csv', 'c.csv')]);
	await addFiles(country.data, { 'd.csv': csv('00166,mobile,9') }, again);
	expect(await sources()).toEqual([['c.csv', 'd.csv'], 2, listed(17, 'c.csv', 'd.csv')]);
	await addFiles(country.data, { 'e.csv': csv('00004,mobile,1', '00166,mobile,2') }, again);
	expect(await sources()).toEqual([['e.csv'], 1, listed(3, 'e.csv')]);
});

it('two files of one name are named once', async () => {
	await addFiles(country.data, { 'a.csv': csv('00004,mobile,5', '00166,mobile,6') });
	await addFiles(country.data, { 'a.csv': csv('00004,mobile,7') }, again);
	expect(await sources()).toEqual([['a.csv', 'a.csv'], 2, listed(13, 'a.csv')]);
});

it('a file goes with the province that was all it still gave', async () => {
	const all = ['00004,mobile,5', '00166,mobile,6', '20194,mobile,7'];
	await addFiles(country.data, { 'a.csv': csv(...all) });
	await addFiles(country.data, { 'b.csv': csv('00166,mobile,8', '20194,mobile,9') }, again);
	expect((await sources())[0]).toEqual(['a.csv', 'b.csv']);
	await removeMonth(join(country.data, 'samples'), '2026-09', 'en', { provinces: ['01'] });
	expect(await sources()).toEqual([['b.csv'], 1, listed(9, 'b.csv')]);
});
