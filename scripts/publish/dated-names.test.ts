/** Tables with names and codes of any day, read against the real list of units. */
import { appendFile, cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { showMonth } from '../samples/months.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { SILENT } from '../common/progress.ts';
import { addSamples } from '../samples/add.ts';
import { addFiles, figuresOf, NOW, officeFile } from '../testing/office.ts';

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

	it('means the unit that bears a name on the last day of its month, where another bore it before', async () => {
		await appendFile(
			join(data, 'gazetteer/2025-07-changes.csv'),
			[
				'00025,2026-08-15,Phường Kim Mã,Phường,1/NQ,2026-08',
				'00008,2026-09-10,Phường Giảng Võ,Phường,2/NQ,2026-09\n'
			].join('\n')
		);
		const table = (month: string) =>
			[
				'Tháng,Tỉnh,Xã,Mạng,Số mẫu',
				`${month},Hà Nội,Phường Giảng Võ,Di động,412`,
				`${month},Hà Nội,Phường Ba Đình,Di động,12`
			].join('\n');
		for (const [month, code] of [
			['2026-07', '00025'],
			['2026-09', '00008'],
			['2026-10', '00008']
		] as const) {
			await addFiles(data, { [`${month}.csv`]: table(month) });
			expect([...(await samplesIn(month))]).toEqual([
				['00004', 12],
				[code, 412]
			]);
		}
		// Of August nobody knows: it was of one until the 14th, and is of the other when the table may have been made.
		const { fault } = await dataErrorOf(() => addFiles(data, { 'a.csv': table('2026-08') }));
		expect(fault.found).not.toContain('list:');
	});

	it('may call 46 what it was in its month: Thành phố Huế since January 2025, beside the district of that name', async () => {
		const text = (month: string) =>
			[
				'Tháng,Tỉnh,Huyện,Mạng,Số mẫu',
				`${month},Thành phố Huế,Thành phố Huế,Di động,412`,
				`${month},Thừa Thiên Huế,Huyện A Lưới,Di động,12`,
				`${month},Tỉnh Thừa Thiên Huế,,Di động,900`
			].join('\n');
		await addFiles(data, { 'a.csv': text('2025-03') });
		expect([...(await samplesIn('2025-03'))].sort()).toEqual([
			['46', 900],
			['474', 412],
			['481', 12]
		]);
		const shown = (await showMonth(data, '2025-03')).join('\n');
		expect(shown).toContain('Huyện A Lưới, Thành phố Huế');
		await addFiles(data, { 'b.csv': text('2024-12') });
		expect((await showMonth(data, '2024-12')).join('\n')).toContain(
			'Huyện A Lưới, Tỉnh Thừa Thiên Huế'
		);
		// In a column of any level it was the district while the province had another name.
		const bare = 'Đơn vị,Mạng,Số mẫu\nThành phố Huế,Di động,77\nHuyện A Lưới,Di động,5\n';
		await addFiles(data, { 'c.csv': bare }, { month: '2024-11' });
		expect((await samplesIn('2024-11')).get('474')).toBe(77);
	});

	it('is not asked for a list that cannot be carried over', async () => {
		const text = 'Tháng,Tỉnh,Xã,Mạng,Số mẫu\n2024-11,Hải Phòng,Đặc khu Bạch Long Vĩ,Di động,12\n';
		const file = await officeFile(data, 'a.csv', text);
		const { draft } = await addSamples({ data, files: [file], now: NOW, progress: SILENT });
		expect(draft!.questions.map(({ about, form }) => [about, form])).toEqual([
			['list', '--list 2022-10']
		]);
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
