import type { Crosswalk } from './crosswalk.ts';
import { unitsOf, type Level, type Units } from './unit.ts';

/**
 * Carry codes of units over to another edition, for links that were made on the other list. A commune becomes the one
 * that holds most of its area; the way back, a commune becomes all of which it holds the most.
 * @param crosswalk between both editions, in its own direction
 * @param from units that the codes belong to
 * @param to units that are wanted
 * @returns codes of `to`, ascending, and how many of `codes` have no counterpart
 */
export function carryCodes(
	codes: readonly string[],
	crosswalk: Crosswalk,
	from: Units,
	to: Units
): { codes: string[]; lost: number } {
	const isForward = crosswalk.from === from.edition;
	const [older, newer] = isForward ? [from, to] : [to, from];
	const forward = new Map<string, string>();
	for (const level of ['district', 'commune'] as const) {
		const links = crosswalk.links[level];
		if (!links) continue;
		unitsOf(older, level).codes.forEach((code, row) => {
			const target = mostOf(links, row);
			if (target >= 0) forward.set(code, unitsOf(newer, 'commune').codes[target]!);
		});
	}
	const provinces = unitsOf(older, 'province').codes;
	crosswalk.provinces.forEach((target, row) =>
		forward.set(provinces[row]!, unitsOf(newer, 'province').codes[target]!)
	);
	const found = new Set<string>();
	let lost = 0;
	for (const code of codes) {
		const targets = isForward
			? [forward.get(code) ?? []].flat()
			: [...forward].flatMap(([old, target]) => (target === code ? [old] : []));
		if (targets.length === 0) lost++;
		for (const target of targets) found.add(target);
	}
	return { codes: [...found].sort(), lost };
}

function mostOf(
	{ starts, to, weights }: NonNullable<Crosswalk['links'][Level]>,
	row: number
): number {
	let [best, most] = [-1, 0];
	for (let at = starts[row]!; at < starts[row + 1]!; at++)
		if (weights[at]! > most) [best, most] = [to[at]!, weights[at]!];
	return best;
}
