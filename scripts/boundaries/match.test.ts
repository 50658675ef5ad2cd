import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildUnits } from '../../src/lib/domain/unit.ts';
import { leavesOf } from './leaves.ts';
import { matchUnits, type Candidate } from './match.ts';
import { nameKey } from './names.ts';

const units = buildUnits('made-up', {
	province: {
		code: ['01', '02'],
		name: ['Thành phố Hà Nội', 'Tỉnh Hoà Bình'],
		type: ['Thành phố', 'Tỉnh'],
		parent: ['', '']
	},
	district: {
		code: ['001', '002', '318'],
		name: ['Quận Một', 'Huyện Hai', 'Huyện Đảo'],
		type: ['Quận', 'Huyện', 'Huyện'],
		parent: ['01', '02', '02']
	},
	commune: {
		code: ['00001', '00004', '00318', '10002'],
		name: ['Phường 1', 'Phường Hòa An', 'Xã Hòa An', 'Xã Thủy'],
		type: ['Phường', 'Phường', 'Xã', 'Xã'],
		parent: ['001', '001', '002', '002']
	}
});

function candidate(part: Partial<Candidate>): Candidate {
	return { source: 'a', code: '', name: '', province: '', district: '', ...part };
}

/** Code and way of the first polygon's match. */
function first(...parts: Partial<Candidate>[]): string {
	const { matches } = matchUnits(units, parts.map(candidate));
	const match = matches.find(({ at }) => at === 0);
	return match ? `${match.leaf.code} by ${match.by}` : 'none';
}

describe('nameKey', () => {
	it('is the same for spellings of one name', () => {
		expect(nameKey('Hoà Bình')).toBe(nameKey('Hòa Bình'));
		expect(nameKey('Thuỷ  Tiên'.normalize('NFD'))).toBe(nameKey('thủy-tiên'));
		expect(nameKey('Phường 01')).toBe(nameKey('Phường 1'));
		expect(nameKey('Phường 10')).not.toBe(nameKey('Phường 1'));
	});

	it('keeps tones and letters apart', () => {
		const words = ['ma', 'má', 'mà', 'mả', 'mã', 'mạ', 'mâ', 'mă', 'mơ', 'mo', 'mô', 'đa', 'da'];
		expect(new Set(words.map(nameKey)).size).toBe(words.length);
	});

	it('does not depend on composition or case, and changes nothing twice', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (text) => {
				const key = nameKey(text);
				expect(nameKey(text.normalize('NFD'))).toBe(nameKey(text.normalize('NFC')));
				expect(nameKey(key)).toBe(key);
			})
		);
	});
});

describe('matchUnits', () => {
	it('expects communes and the districts without any', () => {
		expect(leavesOf(units).map(({ code }) => code)).toEqual([
			'00001',
			'00004',
			'00318',
			'10002',
			'318'
		]);
	});

	it('matches by code and gives lost zeros back only where all are lost', () => {
		expect(first({ code: '00318' })).toBe('00318 by code');
		expect(first({ code: '318' })).toBe('318 by code');
		expect(first({ code: '318' }, { code: '00001' })).toBe('318 by code');
		expect(first({ code: '318' }, { code: '10002' })).toBe('00318 by repaired code');
		expect(first({ code: '4' }, { code: '10002' })).toBe('00004 by repaired code');
	});

	it('matches by name within province and district', () => {
		expect(first({ name: 'phường 01', province: '1' })).toBe('00001 by name');
		expect(first({ name: 'Thuỷ', province: 'Hòa Bình' })).toBe('10002 by name');
		const twin = { name: 'Hoà An', province: '02' };
		expect(first({ ...twin, district: 'Huyện Hai' })).toBe('00318 by name');
		expect(first({ ...twin, district: 'Huyện Ba' })).toBe('none');
		expect(first({ name: 'Hoà An' })).toBe('none');
	});

	it('tells of other names', () => {
		const { renamed } = matchUnits(units, [
			candidate({ code: '00001', name: 'Một' }),
			candidate({ code: '00004', name: 'Hoà An' })
		]);
		expect(renamed).toEqual([0]);
	});

	it('accounts for every polygon and every unit', () => {
		const codes = [...leavesOf(units).map(({ code }) => code), '99999', 'x', ''];
		fc.assert(
			fc.property(fc.array(fc.constantFrom(...codes)), (chosen) => {
				const report = matchUnits(
					units,
					chosen.map((code) => candidate({ code }))
				);
				const { matches, duplicates, strangers, missing } = report;
				expect(matches.length + duplicates.length + strangers.length).toBe(chosen.length);
				const found = matches.map(({ leaf }) => leaf.code);
				const all = [...found, ...missing.map(({ code }) => code)].sort();
				expect(all).toEqual(
					leavesOf(units)
						.map(({ code }) => code)
						.sort()
				);
			})
		);
	});
});

describe('names and codes of other days', () => {
	const dated = buildUnits(
		'2025-07',
		{
			province: {
				code: ['22', '75'],
				name: ['Tỉnh Quảng Ninh', 'Tỉnh Đồng Nai'],
				type: ['Tỉnh', 'Tỉnh'],
				parent: ['', '']
			},
			commune: {
				code: ['06970', '26368'],
				name: ['Xã Ba Chẽ', 'Xã Long Thành'],
				type: ['Xã', 'Xã'],
				parent: ['22', '75']
			}
		},
		{
			changes: [
				['province', '75', 'Thành phố Đồng Nai', 'Thành phố'] as const,
				['commune', '26368', 'Phường Long Thành', 'Phường'] as const
			].map(([level, code, name, type]) => ({
				...{ level, code, name, type },
				...{ from: '2026-04-30', act: '30/2026/QH16', actDate: '2026-04' }
			})),
			aliases: new Map([['06978', '06970']])
		}
	);
	const match = (...parts: Partial<Candidate>[]) => matchUnits(dated, parts.map(candidate));

	it('are names of the unit, before and after', () => {
		const { matches, strangers } = match(
			{ name: 'Phường Long Thành', province: 'Tỉnh Đồng Nai' },
			{ name: 'Ba Chẽ', province: 'Quảng Ninh' }
		);
		expect(strangers).toEqual([]);
		expect(matches.map(({ leaf }) => leaf.code)).toEqual(['26368', '06970']);
		for (const name of ['Xã Long Thành', 'Phường Long Thành', 'Long Thành'])
			expect(match({ code: '26368', name }).renamed).toEqual([]);
	});

	it('are codes of the unit, also without leading zeros', () => {
		expect(match({ code: '06978', name: 'Xã Ba Chẽ' }).matches[0]).toMatchObject({
			leaf: { code: '06970' },
			by: 'code'
		});
		expect(match({ code: '6978' }, { code: '26368' }).matches[0]!.leaf.code).toBe('06970');
	});

	it('bring two polygons of one unit together', () => {
		const { duplicates } = match({ code: '06970' }, { code: '06978' });
		expect(duplicates).toMatchObject([{ at: 1, leaf: { code: '06970' } }]);
	});
});
