/** The real files, where they lie beside the project: what their import promises holds. */
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readGazetteer } from '../gazetteer/gazetteer.ts';
import { readImported } from './imported.ts';
import { placeGeometryOf } from './place-geometry.ts';
import { SILENT } from '../common/progress.ts';
import { LIMIT } from './draw.ts';
import { importBoundaries } from './import.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const SHARED = resolve(ROOT, '../shared/boundaries');

/** Numbers of polygons, which are the leaves, and of provinces; the limit of the overview. */
const REAL = [
	{
		edition: '2022-10',
		files: ['communes.geojson.gz', 'districts-without-communes.geojson'],
		polygons: 10_604,
		provinces: 63,
		limit: LIMIT.overviewWithDistricts
	},
	{
		edition: '2025-07',
		files: ['communes.geojson.gz'],
		polygons: 3321,
		provinces: 34,
		limit: LIMIT.overview
	}
];

for (const { edition, files, polygons, provinces, limit } of REAL) {
	const sources = files.map((name) => join(SHARED, edition, name));
	const isThere = sources.every((path) => existsSync(path));
	if (!isThere)
		console.log(`skipped: the real boundaries of ${edition} are not at ${SHARED}/${edition}`);

	it.skipIf(!isThere)(
		`takes ${polygons} polygons of ${edition}, small and true`,
		async () => {
			const data = await mkdtemp(join(tmpdir(), 'shared-'));
			try {
				await cp(join(ROOT, 'data/gazetteer'), join(data, 'gazetteer'), { recursive: true });
				const report = await importBoundaries({
					data,
					edition,
					sources,
					columns: {},
					strict: true,
					mergeParts: false,
					progress: SILENT
				});
				expect(report).toMatchObject({ polygons, matched: polygons, unitsWithoutPolygon: [] });
				expect(report.brotliBytes).toBeLessThanOrEqual(limit);
				expect(report.detail.brotliBytes).toBeLessThanOrEqual(LIMIT.detail);
				expect(report.agreement.detail).toBeGreaterThanOrEqual(0.997);
				expect(report.agreement.overview).toBeLessThanOrEqual(report.agreement.detail);
				const { details } = (await readImported(join(data, 'boundaries'), edition))!;
				expect(details.size).toBe(provinces);
				const gazetteer = await readGazetteer(join(data, 'gazetteer'), edition);
				const places = await placeGeometryOf(data, gazetteer);
				expect(places).toMatchObject({ source: report.id, codes: { length: polygons } });
			} finally {
				await rm(data, { recursive: true, force: true });
			}
		},
		600_000
	);
}
