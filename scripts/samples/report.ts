/** What a command did, as kept beside the month and as printed. */
import type { Fault } from '../../src/lib/domain/errors.ts';
import type { Statistic } from '../../src/lib/domain/join.ts';
import type { Month } from '../../src/lib/domain/month.ts';
import type { Network } from '../../src/lib/domain/network.ts';
import type { Column } from './columns.ts';
import type { Content } from './read-tables.ts';
import type { Reason, Rejected } from './rejections.ts';
import type { Source, Stored } from './store-schema.ts';
import type { TableNotes } from './table.ts';

/** Rows read = accepted + all that were rejected, always. */
export interface Report extends TableNotes {
	kind: Stored['kind'];
	files: Source[];
	/** What each file's columns were taken for. */
	columns: RecognisedColumns[];
	rowsRead: number;
	accepted: number;
	rejected: Partial<Record<Reason, Rejected>>;
	months: {
		month: Month;
		network: Network;
		/** Rows of the month's table. */
		units: number;
		samples: number;
		statistic: Statistic | null;
	}[];
}

/** Columns of one table. */
export interface RecognisedColumns {
	file: string;
	kind: Stored['kind'];
	columns: Pick<Column, 'header' | 'role' | 'month' | 'network' | 'unit' | 'statistic'>[];
	/** Headers that mean nothing to us. */
	unknown: string[];
}

/** What the columns of a file were taken for. */
export function describeColumns(content: Content): RecognisedColumns[] {
	const tables =
		content.kind === 'table'
			? content.sheets.map(({ sheet, header }) => ({ file: sheet.file, header }))
			: [{ file: content.input.file, header: content.header }];
	return tables.map(({ file, header }) => ({
		file,
		kind: header.kind,
		columns: header.columns.map(({ header: text, role, month, network, unit, statistic }) => ({
			header: text,
			role,
			month,
			network,
			unit,
			statistic
		})),
		unknown: header.unknown
	}));
}

const MOST_NAMED = 3;

/** A report in lines. */
export function describeReport(report: Report): string[] {
	const { rowsRead, accepted, rejected, repaired, renamed, inherited, totals, unused } = report;
	const refused = Object.entries(rejected);
	return [
		...report.columns.flatMap(describeRecognised),
		...report.months.map(
			({ month, network, units, samples, statistic }) =>
				`${month} ${network}: ${units} rows, ${samples} samples${statistic ? `, speeds are ${statistic}s` : ', no speeds'}`
		),
		`${rowsRead} rows read = ${accepted} accepted + ${rowsRead - accepted} rejected`,
		...refused.flatMap(([reason, { count, first }]) => [
			`  ${count} ${reason}`,
			...first.slice(0, MOST_NAMED).map((fault) => `    ${describePlace(fault)}`)
		]),
		...noted('codes that had lost leading zeros, repaired', repaired),
		...noted('units under another name', renamed),
		...(inherited ? [`${inherited} rows took their province or district from a cell above`] : []),
		...(unused.length ? [`not used: ${unused.join(', ')}`] : []),
		...totals.map(
			({ file, row, month, network, stated, sums, isRight }) =>
				`total in ${file} row ${row}, ${month} ${network}: ${stated}${
					isRight ? ', which is right' : ` is NOT the sum of the rows (${describeSums(sums)})`
				}`
		)
	];
}

function describeRecognised({ file, kind, columns, unknown }: RecognisedColumns): string[] {
	const meanings = columns.map(({ header, role, month, network, unit, statistic }) => {
		const more = [month, network, statistic, unit].filter(Boolean).join(' ');
		return `"${header}" = ${role === 'private' ? 'dropped' : role}${more ? ` (${more})` : ''}`;
	});
	return [
		`${file}: ${kind === 'table' ? 'a monthly table' : 'measurements'}`,
		`  ${meanings.join(', ')}`,
		...(unknown.length ? [`  not used: ${unknown.join(', ')}`] : [])
	];
}

function describePlace({ file, row, column, found, expected, remedy }: Fault): string {
	const place = [file, row && `row ${row}`, column && `column "${column}"`]
		.filter(Boolean)
		.join(', ');
	const parts = [
		found === undefined ? '' : `found ${JSON.stringify(found)}`,
		expected ? `expected ${expected}` : ''
	].filter(Boolean);
	return `${place}${parts.length ? `: ${parts.join(', ')}` : ''}${remedy ? `. ${remedy}` : ''}`;
}

function noted(
	what: string,
	items: readonly { file: string; row: number; found: string; code: string }[]
): string[] {
	if (items.length === 0) return [];
	const named = items
		.slice(0, MOST_NAMED)
		.map(({ row, found, code }) => `row ${row} ${found} → ${code}`);
	return [`${items.length} ${what}: ${named.join('; ')}${items.length > MOST_NAMED ? '; …' : ''}`];
}

function describeSums(sums: TableNotes['totals'][number]['sums']): string {
	return (
		Object.entries(sums)
			.map(([level, sum]) => `${level} ${sum}`)
			.join(', ') || 'none'
	);
}
