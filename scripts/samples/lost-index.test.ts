/** Files of a store that has lost its index are not taken for rests, which the next command would remove. */
import { readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NEW_UNITS } from '../../tests/fixtures/small-country.ts';
import { copyDrawnCountry, publishCountry, type Country } from '../testing/country.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { addFiles } from '../testing/office.ts';
import { sentOf } from './apply.ts';
import { readStore } from './store.ts';
import { beginStore, writeReport } from './store-write.ts';
import { storedRow } from './stored-table.ts';

const TABLE = 'month,code,network,samples\n2026-09,00004,mobile,412\n';
const LATER = 'month,code,network,samples\n2026-10,00004,mobile,7\n';

let country: Country;
let folder: string;
beforeEach(async () => {
	country = await copyDrawnCountry();
	folder = join(country.data, 'samples');
});
afterEach(() => country.remove());

const filesOf = async () => (await readdir(folder, { recursive: true })).sort();

it('a store without its index is refused by all that read it, and keeps its files', async () => {
	await addFiles(country.data, { 'a.csv': TABLE });
	await rename(join(folder, 'store.json'), join(country.data, 'elsewhere.json'));
	const before = await filesOf();
	for (const command of [
		() => addFiles(country.data, { 'b.csv': LATER }),
		() => publishCountry(country),
		() => readStore(folder)
	]) {
		const { fault } = await dataErrorOf(command);
		expect(fault.file).toMatch(/store\.json$/);
		expect(fault.found).toMatch(/^no such file, although .+ lies beside it$/);
	}
	expect(await filesOf()).toEqual(before);
	await rename(join(country.data, 'elsewhere.json'), join(folder, 'store.json'));
	await addFiles(country.data, { 'b.csv': LATER });
	expect((await readStore(folder)).months.map(({ month }) => month)).toEqual([
		'2026-09',
		'2026-10'
	]);
});

it('a first command that was ended before its index leaves rests, which the next one puts away', async () => {
	await writeReport(folder, { name: 'a.csv' });
	await writeFile(join(folder, 'reports/report.json.1.tmp'), '');
	expect(await filesOf()).toContain('store.json');
	await addFiles(country.data, { 'a.csv': TABLE });
	expect((await filesOf()).filter((name) => name.startsWith('reports/report.'))).toHaveLength(1);
});

it('an index that is there stays as it is', async () => {
	await addFiles(country.data, { 'a.csv': TABLE });
	await beginStore(folder);
	expect((await readStore(folder)).versions).toHaveLength(1);
});

it('a province without any row has not sent, whatever file the others came in', () => {
	const [first, second] = NEW_UNITS.of.province!.codes as [string, string];
	const row = (code: string) => storedRow(code, { samples: 5 });
	expect(sentOf(NEW_UNITS, { kind: 'table' }, [row(''), row(first)])).toEqual({
		missing: [second],
		provinces: 1,
		of: 2
	});
	expect(sentOf(NEW_UNITS, { kind: 'table' }, [row(first), row(second)])).toBeUndefined();
	expect(sentOf(NEW_UNITS, { kind: 'table' }, [row('')])).toBeUndefined();
	expect(sentOf(NEW_UNITS, { kind: 'measurements' }, [row(first)])).toBeUndefined();
});
