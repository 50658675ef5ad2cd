/** A file of the country in the place of what a province sent itself. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SILENT } from '../common/progress.ts';
import { copyCountry, type Country } from '../testing/country.ts';
import { addFiles, NOW, officeFile } from '../testing/office.ts';
import { addSamples } from './add.ts';
import { linesOf, toldOf } from './tell.ts';

let country: Country;
beforeEach(async () => {
	country = await copyCountry();
});
afterEach(() => country.remove());

const csv = (...rows: string[]) =>
	['month,code,network,samples', ...rows.map((row) => `2026-09,${row}`), ''].join('\n');

async function replaced(name: string, content: string) {
	const files = [await officeFile(country.data, name, content)];
	const options = { data: country.data, files, now: NOW, progress: SILENT };
	const result = await addSamples({ ...options, replace: '2026-09', dryRun: true });
	return [linesOf(result, 'en', true), toldOf(result, 'en').notes].map((lines) =>
		lines.filter((line) => line.startsWith('!'))
	);
}

it('is told, province by province, with the way back', async () => {
	await addFiles(country.data, { 'p48.csv': csv('20194,mobile,350', '48,mobile,360') });
	await addFiles(country.data, { 'p01.csv': csv('00004,mobile,5') });
	const all = ['00004,mobile,5', '20194,mobile,351', '48,mobile,360'];
	const line =
		"! 2026-09 mobile: 1 units of 48 Thành phố Biển, sent by the province in p48.csv, gave way to the file of the country; to keep the province's own: npm run samples -- replace 2026-09 p48.csv";
	expect(await replaced('country.csv', csv(...all))).toEqual([[line], [line]]);
});

it('is not told where a province mends its own figures', async () => {
	await addFiles(country.data, { 'p48.csv': csv('20194,mobile,350') });
	expect(await replaced('p48.csv', csv('20194,mobile,351'))).toEqual([[], []]);
});
