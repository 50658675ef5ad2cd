import { byReading, READINGS, type Reading } from './figures.ts';
import type { Level, LevelUnits } from './unit.ts';

/** How a published speed was summed up. */
export const STATISTICS = ['median', 'mean'] as const;
export type Statistic = (typeof STATISTICS)[number];

/** Where figures come from. */
export const PROVENANCES = ['official', 'imported', 'simulated', 'estimated'] as const;
export type Provenance = (typeof PROVENANCES)[number];

/** Rows of one network and month, column by column; `NaN` means "not given". */
export interface SampleColumns extends Record<'samples' | Reading, ArrayLike<number>> {
	code: string[];
	/** 1 where the count was summed from children instead of received. */
	derived: ArrayLike<number>;
}

/** Values of one level in unit order; `NaN` means no data. */
export interface LevelValues extends Record<'samples' | Reading, Float64Array> {
	derived: Uint8Array;
}

/** What became of every row of an input: rows = matched + unknown + duplicates. */
export interface JoinReport {
	/** Rows of this level that came in. */
	rows: number;
	/** Rows that gave a unit its values. */
	matched: number;
	/** Codes of units that no row named. */
	unitsWithoutData: string[];
	/** Codes of rows that name no unit. */
	rowsWithoutUnit: string[];
	/** Codes of rows after the first for the same unit; they are not used. */
	duplicates: string[];
}

/**
 * Bring rows into unit order by code. Nothing is guessed: what has no unit is reported, not repaired.
 * @param rows only rows of the units' level
 */
export function joinRows(
	units: LevelUnits,
	rows: SampleColumns
): { values: LevelValues; report: JoinReport } {
	const count = units.codes.length;
	const values = emptyValues(count);
	const seen = new Uint8Array(count);
	const report: JoinReport = {
		rows: rows.code.length,
		matched: 0,
		unitsWithoutData: [],
		rowsWithoutUnit: [],
		duplicates: []
	};
	rows.code.forEach((code, at) => {
		const row = units.rowOf.get(code);
		if (row === undefined) report.rowsWithoutUnit.push(code);
		else if (seen[row]) report.duplicates.push(code);
		else {
			seen[row] = 1;
			report.matched++;
			values.samples[row] = rows.samples[at]!;
			for (const reading of READINGS) values[reading][row] = rows[reading][at]!;
			values.derived[row] = rows.derived[at]!;
		}
	});
	for (let row = 0; row < count; row++)
		if (!seen[row]) report.unitsWithoutData.push(units.codes[row]!);
	return { values, report };
}

/** Values for `count` units, none with data. */
export function emptyValues(count: number): LevelValues {
	const blank = () => new Float64Array(count).fill(NaN);
	return {
		samples: blank(),
		...byReading(blank),
		derived: new Uint8Array(count)
	};
}

/** Values of every level of an edition for one network and month. */
export type NetworkValues = Partial<Record<Level, LevelValues>>;

/** The samples alone, by level. */
export type NetworkCounts = Partial<Record<Level, Pick<LevelValues, 'samples'>>>;
