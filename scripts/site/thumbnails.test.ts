/** Previews of links, drawn from whatever months and networks a store has. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LOCALES } from '../../src/lib/i18n/locale.ts';
import { copyDrawnCountry, publishCountry, type Country } from '../testing/country.ts';
import { addFiles } from '../testing/office.ts';
import { drawPreviews } from './thumbnails.ts';

/** What the pictures say, before they become pixels. */
const drawn = vi.hoisted(() => [] as string[]);
vi.mock(import('../../src/lib/exports/picture.ts'), async (original) => {
	const module = await original();
	return {
		...module,
		pictureOf: (...given) => {
			const svg = module.pictureOf(...given);
			drawn.push(svg);
			return svg;
		}
	};
});

let country: Country;
afterEach(async () => {
	drawn.length = 0;
	await country.remove();
});

async function previewsOf(...rows: string[]): Promise<string[]> {
	country = await copyDrawnCountry();
	await addFiles(country.data, { 'tệp.csv': ['month,code,network,samples', ...rows].join('\n') });
	await publishCountry(country);
	await drawPreviews(country.out, join(country.out, 'site'), '2026-11-05');
	for (const locale of LOCALES) {
		const png = await readFile(join(country.out, 'site', 'og', `${locale}.png`));
		expect(png.subarray(1, 4).toString()).toBe('PNG');
	}
	return drawn.map((svg) => svg.replaceAll(/<[^>]*>/g, ' '));
}

describe('previews', () => {
	it('are of the newest month with mobile where a newer one has 5G alone', async () => {
		const texts = await previewsOf('2026-09,00004,mobile,412', '2026-10,00004,5g,57');
		expect(texts).toHaveLength(LOCALES.length);
		for (const text of texts) {
			expect(text).toMatch(/(?:9\/2026|September 2026)/);
			expect(text).not.toMatch(/5G/);
		}
	});

	it.each([
		['5g', /5G/, /thiếu|đạt|short|reached/i],
		['fixed', /cố định|fixed/i, /5G/]
	])('are drawn of a store with %s alone, in its own words', async (network, says, never) => {
		const texts = await previewsOf(`2026-10,00004,${network},57`);
		expect(texts).toHaveLength(LOCALES.length);
		for (const text of texts) {
			expect(text).toMatch(/(?:10\/2026|October 2026)/);
			expect(text).toMatch(says);
			expect(text).not.toMatch(never);
		}
	});
});
