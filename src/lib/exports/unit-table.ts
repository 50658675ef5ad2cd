import type { NetworkStatistics } from '../domain/statistics.ts';
import { READINGS, type Reading } from '../domain/figures.ts';
import { MEASURE_UNIT } from '../domain/measure.ts';
import { emptyValues } from '../domain/join.ts';
import { STATISTIC_NAME, UNIT_NAME, LEVEL_NAME, MEASURE_NAME } from '../domain/names.ts';
import { thresholdOf } from '../domain/network.ts';
import { reachWords, thresholdText } from '../domain/reach-words.ts';
import { countsFrom, deficit, reached } from '../domain/threshold.ts';
import { noDataText, rowsNotSent } from '../domain/sent.ts';
import { coverageBy } from '../domain/aggregate.ts';
import { ancestorRow, rowsWithin, unitsOf, type Level } from '../domain/unit.ts';
import { m } from '../i18n/locale.ts';
import type { Briefing } from './briefing.ts';
import type { CellValue } from './sheet-text.ts';

/** How the values of a column are written. */
export type ColumnKind = 'text' | 'whole' | 'decimal' | 'share';

/** One column of a table of units. */
export interface Column {
	/** English and stable, for files that programs read. */
	key: string;
	/** In the reader's language. */
	header: string;
	kind: ColumnKind;
	/** Characters. */
	width: number;
	/** By row of {@link UnitTable.rows}; numbers that are not known are `null`. */
	values: CellValue[];
}

/** The units of one level in the scope with all that is known of them. */
export interface UnitTable {
	level: Level;
	/** Rows of the level, ascending by code. */
	rows: readonly number[];
	columns: Column[];
}

/** Levels that lie in the scope of a briefing, from the top down. */
export function levelsInScope({ input, selection }: Briefing): Level[] {
	const { units } = input;
	const { within } = selection;
	return units.levels.filter(
		(level) => within === null || rowsWithin(units, level, within).length > 0
	);
}

/** The table of one level. The order and the figures are those of the view model. */
export function unitTable({ input, selection }: Briefing, level: Level): UnitTable {
	const { units, values, statistic } = input;
	const { within, locale, network } = selection;
	const words = { locale };
	const { codes, names, types } = unitsOf(units, level);
	const rows = within === null ? codes.map((_, row) => row) : rowsWithin(units, level, within);
	const own = values[level] ?? emptyValues(codes.length);
	const notSent = rowsNotSent(
		units,
		level,
		input.estimatedFrom === undefined ? input.sent : undefined
	);
	const number = (of: ArrayLike<number>) =>
		rows.map((row) => (Number.isFinite(of[row]!) ? of[row]! : null));
	const text = (key: string, header: string, width: number, of: (row: number) => string) =>
		({ key, header, kind: 'text', width, values: rows.map(of) }) satisfies Column;
	const kindOfReading = statistic ? `, ${STATISTIC_NAME[statistic]({}, words)}` : '';
	const reading = (key: Reading): Column => {
		const unit = UNIT_NAME[MEASURE_UNIT[key]]({}, words);
		const header = `${MEASURE_NAME[key]({}, words)} (${unit}${kindOfReading})`;
		return { key, header, kind: 'decimal', width: 18, values: number(own[key]) };
	};
	const above = units.levels.slice(0, units.levels.indexOf(level));
	const columns: Column[] = [
		text('code', m.column_code({}, words), 9, (row) => codes[row]!),
		text('name', m.column_name({}, words), 32, (row) => names[row]!),
		text('type', m.column_type({}, words), 12, (row) => types[row]!),
		...above.map((upper) =>
			text(upper, LEVEL_NAME[upper]({}, words), 26, (row) => {
				const of = unitsOf(units, upper);
				return of.names[ancestorRow(units, level, row, upper)]!;
			})
		),
		{
			key: 'samples',
			header: MEASURE_NAME.samples({}, words),
			kind: 'whole',
			width: 11,
			values: number(own.samples)
		}
	];
	const threshold = thresholdOf(network);
	// Where there is no threshold nothing is missing, and nothing reached.
	if (threshold !== null)
		columns.push(
			{
				key: 'deficit',
				header: m.column_deficit({}, words),
				kind: 'whole',
				width: 13,
				values: number(own.samples.map((samples) => deficit(samples, threshold)))
			},
			text(
				'reached',
				m.column_reached({ threshold: thresholdText(threshold, locale) }, words),
				11,
				(row) => {
					if (Number.isNaN(own.samples[row]!)) return noDataText(notSent.has(row), locale);
					return reached(own.samples[row]!, threshold) ? m.yes({}, words) : m.no({}, words);
				}
			)
		);
	if (level !== units.levels.at(-1)) {
		const coverage = coverageBy(units, values, level, countsFrom(network));
		const reach = reachWords(threshold);
		const key = threshold === null ? 'measured' : 'reached';
		const of = (pick: (summary: (typeof coverage)[number]) => number) =>
			rows.map((row) => pick(coverage[row]!));
		columns.push(
			{
				key: 'communes',
				header: m.column_communes({}, words),
				kind: 'whole',
				width: 10,
				values: of((summary) => summary.units)
			},
			{
				key: `communes_${key}`,
				header: reach.communes({}, words),
				kind: 'whole',
				width: 12,
				values: of((summary) => summary.reached)
			},
			{
				key: threshold === null ? 'share_measured' : 'coverage',
				header: reach.share({}, words),
				kind: 'share',
				width: 14,
				values: of((summary) => summary.share)
			}
		);
	}
	columns.push(...READINGS.map(reading));
	const shares = shareColumns(input.statistics, level, rows, words);
	return { level, rows, columns: [...columns, ...shares] };
}

function shareColumns(
	statistics: NetworkStatistics | null | undefined,
	level: Level,
	rows: readonly number[],
	words: { locale: 'vi' | 'en' }
): Column[] {
	const of = statistics?.[level];
	if (!of) return [];
	return (['share_40', 'share_100', 'spatial_coverage'] as const).map((key) => ({
		key,
		header: MEASURE_NAME[key]({}, words),
		kind: 'share',
		width: 16,
		values: rows.map((row) => (Number.isFinite(of[key][row]!) ? of[key][row]! : null))
	}));
}
