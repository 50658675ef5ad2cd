import { countsFrom } from '../../src/lib/domain/threshold.ts';
import { summarise } from '../../src/lib/domain/aggregate.ts';
import { rowsWithin, unitsOf, type Units } from '../../src/lib/domain/unit.ts';
import { checked, SeriesSchema, type ManifestEdition } from '../../src/lib/data/schema.ts';
import { tableUrl, type CheckedMonth } from './check-month.ts';
import { seriesContent } from './contents.ts';
import { decodeJson, promise, readVerified } from '../common/promise.ts';
import { PUBLISHED, rowsOfFigure, type PublishedFigure } from '../gazetteer/published.ts';
import type { CountedMonth } from '../samples/month-table.ts';

/** A simulated month shows every figure that was published for its list of units. */
export function checkPublishedFigures(month: CheckedMonth): void {
	for (const figure of PUBLISHED)
		if (
			figure.month === month.month.month &&
			month.month.networks[figure.network]?.provenance === 'simulated'
		)
			checkFigure(figure, month);
}

function checkFigure(figure: PublishedFigure, { month, units, networks }: CheckedMonth): void {
	const { network, level, within, reached, samples } = figure;
	const rows = rowsOfFigure(figure, units);
	if (rows.length === 0) return;
	const values = networks[network]![level]!.samples;
	const found = summarise(values, rows, countsFrom(network));
	const column = `${network} ${level}${within ? ` within ${within}` : ''}`;
	const file = tableUrl(month, network);
	promise(found.reached === reached, {
		file,
		column,
		found: `${found.reached} reached`,
		expected: `${reached} of ${figure.units} reached, as published`
	});
	promise(samples === undefined || found.samples === samples, {
		file,
		column,
		found: `${found.samples} samples`,
		expected: `${samples} samples, as published`
	});
	if (!figure.isBest || !within) return;
	const best = bestProvinces(units, values, countsFrom(network));
	promise(best.byShare === within && best.bySamples === within, {
		file,
		column,
		found: `${best.byShare} by share, ${best.bySamples} by samples`,
		expected: `${within} first by both, as published`
	});
}

function bestProvinces(
	units: Units,
	samples: Float64Array,
	least: number
): { byShare: string; bySamples: string } {
	const provinces = unitsOf(units, 'province').codes.map((code) => ({
		code,
		...summarise(samples, rowsWithin(units, 'commune', code), least)
	}));
	const first = (measure: 'share' | 'samples') =>
		provinces.reduce((best, next) => (next[measure] > best[measure] ? next : best)).code;
	return { byShare: first('share'), bySamples: first('samples') };
}

/**
 * The provinces' series hold what the monthly tables hold.
 * @param months of the edition
 * @param estimated months of the editions before, as estimates on this one's units
 */
export async function checkSeries(
	folder: string,
	{ id, series: files }: Pick<ManifestEdition, 'id' | 'series'>,
	units: Units,
	months: readonly CountedMonth[],
	estimated: readonly CountedMonth[]
): Promise<void> {
	const { codes } = unitsOf(units, 'province');
	promise(Object.keys(files).sort().join() === codes.join(), {
		file: 'manifest.json',
		column: `editions.${id}.series`,
		found: `${Object.keys(files).length} files`,
		expected: `a file for each of the ${codes.length} provinces`
	});
	for (const [code, file] of Object.entries(files)) {
		const content = decodeJson(await readVerified(folder, file), file.url);
		const series = checked(SeriesSchema, content, file.url);
		promise(
			JSON.stringify(series) === JSON.stringify(seriesContent(units, code, months, estimated)),
			{
				file: file.url,
				column: 'networks',
				expected: 'the samples of the monthly tables'
			}
		);
	}
}
