/** Another threshold in `data/networks.csv` changes the words of every format; no text has a number of its own. */
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { OLD_UNITS, OLD_VALUES, select } from '../../tests/fixtures/small-country.ts';
import { SMALL_LAND, SMALL_TOPOLOGY } from '../../tests/fixtures/small-geography.ts';
import en from '../../messages/en.json';
import vietnamese from '../../messages/vi.json';
import type * as Listed from '../../src/lib/domain/listed.ts';
import {
	DEFAULT_OPTIONS,
	PARTS,
	type Briefing,
	type Tools
} from '../../src/lib/exports/briefing.ts';
import type { FormatName } from '../../src/lib/exports/registry.ts';

const LISTED = '../../src/lib/domain/listed.ts';
const programs = async () => ({
	...(await import('../../src/lib/domain/reach-words.ts')),
	...(await import('../../src/lib/domain/view-model.ts')),
	...(await import('../../src/lib/exports/pages.ts')),
	...(await import('../../src/lib/exports/report.ts')),
	...(await import('../../src/lib/exports/registry.ts'))
});

let program: Awaited<ReturnType<typeof programs>>;
let tools: Tools;
// Test files share their modules: these are of this file alone.
beforeAll(async () => {
	vi.resetModules();
	vi.doMock(LISTED, async (original) => {
		const listed = await original<typeof Listed>();
		return {
			...listed,
			LISTED_NETWORKS: listed.LISTED_NETWORKS.map((of) =>
				of.id === 'mobile' ? { ...of, threshold: 1070 } : of
			)
		};
	});
	program = await programs();
	tools = await (await import('./tools.ts')).nodeTools();
});
afterAll(() => {
	vi.doUnmock(LISTED);
	vi.resetModules();
});

const input = {
	units: OLD_UNITS,
	values: OLD_VALUES,
	month: '2024-11',
	edition: '2022-10',
	statistic: 'median',
	provenance: 'imported',
	source: 'thang-11.xlsx',
	approximate: true
} as const;

function briefing(locale: 'vi' | 'en', operator: string | null = null): Briefing {
	return {
		selection: select({ locale, operator }),
		input,
		before: { month: '2024-10', values: OLD_VALUES },
		timeline: [],
		topology: SMALL_TOPOLOGY,
		objects: { province: 'provinces', district: 'communes', commune: 'communes' },
		land: SMALL_LAND,
		attribution: null,
		made: '2026-11-26'
	};
}

/** All words of a file. */
function wordsOf(file: Uint8Array, format: FormatName): string {
	const parts =
		format === 'svg'
			? [strFromU8(file).replace(/<style>.*?<\/style>/g, '')]
			: Object.entries(unzipSync(file))
					.filter(([name]) => /(document|slide\d+|sheet\d+|sharedStrings)\.xml$/.test(name))
					.map(([, content]) => strFromU8(content));
	return parts.join(' ').replace(/<[^>]+>/g, ' ');
}

/** A threshold of today that stands in words; counts of the made-up country are 300, too, and stand alone. */
const OLD =
	/(?:đạt|≥|từ|dưới|mức|thiểu|reached|under|below|least|than|at) 300\b|\b300 (?:mẫu|samples)/i;

it.each(['docx', 'pptx', 'xlsx', 'svg'] as const)('%s', async (format) => {
	for (const [locale, number] of [
		['vi', '1.070'],
		['en', '1,070']
	] as const) {
		const file = await program.exportAs(format, briefing(locale), DEFAULT_OPTIONS, tools);
		const words = wordsOf(file, format);
		expect(words).toContain(number);
		expect(words).not.toMatch(OLD);
	}
});

it('pages, the sentence of one operator, and a change', () => {
	for (const [locale, number] of [
		['vi', '1.070'],
		['en', '1,070']
	] as const) {
		const of = briefing(locale);
		const view = (part: Parameters<typeof select>[0], against?: typeof input & object) =>
			program.buildViewModel({ ...input, ...against }, select({ locale, ...part }), 'light');
		const alone = view({ operator: 'Viettel' });
		const before = { against: { month: '2024-10', values: OLD_VALUES } };
		const change = view({ against: '2024-10' }, before as unknown as typeof input);
		const text = JSON.stringify([
			PARTS.map((part, at) => program.pageOf(of, part, at + 1, [1123, 794])),
			alone.sentence,
			change.sentence,
			change.legend
		]);
		expect(alone.sentence).toContain(number);
		expect(change.legend.at(-1)!.label).toContain(number);
		expect(text).not.toMatch(OLD);
	}
	expect(program.thresholdsText('vi')).toBe('1.070 (di động), 300 (cố định)');
});

it('no message names a number of samples', () => {
	for (const messages of [vietnamese, en])
		for (const [key, text] of Object.entries(messages))
			if (typeof text === 'string' && !key.startsWith('export_size'))
				expect(`${key}: ${text}`).not.toMatch(/\b300\b/);
});

it('names the letter only where the threshold is the letter’s', () => {
	expect(program.ruleText(300, 'vi')).toContain('5691');
	expect(program.ruleText(1070, 'vi')).not.toContain('5691');
	expect(program.thresholdsSource('vi')).not.toContain('5691');
	const words = (threshold: number) =>
		program.reachWords(threshold).opening({ month: '', network: '', place: '' }, { locale: 'vi' });
	expect(words(300)).toContain('5691');
	expect(words(1070)).not.toContain('5691');
});

it('tells communes without data apart from those that are short', () => {
	const samples = OLD_VALUES.commune!.samples.map((count, row) => (row === 0 ? 10 : NaN * count));
	const values = { ...OLD_VALUES, commune: { ...OLD_VALUES.commune!, samples } };
	const given = briefing('vi');
	const report = program.reportOf({ ...given, input: { ...input, values } });
	const text = program.missingText(report);
	expect(text).toContain('Còn 1 xã, phường chưa đạt 1.070 mẫu, thiếu tổng cộng 1.060 mẫu; 5 xã');
});
