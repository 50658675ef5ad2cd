/** Islands of both archipelagos find their unit, whatever of them the files have. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SILENT } from '../common/progress.ts';
import { readGazetteer } from '../gazetteer/gazetteer.ts';
import { locateOne } from '../place/locate.ts';
import { importBoundaries } from './import.ts';
import { placeIndexOf } from './place-geometry.ts';

const ROOT = resolve(import.meta.dirname, '../..');
let data: string;
beforeAll(async () => {
	data = await mkdtemp(join(tmpdir(), 'islands-'));
	for (const name of ['gazetteer', 'crosswalk', 'editions.csv'])
		await cp(join(ROOT, 'data', name), join(data, name), { recursive: true });
});
afterAll(() => rm(data, { recursive: true, force: true }));

/** A unit as squares of some km around places. */
function squares(
	code: string,
	places: readonly (readonly [lon: number, lat: number])[],
	km: number
) {
	const half = km / 2 / 111.2;
	const coordinates = places.map(([lon, lat]) => [
		[
			[lon - half, lat - half],
			[lon - half, lat + half],
			[lon + half, lat + half],
			[lon + half, lat - half],
			[lon - half, lat - half]
		]
	]);
	return { type: 'Feature', properties: { code }, geometry: { type: 'MultiPolygon', coordinates } };
}

it('Sinh Tồn, Nam Yết, Sơn Ca, Phan Vinh, Hoàng Sa and Phú Lâm', async () => {
	// The files have one islet of each archipelago: Trường Sa itself, and Phú Lâm.
	const features = [
		squares('22736', [[111.92, 8.645]], 0.6),
		squares('20333', [[112.336, 16.835]], 1.5)
	];
	const source = join(data, 'islets.geojson');
	await writeFile(source, JSON.stringify({ type: 'FeatureCollection', features }));
	const report = await importBoundaries({
		data,
		edition: '2025-07',
		sources: [source],
		columns: {},
		accept: ['22736', '20333'],
		mergeParts: false,
		progress: SILENT
	});
	const gazetteer = await readGazetteer(data, '2025-07');
	const { codes } = gazetteer.units.of.commune!;
	const index = await placeIndexOf(data, gazetteer);
	const places: [name: string, lon: number, lat: number, code: string][] = [
		['Sinh Tồn', 114.33, 9.886, '22736'],
		['Nam Yết', 114.367, 10.18, '22736'],
		['Sơn Ca', 114.478, 10.376, '22736'],
		['Phan Vinh', 113.7, 8.972, '22736'],
		['Trường Sa', 111.92, 8.645, '22736'],
		['Hoàng Sa', 111.608, 16.533, '20333'],
		['Phú Lâm', 112.336, 16.835, '20333']
	];
	const found = places.map(([name, lon, lat]) => [name, codes[locateOne(index, lon, lat)]]);
	expect(found).toEqual(places.map(([name, , , code]) => [name, code]));
	// Those that stay from the embedded outlines are named, and so are those that are drawn larger than they are.
	const kept = report.islands.map(({ name }) => name);
	expect(kept).toEqual(expect.arrayContaining(['Sinh Tồn', 'Nam Yết', 'Phan Vinh', 'Hoàng Sa']));
	expect(kept).not.toContain('Phú Lâm');
	expect(report.islets).toEqual([{ code: '22736', name: 'Trường Sa' }]);
}, 240_000);
