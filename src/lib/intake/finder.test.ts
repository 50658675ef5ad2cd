import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildUnits } from '../domain/unit.ts';
import { UnitFinder, type UnitWords } from './finder.ts';

const FOLDER = join(import.meta.dirname, '../../../data/gazetteer');
function column(file: string) {
	const [header, ...lines] = readFileSync(join(FOLDER, file), 'utf8').trim().split(/\r?\n/);
	const names = header!.split(',');
	return (name: string) => lines.map((line) => line.split(',')[names.indexOf(name)]!);
}
const [provinces, communes] = [column('2025-07-provinces.csv'), column('2025-07-communes.csv')];
const units = buildUnits('2025-07', {
	province: {
		code: provinces('code'),
		name: provinces('name'),
		type: provinces('type'),
		parent: provinces('code').map(() => '')
	},
	commune: {
		code: communes('code'),
		name: communes('name'),
		type: communes('type'),
		parent: communes('province_code')
	}
});
const finder = new UnitFinder(units);
const ALL = { levels: ['commune', 'province'], isShort: false } as const;
const find = (words: Partial<UnitWords>) => {
	const { place, how, candidates } = finder.find(
		{ code: '', unit: '', commune: '', district: '', province: '', ...words },
		ALL
	);
	return place
		? `${place.code} ${how}`
		: `? ${candidates
				.map(({ code }) => code)
				.slice(0, 3)
				.join(' ')}`.trim();
};

describe('y and i behind a consonant', () => {
	it.each([
		['Đặc khu Bạch Long Vỹ', 'Hải Phòng', '11948 spelling'],
		['Bach Long Vy', '', '11948 spelling'],
		// "ay" is another sound than "ai".
		['Phường Tai Hồ', 'Hà Nội', '?'],
		['Phường Tây Hồ', 'Hà Nội', '00103 name']
	])('are one spelling: %s', (unit, province, expected) =>
		expect(find({ unit, province })).toBe(expected)
	);
});

describe('a name', () => {
	it.each([
		['P. Ba Đình', '00004 name'],
		['P.Ngọc Hà', '00008 name'],
		['Ph. Giảng Võ', '00025 name'],
		['PHƯỜNG HOÀN KIẾM', '00070 name'],
		['phuong cua nam', '00082 spelling'],
		['Phường Cửa Nam (mới)', '00082 shortened'],
		['Phường Láng.', '00199 name'],
		['01. Phường Yên Hòa', '00175 name'],
		['P Cầu Giấy', '00166 name'],
		['Cầu Giấy', '00166 name'],
		['X. Đông Anh', '00454 name'],
		['Xã Ba Đình', '? 00004'],
		['Xã Mĩ Đức', '10441 spelling'],
		['Phường Không Có', '?']
	])('%s', (commune, expected) => expect(find({ commune, province: 'TP. Hà Nội' })).toBe(expected));
	it.each([
		['HÀ NỘI', '01'],
		['Tp.HCM', '79'],
		['TPHCM', '79'],
		['TP Hồ Chí Minh', '79'],
		['Hanoi', '01'],
		['T. Cao Bằng', '04'],
		['Daklak', '66'],
		['Đăk Lăk', '66'],
		['Tỉnh Hà Nội', '01'],
		['Thừa Thiên Huế', ''],
		['TT Huế', '']
	])('of a province: %s', (province, code) =>
		expect(find({ province }).replace(/ .*/, '').replace('?', '')).toBe(code)
	);
	it('of several units is none of them', () =>
		expect(find({ commune: 'Phường Trần Hưng Đạo' })).toMatch(/^\?/));
	it('that differs by a slip holds beside its code only', () => {
		expect(find({ code: '00004', commune: 'Phường Ba Đìnhh' })).toBe('00004 spelling');
		expect(find({ commune: 'Phường Ba Đìnhh', province: 'Hà Nội' })).toBe('?');
	});
});

it('a code and a name of two units lead to neither', () => {
	expect(find({ code: '00004', commune: 'Phường Ngọc Hà' })).toBe('? 00004 00008');
	expect(find({ code: '00004', commune: 'Phường Trúc Bạch' })).toMatch(/^\? 00004/);
	expect(find({ code: '00004', commune: 'Phường Ba Đình', province: 'Hải Phòng' })).toMatch(
		/^\? 00004/
	);
	expect(find({ code: '00004', commune: '' })).toBe('00004 code');
});
