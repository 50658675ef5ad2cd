/** Every format of one briefing, read back with another library: the figures are the same in all of them. */
import { strFromU8, unzipSync } from 'fflate';
import readWorkbook from 'read-excel-file/node';
import { parse } from 'csv-parse/sync';
import type { FeatureCollection } from 'geojson';
import { beforeAll, describe, expect, it } from 'vitest';
import { SMALL_LAND, SMALL_TOPOLOGY } from '../../tests/fixtures/small-geography.ts';
import { OLD_UNITS, OLD_VALUES, select, valuesOf } from '../../tests/fixtures/small-country.ts';
import { formatNumber } from '../../src/lib/domain/format.ts';
import type { Selection } from '../../src/lib/domain/selection.ts';
import {
	DEFAULT_OPTIONS,
	PARTS,
	summariesIn,
	type Briefing,
	type Tools
} from '../../src/lib/exports/briefing.ts';
import { pageOf, SEEN } from '../../src/lib/exports/pages.ts';
import { reportOf } from '../../src/lib/exports/report.ts';
import {
	exportAs,
	FORMAT_NAMES,
	fileName,
	type FormatName
} from '../../src/lib/exports/registry.ts';
import { nodeTools } from './tools.ts';

const AWKWARD = `Phường "A&B" <b>'x'</b> 🚀 \u0001${'Đ'.repeat(260)}`;
/** The same without what XML forbids. */
const KEPT = AWKWARD.replace('\u0001', '');
const CODES = OLD_UNITS.of.commune!.codes;
const SAMPLES = OLD_VALUES.commune!.samples;

let tools: Tools;
beforeAll(async () => {
	tools = await nodeTools();
});

function briefing(part: Partial<Selection> = {}): Briefing {
	const commune = OLD_UNITS.of.commune!;
	const names = commune.names.with(1, AWKWARD);
	const units = { ...OLD_UNITS, of: { ...OLD_UNITS.of, commune: { ...commune, names } } };
	const coverage = { units: 6, reached: 2, share: 2 / 6, samples: 1399, unitsWithoutData: 1 };
	return {
		selection: select(part),
		input: {
			units,
			values: OLD_VALUES,
			month: '2024-11',
			edition: '2022-10',
			statistic: 'median',
			provenance: 'imported',
			source: 'thang-11 & "bản cuối".xlsx',
			approximate: true
		},
		before: null,
		timeline: [{ month: '2024-11', edition: '2022-10', coverage, estimate: null }],
		topology: SMALL_TOPOLOGY,
		objects: { province: 'provinces', district: 'communes', commune: 'communes' },
		land: SMALL_LAND,
		attribution: null,
		made: '2026-11-26'
	};
}

const make = (format: FormatName, part: Partial<Selection> = {}) =>
	exportAs(format, briefing(part), { ...DEFAULT_OPTIONS, scale: 1 }, tools);

/** Text of the parts of an office file, a paragraph or cell after the other. */
function textOf(file: Uint8Array, part: RegExp): string {
	return Object.entries(unzipSync(file))
		.filter(([name]) => part.test(name))
		.map(([, content]) => strFromU8(content))
		.join(' ')
		.replace(/<\/(?:w:p|a:p)>/g, ' ')
		.replace(/<[^>]+>/g, '')
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&quot;/g, '"')
		.replace(/&apos;|&#39;/g, "'")
		.replace(/&amp;/g, '&');
}

describe('figures in every format', () => {
	it('SVG: title, every class with its count, source, day, both archipelagos, and the font', async () => {
		const text = new TextDecoder().decode(await make('svg'));
		const words = text.replace(/<style>.*?<\/style>/, '').replace(/<[^>]+>/g, ' ');
		for (const part of [
			'2/6',
			'33,33',
			'Quần đảo Hoàng Sa',
			'Quần đảo Trường Sa',
			'26/11/2026',
			'i-Speed'
		])
			expect(words).toContain(part);
		expect(text).toMatch(/@font-face\{font-family:"Be Vietnam Pro";font-weight:700/);
	});

	it('PNG: as many pixels as asked for, with or without paper', async () => {
		const size = (png: Uint8Array) => new DataView(png.buffer, png.byteOffset).getUint32(16);
		expect(size(await make('png'))).toBe(1200);
		const a4 = { ...DEFAULT_OPTIONS, size: 'a4', portrait: true, transparent: true } as const;
		expect(size(await exportAs('png', briefing(), a4, tools))).toBe(2480);
	});

	it('PNG: the hatch of units under the threshold is drawn, as in the SVG', async () => {
		const svg = new TextDecoder().decode(await make('svg')).replace(/<style>.*?<\/style>/, '');
		const bare = svg.replace(/style="stroke:rgba\([^)]*\)"/g, 'style="stroke:none"');
		expect(bare).not.toBe(svg);
		const [hatched, plain] = [await tools.rasterise(svg, 1200), await tools.rasterise(bare, 1200)];
		expect(Buffer.compare(hatched, plain)).not.toBe(0);
	});

	it('PDF: one A4 page whose fonts are inside', async () => {
		const file = await make('pdf');
		const text = new TextDecoder('latin1').decode(file);
		expect(text.startsWith('%PDF-1.')).toBe(true);
		expect(text.match(/\/Type \/Page\b/g)).toHaveLength(1);
		expect(text).toMatch(/\/MediaBox \[0 0 841\.89 595\.28\]/);
		for (const name of ['Regular', 'SemiBold'])
			expect(text).toMatch(new RegExp(`/FontName /[A-Z]{6}\\+BeVietnamPro-${name}`));
		expect(text).toContain('/FontFile2');
		expect(text).toContain('/ToUnicode');
	});

	it('PDF: a page for each part that is asked for', async () => {
		const options = { ...DEFAULT_OPTIONS, size: 'a4', parts: PARTS } as const;
		const file = await exportAs('pdf', briefing({ within: '19' }), options, tools);
		const text = new TextDecoder('latin1').decode(file);
		expect(text.match(/\/Type \/Page\b/g)).toHaveLength(PARTS.length);
	});

	it('pages: the same figures as everywhere, and names as they are', () => {
		const words = PARTS.map((part, at) =>
			pageOf(briefing(), part, at + 1, SEEN)
				.replace(/<[^>]+>/g, ' ')
				.replace(/&quot;/g, '"')
		);
		expect(words[PARTS.indexOf('map')]).toContain('2/6');
		expect(words[PARTS.indexOf('results')]).toContain(formatNumber(1422, 'vi'));
		expect(words[PARTS.indexOf('results')]).toContain('33,33');
		expect(words[PARTS.indexOf('ranking')]).toContain('Tỉnh Đồi Chè');
		expect(words[PARTS.indexOf('gaps')]).toContain('Xã Suối Sâu');
		expect(words[PARTS.indexOf('method')]).toContain('5691/BTTTT-CVT');
	});

	it('XLSX: a sheet a level; codes are text, samples numbers, no data empty', async () => {
		const sheets = await readWorkbook(Buffer.from(await make('xlsx')));
		expect(sheets.map(({ sheet }) => sheet)).toEqual([
			'Tỉnh, thành phố',
			'Huyện',
			'Xã, phường',
			'Phương pháp'
		]);
		const [header, ...rows] = sheets[2]!.data;
		const at = (name: string) => header!.indexOf(name);
		expect(rows.map((row) => row[at('Mã')])).toEqual(CODES);
		expect(rows.map((row) => row[at('Số mẫu')] ?? NaN)).toEqual([...SAMPLES]);
		expect(rows[1]![at('Tên đơn vị')]).toBe(KEPT);
		expect(rows[2]![at('Còn thiếu')]).toBe(1);
		const about = sheets[3]!.data.flat().join(' ');
		for (const part of ['5691/BTTTT-CVT', 'thang-11 & "bản cuối".xlsx', '26/11/2026'])
			expect(about).toContain(part);
	});

	it('XLSX: the header stays in view and can be filtered by', async () => {
		const sheet = strFromU8(unzipSync(await make('xlsx'))['xl/worksheets/sheet3.xml']!);
		expect(sheet).toMatch(/<autoFilter ref="A1:[A-Z]+7"\/>/);
		expect(sheet).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/);
	});

	it.each(['vi', 'en'] as const)('CSV: what a spreadsheet program reads in %s', async (locale) => {
		const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
			await make('csv', { locale })
		);
		expect(text.startsWith('\ufeff')).toBe(true);
		const delimiter = locale === 'vi' ? ';' : ',';
		const [header, ...rows] = parse(text, { bom: true, delimiter }) as string[][];
		const at = header!.findIndex((name) => /^(Số mẫu|Samples)$/.test(name));
		expect(rows.map((row) => row[0])).toEqual(CODES);
		expect(rows.map((row) => (row[at] ? Number(row[at]) : NaN))).toEqual([...SAMPLES]);
		const speed = header!.findIndex((name) => /^(Tải xuống|Download)/.test(name));
		expect(rows[2]![speed]).toBe(locale === 'vi' ? '39,9' : '39.9');
		// Each row says of itself what it is of.
		const origin = header!.slice(-3);
		expect(origin).toEqual(
			locale === 'vi'
				? ['Tháng', 'Loại mạng', 'Nguồn số liệu']
				: ['Month', 'Network', 'Origin of figures']
		);
		for (const row of rows)
			expect(row.slice(-3)).toEqual(
				locale === 'vi'
					? ['2024-11', 'Di động', 'số liệu nhập']
					: ['2024-11', 'Mobile', 'imported data']
			);
	});

	it('GeoJSON and TopoJSON: a feature a unit in view, with its figures', async () => {
		const geo = JSON.parse(
			new TextDecoder().decode(await make('geojson', { within: '01' }))
		) as FeatureCollection;
		const topo = JSON.parse(new TextDecoder().decode(await make('topojson', { within: '01' })));
		expect(geo.features.map(({ id }) => id)).toEqual(['00001', '00004']);
		expect(geo.features.map(({ properties }) => properties!['samples'])).toEqual([650, 300]);
		const { geometries } = topo.objects.communes;
		expect(geometries.map((each: { id: string }) => each.id)).toEqual(['00001', '00004']);
		expect(topo.arcs).toHaveLength(3);
		expect(geo).toMatchObject({ month: '2024-11', statistic: 'median', made: '2026-11-26' });
	});

	it('DOCX: the form of Decree 30, every level, and the annex', async () => {
		const file = await make('docx', { within: '19' });
		const text = textOf(file, /^word\/document\.xml$/);
		for (const part of [
			'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
			'Độc lập - Tự do - Hạnh phúc',
			'BÁO CÁO',
			'Nơi nhận:',
			'PHỤ LỤC',
			'Tổng số mẫu đo trong tháng: 460',
			'50 Mbit/s',
			'Xã Suối Sâu'
		])
			expect(text).toContain(part);
		const xml = strFromU8(unzipSync(file)['word/document.xml']!);
		expect(xml).toContain('<w:pgSz w:w="11906" w:h="16838"');
		expect(xml).toMatch(/w:top="1134" w:right="1134" w:bottom="1134" w:left="1701"/);
		expect(xml).toContain('<w:titlePg/>');
		const header = Object.entries(unzipSync(file)).filter(([name]) => /header\d\.xml/.test(name));
		expect(header.map(([, content]) => strFromU8(content)).join('')).toContain('PAGE');
	});

	it('PPTX: figures, a chart and tables that can be edited, and names as they are', async () => {
		const file = await make('pptx');
		const slides = textOf(file, /^ppt\/slides\/slide\d+\.xml$/);
		for (const part of ['2/6', 'Cả nước', formatNumber(1422, 'vi'), '26/11/2026'])
			expect(slides).toContain(part);
		const parts = unzipSync(file);
		const chart = Object.keys(parts).find((name) => /charts\/chart\d+\.xml$/.test(name))!;
		expect(strFromU8(parts[chart]!)).toContain('<c:v>33.33</c:v>');
		expect(Object.keys(parts).some((name) => /embeddings\/.*\.xlsx$/.test(name))).toBe(true);
		const within = textOf(await make('pptx', { within: '19' }), /^ppt\/slides\/slide\d+\.xml$/);
		expect(within).toContain('Xã Suối Sâu');
	});
});

describe('slides of the country', () => {
	it('compare a province with its own month before, and name the weakest by samples', async () => {
		const before = valuesOf(OLD_UNITS, {
			'00001': { samples: 10 },
			'00004': { samples: 0 },
			'05500': { samples: 300 },
			'05503': { samples: 0 },
			'05509': { samples: 0 }
		});
		const country = { ...briefing(), before: { month: '2024-10', values: before } };
		country.input = { ...country.input, previous: summariesIn(OLD_UNITS, before, null, 'mobile') };
		const file = await exportAs('pptx', country, { ...DEFAULT_OPTIONS, provinces: ['19'] }, tools);
		const slides = textOf(file, /^ppt\/slides\/slide\d+\.xml$/);
		expect(slides).toContain('tăng 1 xã so với tháng trước');
		expect(slides).toContain('0 trên 4 xã (0%) đạt từ 300 mẫu; giảm 1 xã so với tháng trước');
	});
});

describe('a report on a month after one in which other units had data', () => {
	it('tells no change of counts, totals or places', () => {
		const before = valuesOf(OLD_UNITS, { '01': { samples: 10 }, '00001': { samples: 10 } });
		const country = { ...briefing(), before: { month: '2024-10', values: before } };
		country.input = { ...country.input, previous: summariesIn(OLD_UNITS, before, null, 'mobile') };
		const { levels, totalBefore, ranking, model } = reportOf(country);
		expect(levels.map((each) => each.before)).toEqual([null, null, null]);
		expect(totalBefore).toBeNull();
		expect(ranking.units.map(({ moved }) => moved)).toEqual([null, null]);
		expect(model.sentence).not.toContain('tháng trước');
	});
});

describe('every format', () => {
	it.each(FORMAT_NAMES)('%s is made of a month without any data', async (format) => {
		const none = { ...briefing(), timeline: [] };
		none.input = { ...none.input, values: {} };
		const file = await exportAs(format, none, { ...DEFAULT_OPTIONS, scale: 1 }, tools);
		expect(file.length).toBeGreaterThan(100);
	});

	it('is named by what is in it', () => {
		expect(fileName('docx', briefing({ within: '19' }))).toBe(
			'i-speed-2024-11-mobile-commune-19.docx'
		);
		expect(fileName('topojson', briefing({ locale: 'en' }))).toBe(
			'i-speed-2024-11-mobile-commune-en.topo.json'
		);
	});
});
