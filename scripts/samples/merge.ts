/** What the store would become: figures of files beside those that are there, or in the place of the same units'. */
import { byReading, READINGS } from '../../src/lib/domain/figures.ts';
import { DataError } from '../../src/lib/domain/errors.ts';
import { both, faultIn } from '../../src/lib/intake/texts.ts';
import { isNetwork } from '../../src/lib/domain/network.ts';
import { levelOfCode, type Units } from '../../src/lib/domain/unit.ts';
import {
	UNKNOWN_COMMUNE,
	UnitFinder,
	type Draft,
	type Part as DraftPart
} from '../../src/lib/intake/index.ts';
import { isThere, type Part } from './part.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import { piecesOf } from './pieces.ts';
import { findStored, rowsOfPart, rowsOfStored } from './store.ts';
import type { Stored } from './store-schema.ts';
import { storedRow, type StoredRow } from './stored-table.ts';
import { provinceOf, unitsOfMonth } from './unit-province.ts';

/**
 * Months and networks of a draft, with what is there of them.
 * @param isReplacing figures of the draft's units take the place of those that are there; nothing else is touched
 * @throws DataError when a month is there from measurements, or with another statistic
 */
export async function mergedTables(
	folder: string,
	kept: readonly Stored[],
	{ parts, tables, origins }: Pick<Draft, 'parts' | 'tables' | 'origins'>,
	isReplacing: boolean,
	gazetteers: readonly Gazetteer[]
): Promise<Part[]> {
	const groups = new Map<string, DraftPart[]>();
	for (const part of parts) {
		const key = `${part.month} ${part.network}`;
		groups.set(key, [...(groups.get(key) ?? []), part]);
	}
	const merged: Part[] = [];
	for (const group of groups.values()) {
		const { month, network } = group[0]!;
		if (!isNetwork(network)) continue;
		const file = tables[0]?.file ?? '';
		const before = findStored({ months: [...kept] }, month, network);
		if (before?.kind === 'measurements') throw isThere(before, file);
		const statistic = statisticOf(group, isReplacing ? null : (before?.statistic ?? null), file);
		const own = origins.filter((of) => of.month === month && of.network === network);
		const units = unitsOfMonth(gazetteers, month);
		const pieces = piecesOf(
			await Promise.all(
				(before?.parts ?? []).map(async (part) => ({ part, rows: await rowsOfPart(folder, part) }))
			),
			group.map((part) => ({
				province: part.province,
				estimatedFrom: part.estimatedFrom,
				rows: part.rows.map((row) => toStored(row, statistic)),
				files: own
					.filter(({ province }) => province === part.province || province === '')
					.map((of) => of.file)
			})),
			isReplacing,
			units
		);
		const finder = new UnitFinder(units);
		for (const { scope, gaveWay } of pieces)
			if (gaveWay) gaveWay.name = finder.describe(finder.placeOf(scope)!, month);
		const estimated = pieces.flatMap((piece) => piece.estimated ?? []);
		merged.push({
			month,
			network,
			kind: 'table',
			statistic: statistic ?? before?.statistic ?? null,
			rows: pieces.flatMap(({ rows }) => rows),
			pieces,
			...(estimated.length > 0
				? {
						estimated: {
							from: estimated[0]!.from,
							provinces: estimated.flatMap(({ provinces }) => provinces).sort()
						}
					}
				: {})
		});
	}
	return merged;
}

/** Units that are stored and that measurements in their place do not have. */
function unitsGone(month: string, network: string, gone: readonly StoredRow[]) {
	const codes = gone
		.slice(0, 5)
		.map(({ code }) => code)
		.join(', ');
	return {
		found: both(
			`${month} ${network} có ${gone.length} đơn vị mà các phép đo này không có: ${codes}`,
			`${month} ${network} has ${gone.length} units that these measurements have not: ${codes}`
		),
		expected: both(
			'phép đo của mọi tỉnh đang có trong kho',
			'measurements of all provinces that are in'
		),
		remedy: both(
			`Đưa mọi tệp của ${month} trong một lần, hoặc bỏ tháng đó ra trước: npm run samples -- remove ${month}`,
			`Give all files of ${month} together, or take the month out first: npm run samples -- remove ${month}`
		)
	};
}

/** The one statistic of a month and network. */
function statisticOf(
	group: readonly DraftPart[],
	known: Stored['statistic'],
	file: string
): Stored['statistic'] {
	let statistic = known;
	for (const part of group) {
		if (part.statistic === null) continue;
		statistic ??= part.statistic;
		if (part.statistic !== statistic)
			throw new DataError(
				'value',
				faultIn(
					{ file },
					{
						found: part.statistic,
						expected: both(
							`${statistic}: mỗi tháng và mạng (${part.month} ${part.network}) một loại thống kê`,
							`${statistic}: one statistic for ${part.month} ${part.network}`
						)
					}
				)
			);
	}
	return statistic;
}

function toStored(row: DraftPart['rows'][number], statistic: Stored['statistic']): StoredRow {
	const readings = byReading((reading) => row[reading]);
	const means =
		statistic === 'mean'
			? Object.fromEntries(READINGS.map((reading) => [`${reading}_mean`, row[reading]]))
			: {};
	return {
		...storedRow(row.code, { samples: row.samples, ...readings, ...means }),
		operator: row.operator,
		...(row.technologies ? { technologies: row.technologies } : {})
	};
}

/**
 * Measurements are of the whole country: they take the place of a month and network as a whole unless they joined what
 * is there, and must not take what other provinces sent with it.
 * @throws DataError when provinces would be lost
 */
export async function mergedMeasurements(
	folder: string,
	kept: readonly Stored[],
	parts: readonly Part[],
	file: string
): Promise<Part[]> {
	for (const { month, network, rows } of parts.filter(({ isJoined }) => !isJoined)) {
		const before = findStored({ months: [...kept] }, month, network);
		if (!before) continue;
		const known = await rowsOfStored(folder, before);
		const own = new Set(rows.filter(({ samples }) => samples > 0).map(({ code }) => code));
		const lost = known.filter(
			({ code, operator, samples }) =>
				operator === '' && levelOfCode(code) !== undefined && samples > 0 && !own.has(code)
		);
		const provinces = lost.filter(({ code }) => levelOfCode(code) === 'province');
		const gone = before.kind === 'measurements' ? provinces : lost;
		if (gone.length > 0)
			throw new DataError('duplicate', faultIn({ file }, unitsGone(month, network, gone)));
	}
	return parts.map((part) => ({ ...part, isWhole: !part.isJoined }));
}

/**
 * Samples counted once: the whole country's row where it is there, else each province's own row or what is below it.
 * @param units list of units; without it only the country's row and those of provinces count
 */
export function samplesOf(rows: readonly StoredRow[], units?: Units): number {
	const all = rows.filter(({ operator }) => operator === '');
	const country = all.find(({ code }) => code === '');
	if (country) return country.samples;
	const own = new Map(
		all
			.filter(({ code }) => levelOfCode(code) === 'province')
			.map(({ code, samples }) => [code, samples])
	);
	const below = new Map<string, Map<string, number>>();
	for (const { code, samples } of all) {
		const plain = code.replace(UNKNOWN_COMMUNE, '');
		const level = code === plain ? levelOfCode(code) : 'commune';
		const province = units ? provinceOf(units, plain) : plain.slice(0, 2);
		if (!level || level === 'province') continue;
		const sums = below.get(province) ?? new Map<string, number>();
		below.set(province, sums.set(level, (sums.get(level) ?? 0) + samples));
	}
	let total = 0;
	for (const province of new Set([...own.keys(), ...below.keys()]))
		total +=
			own.get(province) ??
			below.get(province)?.get('commune') ??
			below.get(province)?.get('district') ??
			0;
	return total;
}
