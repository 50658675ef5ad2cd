import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Feature, Position } from 'geojson';
import type { Topology } from 'topojson-specification';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildUnits, type UnitColumns } from '../../src/lib/domain/unit.ts';
import { compareCrosswalks } from './compare-crosswalk.ts';
import { readCrosswalks } from './crosswalks.ts';
import { importBoundaries } from '../boundaries/import.ts';
import { overlay } from './overlay.ts';
import { SILENT } from '../common/progress.ts';
import { recomputeCrosswalk } from './recompute.ts';
import { copyCountry, readCountry, type Country } from '../testing/country.ts';
import { dataErrorOf } from '../testing/errors.ts';

/** West, south, east, north. */
type Box = [number, number, number, number];

function ring([west, south, east, north]: Box): Position[] {
	return [
		[west, south],
		[west, north],
		[east, north],
		[east, south],
		[west, south]
	];
}

/** Boxes by code as the objects of a topology, each on arcs of its own. */
function topologyOf(objects: Record<string, Record<string, Box>>): Topology {
	const arcs: Position[][] = [];
	const geometries = (boxes: Record<string, Box>) =>
		Object.entries(boxes).map(([id, box]) => ({
			type: 'Polygon' as const,
			id,
			arcs: [[arcs.push(ring(box)) - 1]]
		}));
	return {
		type: 'Topology',
		objects: Object.fromEntries(
			Object.entries(objects).map(([name, boxes]) => [
				name,
				{ type: 'GeometryCollection' as const, geometries: geometries(boxes) }
			])
		),
		arcs
	};
}

function columns(rows: [code: string, parent: string][]): UnitColumns {
	const code = rows.map(([of]) => of);
	return { code, name: code, type: code.map(() => 'Xã'), parent: rows.map(([, of]) => of) };
}

describe('overlay', () => {
	const from = buildUnits('old', {
		province: columns([['01', '']]),
		district: columns([
			['001', '01'],
			['002', '01']
		]),
		commune: columns([
			['00001', '001'],
			['00002', '001'],
			['00003', '001'],
			['00004', '001']
		])
	});
	const to = buildUnits('new', {
		province: columns([['01', '']]),
		commune: columns([
			['00001', '01'],
			['00002', '01'],
			['00003', '01']
		])
	});
	const before = topologyOf({
		communes: {
			'00001': [105, 10, 107, 12],
			'00002': [107, 10, 108, 12],
			'00003': [105, 12, 108, 14],
			'00004': [110, 10, 111, 11]
		},
		districts: { '001': [105, 10, 108, 14], '002': [109, 14, 109.5, 14.5] }
	});
	const after = topologyOf({
		communes: {
			'00001': [105, 10, 105.5, 13],
			'00002': [105.5, 10, 107.02, 13],
			'00003': [107.02, 10, 109.6, 15]
		}
	});
	const lay = () =>
		overlay({ units: from, topologies: [before] }, { units: to, topologies: [after] });

	it('gives shares of area: by longitude in proportion, slivers under 3 % left out', async () => {
		const { rows } = await lay();
		const share = (code: string) => rows.filter(({ from: of }) => of === code);
		// 00001 lies a quarter in the first and the rest in the second.
		expect(share('00001').map(({ to: of }) => of)).toEqual(['00001', '00002']);
		expect(share('00001')[0]!.share).toBeCloseTo(0.25, 6);
		expect(share('00001')[1]!.share).toBeCloseTo(0.75, 6);
		// 2 % of 00002 lie in the second.
		expect(share('00002')).toEqual([{ from: '00002', to: '00003', share: 1 }]);
	});

	it('weighs areas on the sphere: a degree in the north is less than one in the south', async () => {
		const { rows, area } = await lay();
		const sine = (degrees: number) => Math.sin((degrees * Math.PI) / 180);
		const low = (sine(13) - sine(12)) * 2.02;
		// East of 107.02 the third goes on to the north; north of 13 there is nothing west of it.
		const high = (sine(14) - sine(12)) * 0.98;
		const of = rows.filter(({ from: code }) => code === '00003');
		expect(of.map(({ to: code }) => code)).toEqual(['00001', '00002', '00003']);
		expect(of[0]!.share).toBeCloseTo((low * 0.5) / 2.02 / (low + high), 6);
		expect(of[2]!.share).toBeCloseTo(high / (low + high), 6);
		const radius = 6378.137;
		const km2 = radius ** 2 * (low + high) * (Math.PI / 180);
		expect(area.get('00003')! / km2).toBeCloseTo(1, 2);
	});

	it('counts no ground that the files lack, and no unit without polygon', async () => {
		// All of 00001 that lies in the first new unit was filled; 00003 is drawn from no file.
		const added = {
			type: 'FeatureCollection' as const,
			features: [
				{
					type: 'Feature' as const,
					properties: {},
					geometry: { type: 'Polygon' as const, coordinates: [ring([104.9, 9.9, 105.5, 12])] }
				}
			]
		};
		const side = { units: from, topologies: [before], added, unsurveyed: new Set(['00003']) };
		const { rows, apart } = await overlay(side, { units: to, topologies: [after] });
		expect(rows.filter(({ from: of }) => of === '00001')).toEqual([
			{ from: '00001', to: '00002', share: 1 }
		]);
		expect(apart).toEqual(['00003', '00004']);
	});

	it('takes districts without communes, leaves others out, and names units that lie nowhere', async () => {
		const { rows, apart } = await lay();
		expect(rows.filter(({ from: of }) => of.length === 3)).toEqual([
			{ from: '002', to: '00003', share: 1 }
		]);
		expect(apart).toEqual(['00004']);
	});
});

describe('compareCrosswalks', () => {
	const row = (from: string, to: string, share: number) => ({ from, to, share });
	it('tells rows of one side, changed shares and the area that stays together', () => {
		const difference = compareCrosswalks(
			[row('a', 'x', 0.6), row('a', 'y', 0.4), row('b', 'y', 1)],
			[row('a', 'x', 0.3), row('a', 'y', 0.7), row('b', 'z', 1)],
			new Map([
				['a', 30],
				['b', 10]
			])
		);
		expect(difference.common).toBe(2);
		expect(difference.onlyBefore).toEqual([row('b', 'y', 1)]);
		expect(difference.onlyAfter).toEqual([row('b', 'z', 1)]);
		expect(difference.meanChange).toBeCloseTo(0.3);
		expect(difference.changes[0]).toMatchObject({ before: 0.6, after: 0.3 });
		// 30 × (0.3 + 0.4) of 40
		expect(difference.sameArea).toBeCloseTo(21 / 40);
		expect(difference.otherMain).toEqual(['a', 'b']);
	});
});

describe('npm run crosswalk', () => {
	let country: Country;
	beforeEach(async () => {
		country = await copyCountry();
	});
	afterEach(() => country.remove());

	const OLD = [
		...['00001', '00004', '00007', '00166', '00169', '20194', '20195', '498'],
		...['22327', '22330', '22736']
	];
	/** Old cells that a new commune covers, from and to; 00007 is cut in two halves. */
	const NEW: Record<string, [number, number]> = {
		'00004': [0, 2.5],
		'00166': [2.5, 5],
		'20194': [5, 7],
		'20333': [7, 8],
		'22366': [8, 10],
		'22736': [10, 11]
	};
	const cell = (from: number, to: number): Box => [105 + from / 10, 10, 105 + to / 10, 10.1];

	async function bring(edition: string, boxes: [string, Box][]): Promise<void> {
		const features = boxes.map(([code, box]): Feature => ({
			type: 'Feature',
			properties: { code },
			geometry: { type: 'Polygon', coordinates: [ring(box)] }
		}));
		const source = join(country.data, `${edition}.geojson`);
		await writeFile(source, JSON.stringify({ type: 'FeatureCollection', features }));
		await importBoundaries({
			data: country.data,
			edition,
			sources: [source],
			columns: {},
			strict: true,
			// They lie in a row of their own, for the shares alone.
			accept: boxes.map(([code]) => code),
			mergeParts: false,
			progress: SILENT
		});
	}
	const bringOld = () =>
		bring(
			'2022-10',
			OLD.map((code, at) => [code, cell(at, at + 1)])
		);
	const bringNew = () =>
		bring(
			'2025-07',
			Object.entries(NEW).map(([code, [from, to]]) => [code, cell(from, to)])
		);
	const run = (write: boolean) =>
		recomputeCrosswalk({
			data: country.data,
			from: '2022-10',
			to: '2025-07',
			write,
			progress: SILENT
		});
	const table = () => readFile(join(country.data, 'crosswalk/2022-10_2025-07.csv'), 'utf8');

	it('says which edition is not imported, and what to do', async () => {
		await bringOld();
		const { fault, message } = await dataErrorOf(() => run(false));
		expect(fault.file).toContain('2025-07');
		expect(message).toContain('npm run boundaries -- --edition 2025-07');
	});

	it('prints without writing, and writes a table that is read again', async () => {
		await bringOld();
		await bringNew();
		const before = await table();
		const { rows, difference } = await run(false);
		expect(await table()).toBe(before);
		expect(rows.filter(({ from }) => from === '00007').map(({ share }) => share)).toEqual([
			0.5, 0.5
		]);
		expect(difference!.onlyBefore).toHaveLength(3);
		expect(difference!.onlyAfter).toEqual([]);

		await run(true);
		expect(await table()).toContain('00007,00004,0.5\r\n00007,00166,0.5\r\n');
		expect(await readdir(join(country.data, 'crosswalk'))).toEqual(['2022-10_2025-07.csv']);
		const units = (await readCountry()).map(({ units: of }) => of);
		expect(await readCrosswalks(country.data, units)).toHaveLength(1);
		const again = await run(false);
		expect(again.difference).toMatchObject({
			onlyBefore: [],
			onlyAfter: [],
			meanChange: 0,
			sameArea: 1
		});
	}, 240_000);

	it('makes the table where there was none', async () => {
		await bringOld();
		await bringNew();
		await rm(join(country.data, 'crosswalk'), { recursive: true });
		const { difference, rows } = await run(true);
		expect(difference).toBeUndefined();
		expect((await table()).split('\r\n')).toHaveLength(rows.length + 2);
	}, 240_000);
});
