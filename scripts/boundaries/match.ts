import { spellingsOf } from '../../src/lib/domain/dated-names.ts';
import {
	ancestorRow,
	CODE_LENGTH,
	unitsOf,
	type Level,
	type Units
} from '../../src/lib/domain/unit.ts';
import { nameKey } from './names.ts';

/** A polygon's attributes that tell which unit it is; empty text where the file has none. */
export interface Candidate {
	/** Which of the files it is from; codes of one file are written alike. */
	source: string;
	code: string;
	name: string;
	/** Code or name. */
	province: string;
	/** Code or name. */
	district: string;
}

/** A unit whose ground isn't made up of other units: a commune, or a district without any. */
export interface Leaf {
	code: string;
	level: Level;
	row: number;
}

/** What became of the polygons; every polygon is in exactly one of `matches`, `duplicates` and `strangers`. */
export interface MatchReport {
	/** Index of the polygon and its unit, in order of the polygons. */
	matches: { at: number; leaf: Leaf; by: 'code' | 'repaired code' | 'name' }[];
	/** Further polygons of a unit that has one. */
	duplicates: { at: number; leaf: Leaf }[];
	/** Indices of polygons without a unit. */
	strangers: number[];
	/** Units without a polygon. */
	missing: Leaf[];
	/** Indices of polygons that were matched by code and bear another name than the unit. */
	renamed: number[];
}

/** The units that polygons are expected for, communes first. */
export function leavesOf(units: Units): Leaf[] {
	const leaves: Leaf[] = [];
	for (const level of ['commune', 'district'] as const) {
		if (!units.of[level]) continue;
		const isParent = new Set(level === 'district' ? unitsOf(units, 'commune').parents : []);
		unitsOf(units, level).codes.forEach((code, row) => {
			if (!isParent.has(code)) leaves.push({ code, level, row });
		});
	}
	return leaves;
}

/** Find the unit of each polygon: by code, else by name within its province and district. */
export function matchUnits(units: Units, candidates: readonly Candidate[]): MatchReport {
	const leaves = leavesOf(units);
	const byCode = codeFinder(units, leaves, candidates);
	const byName = nameFinder(units, leaves);
	const report: MatchReport = {
		matches: [],
		duplicates: [],
		strangers: [],
		missing: [],
		renamed: []
	};
	const taken = new Set<Leaf>();
	candidates.forEach((candidate, at) => {
		const coded = byCode(candidate);
		const leaf = coded?.leaf ?? byName(candidate);
		if (!leaf) report.strangers.push(at);
		else if (taken.has(leaf)) report.duplicates.push({ at, leaf });
		else {
			taken.add(leaf);
			const by = coded ? (coded.isRepaired ? 'repaired code' : 'code') : 'name';
			report.matches.push({ at, leaf, by });
			if (coded && isOther(candidate.name, keysOf(units, leaf.level, leaf.row)))
				report.renamed.push(at);
		}
	});
	report.missing = leaves.filter((leaf) => !taken.has(leaf));
	return report;
}

/** {@link nameKey}s of every name that a unit ever had, with and without its type. */
function keysOf(units: Units, level: Level, row: number): Set<string> {
	return new Set(spellingsOf(units, level, row).map(nameKey));
}

/** {@link nameKey}s of all units of all levels, with and without their type. */
export function nameKeys(units: Units): Set<string> {
	const keys = new Set<string>();
	for (const level of units.levels) {
		unitsOf(units, level).names.forEach((_, row) => {
			for (const key of keysOf(units, level, row)) keys.add(key);
		});
	}
	return keys;
}

function isOther(name: string, own: ReadonlySet<string>): boolean {
	const key = nameKey(name);
	return key !== '' && !own.has(key);
}

/**
 * Codes as they are, or with the leading zeros that a spreadsheet took away. These are only given back to a file in
 * which no code begins with zero, for 318 is a district and 00318 a commune.
 */
function codeFinder(units: Units, leaves: readonly Leaf[], candidates: readonly Candidate[]) {
	const leafOf = new Map(leaves.map((leaf) => [leaf.code, leaf]));
	for (const [alias, code] of units.aliases)
		if (leafOf.has(code)) leafOf.set(alias, leafOf.get(code)!);
	const width = new Map<string, number>();
	const hasZeros = new Set<string>();
	for (const { source, code } of candidates) {
		if (code.startsWith('0')) hasZeros.add(source);
		width.set(source, Math.max(width.get(source) ?? 0, code.length));
	}
	return ({ source, code }: Candidate): { leaf: Leaf; isRepaired: boolean } | undefined => {
		if (!/^\d+$/.test(code)) return undefined;
		if (!hasZeros.has(source)) {
			const length = width.get(source)! > CODE_LENGTH.district ? CODE_LENGTH.commune : 3;
			const padded = code.padStart(length, '0');
			const leaf = leafOf.get(padded);
			if (leaf) return { leaf, isRepaired: padded !== code };
		}
		const leaf = leafOf.get(code);
		return leaf && { leaf, isRepaired: false };
	};
}

/** Names that stand for one unit of a province, or of a district where that is given. */
function nameFinder(units: Units, leaves: readonly Leaf[]) {
	const index = new Map<string, Leaf | null>();
	for (const leaf of leaves) {
		const province = codeAbove(units, leaf, 'province');
		const district = codeAbove(units, leaf, 'district');
		for (const name of keysOf(units, leaf.level, leaf.row))
			for (const within of new Set([district, '']))
				add(index, `${province}|${within}|${name}`, leaf);
	}
	const provinceOf = placeFinder(units, 'province');
	const districtOf = placeFinder(units, 'district');
	return ({ name, province, district }: Candidate): Leaf | undefined => {
		const top = provinceOf(province, '');
		const key = nameKey(name);
		if (!top || !key) return undefined;
		const middle = units.of.district && district ? districtOf(district, top) : '';
		return middle === undefined ? undefined : (index.get(`${top}|${middle}|${key}`) ?? undefined);
	};
}

function codeAbove(units: Units, { level, row }: Leaf, above: Level): string {
	if (!units.of[above]) return '';
	const at = ancestorRow(units, level, row, above);
	return at >= 0 ? unitsOf(units, above).codes[at]! : '';
}

/** Finds the code of a province, or of a district of a province, by its code or name. */
function placeFinder(units: Units, level: Level) {
	const index = new Map<string, string | null>();
	const of = units.of[level];
	of?.codes.forEach((code, row) => {
		const parent = of.parents[row]!;
		for (const name of keysOf(units, level, row)) add(index, `${parent}|${name}`, code);
	});
	return (text: string, parent: string): string | undefined => {
		const code = /^\d+$/.test(text) ? text.padStart(CODE_LENGTH[level], '0') : '';
		if (of?.rowOf.has(code)) return code;
		return index.get(`${parent}|${nameKey(text)}`) ?? undefined;
	};
}

/** A key of two different values stands for none. */
function add<T>(index: Map<string, T | null>, key: string, value: T): void {
	index.set(key, index.has(key) && index.get(key) !== value ? null : value);
}
