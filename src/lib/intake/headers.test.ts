import { describe, expect, it } from 'vitest';
import { meaningOf } from './headers.ts';

const say = (...parts: string[]) => {
	const { role, isWeak, month, network, unit, latencyUnit, statistic, operator, isPart } =
		meaningOf(parts);
	return [
		role,
		isWeak && 'weak',
		month,
		network?.technology ?? network?.network,
		operator,
		statistic,
		role === 'latency' ? latencyUnit : unit,
		isPart && 'part'
	]
		.filter(Boolean)
		.join(' ');
};

describe('the count', () => {
	it.each([
		'Số mẫu',
		'SỐ MẪU ĐO',
		'Tổng số mẫu',
		'Số lượng mẫu đo',
		'SL mẫu',
		'Số phép đo',
		'Số lần đo',
		'Số lượt đo',
		'Lượt đo',
		'Số bản ghi đo',
		'Mẫu',
		'Số mẫu thu được',
		'Số mẫu hợp lệ',
		'Số lượt test',
		'Số mẫu i-Speed',
		'Số kết quả đo',
		'samples',
		'Sample count',
		'Number of tests',
		'No. of samples',
		'tests',
		'Tổng mẫu đo trong tháng',
		'Số lượt đo kiểm',
		'Số mẫu đo (mẫu)'
	])('%s', (text) => expect(say(text)).toBe('samples'));
	it.each(['n', 'Số lượng', 'SL', 'count', 'Tổng', 'Số lượt'])('%s is weak', (text) =>
		expect(say(text)).toBe('samples weak')
	);
	it.each([
		'Số mẫu còn thiếu',
		'Chỉ tiêu số mẫu',
		'Tỷ lệ mẫu (%)',
		'Số mẫu tháng trước',

		'Số mẫu không hợp lệ',
		'Số thuê bao',
		'Dân số',
		'Số mẫu tối thiểu',
		'Số mẫu/1.000 dân số'
	])('%s is not', (text) => expect(say(text)).toBe('other'));
});

it.each([
	[['Số mẫu (Di động)'], 'samples mobile'],
	[['Số mẫu cố định'], 'samples fixed'],
	[['Số mẫu 5G'], 'samples 5g'],
	[['Trong đó', '5G'], 'samples 5g part'],
	[['Di động', 'Tháng 8/2026', 'Số mẫu'], 'samples 2026-08 mobile'],
	[['Di động', 'Tháng 8/2026', 'Tải xuống trung vị'], 'download 2026-08 mobile median'],
	[['T11/2024'], 'samples 2024-11'],
	[['Viettel'], 'samples Viettel'],
	[['Tốc độ (Mbps)', 'Tải xuống'], 'download Mbit/s'],
	[['Ping', '(ms)'], 'latency ms'],
	[['Độ trễ (giây)'], 'latency s'],
	[['Download trung vị (MB/s)'], 'download median MB/s'],
	[['TỐC ĐỘ TẢI XUỐNG TRUNG VỊ'], 'download median'],
	[['TỐC ĐỘ TẢI XUỐNG (MBPS)'], 'download Mbit/s'],
	[['TỐC ĐỘ TẢI XUỐNG (MB/S)'], 'download open'],
	[['download_mbps'], 'download Mbit/s'],
	[['Upload TB (Mbps)'], 'upload mean Mbit/s'],
	[['Débit descendant (kb/s)'], 'download kbit/s'],
	[['Mã xã'], 'code'],
	[['Mã'], 'code'],
	[['MÃ ĐVHC'], 'code'],
	[['Mã tỉnh'], 'provinceCode'],
	[['Tên xã/phường'], 'commune'],
	[['Xã, phường, đặc khu'], 'commune'],
	[['Quận/Huyện/Thị xã'], 'district'],
	[['Tỉnh/Thành phố'], 'province'],
	[['Tỉnh, TP trực thuộc TW'], 'province'],
	[['Đơn vị hành chính'], 'unit'],
	[['Địa bàn'], 'unit'],
	[['Tên đơn vị cấp xã'], 'commune'],
	[['Tên xã cũ'], 'other'],
	[['STT'], 'number'],
	[['Loại hình'], 'network'],
	[['Nhà mạng'], 'operator'],
	[['T03-2025', 'Nhà mạng'], 'operator 2025-03'],
	[['Ghi chú'], 'other'],
	[['Jitter (ms)'], 'jitter'],
	[['client.Geo.Latitude'], 'latitude'],
	[['a.MeanThroughputMbps'], 'download mean Mbit/s'],
	[['a.MinRTT'], 'latency'],
	[['quadkey'], 'tile']
] as const)('%s', (parts, expected) => expect(say(...parts)).toBe(expected));

describe('a column of measurements', () => {
	it.each([
		['avg_d_kbps', 'download mean kbit/s'],
		['avg_u_kbps', 'upload mean kbit/s'],
		['avg_lat_ms', 'latency mean ms'],
		['avg_lat_down_ms', 'other mean'],
		['place.lat', 'latitude'],
		['client.Geo.Longitude', 'longitude'],
		['gps_lon', 'longitude'],
		['timestamp_utc', 'time'],
		['ts', 'time'],
		['created_at_local', 'time'],
		['server_latitude', '']
	])('%s is %s', (header, meaning) => {
		expect(say(header)).toBe(meaning);
	});
});
