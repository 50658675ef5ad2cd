/** What a table's speeds are: told by a column, a header, a title or an answer; where these differ it is asked. */
import type { Statistic } from '../domain/join.ts';
import type { AnswerBook } from './answers.ts';
import type { Surroundings } from './context.ts';
import type { Evidence, Question } from './draft.ts';
import type { Group } from './groups.ts';
import type { FoundReading } from './readings.ts';
import type { DataRow } from './rows.ts';
import { textOf, type Text } from './sheet.ts';
import type { Column, Table } from './tables.ts';
import { both } from './texts.ts';
import { fold, takeStatistic } from './words.ts';

const NAMES: Record<Statistic, Text> = {
	median: both('trung vị', 'medians'),
	mean: both('trung bình', 'means')
};

/** What was found; `isOverAll` when an answer holds against headers and cells. */
export type FoundStatistic = FoundReading<Statistic> & { isOverAll: boolean };

interface Said {
	value: Statistic;
	evidence: Evidence;
}

/** The statistic of a table's speeds. */
export function statisticOfTable(
	table: Table,
	surroundings: Surroundings,
	groups: readonly Group[],
	data: readonly DataRow[],
	footnotes: readonly Evidence[],
	book: AnswerBook
): FoundStatistic {
	const found: FoundStatistic = { questions: [], notes: [], isOverAll: false };
	const columns = groups.flatMap(({ speeds }) => Object.values(speeds));
	const hasSpeeds = columns.some(({ at }) =>
		data.some(({ row }) => /\d/.test(textOf(row.cells[at])))
	);
	if (!hasSpeeds) return found;
	const said = saidOf(table, surroundings, columns, data, footnotes);
	const own = new Set(said.map(({ value }) => value));
	const answer = book.of('statistic', table.name) as Statistic | undefined;
	const [first] = said;
	// Columns or rows may each have their own.
	if (own.size > 1 && !areAtOdds(said, footnotes)) return found;
	if (answer && own.size === 1 && first!.value !== answer) {
		found.refusal = {
			found: first!.value,
			expected: both(
				`--statistic ${answer} trái với tệp (${first!.value})`,
				`--statistic ${answer} contradicts the file (${first!.value})`
			)
		};
		return found;
	}
	if (answer) {
		found.isOverAll = own.size > 1;
		const evidence: Evidence = { kind: 'answer', at: '--statistic', text: answer };
		found.reading = { value: answer, certainty: 'proven', evidence: [evidence] };
	} else if (own.size === 1 && first!.evidence.kind !== 'values')
		found.reading = { value: first!.value, certainty: 'proven', evidence: [first!.evidence] };
	else if (own.size !== 1) found.questions.push(statisticQuestion(table, columns, data, said));
	return found;
}

/** What header, title and cells say, each once. */
function saidOf(
	table: Table,
	{ statistics }: Surroundings,
	columns: readonly Column[],
	data: readonly DataRow[],
	footnotes: readonly Evidence[]
): Said[] {
	const headers = columns.flatMap(({ statistic, parts }): Said[] =>
		statistic
			? [
					{
						value: statistic,
						evidence: { kind: 'header', at: table.name, text: parts.join(' / ') }
					}
				]
			: []
	);
	const cells = data.flatMap(({ statistic }): Said[] => {
		const { statistic: value } = takeStatistic(fold(statistic));
		return value ? [{ value, evidence: { kind: 'values', at: table.name, text: statistic } }] : [];
	});
	return [
		...each(headers),
		...each(statistics),
		...each(notesOf(columns, footnotes)),
		...each(cells)
	];
}

/** What notes say of speeds: of their headers, "(2) Trung vị" below "Tải xuống (2)", or of speeds by name. */
function notesOf(columns: readonly Column[], footnotes: readonly Evidence[]): Said[] {
	const marks = columns.flatMap(({ parts }) => [
		...parts.join(' ').matchAll(/\((\d{1,2}|[a-z]|\*+)\)|(\*+)/g)
	]);
	const own = new Set(marks.map(([, mark, stars]) => mark ?? stars!));
	return footnotes.flatMap((evidence): Said[] => {
		const [, mark = '', text = ''] =
			/^\s*(?:\(?(\d{1,2}|[a-z]|\*+)\s*[).:]?\s+)?(.*)$/is.exec(evidence.text) ?? [];
		const { statistic, rest } = takeStatistic(fold(text));
		const isOfSpeeds = /\b(?:toc do|speeds?|tai (?:xuong|len)|do tre)\b/.test(rest);
		return statistic && (own.has(mark) || isOfSpeeds) ? [{ value: statistic, evidence }] : [];
	});
}

function each(said: readonly Said[]): Said[] {
	return said.filter(({ value }, at) => said.findIndex((of) => of.value === value) === at);
}

/** True where one place says one thing and another place the other. */
function areAtOdds(said: readonly Said[], footnotes: readonly Evidence[]): boolean {
	const kinds = new Map<string, Set<Statistic>>();
	for (const { value, evidence } of said) {
		const isNote = footnotes.includes(evidence);
		const kind = isNote ? 'note' : evidence.kind === 'sheet' ? 'title' : evidence.kind;
		kinds.set(kind, (kinds.get(kind) ?? new Set<Statistic>()).add(value));
	}
	const single = [...kinds.values()].filter(({ size }) => size === 1).flatMap((of) => [...of]);
	return new Set(single).size > 1;
}

function statisticQuestion(
	table: Table,
	columns: readonly Column[],
	data: readonly DataRow[],
	said: readonly Said[]
): Question {
	const names = columns.map(({ parts }) => `"${parts.join(' / ')}"`).join(', ');
	const [column] = columns;
	const shown = data
		.map(({ row }) => textOf(row.cells[column!.at]))
		.filter(Boolean)
		.slice(0, 3);
	const saying = (locale: keyof Text) =>
		said.map(({ value, evidence }) => `"${evidence.text}": ${NAMES[value][locale]}`).join('; ');
	return {
		about: 'statistic',
		tables: [table.name],
		found:
			said.length > 0
				? both(
						`Tốc độ là trung vị hay trung bình? Tệp ghi cả hai: ${saying('vi')}`,
						`Are the speeds medians or means? The file says both: ${saying('en')}`
					)
				: both(
						`Tệp có tốc độ (${names}) nhưng không ghi là trung vị hay trung bình`,
						`The file has speeds (${names}) but does not say whether they are medians or means`
					),
		choices: (['median', 'mean'] as const).map((value) => ({
			answer: { name: 'statistic', value },
			text: NAMES[value],
			examples: shown.map((text) => ({
				vi: `${text} ${value === 'median' ? '(trung vị)' : '(trung bình)'}`,
				en: `${text} (${value})`
			}))
		})),
		form: '--statistic median | mean'
	};
}
