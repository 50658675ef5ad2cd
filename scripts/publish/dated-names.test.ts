/** Tables with names and codes of any day, read against the real list of units. */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { showMonth } from '../samples/months.ts';
import { addFiles, figuresOf } from '../testing/office.ts';

const REAL = resolve(import.meta.dirname, '../../data');
const CASES = resolve(import.meta.dirname, '../../tests/fixtures/cases');

let data: string;
beforeEach(async () => {
	const folder = await mkdtemp(join(tmpdir(), 'dated-names-'));
	data = join(folder, 'data');
	for (const each of ['editions.csv', 'gazetteer', 'crosswalk'])
		await cp(join(REAL, each), join(data, each), { recursive: true });
});
afterEach(() => rm(resolve(data, '..'), { recursive: true, force: true }));

const addCase = async (name: string) =>
	addFiles(data, { [name]: await readFile(join(CASES, name)) });
const samplesIn = async (month: string) =>
	new Map([...(await figuresOf(data, month, 'mobile'))].map(([code, of]) => [code, of.samples]));

describe('a table', () => {
	it('may use the names of its month: Thành phố Bắc Ninh and its wards of October 2026', async () => {
		const report = await addCase('bac-ninh-2026-10-official-names.csv');
		expect(report).toMatchObject({ rowsRead: 99, accepted: 99 });
		expect(report!.rejected).toEqual({});
		const samples = await samplesIn('2026-10');
		expect(samples.size).toBe(99);
		// Phường Bắc Giang is the first row, Phường Yên Phong a ward since September 2026.
		expect(samples.get('07210')).toBe(100);
		expect(samples.has('09193')).toBe(true);
		// A month is shown with the names of its last day.
		const shown = (await showMonth(data, '2026-10')).join('\n');
		expect(shown).toContain('Thành phố Bắc Ninh');
		expect(shown).not.toContain('Tỉnh Bắc Ninh');
	});

	it('may use names of any other day: wards of 2026 in a table of September 2025', async () => {
		const report = await addCase('dong-nai-2025-09.csv');
		// Xã Nhơn Trạch stands there twice, with and without its type, with the same figure.
		expect(report).toMatchObject({ rowsRead: 4, accepted: 3 });
		expect(Object.keys(report!.rejected)).toEqual(['duplicate']);
		const samples = await samplesIn('2025-09');
		expect(samples.get('26368')).toBe(100);
		expect(samples.get('26248')).toBe(100);
		expect(samples.get('26485')).toBe(120);
	});

	it('may use names of the list before for units that went on as they were, with speeds', async () => {
		const text = [
			'Tháng,Tỉnh,Xã,Mạng,Số mẫu,Tải xuống (Mbit/s),Thống kê',
			'2026-10,Tỉnh Thừa Thiên Huế,Phường An Cựu,Di động,4120,"68,2",trung vị',
			'2026-10,TT Huế,Phường Vỹ Dạ,Di động,412,"54,3",trung vị',
			'2026-10,Thành phố Hải Phòng,Huyện Bạch Long Vĩ,Di động,12,"31,5",trung vị'
		].join('\n');
		const report = await addFiles(data, { 'huế.csv': text });
		expect(report).toMatchObject({ rowsRead: 3, accepted: 3 });
		const figures = await figuresOf(data, '2026-10', 'mobile');
		expect(figures.get('19815')).toMatchObject({ samples: 4120, download: 68.2 });
		expect(figures.get('19777')).toMatchObject({ samples: 412, download: 54.3 });
		expect(figures.get('11948')).toMatchObject({ samples: 12, download: 31.5 });
	});

	it('is asked about a name of the list before that is of other ground now', async () => {
		const text = (name: string) =>
			[
				'Tháng,Tỉnh,Xã,Mạng,Số mẫu',
				`2026-10,Tỉnh Ninh Bình,Xã ${name},Di động,412`,
				'2026-10,Tỉnh Ninh Bình,Phường Hoa Lư,Di động,12'
			].join('\n');
		// Merged into Xã Gia Hưng, that bears another name.
		await expect(addFiles(data, { 'cũ.csv': text('Liên Sơn') })).rejects.toThrow(
			'units of the list 2022-10'
		);
	});

	it('may use the official code of Xã Ba Chẽ, and the one that was printed', async () => {
		const text = await readFile(join(CASES, 'ba-che-official-code.csv'), 'utf8');
		for (const [at, code] of ['06970', '06978', '6978'].entries()) {
			// A spreadsheet takes the zeros of all codes away.
			const other = code.length < 5 ? '6979' : '06979';
			const own = text.replace('06970', code).replace('06979', other);
			const report = await addFiles(
				data,
				{ [`${code}.csv`]: own },
				at > 0 ? { replace: '2026-09' } : {}
			);
			expect(report).toMatchObject({ rowsRead: 2, accepted: 2 });
			expect([...(await samplesIn('2026-09'))]).toEqual([
				['06970', 412],
				['06979', 120]
			]);
		}
	});
});
