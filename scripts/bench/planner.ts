/**
 * `npm run bench -- planner`: how long the plan of the whole country takes after any change, and how its projections
 * held on past months. Needs `npm run data` before.
 */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { checked, ManifestSchema } from '../../src/lib/data/schema.ts';
import { readMonth, readUnits } from '../../src/lib/data/tables.ts';
import { readUnitFacts } from '../../src/lib/data/unit-facts.ts';
import { listRows, rankNames, ratesOf, type GapColumns } from '../../src/lib/domain/gap-list.ts';
import { findGaps } from '../../src/lib/domain/gaps.ts';
import type { Network } from '../../src/lib/domain/network.ts';
import { cheapestCurve, makePlan, WEIGHTS, type PlanInput } from '../../src/lib/domain/planner.ts';
import { backTests, calibrate, projectMonth } from '../../src/lib/domain/projection.ts';
import { unitsOf } from '../../src/lib/domain/unit.ts';

const DATA = resolve(import.meta.dirname, '../../static/data');
const RUNS = 15;

const json = async (url: string): Promise<unknown> =>
	JSON.parse(await readFile(join(DATA, url), 'utf8'));

/** Print both. */
export async function benchPlanner(): Promise<void> {
	const manifest = checked(ManifestSchema, await json('manifest.json'), 'manifest.json');
	for (const edition of manifest.editions) {
		const units = readUnits(edition.id, await json(edition.units.url), edition.units.url);
		for (const network of ['mobile', 'fixed'] as const) {
			const months = await samplesOf(network);
			if (edition === manifest.editions[0] && network === 'mobile') await time(months);
			for (const { elapsed, count, coverage, onCourse, willMiss } of backTests(months)) {
				const name = `projection, ${edition.id} ${network}, ${elapsed * 100} % of the month over`;
				const right = (of: typeof onCourse) => (of.count ? percent(of.right / of.count) : '–');
				row(
					name,
					`${percent(coverage)} of ${count} in the 80 % interval; on course ${right(onCourse)}, will miss ${right(willMiss)} right`
				);
			}
		}

		async function samplesOf(network: Network): Promise<Float64Array[]> {
			const found: Float64Array[] = [];
			for (const month of manifest.months) {
				const table = month.edition === edition.id ? month.networks[network]?.table : undefined;
				if (!table) continue;
				const { buffer } = Uint8Array.from(await readFile(join(DATA, table.url)));
				found.push(
					(await readMonth(units, { month: month.month, network }, buffer, table.url)).commune!
						.samples
				);
			}
			return found;
		}

		async function time(months: readonly Float64Array[]): Promise<void> {
			const { codes, names, parentRows } = unitsOf(units, 'commune');
			const url = edition.facts!.url;
			const { area, population } = readUnitFacts(units, await json(url), url).levels.commune!;
			const rows = codes.map((_, at) => at);
			const samples = months.at(-1)!;
			const past = months.slice(-7, -1);
			const gaps = () => findGaps(samples, past, true);
			const { deficit } = gaps();
			const filled = population.map((of) => (of > 0 ? of : 1000));
			const columns: GapColumns = {
				samples,
				gaps: gaps(),
				population,
				rate: ratesOf(samples, population),
				spatial: new Float64Array(rows.length).fill(NaN),
				hexagons: new Float64Array(rows.length).fill(NaN),
				area,
				outlook: undefined,
				speed: new Float64Array(rows.length).fill(NaN),
				nameRank: rankNames(names)
			};
			const what = `${rows.length.toLocaleString('en')} communes`;
			const input: Omit<PlanInput, 'weight'> = {
				rows,
				deficit,
				goal: { kind: 'share', amount: 50 },
				population: filled,
				density: filled.map((of, at) => of / area[at]!),
				groups: parentRows,
				lockedIn: new Set([5, 50, 500]),
				lockedOut: new Set([7, 70, 700])
			};
			timed(`plan, ${what}: gaps, with trend and silence`, gaps);
			for (const weight of WEIGHTS)
				timed(`plan, ${what}: half of them, one in each district, by ${weight}`, () =>
					makePlan({ ...input, weight })
				);
			timed(`plan, ${what}: curve`, () => cheapestCurve(rows, deficit, input.lockedOut));
			const none = new Set<number>();
			timed(`plan, ${what}: list sorted`, () =>
				listRows(rows, columns, 'short', 'rate', true, none)
			);
			const spread = calibrate(past);
			timed(`plan, ${what}: projection`, () => projectMonth(samples, past, 0.5, spread));
			timed(`plan, ${what}: calibration, once a month`, () => calibrate(past));
		}
	}
}

/** Median of some runs. */
function timed(name: string, work: () => unknown): void {
	const times = Array.from({ length: RUNS }, () => {
		const start = performance.now();
		work();
		return performance.now() - start;
	}).sort((a, b) => a - b);
	row(name, `${times[RUNS >> 1]!.toFixed(1)} ms (fastest ${times[0]!.toFixed(1)})`);
}

function percent(part: number): string {
	return `${(part * 100).toFixed(1)} %`;
}

function row(name: string, value: string): void {
	console.log(`${name.padEnd(62)} ${value}`);
}
