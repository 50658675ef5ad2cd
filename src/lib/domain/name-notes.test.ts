import { describe, expect, it } from 'vitest';
import { unitsAt } from './dated-names.ts';
import { nameNotes } from './name-notes.ts';
import { buildUnits } from './unit.ts';

const UNITS = buildUnits(
	'2025-07',
	{ province: { code: ['24'], name: ['Tỉnh Bắc Ninh'], type: ['Tỉnh'], parent: [''] } },
	{
		changes: [
			{
				level: 'province',
				code: '24',
				from: '2026-09-20',
				name: 'Thành phố Bắc Ninh',
				type: 'Thành phố',
				act: '39/2026/QH16',
				actDate: '2026-08'
			}
		],
		aliases: new Map()
	}
);
const notes = (month: string, locale: 'vi' | 'en') =>
	nameNotes(unitsAt(UNITS, month), 'province', 0, month, locale);

describe('nameNotes', () => {
	it('names the act, the day from which the name holds and the name before', () => {
		expect(notes('2026-10', 'vi')).toEqual([
			'Thành phố Bắc Ninh từ 20/09/2026 (39/2026/QH16, 08/2026); trước đó là Tỉnh Bắc Ninh.'
		]);
		expect(notes('2026-09', 'en')).toEqual([
			'Thành phố Bắc Ninh since 20 September 2026 (39/2026/QH16, August 2026); before: Tỉnh Bắc Ninh.'
		]);
	});

	it('tells in earlier months what the unit becomes', () => {
		expect(notes('2026-08', 'vi')).toEqual([
			'Từ 20/09/2026 là Thành phố Bắc Ninh (39/2026/QH16, 08/2026).'
		]);
	});
});
