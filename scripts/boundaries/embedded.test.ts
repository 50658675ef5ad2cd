import { brotliCompressSync } from 'node:zlib';
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { beforeAll, describe, expect, it } from 'vitest';
import { DataError } from '../../src/lib/domain/errors.ts';
import { buildUnits, unitsOf } from '../../src/lib/domain/unit.ts';
import { drawBoundaries, drawLand } from './embedded.ts';
import { readGazetteer, type Facts, type Gazetteer } from '../gazetteer/gazetteer.ts';

type Shape = Feature<Polygon | MultiPolygon>;

function shapes(topology: Topology, name: string): Shape[] {
	return feature(topology, topology.objects[name] as GeometryCollection).features as Shape[];
}

/** Ids of the shapes that hold a point. */
function idsAt(topology: Topology, name: string, lon: number, lat: number): unknown[] {
	return shapes(topology, name)
		.filter((shape) => booleanPointInPolygon([lon, lat], shape))
		.map(({ id }) => id);
}

/** Columns from rows of code, parent, lon, lat, area. */
function level(rows: [string, string, number, number, number][]) {
	const column = (at: 2 | 3 | 4) => Float64Array.from(rows, (row) => row[at]);
	const code = rows.map((row) => row[0]);
	const facts: Facts = {
		lon: column(2),
		lat: column(3),
		area: column(4),
		population: new Float64Array(rows.length).fill(NaN)
	};
	return {
		columns: { code, name: code, type: code.map(() => 'Xã'), parent: rows.map((row) => row[1]) },
		facts
	};
}

/** Two provinces of a made-up country on real land: inland, at the border, at the coast, on islands. */
function madeUp(): Gazetteer {
	const communes = level([
		['00001', '001', 105.6, 20.9, 400],
		['00002', '001', 105.9, 20.9, 30],
		['00003', '002', 108.04281, 21.48611, 8.84],
		['00004', '003', 107.89342, 16.33952, 18.88],
		['00005', '004', 111.92, 8.645, 900]
	]);
	const districts = level([
		['001', '01', 105.7, 20.9, 430],
		['002', '01', 108.04281, 21.48611, 8.84],
		['003', '02', 107.89342, 16.33952, 18.88],
		['004', '02', 111.92, 8.645, 900],
		['498', '02', 112.55409, 16.03264, 350],
		['755', '02', 106.61025, 8.70011, 74.45]
	]);
	const provinces = level([
		['01', '', NaN, NaN, NaN],
		['02', '', NaN, NaN, NaN]
	]);
	return {
		edition: 'made-up',
		period: {
			id: 'made-up',
			from: '2022-10',
			to: null,
			levels: ['province', 'district', 'commune']
		},
		units: buildUnits('made-up', {
			commune: communes.columns,
			district: districts.columns,
			province: provinces.columns
		}),
		facts: { commune: communes.facts, district: districts.facts },
		regions: null,
		islands: [
			{ code: '00005', name: 'Song Tử Tây', lon: 114.331, lat: 11.429 },
			{ code: '498', name: 'Phú Lâm', lon: 112.336, lat: 16.835 }
		]
	};
}

describe('drawBoundaries', () => {
	let topology: Topology;
	beforeAll(async () => {
		topology = await drawBoundaries(madeUp());
	});

	it('has an object for each level, with codes and without properties', () => {
		expect(Object.keys(topology.objects)).toEqual(['communes', 'districts', 'provinces']);
		for (const [name, count] of [
			['communes', 5],
			['districts', 6],
			['provinces', 2]
		] as const) {
			const { geometries } = topology.objects[name] as GeometryCollection;
			expect(geometries).toHaveLength(count);
			for (const geometry of geometries) expect(Object.keys(geometry)).not.toContain('properties');
		}
	});

	it('gives every unit the ground under its point: inland, over the border, off the coast, at sea', () => {
		const { units, facts } = madeUp();
		for (const [name, of] of [
			['communes', 'commune'],
			['districts', 'district']
		] as const) {
			unitsOf(units, of).codes.forEach((code, row) => {
				if (code === '001') return; // its point is for two communes; only their own count
				const { lon, lat } = facts[of]!;
				expect(idsAt(topology, name, lon[row]!, lat[row]!)).toEqual([code]);
			});
		}
	});

	it('draws listed islands as parts of their unit and of those above it', () => {
		expect(idsAt(topology, 'communes', 114.331, 11.429)).toEqual(['00005']);
		expect(idsAt(topology, 'provinces', 114.331, 11.429)).toEqual(['02']);
		expect(idsAt(topology, 'districts', 112.336, 16.835)).toEqual(['498']);
		expect(idsAt(topology, 'provinces', 112.336, 16.835)).toEqual(['02']);
		expect(idsAt(topology, 'communes', 112.336, 16.835)).toEqual([]);
	});

	it('leaves sea and neighbours alone', () => {
		expect(idsAt(topology, 'provinces', 113, 13)).toEqual([]);
		expect(idsAt(topology, 'provinces', 102.6, 17.96)).toEqual([]);
	});

	it('says which unit has no point', async () => {
		const gazetteer = madeUp();
		gazetteer.facts.commune!.lon[1] = NaN;
		const failure = await drawBoundaries(gazetteer).catch((error: unknown) => error);
		expect(failure).toBeInstanceOf(DataError);
		expect(String(failure)).toContain('00002');
	});
});

describe('drawBoundaries of the real gazetteer', () => {
	it('holds the point of every unit in its own shape alone, and all islands', async () => {
		const gazetteer = await readGazetteer('data', '2025-07');
		const topology = await drawBoundaries(gazetteer);
		const { codes } = unitsOf(gazetteer.units, 'commune');
		const { lon, lat } = gazetteer.facts.commune!;
		const byCode = new Map(shapes(topology, 'communes').map((shape) => [shape.id, shape]));
		expect(byCode.size).toBe(codes.length);
		const astray = codes.filter(
			(code, row) => !booleanPointInPolygon([lon[row]!, lat[row]!], byCode.get(code)!)
		);
		expect(astray).toEqual([]);
		const isles = gazetteer.islands.filter(({ code }) => code === '20333' || code === '22736');
		expect(isles.length).toBeGreaterThan(30);
		for (const isle of isles)
			expect(idsAt(topology, 'communes', isle.lon, isle.lat)).toEqual([isle.code]);
		expect(shapes(topology, 'provinces')).toHaveLength(34);
	});
});

describe('drawLand', () => {
	let land: Topology;
	beforeAll(async () => {
		land = await drawLand();
	});

	it('is one object, small, with the neighbours and without Viet Nam', () => {
		expect(Object.keys(land.objects)).toEqual(['neighbours']);
		const isLand = (lon: number, lat: number) => idsAt(land, 'neighbours', lon, lat).length > 0;
		expect(isLand(102.6, 18.2)).toBe(true); // Laos
		expect(isLand(109.7, 19.2)).toBe(true); // Hainan
		expect(isLand(105.85, 21.03)).toBe(false); // Hà Nội
		expect(isLand(108.04, 12.67)).toBe(false); // Buôn Ma Thuột
		expect(isLand(108.04, 21.488)).toBe(false); // Trà Cổ, which the atlas has on the wrong side
		expect(brotliCompressSync(JSON.stringify(land)).length).toBeLessThan(40_000);
	});

	it('reaches under Viet Nam along the land border, not along the coast', () => {
		const isLand = (lon: number, lat: number) => idsAt(land, 'neighbours', lon, lat).length > 0;
		expect(isLand(106.722, 21.946)).toBe(true); // Đồng Đăng
		expect(isLand(103.97, 22.49)).toBe(true); // Lào Cai
		expect(isLand(105.12, 10.7)).toBe(true); // Châu Đốc
		expect(isLand(107.36, 21.05)).toBe(false); // Cẩm Phả
		expect(isLand(105.08, 10.0)).toBe(false); // Rạch Giá
	});

	it('has nothing in the two archipelagos', () => {
		const inside = shapes(land, 'neighbours')
			.flatMap(({ geometry }) =>
				geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
			)
			.flat()
			.filter(([lon, lat]) => {
				const isHoangSa = lon! > 110.9 && lon! < 113 && lat! > 15.5 && lat! < 17.4;
				// The box ends where Palawan and Borneo begin.
				const isTruongSa = lon! > 111 && lon! < 116.8 && lat! > 7.4 && lat! < 12;
				return isHoangSa || isTruongSa;
			});
		expect(inside).toEqual([]);
	});
});
