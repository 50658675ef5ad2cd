/** What commands on versions say: of small differences, forgotten versions and files that are missing. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyCountry, type Country } from '../testing/country.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { addFiles } from '../testing/office.ts';
import { describeResult } from '../publish/report.ts';
import { openStored } from './apply.ts';
import { difference } from './history.ts';
import { showMonth } from './months.ts';
import { removeMonth } from './remove.ts';
import { forgetVersions, restoreVersion } from './restore.ts';
import { readStore } from './store.ts';

let country: Country;
beforeEach(async () => {
	country = await copyCountry();
});
afterEach(() => country.remove());

const csv = (download: number) =>
	`month,code,network,samples,download_mbps,statistic\n2026-09,00004,mobile,412,${download},median\n`;

it('speeds that differ look different', async () => {
	await addFiles(country.data, { 'a.csv': csv(120.6) });
	for (const [now, shown] of [
		[120.9, '120.6 → 120.9'],
		[120.93, '120.90 → 120.93'],
		[300.4, '121 → 300']
	] as const) {
		await addFiles(country.data, { 'b.csv': csv(now) }, { replace: '2026-09' });
		const newest = (await readStore(join(country.data, 'samples'))).versions.at(-1)!;
		const { lines } = await difference(country.data, `${newest.number}`, undefined, 'en');
		expect(lines.at(-1)).toContain(`download ${shown} Mbit/s`);
	}
	expect((await showMonth(country.data, '2026-09')).at(-1)).toContain('download 300.4 Mbit/s');
});

it('a version that was forgotten is said to be', async () => {
	await addFiles(country.data, { 'a.csv': csv(120) });
	await addFiles(country.data, { 'b.csv': csv(121) }, { replace: '2026-09' });
	await forgetVersions(country.data, { keep: 1 });
	for (const command of [
		() => difference(country.data, '2', undefined, 'en'),
		() => restoreVersion(country.data, { version: '1' })
	])
		expect((await dataErrorOf(command)).message).toMatch(/version 1, which was forgotten.*backup/s);
	expect(
		(await dataErrorOf(() => restoreVersion(country.data, { version: '7' }))).message
	).not.toContain('forgotten');
});

it('a file of the store that is missing is told before anything is published', async () => {
	await addFiles(country.data, { 'a.csv': csv(120) });
	const [part] = (await readStore(join(country.data, 'samples'))).versions[0]!.parts;
	await openStored(country.data);
	await rm(join(country.data, 'samples', part!.table.url));
	const { message } = await dataErrorOf(() => openStored(country.data));
	expect(message).toMatch(/no file.*from-backup.*remove/s);
});

it('remove says what forgetting ends', async () => {
	await addFiles(country.data, { 'a.csv': csv(120) });
	const lines = await removeMonth(join(country.data, 'samples'), '2026-09');
	expect(lines.join('\n')).toMatch(/forget --keep 1.*nothing can be restored/);
});

it('what is up to date is named', () => {
	expect(describeResult({ state: 'up to date' }, 'dist/x')).toEqual([
		'Nothing has changed: dist/x is up to date.'
	]);
});
