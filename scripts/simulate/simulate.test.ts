import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import type { Polygon } from 'geojson';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { editionOfMonth } from '../../src/lib/domain/edition.ts';
import { parentLevel, rowsWithin, unitsOf } from '../../src/lib/domain/unit.ts';
import { drawCounts } from './counts.ts';
import { readEditions } from '../gazetteer/editions.ts';
import { readGazetteer, type Gazetteer } from '../gazetteer/gazetteer.ts';
import type { Ground } from '../boundaries/place-geometry.ts';
import { drawMeasurements } from './measurements.ts';
import { drawPotential } from './potential.ts';
import { PUBLISHED, rowsOfFigure } from '../gazetteer/published.ts';
import { randomStream } from '../common/random.ts';
import type { MonthTable } from '../samples/month-table.ts';
import { MEASURED_MONTHS, simulate, SIMULATED_MONTHS } from './simulate.ts';
import { SIMULATED_NETWORKS } from './trend.ts';
import { readCountry } from '../testing/country.ts';

const REAL = resolve(import.meta.dirname, '../../data');

/** A square of 0.02° around each commune's point. */
function squares({ units, facts }: Gazetteer): Ground & { outlines: Polygon[] } {
	const outlines = unitsOf(units, 'commune').codes.map((_, row): Polygon => {
		const [x, y] = [facts.commune!.lon[row]!, facts.commune!.lat[row]!];
		const corners = [
			[x - 0.01, y - 0.01],
			[x + 0.01, y - 0.01],
			[x + 0.01, y + 0.01],
			[x - 0.01, y + 0.01],
			[x - 0.01, y - 0.01]
		];
		return { type: 'Polygon', coordinates: [corners] };
	});
	const isIn = (row: number, lon: number, lat: number) =>
		booleanPointInPolygon([lon, lat], outlines[row]!);
	return { outlines, isIn };
}

describe('the made-up country', () => {
	let country: Gazetteer[];
	let tables: MonthTable[];
	const run = () =>
		simulate(country, (edition) => squares(country.find((of) => of.edition === edition)!));
	beforeAll(async () => {
		country = await readCountry();
		tables = run();
	});

	it('has every month, network and level, marked simulated', () => {
		expect(tables.map(({ month }) => month)).toEqual(SIMULATED_MONTHS);
		for (const { month, edition, networks } of tables) {
			expect(edition).toBe(
				editionOfMonth(
					country.map(({ period }) => period),
					month
				)!.id
			);
			for (const network of SIMULATED_NETWORKS)
				expect(networks[network]).toMatchObject({ provenance: 'simulated', statistic: 'median' });
		}
	});

	it('is the same each time', () => {
		expect(run()).toEqual(tables);
	});

	it('gives parents at least what their children have, and speeds only to samples', () => {
		for (const { edition, networks } of tables) {
			const { units } = country.find((of) => of.edition === edition)!;
			for (const network of SIMULATED_NETWORKS) {
				const { values } = networks[network]!;
				for (const level of units.levels) {
					const above = parentLevel(units, level);
					const sums = new Map<number, number>();
					values[level]!.samples.forEach((count, row) => {
						expect(Number.isNaN(values[level]!.download[row]!)).toBe(!(count > 0));
						const parent = unitsOf(units, level).parentRows[row]!;
						sums.set(parent, (sums.get(parent) ?? 0) + (count || 0));
					});
					if (!above) continue;
					for (const [row, sum] of sums)
						expect(values[above]!.samples[row] || 0).toBeGreaterThanOrEqual(sum);
				}
			}
		}
	});

	it('counts hexagons and communes from the same measurements', () => {
		const measured = tables.filter(({ hexagons }) => hexagons.size > 0);
		expect(measured.map(({ month }) => month)).toEqual(['2024-11', '2026-10']);
		for (const { networks, hexagons } of measured) {
			expect([...hexagons.keys()]).toEqual([4, 5, 6, 7, 8]);
			for (const network of SIMULATED_NETWORKS) {
				const communes = networks[network]!.values.commune!.samples;
				const total = communes.reduce((sum, count) => sum + (count || 0), 0);
				for (const columns of hexagons.values()) {
					const own = columns.find((of) => of.network === network)!;
					const shown = own.samples.reduce((sum, count) => sum + (count || 0), 0);
					const hidden = own.samples.filter(Number.isNaN).length;
					expect(shown + hidden).toBeLessThanOrEqual(total);
					expect(shown + 4 * hidden).toBeGreaterThanOrEqual(total);
				}
			}
		}
	});

	it('never measures on Hoàng Sa', () => {
		for (const { month, edition, networks } of tables) {
			const { units } = country.find((of) => of.edition === edition)!;
			const level = edition === '2022-10' ? 'district' : 'commune';
			const row = unitsOf(units, level).rowOf.get(level === 'district' ? '498' : '20333')!;
			// Its province has measurements, so it has none; in months without single ones it sends no row.
			const expected = MEASURED_MONTHS.includes(month) ? 0 : NaN;
			expect(networks.mobile!.values[level]!.samples[row]).toBe(expected);
		}
	});

	it('places each measurement in its commune and month', () => {
		const gazetteer = country[0]!;
		const ground = squares(gazetteer);
		const { outlines } = ground;
		const potential = drawPotential(gazetteer, 1);
		const samples = Float64Array.from(outlines, (_, row) => (row === 2 ? NaN : row * 3));
		const random = randomStream(1, 'test');
		const drawn = drawMeasurements(potential, 'mobile', '2024-11', samples, ground, random);
		expect(drawn.commune).toHaveLength(samples.reduce((sum, count) => sum + (count || 0), 0));
		drawn.commune.forEach((row, at) => {
			expect(booleanPointInPolygon([drawn.lon[at]!, drawn.lat[at]!], outlines[row]!)).toBe(true);
			const local = new Date(drawn.time[at]! + 7 * 3_600_000).toISOString();
			expect(local.slice(0, 7)).toBe('2024-11');
			expect(drawn.download[at]).toBeGreaterThan(0);
		});
	});
});

describe('the real lists of units', () => {
	it.each(PUBLISHED)('$month $network $level $within: $reached of $units', async (figure) => {
		const edition = editionOfMonth(await readEditions(REAL), figure.month)!.id;
		const gazetteer = await readGazetteer(REAL, edition);
		const { units } = gazetteer;
		for (const seed of [300, 7]) {
			const potential = drawPotential(gazetteer, seed);
			const counts = drawCounts(
				gazetteer,
				potential,
				figure.network as 'mobile',
				figure.month,
				seed
			);
			const own = rowsOfFigure(figure, units).map((row) => {
				const code = unitsOf(units, figure.level).codes[row]!;
				return rowsWithin(units, 'commune', code).reduce((sum, at) => sum + (counts[at] || 0), 0);
			});
			expect(own).toHaveLength(figure.units);
			expect(own.filter((count) => count >= 300)).toHaveLength(figure.reached);
			if (figure.samples) expect(own.reduce((a, b) => a + b, 0)).toBe(figure.samples);
		}
	});

	it('has some communes without a row, and some with 0', async () => {
		const gazetteer = await readGazetteer(REAL, '2022-10');
		const potential = drawPotential(gazetteer, 300);
		const counts = drawCounts(gazetteer, potential, 'mobile', '2024-12', 300);
		const lacking = counts.filter(Number.isNaN).length / counts.length;
		expect(lacking).toBeGreaterThan(0.015);
		expect(lacking).toBeLessThan(0.04);
		expect(counts.filter((count) => count === 0).length).toBeGreaterThan(100);
	});
});
