import { describe, expect, it } from 'vitest';
import {
	ASK_MESSAGE,
	componentCode,
	embedUrl,
	iframeCode,
	isAsked,
	parseEmbed,
	pictureUrl,
	staticUrl,
	type EmbedChoice
} from './embed.ts';

const ROOT = 'https://map.example.vn/office/';
const choice = (part: Partial<EmbedChoice> = {}): EmbedChoice => ({
	selection: new URLSearchParams('month=2026-10&within=31'),
	newest: false,
	parts: [],
	theme: null,
	isStatic: false,
	...part
});

describe('what an address asks for', () => {
	it('nothing is shown that was not asked for', () => {
		expect(parseEmbed(new URLSearchParams())).toEqual({ parts: [], theme: null, isStatic: false });
	});

	it('controls in one order, theme and static', () => {
		const params = new URLSearchParams('ui=search, month&theme=dark&static=1');
		expect(parseEmbed(params)).toEqual({
			parts: ['month', 'search'],
			theme: 'dark',
			isStatic: true
		});
	});

	it.each(['ui=admin&theme=pink&static=yes', 'ui=MONTH,,&theme=&static=true'])(
		'%s asks for nothing that is known',
		(query) => {
			expect(parseEmbed(new URLSearchParams(query))).toEqual(parseEmbed(new URLSearchParams()));
		}
	);
});

describe('addresses', () => {
	it('holds the selection and what was chosen', () => {
		const url = embedUrl(ROOT, choice({ parts: ['month', 'level'], theme: 'light' }));
		expect(url).toBe(`${ROOT}embed/?month=2026-10&within=31&ui=month,level&theme=light`);
	});

	it('always the newest month: none is named, and none to compare with', () => {
		const selection = new URLSearchParams('month=2026-10&against=2026-09&network=fixed');
		expect(embedUrl(ROOT, choice({ selection, newest: true }))).toBe(`${ROOT}embed/?network=fixed`);
		expect(selection.get('month')).toBe('2026-10');
		expect(embedUrl(ROOT, choice({ selection: new URLSearchParams() }))).toBe(`${ROOT}embed/`);
	});

	it('of pages and pictures without scripts', () => {
		expect(staticUrl(ROOT, 'vi', null)).toBe(`${ROOT}embed/static/vi/vn/`);
		expect(pictureUrl(ROOT, 'en', '31', 'svg')).toBe(`${ROOT}embed/picture/en/31.svg`);
		expect(pictureUrl(ROOT, 'vi', null, 'png')).toBe(`${ROOT}embed/picture/vi/vn.png`);
	});
});

describe('code', () => {
	it('an iframe has a title, is lazy, and nothing breaks out of its attributes', () => {
		const code = iframeCode('https://x.vn/?a=1&b="', 'Bản đồ <"i-Speed">', 640, 'dark');
		expect(code).toBe(
			'<iframe src="https://x.vn/?a=1&amp;b=&quot;" title="Bản đồ &lt;&quot;i-Speed&quot;&gt;" width="100%" height="640" style="border:0;color-scheme:dark" loading="lazy"></iframe>'
		);
	});

	it('the component names a province as such, a district as what is looked into', () => {
		const wish = choice({ parts: ['search'], theme: 'dark', isStatic: true });
		expect(componentCode(ROOT, wish, 'Bản đồ', true)).toBe(
			[
				`<script src="${ROOT}embed.js" async></script>`,
				'<ispeed-map month="2026-10" province="31" ui="search" theme="dark" title="Bản đồ" static></ispeed-map>'
			].join('\n')
		);
		expect(componentCode(ROOT, choice(), 'Bản đồ', false)).toContain(' within="31"');
	});
});

describe('messages', () => {
	const parent = {};

	it('only the page around may ask', () => {
		const ask = (source: unknown, data: unknown) =>
			isAsked({ source, data } as Pick<MessageEvent, 'source' | 'data'>, parent);
		expect(ask(parent, { type: ASK_MESSAGE })).toBe(true);
		for (const [source, data] of [
			[{}, { type: ASK_MESSAGE }],
			[null, { type: ASK_MESSAGE }],
			[parent, ASK_MESSAGE],
			[parent, null],
			[parent, { type: 'ispeed-map:theme' }]
		])
			expect(ask(source, data)).toBe(false);
	});
});
