import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Topology } from 'topojson-specification';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataErrorOf } from '../testing/errors.ts';
import { readGeometry, writeGeometry } from './geometry-file.ts';
import { geometryFromTopology, toGrid, type GeometryOptions } from './geometry.ts';

/** Two squares side by side, 1 and 2, and a third one, 3, in a hole of 2; the border between 1 and 2 is arc 0. */
function squares(): Topology {
	return {
		type: 'Topology',
		arcs: [
			[
				[1, 0],
				[1, 1]
			],
			[
				[1, 1],
				[0, 1],
				[0, 0],
				[1, 0]
			],
			[
				[1, 0],
				[2, 0],
				[2, 1],
				[1, 1]
			],
			[
				[1.4, 0.4],
				[1.4, 0.6],
				[1.6, 0.6],
				[1.6, 0.4],
				[1.4, 0.4]
			]
		],
		objects: {
			communes: {
				type: 'GeometryCollection',
				geometries: [
					{ type: 'Polygon', id: '00001', arcs: [[0, 1]] },
					{ type: 'MultiPolygon', id: '00002', arcs: [[[2, ~0], [~3]]] },
					{ type: 'Polygon', id: '00003', arcs: [[3]] }
				]
			},
			districts: {
				type: 'GeometryCollection',
				geometries: [{ type: 'Polygon', id: '001', arcs: [[1, 2]] }]
			}
		}
	};
}

const OPTIONS: GeometryOptions = { edition: '2025-07', source: 'ab12', objects: ['communes'] };

/** Sides of each arc as codes. */
function sidesOf(topology: Topology, options: Partial<GeometryOptions> = {}): string[] {
	const { codes, sides } = geometryFromTopology(topology, { ...OPTIONS, ...options });
	return Array.from({ length: sides.length / 2 }, (_, arc) =>
		[sides[2 * arc]!, sides[2 * arc + 1]!].map((row) => codes[row] ?? '-').join(' ')
	);
}

describe('geometryFromTopology', () => {
	it('tells for each arc which leaves it separates', () => {
		const geometry = geometryFromTopology(squares(), OPTIONS);
		expect(geometry.codes).toEqual(['00001', '00002', '00003']);
		expect([...geometry.starts]).toEqual([0, 2, 6, 10, 15]);
		expect([...geometry.xy.subarray(0, 4)]).toEqual([1e7, 0, 1e7, 1e7]);
		expect(sidesOf(squares())).toEqual(['00001 00002', '00001 -', '00002 -', '00002 00003']);
	});

	it('leaves out arcs that separate nothing: of other shapes, or inside a leaf', () => {
		expect(sidesOf(squares(), { codes: ['00001'] })).toEqual(['00001 -', '00001 -']);
		expect(sidesOf(squares(), { objects: ['districts'] })).toEqual(['001 -', '001 -']);
		const topology = squares();
		topology.objects.communes = {
			type: 'MultiPolygon',
			id: '00012',
			arcs: [[[0, 1]], [[2, ~0]]]
		};
		expect(sidesOf(topology)).toEqual(['00012 -', '00012 -']);
	});

	it('takes rows from the codes that are given, from several objects', () => {
		const options = { objects: ['communes', 'districts'], codes: ['00003', '00001', '00002'] };
		expect(sidesOf(squares(), options)).toEqual([
			'00001 00002',
			'00001 -',
			'00002 -',
			'00002 00003'
		]);
		expect(geometryFromTopology(squares(), { ...OPTIONS, ...options }).codes).toBe(options.codes);
	});

	it('is the same from a quantised topology, and drops vertices that fall together', () => {
		const topology: Topology = {
			...squares(),
			transform: { scale: [0.1, 0.1], translate: [100, 10] },
			arcs: [
				[
					[10, 0],
					[0, 10]
				],
				[
					[10, 10],
					[-10, 0],
					[0, -10],
					[10, 0]
				],
				[
					[10, 0],
					[10, 0],
					[0, 0],
					[0, 10],
					[-10, 0]
				],
				[
					[14, 4],
					[0, 0]
				]
			]
		};
		const { xy, starts } = geometryFromTopology(topology, OPTIONS);
		expect([...starts]).toEqual([0, 2, 6, 10]);
		expect([...xy.subarray(12)]).toEqual(
			[101, 10, 102, 10, 102, 11, 101, 11].map((degrees) => degrees * 1e7)
		);
	});

	it('refuses what is no partition of named leaves', async () => {
		const error = (topology: Topology, options: Partial<GeometryOptions> = {}) =>
			dataErrorOf(() => geometryFromTopology(topology, { ...OPTIONS, ...options }));
		expect((await error(squares(), { objects: ['wards'] })).code).toBe('missing-object');
		const lost = await error(squares(), { codes: ['00001', '00009'] });
		expect(lost).toMatchObject({
			code: 'missing-object',
			fault: { found: expect.stringContaining('00009') }
		});
		const thrice = squares();
		thrice.objects.others = { type: 'Polygon', id: '00009', arcs: [[0, 1]] };
		const crowded = await error(thrice, { objects: ['communes', 'others'] });
		expect(crowded).toMatchObject({ code: 'value', fault: { column: 'arc 0' } });
		const twice = await error(squares(), { objects: ['communes', 'communes'] });
		expect(twice).toMatchObject({ code: 'duplicate', fault: { found: '00001' } });
		const metres = squares();
		metres.arcs[0]![0] = [586_000, 2_325_000];
		expect((await error(metres)).code).toBe('value');
		const long = squares();
		long.arcs[0]![0] = [5, 0];
		expect((await error(long)).message).toContain('3.4°');
	});
});

describe('toGrid', () => {
	it('rounds to the nearest step, halves to the east and north', () => {
		expect([105.8266075, -0.00000005, 0.00000005, 0.000000049].map(toGrid)).toEqual([
			1_058_266_075, 0, 1, 0
		]);
	});
});

describe('the geometry file', () => {
	let folder: string;
	let path: string;
	const geometry = geometryFromTopology(squares(), OPTIONS);
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'place-'));
		path = join(folder, 'cache', '2025-07.place');
		await writeGeometry(path, geometry);
	});
	afterAll(() => rm(folder, { recursive: true }));

	/** The error on reading another content. */
	async function errorOf(change: (content: Buffer) => Buffer) {
		const changed = join(folder, 'changed');
		await writeFile(changed, change(await readFile(path)));
		return dataErrorOf(() => readGeometry(changed));
	}

	it('comes back as it went', async () => {
		expect(await readGeometry(path)).toEqual(geometry);
		expect(await readdir(join(folder, 'cache'))).toEqual(['2025-07.place']);
	});

	it('is refused wherever it is cut off, and when a byte differs', async () => {
		const { length } = await readFile(path);
		for (const kept of [length - 1, length - 100, 40, 19, 8])
			expect((await errorOf((content) => content.subarray(0, kept))).code).toBe('truncated');
		const damaged = await errorOf((content) => {
			content[length - 30]! ^= 1;
			return content;
		});
		expect(damaged.code).toBe('truncated');
	});

	it('is refused when it is of another version or another kind, or not there', async () => {
		const newer = await errorOf((content) => {
			content.writeUInt32LE(2, 8);
			return content;
		});
		expect(newer).toMatchObject({ code: 'version', fault: { found: '2' } });
		expect((await errorOf(() => Buffer.from('<html>404</html>'))).code).toBe('malformed');
		const absent = await dataErrorOf(() => readGeometry(join(folder, 'absent')));
		expect(absent.code).toBe('unreachable');
	});
});
