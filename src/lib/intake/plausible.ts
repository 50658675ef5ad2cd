/** Figures that are taken, and told where they are unlikely: against one another and the month before. */
import { addMonths, type Month } from '../domain/month.ts';
import { networkInside } from '../domain/network.ts';
import { LEVELS, type Level } from '../domain/unit.ts';
import type { Figure } from './combine.ts';
import type { IntakeContext } from './context.ts';
import type { Check, UnitFigures } from './draft.ts';
import type { NetworkId } from './networks.ts';
import { both, listed } from './texts.ts';

/** How many times the next largest count a unit's may be; beyond that a digit too many is likelier. */
const FAR = 100;

/** One unit with far more samples than any other of its level. */
export function checkLargest(figures: readonly Figure[]): Check[] {
	const groups = new Map<string, Figure[]>();
	for (const figure of figures) {
		if (figure.operator !== '' || figure.isUnknown) continue;
		const key = `${figure.month} ${figure.network} ${figure.place.level}`;
		const group = groups.get(key);
		if (group) group.push(figure);
		else groups.set(key, [figure]);
	}
	return [...groups.values()].flatMap((group): Check[] => {
		const [largest, next] = group.sort((a, b) => b.samples - a.samples);
		if (group.length < ENOUGH || !next || !(largest!.samples >= FAR * next.samples)) return [];
		if (next.samples === 0) return [];
		const { place, samples, names, month } = largest!;
		const unit = names.finder.describe(place, month);
		return [
			{
				about: 'rows',
				isRight: false,
				text: both(
					`${unit}: ${samples} mẫu, đơn vị nhiều thứ hai ${next.samples}; có thừa chữ số không?`,
					`${unit}: ${samples} samples, the next largest ${next.samples}; is there a digit too many?`
				)
			}
		];
	});
}

/** Months of which all counts are 0 beside others that are filled: not yet measured is likelier. */
export function checkZeros(figures: readonly Figure[]): Check[] {
	const networks = new Map<NetworkId, Map<Month, number[]>>();
	for (const { month, network, operator, samples } of figures) {
		if (operator !== '') continue;
		const months = networks.get(network) ?? new Map<Month, number[]>();
		networks.set(network, months.set(month, [...(months.get(month) ?? []), samples]));
	}
	return [...networks].flatMap(([network, months]): Check[] => {
		const zero = [...months].filter(([, counts]) => counts.every((count) => count === 0));
		if (zero.length === 0 || zero.length === months.size) return [];
		const names = listed(zero.map(([month]) => month).sort(), 12);
		return [
			{
				about: 'rows',
				isRight: false,
				text: both(
					`${names.vi} ${networkInside(network, 'vi')}: mọi đơn vị ghi 0 mẫu, được lưu là 0; nếu là tháng chưa có số liệu: để trống cột đó rồi nạp lại`,
					`${names.en} ${networkInside(network, 'en')}: all units say 0 samples, which is kept as 0; if there are no figures of it yet: leave the column empty and add the file again`
				)
			}
		];
	});
}

/** The month before: three times as many, a third, the same in each unit, units that are gone. */
export function checkLastMonth(figures: readonly Figure[], { stored }: IntakeContext): Check[] {
	const groups = new Map<string, Figure[]>();
	for (const figure of figures) {
		if (figure.operator !== '' || figure.isUnknown || figure.isEstimated) continue;
		const key = `${figure.month} ${figure.network}`;
		const group = groups.get(key);
		if (group) group.push(figure);
		else groups.set(key, [figure]);
	}
	return [...groups.values()].flatMap((group): Check[] => {
		const { month, network, names } = group[0]!;
		const before = stored(addMonths(month, -1), network)?.filter(({ operator }) => operator === '');
		if (!before?.length) return [];
		const level = lowestLevel(group);
		const own = group.filter(({ place }) => place.level === level);
		const provinces = new Set(own.map(({ place }) => names.finder.provinceOf(place)));
		const known = before.filter(({ code }) => {
			const place = names.finder.placeOf(code);
			return place?.level === level && provinces.has(names.finder.provinceOf(place));
		});
		if (known.length === 0) return [];
		return compareMonths(own, known, `${month} ${network}`);
	});
}

function lowestLevel(figures: readonly Figure[]): Level {
	return [...LEVELS].reverse().find((level) => figures.some(({ place }) => place.level === level))!;
}

/** So many units don't have the same counts in two months by chance. */
const ENOUGH = 3;

function compareMonths(
	own: readonly Figure[],
	known: readonly UnitFigures[],
	name: string
): Check[] {
	const now = own.reduce((sum, { samples }) => sum + samples, 0);
	const then = known.reduce((sum, { samples }) => sum + samples, 0);
	const codes = new Set(own.map(({ place }) => place.code));
	const gone = known.filter(({ code }) => !codes.has(code));
	const isOdd = then > 0 && (now >= 3 * then || now * 3 <= then);
	const counts = new Map(known.map(({ code, samples }) => [code, samples]));
	const isCopy =
		own.length >= ENOUGH && own.every(({ place, samples }) => counts.get(place.code) === samples);
	return [
		...(isCopy
			? [
					{
						about: 'last month' as const,
						isRight: false,
						text: both(
							`${name}: cả ${own.length} đơn vị có đúng số mẫu của tháng trước; có phải tệp của tháng trước không?`,
							`${name}: all ${own.length} units have exactly the samples of the month before; is it that month's file?`
						)
					}
				]
			: []),
		{
			about: 'last month',
			isRight: !isOdd,
			text: both(
				`${name}: ${now} mẫu, tháng trước ${then}`,
				`${name}: ${now} samples, the month before ${then}`
			)
		},
		...(gone.length > 0
			? [
					{
						about: 'last month' as const,
						isRight: false,
						text: both(
							`${name}: ${gone.length} đơn vị của tháng trước không có trong tệp: ${listed(gone.map(({ code }) => code)).vi}`,
							`${name}: ${gone.length} units of the month before are not in the file: ${listed(gone.map(({ code }) => code)).en}`
						)
					}
				]
			: [])
	];
}
