import { expect, it } from 'vitest';
import { searchUnits } from './search.ts';
import { buildSearchIndex } from './search-index.ts';
import { buildUnits } from './unit.ts';

const index = buildSearchIndex(
	buildUnits('2025-07', {
		province: { code: ['66'], type: ['Tỉnh'], name: ['Tỉnh Đắk Lắk'], parent: [''] },
		commune: {
			code: ['24490', '24505'],
			type: ['Xã', 'Xã'],
			name: ['Xã Krông Pắc', 'Xã Ea Kly'],
			parent: ['66', '66']
		}
	})
);
const found = (text: string) => searchUnits(index, text).hits.map(({ name }) => name);

it('names of the highlands are found with c and with k at the end, with marks and without', () => {
	for (const text of ['krông pắk', 'krong pak', 'Krông Pắc', 'xa krong pak'])
		expect(found(text)[0], text).toBe('Xã Krông Pắc');
	for (const text of ['dac lac', 'Đắc Lắc', 'dak lak'])
		expect(found(text)[0], text).toBe('Tỉnh Đắk Lắk');
	expect(found('kroc pak')).toEqual([]);
});
