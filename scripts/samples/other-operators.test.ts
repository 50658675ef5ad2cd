/** Operators that `data/operators.csv` doesn't know are one, whose rows add up, and never without a word. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SILENT } from '../common/progress.ts';
import { copyCountry, copyDrawnCountry, type Country } from '../testing/country.ts';
import { NOW, officeFile } from '../testing/office.ts';
import { addSamples } from './add.ts';
import type { AddOptions } from './part.ts';
import { readStore, rowsOfStored } from './store.ts';
import { toldOf } from './tell.ts';

let country: Country;
beforeEach(async () => {
	country = await copyCountry();
});
afterEach(() => country.remove());

async function add(text: string, options: Partial<AddOptions> = {}) {
	const files = [await officeFile(country.data, 'a.csv', text)];
	const result = await addSamples({
		data: country.data,
		files,
		now: NOW,
		progress: SILENT,
		...options
	});
	const told = toldOf(result, 'vi');
	return { ...told, note: told.notes.find((of) => of.includes('data/operators.csv')) };
}

async function stored(): Promise<[string, number, number][]> {
	const folder = `${country.data}/samples`;
	const { months } = await readStore(folder);
	const rows = await Promise.all(months.map((entry) => rowsOfStored(folder, entry)));
	return rows
		.flat()
		.map(({ operator, samples, download }): [string, number, number] => [
			operator,
			samples,
			download
		])
		.sort();
}

describe('a monthly table', () => {
	const header = 'Tháng,Mã xã,Mạng,Nhà mạng,Số mẫu,Tải xuống trung vị (Mbps)';
	const row = (operator: string, samples: number, code = '00004') =>
		`2026-09,${code},Di động,"${operator}",${samples},50`;
	const rows = [
		row('Viettel', 100),
		row('Mạng Sao Mai', 50),
		row('0912345678', 20),
		row('__proto__', 20),
		row('=HYPERLINK(1)', 20)
	];

	it('has the sum of those of a unit, with no speed, and how many there are is told', async () => {
		const { status, accepted, rejected, note } = await add(
			[header, ...rows, row('Tổng', 210)].join('\n')
		);
		expect([status, accepted, rejected]).toEqual(['accepted', 6, 0]);
		expect(await stored()).toEqual([
			['', 210, 50],
			['Viettel', 100, 50],
			['other', 110, NaN]
		]);
		expect(note).toMatch(/^4 dòng .*"Mạng Sao Mai" \(1\)/);
		expect(note).not.toMatch(/0912|proto|HYPERLINK/);
	});

	it('still has no row twice: one name with two counts is a contradiction', async () => {
		const { status } = await add(
			[header, ...rows, row('MẠNG SAO MAI', 51), row('Tổng', 210)].join('\n')
		);
		expect(status).toBe('question');
	});

	it('says nothing of a row that is named "Khác"', async () => {
		const { status, note } = await add([header, row('Viettel', 100), row('Khác', 50)].join('\n'));
		expect([status, note]).toEqual(['accepted', undefined]);
		expect(await stored()).toContainEqual(['other', 50, 50]);
	});
});

describe('measurements', () => {
	beforeEach(async () => {
		await country.remove();
		country = await copyDrawnCountry();
	});
	const text = [
		'time,longitude,latitude,network,download,upload,latency,operator',
		...['Viettel', 'Mạng Sao Mai', 'Mạng Sao Mai', '0912345678', 'Khác', ''].map(
			(operator, at) => `2026-09-0${at + 1} 10:00:00,105.84966,21.04652,mobile,50,9,30,${operator}`
		)
	].join('\n');

	it.each([
		['in sheets', {}],
		['in large files', { sheetBytes: 0 }]
	])('%s are told, too', async (_, options) => {
		const { status, note } = await add(text, options);
		expect(status).toBe('accepted');
		expect(note).toMatch(/^3 lần đo .*"Mạng Sao Mai" \(2\)/);
		expect(note).not.toContain('0912');
	});
});
