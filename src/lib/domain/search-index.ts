/** What the search looks into: the names of an edition's units, and of the units whose place they took. */
import type { Crosswalk } from './crosswalk.ts';
import { newestUnits, statesOf } from './dated-names.ts';
import { foldMemo } from './fold.ts';
import { successorsByRow, type Successor } from './successor.ts';
import { ancestorRow, parentLevel, unitsOf, type Level, type Units } from './unit.ts';

/** One unit's own name, cut for matching. */
export interface Segment {
	/** Its number among all names. */
	id: number;
	words: string[];
	/** How many of the words are the type. */
	typed: number;
	/** Initials of the type ("tp", "q"), of the rest ("hcm") and of both ("tphcm"). */
	initials: [type: string, rest: string, both: string];
	name: string;
	/** Words of the name with their marks, made when they are first needed. */
	keys: string[] | null;
}

/** One unit. */
export interface Entry {
	level: Level;
	row: number;
	/** The earlier list that it is from; absent for the list's own units. */
	former?: FormerUnits | undefined;
	code: string;
	/** Its own and those above, the nearest first. */
	segments: Segment[];
	/** The unit's own entry, where this one holds names that it, or a unit above, bore at another time. */
	of?: Entry;
}

/** Units of an earlier edition, and what became of each. */
export interface FormerUnits {
	units: Units;
	successors: Partial<Record<Level, Successor[][]>>;
}

/** All that can be found while one edition is shown. */
export interface SearchIndex {
	units: Units;
	entries: Entry[];
	vocabulary: Vocabulary;
	/** How many names there are. */
	count: number;
}

/** All words of all names, in order, and the names in which each occurs. */
interface Vocabulary {
	words: string[];
	segments: number[][];
}

/**
 * Index the units of an edition by all names that they ever had, and those of earlier editions that they took the
 * place of.
 * @param units with the names that are shown
 * @param before earlier editions, the nearest first; none where there is none, or its names could not be had
 */
export function buildSearchIndex(
	units: Units,
	before: readonly { units: Units; crosswalk: Crosswalk }[] = []
): SearchIndex {
	const segments: Segment[] = [];
	const entries = allEntriesOf(units, undefined, segments);
	for (const { units: own, crosswalk } of before) {
		// A list that has ended bears the names that it had in the end.
		const last = newestUnits(own);
		const successors: FormerUnits['successors'] = {};
		for (const level of last.levels) successors[level] = successorsByRow(crosswalk, last, level);
		entries.push(...allEntriesOf(last, { units: last, successors }, segments));
	}
	return { units, entries, vocabulary: vocabularyOf(segments), count: segments.length };
}

/** Entries with the names of `units`, then further ones for units that bore, or whose parents bore, other names. */
function allEntriesOf(units: Units, former: FormerUnits | undefined, segments: Segment[]): Entry[] {
	const own = entriesOf(units, former, segments);
	const others = statesOf(units).filter((state) => state !== units);
	const renamed = others.flatMap((state) =>
		entriesOf(state, former, segments).flatMap((entry, at) => {
			const of = own[at]!;
			const isSame = entry.segments.every(({ name }, depth) => name === of.segments[depth]!.name);
			return isSame ? [] : [{ ...entry, of }];
		})
	);
	return [...own, ...renamed];
}

function entriesOf(units: Units, former: FormerUnits | undefined, segments: Segment[]): Entry[] {
	const made: Partial<Record<Level, Segment[]>> = {};
	const folded = foldMemo();
	const entries: Entry[] = [];
	for (const level of units.levels) {
		const { codes, names, types } = unitsOf(units, level);
		const own = names.map((name, row) =>
			segmentOf(segments.length + row, name, types[row]!, folded)
		);
		made[level] = own;
		for (const segment of own) segments.push(segment);
		const above = levelsAbove(units, level);
		codes.forEach((code, row) => {
			const all = [
				own[row]!,
				...above.map((upper) => made[upper]![ancestorRow(units, level, row, upper)]!)
			];
			entries.push({ level, row, former, code, segments: all });
		});
	}
	return entries;
}

/** Levels above one, the nearest first. */
export function levelsAbove(units: Units, level: Level): Level[] {
	const above: Level[] = [];
	for (let at = parentLevel(units, level); at; at = parentLevel(units, at)) above.push(at);
	return above;
}

function segmentOf(
	id: number,
	name: string,
	type: string,
	folded: (text: string) => string
): Segment {
	const words = folded(name).split(' ');
	const typeWords = name.startsWith(`${type} `) ? folded(type).split(' ') : [];
	const typed = typeWords.length;
	const first = initialsOf(words);
	const initials: Segment['initials'] = [
		first.slice(0, typed),
		words.length - typed > 1 ? first.slice(typed) : '',
		typed > 0 && words.length > 1 ? first : ''
	];
	return {
		id,
		words,
		typed,
		initials,
		name,
		keys: null
	};
}

function vocabularyOf(segments: readonly Segment[]): Vocabulary {
	const found = new Map<string, number[]>();
	const add = (word: string, id: number) => {
		const known = found.get(word);
		if (known) known.push(id);
		else found.set(word, [id]);
	};
	for (const { id, words, initials } of segments) {
		for (const word of words) add(word, id);
		for (const word of initials) if (word) add(word, id);
	}
	const words = [...found.keys()].sort();
	return { words, segments: words.map((word) => found.get(word)!) };
}

/** Set a bit in the mask of each name in which a word occurs, or one that begins with it. */
export function markSegments(
	{ words, segments }: Vocabulary,
	word: string,
	isWhole: boolean,
	masks: Int32Array,
	bit: number
): void {
	let [low, high] = [0, words.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (words[middle]! < word) low = middle + 1;
		else high = middle;
	}
	for (let at = low; words[at]?.startsWith(word); at++) {
		if (isWhole && words[at] !== word) break;
		for (const id of segments[at]!) masks[id]! |= bit;
	}
}

function initialsOf(words: readonly string[]): string {
	let initials = '';
	for (const word of words) initials += word[0] ?? '';
	return initials;
}
