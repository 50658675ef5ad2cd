/** Counts and speeds whose columns were exchanged: whole numbers of both look alike. */
import type { AnswerBook } from './answers.ts';
import { valuesOf } from './column-values.ts';
import type { Question } from './draft.ts';
import { examplesOf, type Group } from './groups.ts';
import type { SheetRow } from './sheet.ts';
import { isSensibleSpeed } from './speed-units.ts';
import type { ValueStyle } from './styles.ts';
import type { Column, Table } from './tables.ts';
import { both, choice } from './texts.ts';

/** Rows that are enough to compare two columns. */
const LEAST_ROWS = 4;

/** Whole numbers that vary as counts do, beside counts that vary as speeds do: the columns may be exchanged. */
export function exchangedColumns(
	table: Table,
	{ samples, speeds }: Group,
	rows: readonly SheetRow[],
	{ decimal, factors }: Pick<ValueStyle, 'decimal' | 'factors'>,
	book: AnswerBook
): Question | undefined {
	const counts = valuesOf(rows, samples, decimal);
	const isAnswered =
		book.of('unit', table.name) !== undefined ||
		book.all('map').some((value) => /^(?:samples|download|upload)=/.test(value));
	if (counts.length < LEAST_ROWS || isAnswered) return undefined;
	const exchanged = [speeds.download, speeds.upload].find((column) => {
		const values = column ? valuesOf(rows, column, decimal) : [];
		if (!column || values.length < LEAST_ROWS || !values.every(Number.isInteger)) return false;
		const most = Math.max(...values) * factors.get(column.at)!;
		const [ofSpeeds, ofCounts] = [spreadOf(values), spreadOf(counts)];
		return !isSensibleSpeed(most) || (ofSpeeds >= 10 && ofCounts < 4 && ofSpeeds > 4 * ofCounts);
	});
	return exchanged && exchangeQuestion(table, samples, exchanged);
}

/** How many times the small ones the large ones are. */
function spreadOf(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)]!;
	return at(0.9) / Math.max(1, at(0.1));
}

function exchangeQuestion(table: Table, samples: Column, speed: Column): Question {
	const [count, other] = [samples, speed].map(({ parts }) => parts.join(' '));
	return {
		about: 'map',
		tables: [table.name],
		found: both(
			`Cột "${other}" toàn số nguyên chênh nhau nhiều như số mẫu: có thể hai cột "${count}" và "${other}" bị đổi chỗ`,
			`Column "${other}" has whole numbers that vary as counts do: "${count}" and "${other}" may be exchanged`
		),
		choices: [
			choice(
				'map',
				`samples=${count}`,
				both(`Đúng như tiêu đề: "${count}" là số mẫu`, `As headed: "${count}" is the count`),
				examplesOf(table, samples)
			),
			choice(
				'map',
				`samples=${other}`,
				both(
					`"${other}" là số mẫu (thêm --map "download=${count}" nếu cột kia là tốc độ)`,
					`"${other}" is the count (add --map "download=${count}" if the other holds speeds)`
				),
				examplesOf(table, speed)
			)
		],
		form: '--map samples="<header>"'
	};
}
