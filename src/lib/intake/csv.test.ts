import { expect, it } from 'vitest';
import { delimiterOf } from './csv.ts';

it.each(['\n', '\r\n', '\r'])('tells the delimiter of many rows that end with %j', (end) => {
	for (const delimiter of [';', '\t']) {
		const row = (at: number) => ['Hà Nội', 'Xã, phường', at, '1,5'].join(delimiter);
		const text = ['Kết quả đo', ...Array.from({ length: 500 }, (_, at) => row(at))].join(end);
		expect(delimiterOf(text, 'a.csv')).toBe(delimiter);
	}
});
