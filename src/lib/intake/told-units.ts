/** Units of speed that header, titles and notes give: where these differ it is asked which holds. */
import type { AnswerBook } from './answers.ts';
import type { Said } from './context.ts';
import { valuesOf } from './column-values.ts';
import type { Group } from './groups.ts';
import { isTime } from './headers.ts';
import { SPEED_UNITS, speedUnit, type SpeedUnit } from './speed-units.ts';
import type { DataRow } from './rows.ts';
import type { ValueStyle } from './styles.ts';
import type { Column, Table } from './tables.ts';
import { both, choice, same } from './texts.ts';

/** Ask about columns of speed of which header, titles and notes say several units, or take the one that was answered. */
export function askToldUnits(
	table: Table,
	groups: readonly Group[],
	data: readonly DataRow[],
	said: readonly Said<SpeedUnit>[],
	book: AnswerBook,
	style: ValueStyle
): void {
	const answer = speedUnit(book.of('unit', table.name) ?? '');
	const columns = groups
		.flatMap(({ speeds }) => Object.values(speeds))
		.filter(({ role, unit }) => !isTime(role) && unit !== 'open');
	for (const column of columns) {
		const units = unitsOf(column, said);
		if (units.length < 2) continue;
		if (answer && units.includes(answer)) {
			style.factors.set(column.at, SPEED_UNITS[answer]);
			style.unit = {
				value: answer,
				certainty: 'proven',
				evidence: [{ kind: 'answer', at: '--unit', text: answer }]
			};
			delete style.refusal;
		} else if (!answer && !style.questions.some(({ about }) => about === 'unit'))
			style.questions.push(question(table, column, data, units, said, style));
	}
}

function unitsOf({ unit }: Column, said: readonly Said<SpeedUnit>[]): SpeedUnit[] {
	const own = unit && unit !== 'open' ? [unit] : [];
	return [...new Set([...own, ...said.map(({ value }) => value)])];
}

function question(
	table: Table,
	column: Column,
	data: readonly DataRow[],
	units: readonly SpeedUnit[],
	said: readonly Said<SpeedUnit>[],
	{ decimal }: ValueStyle
): ValueStyle['questions'][0] {
	const header = column.parts.join(' / ');
	const texts = said.map(({ evidence }) => `"${evidence.text}" (${evidence.at})`).join('; ');
	const values = valuesOf(
		data.map(({ row }) => row),
		column,
		decimal
	).slice(0, 3);
	return {
		about: 'unit',
		tables: [table.name],
		found: both(
			`Cột "${header}" và ${texts} ghi đơn vị tốc độ khác nhau: ${units.join(', ')}`,
			`Column "${header}" and ${texts} name different units of speed: ${units.join(', ')}`
		),
		choices: units.map((unit) =>
			choice(
				'unit',
				unit,
				same(unit),
				values.map((value) =>
					same(`${value} = ${Number((value * SPEED_UNITS[unit]).toPrecision(4))} Mbit/s`)
				)
			)
		),
		form: `--unit ${units.join(' | ')}`
	};
}
