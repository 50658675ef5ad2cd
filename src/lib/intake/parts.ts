/** Parts of the store that figures make: a month, network and province each, and what each would change. */
import { byReading, READINGS } from '../domain/figures.ts';
import { estimate } from '../domain/crosswalk.ts';
import { emptyValues, type NetworkValues } from '../domain/join.ts';
import { levelOfCode, unitsOf, type Level } from '../domain/unit.ts';
import type { Figure } from './combine.ts';
import { crosswalkOf, type IntakeContext } from './context.ts';
import type { Part, UnitFigures } from './draft.ts';
import type { UnitFinder } from './finder.ts';
import { namesFor } from './read-table.ts';

/** Behind the code of a province or district: measurements in it whose commune isn't known. */
export const UNKNOWN_COMMUNE = '?';

/** Parts of figures. */
export function partsOf(figures: readonly Figure[], context: IntakeContext): Part[] {
	const groups = new Map<string, Figure[]>();
	const estimated = new Map<string, Figure[]>();
	for (const figure of figures) {
		const { month, network, place, names, isEstimated } = figure;
		const key = `${month}|${network}|${isEstimated ? '' : names.finder.provinceOf(place)}`;
		const of = isEstimated ? estimated : groups;
		const group = of.get(key);
		if (group) group.push(figure);
		else of.set(key, [figure]);
	}
	return [
		...Array.from(groups.values(), (group) => partOf(group, context)),
		...Array.from(estimated.values(), (group) => estimatedParts(group, context)).flat()
	].sort((a, b) =>
		compare(`${a.month} ${a.network} ${a.province}`, `${b.month} ${b.network} ${b.province}`)
	);
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

function partOf(group: readonly Figure[], context: IntakeContext): Part {
	const { month, network, names, place } = group[0]!;
	const rows = group.map((figure): UnitFigures => ({
		code: figure.isUnknown ? `${figure.place.code}${UNKNOWN_COMMUNE}` : figure.place.code,
		operator: figure.operator,
		samples: figure.samples,
		...byReading((reading) => figure[reading]),
		...(figure.technologies ? { technologies: figure.technologies } : {})
	}));
	return {
		month,
		network,
		province: names.finder.provinceOf(place),
		...countsOf(rows),
		statistic: group.find(({ statistic }) => statistic)?.statistic ?? null,
		estimatedFrom: null,
		rows,
		change: changeOf(rows, month, network, names.finder.provinceOf(place), names.finder, context)
	};
}

/** Samples once, at the lowest level that there is; those of unknown communes with them. */
export function countsOf(
	rows: readonly UnitFigures[]
): Pick<Part, 'units' | 'samples' | 'unknownCommune'> {
	const all = rows.filter(({ operator }) => operator === '');
	const unknown = all
		.filter(({ code }) => code.endsWith(UNKNOWN_COMMUNE))
		.reduce((sum, { samples }) => sum + samples, 0);
	const known = all.filter(({ code }) => !code.endsWith(UNKNOWN_COMMUNE));
	const level = (['commune', 'district', 'province'] as const).find((of) =>
		known.some(({ code }) => levelOfCode(code) === of)
	);
	const lowest = known.filter(({ code }) => levelOfCode(code) === level);
	return {
		units: lowest.length,
		samples: lowest.reduce((sum, { samples }) => sum + samples, 0) + unknown,
		unknownCommune: unknown
	};
}

export function changeOf(
	rows: readonly UnitFigures[],
	month: string,
	network: Part['network'],
	province: string,
	finder: UnitFinder,
	{ stored, isReplacing }: IntakeContext
): Part['change'] {
	const before = (stored(month, network) ?? []).filter(({ code, operator }) => {
		const place = finder.placeOf(code.replace(UNKNOWN_COMMUNE, ''));
		return operator === '' && place !== undefined && finder.provinceOf(place) === province;
	});
	const known = new Map(before.map((row) => [row.code, row]));
	const own = rows.filter(({ operator }) => operator === '');
	const codes = new Set(own.map(({ code }) => code));
	// Its own row is its count whatever comes in below it.
	const standing = isReplacing && codes.has(province) ? undefined : known.get(province)?.samples;
	return {
		before: before.length > 0 ? (standing ?? countsOf(before).samples) : null,
		added: own.filter(({ code }) => !known.has(code)).length,
		changed: own.filter((row) => known.has(row.code) && !isSameFigures(row, known.get(row.code)!))
			.length,
		untouched:
			before.filter(({ code }) => !codes.has(code)).length +
			own.filter((row) => known.has(row.code) && isSameFigures(row, known.get(row.code)!)).length,
		after:
			standing ??
			countsOf(
				isReplacing
					? [...before.filter(({ code }) => !codes.has(code)), ...own]
					: [...before, ...own.filter(({ code }) => !known.has(code))]
			).samples,
		speedsLost: isReplacing ? own.filter((row) => losesSpeed(row, known.get(row.code))).length : 0
	};
}

function losesSpeed(row: UnitFigures, before: UnitFigures | undefined): boolean {
	return READINGS.some((name) => Number.isNaN(row[name]) && !Number.isNaN(before?.[name] ?? NaN));
}

/** True when all figures are the same; absent speeds are. */
export function isSameFigures(
	a: Omit<UnitFigures, 'code' | 'operator'>,
	b: Omit<UnitFigures, 'code' | 'operator'>
): boolean {
	return (['samples', ...READINGS] as const).every((name) => Object.is(a[name], b[name]));
}

/** Counts of an earlier list on the units of the month's own, by area; speeds can't be carried over. */
function estimatedParts(group: readonly Figure[], context: IntakeContext): Part[] {
	const { month, network, names } = group[0]!;
	const to = namesFor(month, context);
	const crosswalk = crosswalkOf(context, names, to);
	if (!crosswalk) return [];
	const from = names.finder.units;
	const values: NetworkValues = {};
	for (const level of from.levels) values[level] = emptyValues(unitsOf(from, level).codes.length);
	const add = (level: Level, row: number, samples: number) => {
		const { samples: of } = values[level]!;
		of[row] = (of[row] || 0) + samples;
	};
	for (const { operator, place, samples } of group)
		if (operator === '') add(place.level, place.row, samples);
	const carried = estimate(crosswalk, from, to.finder.units, values);
	const technologies = [
		...new Set(group.flatMap((figure) => figure.technologies.split('+').filter(Boolean)))
	].join('+');
	const byProvince = new Map<string, UnitFigures[]>();
	for (const level of to.finder.units.levels) {
		const { samples, derived } = carried[level]!;
		unitsOf(to.finder.units, level).codes.forEach((code, row) => {
			if (Number.isNaN(samples[row]!) || derived[row]) return;
			const province = to.finder.provinceOf({ level, row, code });
			const figures = {
				code,
				operator: '',
				samples: samples[row]!,
				...byReading(() => NaN),
				...(technologies ? { technologies } : {})
			};
			byProvince.set(province, [...(byProvince.get(province) ?? []), figures]);
		});
	}
	return Array.from(byProvince, ([province, rows]) => ({
		month,
		network,
		province,
		...countsOf(rows),
		statistic: null,
		estimatedFrom: names.edition.id,
		rows,
		change: changeOf(rows, month, network, province, to.finder, context)
	}));
}
