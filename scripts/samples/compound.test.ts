/** Several technologies in one figure, "3G/4G", and parts of a network at another level: never twice, never lost. */
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../src/lib/intake/index.ts';
import { draftOfText, realContext, table } from '../testing/short-tables.ts';

const context = await realContext();
const draft = (text: string) => draftOfText(text, {}, context);
const notes = (of: Draft) => of.notes.map(({ en }) => en).join('\n');
const kept = ({ parts }: Draft) =>
	parts.map(({ network, rows }) => {
		const { samples, technologies = '' } = rows[0]!;
		return `${network} ${samples} ${technologies}`.trim();
	});

const TITLE = 'Kết quả đo tháng 10/2026\n';
/** A row of a unit for each technology. */
const rows = (of: Record<string, number>) =>
	TITLE +
	[
		'Mã xã,Công nghệ,Số mẫu',
		...Object.entries(of).map(([name, count]) => `00004,${name},${count}`)
	].join('\n');
/** A column for each technology. */
const columns = (of: Record<string, number>) =>
	`${TITLE}Mã xã,${Object.keys(of)
		.map((name) => `Số mẫu ${name}`)
		.join()}\n00004,${Object.values(of).join()}`;

describe.each([
	['a cell', rows],
	['a header', columns]
])('technologies in one figure, named by %s', (_, text) => {
	it.each<[Record<string, number>, string[]]>([
		[{ '4G/5G': 100 }, ['mobile 100 4g+5g']],
		[{ '3G/4G': 100, '5G': 10 }, ['5g 10', 'mobile 110 3g+4g+5g']],
		[{ '4G+5G': 100, '3G': 10 }, ['mobile 110 3g+4g+5g']],
		[{ '4G/5G': 100, '5G': 10 }, ['5g 10', 'mobile 100 4g+5g']],
		[{ '3G/4G': 100, '4G': 90 }, ['mobile 100 3g+4g']],
		[{ '2G/3G': 5, '4G': 100, '5G': 50 }, ['5g 50', 'mobile 155 2g+3g+4g+5g']]
	])('%o', (of, expected) => {
		const found = draft(text(of));
		expect([found.status, kept(found)]).toEqual(['accepted', expected]);
	});
	it('says which is in which', () => {
		expect(notes(draft(text({ '4G/5G': 100, '5G': 10 })))).toContain(
			'Counts of 4G/5G have 5G in them: 5G is not added again'
		);
	});
	it.each<Record<string, number>>([
		{ '3G/4G': 100, '4G/5G': 50 },
		{ '4G/5G': 100, '5G': 110 }
	])('%o can not be, and are refused with what to send', (of) => {
		const found = draft(text(of));
		expect([found.status, found.parts.some(({ network }) => network === 'mobile')]).toEqual([
			'refused',
			false
		]);
		expect(notes(found)).toContain('give each by itself');
	});
});

it('a heading of several technologies ends the network above it', () => {
	const text = `${TITLE}Mã xã,Tên xã,Số mẫu\nA. Cố định\n00004,Phường Ba Đình,86\nB. Mạng 4G/5G\n00004,Phường Ba Đình,40`;
	expect(kept(draft(text))).toEqual(['fixed 86', 'mobile 40 4g+5g']);
});

it('5G of a province above 4G of its communes is told, and not where mobile is given', () => {
	const text = (network: string) =>
		`${table('Tháng,Số mẫu', ['2026-10,86', '2026-10,92'], [], '4G')}\n01,Thành phố Hà Nội,5G,2026-10,500${network}`;
	expect(notes(draft(text('')))).toContain(
		'5G is counted for Thành phố Hà Nội only and is not in the counts of mobile of 2 units below'
	);
	expect(notes(draft(text('\n01,Thành phố Hà Nội,Di động,2026-10,900')))).not.toContain('only and');
});

it('a province among its communes is known by its code, and told where it has more than they have', () => {
	const text = (count: number) =>
		`${table('Tháng,Số mẫu', ['2026-10,86', '2026-10,92'])}\n01,Thành phố Hà Nội,Di động,2026-10,${count}`;
	const found = draft(text(500));
	expect([found.status, found.accepted, found.parts[0]?.rows.length]).toEqual(['accepted', 3, 3]);
	expect(notes(found)).toContain('Thành phố Hà Nội 2026-10: 500, 2 communes of the file 178');
	expect(notes(draft(text(178)))).not.toContain('communes of the file');
	const wrong = draft(text(500).replace('01,Thành phố Hà Nội', '20,Thành phố Hà Nội'));
	expect(wrong.status).not.toBe('accepted');
});

it('Wi-Fi is no week, and months that a header spans are none', () => {
	const wifi = draft(columns({ 'Wi-Fi': 15, 'Cố định': 422 }));
	expect(wifi.questions.map(({ about }) => about)).toEqual(['map']);
	const span = draft(`${TITLE}${table('Số mẫu từ tháng 1 đến tháng 10', ['7', '8'])}`);
	expect([span.status, span.refusals[0]?.expected]).toEqual([
		'refused',
		expect.stringContaining('several months together')
	]);
});
