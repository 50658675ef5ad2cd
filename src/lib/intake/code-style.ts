/** How a table writes the codes of units: proven by all of them together, or asked. */
import type { Month } from '../domain/month.ts';
import { CODE_LENGTH, LEVELS, type Level } from '../domain/unit.ts';
import type { AnswerBook } from './answers.ts';
import type { Question } from './draft.ts';
import type { CodeStyle, UnitFinder } from './finder.ts';
import type { Text } from './sheet.ts';
import type { Column, Table } from './tables.ts';
import { both, choice, same, wayOut } from './texts.ts';
import { fold } from './words.ts';

/** What the codes of a table may be; with a question where lost zeros hide the level. */
export function codeStyleOf(
	table: Table,
	column: Column | undefined,
	codes: readonly string[],
	finder: UnitFinder,
	book: AnswerBook,
	month?: Month
): CodeStyle & { question?: Question } {
	const levels = [...LEVELS].reverse();
	if (!column || codes.length === 0) return { levels, isShort: false };
	const header = fold(column.parts.join(' ')).replace(/\bdia phuong\b/, '');
	if (/\b(?:xa|phuong|commune|ward|maxa|maphuong)\b/.test(header))
		return { levels: ['commune'], isShort: true };
	const digits = codes.filter((code) => /^\d+$/.test(code));
	const longest = digits.reduce((most, { length }) => Math.max(most, length), 0);
	if (digits.some((code) => code.startsWith('0'))) return { levels, isShort: false };
	// With codes of communes among them, the short ones are communes that lost their zeros, unless there is no such one.
	if (longest > CODE_LENGTH.district) return { levels, isShort: true, prefers: 'commune' };
	const answer = book.of('level', table.name) as Level | undefined;
	if (answer) return { levels: [answer], isShort: true };
	return { levels, isShort: true, question: levelOfCodes(table, column, digits, finder, month) };
}

function levelOfCodes(
	table: Table,
	column: Column,
	codes: readonly string[],
	finder: UnitFinder,
	month: Month | undefined
): Question {
	const choices = [...LEVELS].reverse().flatMap((level) => {
		const places = codes.slice(0, 40).flatMap((code) => {
			if (code.length > CODE_LENGTH[level]) return [];
			const place = finder.placeOf(code.padStart(CODE_LENGTH[level], '0'));
			return place?.level === level ? [{ code, place }] : [];
		});
		if (places.length === 0) return [];
		const name = LEVEL_NAMES[level];
		return [
			choice(
				'level',
				level,
				both(`Mã ${name.vi}`, `Codes of ${name.en}`),
				places
					.slice(0, 3)
					.map(({ code, place }) =>
						same(`${code} = ${place.code} ${finder.describe(place, month)}`)
					)
			)
		];
	});
	return {
		about: 'level',
		tables: [table.name],
		found: both(
			`Cột "${column.parts.join(' / ')}" có các mã ngắn như ${codes.slice(0, 3).join(', ')}; có thể đã mất số 0 ở đầu`,
			`Column "${column.parts.join(' / ')}" has short codes such as ${codes.slice(0, 3).join(', ')}; they may have lost leading zeros`
		),
		choices:
			choices.length > 0
				? choices
				: [wayOut(both('Ghi mã đủ chữ số (00004)', 'Write codes with all digits (00004)'))],
		form: '--level commune | district | province'
	};
}

/** Levels by name. */
export const LEVEL_NAMES: Record<Level, Text> = {
	commune: both('xã, phường, đặc khu', 'communes'),
	district: both('quận, huyện', 'districts'),
	province: both('tỉnh, thành phố', 'provinces')
};
