/**
 * Finds units by what people type: with or without marks, with abbreviations, with parents behind the name, by code.
 * The order of results (the name itself, then its beginning, then what lies in it) is a rule, which the scores of a
 * text-search engine would not keep.
 */
import { officialCode } from './dated-names.ts';
import { fold, nameKey } from './fold.ts';
import {
	levelsAbove,
	markSegments,
	type Entry,
	type SearchIndex,
	type Segment
} from './search-index.ts';
import { ancestorRow, LEVELS, unitsOf, type Level, type Units } from './unit.ts';

/** A unit that is found. */
export interface SearchHit {
	code: string;
	level: Level;
	/** With its type. */
	name: string;
	/** Names of the units above, the nearest first. */
	parents: string[];
	/** For a unit of an earlier edition: that edition and what became of it. */
	former?: { edition: string; successors: SuccessorName[] };
}

/** A successor in words. */
export interface SuccessorName {
	code: string;
	level: Level;
	name: string;
	/** Name of its province, where it is none itself. */
	province: string;
	/** Part of the old unit's area, 0 to 1. */
	share: number;
}

/** The best of what was found, and how much there is in all. */
export interface SearchResult {
	hits: SearchHit[];
	count: number;
}

/** Samples by which equal names are ordered: who looks for "Phường 1" rather means a large one. */
export type Weights = Partial<Record<Level, Float64Array>>;

/** Hits that are listed at most. */
const LIMIT = 20;
/** Words of a text that are looked for: a bit each, and no name with its parents has more. */
const MOST_WORDS = 24;
/** How good a hit is, best first. */
const TIER = {
	exact: 0,
	exactWithin: 1,
	beginning: 2,
	beginningWithin: 3,
	/** Parents before the name: "quan 3 phuong 1". */
	reversed: 3,
	inName: 4,
	scattered: 5,
	inParents: 6,
	anyOrder: 7
} as const;
/** Tiers in which the unit's own name holds all words. */
const IN_NAME: ReadonlySet<number> = new Set([TIER.exact, TIER.beginning, TIER.inName]);
/** Tiers by which a hit falls back whose marks, or whose type, are other than those that were typed. */
const OTHER_MARKS = 4;
const OTHER_TYPE = 4;
/** Types as they are typed before a name. */
const TYPE_WORDS =
	/^(?:thanh pho|tp|thi xa|tx|thi tran|tt|dac khu|dk|tinh|t|quan|q|huyen|h|phuong|p|xa|x) (?=.)/;

/**
 * Units whose names fit all words of a text, best first.
 * @param weights by which equals are ordered, of the edition's own units
 */
export function searchUnits(index: SearchIndex, text: string, weights: Weights = {}): SearchResult {
	const folded = fold(text).split(' ').slice(0, MOST_WORDS).join(' ');
	if (folded === '') return { hits: [], count: 0 };
	const found = new Map<Entry, number>();
	const best = collect(index, folded, text, found);
	// "tx Phổ Yên" is a city by now: types change faster than what people call a place.
	const bare = folded.replace(TYPE_WORDS, '');
	if (best > TIER.reversed && bare !== folded) collect(index, bare, text, found, OTHER_TYPE);
	// Names of the highlands are written with either letter: "Krông Pắk" is Krông Pắc, "Đắc Lắc" is Đắk Lắk.
	if (found.size === 0)
		for (const [from, to] of [
			['k', 'c'],
			['c', 'k']
		] as const) {
			const other = folded.replace(new RegExp(`${from}(?= |$)`, 'g'), to);
			if (other !== folded) collect(index, other, text, found, OTHER_MARKS);
		}
	const ranks = new Map<number, Entry[]>();
	for (const [entry, tier] of found) {
		const rank = tier * 8 + (entry.former ? 4 : 0) + LEVELS.indexOf(entry.level);
		const equals = ranks.get(rank);
		if (equals) equals.push(entry);
		else ranks.set(rank, [entry]);
	}
	const listed: Entry[] = [];
	for (const rank of [...ranks.keys()].sort((a, b) => a - b)) {
		if (listed.length >= LIMIT) break;
		listed.push(...sortByWeight(ranks.get(rank)!, weights));
	}
	const hits = listed.slice(0, LIMIT).map((entry) => hitOf(index.units, entry));
	return { hits: hits.filter((hit) => !isSaidBy(hit, hits)), count: found.size };
}

/**
 * Find what fits, with its tier.
 * @param found gets entries with the best tier so far
 * @returns the best tier
 */
function collect(
	{ units, entries, vocabulary, count }: SearchIndex,
	folded: string,
	text: string,
	found: Map<Entry, number>,
	penalty = 0
): number {
	const words = folded.split(' ');
	const code = /^\s*\d{2,5}\s*$/.test(text) ? officialCode(units, text.trim()) : null;
	const marked = markedWords(text);
	const wanted = 2 ** words.length - 1;
	const masks = new Int32Array(count);
	words.forEach((word, at) => {
		const isWhole = isNumber(word) && at < words.length - 1;
		markSegments(vocabulary, word, isWhole, masks, 1 << at);
	});
	let best = Infinity;
	for (const entry of entries) {
		let tier = code === null ? undefined : codeTier(entry.code, code);
		if (tier === undefined) {
			let mask = 0;
			for (const { id } of entry.segments) mask |= masks[id]!;
			if (mask === wanted) tier = tierOf(entry, words);
		}
		if (tier === undefined) continue;
		if (marked.length && !hasMarks(entry, marked, IN_NAME.has(tier))) tier += OTHER_MARKS;
		best = Math.min(best, tier);
		const unit = entry.of ?? entry;
		found.set(unit, Math.min(found.get(unit) ?? Infinity, tier + penalty));
	}
	return best;
}

function codeTier(code: string, typed: string): number | undefined {
	if (code === typed) return TIER.exact;
	return code.startsWith(typed) ? TIER.scattered : undefined;
}

/** How well the words fit the names of an entry; absent when they do not. */
function tierOf({ segments }: Entry, words: readonly string[]): number | undefined {
	const [own, ...above] = segments as [Segment, ...Segment[]];
	const name = take(own, words, 0);
	let at = name.taken;
	for (const segment of above) at += take(segment, words, at).taken;
	if (at === words.length) {
		if (name.taken === 0) return TIER.inParents;
		const isAll = name.taken === words.length;
		if (name.isWhole) return isAll ? TIER.exact : TIER.exactWithin;
		if (name.isLeading) return isAll ? TIER.beginning : TIER.beginningWithin;
		return isAll ? TIER.inName : TIER.scattered;
	}
	at = 0;
	for (const segment of [...above].reverse()) {
		const { taken, isWhole } = take(segment, words, at);
		// "quan 3" is no "Phường 3" of "Quận 1".
		if (isWhole) at += taken;
	}
	const last = take(own, words, at);
	return last.isWhole && at + last.taken === words.length ? TIER.reversed : TIER.anyOrder;
}

interface Taken {
	/** Words that found their place in the segment, in its order. */
	taken: number;
	/** True when all of the name but its type was said in full. */
	isWhole: boolean;
	/** True when they are its first words, with or without the type. */
	isLeading: boolean;
}

function take(segment: Segment, words: readonly string[], from: number): Taken {
	const { words: own, typed, initials } = segment;
	let [at, place] = [from, 0];
	/** Words of the rest that were said in full, and whether any was passed over. */
	let [full, isLeading] = [0, true];
	const rest = own.length - typed;
	if (words[at] !== undefined && words[at] === initials[2])
		return { taken: 1, isWhole: true, isLeading: true };
	if (words[at] !== undefined && words[at] === initials[0]) [at, place] = [at + 1, typed];
	while (at < words.length && place < own.length) {
		const word = words[at]!;
		if (place <= typed && word === initials[1]) {
			[at, full] = [at + 1, rest];
			break;
		}
		let found = own.indexOf(word, place);
		const isExact = found >= 0;
		if (!isExact && (at === words.length - 1 || !isNumber(word))) {
			found = place;
			while (found < own.length && !own[found]!.startsWith(word)) found++;
		}
		if (found < 0 || found === own.length) break;
		// The type may be left out, anything else that is passed over makes it no beginning.
		if (found !== place && !(found === typed && place === 0)) isLeading = false;
		if (isExact && found >= typed) full++;
		[at, place] = [at + 1, found + 1];
	}
	return { taken: at - from, isWhole: full === rest, isLeading };
}

function isNumber(word: string): boolean {
	return word.charCodeAt(0) < 58;
}

/** The words of a text that bear marks, as keys. */
function markedWords(text: string): string[] {
	return nameKey(text)
		.split(' ')
		.filter((key) => key !== fold(key));
}

/** True when each marked word is one of the names' words, or the beginning of one. */
function hasMarks({ segments }: Entry, marked: string[], isInName: boolean): boolean {
	const where = isInName ? segments.slice(0, 1) : segments;
	return marked.every((key) =>
		where.some((segment) => {
			segment.keys ??= nameKey(segment.name).split(' ');
			return segment.keys.some((word) => word.startsWith(key));
		})
	);
}

/** Most samples first (of what became of a former unit), then by code. */
function sortByWeight(entries: Entry[], weights: Weights): Entry[] {
	const weightOf = ({ level, row, former }: Entry) => {
		const at = former ? former.successors[level]![row]![0] : { level, row };
		return (at && weights[at.level]?.[at.row]) || 0;
	};
	const weighed = entries.map((entry) => ({ entry, weight: weightOf(entry) }));
	weighed.sort((a, b) => b.weight - a.weight || (a.entry.code < b.entry.code ? -1 : 1));
	return weighed.map(({ entry }) => entry);
}

function namesOf(units: Units, { level, row }: Pick<Entry, 'level' | 'row'>): string[] {
	return [level, ...levelsAbove(units, level)].map(
		(each) => unitsOf(units, each).names[ancestorRow(units, level, row, each)]!
	);
}

function hitOf(units: Units, entry: Entry): SearchHit {
	const { level, row, former, code } = entry;
	const own = former?.units ?? units;
	const [name, ...parents] = namesOf(own, entry);
	const hit: SearchHit = { code, level, name: name!, parents };
	if (!former) return hit;
	const successors = former.successors[level]![row]!.map((successor): SuccessorName => {
		const { names, codes } = unitsOf(units, successor.level);
		return {
			code: codes[successor.row]!,
			level: successor.level,
			name: names[successor.row]!,
			province: successor.level === 'province' ? '' : namesOf(units, successor).at(-1)!,
			share: successor.share
		};
	});
	return { ...hit, former: { edition: own.edition, successors } };
}

/** True for a former unit whose heir bears its name or code and is in the list itself. */
function isSaidBy({ name, code, former }: SearchHit, hits: readonly SearchHit[]): boolean {
	const [heir] = former?.successors ?? [];
	return (
		heir !== undefined &&
		(heir.name === name || heir.code === code) &&
		hits.some((other) => !other.former && other.level === heir.level && other.code === heir.code)
	);
}
