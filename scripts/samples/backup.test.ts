/** The store into a folder and back, while it is used. */
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyDrawnCountry, type Country } from '../testing/country.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { addFiles, storeText } from '../testing/office.ts';
import { REAL_DISK, withDisk } from '../common/disk.ts';
import { withLock } from '../common/lock.ts';
import { backUp, fromBackup } from './backup.ts';
import { removeMonth } from './remove.ts';
import { forgetVersions } from './restore.ts';
import { readStore, rowsOfStored } from './store.ts';

let country: Country;
let target: string;
beforeEach(async () => {
	country = await copyDrawnCountry();
	target = join(country.data, '../copy');
	await addFiles(country.data, { 'a.csv': csv('2026-09,00004,mobile,412') });
	await addFiles(country.data, { 'b.csv': csv('2026-09,20194,mobile,350') });
});
afterEach(() => country.remove());

const csv = (...rows: string[]) => ['month,code,network,samples', ...rows, ''].join('\n');
const filesIn = async (folder: string) =>
	(await readdir(folder, { recursive: true })).filter((name) => /\.\w+\.\w+$/.test(name)).sort();

it('is the store, checked; again it copies what is new alone', async () => {
	const samples = join(country.data, 'samples');
	// A command at work, which a backup doesn't wait for.
	const [first] = await withLock(samples, 'another', () => backUp(country.data, target));
	expect(first).toMatch(
		/2 versions, the newest is 2 \(.*\); 4 files, \d+ kB, 4 of them copied now/
	);
	expect(await readFile(join(target, 'store.json'), 'utf8')).toBe(await storeText(country.data));
	await addFiles(country.data, { 'c.csv': csv('2026-10,00004,mobile,5') });
	expect((await backUp(country.data, target))[0]).toContain('6 files');
	expect((await backUp(country.data, target))[0]).toContain('0 of them copied now');
	await forgetVersions(country.data, { keep: 1 });
	expect((await backUp(country.data, target))[1]).toContain(
		'versions 1, 2 are gone from the backup, too'
	);
	expect(await filesIn(target)).toEqual(await filesIn(samples));
});

it('comes back whole, into an empty store or in the place of another one', async () => {
	await backUp(country.data, target);
	const before = await storeText(country.data);
	const samples = join(country.data, 'samples');
	await rm(samples, { recursive: true });
	await fromBackup(country.data, target);
	expect(await storeText(country.data)).toBe(before);
	const [month] = (await readStore(samples)).months;
	expect((await rowsOfStored(samples, month!)).map((row) => row.samples)).toEqual([412, 350]);

	await removeMonth(samples, '2026-09', 'en', { networks: ['mobile'] });
	const after = await storeText(country.data);
	expect((await dataErrorOf(() => fromBackup(country.data, target))).message).toContain(
		'the store has versions 3 that the backup has not'
	);
	expect(await storeText(country.data)).toBe(after);
	const lines = await fromBackup(country.data, target, { over: true });
	expect(lines).toContain('no more: version 3 (remove 2026-09 --network mobile) of the store');
	expect(await storeText(country.data)).toBe(before);
});

it('refuses damage, other folders and the store itself', async () => {
	await backUp(country.data, target);
	const before = await storeText(country.data);
	const { table } = (await readStore(target)).months[0]!.parts[0]!;
	await writeFile(join(target, table.url), 'PAR1');
	expect((await dataErrorOf(() => fromBackup(country.data, target))).message).toContain(
		'another content than the index names'
	);
	expect(await storeText(country.data)).toBe(before);
	// The next backup mends it.
	expect((await backUp(country.data, target))[0]).toContain('1 of them copied now');

	const other = join(country.data, '../letters');
	await mkdir(other);
	await writeFile(join(other, 'letter.txt'), 'Kính gửi');
	for (const [folder, found] of [
		[other, 'something else'],
		[join(country.data, 'samples'), "the store's own folder"],
		[join(country.data, 'samples/2026-09'), "the store's own folder"],
		[country.data, "the store's own folder"]
	] as const)
		expect((await dataErrorOf(() => backUp(country.data, folder))).message).toContain(found);
	expect(await readdir(other)).toEqual(['letter.txt']);
	for (const nowhere of ['/proc/x', join(other, 'a/b')])
		await expect(backUp(country.data, nowhere)).rejects.toMatchObject({ code: 'ENOENT' });
	expect((await dataErrorOf(() => fromBackup(country.data, other))).message).toContain('no backup');
});

it('has the key of devices only when that is asked for', async () => {
	await writeFile(join(country.data, 'samples.key'), 'secret', { mode: 0o600 });
	expect((await backUp(country.data, target)).join()).toContain('samples.key was not copied');
	expect(await readdir(target)).not.toContain('samples.key');
	await backUp(country.data, target, { withKey: true });
	expect((await stat(join(target, 'samples.key'))).mode & 0o777).toBe(0o600);
});

it('is the old or the new one on a disk that is full', async () => {
	await backUp(country.data, target);
	const before = await readFile(join(target, 'store.json'), 'utf8');
	await addFiles(country.data, { 'c.csv': csv('2026-10,00004,mobile,5') });
	const full = { ...REAL_DISK, write: () => Promise.reject(new Error('ENOSPC')) };
	await expect(withDisk(full, () => backUp(country.data, target))).rejects.toThrow('ENOSPC');
	expect(await readFile(join(target, 'store.json'), 'utf8')).toBe(before);
	await fromBackup(country.data, target, { over: true });
	expect((await readStore(join(country.data, 'samples'))).versions).toHaveLength(2);
});

it('of an empty store is refused, and the backup stays', async () => {
	await backUp(country.data, target);
	const before = await readFile(join(target, 'store.json'), 'utf8');
	await rm(join(country.data, 'samples'), { recursive: true });
	const { message } = await dataErrorOf(() => backUp(country.data, target, { over: true }));
	expect(message).toMatch(/nothing to back up.*2 versions, the newest is 2.*from-backup/s);
	expect(await readFile(join(target, 'store.json'), 'utf8')).toBe(before);
	const other = join(country.data, '../another');
	await expect(backUp(country.data, other)).rejects.toThrow('nothing to back up');
	await expect(stat(other)).rejects.toMatchObject({ code: 'ENOENT' });
});

it('takes the place of no versions that the store never had, unless it is told to', async () => {
	const old = join(country.data, '../old');
	await backUp(country.data, old);
	await addFiles(country.data, { 'c.csv': csv('2026-10,00004,mobile,5') });
	await backUp(country.data, target);
	const before = await readFile(join(target, 'store.json'), 'utf8');
	// The machine was set back, and went another way.
	await fromBackup(country.data, old, { over: true });
	for (const more of [undefined, '2026-11,00004,mobile,7']) {
		if (more) await addFiles(country.data, { 'd.csv': csv(more) });
		const { message } = await dataErrorOf(() => backUp(country.data, target));
		expect(message).toMatch(/versions that the store has not: 3 \(add, .*another folder.*--over/s);
		expect(await readFile(join(target, 'store.json'), 'utf8')).toBe(before);
	}
	await backUp(country.data, target, { over: true });
	expect(await readFile(join(target, 'store.json'), 'utf8')).toBe(await storeText(country.data));
});

it('goes on after versions were forgotten that the backup has', async () => {
	await backUp(country.data, target);
	await addFiles(country.data, { 'c.csv': csv('2026-10,00004,mobile,5') });
	await forgetVersions(country.data, { keep: 1 });
	await backUp(country.data, target);
	expect((await readStore(target)).versions.map(({ number }) => number)).toEqual([3]);
});

it.each<[string, (index: string) => Promise<void>]>([
	['cut off', (index) => writeFile(index, '{"versions": [')],
	['empty', (index) => writeFile(index, '')],
	['gone', (index) => rm(index)]
])('takes the place of a store whose index is %s, when that is asked for', async (_, damage) => {
	await backUp(country.data, target);
	const before = await storeText(country.data);
	const samples = join(country.data, 'samples');
	await damage(join(samples, 'store.json'));
	const { fault } = await dataErrorOf(() => fromBackup(country.data, target));
	expect(fault.found).toMatch(/^an index that can't be read/);
	expect(fault.remedy).toContain(`from-backup ${target} --over`);
	expect((await dataErrorOf(() => readStore(samples))).fault.remedy).toContain(
		'from-backup <folder> --over'
	);
	const [first] = await fromBackup(country.data, target, { over: true });
	expect(first).toContain("the store's index can't be read; the backup takes its place");
	expect(await storeText(country.data)).toBe(before);
	const [month] = (await readStore(samples)).months;
	expect((await rowsOfStored(samples, month!)).map((row) => row.samples)).toEqual([412, 350]);
});
