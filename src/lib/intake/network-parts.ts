/** A part of a network (5G) against the whole (mobile), in a file and with what the store holds. */
import {
	isAboveWhole,
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
import { UNKNOWN_COMMUNE } from './parts.ts';
import { namesFor } from './read-table.ts';
import type { Text } from './sheet.ts';
import { both, faultIn, listed } from './texts.ts';

/** Counts by unit and operator, "00004 Viettel"; of the country where it has a row. */
type Counts = Map<string, number>;

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
					return all !== undefined && isAboveWhole(count, all, isEstimated)
						? [{ key, count, all }]
						: [];
				});
				if (above.length === 0) return [];
				const say = ({ key, count, all }: (typeof above)[number], locale: 'vi' | 'en') => {
					const [code = '', ...operator] = key.split(' ');
					const place = finder.placeOf(code);
					const name = place
						? `${code} ${finder.describe(place)}`
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
		counts.set(operator ? `${code} ${operator}` : code, samples);
	return counts;
}

/** Upper units without a row of their own are the sum of what is below them, as it is published. */
function withParents(counts: Counts, units: Units): Counts {
	const all: Counts = new Map([...counts].filter(([key]) => !key.endsWith(UNKNOWN_COMMUNE)));
	for (const level of [...units.levels].reverse()) {
		const { codes, parentRows } = unitsOf(units, level);
		for (const code of codes) {
			const unknown = counts.get(`${code}${UNKNOWN_COMMUNE}`);
			if (unknown !== undefined && !counts.has(code)) all.set(code, (all.get(code) ?? 0) + unknown);
		}
		const above = parentLevel(units, level);
		if (!above) continue;
		const parents = unitsOf(units, above).codes;
		codes.forEach((code, row) => {
			const parent = parents[parentRows[row]!]!;
			const samples = all.get(code);
			if (samples !== undefined && !counts.has(parent))
				all.set(parent, (all.get(parent) ?? 0) + samples);
		});
	}
	return all;
}
