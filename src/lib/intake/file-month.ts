/** The month that the name of a file gives: held against what stands in it. */
import type { Month } from '../domain/month.ts';
import type { Said } from './context.ts';
import { periodsIn, type Period } from './period.ts';
import type { Text } from './sheet.ts';
import { both, listed } from './texts.ts';

/** A month by its number alone, "thang-9", "T9"; one with a year is no such. */
const BARE =
	/(?<![\p{L}\d])(?:th[aá]ng|month|t)[\s_.-]*(0?[1-9]|1[0-2])(?![\d])(?![\s_.-]*(?:19|20|21)\d\d)/giu;
/** Kinds of files behind a name. */
const ENDINGS = /(?:\.(?:xls[xbm]?|ods|csv|tsv|txt|json|ndjson|jsonl|zip|gz|parquet))+$/iu;
/** The number of a decree or circular: "12-2025-TT-BTTTT". */
const DOCUMENT = /\d+[-_.](?:20\d\d)[-_.](?:tt|qd|qđ|nd|nđ|nq|ct)(?!\p{L})/giu;

/** The month in a file's name; none where it names several, or a day only. */
export function monthInName(file: string): Said<Period> | undefined {
	const text = file.normalize('NFC').replace(/^.*[/\\]/u, '');
	const name = text.replace(ENDINGS, '').replace(DOCUMENT, ' ');
	const periods = periodsIn(name).filter(({ kind }) => kind !== 'date' && kind !== 'year');
	const bare = [...name.matchAll(BARE)].map(([written, number]): Period => ({
		kind: 'bare month',
		number: Number(number),
		written
	}));
	const whole = periods.filter(({ kind }) => kind !== 'bare month');
	const named = whole.length > 0 ? whole : bare;
	const [first] = named;
	if (!first || new Set(named.map(monthKey)).size > 1) return undefined;
	if (first.kind !== 'month' && first.kind !== 'bare month') return undefined;
	return { value: first, evidence: { kind: 'title', at: file, text } };
}

function monthKey(period: Period): string {
	if (period.kind === 'month') return period.month;
	return period.kind === 'bare month' ? String(period.number) : period.written;
}

/** What is told of a file whose name gives another month than its figures are of. */
export function otherMonthInName(file: string, months: ReadonlySet<Month>): Text | undefined {
	const named = monthInName(file)?.value;
	if (!named || months.size === 0) return undefined;
	const isOwn = [...months].some((month) =>
		named.kind === 'month'
			? named.month === month
			: named.kind === 'bare month' && named.number === Number(month.slice(5))
	);
	if (isOwn) return undefined;
	const own = listed([...months].sort());
	return both(
		`Tên tệp "${file}" ghi "${named.written}", còn số liệu trong tệp là của ${own.vi}`,
		`The name of the file "${file}" says "${named.written}", but its figures are of ${own.en}`
	);
}
