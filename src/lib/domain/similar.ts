import { reached, THRESHOLD } from './threshold.ts';
import type { LevelFacts } from './unit-facts.ts';
import { ancestorRow, unitsOf, type Level, type Units } from './unit.ts';

/** Socio-economic regions (Resolution 81/2023/QH15) by the provinces' codes, which the list of 2025 kept. */
const REGIONS: readonly (readonly string[])[] = [
	['02', '04', '06', '08', '10', '11', '12', '14', '15', '17', '19', '20', '24', '25'],
	['01', '22', '26', '27', '30', '31', '33', '34', '35', '36', '37'],
	['38', '40', '42', '44', '45', '46', '48', '49', '51', '52', '54', '56', '58', '60'],
	['62', '64', '66', '67', '68'],
	['70', '72', '74', '75', '77', '79'],
	['80', '82', '83', '84', '86', '87', '89', '91', '92', '93', '94', '95', '96']
];

/** A unit that resembles another. */
export interface Similar {
	row: number;
	/** 0 is alike; an unlike type counts as much as 2.7 times the population. */
	difference: number;
}

/**
 * Units that resemble one by population, area, type and region, and reached the threshold; the most alike first.
 * Population and area count by their ratio; what is unknown of either unit is left out for all.
 * @param samples of the level, in unit order
 */
export function similarUnits(
	units: Units,
	level: Level,
	row: number,
	samples: Float64Array,
	facts: LevelFacts,
	count = 3,
	threshold = THRESHOLD
): Similar[] {
	const { types, codes } = unitsOf(units, level);
	const provinces = unitsOf(units, 'province').codes;
	const region = (of: number) => {
		const code = provinces[ancestorRow(units, level, of, 'province')]!;
		return REGIONS.findIndex((each) => each.includes(code));
	};
	const [ownType, ownRegion] = [types[row], region(row)];
	const found: Similar[] = [];
	for (let other = 0; other < codes.length; other++) {
		if (other === row || !reached(samples[other]!, threshold)) continue;
		const people = ratio(facts.population[row]!, facts.population[other]!);
		const area = ratio(facts.area[row]!, facts.area[other]!);
		if (people === undefined || area === undefined) continue;
		const unlike = types[other] === ownType ? 0 : 1;
		const away = region(other) === ownRegion ? 0 : 0.5;
		found.push({ row: other, difference: people + area / 2 + unlike + away });
	}
	return found.sort((a, b) => a.difference - b.difference || a.row - b.row).slice(0, count);
}

/** Distance of two values by their ratio; 0 when the first is unknown, absent when only the second is. */
function ratio(own: number, other: number): number | undefined {
	if (!(own > 0)) return 0;
	return other > 0 ? Math.abs(Math.log(own / other)) : undefined;
}
