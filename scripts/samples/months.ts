/** Looking at the store. */
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DataError } from '../../src/lib/domain/errors.ts';
import { both, faultIn } from '../../src/lib/intake/texts.ts';
import { FIGURES, READINGS } from '../../src/lib/domain/figures.ts';
import type { Sent } from '../../src/lib/domain/sent.ts';
import type { Units } from '../../src/lib/domain/unit.ts';
import { UNKNOWN_COMMUNE, UnitFinder, type Text } from '../../src/lib/intake/index.ts';
import { inLine } from '../common/printable.ts';
import { readGazetteers } from '../gazetteer/gazetteer.ts';
import type { Language } from '../../src/lib/intake/told.ts';
import { sentOf } from './apply.ts';
import { describeReport, networkText, readReport } from './report.ts';
import { readStore, rowsOfStored } from './store.ts';
import type { Source, Store, Stored } from './store-schema.ts';
import type { StoredRow } from './stored-table.ts';

/**
 * A line for each month and network that is in.
 * @throws DataError when there is no folder that the store could lie in
 */
export async function listMonths(folder: string, language: Language = 'en'): Promise<string[]> {
	const data = dirname(folder);
	const isThere = await stat(data).then(
		(of) => of.isDirectory(),
		() => false
	);
	if (!isThere) throw noFolder(data);
	const { months, population } = await readStore(folder);
	const none = language === 'vi' ? 'Chưa có tháng nào.' : 'No month is in.';
	return [
		...(months.length > 0 ? months.map((entry) => describeStored(entry, language)) : [none]),
		...(population ? [describePopulation(population, language)] : [])
	];
}

function noFolder(file: string): DataError {
	return new DataError(
		'unreachable',
		faultIn(
			{ file },
			{
				found: both('không có thư mục này', 'no such folder'),
				expected: both('thư mục số liệu của dự án (data)', "the project's folder of data"),
				remedy: both('Xem lại --data', 'Look at --data')
			}
		)
	);
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
	const entries = entriesOf(folder, await readStore(folder), month);
	const lines = await Promise.all(
		entries.map(async (entry) => {
			const reports = await Promise.all(
				entry.reports.map(async ({ url }) =>
					describeReport(await readReport(folder, url), language)
				)
			);
			const units = gazetteers.find(({ period }) => period.id === entry.edition)?.units;
			const rows = await rowsOfStored(folder, entry);
			const figures = figureLines(rows, units, month, language);
			const parts = [
				...partLines(entry, units, language),
				...(units ? missingLines(sentOf(units, entry, rows), units, month, language) : [])
			];
			return [
				describeStored(entry, language),
				...[...parts, ...reports.flat(), ...figures].map((line) => `  ${line}`)
			];
		})
	);
	return lines.flat();
}

/** Which version and files each part is of; nothing for a month that is one part of the country. */
function partLines(
	{ parts, month }: Stored,
	units: Units | undefined,
	language: Language
): string[] {
	const isVi = language === 'vi';
	const finder = units && new UnitFinder(units);
	if (parts.every(({ scope }) => scope === '')) return [];
	return parts.map(({ scope, version, samples, sources }) => {
		const place = finder?.placeOf(scope);
		const country = isVi
			? 'các tỉnh khác, từ tệp cả nước'
			: 'other provinces, from a file of the country';
		const name = scope === '' ? country : [scope, place && finder?.describe(place, month)];
		const files = namesOf(sources);
		return isVi
			? `${[name].flat().filter(Boolean).join(' ')}: ${samples} mẫu, từ phiên bản ${version} (${files})`
			: `${[name].flat().filter(Boolean).join(' ')}: ${samples} samples, since version ${version} (${files})`;
	});
}

/** Which provinces have not sent a month; nothing where that can't be said. */
function missingLines(
	sent: Sent | undefined,
	units: Units,
	month: string,
	language: Language
): string[] {
	if (!sent) return [];
	const finder = new UnitFinder(units);
	const names = sent.missing.map(
		(code) => `${code} ${finder.describe(finder.placeOf(code)!, month)}`
	);
	const count = `${sent.provinces}/${sent.of}`;
	return [
		language === 'vi'
			? `${count} tỉnh đã gửi; chưa gửi: ${names.join(', ')}`
			: `${count} provinces have sent; not yet: ${names.join(', ')}`
	];
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
							`${label.toLowerCase()} ${Math.round(value * 10) / 10} ${unit === 'ms' ? 'ms' : 'Mbit/s'}`
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

/**
 * Networks of a month that are in.
 * @throws DataError when there are none
 */
export function entriesOf(
	folder: string,
	{ months }: Pick<Store, 'months'>,
	month: string
): Stored[] {
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

/** Names of files, each once. */
function namesOf(sources: readonly Source[]): string {
	return [...new Set(sources.map(({ name }) => inLine(name)))].join(', ');
}

/** A month and network in a line. */
export function describeStored(
	{ month, network, kind, samples, sources }: Stored,
	language: Language = 'en'
): string {
	const names = namesOf(sources);
	if (language === 'vi')
		return `${month} ${networkText(network, language)}: ${samples} mẫu từ ${kind === 'table' ? 'bảng tháng' : 'từng phép đo'} (${names})`;
	return `${month} ${network}: ${samples} samples from ${kind === 'table' ? 'tables' : 'measurements'} (${names})`;
}

/** The grid of population in a line. */
export function describePopulation(
	{ source }: NonNullable<Store['population']>,
	language: Language
): string {
	return `${language === 'vi' ? 'dân số' : 'population'}: ${source.name}`;
}
