import { describe, expect, it } from 'vitest';
import { findMonth, monthOfCell } from './calendar.ts';
import { findHeader, readColumnMap, readHeader, speedUnit } from './columns.ts';
import { dataErrorOf } from '../testing/errors.ts';

describe('a header', () => {
	it.each([
		['Mã xã', { role: 'code' }],
		['ma_xa', { role: 'code' }],
		['MaDVHC', { role: 'code' }],
		['Tên phường, xã', { role: 'commune' }],
		['Quận/Huyện', { role: 'district' }],
		['TỈNH, THÀNH PHỐ', { role: 'province' }],
		['Địa phương', { role: 'unit' }],
		['Số lượng mẫu', { role: 'samples' }],
		['Số mẫu đo di động', { role: 'samples', network: 'mobile' }],
		['Cố định', { role: 'samples', network: 'fixed' }],
		['T9/2026', { role: 'samples', month: '2026-09' }],
		['2026-09', { role: 'samples', month: '2026-09' }],
		['Di động T10/2026', { role: 'samples', month: '2026-10', network: 'mobile' }],
		['download_mbps', { role: 'download', unit: 'Mbit/s' }],
		[
			'Tốc độ tải xuống trung bình (kbit/s)',
			{ role: 'download', unit: 'kbit/s', statistic: 'mean' }
		],
		['Trung vị tải lên [Mbps]', { role: 'upload', unit: 'Mbit/s', statistic: 'median' }],
		['Độ trễ (ms)', { role: 'latency' }],
		['Độ trễ di động (ms)', { role: 'latency', network: 'mobile' }],
		['Thời gian đo', { role: 'time' }],
		['Kinh độ', { role: 'longitude' }],
		['lat', { role: 'latitude' }],
		['Nhà mạng', { role: 'operator' }],
		['Số điện thoại', { role: 'private' }],
		['IP', { role: 'private' }]
	])('%s', (text, meaning) => {
		expect(readHeader(text, 3)).toMatchObject({ at: 3, header: text, ...meaning });
	});

	it.each(['STT', 'Ghi chú', '', 'Dân số', 'Diện tích (km2)'])('%s means nothing', (text) => {
		expect(readHeader(text, 0)).toBeUndefined();
	});

	it('is found below titles', () => {
		const rows = [['Báo cáo tháng 9'], [], ['STT', 'Mã', 'Số mẫu'], ['1', '00001', '5']];
		expect(findHeader(rows, {}, 'a')).toMatchObject({ kind: 'table', height: 3, unknown: ['STT'] });
	});

	it('tells measurements from tables', () => {
		const kindOf = (...row: string[]) => findHeader([row], {}, 'a').kind;
		expect(kindOf('time', 'lon', 'lat', 'download')).toBe('measurements');
		expect(kindOf('code', 'lon', 'lat', 'samples')).toBe('table');
	});

	it('may be merged over two rows, beside networks that have several columns', () => {
		const rows = [
			['STT', 'Tỉnh/Thành phố', 'Tên xã/phường', 'Mạng di động', null, 'Mạng cố định', null],
			[null, null, null, 'Số mẫu', 'Tải xuống (Mbps)', 'Số mẫu', 'Tải xuống (Mbps)'],
			[1, 'Hà Nội', 'Phường Ba Đình', 412, 68.2, 100, null]
		];
		const header = findHeader(rows, {}, 'a');
		expect(header).toMatchObject({ height: 2, unknown: ['STT'] });
		expect(header.columns).toMatchObject([
			{ at: 1, role: 'province' },
			{ at: 2, role: 'commune' },
			{ at: 3, role: 'samples', network: 'mobile' },
			{ at: 4, role: 'download', network: 'mobile', unit: 'Mbit/s' },
			{ at: 5, role: 'samples', network: 'fixed' },
			{ at: 6, role: 'download', network: 'fixed', unit: 'Mbit/s' }
		]);
	});

	it('may have measures above networks or months', () => {
		const rows = [
			['Mã xã', 'Số mẫu', null, 'Độ trễ (ms)', null],
			[null, 'Di động', 'Cố định', 'Di động', 'Cố định']
		];
		expect(findHeader(rows, {}, 'a').columns).toMatchObject([
			{ role: 'code' },
			{ role: 'samples', network: 'mobile' },
			{ role: 'samples', network: 'fixed' },
			{ role: 'latency', network: 'mobile' },
			{ role: 'latency', network: 'fixed' }
		]);
		const months = [
			['Mã xã', 'Số mẫu', null],
			['', 'T8/2026', 'T9/2026']
		];
		expect(findHeader(months, {}, 'a').columns).toMatchObject([
			{ role: 'code' },
			{ role: 'samples', month: '2026-08' },
			{ role: 'samples', month: '2026-09' }
		]);
	});

	it('is named by --map where it is unknown', async () => {
		const map = readColumnMap(['samples=Lượng', 'code = Ký hiệu']);
		expect(findHeader([['Ký hiệu', 'Lượng', 'Mã']], map, 'a').columns).toMatchObject([
			{ role: 'code', header: 'Ký hiệu' },
			{ role: 'samples', header: 'Lượng' }
		]);
		expect((await dataErrorOf(() => readColumnMap(['speed=x']))).message).toContain(
			'expected column=header with one of code,'
		);
		const missing = readColumnMap(['latency=Trễ']);
		expect(
			(await dataErrorOf(() => findHeader([['Mã', 'Số mẫu']], missing, 'a'))).message
		).toContain('column "Trễ": header: found "Mã, Số mẫu"');
	});
});

it.each([
	['Mbps', 'Mbit/s'],
	['Mbit/s', 'Mbit/s'],
	['kbps', 'kbit/s'],
	['bit/s', 'bit/s'],
	['Gbps', 'Gbit/s'],
	['m/s', undefined]
])('unit of speed: %s', (text, unit) => {
	expect(speedUnit(text)).toBe(unit);
});

it.each([
	['2026-09', '2026-09'],
	['9/2026', '2026-09'],
	['T9/2026', '2026-09'],
	['Tháng 9 năm 2026', '2026-09'],
	['15/09/2026', '2026-09'],
	['2026-09-15 10:00', '2026-09'],
	['202609', '2026-09'],
	['13/2026', undefined],
	['Quý 3', undefined]
])('month: %s', (text, month) => {
	expect(findMonth(text)?.month).toBe(month);
});

it('months of cells', () => {
	expect(monthOfCell(new Date(Date.UTC(2026, 8, 1)))).toBe('2026-09');
	expect(monthOfCell(46266)).toBe('2026-09');
	expect(monthOfCell('46266')).toBe('2026-09');
	expect(monthOfCell('Tháng 9', 2026)).toBe('2026-09');
	expect(monthOfCell(9, 2026)).toBe('2026-09');
	expect(monthOfCell('Tháng 9')).toBeUndefined();
});
