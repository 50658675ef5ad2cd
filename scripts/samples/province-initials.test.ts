/** Provinces by the first letters of their names. */
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../src/lib/intake/index.ts';
import { draftOfText, realContext } from '../testing/short-tables.ts';

const context = await realContext();
const draft = (month: string, rows: readonly string[]) =>
	draftOfText([`Số mẫu di động tháng ${month}`, ...rows].join('\n'), {}, context);
const codes = ({ parts }: Draft) => parts.flatMap(({ rows }) => rows.map(({ code }) => code));

describe('short names of provinces', () => {
	it.each([
		['6/2025', 'BR-VT', '77'],
		['6/2025', 'BRVT', '77'],
		['6/2025', 'TT-Huế', '46'],
		['6/2025', 'TT Huế', '46'],
		['6/2025', 'TTH', '46'],
		['6/2025', 'HN', '01'],
		['6/2025', 'TP.HCM', '79'],
		['6/2025', 'Q.Nam', '49'],
		['6/2025', 'B. Dương', '74'],
		['10/2026', 'LĐ', '68'],
		['10/2026', 'ĐL', '66'],
		['10/2026', 'T. HP', '31'],
		['10/2026', 'TT-Huế', '46']
	])('in %s "%s" is %s', (month, name, code) => {
		expect(codes(draft(month, ['Tỉnh,Số mẫu', `${name},10`]))).toEqual([code]);
	});
	it.each([
		['6/2025', 'ĐN', ['48', '67', '75']],
		['6/2025', 'QN', ['22', '49', '51']],
		['10/2026', 'DN', ['48', '75']]
	])('in %s "%s" waits, with all that it may be', (month, name, all) => {
		const found = draft(month, ['Tỉnh,Số mẫu', `${name},10`]);
		expect(found.outcomes).toContainEqual(
			expect.objectContaining({
				kind: 'waiting',
				candidates: all.map((code) => expect.objectContaining({ code }) as unknown)
			})
		);
		expect(found.parts).toEqual([]);
	});
	it('of the list before are asked about as the names are', () => {
		const found = draft('10/2026', ['Tỉnh,Số mẫu', 'BR-VT,10', 'HN,20']);
		expect(found.questions.map(({ about }) => about)).toEqual(['list']);
	});
	it('beside a commune are the province that has it', () => {
		const rows = ['Tên xã,Tỉnh,Số mẫu', 'Phường Sơn Trà,ĐN,10', 'Phường Trấn Biên,ĐN,20'];
		expect(codes(draft('10/2026', rows))).toEqual(['20263', '26041']);
	});
	it('are no names of sheets: "TH" is a summary', () => {
		const found = draft('10/2026, TH', ['Tên xã,Số mẫu', 'Phường Ba Đình,10']);
		expect(found.questions.map(({ about }) => about)).not.toContain('title-wrong');
		expect(codes(found)).toEqual(['00004']);
	});
});
