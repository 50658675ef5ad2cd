/**
 * The listed points of all units, looked up in what was drawn: two units that lie on each other's points were swapped in
 * the file, and a part that holds the point of a unit without polygon has a mistyped code.
 */
import { DataError } from '../../src/lib/domain/errors.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import { locateOne } from '../place/locate.ts';
import type { PlaceIndex } from '../place/place-index.ts';
import { leavesOf, type Leaf } from './leaves.ts';
import { nameOf, type MatchReport } from './match.ts';

const MOST_NAMED = 4;

/** A unit whose listed point lies in another one's outline. */
export interface Astray {
	code: string;
	/** Code of the unit in whose outline it lies. */
	within: string;
}

/**
 * Of the real outlines of 2025-07 and 2022-10 no unit and two lie so; a shift of the whole file makes no circle.
 * @param index full detail of what was drawn
 * @param accepted codes of units that are taken as they are
 * @returns units whose listed point another unit's polygon holds
 * @throws DataError for units that lie on each other's points, or a part on the point of a unit without polygon
 */
export function checkPoints(
	{ units, facts }: Pick<Gazetteer, 'units' | 'facts'>,
	index: PlaceIndex,
	{ missing, duplicates }: MatchReport,
	accepted: ReadonlySet<string>,
	file: string
): Astray[] {
	const leaves = new Map(leavesOf(units).map((leaf) => [leaf.code, leaf]));
	const approximate = new Set(missing.map(({ code }) => code));
	const within = new Map<string, string>();
	for (const { code, level, row } of leaves.values()) {
		const listed = facts[level];
		if (!listed || Number.isNaN(listed.lon[row]! + listed.lat[row]!)) continue;
		const found = index.geometry.codes[locateOne(index, listed.lon[row]!, listed.lat[row]!)];
		if (found !== undefined && found !== code && !approximate.has(found)) within.set(code, found);
	}
	const text = (code: string) => `${code} ${nameOf(units, leaves.get(code)!)}`;
	const circles = circlesOf(within).filter((circle) => !circle.every((of) => accepted.has(of)));
	if (circles.length > 0) {
		const named = circles
			.slice(0, MOST_NAMED)
			.map((circle) => [...circle, circle[0]!].map(text).join(' → '));
		throw new DataError('value', {
			file,
			column: 'geometry',
			found: `${circles.flat().length} units that lie on each other's listed points: ${named.join('; ')}`,
			expected: 'each polygon with the code and name of the unit that lies there',
			remedy: `Their rows are swapped or shifted: mend the file, or take them as they are: --accept ${circles.flat().join(',')}`
		});
	}
	checkParts(duplicates, approximate, within, accepted, file, text);
	return [...within]
		.filter(([code]) => !approximate.has(code))
		.map(([code, other]) => ({ code, within: other }));
}

/** Parts of one unit that hold the point of another, which has no polygon. */
function checkParts(
	duplicates: MatchReport['duplicates'],
	approximate: ReadonlySet<string>,
	within: ReadonlyMap<string, string>,
	accepted: ReadonlySet<string>,
	file: string,
	text: (code: string) => string
): void {
	const joined = new Set(duplicates.map(({ leaf }: { leaf: Leaf }) => leaf.code));
	const taken = [...within].filter(
		([code, by]) => approximate.has(code) && joined.has(by) && !accepted.has(by)
	);
	const [first] = taken;
	if (!first) return;
	const named = taken
		.slice(0, MOST_NAMED)
		.map(([code, by]) => `a part of ${text(by)} lies where ${text(code)} is listed`);
	throw new DataError('value', {
		file,
		column: 'code',
		found: named.join('; '),
		expected: 'each part with the code of its own unit',
		remedy: `Mend the code of that row, or take it as it is: --accept ${[...new Set(taken.map(([, by]) => by))].join(',')}`
	});
}

/** Units each of which lies on the point of the next, and the last on that of the first. */
function circlesOf(within: ReadonlyMap<string, string>): string[][] {
	const circles: string[][] = [];
	const seen = new Set<string>();
	for (const start of within.keys()) {
		const way: string[] = [];
		let at: string | undefined = start;
		while (at !== undefined && !seen.has(at)) {
			seen.add(at);
			way.push(at);
			at = within.get(at);
		}
		const from = at === undefined ? -1 : way.indexOf(at);
		if (from >= 0) circles.push(way.slice(from));
	}
	return circles;
}
