/** A part of a network (5G) against the whole (mobile), in a file and with what the store holds. */
import {
	isAboveWhole,
	isNetwork,
	networkInside,
	networkName,
	NETWORKS,
	wholeOf,
	type Network
} from '../domain/network.ts';
import { parentLevel, unitsOf, type Units } from '../domain/unit.ts';
import type { Fault } from '../domain/errors.ts';
import type { Figure } from './combine.ts';
import type { IntakeContext } from './context.ts';
import type { Part, UnitFigures } from './draft.ts';
import { isSameFigures, partsOf, UNKNOWN_COMMUNE } from './parts.ts';
import { namesFor } from './read-table.ts';
import type { Text } from './sheet.ts';
import { both, faultIn, listed } from './texts.ts';

/** Samples of a unit. */
interface Count {
	samples: number;
	/** False for the sum of what is below. */
	isOwn: boolean;
	/** False for a sum that lacks units. */
	isWhole: boolean;
}

/** Counts by unit and operator, "00004 Viettel"; of the country where it has a row. */
type Counts = Map<string, Count>;

/**
 * Units in which a part would count more than its whole, once the parts are in the store.
 * @param file named in what is told
 * @returns one refusal for each month and part, with the units' names and both figures
 */
export function partsAboveWhole(
	parts: readonly Part[],
	file: string,
	context: IntakeContext
): Fault[] {
	const months = [...new Set(parts.map(({ month }) => month))];
	return months.flatMap((month) => {
		const given = parts.filter((of) => of.month === month);
		const networks = new Set(given.map(({ network }) => network));
		const { finder } = namesFor(month, context);
		const isEstimated = given.some(({ estimatedFrom }) => estimatedFrom !== null);
		const countsOf = (network: Network) =>
			withParents(
				afterwards(
					context.stored(month, network) ?? [],
					given.filter((of) => of.network === network).flatMap(({ rows }) => rows),
					context.isReplacing
				),
				finder.units
			);
		return PARTS.filter(([part, whole]) => networks.has(part) || networks.has(whole)).flatMap(
			([part, whole]) => {
				const wholes = countsOf(whole);
				const above = [...countsOf(part)].flatMap(([key, count]) => {
					const all = wholes.get(key);
					return all &&
						isComparable(count, all) &&
						isAboveWhole(count.samples, all.samples, isEstimated)
						? [{ key, count: count.samples, all: all.samples }]
						: [];
				});
				if (above.length === 0) return [];
				const say = ({ key, count, all }: (typeof above)[number], locale: 'vi' | 'en') => {
					const [code = '', ...operator] = key.split(' ');
					const place = finder.placeOf(code);
					const name = place
						? `${code} ${finder.describe(place, month)}`
						: both('cả nước', 'Viet Nam')[locale];
					const of = operator.length > 0 ? ` (${operator.join(' ')})` : '';
					return `${name}${of}: ${networkName(part, locale)} ${count}, ${networkInside(whole, locale)} ${all}`;
				};
				const found = (locale: 'vi' | 'en') =>
					`${month}: ${listed(above.map((of) => say(of, locale)))[locale]}`;
				return [
					faultIn(
						{ file },
						{
							found: both(found('vi'), found('en')),
							expected: both(
								`số mẫu ${networkInside(part, 'vi')} không lớn hơn số mẫu ${networkInside(whole, 'vi')}, vì ${networkInside(part, 'vi')} là một phần của ${networkInside(whole, 'vi')}; tính cả số đã lưu, và tổng các xã ở cấp trên không có dòng riêng`,
								`at most as many samples of ${networkInside(part, 'en')} as of ${networkInside(whole, 'en')}, of which it is a part; with what is stored, and sums of communes where an upper unit has no row`
							),
							remedy: both(
								`Sửa số sai, hoặc gửi ${networkInside(whole, 'vi')} và ${networkInside(part, 'vi')} của các đơn vị này trong một lần: npm run samples -- replace ${month} <tệp>`,
								`Mend the wrong figure, or give ${networkInside(whole, 'en')} and ${networkInside(part, 'en')} of these units together: npm run samples -- replace ${month} <files>`
							)
						}
					)
				];
			}
		);
	});
}

/** A unit of which one file counts some technologies of a network and another the rest. */
interface Incomplete {
	code: string;
	/** Technologies of the files, and of what is stored. */
	given: string[];
	stored: string[];
}

/**
 * Units whose whole is known by technologies that came in several files: a whole of only some of them would be too low,
 * and bear their speeds.
 * @param figures all that files say, those that are stored already among them
 * @param file named in what is told
 * @returns one refusal for each month and network
 */
export function incompleteWholes(
	figures: readonly Figure[],
	file: string,
	context: IntakeContext
): Fault[] {
	const parts = partsOf(figures, context);
	const wholes = NETWORKS.filter((network) => wholeOf(network) === null);
	return [...new Set(parts.map(({ month }) => month))].flatMap((month) =>
		wholes.flatMap((whole) => {
			const found = incompleteIn(
				parts.filter((of) => of.month === month),
				whole,
				month,
				context
			);
			return found.length > 0 ? [refusedIncomplete(found, whole, month, file, context)] : [];
		})
	);
}

function incompleteIn(
	parts: readonly Part[],
	whole: Network,
	month: string,
	context: IntakeContext
): Incomplete[] {
	const rowsOf = (network: Network) => {
		const given = parts.filter((of) => of.network === network).flatMap(({ rows }) => rows);
		return {
			given: new Map(given.map((row) => [keyOf(row), row])),
			stored: new Map((context.stored(month, network) ?? []).map((row) => [keyOf(row), row]))
		};
	};
	const { given, stored } = rowsOf(whole);
	const shares = PARTS.filter(([, of]) => of === whole).map(
		([part]) => [part, rowsOf(part)] as const
	);
	const codes = new Set([...given.keys(), ...shares.flatMap(([, of]) => [...of.given.keys()])]);
	return [...codes].flatMap((key) => {
		const own = given.get(key);
		const before = stored.get(key);
		const lacks = own
			? lacksStored(own, before, shares, key, context.isReplacing)
			: shares.some(([part, of]) =>
					changesSum(part, of.given.get(key), of.stored.get(key), before)
				);
		if (!lacks) return [];
		const named = (side: 'given' | 'stored', row: UnitFigures | undefined) => [
			...new Set([
				...technologiesIn(row),
				...(row && technologiesIn(row).length === 0 ? [whole] : []),
				...shares.filter(([, of]) => of[side].has(key)).map(([part]) => part)
			])
		];
		const [code = ''] = key.split(' ');
		return [{ code, given: named('given', own), stored: named('stored', before) }];
	});
}

function technologiesIn(row: UnitFigures | undefined): string[] {
	return row?.technologies?.split('+') ?? [];
}

type Shares = readonly (readonly [
	part: Network,
	rows: Record<'given' | 'stored', ReadonlyMap<string, UnitFigures>>
])[];

/** Whether files that count the whole, or technologies of it, leave out what is stored of others. */
function lacksStored(
	own: UnitFigures,
	before: UnitFigures | undefined,
	shares: Shares,
	key: string,
	isReplacing: boolean
): boolean {
	const [given, stored] = [technologiesIn(own), technologiesIn(before)];
	const isKept = before && !isReplacing;
	// A total that is stored stays; in the place of technologies it is more than these.
	if (isKept && stored.length === 0) return false;
	if (isKept)
		return given.length > 0
			? own.technologies !== before.technologies
			: !isSameFigures(own, before);
	if (given.length === 0) return false;
	// Of a total that is stored no one knows the technologies: one alone is not all, and several that are less are not.
	if (before && stored.length === 0) return given.length < 2 || own.samples < before.samples;
	const isOtherPart = ([part, of]: Shares[number]) => {
		const [fresh, known] = [of.given.get(key), of.stored.get(key)];
		return given.includes(part) && fresh && known && fresh.samples !== known.samples;
	};
	// What is stored of a part stays; the sum would have another.
	if (!isReplacing && shares.some(isOtherPart)) return true;
	return (
		stored.some((name) => !given.includes(name)) ||
		shares.some(([part, of]) => of.stored.has(key) && !given.includes(part))
	);
}

/** Whether a part alone would have to change the stored sum of technologies, which has no speeds. */
function changesSum(
	part: Network,
	own: UnitFigures | undefined,
	before: UnitFigures | undefined,
	whole: UnitFigures | undefined
): boolean {
	const technologies = technologiesIn(whole);
	if (!own || technologies.length === 0) return false;
	return !technologies.includes(part) || own.samples !== before?.samples;
}

function refusedIncomplete(
	found: readonly Incomplete[],
	whole: Network,
	month: string,
	file: string,
	context: IntakeContext
): Fault {
	const { finder } = namesFor(month, context);
	const codes = [...new Map(found.map((of) => [of.code, of])).values()];
	const isOverTotal = codes.some(({ stored }) => stored.includes(whole));
	const say = ({ code, given, stored }: Incomplete, locale: 'vi' | 'en') => {
		const place = finder.placeOf(code.replace(UNKNOWN_COMMUNE, ''));
		const name = place ? ` ${finder.describe(place, month)}` : '';
		const technology = (of: string) =>
			of === whole
				? totalOf(whole)[locale]
				: isNetwork(of)
					? networkInside(of, locale)
					: of.toUpperCase();
		const names = (list: readonly string[]) => list.map(technology).join(' + ') || '–';
		return both(
			`${code}${name}: trong tệp ${names(given)}, đã lưu ${names(stored)}`,
			`${code}${name}: in the files ${names(given)}, stored ${names(stored)}`
		)[locale];
	};
	const text = (locale: 'vi' | 'en') =>
		`${month}: ${listed(codes.map((of) => say(of, locale)))[locale]}`;
	const [vi, en] = [networkInside(whole, 'vi'), networkInside(whole, 'en')];
	return faultIn(
		{ file },
		{
			found: both(text('vi'), text('en')),
			expected: both(
				`mọi công nghệ của ${vi} của một đơn vị trong một lần, vì số mẫu ${vi} là tổng các công nghệ`,
				`all technologies of ${en} of a unit at once, since ${en} is their sum`
			),
			remedy: isOverTotal
				? overTotal(whole, month)
				: both(
						`Gửi tất cả các tệp của các đơn vị này trong một lần: npm run samples -- replace ${month} <các tệp>`,
						`Give all files of these units together: npm run samples -- replace ${month} <files>`
					)
		}
	);
}

/** How a network's own count is called beside those of its technologies. */
export function totalOf(whole: Network): Text {
	return both(`tổng của ${networkInside(whole, 'vi')}`, `total of ${networkInside(whole, 'en')}`);
}

/** What to do where technologies would take the place of a total that is stored. */
export function overTotal(whole: Network, month: string): Text {
	const { vi, en } = totalOf(whole);
	return both(
		`Gửi các công nghệ của các đơn vị này kèm một dòng ${vi}: npm run samples -- replace ${month} <các tệp>`,
		`Give the technologies of these units with the ${en} in a row of its own: npm run samples -- replace ${month} <files>`
	);
}

/** What files that count a part alone say of the whole: what is stored stays, and of the others nothing is known. */
export function tellPartsAlone(alone: readonly Figure[], context: IntakeContext): Text[] {
	const groups = new Map<string, Figure[]>();
	for (const figure of alone) {
		const key = `${figure.month} ${figure.network}`;
		groups.set(key, [...(groups.get(key) ?? []), figure]);
	}
	return [...groups.values()].map((figures) => {
		const { month, network } = figures[0]!;
		const whole = wholeOf(network)!;
		const stored = new Set(context.stored(month, whole)?.map(({ code }) => code));
		const known = figures.filter(({ place, isUnknown }) =>
			stored.has(isUnknown ? `${place.code}${UNKNOWN_COMMUNE}` : place.code)
		).length;
		const rest = figures.length - known;
		const [inside, of] = [
			both(networkInside(network, 'vi'), networkInside(network, 'en')),
			both(networkInside(whole, 'vi'), networkInside(whole, 'en'))
		];
		const vi = [
			...(known > 0 ? [`số mẫu ${of.vi} đã lưu của ${known} đơn vị giữ nguyên`] : []),
			...(rest > 0 ? [`${rest} đơn vị chưa có số mẫu ${of.vi}, cả trong tệp lẫn đã lưu`] : [])
		];
		const en = [
			...(known > 0 ? [`those of ${of.en} that are stored of ${units(known)} stay`] : []),
			...(rest > 0 ? [`of ${units(rest)} there are none of ${of.en}, neither here nor stored`] : [])
		];
		return both(
			`${month}: tệp chỉ có số mẫu ${inside.vi}; ${vi.join('; ')}`,
			`${month}: the files count ${inside.en} alone; ${en.join('; ')}`
		);
	});
}

function units(count: number): string {
	return count === 1 ? '1 unit' : `${count} units`;
}

/** Each part with its whole. */
const PARTS = NETWORKS.flatMap((part) => {
	const whole = wholeOf(part);
	return whole === null ? [] : [[part, whole] as const];
});

/**
 * A part's sum holds against a whole that was given; against the sum of a whole only a part that was given does, and
 * only where none of the whole's units lacks.
 */
function isComparable(part: Count, whole: Count): boolean {
	return whole.isOwn || (part.isOwn && whole.isWhole);
}

function afterwards(
	stored: readonly UnitFigures[],
	given: readonly UnitFigures[],
	isReplacing: boolean
): Counts {
	const units = new Set(given.map(({ code }) => code));
	const kept = isReplacing ? stored.filter(({ code }) => !units.has(code)) : stored;
	const counts: Counts = new Map();
	// What is stored stays as it is, unless it is replaced.
	for (const { code, operator, samples } of [...given, ...kept])
		counts.set(keyOf({ code, operator }), { samples, isOwn: true, isWhole: true });
	return counts;
}

function keyOf({ code, operator }: Pick<UnitFigures, 'code' | 'operator'>): string {
	return operator ? `${code} ${operator}` : code;
}

/** Upper units without a row of their own are the sum of what is below them, as it is published. */
function withParents(counts: Counts, units: Units): Counts {
	const all: Counts = new Map([...counts].filter(([key]) => !key.endsWith(UNKNOWN_COMMUNE)));
	for (const level of [...units.levels].reverse()) {
		const { codes, parentRows } = unitsOf(units, level);
		for (const code of codes) {
			const unknown = counts.get(`${code}${UNKNOWN_COMMUNE}`);
			if (unknown && !counts.has(code)) all.set(code, plus(all.get(code), unknown.samples, true));
		}
		const above = parentLevel(units, level);
		if (!above) continue;
		const parents = unitsOf(units, above).codes;
		const lacking = new Set<string>();
		codes.forEach((code, row) => {
			const parent = parents[parentRows[row]!]!;
			if (counts.has(parent)) return;
			const count = all.get(code);
			if (!count?.isWhole) lacking.add(parent);
			if (count) all.set(parent, plus(all.get(parent), count.samples, true));
		});
		for (const parent of lacking)
			if (all.has(parent)) all.set(parent, plus(all.get(parent), 0, false));
	}
	return all;
}

/** A sum with more in it. */
function plus(sum: Count | undefined, samples: number, isWhole: boolean): Count {
	return {
		samples: (sum?.samples ?? 0) + samples,
		isOwn: false,
		isWhole: (sum?.isWhole ?? true) && isWhole
	};
}
