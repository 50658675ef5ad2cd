/** The real files, where they lie beside the project: from `npm run boundaries` to the map. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { ImportReport } from '../../scripts/boundaries/imported.ts';
import type { Country } from '../../scripts/testing/country.ts';
import { serveCountry } from './measured.ts';
import { hover, viewOf, type Place } from './places.ts';
import { expect, test } from './site.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const SHARED = resolve(ROOT, '../shared/boundaries');
const run = promisify(execFile);
/** Milliseconds for all commands together: 2 to 3 minutes on two quiet cores, several times that on busy ones. */
const PATIENCE = 1_200_000;

/** Zoom from which finer outlines are drawn, and a little more. */
const NEAR = 9.3;

/**
 * Numbers of polygons, which are the leaves; kilobytes that the overview may have after Brotli; and what stands where
 * near by: a commune's name at its point in the list.
 */
const REAL = [
	{
		edition: '2022-10',
		files: ['communes.geojson.gz', 'districts-without-communes.geojson'],
		polygons: 10_604,
		limit: 700,
		month: '2024-11',
		near: { within: '164', province: '19', name: 'Phường Quán Triều', code: '05431' }
	},
	{
		edition: '2025-07',
		files: ['communes.geojson.gz'],
		polygons: 3321,
		limit: 450,
		month: '2025-07',
		near: { within: '19', province: '19', name: 'Phường Phan Đình Phùng', code: '05443' }
	}
] as const;

const missing = REAL.flatMap(({ edition, files }) =>
	files.map((name) => join(SHARED, edition, name))
)
	.filter((path) => !existsSync(path))
	.map((path) => path.slice(SHARED.length + 1));
const REASON = `the real boundaries are not beside the project: no ${missing.join(', ')} in ${SHARED}`;
if (missing.length > 0) console.log(`skipped: ${REASON}`);

test.describe('the real outlines of both editions', () => {
	// Each worker would import for itself.
	test.describe.configure({ mode: 'serial' });
	test.skip(missing.length > 0, REASON);

	let country: Country;
	const reports = new Map<string, ImportReport>();

	test.beforeAll(async () => {
		test.setTimeout(PATIENCE);
		const folder = await mkdtemp(join(tmpdir(), 'real-'));
		country = {
			data: join(folder, 'data'),
			out: join(folder, 'published'),
			remove: () => rm(folder, { recursive: true, force: true })
		};
		const { data, out } = country;
		// All inputs but what an office put there.
		for (const name of await readdir(join(ROOT, 'data')))
			if (!['boundaries', 'samples', 'cache'].includes(name))
				await cp(join(ROOT, 'data', name), join(data, name), { recursive: true });
		for (const { edition, files } of REAL) {
			const sources = files.flatMap((name) => ['--source', join(SHARED, edition, name)]);
			await command('import-boundaries.ts', '--edition', edition, '--strict', ...sources);
			const report = join(data, 'boundaries', edition, 'report.json');
			reports.set(edition, JSON.parse(await readFile(report, 'utf8')) as ImportReport);
		}
		// What was imported can be published: every promise is checked before the switch.
		await command('data.ts', '--out', out);

		async function command(script: string, ...options: string[]): Promise<void> {
			const path = join(ROOT, 'scripts', script);
			await run(process.execPath, ['--import', 'tsx', path, '--data', data, ...options], {
				cwd: ROOT
			});
		}
	});
	test.afterAll(() => country?.remove());

	for (const { edition, polygons, limit, month, near } of REAL) {
		test(`${edition}: all ${polygons} polygons are imported, small and true`, () => {
			const report = reports.get(edition)!;
			expect(report).toMatchObject({ polygons, matched: polygons, unitsWithoutPolygon: [] });
			expect(report.brotliBytes).toBeLessThanOrEqual(limit * 1000);
			expect(report.detail.brotliBytes).toBeLessThanOrEqual(150_000);
			expect(report.agreement.detail).toBeGreaterThanOrEqual(0.997);
			expect(report.agreement.overview).toBeLessThanOrEqual(report.agreement.detail);
			// No unit gains or loses over 3 % of its ground from afar.
			expect(report.unlike!.overview).toEqual([]);
		});

		test(`${edition}: the map draws them, and finer ones near by`, async ({ site, page }) => {
			await serveCountry(page, country);
			await site.openMap({ month });
			await expect(page.locator('.picture .attribution')).toContainText('communes.geojson.gz');

			await site.openMap({ month, within: near.within });
			const place = await pointOf(edition, near.code);
			await expect(async () => {
				await hover(site, (await viewOf(site))(place));
				if ((await site.zoom()) < NEAR) await page.mouse.wheel(0, -400);
				expect(await site.zoom()).toBeGreaterThanOrEqual(NEAR);
			}).toPass({ timeout: 60_000, intervals: [1000] });
			await expect(site.map).toHaveAttribute('data-detail', new RegExp(`\\b${near.province}\\b`), {
				timeout: 60_000
			});
			await hover(site, (await viewOf(site))(place));
			await expect(site.tooltip.locator('strong')).toHaveText(near.name);
		});
	}
});

/** A commune's point in the list of units. */
async function pointOf(edition: string, code: string): Promise<Place> {
	const text = await readFile(join(ROOT, `data/gazetteer/${edition}-communes.csv`), 'utf8');
	const [header, ...rows] = text.split(/\r?\n/).map((line) => line.split(','));
	const row = rows.find(([own]) => own === code)!;
	const field = (name: string) => Number(row[header!.indexOf(name)]);
	return [field('lon'), field('lat')];
}
