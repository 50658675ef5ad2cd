import { NETWORKS } from '../../src/lib/domain/network.ts';
import { countsFrom } from '../../src/lib/domain/threshold.ts';
import { summarise } from '../../src/lib/domain/aggregate.ts';
import { rowsWithin, unitsOf, type Units } from '../../src/lib/domain/unit.ts';
import { checked, SeriesSchema, type ManifestEdition } from '../../src/lib/data/schema.ts';
import { tableUrl, type CheckedMonth } from './check-month.ts';
import { seriesContent } from './contents.ts';
import { decodeJson, promise, readVerified } from '../common/promise.ts';
import { PUBLISHED, rowsOfFigure, type PublishedFigure } from '../gazetteer/published.ts';
import type { MonthTable } from '../samples/month-table.ts';

/** Simulated months show every figure that was published for their list of units. */
export function checkPublishedFigures(months: readonly CheckedMonth[]): void {
	for (const figure of PUBLISHED) {
		const found = months.find(({ month }) => month.month === figure.month);
		if (found?.month.networks[figure.network]?.provenance === 'simulated')
			checkFigure(figure, found);
	}
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
 * @param estimated tables of the edition before, as estimates on this one's units
 */
export async function checkSeries(
	folder: string,
	edition: ManifestEdition,
	months: readonly CheckedMonth[],
	estimated: readonly MonthTable[] | undefined
): Promise<void> {
	const ofEdition = months.filter(({ month }) => month.edition === edition.id);
	const units = ofEdition[0]?.units;
	if (!units) return;
	const tables = ofEdition.map(asTable);
	const { codes } = unitsOf(units, 'province');
	promise(Object.keys(edition.series).sort().join() === codes.join(), {
		file: 'manifest.json',
		column: `editions.${edition.id}.series`,
		found: `${Object.keys(edition.series).length} files`,
		expected: `a file for each of the ${codes.length} provinces`
	});
	for (const [code, file] of Object.entries(edition.series)) {
		const content = decodeJson(await readVerified(folder, file), file.url);
		const series = checked(SeriesSchema, content, file.url);
		promise(
			JSON.stringify(series) === JSON.stringify(seriesContent(units, code, tables, estimated)),
			{
				file: file.url,
				column: 'networks',
				expected: 'the samples of the monthly tables'
			}
		);
	}
}

/** As much of a month's table as a series is made from. */
export function asTable({ month, networks }: CheckedMonth): MonthTable {
	const entries = NETWORKS.flatMap((network) => {
		const values = networks[network];
		const stated = month.networks[network];
		return values && stated ? [[network, { ...stated, values, join: {} }] as const] : [];
	});
	return {
		month: month.month,
		edition: month.edition,
		networks: Object.fromEntries(entries),
		hexagons: new Map()
	};
}
