/** Upper units beside their communes in one file: parts of a network that no sum has, counts that are more than the sum. */
import { networkInside, wholeOf } from '../domain/network.ts';
import { ancestorRow, LEVELS } from '../domain/unit.ts';
import type { Figure } from './combine.ts';
import type { Text } from './sheet.ts';
import { both, listed } from './texts.ts';

/** What is told of upper units whose part (5G) is in none of the sums of technologies below them. */
export function partsAboveSums(figures: readonly Figure[]): Text[] {
	const all = figures.filter(({ operator, isUnknown }) => operator === '' && !isUnknown);
	const upper = all.filter(({ network, place }) => wholeOf(network) && place.level !== 'commune');
	const found = new Map<string, { part: Figure; units: string[]; below: Set<string> }>();
	for (const part of upper) {
		const whole = wholeOf(part.network)!;
		const isGiven = all.some(
			(of) => of.network === whole && of.month === part.month && of.place.code === part.place.code
		);
		const lacking = isGiven
			? []
			: all.filter(
					(of) =>
						of.network === whole &&
						of.month === part.month &&
						of.technologies !== '' &&
						!of.technologies.split('+').includes(part.network) &&
						isBelow(of, part)
				);
		if (lacking.length === 0) continue;
		const key = `${part.month} ${part.network}`;
		const of = found.get(key) ?? { part, units: [], below: new Set<string>() };
		found.set(key, of);
		of.units.push(part.names.finder.describe(part.place, part.month));
		for (const { place } of lacking) of.below.add(place.code);
	}
	return [...found.values()].map(({ part, units, below }) => {
		const whole = wholeOf(part.network)!;
		const names = listed(units);
		const [inside, of] = [
			both(networkInside(part.network, 'vi'), networkInside(part.network, 'en')),
			both(networkInside(whole, 'vi'), networkInside(whole, 'en'))
		];
		return both(
			`${part.month}: ${inside.vi} chỉ có số của ${names.vi}, không có trong số ${of.vi} của ${below.size} đơn vị bên dưới; tổng ${of.vi} tính từ các đơn vị đó thiếu ${inside.vi}. Gửi ${inside.vi} theo xã, hoặc số ${of.vi} chung của ${names.vi}`,
			`${part.month}: ${inside.en} is counted for ${names.en} only and is not in the counts of ${of.en} of ${below.size} units below; sums of ${of.en} made of these lack ${inside.en}. Give ${inside.en} by commune, or the count of ${of.en} of ${names.en}`
		);
	});
}

function isBelow({ place, names }: Figure, { place: upper }: Figure): boolean {
	if (place.code === upper.code || place.level === upper.level) return false;
	const { units } = names.finder;
	return ancestorRow(units, place.level, place.row, upper.level) === upper.row;
}

/** What is told of upper units with more samples of their own than the communes that the file gives have together. */
export function parentsAbove(figures: readonly Figure[]): Text[] {
	const sums = new Map<string, { samples: number; units: number }>();
	const all = figures.filter(({ operator, isEstimated }) => operator === '' && !isEstimated);
	const keyOf = ({ month, network }: Figure, level: string, row: number) =>
		[month, network, level, row].join('|');
	const add = (key: string, samples: number, units: number) => {
		const sum = sums.get(key) ?? { samples: 0, units: 0 };
		sums.set(key, { samples: sum.samples + samples, units: sum.units + units });
	};
	for (const figure of all) {
		const { place, names, samples, isUnknown } = figure;
		if (isUnknown) add(keyOf(figure, place.level, place.row), samples, 0);
		if (place.level !== 'commune') continue;
		const { units } = names.finder;
		for (const level of LEVELS)
			if (level !== 'commune' && units.of[level])
				add(keyOf(figure, level, ancestorRow(units, 'commune', place.row, level)), samples, 1);
	}
	const found = all.flatMap((figure): Text[] => {
		const { place, samples, isUnknown, names, month } = figure;
		const sum = isUnknown ? undefined : sums.get(keyOf(figure, place.level, place.row));
		if (!sum || sum.units === 0 || samples <= sum.samples) return [];
		const name = names.finder.describe(place, month);
		return [
			both(
				`${name} ${month}: ${samples}, ${sum.units} xã có trong tệp ${sum.samples}`,
				`${name} ${month}: ${samples}, ${sum.units} communes of the file ${sum.samples}`
			)
		];
	});
	if (found.length === 0) return [];
	const [vi, en] = [listed(found.map((of) => of.vi)).vi, listed(found.map((of) => of.en)).en];
	return [
		both(
			`Số riêng của cấp trên lớn hơn tổng các xã, giữ số riêng: ${vi}`,
			`Counts of upper units are above the sums of their communes and stay as they are: ${en}`
		)
	];
}
