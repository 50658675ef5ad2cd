import type { JoinReport } from '../../src/lib/domain/join.ts';
import { thresholdOf, type Network } from '../../src/lib/domain/network.ts';
import type { Summary } from '../../src/lib/data/schema.ts';
import type { BuildResult } from './build.ts';
import type { ToldTable } from './months.ts';
import { PUBLISHED } from '../gazetteer/published.ts';

const MOST_CODES = 5;

/**
 * What a run did, a line each.
 * @param out folder that is published
 */
export function describeResult(result: BuildResult, out: string): string[] {
	if (result.state === 'up to date') return [`Nothing has changed: ${out} is up to date.`];
	const { demonstration, leftOut } = result;
	const bytes = result.files.reduce((sum, file) => sum + file.bytes, 0);
	return [
		...(demonstration ? [describeDemonstration(leftOut)] : []),
		...result.told.flatMap(describeImported),
		...describeSummary(result.summary),
		`Published ${result.months} months in ${result.files.length} files, ${(bytes / 1e6).toFixed(1)} MB.`
	];
}

function describeDemonstration(leftOut: number): string {
	if (leftOut === 0)
		return 'Demonstration: no real month is in, so all months are simulated. npm run samples -- add <file> puts one in.';
	const months =
		leftOut === 1 ? 'one real month and network is' : `${leftOut} real months and networks are`;
	return `Demonstration: all months are simulated; ${months} left out. npm run data publishes them.`;
}

/** The join report of each imported table. */
function describeImported({ month, network, isSimulated, source, join }: ToldTable): string[] {
	if (isSimulated) return [];
	return [
		`${month} ${network}: imported from ${source}`,
		...Object.entries(join).map(([level, report]) => `  ${level}: ${describeJoin(report)}`)
	];
}

function describeJoin(report: JoinReport): string {
	const { rows, matched, unitsWithoutData, rowsWithoutUnit, duplicates } = report;
	return [
		`${rows} rows, ${matched} matched`,
		`${unitsWithoutData.length} units without data${examples(unitsWithoutData)}`,
		`${rowsWithoutUnit.length} rows without unit${examples(rowsWithoutUnit)}`,
		`${duplicates.length} duplicates${examples(duplicates)}`
	].join(', ');
}

function examples(codes: readonly string[]): string {
	if (codes.length === 0) return '';
	return ` (${codes.slice(0, MOST_CODES).join(', ')}${codes.length > MOST_CODES ? ', …' : ''})`;
}

/** Coverage in the months of which something is published, and in the last. */
function describeSummary({ months }: Summary): string[] {
	const known = PUBLISHED.map(({ month }) => month).filter((month) => month in months);
	const shown = new Set([...known, ...Object.keys(months).sort().slice(-1)]);
	return [...shown].flatMap((month) =>
		Object.entries(months[month]!.networks).map(([network, of]) => {
			const levels = (['province', 'district', 'commune'] as const).flatMap((level) => {
				const summary = of[level];
				if (!summary) return [];
				const share = (summary.share * 100).toFixed(2);
				const told = thresholdOf(network as Network) === null ? ' measured' : '';
				return [`${level} ${summary.reached}/${summary.units}${told} (${share} %)`];
			});
			return `${month} ${network}, ${of.provenance}: ${of.total} samples; ${levels.join(', ')}`;
		})
	);
}
