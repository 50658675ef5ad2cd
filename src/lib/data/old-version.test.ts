/** What was published before version 2 is still read: a page may be newer than an office's data. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { READINGS, readingFacts } from '../domain/figures.ts';
import { readHexagons, readMonthTable } from './parquet.ts';
import { checked, ManifestSchema, SummarySchema } from './schema.ts';

const read = async (name: string) => {
	const url = new URL(`../../../tests/fixtures/published-1/${name}`, import.meta.url);
	return Uint8Array.from(await readFile(url));
};
const json = async (name: string) =>
	JSON.parse(new TextDecoder().decode(await read(name))) as unknown;
const later = READINGS.filter((reading) => readingFacts(reading).isLater);

describe('files of version 1', () => {
	it('name their months and networks', async () => {
		const manifest = checked(ManifestSchema, await json('manifest.json'), 'manifest.json');
		expect(manifest.version).toBe(1);
		expect(Object.keys(manifest.months[0]!.networks)).toEqual(['mobile']);
	});

	it('tell how many units reached the threshold', async () => {
		const { months } = checked(SummarySchema, await json('summary.json'), 'summary.json');
		expect(months['2024-11']!.networks.mobile).toMatchObject({
			province: { units: 63, reached: 63 },
			district: { units: 705, reached: 174 },
			commune: { units: 10_599, reached: 110 }
		});
	});

	it('have tables and hexagons without readings that came later', async () => {
		const { mobile } = await readMonthTable((await read('table.parquet')).buffer, 'table');
		expect(mobile!.code.length).toBeGreaterThan(3000);
		expect(Array.from(mobile!.download).some((value) => value > 0)).toBe(true);
		const [cells] = await readHexagons((await read('hexagons.parquet')).buffer, 'hexagons');
		expect(cells!.cell.length).toBeGreaterThan(50);
		for (const reading of later) {
			expect(Array.from(mobile![reading]).every(Number.isNaN)).toBe(true);
			expect(Array.from(cells![reading]).every(Number.isNaN)).toBe(true);
		}
	});
});
