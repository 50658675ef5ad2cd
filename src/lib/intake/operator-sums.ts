/** Counts of units that have no row for all operators together: the sums of those that have, which is told. */
import type { Month } from '../domain/month.ts';
import { operatorName } from '../domain/names.ts';
import { networkInside } from '../domain/network.ts';
import type { Figure } from './combine.ts';
import type { NetworkId } from './networks.ts';
import type { Text } from './sheet.ts';
import { both, listed } from './texts.ts';

/** Units of a month and network whose count is the sum of their operators' rows. */
export interface OperatorSum {
	month: Month;
	network: NetworkId;
	operators: Set<string>;
	units: Set<string>;
}

type OperatorSums = Map<string, OperatorSum>;

/** Note that a unit's count is the sum of these. */
export function addOperators(operators: readonly Figure[], ofOperators: OperatorSums): void {
	const { month, network, place } = operators[0]!;
	const key = `${month} ${network}`;
	const sums = ofOperators.get(key) ?? {
		month,
		network,
		operators: new Set<string>(),
		units: new Set<string>()
	};
	ofOperators.set(key, sums);
	for (const { operator } of operators) sums.operators.add(operator);
	sums.units.add(place.code);
}

/** Units that have no row for all operators together, month by month. */
export function sumsOfOperators(ofOperators: OperatorSums): Text[] {
	return [...ofOperators.values()].map(({ month, network, operators, units }) => {
		const sorted = [...operators].sort();
		const shown = (locale: 'vi' | 'en') =>
			listed(
				sorted.map((name) => operatorName(name, locale)),
				6
			)[locale];
		const names = both(shown('vi'), shown('en'));
		const [vi, en] = [networkInside(network, 'vi'), networkInside(network, 'en')];
		return operators.size === 1
			? both(
					`${month} ${vi}: ${units.size} đơn vị chỉ có số mẫu của ${names.vi}, lấy làm số mẫu của mọi nhà mạng`,
					`${month} ${en}: ${units.size} units have counts of ${names.en} alone, which are taken as those of all operators`
				)
			: both(
					`${month} ${vi}: số mẫu của ${units.size} đơn vị là tổng các nhà mạng ${names.vi}; tổng không có tốc độ`,
					`${month} ${en}: counts of ${units.size} units are sums of the operators ${names.en}; a sum has no speeds`
				);
	});
}
