/** What questions show, and what a title and the values of a column say where headers are silent. */
import { describe, expect, it } from 'vitest';
import type { Answers, Draft } from '../../src/lib/intake/index.ts';
import { draftOfText, realContext } from '../testing/short-tables.ts';

const context = await realContext();
const draft = (lines: readonly string[], answers: Answers = {}) =>
	draftOfText(lines.join('\n'), answers, context);
const examples = ({ questions }: Draft, about: string) =>
	questions
		.find((of) => of.about === about)!
		.choices.map(({ examples: of }) => of.map(({ en }) => en));

describe('previews', () => {
	it('name the unit, not its province', () => {
		const rows = ['Tỉnh,Tên xã,Số lượng', 'Hà Nội,Phường Ba Đình,10', 'Hà Nội,Phường Ngọc Hà,20'];
		const found = draft(['Di động tháng 10/2026', ...rows]);
		expect(examples(found, 'map')[0]).toEqual(['Phường Ba Đình: 10', 'Phường Ngọc Hà: 20']);
	});
	it('of months are several, the one of a letter among them', () => {
		const rows = ['Tên xã,Tỉnh,Số mẫu', 'Phường Ba Đình,Hà Nội,10'];
		const months = (lines: readonly string[]) =>
			draft(lines)
				.questions.find(({ about }) => about === 'month')!
				.choices.flatMap(({ answer, text }) => (answer ? [`${answer.value} ${text.vi}`] : []));
		expect(months(rows)).toEqual([
			'2026-10 tháng 10 năm 2026',
			'2026-11 tháng 11 năm 2026',
			'2026-09 tháng 9 năm 2026'
		]);
		expect(months(['"Hà Nội, ngày 05 tháng 10 năm 2026"', 'Di động', ...rows])).toEqual([
			'2026-09 tháng 9 năm 2026',
			'2026-10 tháng 10 năm 2026'
		]);
	});
});

describe('a column of networks', () => {
	it.each(['net', 'PT truy nhập', 'Phân loại KN'])(
		'is known by its values below "%s"',
		(header) => {
			const found = draft([
				'Số mẫu tháng 10/2026',
				`Tên xã,Tỉnh,${header},Số mẫu`,
				'Phường Ba Đình,Hà Nội,Di động,10',
				'Phường Ngọc Hà,Hà Nội,Cố định,20'
			]);
			expect(found.status).toBe('accepted');
			expect(found.parts.map(({ network, samples }) => `${network} ${samples}`)).toEqual([
				'fixed 20',
				'mobile 10'
			]);
		}
	);
	it('is none where the title names the network', () => {
		const found = draft([
			'Số mẫu di động tháng 10/2026',
			'Tên xã,Tỉnh,Phổ biến nhất,Số mẫu',
			'Phường Ba Đình,Hà Nội,4G,10'
		]);
		expect(found.parts[0]?.rows).toMatchObject([{ code: '00004', samples: 10 }]);
		expect(found.parts[0]?.rows[0]?.technologies ?? '').toBe('');
	});
});

describe('units of the list before', () => {
	const rows = ['Tên xã,Số mẫu', 'Xã Tân Dân,20', 'Xã Phong Thạnh,20', 'Xã Hưng Thành,20'];
	const title = (province: string) => [`Kết quả đo di động ${province} tháng 10/2026`, ...rows];
	it('lie in one of the provinces that the titled one was made of', () => {
		const found = draft(title('tỉnh Cà Mau'), { list: ['2022-10'] });
		expect(found.status).toBe('accepted');
		expect(found.parts).toMatchObject([{ province: '96', samples: 60 }]);
	});
	it('wait where no title says it', () => {
		const found = draft(title(''), { list: ['2022-10'] });
		expect(found).toMatchObject({ status: 'refused', parts: [] });
	});
});
