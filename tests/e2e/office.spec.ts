/** Files that the built page makes are those of the command line, and programs have nothing to repair in them. */
import { existsSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { faultsOf } from '../../scripts/testing/office-standard.ts';
import { unpack } from '../../src/lib/exports/office-package.ts';
import { brief, has, make, run } from './exporting.ts';
import { patternsOf } from './pdf.ts';
import { expect, test } from './site.ts';

/** The checker that lies beside the project where it is developed; our own rules say the same and more. */
const CHECKER = resolve(import.meta.dirname, '../../../shared/tools/check-pptx.py');

const month = '2024-11';

for (const [name, within] of [
	['the country', null],
	['Hải Phòng', '31'],
	['Đà Nẵng', '48'],
	['Cần Thơ', '92']
] as const)
	test(`slides of ${name}: the page's and the command line's are equal and keep the standard`, async ({
		site,
		page
	}, info) => {
		test.setTimeout(300_000);
		await site.openTable({ month, ...(within && { within }) });
		await page.getByRole('button', { name: 'Xuất', exact: true }).click();
		const fromPage = (await make(page, 'PPTX')).content;
		const fromShell = await brief(info.outputPath('brief'), [
			...['--month', month, '--format', 'pptx'],
			...(within ? ['--unit', within] : [])
		]);

		const [one, other] = [unpack(fromPage), unpack(fromShell)];
		expect([...one.keys()]).toEqual([...other.keys()]);
		const decoder = new TextDecoder('latin1');
		for (const [part, content] of one)
			if (part.endsWith('.png')) {
				// Drawn by the browser or by resvg: as large, not the same points.
				const size = (png: Uint8Array) => [...png.subarray(16, 24)];
				expect(size(content), part).toEqual(size(other.get(part)!));
			} else expect(decoder.decode(content), part).toBe(decoder.decode(other.get(part)));

		for (const deck of [fromPage, fromShell])
			expect(await faultsOf(new Uint8Array(deck), 'pptx')).toEqual([]);

		const paths = [info.outputPath('page.pptx'), info.outputPath('shell.pptx')];
		await writeFile(paths[0]!, fromPage);
		await writeFile(paths[1]!, fromShell);
		if (!existsSync(CHECKER)) console.warn(`Not tested: ${CHECKER} is not there`);
		else if (await has('python3', '--version', 'slides by check-pptx.py'))
			await run('python3', [CHECKER, ...paths]);

		if (
			!(await has('soffice', '--version', 'slides in LibreOffice')) ||
			!(await has('pdftotext', '-v', 'slides in LibreOffice'))
		)
			return;
		await run('soffice', [
			`-env:UserInstallation=file://${info.outputPath('profile')}`,
			...['--headless', '--convert-to', 'pdf', '--outdir', info.outputPath(), ...paths]
		]);
		const slides = [...one.keys()].filter((part) => /^ppt\/slides\/slide\d+\.xml$/.test(part));
		const texts = await Promise.all(
			paths.map(async (path) => {
				const pdf = path.replace(/pptx$/, 'pdf');
				return (await run('pdftotext', ['-layout', pdf, '-'])).stdout.normalize('NFC').split('\f');
			})
		);
		expect(texts[0]!.length - 1).toBe(slides.length);
		expect(texts[0]).toEqual(texts[1]);
		expect(texts[0]!.join(' ')).toContain('Công văn 5691/BTTTT-CVT');
	});

for (const [name, within, formats] of [
	['Hải Phòng', '31', ['docx', 'xlsx']],
	// More than 10,000 rows.
	['the country', null, ['xlsx']]
] as const)
	test(`report and workbook of ${name}: they keep the standard, and have the texts of the command line`, async ({
		site,
		page
	}, info) => {
		test.setTimeout(300_000);
		await site.openTable({ month, ...(within && { within }) });
		await page.getByRole('button', { name: 'Xuất', exact: true }).click();
		for (const format of formats) {
			const fromPage = (await make(page, format.toUpperCase())).content;
			const fromShell = await brief(info.outputPath(format), [
				...['--month', month, '--format', format],
				...(within ? ['--unit', within] : [])
			]);
			const words = (file: Buffer) =>
				[...unpack(file)]
					.filter(([part]) =>
						/^(?:word\/document|xl\/sharedStrings|xl\/worksheets\/.*)\.xml$/.test(part)
					)
					.map(([part, content]) => [
						part,
						// Pictures are named by their bytes.
						new TextDecoder().decode(content).replace(/<wp:inline.*?<\/wp:inline>/gs, '')
					]);
			// Compared as one text: a difference of megabytes tells nobody anything.
			expect(JSON.stringify(words(fromPage)) === JSON.stringify(words(fromShell))).toBe(true);
			for (const file of [fromPage, fromShell])
				expect(await faultsOf(new Uint8Array(file), format)).toEqual([]);
		}
	});

test('the PDF of a briefing is hatched where communes are under 300, as that of the command line', async ({
	page
}, info) => {
	test.setTimeout(300_000);
	await page.goto('/brief?month=2024-11&within=31');
	await expect(page.locator('main.brief')).toHaveAttribute('aria-busy', 'false', {
		timeout: 90_000
	});
	await expect(page.locator('.pages article')).toHaveCount(6);
	const [download] = await Promise.all([
		page.waitForEvent('download', { timeout: 120_000 }),
		page.getByRole('button', { name: 'Tải PDF' }).click()
	]);
	const fromPage = await readFile(await download.path());
	const fromShell = await brief(info.outputPath('brief'), [
		...['--month', month, '--unit', '31', '--format', 'pdf', '--parts', 'all']
	]);
	const patterns = patternsOf(fromPage);
	expect(patterns.length).toBeGreaterThan(0);
	// A line of the hatch in each.
	for (const { drawn } of patterns) expect(drawn).toMatch(/ l\n/);
	expect(patterns).toEqual(patternsOf(fromShell));

	if (!(await has('pdftoppm', '-v', 'the PDF as it is drawn'))) return;
	const drawn = async (name: string, pdf: Buffer) => {
		await writeFile(info.outputPath(`${name}.pdf`), pdf);
		await run('pdftoppm', ['-r', '50', info.outputPath(`${name}.pdf`), info.outputPath(name)]);
		const files = (await readdir(info.outputPath())).filter(
			(file) => file.startsWith(`${name}-`) && file.endsWith('.ppm')
		);
		return Promise.all(files.sort().map((file) => readFile(join(info.outputPath(), file))));
	};
	const [pages, expected] = [await drawn('page', fromPage), await drawn('shell', fromShell)];
	expect(pages).toHaveLength(6);
	pages.forEach((picture, at) => {
		expect(picture.length).toBe(expected[at]!.length);
		// Outlines begin at other points where the page puts them together from its own file: edges differ by a shade.
		let differ = 0;
		for (let point = 15; point < picture.length; point++)
			if (Math.abs(picture[point]! - expected[at]![point]!) > 64) differ++;
		expect(differ, `points of page ${at + 1} that are seen to differ`).toBeLessThan(20);
	});
	for (const picture of pages) {
		const points = picture.subarray(15);
		let black = 0;
		for (let at = 0; at + 2 < points.length; at += 3)
			if (points[at]! + points[at + 1]! + points[at + 2]! < 60) black++;
		expect(black / (points.length / 3), 'points that are black').toBeLessThan(0.02);
	}
});
