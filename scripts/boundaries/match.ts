/**
 * Which unit each polygon is. Code, name, parents, place and area each have a say; none decides alone against the rest.
 */
import { spellingsOf } from '../../src/lib/domain/dated-names.ts';
import { unitsOf, type Units } from '../../src/lib/domain/unit.ts';
import { codeFinder, digitsOf } from './codes.ts';
import { leavesOf, type Leaf } from './leaves.ts';
import type { Box, Listed } from './listed.ts';
import { codeAbove, nameFinder, type NameFinder } from './name-finder.ts';
import { nameKey } from './names.ts';

/** What tells which unit a polygon is; empty text where the file has none. */
export interface Candidate {
	/** Which of the files it is from; codes of one file are written alike. */
	source: string;
	code: string;
	name: string;
	/** Code or name. */
	province: string;
	/** Code or name. */
	district: string;
	/** Where it lies, and its km²; absent where only words are compared. */
	ground?: { box: Box; km2: number };
	/** The unit that a table of the user's gives it; `null` leaves it out. */
	given?: Leaf | null | undefined;
}

/** What became of the polygons; every polygon is in exactly one of `matches`, `duplicates` and `strangers`. */
export interface MatchReport {
	/** Index of the polygon and its unit, in order of the polygons. */
	matches: Match[];
	/** Further polygons of a unit that has one. */
	duplicates: Match[];
	/** Indices of polygons without a unit. */
	strangers: number[];
	/** Units without a polygon. */
	missing: Leaf[];
	/** Indices of polygons that were matched by code and bear another name than the unit. */
	renamed: number[];
	/** Indices of polygons whose code is another unit's: names, parents and place outweighed it. */
	overruled: number[];
	/** Units that a polygon without unit may be, likeliest first. */
	candidates: Map<number, Leaf[]>;
}

/** A polygon and its unit. */
export interface Match {
	at: number;
	leaf: Leaf;
	by: 'code' | 'repaired code' | 'name' | 'table';
	/** Its name and a parent's name or code say the same. */
	isNamed: boolean;
}

/** A listed point this near to a polygon's box speaks for it, one so far against it; km. */
const NEAR = 1;
const FAR = 20;
/** Shares of the listed area: within the first speaks for a unit, beyond the second against it. */
export const LIKE_AREA = [0.5, 2] as const;
export const UNLIKE_AREA = [0.2, 5] as const;

/** {@link nameKey}s of all names that units of all levels ever had, with and without their type. */
export function nameKeys(units: Units): Set<string> {
	const keys = new Set<string>();
	for (const level of units.levels)
		unitsOf(units, level).names.forEach((_, row) => {
			for (const key of spellingsOf(units, level, row).map(nameKey)) keys.add(key);
		});
	return keys;
}

/**
 * Find the unit of each polygon.
 * @param listed what the list says of place and area; without it these have no say
 */
export function matchUnits(
	units: Units,
	candidates: readonly Candidate[],
	listed?: Listed
): MatchReport {
	const leaves = leavesOf(units);
	const byCode = codeFinder(units, leaves, candidates);
	const byName = nameFinder(units, leaves);
	const report: MatchReport = {
		matches: [],
		duplicates: [],
		strangers: [],
		missing: [],
		renamed: [],
		overruled: [],
		candidates: new Map()
	};
	const taken = new Set<Leaf>();
	candidates.forEach((candidate, at) => {
		const coded = byCode(candidate);
		const choice = choose(units, candidate, coded?.leaf, byName, listed);
		if ('leaf' in choice) {
			const { leaf, isNamed } = choice;
			const isByCode = coded?.leaf === leaf;
			const by =
				candidate.given === leaf
					? 'table'
					: isByCode
						? coded.isRepaired
							? 'repaired code'
							: 'code'
						: 'name';
			report[taken.has(leaf) ? 'duplicates' : 'matches'].push({ at, leaf, by, isNamed });
			taken.add(leaf);
			if (isByCode && !isNamed && isOther(candidate.name, units, leaf)) report.renamed.push(at);
			if (by === 'name' && coded) report.overruled.push(at);
		} else {
			report.strangers.push(at);
			if (choice.maybe.length > 0) report.candidates.set(at, choice.maybe);
		}
	});
	report.missing = leaves.filter((leaf) => !taken.has(leaf));
	return report;
}

type Choice = { leaf: Leaf; isNamed: boolean } | { maybe: Leaf[] };

/** Weigh what code and names lead to. */
function choose(
	units: Units,
	candidate: Candidate,
	coded: Leaf | undefined,
	byName: NameFinder,
	listed: Listed | undefined
): Choice {
	const { given, ground } = candidate;
	if (given === null) return { maybe: [] };
	if (given) return { leaf: given, isNamed: true };
	const { leaves: named, province } = byName(candidate);
	const isTold = candidate.province !== '';
	if (coded && named.includes(coded)) return { leaf: coded, isNamed: isTold };
	/** What a unit has for it, less what it has against it. */
	const voices = (leaf: Leaf): number => {
		let sum = 0;
		if (province) sum += codeAbove(units, leaf, 'province') === province ? 1 : -1;
		if (!ground || !listed) return sum;
		const distance = listed.distance(leaf, ground.box);
		sum += distance <= NEAR ? 1 : distance > FAR ? -1 : 0;
		const areas = listed.areas(leaf).map((area) => ground.km2 / area);
		if (areas.some((ratio) => ratio >= LIKE_AREA[0] && ratio <= LIKE_AREA[1])) sum += 1;
		else if (areas.every((ratio) => ratio < UNLIKE_AREA[0] || ratio > UNLIKE_AREA[1])) sum -= 1;
		return sum;
	};
	const isNear = (leaf: Leaf) =>
		ground && listed ? listed.distance(leaf, ground.box) <= NEAR : false;
	const placed = named.length > 1 ? named.filter(isNear) : named;
	const best = placed.length === 1 ? placed[0] : undefined;
	if (!coded) {
		// Without parents a name needs the place to speak for it.
		if (best && (isTold || isNear(best))) return { leaf: best, isNamed: true };
		return { maybe: [...placed, ...named.filter((leaf) => !placed.includes(leaf))] };
	}
	if (best) {
		const [forName, forCode] = [voices(best), voices(coded)];
		if (forName > forCode) return { leaf: best, isNamed: isTold || isNear(best) };
		if (forName === forCode && forName >= 0) return { maybe: [best, coded] };
		return { leaf: coded, isNamed: false };
	}
	// A code alone doesn't win against the province that the file says.
	const isElsewhere = province && codeAbove(units, coded, 'province') !== province;
	if (isElsewhere && !isNear(coded)) return { maybe: [coded, ...named] };
	return { leaf: coded, isNamed: false };
}

/** Full name of a unit, as of its list's first day. */
export function nameOf(units: Units, { level, row }: Leaf): string {
	return unitsOf(units, level).names[row]!;
}

function isOther(name: string, units: Units, { level, row }: Leaf): boolean {
	const key = nameKey(name);
	if (key === '' || digitsOf(name) !== undefined) return false;
	return !spellingsOf(units, level, row).some((own) => nameKey(own) === key);
}
