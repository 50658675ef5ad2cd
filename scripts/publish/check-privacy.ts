import type { NetworkValues } from '../../src/lib/domain/join.ts';
import { READINGS } from '../../src/lib/domain/figures.ts';
import { STATISTICS_COLUMNS, type NetworkStatistics } from '../../src/lib/domain/statistics.ts';
import { unitsOf, type Units } from '../../src/lib/domain/unit.ts';
import { promise } from '../common/promise.ts';
import { breachesOf } from './hexagon-attack.ts';
import type { Ground } from './hexagon-ground.ts';
import type { ListedHexagons } from './check-hexagons.ts';
import { SUMMED, telltales, type Shown, type ShownNetwork } from './differences.ts';
import { countsByLevel, countsOfLeaves } from './privacy.ts';

/** No unit shows a speed, or anything else of its measurements, that stands on fewer than the floor. */
export function checkFloor(
	units: Units,
	values: NetworkValues,
	statistics: NetworkStatistics | undefined,
	floor: number,
	file: string
): void {
	for (const level of units.levels) {
		const { samples, ...of } = values[level]!;
		const columns = [
			...READINGS.map((name) => [name, of[name]] as const),
			...(statistics
				? STATISTICS_COLUMNS.map((name) => [name, statistics[level]![name]] as const)
				: [])
		];
		samples.forEach((count, row) => {
			if (!(count < floor)) return;
			const shown = columns.find(([, column]) => !Number.isNaN(column[row]!));
			promise(shown === undefined, {
				file,
				column: `${unitsOf(units, level).codes[row]} ${shown?.[0]}`,
				found: `${shown?.[1][row]} of ${count} samples`,
				expected: `nothing of fewer than ${floor}`
			});
		});
	}
}

/** Where a published network shows statistics that add up. */
export function shownIn(
	units: Units,
	values: NetworkValues,
	statistics: NetworkStatistics
): ShownNetwork {
	const counts = countsByLevel(values);
	const shown: Shown = {};
	for (const level of units.levels)
		shown[level] = Uint8Array.from(counts[level]!, (_, row) =>
			SUMMED.some((name) => !Number.isNaN(statistics[level]![name][row]!)) ? 1 : 0
		);
	return { counts, shown };
}

/**
 * Nobody can take figures of units from those of others and have those of fewer measurements than the floor left.
 * @param whole the network of which this one is a part, where it has statistics, too
 */
export function checkDifferences(
	units: Units,
	network: ShownNetwork,
	whole: ShownNetwork | undefined,
	floor: number,
	file: string
): void {
	const [found] = telltales(units, network, floor, whole);
	promise(found === undefined, {
		file,
		column: found && unitsOf(units, found.level).codes[found.row],
		found: 'a mean or share that leaves that of a few measurements, less those of others',
		expected: `nothing of fewer than ${floor}`
	});
}

/** Nobody can tell from what is listed that somebody measured in a hexagon that isn't. */
export function checkHidden(
	listed: ListedHexagons,
	values: NetworkValues | undefined,
	units: Units,
	ground: Ground,
	floor: number,
	file: string
): void {
	const counts = countsOfLeaves(values, units, ground.codes);
	const [breach] = breachesOf({ listed, units: counts, floor, step: floor }, ground);
	promise(breach === undefined, {
		file,
		column: breach?.cell,
		found: `at least ${breach?.least}, by ${typeof breach?.by === 'number' ? ground.codes[breach.by] : breach?.by}`,
		expected: 'nothing that tells of a hexagon that is not listed'
	});
}
