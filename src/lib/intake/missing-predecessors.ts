/** Units of a new list that were carried over from the list before, and lack figures of units that went into them. */
import { leafLevels, type Crosswalk } from '../domain/crosswalk.ts';
import { unitsOf, type Level } from '../domain/unit.ts';
import type { Figure } from './combine.ts';
import { crosswalkOf, type EditionNames, type IntakeContext } from './context.ts';
import { namesFor } from './read-table.ts';
import { both, listed } from './texts.ts';
import type { Text } from './sheet.ts';

/** A unit of the list before went into the new one that got so much of it. */
const MAIN = 0.5;

/** A note for each month whose carried figures are of a part of some new units alone. */
export function missingPredecessors(figures: readonly Figure[], context: IntakeContext): Text[] {
	const months = new Map<string, Figure[]>();
	for (const figure of figures)
		if (figure.isEstimated) {
			const key = `${figure.month} ${figure.network}`;
			months.set(key, [...(months.get(key) ?? []), figure]);
		}
	return [...months.values()].flatMap((group) => ofMonth(group, context));
}

function ofMonth(group: readonly Figure[], context: IntakeContext): Text[] {
	const { month, network, names } = group[0]!;
	const to = namesFor(month, context);
	const crosswalk = crosswalkOf(context, names, to);
	if (!crosswalk) return [];
	const given = new Set(group.map(({ place }) => place.code));
	const lacking = [
		...lackingProvinces(crosswalk, names, to, given),
		...lackingCommunes(crosswalk, names, to, given)
	];
	if (lacking.length === 0) return [];
	const described = (language: 'vi' | 'en') =>
		listed(
			lacking.map(({ code, missing }) => {
				const name = to.finder.describe(to.finder.placeOf(code)!, month);
				const old = listed(
					missing.map((of) => names.finder.describe(names.finder.placeOf(of)!, undefined))
				)[language];
				return `${code} ${name} (${language === 'vi' ? 'thiếu' : 'without'} ${old})`;
			})
		)[language];
	return [
		both(
			`${month} ${network}: ${lacking.length} đơn vị mới chỉ có số của một phần các đơn vị cũ nhập vào, con số ước tính là của phần đó: ${described('vi')}`,
			`${month} ${network}: ${lacking.length} new units have figures of some of the former units that went into them alone, and the estimate is of these: ${described('en')}`
		)
	];
}

interface Lacking {
	code: string;
	/** Codes of the list before. */
	missing: string[];
}

/** Provinces of which whole former provinces are missing. */
function lackingProvinces(
	{ provinces }: Crosswalk,
	{ finder: from }: EditionNames,
	{ finder: to }: EditionNames,
	given: ReadonlySet<string>
): Lacking[] {
	const before = unitsOf(from.units, 'province').codes;
	const rows = [...before.keys()];
	const isProvince = rows.some((row) => given.has(before[row]!));
	if (!isProvince) return [];
	return unitsOf(to.units, 'province').codes.flatMap((code, target) => {
		const own = rows.filter((row) => provinces[row] === target).map((row) => before[row]!);
		const missing = own.filter((of) => !given.has(of));
		return missing.length > 0 && missing.length < own.length ? [{ code, missing }] : [];
	});
}

/** Communes of which former ones are missing that went into them for the most part. */
function lackingCommunes(
	{ links }: Crosswalk,
	{ finder: from }: EditionNames,
	{ finder: to }: EditionNames,
	given: ReadonlySet<string>
): Lacking[] {
	const targets = unitsOf(to.units, 'commune').codes;
	const touched = new Set<number>();
	const missing = new Map<number, string[]>();
	for (const level of leafLevels(from.units))
		eachLink(links, level, (row, target, share) => {
			const code = unitsOf(from.units, level).codes[row]!;
			if (given.has(code)) touched.add(target);
			else if (share >= MAIN) missing.set(target, [...(missing.get(target) ?? []), code]);
		});
	return [...touched]
		.filter((target) => missing.has(target))
		.map((target) => ({ code: targets[target]!, missing: missing.get(target)! }));
}

function eachLink(
	links: Crosswalk['links'],
	level: Level,
	visit: (row: number, target: number, share: number) => void
): void {
	const of = links[level];
	if (!of) return;
	for (let row = 0; row + 1 < of.starts.length; row++) {
		const [start, end] = [of.starts[row]!, of.starts[row + 1]!];
		const whole = of.weights.subarray(start, end).reduce((sum, weight) => sum + weight, 0);
		for (let at = start; at < end; at++) visit(row, of.to[at]!, of.weights[at]! / whole);
	}
}
