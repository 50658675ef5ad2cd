/** Looking at the store, and taking months out of it. */
import { join } from 'node:path';
import { DataError } from '../../src/lib/domain/errors.ts';
import { both, faultIn } from '../../src/lib/intake/texts.ts';
import { FIGURES, READINGS } from '../../src/lib/domain/figures.ts';
import { wholeOf, type Network } from '../../src/lib/domain/network.ts';
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

/** What of a month is to be taken out. */
export interface Removal {
	/** All when there are none. */
	networks?: readonly Network[];
	/** True shows what would be taken out, and keeps it. */
	dryRun?: boolean;
}

/**
 * Take a month out, or some of its networks; or the grid of population.
 * @throws DataError when it isn't there, or another command is at work on the store
 */
export async function removeMonth(
	folder: string,
	month: string,
	language: Language = 'en',
	removal: Removal = {}
): Promise<string[]> {
	return withLock(folder, `npm run samples -- remove ${month}`, () =>
		removeAlone(folder, month, language, removal)
	);
}

async function removeAlone(
	folder: string,
	month: string,
	language: Language,
	{ networks = [], dryRun = false }: Removal
): Promise<string[]> {
	const { months, population } = await readStore(folder);
	const told = (gone: readonly string[], more: readonly Text[]) => [
		...gone.map((text) => `${removedText(dryRun)[language]}: ${text}`),
		...more.map((text) => text[language]),
		(dryRun ? ONLY_SHOWN : NOW_PUBLISH)[language]
	];
	if (month === POPULATION && population) {
		if (networks.length > 0) throw notThere(folder, networks[0]!, []);
		if (!dryRun) await switchTo(folder, { months });
		return told([describePopulation(population, language)], []);
	}
	const entries = await entriesOf(folder, month);
	const missing = networks.find((network) => !entries.some((entry) => entry.network === network));
	if (missing !== undefined) throw notThere(folder, `${month} ${missing}`, entries);
	const removed = entries.filter(
		({ network }) => networks.length === 0 || networks.includes(network)
	);
	const left = months.filter((entry) => !isSame(entry, removed));
	if (!dryRun) await switchTo(folder, { months: left, population });
	return told(
		removed.map((entry) => describeStored(entry, language)),
		leftOf(removed, left)
	);
}

function isSame({ month, network }: Stored, entries: readonly Stored[]): boolean {
	return entries.some((entry) => entry.month === month && entry.network === network);
}

function removedText(isDry: boolean): Text {
	return isDry ? both('sẽ bỏ', 'would be removed') : both('đã bỏ', 'removed');
}

const ONLY_SHOWN: Text = {
	vi: 'Chỉ xem thử (--dry-run): không bỏ gì.',
	en: 'Only shown (--dry-run): nothing was removed.'
};

/** What stays of the networks beside those that go: a part without its whole, and files that gave both. */
function leftOf(removed: readonly Stored[], left: readonly Stored[]): Text[] {
	const beside = left.filter(({ month }) => month === removed[0]!.month);
	const parts = beside.filter(({ network }) =>
		removed.some((entry) => entry.network === wholeOf(network))
	);
	const hashes = new Set(removed.flatMap(({ sources }) => sources.map(({ sha256 }) => sha256)));
	const files = beside.flatMap(({ month, network, sources }) =>
		sources
			.filter(({ sha256 }) => hashes.has(sha256))
			.map(({ name }) =>
				both(
					`${name} cũng có trong ${month} ${networkText(network, 'vi')}, vẫn được giữ: muốn nạp lại tệp đó, dùng npm run samples -- replace ${month}`,
					`${name} is in ${month} ${network}, too, which stays: give it again with npm run samples -- replace ${month}`
				)
			)
	);
	return [
		...parts.map(({ month, network }) => {
			const whole = wholeOf(network)!;
			return both(
				`${month} ${networkText(network, 'vi')} vẫn được giữ, không còn số của ${networkText(whole, 'vi')} để đối chiếu; bỏ riêng bằng --network ${network}`,
				`${month} ${network} stays without ${whole}, of which it is a part; --network ${network} takes it out, too`
			);
		}),
		...files
	];
}

/** A network that isn't stored. */
function notThere(folder: string, found: string, entries: readonly Stored[]): DataError {
	const own = entries.map(({ month, network }) => `${month} ${network}`).join(', ');
	return new DataError(
		'value',
		faultIn(
			{ file: folder },
			{
				found,
				expected: own
					? both(`một mạng đã có: ${own}`, `a network that is in: ${own}`)
					: both('không kèm --network', 'no --network beside it')
			}
		)
	);
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
