/** A real file, where it lies beside the project: the list of 2022-10 with coarse outlines. */
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readGazetteer } from '../gazetteer.ts';
import { readImported } from '../imported.ts';
import { placeGeometryOf } from '../place-geometry.ts';
import { SILENT } from '../progress.ts';
import { LIMIT } from './draw.ts';
import { importBoundaries } from './import.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const SHARED = resolve(ROOT, '../shared/boundaries/2022-10');
const isThere = existsSync(SHARED);
if (!isThere) console.log(`skipped: the real boundaries of 2022-10 are not at ${SHARED}`);

it.skipIf(!isThere)(
	'takes 10,599 communes and five districts without any, small and true',
	async () => {
		const data = await mkdtemp(join(tmpdir(), 'shared-'));
		try {
			await cp(join(ROOT, 'data/gazetteer'), join(data, 'gazetteer'), { recursive: true });
			const names = ['communes.geojson.gz', 'districts-without-communes.geojson'];
			const report = await importBoundaries({
				data,
				edition: '2022-10',
				sources: names.map((name) => join(SHARED, name)),
				columns: {},
				strict: true,
				mergeParts: false,
				progress: SILENT
			});
			expect(report).toMatchObject({ polygons: 10_604, matched: 10_604, unitsWithoutPolygon: [] });
			expect(report.brotliBytes).toBeLessThanOrEqual(LIMIT.overviewWithDistricts);
			expect(report.detail.brotliBytes).toBeLessThanOrEqual(LIMIT.detail);
			expect(report.agreement.detail).toBeGreaterThanOrEqual(0.997);
			expect(report.agreement.overview).toBeLessThanOrEqual(report.agreement.detail);
			const { details } = (await readImported(join(data, 'boundaries'), '2022-10'))!;
			expect(details.size).toBe(63);
			const gazetteer = await readGazetteer(join(data, 'gazetteer'), '2022-10');
			const places = await placeGeometryOf(data, gazetteer);
			expect(places).toMatchObject({ source: report.id, codes: { length: 10_604 } });
		} finally {
			await rm(data, { recursive: true, force: true });
		}
	},
	600_000
);
