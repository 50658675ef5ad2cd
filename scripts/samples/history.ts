/** The versions of the store: what each did, what differs between two, and the way back. */
import { join } from 'node:path';
import { DataError } from '../../src/lib/domain/errors.ts';
import { FIGURES, READINGS, type Reading } from '../../src/lib/domain/figures.ts';
import { UNKNOWN_COMMUNE, UnitFinder, type Text } from '../../src/lib/intake/index.ts';
import { both, faultIn } from '../../src/lib/intake/texts.ts';
import type { Language } from '../../src/lib/intake/told.ts';
import { inLine } from '../common/printable.ts';
import { readGazetteers, type Gazetteer } from '../gazetteer/gazetteer.ts';
import { differencesOf, type Difference, type MonthDifference } from './changes.ts';
import { networkText } from './report.ts';
import { rounded } from './rounded.ts';
import { readStore, TAKEN_OVER } from './store.ts';
import type { Change, Store, StoredPart, Version } from './store-schema.ts';

/** Provinces that are named in a line of the history. */
const MOST_NAMED = 3;
const VIET_NAM = 7 * 3_600_000;

/** Something that lines and a program are told of. */
export interface TwoWays {
	lines: string[];
	json: unknown;
}

/**
 * Versions, the newest first, each with what it changed.
 * @param data folder of the inputs
 * @param month only those that changed something of it
 * @throws DataError when no version has anything of the month
 */
export async function history(
	data: string,
	month: string | undefined,
	language: Language
): Promise<TwoWays> {
	const folder = join(data, 'samples');
	const { versions } = await readStore(folder);
	const touches = ({ changes, command, parts }: Version) =>
		month === undefined ||
		changes.some((of) => of.month === month) ||
		(command === TAKEN_OVER && parts.some((of) => of.month === month));
	const found = versions.filter(touches).reverse();
	if (month !== undefined && found.length === 0) throw nothingOfMonth(folder, month, versions);
	const names = unitNames(await readGazetteers(data));
	const newest = versions.at(-1)?.number;
	const none = both('Chưa có phiên bản nào.', 'There is no version yet.');
	const lines = found.flatMap((version) => [
		versionLine(version, version.number === newest, language),
		...version.changes
			.filter((of) => month === undefined || of.month === month)
			.map((of) => `  ${changeLine(of, version, names, language)}`)
	]);
	return {
		lines: lines.length > 0 ? lines : [none[language]],
		json: found.map(({ parts, ...version }) => ({ ...version, parts: parts.length }))
	};
}

/** A time for people in Viet Nam. */
export function localTime(time: string, language: Language): string {
	const local = new Date(new Date(time).getTime() + VIET_NAM).toISOString();
	const [, year, month, day, clock] = /^(\d+)-(\d+)-(\d+)T(\d+:\d+)/.exec(local)!;
	return language === 'vi'
		? `${clock} ${day}/${month}/${year}`
		: `${year}-${month}-${day} ${clock}`;
}

function versionLine(
	{ number, time, by, command, sources }: Version,
	isNewest: boolean,
	language: Language
): string {
	const isVi = language === 'vi';
	const files = sources.map(({ name }) => inLine(name)).join(', ');
	const what =
		command === TAKEN_OVER
			? both('nhận từ kho cũ, trước khi có phiên bản', 'taken over from a store without versions')[
					language
				]
			: command;
	return [
		`${isVi ? 'Phiên bản' : 'Version'} ${number}${isNewest ? (isVi ? ' (đang dùng)' : ' (in force)') : ''}`,
		localTime(time, language),
		inLine(by),
		files ? `${what}: ${files}` : what
	]
		.filter(Boolean)
		.join(' · ');
}

function changeLine(
	{ month, network, provinces, before, after, added, changed, removed }: Change,
	{ parts }: Version,
	names: UnitNames,
	language: Language
): string {
	const isVi = language === 'vi';
	const edition = parts.find((of) => of.month === month)?.edition;
	const named = provinces
		.slice(0, MOST_NAMED)
		.map((code) => `${code} ${names(edition, code, month, language)}`.trim());
	const more = provinces.length - named.length;
	const where = [
		...named,
		...(more > 0 ? [isVi ? `và ${more} tỉnh khác` : `and ${more} more`] : [])
	].join(', ');
	const counts = [
		added ? (isVi ? `${added} đơn vị mới` : `${added} new units`) : '',
		changed ? (isVi ? `${changed} đơn vị đổi` : `${changed} units changed`) : '',
		removed ? (isVi ? `${removed} đơn vị bỏ` : `${removed} units removed`) : ''
	].filter(Boolean);
	const samples =
		before === after
			? `${after ?? 0} ${isVi ? 'mẫu' : 'samples'}`
			: `${before ?? (isVi ? 'chưa có' : 'none')} → ${after ?? (isVi ? 'không còn' : 'none')} ${isVi ? 'mẫu' : 'samples'}`;
	return [
		`${month} ${networkText(network, language)}${where ? ` (${where})` : ''}: ${samples}`,
		...counts
	].join('; ');
}

type UnitNames = (
	edition: string | undefined,
	code: string,
	month: string,
	language: Language
) => string;

/** Names of units as they were in a month. */
function unitNames(gazetteers: readonly Gazetteer[]): UnitNames {
	const finders = new Map(gazetteers.map((of) => [of.edition, new UnitFinder(of.units)]));
	return (edition, code, month, language) => {
		if (code === '') return language === 'vi' ? 'cả nước' : 'the whole country';
		const finder = finders.get(edition ?? '');
		const place = finder?.placeOf(code.replace(UNKNOWN_COMMUNE, ''));
		const name = place ? finder!.describe(place, month) : '';
		if (!code.endsWith(UNKNOWN_COMMUNE)) return name;
		return `${name} (${language === 'vi' ? 'không rõ xã' : 'unknown commune'})`;
	};
}

/**
 * A version by its number.
 * @throws DataError when it isn't kept
 */
export function versionOf(folder: string, { versions }: Store, text: string): Version {
	const found = versions.find(({ number }) => String(number) === text.replace(/^v/i, ''));
	if (found) return found;
	const [oldest] = versions;
	const isForgotten =
		/^v?[1-9]\d*$/i.test(text) && Number(text.replace(/^v/i, '')) < (oldest?.number ?? 0);
	const own = versions.map(({ number }) => number).join(', ');
	throw new DataError(
		'value',
		faultIn(
			{ file: folder },
			{
				found: isForgotten
					? both(`phiên bản ${text}, đã bị bỏ bằng forget`, `version ${text}, which was forgotten`)
					: both(`phiên bản ${text}`, `version ${text}`),
				expected: own
					? both(`một phiên bản còn giữ: ${own}`, `a version that is kept: ${own}`)
					: both('chưa có phiên bản nào', 'there is no version yet'),
				...(isForgotten
					? {
							remedy: both(
								'Số liệu của phiên bản đó chỉ còn trong bản sao lưu cũ hơn, nếu có: npm run samples -- from-backup <thư mục> --dry-run',
								'What it had is in an older backup alone, if there is one: npm run samples -- from-backup <folder> --dry-run'
							)
						}
					: {})
			}
		)
	);
}

function nothingOfMonth(file: string, month: string, versions: readonly Version[]): DataError {
	const months = versions.flatMap((of) => [
		...of.changes.map((change) => change.month),
		...of.parts.map((part) => part.month)
	]);
	const own = [...new Set(months)].sort().join(', ');
	return new DataError(
		'month',
		faultIn(
			{ file },
			{
				found: month,
				expected: both(
					`một trong các tháng có trong lịch sử: ${own || 'chưa có tháng nào'}`,
					`one of the months of the history: ${own || 'none'}`
				)
			}
		)
	);
}

/**
 * What differs by unit between two versions; with one, between it and the one before.
 * @param data folder of the inputs
 * @param known the store, where it isn't that on the disk
 * @throws DataError when a version isn't kept
 */
export async function difference(
	data: string,
	first: string,
	second: string | undefined,
	language: Language,
	known?: Store
): Promise<TwoWays> {
	const folder = join(data, 'samples');
	const store = known ?? (await readStore(folder));
	const [from, to] = twoVersions(folder, store, first, second);
	const months = await differencesOf(folder, from?.parts ?? [], to.parts);
	const names = unitNames(await readGazetteers(data));
	const none = both('Không có gì khác.', 'Nothing differs.')[language];
	const lines = months.flatMap((of) => [
		headOf(of, language),
		...of.units.map((unit) => `  ${unitLine(unit, of, names, language)}`)
	]);
	return {
		lines: [
			language === 'vi'
				? `Từ phiên bản ${from?.number ?? 'trống'} đến phiên bản ${to.number}:`
				: `From version ${from?.number ?? 'none'} to version ${to.number}:`,
			...(lines.length > 0 ? lines : [none])
		],
		json: {
			from: from?.number ?? null,
			to: to.number,
			months: months.map(({ month, network, before, after, units }) => ({
				month,
				network,
				before: before?.samples ?? null,
				after: after?.samples ?? null,
				units
			}))
		}
	};
}

function twoVersions(
	folder: string,
	store: Store,
	first: string,
	second: string | undefined
): [Version | undefined, Version] {
	const one = versionOf(folder, store, first);
	if (second !== undefined) return [one, versionOf(folder, store, second)];
	const before = store.versions.find(({ number }) => number === one.number - 1);
	// The first of all came to an empty store; of others the one before was forgotten.
	if (!before && one.number > 1) return [versionOf(folder, store, String(one.number - 1)), one];
	return [before, one];
}

function headOf({ month, network, before, after }: MonthDifference, language: Language): string {
	const isVi = language === 'vi';
	const count = (of: { samples: number } | undefined) =>
		of ? `${of.samples}` : isVi ? 'không có' : 'none';
	return `${month} ${networkText(network, language)}: ${count(before)} → ${count(after)} ${isVi ? 'mẫu' : 'samples'}`;
}

function unitLine(
	{ code, operator, before, after }: Difference,
	{ month, before: was, after: is }: MonthDifference,
	names: UnitNames,
	language: Language
): string {
	const isVi = language === 'vi';
	const none = isVi ? 'không có' : 'none';
	const name = names((is ?? was)!.edition, code, month, language);
	const pair = (old: string | undefined, now: string | undefined) =>
		old === now ? `${old ?? none}` : `${old ?? none} → ${now ?? none}`;
	const samples = pair(before && `${before.samples}`, after && `${after.samples}`);
	const readings = READINGS.flatMap((reading) => {
		const [old, now] = readingsApart(reading, before?.[reading], after?.[reading]);
		if (old === now) return [];
		const { unit, [language]: label } = FIGURES.find((of) => of.name === reading)!;
		return [`${label.toLowerCase()} ${pair(old, now)} ${unit === 'ms' ? 'ms' : 'Mbit/s'}`];
	});
	const unit = [code, operator, name].filter(Boolean).join(' ');
	return [`${unit}: ${samples} ${isVi ? 'mẫu' : 'samples'}`, ...readings].join('; ');
}

/** Decimals of what the published digits would show as the same. */
const MOST_DECIMALS = 6;

/** A reading before and after, with as few digits as show a difference; nothing where there is none. */
function readingsApart(
	reading: Reading,
	before = NaN,
	after = NaN
): [string | undefined, string | undefined] {
	const text = (value: number, of: number) => (Number.isNaN(value) ? undefined : `${of}`);
	const short = [before, after].map((value) => text(value, rounded(reading, value)));
	if (Object.is(before, after) || short[0] !== short[1]) return [short[0], short[1]];
	for (let decimals = 1; decimals < MOST_DECIMALS; decimals++) {
		const [old, now] = [before, after].map((value) => value.toFixed(decimals));
		if (old !== now) return [old, now];
	}
	return [`${before}`, `${after}`];
}

/** What `restore` makes of two states. */
export function restoredParts(
	now: readonly StoredPart[],
	then: readonly StoredPart[],
	months: readonly string[]
): StoredPart[] {
	if (months.length === 0) return [...then];
	const isNamed = ({ month }: StoredPart) => months.includes(month);
	return [...now.filter((of) => !isNamed(of)), ...then.filter(isNamed)];
}

/** A line for what stays as it was. */
export const ONLY_SHOWN: Text = {
	vi: 'Chỉ xem thử (--dry-run): không đổi gì.',
	en: 'Only shown (--dry-run): nothing was changed.'
};
