/** Office files keep ECMA-376, whatever names, months and figures are in them: nothing for a program to repair. */
import { strFromU8, strToU8 } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { SMALL_LAND, SMALL_TOPOLOGY } from '../../tests/fixtures/small-geography.ts';
import { OLD_UNITS, OLD_VALUES, select } from '../../tests/fixtures/small-country.ts';
import type { Selection } from '../../src/lib/domain/selection.ts';
import type { TimelinePoint } from '../../src/lib/domain/timeline.ts';
import { findGaps } from '../../src/lib/domain/gaps.ts';
import { emptyFacts } from '../../src/lib/domain/unit-facts.ts';
import {
	DEFAULT_OPTIONS,
	modelOf,
	type Briefing,
	type Tools
} from '../../src/lib/exports/briefing.ts';
import { campaignOf, campaignXlsx } from '../../src/lib/exports/campaign.ts';
import { all, edit, pack, readXml, unpack } from '../../src/lib/exports/office-package.ts';
import { mendDeck } from '../../src/lib/exports/pptx-mend.ts';
import { exportAs } from '../../src/lib/exports/registry.ts';
import { nodeTools } from './tools.ts';
import { faultsOf } from '../testing/office-standard.ts';

/** The validator takes its time to start. */
const PATIENCE = 120_000;

/** Names that files are broken by. */
const AWKWARD = [
	`Phường "A&B" <b>'x'</b> 🚀`,
	`=1+1 \u0001\u0008\ufffe\ud800`,
	`'${'Đ'.repeat(300)}'`,
	`]]> &amp; &#0; <!-- -->`,
	`Xã\nHai\tDòng\r`,
	' '
];

/** 0 %, nothing, and months of two editions. */
const TIMELINE: TimelinePoint[] = [
	...([0, null, 1 / 3] as const).map((share, at) => ({
		month: `2024-0${at + 7}` as const,
		edition: '2022-10' as const,
		coverage:
			share === null
				? null
				: { units: 6, reached: 6 * share, share, samples: 10, unitsWithoutData: 0 },
		estimate: null
	})),
	...(['2024-10', '2024-11'] as const).map((month) => ({
		month,
		edition: '2025-07' as const,
		coverage: { units: 6, reached: 2, share: 2 / 6, samples: 1399, unitsWithoutData: 1 },
		estimate: null
	}))
];

let tools: Tools;
beforeAll(async () => {
	tools = await nodeTools();
});

function briefing(part: Partial<Selection> = {}, timeline = TIMELINE, isEmpty = false): Briefing {
	const { commune, province } = OLD_UNITS.of;
	const named = <T extends { names: readonly string[] }>(of: T): T => ({
		...of,
		names: of.names.map((name, at) => AWKWARD[at] ?? name)
	});
	const units = {
		...OLD_UNITS,
		of: { ...OLD_UNITS.of, commune: named(commune!), province: named(province!) }
	};
	return {
		selection: select(part),
		input: {
			units,
			values: isEmpty ? {} : OLD_VALUES,
			month: '2024-11',
			edition: '2022-10',
			statistic: 'median',
			provenance: 'imported',
			source: `tháng 11 & "bản <cuối>'.xlsx`,
			approximate: true
		},
		before: isEmpty ? null : { month: '2024-10', values: OLD_VALUES },
		timeline,
		topology: SMALL_TOPOLOGY,
		objects: { province: 'provinces', district: 'communes', commune: 'communes' },
		land: SMALL_LAND,
		attribution: null,
		made: '2026-11-26'
	};
}

const options = { ...DEFAULT_OPTIONS, scale: 1 };

describe.each(['pptx', 'docx', 'xlsx'] as const)('%s', (format) => {
	it.each([
		['of the country', {}],
		['of a province with an awkward name', { within: '01' }],
		[
			'in English, of one operator, with a change',
			{ locale: 'en', operator: 'viettel', against: '2024-10' }
		]
	] as const)(
		'%s keeps the standard',
		async (_name, part) => {
			const file = await exportAs(format, briefing(part), options, tools);
			expect(await faultsOf(file, format)).toEqual([]);
		},
		PATIENCE
	);

	it(
		'of a month without any data keeps the standard',
		async () => {
			const file = await exportAs(format, briefing({}, [], true), options, tools);
			expect(await faultsOf(file, format)).toEqual([]);
		},
		PATIENCE
	);
});

it(
	'the campaign sheet keeps the standard',
	async () => {
		const given = briefing({ level: 'commune' });
		const model = modelOf(given);
		const { deficit } = findGaps(model.samples, [], true);
		const { units } = given.input;
		const blob = await campaignXlsx(
			campaignOf({
				model,
				units,
				plan: { rows: [...model.rows], cost: 0 },
				deficit,
				facts: emptyFacts(6),
				daysLeft: 31,
				link: '=HYPERLINK("https://example.vn")\u0000'
			})
		);
		expect(await faultsOf(new Uint8Array(await blob.arrayBuffer()), 'xlsx')).toEqual([]);
	},
	PATIENCE
);

describe('slides', () => {
	it('draw a month without data as none, and 0 % as 0 in chart and workbook', async () => {
		const parts = unpack(await exportAs('pptx', briefing(), options, tools));
		const [first, second] = all(readXml(parts, 'ppt/charts/chart1.xml'), 'c:numCache').map(
			(cache) => all(cache, 'c:pt').map((point) => [point.getAttribute('idx'), point.textContent])
		);
		expect(first).toEqual([
			['0', '0'],
			['2', '33.33']
		]);
		expect(second).toEqual([
			['3', '33.33'],
			['4', '33.33']
		]);
		const book = unpack(parts.get('ppt/embeddings/Microsoft_Excel_Worksheet1.xlsx')!);
		const cells = all(readXml(book, 'xl/worksheets/sheet1.xml'), 'c').map((cell) => [
			cell.getAttribute('r'),
			cell.textContent
		]);
		expect(cells).toContainEqual(['B2', '0']);
		expect(cells).toContainEqual(['B3', '']);
		expect(cells).toContainEqual(['C5', '33.33']);
	});

	it('are the same bytes whenever and wherever they are made', async () => {
		const [first, second] = [
			await exportAs('pptx', briefing(), options, tools),
			await exportAs('pptx', briefing(), options, tools)
		];
		expect(Buffer.compare(first, second)).toBe(0);
		const core = strFromU8(unpack(first).get('docProps/core.xml')!);
		expect(core.match(/2026-11-26T00:00:00Z/g)).toHaveLength(2);
	});

	it('speak the language of their texts', async () => {
		for (const [locale, language] of [
			['vi', 'vi-VN'],
			['en', 'en-GB']
		] as const) {
			const parts = unpack(await exportAs('pptx', briefing({ locale }), options, tools));
			const slide = strFromU8(parts.get('ppt/slides/slide2.xml')!);
			expect(new Set(slide.match(/(?<=lang=")[^"]+/g))).toEqual(new Set([language]));
		}
	});

	it('are not made when notes would be lost', async () => {
		const deck = await exportAs('pptx', briefing(), options, tools);
		const parts = unpack(deck);
		const shape = `<p:sp><p:nvPr><p:ph type="body"/></p:nvPr><a:t>Nhớ nói</a:t></p:sp>`;
		const names = `xmlns:p="p" xmlns:a="a"`;
		parts.set('ppt/notesSlides/notesSlide1.xml', strToU8(`<p:notes ${names}>${shape}</p:notes>`));
		const facts = { made: '2026-11-26', language: 'vi-VN' };
		expect(() => mendDeck(pack(parts), facts)).toThrow('notesSlide1.xml: notes would be lost');
	});
});

describe('the rules', () => {
	/** A deck after somebody broke it. */
	const broken = async (change: (parts: ReturnType<typeof unpack>) => void) => {
		const parts = unpack(await exportAs('pptx', briefing(), options, tools));
		change(parts);
		return (await faultsOf(pack(parts), 'pptx')).join('\n');
	};

	it.each([
		[
			'a part that nothing leads to',
			(parts) => parts.set('ppt/slides/slide99.xml', parts.get('ppt/slides/slide1.xml')!),
			'ppt/slides/slide99.xml: nothing leads to it'
		],
		[
			'a relation to nothing',
			(parts) => parts.delete('ppt/charts/chart1.xml'),
			'leads to ppt/charts/chart1.xml, which is not there'
		],
		[
			'two shapes of one id',
			(parts) =>
				edit(parts, 'ppt/slides/slide1.xml', (document) => {
					for (const shape of all(document, 'p:cNvPr')) shape.setAttribute('id', '7');
				}),
			'ppt/slides/slide1.xml: id 7 twice'
		],
		[
			'a figure that is not that of the workbook',
			(parts) =>
				edit(parts, 'ppt/charts/chart1.xml', (document) => {
					all(document, 'c:v').at(-1)!.textContent = '99';
				}),
			'"99" is drawn, "33.33" stands in C6'
		],
		[
			'a row of too few cells',
			(parts) =>
				edit(parts, 'ppt/slides/slide4.xml', (document) => {
					const cell = all(document, 'a:tc')[0]!;
					cell.parentNode!.removeChild(cell);
				}),
			'a row of 3 cells in a grid of 4'
		]
	] satisfies [string, (parts: ReturnType<typeof unpack>) => unknown, string][])(
		'find %s',
		async (_name, change, fault) => {
			expect(await broken(change)).toContain(fault);
		},
		PATIENCE
	);
});
