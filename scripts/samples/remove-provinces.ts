/** Provinces taken out of a month. */
import { DataError } from '../../src/lib/domain/errors.ts';
import type { Units } from '../../src/lib/domain/unit.ts';
import { UnitFinder } from '../../src/lib/intake/index.ts';
import { both, faultIn } from '../../src/lib/intake/texts.ts';
import type { Language } from '../../src/lib/intake/told.ts';
import { samplesOf } from './merge.ts';
import { reportsInForce, sourcesInForce } from './part-sources.ts';
import { ofProvince } from './pieces.ts';
import { networkText } from './report.ts';
import { rowsOfPart } from './store.ts';
import type { Stored, StoredPart } from './store-schema.ts';
import { withoutNumbers, writeTable, type NewPart } from './store-write.ts';

/**
 * Code of the province that is meant by a code or a name.
 * @throws DataError when it is none, or not only one
 */
export function provinceNamed(text: string, units: Units, month: string): string {
	const finder = new UnitFinder(units);
	const place = finder.placeOf(text.trim());
	const places = place ? [place] : finder.named(text, 'province').places;
	const codes = [...new Set(places.filter((of) => of.level === 'province').map((of) => of.code))];
	if (codes.length === 1) return codes[0]!;
	const found = places.map((of) => `${of.code} ${finder.describe(of, month)}`).join(', ');
	throw new DataError(
		'value',
		faultIn(
			{ file: '--province' },
			{
				found: found ? `${text}: ${found}` : text,
				expected: both(
					`mã hoặc tên của một tỉnh, thành phố theo danh mục ${units.edition}`,
					`code or name of one province in the list ${units.edition}`
				)
			}
		)
	);
}

/** What is left of months without provinces. */
export interface Without {
	/** Ids of parts that are gone, or that others take the place of. */
	gone: Set<number>;
	left: NewPart[];
	/** What was taken out, a line each. */
	lines: string[];
}

/**
 * Take provinces out of months: their own parts, or what the part of the country has of them.
 * @throws DataError when one of them is not there, or the month comes from measurements
 */
export async function withoutProvinces(
	folder: string,
	entries: readonly Stored[],
	codes: readonly string[],
	units: Units,
	{ language, dryRun }: { language: Language; dryRun: boolean }
): Promise<Without> {
	const without: Without = { gone: new Set(), left: [], lines: [] };
	const finder = new UnitFinder(units);
	const found = new Set<string>();
	for (const entry of entries) {
		const { month, network, kind } = entry;
		if (kind === 'measurements') throw ofMeasurements(folder, entry);
		for (const part of entry.parts) {
			const own = part.scope === '' ? codes : codes.filter((code) => code === part.scope);
			if (own.length === 0) continue;
			const rows = await rowsOfPart(folder, part);
			let rest = rows;
			for (const code of own) {
				const isOwn = ofProvince(code, units);
				const taken = rest.filter(isOwn);
				if (taken.length === 0) continue;
				rest = rest.filter((row) => !isOwn(row));
				found.add(code);
				const samples = samplesOf(taken, units);
				const name = finder.describe(finder.placeOf(code)!, month);
				without.lines.push(
					language === 'vi'
						? `${month} ${networkText(network, 'vi')}, ${code} ${name}: ${samples} mẫu`
						: `${month} ${network}, ${code} ${name}: ${samples} samples`
				);
			}
			if (rest.length === rows.length) continue;
			without.gone.add(part.id);
			if (rest.length > 0)
				without.left.push({
					...(await restOf(folder, part, codes, rest)),
					samples: samplesOf(rest, units),
					table: dryRun ? part.table : await writeTable(folder, part, rest)
				});
		}
	}
	const missing = codes.find((code) => !found.has(code));
	if (missing !== undefined) throw nothingOf(folder, missing, entries);
	return without;
}

async function restOf(
	folder: string,
	part: StoredPart,
	gone: readonly string[],
	left: readonly { code: string }[]
): Promise<NewPart> {
	const { estimated, given, reports, ...rest } = withoutNumbers(part);
	const provinces = (estimated?.provinces ?? []).filter((code) => !gone.includes(code));
	const origin = sourcesInForce(
		{ sources: rest.sources, ...(given ? { given } : {}) },
		left.map(({ code }) => code)
	);
	return {
		...rest,
		...origin,
		...(estimated && provinces.length > 0 ? { estimated: { ...estimated, provinces } } : {}),
		reports: await reportsInForce(folder, reports, origin.sources)
	};
}

function ofMeasurements(file: string, { month, network }: Stored): DataError {
	return new DataError(
		'value',
		faultIn(
			{ file },
			{
				found: both(
					`${month} ${networkText(network, 'vi')} từ từng phép đo của cả nước`,
					`${month} ${network} from measurements of the whole country`
				),
				expected: both('một tháng từ bảng', 'a month from tables'),
				remedy: both(
					`Bỏ cả mạng đó: npm run samples -- remove ${month} --network ${network}`,
					`Take the whole network out: npm run samples -- remove ${month} --network ${network}`
				)
			}
		)
	);
}

function nothingOf(file: string, code: string, entries: readonly Stored[]): DataError {
	const months = entries.map(({ month, network }) => `${month} ${network}`).join(', ');
	return new DataError(
		'value',
		faultIn(
			{ file },
			{
				found: both(`${months}: không có gì của ${code}`, `${months}: nothing of ${code}`),
				expected: both('một tỉnh đã có trong tháng đó', 'a province that the month has')
			}
		)
	);
}
