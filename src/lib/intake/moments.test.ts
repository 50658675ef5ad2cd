import { describe, expect, it } from 'vitest';
import { degreesOf, pairOf } from './coordinates.ts';
import { momentOfCell, readMoment, type TimeStyle } from './moments.ts';
import { networkOfTexts } from './measured-way.ts';
import { centreOfQuadkey } from './tiles.ts';
import { zoneInHeader, zoneOf } from './zones.ts';

const STYLE: TimeStyle = { order: 'day-first', zone: 420 };
const text = (at: number | undefined) =>
	at === undefined ? undefined : new Date(at).toISOString().slice(0, 19).replace('T', ' ');

describe('a moment', () => {
	it.each([
		['2026-09-15 07:15:00', '2026-09-15 07:15:00'],
		['2026-08-31 20:00:00 UTC', '2026-09-01 03:00:00'],
		['2026-09-15T00:15:00Z', '2026-09-15 07:15:00'],
		['2026-09-15T00:15:00.123456+00:00', '2026-09-15 07:15:00'],
		['2026-09-15 07:15:00+07', '2026-09-15 07:15:00'],
		['2026-09-15 07:15:00 -0500', '2026-09-15 19:15:00'],
		['2026-09-15 07:15 GMT+9', '2026-09-15 05:15:00'],
		['2026-09-15 07:15:12 [America/New_York]', '2026-09-15 18:15:12'],
		['2026-12-15 07:15:12 America/New_York', '2026-12-15 19:15:12'],
		['15/09/2026 07:15:12 Asia/Ho_Chi_Minh', '2026-09-15 07:15:12'],
		['Tue Sep 15 2026 07:15:00 GMT+0700 (Indochina Time)', '2026-09-15 07:15:00'],
		['15/09/2026 07:15 CH', '2026-09-15 19:15:00'],
		['15/09/2026 12:15 SA', '2026-09-15 00:15:00'],
		['15/09/2026 19:15 PM', '2026-09-15 19:15:00'],
		['Sep 15, 2026 7:15:12 PM', '2026-09-15 19:15:12'],
		['15/9/26 7h15', '2026-09-15 07:15:00'],
		['7 giờ 15 15/09/2026', '2026-09-15 07:15:00'],
		['07:15:12 15/09/2026', '2026-09-15 07:15:12'],
		['15 thg 9, 2026 07:15:02', '2026-09-15 07:15:02'],
		['15 tháng 9 năm 2026', '2026-09-15 00:00:00'],
		['Thứ Ba, 15/09/2026 07:15', '2026-09-15 07:15:00'],
		['15-Sep-2026 07:15', '2026-09-15 07:15:00'],
		['2026/09/15 07:15', '2026-09-15 07:15:00'],
		['20260915071500', '2026-09-15 07:15:00'],
		['20260915', '2026-09-15 00:00:00'],
		['1789431300', '2026-09-15 07:15:00'],
		['1789431300000', '2026-09-15 07:15:00'],
		['1789431300000000', '2026-09-15 07:15:00'],
		['46280.3020833333', '2026-09-15 07:15:00'],
		['2026-09-15', '2026-09-15 00:00:00'],
		['2026-02-30 10:00', undefined],
		['31/09/2026 10:00', undefined],
		['15/09/2026 19:15 SA', undefined],
		['15/09/2026 25:15', undefined],
		['soon', undefined],
		['412', undefined]
	])('%s is %s', (written, expected) => {
		expect(text(readMoment(written, STYLE))).toBe(expected);
	});

	it('of a spreadsheet is right to the second, and a day may lie seconds before midnight', () => {
		const cell = new Date(Date.UTC(2026, 7, 31, 23, 59, 59, 998));
		expect(text(momentOfCell(cell, STYLE))).toBe('2026-09-01 00:00:00');
		const day = new Date(Date.UTC(2026, 7, 31, 23, 59, 12));
		expect(text(momentOfCell(day, STYLE))).toBe('2026-08-31 23:59:12');
		expect(text(momentOfCell(day, { ...STYLE, areDays: true }))).toBe('2026-09-01 00:00:00');
		const turned = new Date(Date.UTC(2026, 0, 9, 7, 15));
		expect(text(momentOfCell(turned, { ...STYLE, swapsCells: true }))).toBe('2026-09-01 07:15:00');
	});
});

it.each([
	['Z', 0],
	['+07', 420],
	['GMT+7', 420],
	['UTC+05:30', 330],
	['Asia/Saigon', 420],
	['Europe/Paris', 'Europe/Paris'],
	['Asia/Nowhere', undefined],
	['+25', undefined],
	['07', undefined]
])('zone %s is %s', (written, zone) => {
	expect(zoneOf(written)).toBe(zone);
});

it.each([
	['Thời gian (GMT+7)', 420],
	['time_utc', 0],
	['Thời gian', undefined],
	['computed', undefined]
])('header %s is of zone %s', (header, zone) => {
	expect(zoneInHeader(header)).toBe(zone);
});

it.each([
	['21.03853', 21.03853],
	['21,03853', 21.03853],
	[`21°02'18.7"N`, 21.038527],
	[`105° 50′ 17,0″ Đ`, 105.838056],
	['N21 02.312', 21.038533],
	['33.5S', -33.5],
	[`21°62'00"N`, undefined],
	['2103853', undefined],
	['x', undefined]
])('%s is %s degrees', (written, degrees) => {
	const found = degreesOf(written);
	if (degrees === undefined) expect(found).toBeUndefined();
	else expect(found).toBeCloseTo(degrees, 5);
});

it.each([
	['21.03853, 105.83806', [21.03853, 105.83806]],
	['21,03853, 105,83806', [21.03853, 105.83806]],
	['21,03853; 105,83806', [21.03853, 105.83806]],
	['(21.03853 105.83806)', [21.03853, 105.83806]],
	['POINT(105.83806 21.03853)', [21.03853, 105.83806]],
	['21.03853', undefined]
])('%s is a pair', (written, pair) => {
	expect(pairOf(written)).toEqual(pair);
});

it.each([
	[['Wi-Fi', '4G'], 'fixed'],
	[['Cell', '5G NSA'], '5g'],
	[['cellular', ''], 'mobile'],
	[['3G'], 'mobile'],
	[['unknown'], undefined],
	[['1'], undefined]
])('%j is %s', (texts, network) => {
	expect(networkOfTexts(texts)).toBe(network);
});

it('a quadkey is the middle of its square', () => {
	expect(centreOfQuadkey('0')).toEqual([-90, expect.closeTo(66.51, 1)]);
	expect(centreOfQuadkey('4')).toEqual([undefined, undefined]);
});
