/** A store of before there were versions (`tests/fixtures/store-1`, written by the program of November 2026). */
import { cp, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyDrawnCountry, publishCountry, type Country } from '../testing/country.ts';
import { addFiles, figuresOf } from '../testing/office.ts';
import { namedFiles } from '../common/publish.ts';
import { difference, history } from './history.ts';
import { showMonth } from './months.ts';
import { removeMonth } from './remove.ts';
import { restoreVersion } from './restore.ts';
import { contentOf, readStore } from './store.ts';

const OLD = resolve(import.meta.dirname, '../../tests/fixtures/store-1');

let country: Country;
let folder: string;
beforeEach(async () => {
	country = await copyDrawnCountry();
	folder = join(country.data, 'samples');
	await cp(OLD, folder, { recursive: true });
});
afterEach(() => country.remove());

const samplesOf = async (network: string) =>
	Object.fromEntries(
		[...(await figuresOf(country.data, '2025-08', network))].map(([code, of]) => [code, of.samples])
	);

it('is read as the first version, and not written before something changes', async () => {
	const before = await readFile(join(folder, 'store.json'), 'utf8');
	const { versions, months } = await readStore(folder);
	expect(versions.map(({ number, by }) => [number, by])).toEqual([[1, '']]);
	expect(months.map(({ month, network, samples }) => [month, network, samples])).toEqual([
		['2025-08', 'fixed', 878],
		['2025-08', 'mobile', 774],
		['2025-09', 'mobile', 20]
	]);
	expect(months[1]!.sources.map(({ name }) => name)).toEqual(['01.csv', '48.csv']);
	// Two provinces sent one file each.
	expect(months.map(({ parts }) => parts[0]!.isMixed)).toEqual([undefined, true, undefined]);
	expect(await samplesOf('mobile')).toEqual({ '00004': 412, '00166': 12, '20194': 350 });
	expect(await samplesOf('fixed')).toEqual({ '00004': 500, '20194': 301, '22366': 77 });
	const { lines } = await history(country.data, '2025-08', 'en');
	expect(lines[0]).toMatch(/^Version 1 \(in force\) · .*taken over from a store without versions/);
	expect(await readFile(join(folder, 'store.json'), 'utf8')).toBe(before);
	expect(await publishCountry(country)).toMatchObject({ state: 'published', demonstration: false });
});

it('goes on: nothing of it is lost, and the way back is there', async () => {
	const old = namedFiles(JSON.parse(await readFile(join(folder, 'store.json'), 'utf8')));
	const text = 'month,code,network,samples\n2025-08,00004,mobile,440\n';
	await addFiles(country.data, { 'fix.csv': text }, { replace: '2025-08' });
	expect(await samplesOf('mobile')).toEqual({ '00004': 440, '00166': 12, '20194': 350 });
	const { versions, months } = await readStore(folder);
	expect(versions.map(({ number }) => number)).toEqual([1, 2]);
	// The province that sent again has a part of its own now, with all that was there of it.
	expect(months[1]!.parts.map(({ scope, samples }) => [scope, samples])).toEqual([
		['', 350],
		['01', 452]
	]);
	const shown = await showMonth(country.data, '2025-08', 'vi');
	expect(shown.join('\n')).toContain('01 Thành phố Thử Nghiệm: 452 mẫu, từ phiên bản 2');
	expect(shown.join('\n')).toContain('2/3 tỉnh đã gửi; chưa gửi: 56 Tỉnh Đảo');
	const { lines } = await difference(country.data, '2', undefined, 'en');
	expect(lines).toEqual([
		'From version 1 to version 2:',
		'2025-08 mobile: 774 → 802 samples',
		expect.stringMatching(/^ {2}00004 .*: 412 → 440 samples; download 68.2 → none Mbit\/s; /)
	]);
	for (const file of old) await contentOf(folder, file);
	await removeMonth(folder, '2025-09');
	await restoreVersion(country.data, { version: '1' });
	expect(await samplesOf('mobile')).toEqual({ '00004': 412, '00166': 12, '20194': 350 });
	expect((await readStore(folder)).months.map(({ samples }) => samples)).toEqual([878, 774, 20]);
});
