import { randomNormal } from 'd3-random';
import { ancestorRow, unitsOf } from '../../src/lib/domain/unit.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import { randomStream, type RandomSource } from '../common/random.ts';
import type { Network } from './trend.ts';

/** What does not change from month to month in the simulation, by commune row. */
export interface Potential {
	/** Expected samples, up to a factor that is the same for all communes. */
	samples: Record<Network, Float64Array>;
	/** 0 rural to 1 dense city. */
	urban: Float64Array;
	/** Logarithm of how much faster than the country networks are here, without what cities gain. */
	speed: Record<Network, Float64Array>;
	population: Float64Array;
	/** 1 where no measurement ever comes from. */
	isSilent: Uint8Array;
}

/** Spread (standard deviation of the logarithm) of samples at each level. */
const SPREAD = { province: 0.25, district: 0.6, commune: 0.85 };
const SPEED_SPREAD = { province: 0.12, commune: 0.16 };
/** Part of the communes that never send a measurement. */
const SILENT_SHARE = 0.012;
/** Hoàng Sa: no subscribers measure there. */
const SILENT_CODES: ReadonlySet<string> = new Set(['20333']);
/** Inhabitants per km² from which a commune counts as dense city. */
const CITY_DENSITY = 6000;
const RURAL_DENSITY = 150;
const LEAST_POPULATION = 50;

/** Draw each commune's standing: populous and urban communes measure more, with heavy tails. */
export function drawPotential(gazetteer: Gazetteer, seed: number): Potential {
	const { units } = gazetteer;
	const communes = unitsOf(units, 'commune');
	const count = communes.codes.length;
	const population = fillPopulation(gazetteer);
	const urban = urbanity(gazetteer, population);
	const random = randomStream(seed, `${gazetteer.edition} potential`);
	const effects = levelEffects(gazetteer, random);
	const draw = () => {
		const normal = randomNormal.source(random)(0, SPREAD.commune);
		return Float64Array.from({ length: count }, (_, row) => {
			const size = population[row]! ** 0.85 * (1 + 1.2 * urban[row]!);
			return size * Math.exp(effects[row]! + normal());
		});
	};
	const isSilent = Uint8Array.from(communes.codes, (code) =>
		random() < SILENT_SHARE || SILENT_CODES.has(code) ? 1 : 0
	);
	return {
		samples: { mobile: draw(), fixed: draw() },
		urban,
		speed: { mobile: drawSpeed(gazetteer, random), fixed: drawSpeed(gazetteer, random) },
		population,
		isSilent
	};
}

/** Unknown populations are taken from the area at the edition's median density. */
function fillPopulation({ facts, units }: Gazetteer): Float64Array {
	const known = facts.commune;
	const count = unitsOf(units, 'commune').codes.length;
	if (!known) return new Float64Array(count).fill(LEAST_POPULATION);
	const densities = known.population
		.map((people, row) => people / known.area[row]!)
		.filter(Number.isFinite)
		.sort();
	const typical = densities[densities.length >> 1] ?? 1;
	return known.population.map((people, row) => {
		const guess = Math.min(20_000, (known.area[row]! || 0) * typical);
		return Math.max(LEAST_POPULATION, Number.isNaN(people) ? guess : people);
	});
}

function urbanity({ facts, units }: Gazetteer, population: Float64Array): Float64Array {
	const { types } = unitsOf(units, 'commune');
	const range = Math.log(CITY_DENSITY / RURAL_DENSITY);
	return population.map((people, row) => {
		const density = people / (facts.commune?.area[row] || Infinity);
		const dense = Math.min(1, Math.max(0, Math.log(density / RURAL_DENSITY) / range));
		return types[row] === 'Phường' ? 0.4 + 0.6 * dense : 0.5 * dense;
	});
}

/** Logarithm of what a commune's province and district add, by commune row. */
function levelEffects({ units }: Gazetteer, random: RandomSource): Float64Array {
	const sum = new Float64Array(unitsOf(units, 'commune').codes.length);
	for (const level of ['province', 'district'] as const) {
		if (!units.levels.includes(level)) continue;
		const normal = randomNormal.source(random)(0, SPREAD[level]);
		const effects = unitsOf(units, level).codes.map(normal);
		for (let row = 0; row < sum.length; row++)
			sum[row] = sum[row]! + effects[ancestorRow(units, 'commune', row, level)]!;
	}
	return sum;
}

function drawSpeed({ units }: Gazetteer, random: RandomSource): Float64Array {
	const ofProvince = randomNormal.source(random)(0, SPEED_SPREAD.province);
	const provinces = unitsOf(units, 'province').codes.map(ofProvince);
	const ofCommune = randomNormal.source(random)(0, SPEED_SPREAD.commune);
	return Float64Array.from(
		unitsOf(units, 'commune').codes,
		(_, row) => provinces[ancestorRow(units, 'commune', row, 'province')]! + ofCommune()
	);
}
