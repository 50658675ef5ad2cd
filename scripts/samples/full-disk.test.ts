/**
 * A disk that fails at any of the writes of a command (`common/disk.ts`) leaves the store as it was, and the same command
 * does its work when there is room again; so does a clock that was put back, and two commands at once.
 */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withDisk } from '../common/disk.ts';
import { SILENT } from '../common/progress.ts';
import { copyDrawnCountry, publishCountry, type Country } from '../testing/country.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { failingDisk } from '../testing/failing-disk.ts';
import { addFiles, officeFile } from '../testing/office.ts';
import { addSamples } from './add.ts';
import { backUp, fromBackup } from './backup.ts';
import { describeDisk } from './disks.ts';
import { removeMonth } from './remove.ts';
import { forgetVersions, restoreVersion } from './restore.ts';
import { readStore, rowsOfStored } from './store.ts';

let country: Country;
let folder: string;
beforeEach(async () => {
	country = await copyDrawnCountry();
	folder = join(country.data, 'samples');
});
afterEach(() => country.remove());

/** What a disk says that takes nothing more. */
const CODES = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES'] as const;

const csv = (...rows: string[]) => ['month,code,network,samples', ...rows, ''].join('\n');

/** Samples of all that is in, by month, network, code. */
async function figures(): Promise<Record<string, number>> {
	const { months } = await readStore(folder);
	const found: Record<string, number> = {};
	for (const month of months)
		for (const { code, operator, samples } of await rowsOfStored(folder, month))
			found[`${month.month} ${month.network} ${code} ${operator}`] = samples;
	return found;
}

/** Do a command with a disk that fails at the first write, then the second, until none is left to fail. */
async function failAtEach(command: () => Promise<unknown>): Promise<number> {
	// An index that names nothing is as none.
	const state = async () => [(await readStore(folder)).versions, await figures()];
	const before = await state();
	for (let n = 1; ; n++) {
		const { disk, writes } = failingDisk((at) => at === n, CODES[n % CODES.length]);
		const failed = await withDisk(disk, command).then(
			() => undefined,
			(error: unknown) => error
		);
		if (failed === undefined) {
			expect(writes()).toBeLessThan(n);
			return n - 1;
		}
		expect(describeDisk(failed, 'en')).toContain('the store is unchanged');
		expect(describeDisk(failed, 'vi')).toContain('kho số liệu không đổi');
		expect(await state()).toEqual(before);
	}
}

describe('a full disk', () => {
	it('at any write of any command leaves what was', async () => {
		const { data } = country;
		const a = await officeFile(
			data,
			'a.csv',
			csv('2026-09,00004,mobile,412', '2026-09,00004,fixed,9')
		);
		const b = await officeFile(data, 'b.csv', csv('2026-09,20194,mobile,350'));
		const fix = await officeFile(data, 'fix.csv', csv('2026-09,00004,mobile,444'));
		const add = (file: string, replace?: string) =>
			addSamples({
				data,
				files: [file],
				now: new Date('2026-11-15T05:00:00Z'),
				progress: SILENT,
				...(replace ? { replace } : {})
			});
		const place = [105.83806, 21.03853];
		const rows = Array.from(
			{ length: 20 },
			(_, at) => `2026-10-${10 + at} 10:00:00,${place.join()},mobile,${at + 1},9,30`
		);
		const header = 'time,longitude,latitude,network,download,upload,latency';
		const measured = await officeFile(data, 'm.csv', [header, ...rows, ''].join('\n'));
		const failures = {
			add: await failAtEach(() => add(a)),
			'add a province': await failAtEach(() => add(b)),
			'add measurements': await failAtEach(() => add(measured)),
			replace: await failAtEach(() => add(fix, '2026-09')),
			'remove a province': await failAtEach(() =>
				removeMonth(folder, '2026-09', 'en', { provinces: ['48'] })
			),
			remove: await failAtEach(() => removeMonth(folder, '2026-10')),
			restore: await failAtEach(() => restoreVersion(data, { version: '3' })),
			forget: await failAtEach(() => forgetVersions(data, { keep: 2 })),
			backup: await failAtEach(() => backUp(data, join(data, '../copy'))),
			'from-backup': await failAtEach(() => fromBackup(data, join(data, '../copy')))
		};
		// Each writes at least the index: a folder, a file, a rename.
		for (const [command, count] of Object.entries(failures))
			expect([command, count >= 3]).toEqual([command, true]);
		expect(await figures()).toMatchObject({
			'2026-09 fixed 00004 ': 9,
			'2026-09 mobile 00004 ': 412,
			'2026-09 mobile 20194 ': 350,
			'2026-10 mobile 00004 ': 20
		});
		expect(await publishCountry(country)).toMatchObject({ state: 'published' });
	}, 240_000);
});

describe('a clock', () => {
	it('that was put back a day gives the time of the version before, and that is told', async () => {
		const { data } = country;
		await addFiles(data, { 'a.csv': csv('2026-09,00004,mobile,412') });
		const now = new Date('2026-11-14T05:00:00Z');
		const lines = await removeMonth(folder, '2026-09', 'vi', { now });
		expect(lines.join('\n')).toContain(
			'Đồng hồ của máy (2026-11-14T05:00:00.000Z) chậm hơn phiên bản 1 (2026-11-15T05:00:00.000Z)'
		);
		const { versions } = await readStore(folder);
		expect(versions.map(({ number, time }) => [number, time])).toEqual([
			[1, '2026-11-15T05:00:00.000Z'],
			[2, '2026-11-15T05:00:00.000Z']
		]);
	});
});

describe('two commands at once', () => {
	it('do their work one after the other, or the second is told who is at work', async () => {
		const { data } = country;
		const add = (name: string, code: string) =>
			addFiles(data, { [name]: csv(`2026-09,${code},mobile,412`) });
		const done = await Promise.allSettled([add('a.csv', '00004'), add('b.csv', '20194')]);
		const refused = done.filter(({ status }) => status === 'rejected');
		expect(refused).toHaveLength(1);
		const { fault } = await dataErrorOf(() =>
			Promise.reject((refused[0] as PromiseRejectedResult).reason as Error)
		);
		expect(fault.found).toContain('npm run samples -- add, process');
		expect((await readStore(folder)).versions).toHaveLength(1);
		await add('a.csv', '00004');
		await add('b.csv', '20194');
		expect(Object.keys(await figures())).toEqual([
			'2026-09 mobile 00004 ',
			'2026-09 mobile 20194 '
		]);
	});
});
