/** Rows of units, as they are kept or measured, as what is published of a month and network. */
import { deriveParents } from '../../src/lib/domain/aggregate.ts';
import type { NetworkValues, SampleColumns } from '../../src/lib/domain/join.ts';
import {
	emptyStatistics,
	joinStatistics,
	SPREADS,
	type NetworkStatistics
} from '../../src/lib/domain/statistics.ts';
import { byReading, READINGS, type Reading } from '../../src/lib/domain/figures.ts';
import { operatorOf } from '../../src/lib/domain/operator.ts';
import { unitsOf, type Units } from '../../src/lib/domain/unit.ts';
import { UNKNOWN_COMMUNE } from '../../src/lib/intake/index.ts';
import { rounded } from './rounded.ts';
import { joinLevels, type NetworkTable } from './month-table.ts';
import type { Spatial } from './spatial-coverage.ts';
import type { Stored } from './store-schema.ts';
import { storedRow, type StoredRow } from './stored-table.ts';

type Kind = Stored['kind'];
type Table = Omit<NetworkTable, 'provenance' | 'statistic' | 'source'>;

/**
 * The rows of a monthly table in unit order. Parents without a row of their own get the sum of their children, marked
 * as derived; with measurements of unknown commune in them they are that sum and these, which no child adds up to.
 */
export function tableOfTable(units: Units, rows: readonly StoredRow[]): Table {
	const all = rows.filter(({ operator }) => operator === '');
	const known = all.filter(({ code }) => !code.endsWith(UNKNOWN_COMMUNE));
	const { values, join } = joinLevels(units, columnsOf('table', known));
	for (const level of [...units.levels].reverse()) {
		const derived = deriveParents(units, values)[level]!;
		for (const { code, samples } of all) {
			const row = code.endsWith(UNKNOWN_COMMUNE)
				? unitsOf(units, level).rowOf.get(code.slice(0, -UNKNOWN_COMMUNE.length))
				: undefined;
			const isOwn =
				row !== undefined && !derived.derived[row] && !Number.isNaN(derived.samples[row]!);
			if (row !== undefined && !isOwn)
				values[level]!.samples[row] = (derived.samples[row] || 0) + samples;
		}
	}
	const whole = deriveParents(units, values);
	const operators = operatorsOf(units, rows, whole);
	return { values: whole, join, ...(operators.size > 0 ? { operators } : {}) };
}

/**
 * Figures of measurements in unit order, rounded as they are published.
 * @param coverage where units were measured by code, empty for the country
 */
export function tableOfMeasurements(
	units: Units,
	rows: readonly StoredRow[],
	coverage: ReadonlyMap<string, Spatial>
): Table {
	const ofUnits = rows.filter(({ code, operator }) => code !== '' && operator === '');
	const { values, join } = joinLevels(units, columnsOf('measurements', ofUnits));
	const operators = operatorsOf(units, rows, values);
	const ofCountry = coverage.get('')?.share ?? NaN;
	return {
		values,
		join,
		statistics: statisticsOf(units, ofUnits, coverage),
		...(Number.isNaN(ofCountry) ? {} : { spatialCoverage: ofCountry }),
		...(operators.size > 0 ? { operators } : {})
	};
}

function columnsOf(kind: Kind, rows: readonly StoredRow[]): SampleColumns {
	const readings = (name: Reading) =>
		rows.map((row) => (kind === 'measurements' ? rounded(name, row[name]) : row[name]));
	return {
		code: rows.map(({ code }) => code),
		samples: rows.map(({ samples }) => samples),
		...byReading(readings),
		derived: new Uint8Array(rows.length)
	};
}

/** At the scale of the medians, so that each keeps its place among the others. */
function statisticsOf(
	units: Units,
	rows: readonly StoredRow[],
	coverage: ReadonlyMap<string, Spatial>
): NetworkStatistics {
	const columns = { code: rows.map(({ code }) => code), ...emptyStatistics(rows.length) };
	rows.forEach((row, at) => {
		for (const speed of READINGS)
			for (const name of SPREADS)
				columns[`${name}_${speed}`][at] = rounded(speed, row[`${speed}_${name}`]);
		columns.share_40[at] = row.share_40;
		columns.share_100[at] = row.share_100;
		const spatial = coverage.get(row.code);
		columns.spatial_coverage[at] = spatial?.share ?? NaN;
		columns.hexagons[at] = spatial?.hexagons ?? NaN;
	});
	return joinStatistics(units, columns).statistics;
}

/**
 * Rows by operator of the list. A store of before there was one may have texts of files: those that are one operator
 * now are added up, and of medians a sum says nothing.
 */
function ofList(rows: readonly StoredRow[]): Map<string, StoredRow[]> {
	const spelled = new Map<string, Map<string, StoredRow[]>>();
	for (const row of rows) {
		const name = operatorOf(row.operator);
		const units = spelled.get(name) ?? new Map<string, StoredRow[]>();
		units.set(row.code, [...(units.get(row.code) ?? []), row]);
		spelled.set(name, units);
	}
	const sumOf = (unit: readonly StoredRow[]) =>
		unit.length === 1
			? unit[0]!
			: storedRow(unit[0]!.code, { samples: unit.reduce((sum, of) => sum + of.samples, 0) });
	return new Map(Array.from(spelled, ([name, units]) => [name, [...units.values()].map(sumOf)]));
}

/** In a unit that has data, an operator without a row has 0 samples. */
function operatorsOf(
	units: Units,
	rows: readonly StoredRow[],
	all: NetworkValues
): Map<string, NetworkValues> {
	const known = ofList(rows.filter(({ code, operator }) => code !== '' && operator !== ''));
	return new Map(
		[...known].map(([name, own]) => {
			const { values } = joinLevels(units, columnsOf('measurements', own));
			for (const level of units.levels) {
				const { samples } = values[level]!;
				all[level]!.samples.forEach((count, row) => {
					if (!Number.isNaN(count) && Number.isNaN(samples[row]!)) samples[row] = 0;
				});
			}
			return [name, values];
		})
	);
}
