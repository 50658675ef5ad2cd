/** Swapped rows are found by the listed points of units, in the embedded outlines of Thái Nguyên. */
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readGazetteer, type Gazetteer } from '../gazetteer/gazetteer.ts';
import { locateOne } from '../place/locate.ts';
import type { PlaceIndex } from '../place/place-index.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { checkKept } from './kept-ground.ts';
import { leavesOf } from './leaves.ts';
import { checkPoints } from './listed-points.ts';
import type { MatchReport } from './match.ts';
import { placeIndexOf } from './place-geometry.ts';

const DATA = resolve(import.meta.dirname, '../../data');
const NONE = new Set<string>();

let gazetteer: Gazetteer;
let index: PlaceIndex;
/** Units that lie on their own points. */
let own: string[];
beforeAll(async () => {
	gazetteer = await readGazetteer(DATA, '2025-07');
	index = await placeIndexOf(DATA, gazetteer);
	const { lon, lat } = gazetteer.facts.commune!;
	own = leavesOf(gazetteer.units).flatMap(({ code, row }) =>
		index.geometry.codes[locateOne(index, lon[row]!, lat[row]!)] === code ? [code] : []
	);
}, 120_000);

function matched(report: Partial<MatchReport> = {}): MatchReport {
	return { missing: [], duplicates: [], ...report } as MatchReport;
}

/** The index with each code in the place of the one before it. */
function turned(...codes: readonly string[]): PlaceIndex {
	const after = new Map(codes.map((code, at) => [code, codes[(at + 1) % codes.length]!]));
	const names = index.geometry.codes.map((code) => after.get(code) ?? code);
	return { ...index, geometry: { ...index.geometry, codes: names } };
}

function check(
	of: PlaceIndex,
	report?: Partial<MatchReport>,
	accepted: ReadonlySet<string> = NONE
) {
	return checkPoints(gazetteer, of, matched(report), accepted, 'xã.geojson');
}

describe('checkPoints', () => {
	it('finds nothing in outlines that are right', () => {
		expect(own.length).toBeGreaterThan(3000);
		const astray = check(index).map(({ code }) => code);
		expect(astray.filter((code) => own.includes(code))).toEqual([]);
	});

	it('two units that were swapped, and three that were shifted by a row', async () => {
		const [first, second, third] = own as [string, string, string];
		const swapped = await dataErrorOf(() => check(turned(first, second)));
		expect(swapped.message).toContain(`--accept ${first},${second}`);
		const shifted = await dataErrorOf(() => check(turned(first, second, third)));
		expect(shifted.fault.found).toContain('3 units');
		expect(() => check(turned(first, second), {}, new Set([first, second]))).not.toThrow();
	});

	it('a part on the point of a unit without polygon has a mistyped code', async () => {
		const leaf = (code: string) => leavesOf(gazetteer.units).find((of) => of.code === code)!;
		const [lost, taker] = own as [string, string];
		const codes = index.geometry.codes.map((code) => (code === lost ? taker : code));
		const mistyped = { ...index, geometry: { ...index.geometry, codes } };
		const missing = [leaf(lost)];
		const duplicates = [{ at: 1, leaf: leaf(taker) }] as MatchReport['duplicates'];
		const error = await dataErrorOf(() => check(mistyped, { missing, duplicates }));
		expect(error.message).toContain(`--accept ${taker}`);
		// One polygon that was drawn over both is no mistyped code.
		expect(check(mistyped, { missing })).not.toContainEqual({ code: lost, within: taker });
	});
});

describe('checkKept', () => {
	const row = { index: '', km2: 10, box: [0, 0, 1, 1] as const, label: 'xã.geojson' };
	const leaves = () => leavesOf(gazetteer.units).slice(0, 2);
	const placed = () => leaves().map((leaf, at) => ({ ...row, leaf, row: at + 1 }));
	const areas = () => new Map(leaves().map(({ code }) => [code, 10]));
	const claims = () => [{ codes: leaves().map(({ code }) => code), km2: 4 }];

	it('names the row of a unit of which nothing is left, and who covers it', async () => {
		const [first, second] = leaves();
		const left = new Map([[second!.code, 10]]);
		const error = await dataErrorOf(() =>
			checkKept({ areas: left, claims: claims(), resized: [] }, placed(), new Set([first!.code]))
		);
		expect(error.fault).toMatchObject({ file: 'xã.geojson', row: 1 });
		expect(error.fault.found).toBe(
			`nothing left of ${first!.code}, claimed 4 km² of it also by ${second!.code}`
		);
	});

	it('a unit that loses over a fifth stops the import, one that loses a tenth does not', async () => {
		const [, { code }] = leaves() as [unknown, { code: string }];
		const resized = (after: number) => [{ code, before: 10, after }];
		const kept = (after: number, accepted: ReadonlySet<string> = NONE) =>
			checkKept({ areas: areas(), claims: claims(), resized: resized(after) }, placed(), accepted);
		const error = await dataErrorOf(() => kept(6));
		expect(error.fault.row).toBe(2);
		expect(error.message).toContain(`--accept ${code}`);
		expect(() => kept(9)).not.toThrow();
		expect(() => kept(6, new Set([code]))).not.toThrow();
	});
});
