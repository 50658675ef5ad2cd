import { deriveParents } from './aggregate.ts';
import { emptyValues, type NetworkCounts, type NetworkValues } from './join.ts';
import { ancestorRow, childLevel, unitsOf, type Level, type Units } from './unit.ts';

/** Shares are published in ten-thousandths, as the table gives them with four decimals. */
export const WHOLE = 10_000;
/** How far the shares of a unit may miss the whole before the table is taken for faulty. */
export const TOLERANCE = 0.01;

/** One row of the table: the part of an old unit's area that lies in a new commune. */
export interface CrosswalkRow {
	from: string;
	to: string;
	/** Above 0 to 1. */
	share: number;
}

/**
 * Where the units of one level went, row by row: those of old row `r` stand at
 * `starts[r]` to `starts[r + 1]` of `to` and `weights`.
 */
export interface Links {
	starts: Int32Array;
	/** Rows of new communes, ascending within an old row. */
	to: Int32Array;
	/** Shares as parts of the sum of the row's own, about {@link WHOLE}; whole, so that results are exact. */
	weights: Uint16Array;
}

/** From the units of one edition to those of the next. */
export interface Crosswalk {
	from: string;
	to: string;
	/** Communes, and districts that have none: those are islands that became communes. */
	links: Partial<Record<Level, Links>>;
	/** The new province that holds most of each old one. */
	provinces: Int32Array;
}

/** Rows of a level's links as they are published. */
export interface LinkColumns {
	/** Links of each old unit. */
	counts: readonly number[];
	/** Rows of new communes. */
	to: readonly number[];
	/** In parts of {@link WHOLE}. */
	share: readonly number[];
}

/** What is wrong with a table; `row` is the first one concerned. */
export interface CrosswalkFault {
	kind: 'unknown-code' | 'duplicate' | 'value';
	row: number;
	column: 'from_code' | 'to_code' | 'area_share';
	found: string;
	expected: string;
}

/**
 * Index a table. The order of its rows doesn't matter. A share counts as a part of the sum of its unit's shares:
 * slivers were left out of the table and its decimals are rounded, and no sample may get lost over that.
 * @returns the crosswalk, or the first fault of the table
 */
export function buildCrosswalk(
	from: Units,
	to: Units,
	rows: readonly CrosswalkRow[]
): { crosswalk: Crosswalk } | { fault: CrosswalkFault } {
	const communes = unitsOf(to, 'commune').rowOf;
	const leaves = new Set(
		leafLevels(from).flatMap((level) => {
			const flags = leafFlags(from, level);
			return unitsOf(from, level).codes.filter((_, row) => flags[row]);
		})
	);
	const found = new Map<string, Map<number, { share: number; row: number }>>();
	for (const [row, { from: code, to: target, share }] of rows.entries()) {
		const fault = (
			kind: CrosswalkFault['kind'],
			column: CrosswalkFault['column'],
			text: string,
			expected: string
		) => ({ fault: { kind, row, column, found: text, expected } });
		if (!leaves.has(code)) {
			const expected = `a commune, or a district without communes, of ${from.edition}`;
			return fault('unknown-code', 'from_code', code, expected);
		}
		const at = communes.get(target);
		if (at === undefined)
			return fault('unknown-code', 'to_code', target, `a commune of ${to.edition}`);
		if (!(share > 0 && share <= 1))
			return fault('value', 'area_share', String(share), 'above 0 and at most 1');
		const links = found.get(code) ?? new Map<number, { share: number; row: number }>();
		if (links.has(at)) return fault('duplicate', 'to_code', `${code} ${target}`, 'each pair once');
		found.set(code, links.set(at, { share, row }));
	}
	for (const [code, links] of found) {
		const parts = [...links.values()];
		const sum = parts.reduce((total, { share }) => total + share, 0);
		if (Math.abs(sum - 1) > TOLERANCE)
			return {
				fault: {
					kind: 'value',
					row: parts[0]!.row,
					column: 'area_share',
					found: `${sum.toFixed(4)} over all rows of ${code}`,
					expected: '1 over all rows of a unit'
				}
			};
	}
	const columns: Partial<Record<Level, LinkColumns>> = {};
	for (const level of leafLevels(from)) {
		const links = unitsOf(from, level).codes.map((code) =>
			[...(found.get(code) ?? [])].sort(([a], [b]) => a - b)
		);
		columns[level] = {
			counts: links.map(({ length }) => length),
			to: links.flatMap((of) => of.map(([at]) => at)),
			share: links.flatMap((of) =>
				of.map(([, { share }]) => Math.max(1, Math.round(share * WHOLE)))
			)
		};
	}
	const crosswalk = fromColumns(from, to, columns);
	const lost = crosswalk.provinces.indexOf(-1);
	if (lost < 0) return { crosswalk };
	const { codes } = unitsOf(from, 'province');
	const expected = `where ${codes[lost]} of ${from.edition} went`;
	return {
		fault: { kind: 'value', row: 0, column: 'from_code', found: 'no unit of it', expected }
	};
}

/**
 * Index published columns.
 * @param columns fit the two lists of units; publishers check that
 */
export function fromColumns(
	from: Units,
	to: Units,
	columns: Partial<Record<Level, LinkColumns>>
): Crosswalk {
	const links: Crosswalk['links'] = {};
	for (const level of leafLevels(from)) {
		const { counts, to: rows, share } = columns[level] ?? { counts: [], to: [], share: [] };
		const count = unitsOf(from, level).codes.length;
		const starts = new Int32Array(count + 1);
		for (let row = 0; row < count; row++) starts[row + 1] = starts[row]! + (counts[row] ?? 0);
		links[level] = { starts, to: Int32Array.from(rows), weights: Uint16Array.from(share) };
	}
	return { from: from.edition, to: to.edition, links, provinces: successors(from, to, links) };
}

/**
 * Samples of the old units on the new ones, each part of a unit's area taking the same part of its samples.
 *
 * - A count is divided in whole numbers by the largest remainder, one old unit at a time. So the parts of a unit
 *   add up to its count, the country's sum is kept exactly, what is shown is what is held against the threshold, and
 *   neither order nor grouping changes anything; a new commune is off by less than 1 for each unit that was cut.
 * - An old unit without data gives nothing. A new commune has data when any of the units that reach into it has:
 *   the rule by which parents are summed from children.
 * - Measurements of which only the district or province is known stay with the province: an old one goes as a whole
 *   to the new one that holds most of it, as Resolution 202/2025/QH15 merged whole provinces.
 * - Speeds are absent: a median of a part of a unit can't be known.
 * @param values of all levels of the old edition
 * @returns values of all levels of the new edition
 */
export function estimate(
	crosswalk: Crosswalk,
	from: Units,
	to: Units,
	values: NetworkCounts
): NetworkValues {
	const communes = emptyValues(unitsOf(to, 'commune').codes.length);
	const own = unitsOf(from, 'province').codes.length;
	const counted = new Float64Array(own);
	const placed = new Float64Array(own);
	for (const level of leafLevels(from)) {
		const samples = values[level]?.samples;
		const { starts, to: rows, weights } = crosswalk.links[level]!;
		const isLeaf = leafFlags(from, level);
		samples?.forEach((count, row) => {
			if (Number.isNaN(count) || !isLeaf[row]) return;
			const province = ancestorRow(from, level, row, 'province');
			counted[province]! += count;
			const [start, end] = [starts[row]!, starts[row + 1]!];
			if (start === end) return;
			placed[province]! += count;
			const parts = apportion(count, weights.subarray(start, end));
			parts.forEach((part, at) => {
				const target = rows[start + at]!;
				communes.samples[target] = (communes.samples[target] || 0) + part;
			});
		});
	}
	const result = deriveParents(to, { commune: communes });
	const { samples: provinces, derived } = result.province!;
	const given = values.province?.samples;
	crosswalk.provinces.forEach((target, row) => {
		const rest = Math.max(given?.[row] || 0, counted[row]!) - placed[row]!;
		if (rest === 0 && Number.isNaN(given?.[row] ?? NaN)) return;
		provinces[target] = (provinces[target] || 0) + rest;
		if (rest > 0) derived[target] = 0;
	});
	return result;
}

/**
 * Divide a whole number in whole parts, as near to the weights as can be (largest remainder; the first wins a tie).
 * @param weights whole, at least one above 0
 */
export function apportion(count: number, weights: ArrayLike<number>): number[] {
	if (weights.length === 1) return [count];
	const of = Array.from(weights);
	const whole = of.reduce((sum, weight) => sum + weight, 0);
	const remainders = of.map((weight) => (count * weight) % whole);
	const parts = of.map((weight, at) => (count * weight - remainders[at]!) / whole);
	const rest = count - parts.reduce((sum, part) => sum + part, 0);
	const order = [...of.keys()].sort((a, b) => remainders[b]! - remainders[a]!);
	for (const at of order.slice(0, rest)) parts[at]!++;
	return parts;
}

/** Levels that have leaves: units that are not divided further. */
export function leafLevels(units: Units): Level[] {
	return units.levels.filter((level) => level !== 'province');
}

/**
 * Which units of a level are leaves: all communes, and districts in which there is none.
 * @returns 1 by row for a leaf
 */
export function leafFlags(units: Units, level: Level): Uint8Array {
	const flags = new Uint8Array(unitsOf(units, level).codes.length);
	if (level === 'commune') return flags.fill(1);
	if (childLevel(units, level) !== 'commune') return flags;
	flags.fill(1);
	for (const parent of unitsOf(units, 'commune').parentRows) flags[parent] = 0;
	return flags;
}

function successors(from: Units, to: Units, links: Crosswalk['links']): Int32Array {
	const count = unitsOf(to, 'province').codes.length;
	const provinces = unitsOf(from, 'province').codes.length;
	const held = new Float64Array(provinces * count);
	for (const level of leafLevels(from)) {
		const { starts, to: rows, weights } = links[level]!;
		for (let row = 0; row + 1 < starts.length; row++) {
			const province = ancestorRow(from, level, row, 'province');
			for (let at = starts[row]!; at < starts[row + 1]!; at++)
				held[province * count + ancestorRow(to, 'commune', rows[at]!, 'province')]! += weights[at]!;
		}
	}
	return Int32Array.from({ length: provinces }, (_, province) => {
		const part = held.subarray(province * count, (province + 1) * count);
		const most = part.indexOf(Math.max(...part));
		return part[most]! > 0 ? most : -1;
	});
}
