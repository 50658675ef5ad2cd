/** Office files as LibreOffice opens them, and the PDF as poppler reads it: pages and text. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SMALL_LAND, SMALL_TOPOLOGY } from '../../tests/fixtures/small-geography.ts';
import { OLD_UNITS, OLD_VALUES, select } from '../../tests/fixtures/small-country.ts';
import { DEFAULT_OPTIONS, type Briefing } from '../../src/lib/exports/briefing.ts';
import { exportAs, type FormatName } from '../../src/lib/exports/registry.ts';
import { nodeTools } from './tools.ts';

const run = promisify(execFile);
const has = (command: string) =>
	run(command, [command === 'soffice' ? '--version' : '-v']).then(
		() => true,
		() => false
	);
const [office, poppler] = await Promise.all([has('soffice'), has('pdftotext')]);
if (!office) console.warn('Not tested: no LibreOffice here (soffice). apt-get install libreoffice');
if (!poppler)
	console.warn('Not tested: no poppler here (pdftotext). apt-get install poppler-utils');

/** The first start of LibreOffice takes a busy machine a while. */
const PATIENCE = 120_000;

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'brief-office-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function briefing(within: string | null): Briefing {
	const coverage = { units: 6, reached: 2, share: 2 / 6, samples: 1399, unitsWithoutData: 1 };
	return {
		selection: select({ within }),
		input: {
			units: OLD_UNITS,
			values: OLD_VALUES,
			month: '2024-11',
			edition: '2022-10',
			statistic: 'median',
			provenance: 'imported',
			source: 'thang-11.xlsx',
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

/** Each page's text, its white space as single blanks. */
async function pagesOf(format: FormatName, within: string | null = null): Promise<string[]> {
	const name = `${format}-${within ?? 'all'}`;
	const path = join(folder, `${name}.${format}`);
	const options = { ...DEFAULT_OPTIONS, scale: 1 };
	await writeFile(path, await exportAs(format, briefing(within), options, await nodeTools()));
	if (format !== 'pdf')
		await run('soffice', [
			// A profile of its own: no other LibreOffice is disturbed or waited for.
			`-env:UserInstallation=file://${join(folder, 'profile')}`,
			...['--headless', '--convert-to', 'pdf', '--outdir', folder, path]
		]);
	const { stdout } = await run('pdftotext', ['-layout', join(folder, `${name}.pdf`), '-']);
	const pages = stdout.split('\f').map((page) => page.normalize('NFC').replace(/\s+/g, ' ').trim());
	return pages.slice(0, -1);
}

describe.runIf(office && poppler)('LibreOffice', () => {
	it(
		'opens the slides: one for title, map, progress, ranking, gaps and method, and for each province',
		async () => {
			const pages = await pagesOf('pptx');
			expect(pages.length).toBeGreaterThanOrEqual(6);
			expect(pages[0]).toContain('Cả nước');
			expect(pages[1]).toContain('2/6');
			expect(pages.at(-1)).toContain('Công văn 5691/BTTTT-CVT');
			const own = await pagesOf('pptx', '19');
			expect(own.join(' ')).toContain('Xã Suối Sâu');
		},
		PATIENCE
	);

	it(
		'opens the report: the form of Decree 30, page numbers from the second, the annex',
		async () => {
			const pages = await pagesOf('docx', '19');
			expect(pages.length).toBeGreaterThanOrEqual(3);
			expect(pages[0]).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
			expect(pages[0]).toContain('Tổng số mẫu đo trong tháng: 460');
			expect(pages[0]).not.toMatch(/^1 /);
			pages.slice(1).forEach((page, at) => expect(page).toMatch(new RegExp(`^${at + 2} `)));
			const annex = pages.find((page) => page.includes('PHỤ LỤC'))!;
			for (const row of OLD_UNITS.of.commune!.codes.keys()) {
				const code = OLD_UNITS.of.commune!.codes[row]!;
				const samples = OLD_VALUES.commune!.samples[row]!;
				if (!annex.includes(` ${code} `)) continue;
				expect(annex).toMatch(new RegExp(`${code} .*? ${Number.isNaN(samples) ? '–' : samples} `));
			}
			expect(annex).toContain('Xã Suối Sâu');
		},
		PATIENCE
	);

	it(
		'opens the workbook: all columns of a level on one page',
		async () => {
			const pages = await pagesOf('xlsx');
			// Provinces, districts, communes, method: two pages more when it is long.
			expect(pages.length).toBeLessThanOrEqual(6);
			const communes = pages.find((page) => page.includes('Xã Suối Sâu'))!;
			expect(communes).toContain('Số mẫu');
			expect(communes).toMatch(/Tải xuống/);
		},
		PATIENCE
	);
});

describe.runIf(poppler)('poppler', () => {
	it('reads the figures of the PDF as text: sentence, classes with counts, both archipelagos', async () => {
		const [page, ...more] = await pagesOf('pdf');
		expect(more).toEqual([]);
		for (const part of [
			'2 trên 6 xã',
			'33,33%',
			'2/6 xã, phường',
			'Không có dữ liệu 1',
			'Quần đảo Hoàng Sa',
			'Quần đảo Trường Sa',
			'Lập ngày 26/11/2026'
		])
			expect(page).toContain(part);
	});
});
