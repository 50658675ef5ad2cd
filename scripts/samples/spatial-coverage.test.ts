/** Which share of its inhabited hexagons a unit measures in. */
import fc from 'fast-check';
import { gridDisk, latLngToCell } from 'h3-js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OLD_UNITS } from '../../tests/fixtures/small-country.ts';
import { orderCells } from './cell-order.ts';
import { copyDrawnCountry, type Country } from '../testing/country.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { addFiles, officeFile, storeText } from '../testing/office.ts';
import { readStoredMonths } from './apply.ts';
import { listMonths } from './months.ts';
import { removeMonth } from './remove.ts';
import { addPopulation } from './population.ts';
import { spatialCoverage } from './spatial-coverage.ts';
import { unitHexagonsOf } from './unit-hexagons.ts';
import { unitTree } from './unit-tree.ts';

const tree = unitTree(OLD_UNITS);
const CELLS = orderCells(gridDisk(latLngToCell(21, 105.8, 8), 1).slice(0, 4));
const NAMES = ['a', 'b', 'c', 'd'];
const pairsOf = (places: { leaf: number; hexagon: number }[]) =>
	unitHexagonsOf(
		tree,
		CELLS,
		Int32Array.from(places, ({ leaf }) => leaf),
		Int32Array.from(places, ({ hexagon }) => hexagon)
	);
/** Pairs of a commune's code and a cell. */
const pairs = (...of: [code: string, cell: string][]) =>
	pairsOf(
		of.map(([code, cell]) => ({ leaf: tree.leaves.indexOf(code), hexagon: NAMES.indexOf(cell) }))
	);

describe('spatial coverage', () => {
	it('counts a hexagon across a border for each commune, and once for what is around both', () => {
		const inhabited = pairs(
			['00001', 'a'],
			['00001', 'b'],
			['00004', 'b'],
			['00004', 'c'],
			['05500', 'd']
		);
		const measured = pairs(['00001', 'b'], ['00004', 'b'], ['05503', 'd']);
		const coverage = spatialCoverage(tree, [inhabited], [measured]);
		expect(Object.fromEntries(coverage)).toEqual({
			'00001': { share: 0.5, hexagons: 1 },
			'00004': { share: 0.5, hexagons: 1 },
			'001': { share: 1 / 3, hexagons: 1 },
			'01': { share: 1 / 3, hexagons: 1 },
			// Measured in a commune of which no inhabited hexagon is known; its district knows the hexagon.
			'05500': { share: 0, hexagons: 0 },
			'05503': { share: NaN, hexagons: 1 },
			'164': { share: 1, hexagons: 1 },
			'19': { share: 1, hexagons: 1 },
			'': { share: 0.5, hexagons: 2 }
		});
	});

	it('passes over hexagons of other editions', () => {
		const own = pairs(['00001', 'a']);
		const other = { ...pairs(['00001', 'b']), edition: '2025-07' };
		expect(spatialCoverage(tree, [own, other], [other, own]).get('00001')).toEqual({
			share: 1,
			hexagons: 1
		});
		expect([...spatialCoverage(tree, [other], [own]).values()].map(({ share }) => share)).toEqual(
			Array(4).fill(NaN)
		);
	});

	it('is 1 where everything inhabited is measured, never more, and grows with what is measured', () => {
		const place = fc.record({ leaf: fc.nat(tree.leaves.length - 1), hexagon: fc.nat(3) });
		fc.assert(
			fc.property(fc.array(place), fc.array(place), (first, second) => {
				const [a, b] = [first, second].map(pairsOf);
				const whole = spatialCoverage(tree, [a!], [a!, b!]);
				const part = spatialCoverage(tree, [a!, b!], [a!]);
				for (const { share } of whole.values()) if (!Number.isNaN(share)) expect(share).toBe(1);
				for (const [code, { share, hexagons }] of part) {
					expect(hexagons).toBeGreaterThanOrEqual(share > 0 ? 1 : 0);
					expect(share).toBeGreaterThanOrEqual(0);
					expect(share).toBeLessThanOrEqual(1);
					expect(share > 0).toBe(whole.get(code)?.share === 1);
				}
			})
		);
	});
});

describe('inhabited hexagons', () => {
	let country: Country;
	beforeEach(async () => {
		country = await copyDrawnCountry();
	});
	afterEach(() => country.remove());

	const A = '105.84966,21.04652';
	const CELL = latLngToCell(21.04652, 105.84966, 8);
	const add = (...rows: string[]) =>
		addFiles(country.data, {
			'a.csv': ['time,lon,lat,network,download_mbps', ...rows].join('\n')
		});
	const inhabited = async (edition: string) =>
		(await readStoredMonths(country.data)).inhabited
			.filter((part) => part.edition === edition)
			.flatMap(({ code, cell }) => cell.map((of, row) => `${code[row]} ${of}`));

	it('are those in which anything was ever measured, on any network', async () => {
		await add(`2024-11-01,${A},mobile,1`, `2024-12-01,${A},fixed,1`, `2025-08-01,${A},fixed,1`);
		expect(new Set(await inhabited('2022-10'))).toContain(`00001 ${CELL}`);
		// In the other edition by their centres.
		const later = await inhabited('2025-07');
		expect(later.length).toBeGreaterThan(0);
		expect(later.every((pair) => pair.endsWith(CELL))).toBe(true);
		await removeMonth(`${country.data}/samples`, '2024-11');
		await removeMonth(`${country.data}/samples`, '2024-12');
		expect(await inhabited('2025-07')).toHaveLength(1);
	});

	it.each([
		['points', `kinh độ,vĩ độ,dân số\n${A},12\n105.79304,21.03386,0\n112,12,5\n`],
		['H3 cells', `h3,population\n${CELL},12\n`]
	])('are those of a grid of population when there is one: %s', async (_, text) => {
		await add(`2024-11-01,105.79304,21.03386,mobile,1`);
		const path = await officeFile(country.data, 'dân số.csv', text);
		await addPopulation(country.data, path);
		expect((await inhabited('2022-10')).map((pair) => pair.slice(6))).toEqual([CELL]);
		expect(await listMonths(`${country.data}/samples`)).toContain('population: dân số.csv');
		await removeMonth(`${country.data}/samples`, 'population');
		expect(await inhabited('2022-10')).toHaveLength(1);
		expect(await inhabited('2022-10')).not.toContain(`00001 ${CELL}`);
	});

	it.each([
		['lon,lat\n105,21\n', /found "lon, lat", expected columns longitude, latitude and population/],
		['lon,lat,population\n112,12,5\n', /1 rows, none of them with people in a unit/],
		[`cell,population\n84415c9ffffffff,5\n`, /expected an H3 cell of resolution 8 or finer/]
	])('are not taken from %j', async (text, message) => {
		await add(`2024-11-01,${A},mobile,1`);
		const before = await storeText(country.data);
		const path = await officeFile(country.data, 'grid.csv', text);
		const error = await dataErrorOf(() => addPopulation(country.data, path));
		expect(error.message).toMatch(message);
		expect(await storeText(country.data)).toBe(before);
	});
});
