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
	/** Operators of each unit. */
	units: Map<string, Set<string>>;
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
		units: new Map<string, Set<string>>()
	};
	ofOperators.set(key, sums);
	for (const { operator } of operators) sums.operators.add(operator);
	sums.units.set(place.code, new Set(operators.map(({ operator }) => operator)));
}

/** Units that have no row for all operators together, month by month. */
export function sumsOfOperators(ofOperators: OperatorSums): Text[] {
	return [...ofOperators.values()].flatMap(({ month, network, operators, units }) => {
		const names = namesOf(operators);
		const [vi, en] = [networkInside(network, 'vi'), networkInside(network, 'en')];
		if (operators.size === 1)
			return [
				both(
					`${month} ${vi}: ${units.size} đơn vị chỉ có số mẫu của ${names.vi}, lấy làm số mẫu của mọi nhà mạng`,
					`${month} ${en}: ${units.size} units have counts of ${names.en} alone, which are taken as those of all operators`
				)
			];
		const lacking = [...units].filter(([, own]) => own.size < operators.size);
		const whole = units.size - lacking.length;
		return [
			...(whole > 0
				? [
						both(
							`${month} ${vi}: số mẫu của ${whole} đơn vị là tổng các nhà mạng ${names.vi}; tổng không có tốc độ`,
							`${month} ${en}: counts of ${whole} units are sums of the operators ${names.en}; a sum has no speeds`
						)
					]
				: []),
			...(lacking.length > 0 ? [toldLacking(month, both(vi, en), lacking, operators)] : [])
		];
	});
}

/** Units that have no count of some operators that others have. */
function toldLacking(
	month: Month,
	network: Text,
	lacking: readonly [code: string, operators: ReadonlySet<string>][],
	operators: ReadonlySet<string>
): Text {
	const shown = lacking.map(([code, own]) => {
		const names = namesOf([...operators].filter((of) => !own.has(of)));
		return both(`${code} (không có ${names.vi})`, `${code} (without ${names.en})`);
	});
	const units = lacking.length === 1 ? '1 unit is' : `${lacking.length} units are`;
	return both(
		`${month} ${network.vi}: số mẫu của ${lacking.length} đơn vị chỉ gồm các nhà mạng có số ở dòng đó: ${
			listed(
				shown.map((of) => of.vi),
				6
			).vi
		}`,
		`${month} ${network.en}: the count of ${units} of the operators alone that are given there: ${
			listed(
				shown.map((of) => of.en),
				6
			).en
		}`
	);
}

function namesOf(operators: Iterable<string>): Text {
	const sorted = [...operators].sort();
	const shown = (locale: 'vi' | 'en') =>
		listed(
			sorted.map((name) => operatorName(name, locale)),
			6
		)[locale];
	return both(shown('vi'), shown('en'));
}
