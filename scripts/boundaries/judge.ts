/**
 * The list is the judge: a polygon that has another size than its unit, or lies elsewhere, is not that unit's; a file
 * in which many do is another list's. Nothing of it is drawn then.
 */
import { DataError } from '../../src/lib/domain/errors.ts';
import type { Units } from '../../src/lib/domain/unit.ts';
import type { Leaf } from './leaves.ts';
import type { Box, Listed } from './listed.ts';
import {
	LIKE_AREA,
	matchUnits,
	nameOf,
	UNLIKE_AREA,
	type Candidate,
	type MatchReport
} from './match.ts';

/** A polygon with its ground. */
export type Grounded = Candidate & { ground: { box: Box; km2: number } };

/** An edition's list. */
export interface List {
	units: Units;
	listed: Listed;
}

/** From so many units on a file is judged as a whole, and strictly, as its units bear witness for each other. */
const MANY = 20;
/** Share of the units of a whole that may be far from the list. */
const MOST_FAR = 0.02;
/** Borders may be this far from where they are in truth; km. */
const MOVED = 1;
/** A listed point may be so far from its unit's box: of a file that is right elsewhere, and of a few polygons; km. */
const ASTRAY = { whole: 5, few: 20 };
/** Shares of the listed area that a few polygons may have whose names and parents are a unit's. */
const NAMED_AREA = [0.05, 20] as const;
/**
 * Times its listed area that a unit of a whole may have where its code, its name, its parents and its place all agree:
 * one voice against four. It is told. Hồng Gai (06685) is drawn with its part of the bay, 6.4 times what is listed.
 */
const MOST_IF_CERTAIN = 8;
/** Less ground than this is not missed; km². */
const LITTLE = 2;
const MOST_NAMED = 8;

/** A unit as the file has it. */
interface Placed {
	leaf: Leaf;
	/** Of all its polygons. */
	km2: number;
	/** Between the nearest of its polygons and its listed points. */
	distance: number;
	/** Areas that it may have; none where the list has none. */
	areas: readonly number[];
	isNamed: boolean;
	/** Its code says the same as its name. */
	isCoded: boolean;
}

/**
 * Hold what was matched against the list.
 * @param accepted codes of units that are taken as they are
 * @param others lists of other editions, which are only asked for when the file doesn't fit its own
 * @param file what messages call the file
 * @returns what is to be told of units that are taken although their area isn't the list's, and which of those that are
 * accepted had to be
 * @throws DataError when a unit is too large, too small or elsewhere, or the file is another list's
 */
export async function judge(
	list: List,
	candidates: readonly Grounded[],
	match: MatchReport,
	accepted: ReadonlySet<string>,
	others: () => Promise<readonly List[]>,
	file: string
): Promise<{ notes: string[]; accepted: string[] }> {
	const all = placedUnits(list, candidates, match);
	const placed = all.filter(({ leaf }) => !accepted.has(leaf.code));
	const isWhole = match.matches.length >= MANY;
	const resized = placed.filter((unit) => !isLike(unit));
	const elsewhere = placed.filter(({ distance }) => distance > MOVED);
	const most = isWhole ? MOST_FAR * match.matches.length : 0;
	const isOdd = resized.length > most || elsewhere.length > most;
	if (isOdd || (!isWhole && match.strangers.length > 0)) {
		const fits = await fitsOf(list, candidates, await others(), isWhole);
		const [own, ...rest] = fits;
		const best = rest.sort((a, b) => b.count - a.count)[0];
		const isOthers = best !== undefined && best.count > own!.count;
		if (isOthers || isWhole)
			throw otherList(
				list,
				candidates,
				resized,
				elsewhere,
				isOthers ? best : undefined,
				own!,
				file
			);
	}
	const wrong = placed.filter((unit) => !isPossible(unit, isWhole));
	if (wrong.length === 0) {
		const unlike = placed.filter(({ km2, areas }) =>
			areas.every((area) => km2 < UNLIKE_AREA[0] * area || km2 > UNLIKE_AREA[1] * area)
		);
		const needed = all.filter(
			(unit) =>
				accepted.has(unit.leaf.code) &&
				!(isPossible(unit, isWhole) && isLike(unit) && unit.distance <= MOVED)
		);
		const codes = needed.map(({ leaf }) => leaf.code);
		const idle = [...accepted].filter((code) => !codes.includes(code));
		return {
			accepted: codes,
			notes: [
				...unlike
					.filter(({ areas }) => areas.length > 0)
					.map(
						(unit) =>
							`area unlike the list's, taken as all else agrees: ${describe(list.units, unit)}`
					),
				...(idle.length > 0
					? [`--accept ${idle.join(',')} changed nothing: the list agrees, or there is no polygon`]
					: [])
			]
		};
	}
	const lines = wrong.slice(0, MOST_NAMED).map((unit) => describe(list.units, unit));
	const more = wrong.length > MOST_NAMED ? `, and ${wrong.length - MOST_NAMED} more` : '';
	const codes = wrong.map(({ leaf }) => leaf.code).join(',');
	throw new DataError('value', {
		file,
		column: 'geometry',
		found: `${wrong.length} ${wrong.length === 1 ? 'unit' : 'units'} unlike the list's`,
		expected: `each between ${UNLIKE_AREA[0]} and ${UNLIKE_AREA[1]} times its listed area and at its listed place`,
		remedy: `${lines.join('; ')}${more}. Mend the file, name the unit of each row (--matches), or take them as they are: --accept ${codes}`
	});
}

function placedUnits(
	{ listed }: List,
	candidates: readonly Grounded[],
	{ matches, duplicates }: MatchReport
): Placed[] {
	const units = new Map<Leaf, Placed>();
	for (const { at, leaf, isNamed, by } of [...matches, ...duplicates]) {
		const { box, km2 } = candidates[at]!.ground;
		const distance = listed.distance(leaf, box);
		const known = units.get(leaf);
		if (known) {
			known.km2 += km2;
			known.distance = Math.min(known.distance, distance);
		} else {
			const isCoded = by === 'code' || by === 'repaired code';
			units.set(leaf, { leaf, km2, distance, areas: listed.areas(leaf), isNamed, isCoded });
		}
	}
	return [...units.values()];
}

/** Whether an area is much like one that the unit may have, or would be if its border was moved back. */
function isLike({ km2, areas }: Placed): boolean {
	if (km2 <= 0) return false;
	if (areas.length === 0) return true;
	return areas.some((area) => {
		if (km2 < LIKE_AREA[0] * area) return km2 >= around(area, -MOVED / 2);
		return km2 <= LIKE_AREA[1] * area || km2 <= around(area, MOVED);
	});
}

/** Whether a unit can be what the polygon shows. */
function isPossible(unit: Placed, isWhole: boolean): boolean {
	const { km2, areas, distance, isNamed, isCoded } = unit;
	if (km2 <= 0) return false;
	const isLenient = isNamed && !isWhole;
	if (!isLenient && distance > (isWhole ? ASTRAY.whole : ASTRAY.few)) return false;
	if (areas.length === 0) return true;
	const isCertain = isNamed && isCoded && distance <= MOVED;
	const [least, usual] = isLenient ? NAMED_AREA : UNLIKE_AREA;
	const most = isCertain ? Math.max(usual, MOST_IF_CERTAIN) : usual;
	return areas.some((area) => {
		if (km2 < least * area) return area - km2 < LITTLE && km2 > area / 50;
		return km2 <= most * area || km2 <= around(area, MOVED);
	});
}

/** Area of a disc of some area after its border was moved outwards; km². */
function around(area: number, by: number): number {
	return Math.PI * Math.max(0, Math.sqrt(area / Math.PI) + by) ** 2;
}

function describe(units: Units, { leaf, km2, areas, distance }: Placed): string {
	const listed = areas[0] === undefined ? '' : `, ${rounded(areas[0])} in the list`;
	const far = distance > MOVED ? `, ${rounded(distance)} km from its listed point` : '';
	return `${leaf.code} ${nameOf(units, leaf)}: ${rounded(km2)} km²${listed}${far}`;
}

function rounded(value: number): string {
	return String(Number(value.toPrecision(3)));
}

/** How many polygons an edition's list explains. */
interface Fit {
	edition: string;
	count: number;
	of: number;
}

/** Of this list, then of the others: polygons whose code or names are a unit's, where it lies, of its size. */
function fitsOf(
	own: List,
	candidates: readonly Grounded[],
	others: readonly List[],
	isWhole: boolean
): Fit[] {
	return [own, ...others].map(({ units, listed }) => {
		const free = candidates.map((candidate) => ({ ...candidate, given: undefined }));
		const match = matchUnits(units, free, listed);
		const placed = placedUnits({ units, listed }, candidates, match);
		const count = placed.filter(
			(unit) => unit.distance <= MOVED / 2 && (!isWhole || isLike(unit))
		).length;
		return { edition: units.edition, count, of: candidates.length };
	});
}

function otherList(
	{ units }: List,
	candidates: readonly Grounded[],
	resized: readonly Placed[],
	elsewhere: readonly Placed[],
	best: Fit | undefined,
	own: Fit,
	file: string
): DataError {
	const some = [...new Set([...elsewhere, ...resized])].slice(0, 3);
	const examples = some.map((unit) => describe(units, unit)).join('; ');
	const fits = best
		? `The file fits ${best.edition}: ${best.count} of ${candidates.length} polygons lie where its list says, and ${own.count} where that of ${own.edition} does. Import it with --edition ${best.edition}`
		: resized.length <= MOST_FAR * candidates.length
			? 'Sizes are right and places are not: the coordinates are of another system or zone (--crs EPSG:<code>; VN-2000 has a zone a province, EPSG:9205 to 9218), or rows are swapped or shifted'
			: 'It fits no list that is known here. Are the codes official ones? --code, --name, --province and --district name the columns';
	return new DataError('value', {
		file,
		column: 'geometry',
		found: `${resized.length} units of another size than listed, ${elsewhere.length} elsewhere`,
		expected: `a file of ${units.edition}: at most 2 % of its units outside of ${LIKE_AREA[0]} to ${LIKE_AREA[1]} times their listed area or away from their listed point`,
		remedy: `${fits}. For instance ${examples}`
	});
}
