/** Official codes as files write them. */
import { CODE_LENGTH, type Units } from '../../src/lib/domain/unit.ts';
import type { Leaf } from './leaves.ts';
import { codeAbove } from './name-finder.ts';

/** A code, and which of the files it is from; codes of one file are written alike. */
export interface Coded {
	source: string;
	code: string;
}

/** A unit that a code stands for. */
export interface OfCode {
	leaf: Leaf;
	/** Leading zeros were given back. */
	isRepaired: boolean;
}

/**
 * The digits of a code: "VN10101" and "30346.0" without what isn't theirs.
 * @returns nothing for what is no code
 */
export function digitsOf(code: string): string | undefined {
	return /^\s*['’]?(?:VN[-_ ]?)?(\d+)(?:\.0*)?\s*$/iu.exec(code)?.[1];
}

/**
 * Finds units by code: as it is, behind the codes of its parents ("0100100001"), or with the leading zeros that a
 * spreadsheet took away. These are only given back to a file in which no code begins with zero, for 318 is a district
 * and 00318 a commune.
 */
export function codeFinder(units: Units, leaves: readonly Leaf[], all: readonly Coded[]) {
	const leafOf = new Map(leaves.map((leaf) => [leaf.code, leaf]));
	for (const [alias, code] of units.aliases)
		if (leafOf.has(code)) leafOf.set(alias, leafOf.get(code)!);
	const width = new Map<string, number>();
	const hasZeros = new Set<string>();
	for (const { source, code } of all) {
		const digits = digitsOf(code) ?? '';
		if (digits.startsWith('0')) hasZeros.add(source);
		width.set(source, Math.max(width.get(source) ?? 0, digits.length));
	}
	return ({ source, code }: Coded): OfCode | undefined => {
		const digits = digitsOf(code);
		if (digits === undefined) return undefined;
		if (!hasZeros.has(source) && digits.length <= CODE_LENGTH.commune) {
			const length = width.get(source)! > CODE_LENGTH.district ? CODE_LENGTH.commune : 3;
			const padded = digits.padStart(length, '0');
			const leaf = leafOf.get(padded);
			if (leaf) return { leaf, isRepaired: padded !== digits };
		}
		const leaf = leafOf.get(digits) ?? behindParents(digits);
		return leaf && { leaf, isRepaired: false };
	};

	/** A unit whose code follows those of its province or district. */
	function behindParents(digits: string): Leaf | undefined {
		for (const whole of [digits, `0${digits}`]) {
			for (const level of ['commune', 'district'] as const) {
				const leaf = leafOf.get(whole.slice(-CODE_LENGTH[level]));
				const before = whole.slice(0, -CODE_LENGTH[level]);
				if (!leaf || leaf.level !== level || !before) continue;
				const province = codeAbove(units, leaf, 'province');
				const district = level === 'commune' ? codeAbove(units, leaf, 'district') : '';
				if ([province, district, province + district].includes(before)) return leaf;
			}
		}
		return undefined;
	}
}
