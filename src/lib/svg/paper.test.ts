import { describe, expect, it } from 'vitest';
import { drawPaper, PAPER, type Block } from './paper.ts';

const page = (blocks: Block[], foot = 'Nguồn') =>
	drawPaper({
		id: 'p1',
		width: 842,
		height: 595,
		locale: 'vi',
		title: 'Xếp hạng "A&B"',
		blocks,
		foot,
		number: 3
	});
const textsOf = (svg: string) =>
	[...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

describe('a page of paper', () => {
	it('holds title, cells in their order, foot and number; nothing breaks the file', () => {
		const svg = page([
			{
				kind: 'tables',
				tables: [
					{
						title: 'Cao nhất',
						columns: [
							{ header: 'Tên', width: 2, align: 'start', cells: ['Xã <b>', 'Xã Suối Sâu'] },
							{ header: 'Số mẫu', width: 1, align: 'end', cells: ['1.200', '–'] }
						]
					}
				]
			}
		]);
		expect(textsOf(svg)).toEqual([
			'Xếp hạng &quot;A&amp;B&quot;',
			'Cao nhất',
			'Tên',
			'Xã &lt;b&gt;',
			'Xã Suối Sâu',
			'Số mẫu',
			'1.200',
			'–',
			'Nguồn',
			'3'
		]);
		expect(svg).toMatch(/^<svg [^>]*width="842" height="595" viewBox="0 0 1200 848"/);
	});

	it('shortens what is too long for its place, and wraps lines of text', () => {
		const long = 'Xã '.repeat(200);
		const column = { header: 'Tên', width: 1, align: 'start' as const, cells: [long] };
		const texts = textsOf(page([{ kind: 'tables', tables: [{ columns: [column] }] }]));
		expect(texts[2]).toMatch(/^Xã .*…$/);
		const lines = textsOf(page([{ kind: 'text', lines: [long] }], long));
		expect(lines.filter((text) => text!.startsWith('Xã')).length).toBeGreaterThan(5);
	});

	it('draws a bar for each known value, as high as its share of the largest', () => {
		const svg = page([
			{
				kind: 'bars',
				bars: [
					{ label: '09/24', value: 0.5, text: '50 %' },
					{ label: '10/24', value: null, text: '' },
					{ label: '11/24', value: 1, text: '100 %' }
				]
			}
		]);
		const heights = [
			...svg.matchAll(/<rect x="[\d.]+" y="[\d.]+" width="70.0" height="([\d.]+)"/g)
		];
		expect(heights.map(([, height]) => Number(height))).toEqual([135, 270]);
		expect(textsOf(svg)).toContain('10/24');
		expect(PAPER.width / PAPER.height).toBeCloseTo(297 / 210, 2);
	});
});
