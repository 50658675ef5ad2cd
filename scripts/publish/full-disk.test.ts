/**
 * A disk that takes nothing more at any write of `npm run data` leaves what was published, whole, or what is new.
 * `EVERY=1 npx vitest run scripts/publish/full-disk.test.ts` refuses each write, else one of each kind.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withDisk } from '../common/disk.ts';
import { namedFiles } from '../common/publish.ts';
import { describeDisk } from '../samples/disks.ts';
import { copyDrawnCountry, publishCountry, type Country } from '../testing/country.ts';
import { failingDisk } from '../testing/failing-disk.ts';
import { addFiles } from '../testing/office.ts';
import { checkPublished } from './check.ts';

const CODES = ['ENOSPC', 'EROFS', 'EACCES', 'EDQUOT'] as const;

let country: Country;
beforeEach(async () => {
	country = await copyDrawnCountry();
});
afterEach(() => country.remove());

const add = (samples: number) =>
	addFiles(
		country.data,
		{ [`${samples}.csv`]: `month,code,network,samples\n2026-09,00004,mobile,${samples}\n` },
		{ replace: '2026-09' }
	);
const manifest = () => readFile(join(country.out, 'manifest.json'), 'utf8').catch(() => '');

/** Files that lie there, but for compressed ones and locks. */
async function files(): Promise<string[]> {
	const found = await readdir(country.out, { recursive: true, withFileTypes: true });
	return found
		.filter((entry) => entry.isFile() && !/^\.|\.(?:br|gz)$/.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name).slice(country.out.length + 1))
		.sort();
}

/** What lies there is what the manifest names, and keeps all promises. */
async function expectWhole(): Promise<void> {
	await checkPublished(country.out);
	const named = namedFiles(JSON.parse(await manifest())).map(({ url }) => url);
	expect(await files()).toEqual([...new Set([...named, 'manifest.json', 'summary.json'])].sort());
}

/** Publish with a disk that refuses each write once, those first that come first; which, and what that left. */
async function refuseEach(): Promise<{ refused: string[]; left: Set<string> }> {
	const before = await manifest();
	const refused = new Set<string>();
	const left = new Set<string>();
	for (;;) {
		let isOver = false;
		const code = CODES[refused.size % CODES.length]!;
		const { disk } = failingDisk((_, what) => {
			const own = what.replace(/\.\d+\.tmp$/, '');
			const name = process.env['EVERY'] ? own : own.replace(/\b[0-9a-f]{8,64}\b/g, '#');
			if (isOver || refused.has(name)) return false;
			refused.add(name);
			return (isOver = true);
		}, code);
		const failed = await withDisk(disk, () => publishCountry(country)).then(
			() => undefined,
			(error: unknown) => error
		);
		if (failed !== undefined) expect(describeDisk(failed, 'en')).toContain(': ');
		// What came after the switch may be refused for good, such as what only spares time.
		else if (!isOver) return { refused: [...refused], left };
		const now = await manifest();
		if (before !== '' && now !== '') await expectWhole();
		left.add(now === before ? 'old' : 'new');
		if (now === before) expect(failed).toBeDefined();
	}
}

it('when a month is another one', async () => {
	await add(312);
	await publishCountry(country);
	await add(412);
	const { refused, left } = await refuseEach();
	await expectWhole();
	expect(await publishCountry(country)).toEqual({ state: 'up to date' });
	// Of what is kept of steps, of files and their compressed ones, and of the switch.
	for (const what of ['cache/steps', '.parquet', 'manifest.json.next', 'rename', 'link'])
		expect(refused.some((name) => name.includes(what))).toBe(true);
	expect(left).toEqual(new Set(['old', 'new']));
}, 240_000);
