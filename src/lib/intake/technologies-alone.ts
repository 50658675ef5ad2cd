/** Counts of a network that are of some of its technologies alone: "4G" is not all of mobile, and that is told. */
import { networkInside, NETWORKS, wholeOf } from '../domain/network.ts';
import type { Figure } from './combine.ts';
import type { Text } from './sheet.ts';
import { both } from './texts.ts';

/** Without one of these a count of mobile is far from all. */
const OF_MOBILE = ['4g', '5g'];

/** What is told of figures that lack technologies, by month and network. */
export function technologiesAlone(figures: readonly Figure[]): Text[] {
	const units = new Map<string, { figure: Figure; count: number }>();
	for (const figure of figures) {
		const { month, network, operator, technologies } = figure;
		const isWhole =
			operator !== '' ||
			wholeOf(network) !== null ||
			technologies === '' ||
			isMost(network, technologies.split('+'));
		if (isWhole) continue;
		const key = `${month} ${network} ${technologies}`;
		const of = units.get(key) ?? { figure, count: 0 };
		of.count++;
		units.set(key, of);
	}
	return Array.from(units.values(), ({ figure: { month, network, technologies }, count }) => {
		const parts = technologies.split('+').map((of) => of.toUpperCase());
		const names = parts.join(' + ');
		const [vi, en] = [networkInside(network, 'vi'), networkInside(network, 'en')];
		return both(
			`${month}: số mẫu ${vi} của ${count} đơn vị chỉ gồm ${names}; nếu thiếu công nghệ khác, gửi mọi công nghệ trong một lần`,
			`${month}: counts of ${en} of ${count === 1 ? '1 unit' : `${count} units`} are of ${names} alone; if other technologies are missing, give all of them at once`
		);
	});
}

function isMost(network: string, technologies: readonly string[]): boolean {
	const isMobile = NETWORKS.some((part) => wholeOf(part) === network);
	return isMobile ? OF_MOBILE.every((of) => technologies.includes(of)) : technologies.length > 1;
}
