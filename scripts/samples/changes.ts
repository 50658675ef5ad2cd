/** What a state of the store has otherwise than another one, by unit. */
import { READINGS } from '../../src/lib/domain/figures.ts';
import { UNKNOWN_COMMUNE } from '../../src/lib/intake/index.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import { monthsOf, rowsOfStored } from './store.ts';
import type { Change, Stored, StoredPart } from './store-schema.ts';
import type { StoredRow } from './stored-table.ts';
import { provinceOf } from './unit-province.ts';

/** Code of the province of a unit in an edition; empty for the country, or where it isn't known. */
export type ProvinceOf = (edition: string, code: string) => string;

/** By the lists of units. */
export function provincesBy(gazetteers: readonly Gazetteer[]): ProvinceOf {
	const units = new Map(gazetteers.map((of) => [of.edition, of.units]));
	return (edition, code) => {
		const of = units.get(edition);
		return of ? provinceOf(of, code.replace(UNKNOWN_COMMUNE, '')) : '';
	};
}

/** A unit's figures before and after; one of them is absent where it was not there. */
export interface Difference {
	code: string;
	operator: string;
	before?: StoredRow;
	after?: StoredRow;
}

/** A month of a network that is not what it was. */
export interface MonthDifference {
	month: string;
	network: Stored['network'];
	before?: Stored;
	after?: Stored;
	/** Ascending by code and operator; empty where only their origin is another. */
	units: Difference[];
}

/**
 * Months of networks whose parts are not the same, with the differences of their units.
 * @param isTolerant a file that is damaged is read as if it held nothing
 * @throws DataError when a file is damaged
 */
export async function differencesOf(
	folder: string,
	before: readonly StoredPart[],
	after: readonly StoredPart[],
	isTolerant = false
): Promise<MonthDifference[]> {
	const rows = async (of: Stored | undefined) => {
		if (!of) return [];
		const read = rowsOfStored(folder, of);
		// A month with a damaged file can be taken out all the same.
		return isTolerant ? read.catch(() => []) : read;
	};
	const [was, is] = [monthsOf(before), monthsOf(after)].map(
		(months) => new Map(months.map((of) => [`${of.month} ${of.network}`, of]))
	) as [Map<string, Stored>, Map<string, Stored>];
	const found: MonthDifference[] = [];
	for (const key of [...new Set([...was.keys(), ...is.keys()])].sort()) {
		const [old, now] = [was.get(key), is.get(key)];
		if (tablesOf(old) === tablesOf(now)) continue;
		const { month, network } = (now ?? old)!;
		found.push({
			month,
			network,
			...(old ? { before: old } : {}),
			...(now ? { after: now } : {}),
			units: differing(await rows(old), await rows(now))
		});
	}
	return found;
}

/** What figures lie in; equal files are equal figures. */
function tablesOf(of: Stored | undefined): string {
	return (of?.parts ?? [])
		.flatMap(({ table, hexagons, unitHexagons }) => [table, hexagons, unitHexagons])
		.map((file) => file?.sha256 ?? '')
		.join();
}

function differing(before: readonly StoredRow[], after: readonly StoredRow[]): Difference[] {
	const keyOf = ({ code, operator }: StoredRow) => `${code}|${operator}`;
	const was = new Map(before.map((row) => [keyOf(row), row]));
	const is = new Map(after.map((row) => [keyOf(row), row]));
	return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((key) => {
		const [old, now] = [was.get(key), is.get(key)];
		if (old && now && isSame(old, now)) return [];
		const { code, operator } = (now ?? old)!;
		return [{ code, operator, ...(old ? { before: old } : {}), ...(now ? { after: now } : {}) }];
	});
}

function isSame(a: StoredRow, b: StoredRow): boolean {
	return (['samples', ...READINGS] as const).every((name) => Object.is(a[name], b[name]));
}

/** The same in short, as a version keeps it. */
export async function changesBetween(
	folder: string,
	before: readonly StoredPart[],
	after: readonly StoredPart[],
	provinceOf: ProvinceOf
): Promise<Change[]> {
	const months = await differencesOf(folder, before, after, true);
	return months.map(({ month, network, before: was, after: is, units }) => {
		const own = units.filter(({ operator }) => operator === '');
		const edition = (is ?? was)!.edition;
		const provinces = new Set(own.map(({ code }) => provinceOf(edition, code)));
		provinces.delete('');
		return {
			month,
			network,
			provinces: [...provinces].sort(),
			before: was?.samples ?? null,
			after: is?.samples ?? null,
			added: own.filter((of) => !of.before).length,
			changed: own.filter((of) => of.before && of.after).length,
			removed: own.filter((of) => !of.after).length
		};
	});
}
