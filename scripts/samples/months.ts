/** Looking at the store, and taking months out of it. */
import { join } from 'node:path';
import { DataError } from '../../src/lib/domain/errors.ts';
import { both, faultIn } from '../../src/lib/intake/texts.ts';
import { FIGURES, READINGS } from '../../src/lib/domain/figures.ts';
import type { Units } from '../../src/lib/domain/unit.ts';
import { UNKNOWN_COMMUNE, UnitFinder, type Text } from '../../src/lib/intake/index.ts';
import { withLock } from '../common/lock.ts';
import { readGazetteers } from '../gazetteer/gazetteer.ts';
import type { Language } from '../../src/lib/intake/told.ts';
import { describeReport, networkText, readReport } from './report.ts';
import { rounded } from './rounded.ts';
import { readStore, rowsOfStored, switchTo } from './store.ts';
import type { Store, Stored } from './store-schema.ts';
import type { StoredRow } from './stored-table.ts';

/** A line for each month and network that is in. */
export async function listMonths(folder: string, language: Language = 'en'): Promise<string[]> {
	const { months, population } = await readStore(folder);
	const none = language === 'vi' ? 'Chưa có tháng nào.' : 'No month is in.';
	return [
		...(months.length > 0 ? months.map((entry) => describeStored(entry, language)) : [none]),
		...(population ? [describePopulation(population, language)] : [])
	];
}

/**
 * What a month was made from, and the figures of each unit as they are kept.
 * @param data folder of the inputs
 * @throws DataError when it isn't there
 */
export async function showMonth(
	data: string,
	month: string,
	language: Language = 'en'
): Promise<string[]> {
	const folder = join(data, 'samples');
	const gazetteers = await readGazetteers(data);
	const entries = await entriesOf(folder, month);
	const lines = await Promise.all(
		entries.map(async (entry) => {
			const reports = await Promise.all(
				entry.reports.map(async ({ url }) =>
					describeReport(await readReport(folder, url), language)
				)
			);
			const units = gazetteers.find(({ period }) => period.id === entry.edition)?.units;
			const figures = figureLines(await rowsOfStored(folder, entry), units, month, language);
			return [
				describeStored(entry, language),
				...[...reports.flat(), ...figures].map((line) => `  ${line}`)
			];
		})
	);
	return lines.flat();
}

/** A line a unit and operator: code, name, samples, and the speeds that are there. */
function figureLines(
	rows: readonly StoredRow[],
	units: Units | undefined,
	month: string,
	language: Language
): string[] {
	const isVi = language === 'vi';
	const finder = units && new UnitFinder(units);
	const name = (code: string) => {
		if (code === '') return isVi ? 'cả nước' : 'the whole country';
		const place = finder?.placeOf(code.replace(UNKNOWN_COMMUNE, ''));
		const of = place ? finder!.describe(place, month) : '';
		if (!code.endsWith(UNKNOWN_COMMUNE)) return of;
		return `${of} (${isVi ? 'không rõ xã' : 'unknown commune'})`;
	};
	return [...rows]
		.sort((a, b) => compare(a.code, b.code) || compare(a.operator, b.operator))
		.map((row) => {
			const { code, operator, samples } = row;
			const readings = READINGS.flatMap((reading) => {
				const { unit, [language]: label } = FIGURES.find((of) => of.name === reading)!;
				const value = row[reading];
				return Number.isNaN(value)
					? []
					: [
							`${label.toLowerCase()} ${rounded(reading, value)} ${unit === 'ms' ? 'ms' : 'Mbit/s'}`
						];
			});
			const unit = [code, operator, name(code)].filter(Boolean).join(' ');
			return [unit, `${samples} ${isVi ? 'mẫu' : 'samples'}`, ...readings].join('; ');
		});
}

function compare(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
}

/** What to do once the store has changed. */
export const NOW_PUBLISH: Text = {
	vi: 'Chạy tiếp: npm run data.',
	en: 'Now run npm run data.'
};

/** What stands in the place of a month for the grid of population. */
export const POPULATION = 'population';

/**
 * Take a month out, all networks; or the grid of population.
 * @throws DataError when it isn't there, or another command is at work on the store
 */
export async function removeMonth(
	folder: string,
	month: string,
	language: Language = 'en'
): Promise<string[]> {
	return withLock(folder, `npm run samples -- remove ${month}`, () =>
		removeAlone(folder, month, language)
	);
}

async function removeAlone(folder: string, month: string, language: Language): Promise<string[]> {
	const isVi = language === 'vi';
	const [gone, next] = [isVi ? 'đã bỏ' : 'removed', NOW_PUBLISH[language]];
	const { months, population } = await readStore(folder);
	if (month === POPULATION && population) {
		await switchTo(folder, { months });
		return [`${gone}: ${describePopulation(population, language)}`, next];
	}
	const removed = await entriesOf(folder, month);
	const left = months.filter((entry) => entry.month !== month);
	await switchTo(folder, { months: left, population });
	return [...removed.map((entry) => `${gone}: ${describeStored(entry, language)}`), next];
}

async function entriesOf(folder: string, month: string): Promise<Stored[]> {
	const { months } = await readStore(folder);
	const entries = months.filter((entry) => entry.month === month);
	if (entries.length > 0) return entries;
	const own = [...new Set(months.map((entry) => entry.month))].join(', ');
	throw new DataError(
		'month',
		faultIn(
			{ file: folder },
			{
				found: month,
				expected: both(
					`một trong các tháng đã có: ${own || 'chưa có tháng nào'}`,
					`one of the months that are in: ${own || 'none'}`
				)
			}
		)
	);
}

function describeStored(
	{ month, network, kind, samples, sources }: Stored,
	language: Language = 'en'
): string {
	const names = sources.map(({ name }) => name).join(', ');
	if (language === 'vi')
		return `${month} ${networkText(network, language)}: ${samples} mẫu từ ${kind === 'table' ? 'bảng tháng' : 'từng phép đo'} (${names})`;
	return `${month} ${network}: ${samples} samples from ${kind === 'table' ? 'tables' : 'measurements'} (${names})`;
}

function describePopulation(
	{ source }: NonNullable<Store['population']>,
	language: Language
): string {
	return `${language === 'vi' ? 'dân số' : POPULATION}: ${source.name}`;
}
