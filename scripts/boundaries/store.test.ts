/**
 * What an import leaves when it ends before its time.
 * `KILLS=50 npx vitest run scripts/boundaries/store.test.ts` kills more often.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyCountry, readCountry, type Country } from '../testing/country.ts';
import { makeImport } from '../testing/imports.ts';
import { readImported } from './imported.ts';
import { placeGeometryOf } from './place-geometry.ts';
import { store } from './store.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const KILLS = Number(process.env.KILLS ?? 12);

let country: Country;
beforeEach(async () => {
	country = await copyCountry();
});
afterEach(() => country.remove());

/** The import in force, read as a whole. */
async function inForce(data: string) {
	const imported = (await readImported(join(data, 'boundaries'), '2025-07'))!;
	const gazetteer = (await readCountry()).find(({ edition }) => edition === '2025-07')!;
	const places = await placeGeometryOf(data, gazetteer);
	expect(places.source).toBe(imported.report.id);
	return imported;
}

/** Everything of the edition that lies around. */
async function files(data: string): Promise<string[]> {
	const boundaries = await readdir(join(data, 'boundaries'), { recursive: true });
	const cache = await readdir(join(data, 'cache'));
	return [...boundaries, ...cache.filter((name) => name.startsWith('places.'))].sort();
}

it('puts an import in the place of the one before and removes that', async () => {
	for (const number of [1, 2]) {
		const { report, made } = makeImport(number);
		await store(country.data, report, made);
		const { report: read, details } = await inForce(country.data);
		expect(read).toEqual(report);
		expect(details.get('48')!.toString()).toBe(made.details.get('48'));
		expect(await files(country.data)).toEqual(
			[
				'2025-07',
				'2025-07/report.json',
				...['', '/added.geojson', '/detail', '/units.topo.json'].map(
					(name) => `2025-07/${report.id}${name}`
				),
				...['01', '48', '56'].map((code) => `2025-07/${report.id}/detail/${code}.topo.json`),
				`places.2025-07.${report.id}.bin`
			].sort()
		);
	}
});

it('is whole after a kill at any moment, and the next import cleans up', async () => {
	const first = makeImport(-1);
	await store(country.data, first.report, first.made);
	const script = resolve(import.meta.dirname, '../testing/store-on-and-on.ts');
	const seen = new Set<string>();
	for (let kill = 0; kill < KILLS; kill++) {
		const child = spawn(process.execPath, ['--import', 'tsx', script, country.data], {
			cwd: ROOT,
			stdio: ['ignore', 'pipe', 'inherit']
		});
		await once(child.stdout, 'data');
		await sleep(Math.random() * 60);
		child.kill('SIGKILL');
		await once(child, 'close');
		seen.add((await inForce(country.data)).report.attribution);
	}
	expect(seen.size).toBeGreaterThan(1);
	const last = makeImport(-2);
	await store(country.data, last.report, last.made);
	expect((await inForce(country.data)).report).toEqual(last.report);
	expect(await files(country.data)).toHaveLength(10);
}, 240_000);

it('keeps the import before when the disk is full', async () => {
	const disk = join(country.data, 'full');
	await mkdir(disk);
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk], { stdio: 'pipe' });
	} catch {
		console.log('skipped: only an administrator can mount a small disk to fill');
		return;
	}
	try {
		const { report, made } = makeImport(1);
		await store(disk, report, made);
		const before = await files(disk);
		const large = makeImport(2, 200_000);
		await expect(store(disk, large.report, large.made)).rejects.toThrow('ENOSPC');
		expect((await inForce(disk)).report).toEqual(report);
		expect(await files(disk)).toEqual(before);
	} finally {
		execFileSync('umount', [disk]);
	}
});

it('leaves a folder alone that is not its own', async () => {
	const { report, made } = makeImport(1);
	const own = join(country.data, 'boundaries/2025-07/notes');
	await mkdir(own, { recursive: true });
	await writeFile(join(own, 'why.txt'), 'from the office');
	await store(country.data, report, made);
	expect(await files(country.data)).toContain('2025-07/notes/why.txt');
});
