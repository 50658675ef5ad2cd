/** Files that were given before: known only where all that they gave is in force. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyCountry, type Country } from '../testing/country.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { addFiles, figuresOf, NOW, storeText } from '../testing/office.ts';
import { addSamples } from './add.ts';
import { linesOf } from './tell.ts';
import { SILENT } from '../common/progress.ts';
import { removeMonth } from './remove.ts';
import { join } from 'node:path';

let country: Country;
beforeEach(async () => {
	country = await copyCountry();
});
afterEach(() => country.remove());

const csv = (...rows: string[]) => ['month,code,network,samples', ...rows, ''].join('\n');
const A = csv('2026-09,00004,mobile,412', '2026-09,00166,mobile,350');
const samples = async () => {
	const figures = await figuresOf(country.data, '2026-09', 'mobile');
	return Object.fromEntries([...figures].map(([code, row]) => [code, row.samples]));
};

it('a file of which all is in force changes nothing, and is not read again', async () => {
	await addFiles(country.data, { 'a.csv': A });
	await addFiles(country.data, { 'b.csv': csv('2026-10,00004,mobile,5') });
	const before = await storeText(country.data);
	expect(await addFiles(country.data, { 'a.csv': A })).toBeUndefined();
	expect(await storeText(country.data)).toBe(before);
});

it('a file that joined what was in later is read again, and changes nothing', async () => {
	await addFiles(country.data, { 'a.csv': csv('2026-09,00004,mobile,412') });
	await addFiles(country.data, { 'b.csv': csv('2026-09,00166,mobile,350') });
	const before = await storeText(country.data);
	await addFiles(country.data, { 'a.csv': csv('2026-09,00004,mobile,412') });
	expect(await storeText(country.data)).toBe(before);
});

it('rows that contradicted what was in come in once that is gone', async () => {
	await addFiles(country.data, { 'a.csv': csv('2026-09,00004,mobile,411') });
	const options = { acceptPartial: true };
	await addFiles(country.data, { 'b.csv': A }, options);
	expect(await samples()).toEqual({ '00004': 411, '00166': 350 });
	await expect(addFiles(country.data, { 'b.csv': A })).rejects.toThrow('412');
	await removeMonth(join(country.data, 'samples'), '2026-09');
	await addFiles(country.data, { 'b.csv': A }, options);
	expect(await samples()).toEqual({ '00004': 412, '00166': 350 });
});

it.each([
	['all', ['2026-09,00004,mobile,500', '2026-09,00166,mobile,501']],
	['one', ['2026-09,00004,mobile,500']]
])('a file of which %s was replaced is told as what contradicts', async (_, rows) => {
	await addFiles(country.data, { 'a.csv': A });
	await addFiles(country.data, { 'b.csv': csv(...rows) }, { replace: '2026-09' });
	const before = await storeText(country.data);
	const { message } = await dataErrorOf(() => addFiles(country.data, { 'a.csv': A }));
	expect(message).toMatch(/412.*500.*replace 2026-09/s);
	expect(await storeText(country.data)).toBe(before);
});

it('a file of several months is refused for what contradicts, not for what is known', async () => {
	const rows = ['2026-07,00004,mobile,1', '2026-08,00004,mobile,2', '2026-09,00004,mobile,3'];
	await addFiles(country.data, { 'a.csv': csv(...rows) });
	await addFiles(country.data, { 'b.csv': csv('2026-09,00004,mobile,9') }, { replace: '2026-09' });
	const { fault } = await dataErrorOf(() => addFiles(country.data, { 'a.csv': csv(...rows) }));
	expect(fault).toMatchObject({ file: 'a.csv', row: 4 });
	expect(fault.found).toBe(
		'3 rows, none of which can be taken; among them: contradiction "00004: 3 samples"'
	);
	expect(fault.expected).toContain('9 samples');
	const path = join(country.data, '../office/a.csv');
	const result = await addSamples({
		data: country.data,
		files: [path],
		now: NOW,
		progress: SILENT
	});
	const lines = linesOf(result, 'vi', false);
	const at = (text: string) => lines.findIndex((line) => line.trim().startsWith(text));
	expect(at('1 mâu thuẫn')).toBeGreaterThan(0);
	expect(at('1 mâu thuẫn')).toBeLessThan(at('2 đã có từ trước'));
});

it('what was removed of a file comes in again with it', async () => {
	const rows = ['2026-09,00004,mobile,412', '2026-09,20194,mobile,350'];
	await addFiles(country.data, { 'a.csv': csv(...rows) });
	await removeMonth(join(country.data, 'samples'), '2026-09', 'en', { provinces: ['48'] });
	expect(await samples()).toEqual({ '00004': 412 });
	await addFiles(country.data, { 'a.csv': csv(...rows) });
	expect(await samples()).toEqual({ '00004': 412, '20194': 350 });
});
