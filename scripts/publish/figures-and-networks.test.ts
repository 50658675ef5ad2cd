/** From an office's file to the published files: every reading of the table of figures, and measurements in 5G. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogueOf } from '../../src/lib/data/catalogue.ts';
import { readMonthTable } from '../../src/lib/data/parquet.ts';
import { checked, ManifestSchema, type Manifest } from '../../src/lib/data/schema.ts';
import { parseSelection } from '../../src/lib/domain/selection.ts';
import type { Network } from '../../src/lib/domain/network.ts';
import { toBuffer } from '../common/promise.ts';
import { copyDrawnCountry, publishCountry, readCountry, type Country } from '../testing/country.ts';
import { addFiles, figuresOf } from '../testing/office.ts';

let country: Country;
let manifest: Manifest;
beforeAll(async () => {
	country = await copyDrawnCountry();
	const table = [
		'Tháng,Mã xã,Mạng,Số mẫu,Tải xuống (Mbit/s),Độ trễ (ms),Độ rung (ms),Thống kê',
		'2026-09,00004,Di động,412,"68,2","31,5","4,25",trung vị',
		'2026-09,00166,Di động,320,"41,5","35,5","0,75",trung vị',
		'2026-09,00004,Cố định,90,"181,5","8,5",,trung vị'
	];
	await addFiles(country.data, { 'tháng 9.csv': table.join('\n') });
	const gazetteer = (await readCountry()).find((of) => of.edition === '2025-07')!;
	const at = gazetteer.units.of.commune!.rowOf.get('00004')!;
	const { lon, lat } = gazetteer.facts.commune!;
	const place = `${lon[at]},${lat[at]}`;
	const rows = ['Thời gian,Kinh độ,Vĩ độ,Loại mạng,Tải xuống,Tải lên,Độ trễ'];
	const kinds = ['4G', '4G', '5G', '5G NSA', 'Di động', 'Wi-Fi', '3G'] as const;
	for (let n = 0; n < 70; n++)
		rows.push(
			`2026-10-0${(n % 7) + 1} 08:00:${String(n % 60).padStart(2, '0')},${place},${kinds[n % 7]},${100 + n},20,30`
		);
	await addFiles(country.data, { 'đo.csv': rows.join('\n') });
	const older = ['month,code,network,samples', '2024-11,00001,mobile,412', '2024-11,00001,5g,57'];
	await addFiles(country.data, { 'older.csv': older.join('\n') });
	await publishCountry(country);
	const text = await readFile(join(country.out, 'manifest.json'), 'utf8');
	manifest = checked(ManifestSchema, JSON.parse(text), 'manifest.json');
}, 120_000);
afterAll(() => country.remove());

async function published(
	month: string,
	network: Network
): Promise<Map<string, Record<string, unknown>>> {
	const { url } = manifest.months.find((of) => of.month === month)!.networks[network]!.table;
	const rows = (await readMonthTable(toBuffer(await readFile(join(country.out, url))), url))[
		network
	]!;
	return new Map(
		rows.code.map((code, at) => [
			code,
			Object.fromEntries(Object.entries(rows).map(([name, of]) => [name, of[at]]))
		])
	);
}

describe('a monthly table', () => {
	it('brings all readings as far as the published file, jitter among them', async () => {
		expect((await figuresOf(country.data, '2026-09', 'mobile')).get('00166')).toMatchObject({
			latency: 35.5,
			jitter: 0.75
		});
		const mobile = await published('2026-09', 'mobile');
		expect(mobile.get('00004')).toMatchObject({ samples: 412, download: 68.2, jitter: 4.3 });
		expect((await published('2026-09', 'fixed')).get('00004')!['jitter']).toBeNaN();
	});
});

describe('jitter', () => {
	it('is offered where a file has it, and told where a link asks for it in vain', () => {
		const catalogue = catalogueOf(manifest);
		const asked = (query: string) => {
			const { selection, fallbacks } = parseSelection(
				new URLSearchParams(`${query}&measure=jitter`),
				catalogue
			);
			return [selection.measure, fallbacks];
		};
		expect(asked('month=2026-09&network=mobile')).toEqual(['jitter', []]);
		for (const query of ['month=2026-09&network=fixed', 'month=2026-10&network=mobile'])
			expect(asked(query)).toEqual(['samples', [{ kind: 'measure', why: 'unread' }]]);
	});
});

describe('measurements in 5G', () => {
	it('count in 5g and in mobile, others in mobile or fixed alone', async () => {
		const samples = async (network: Network) =>
			(await published('2026-10', network)).get('00004')!['samples'];
		expect([await samples('mobile'), await samples('5g'), await samples('fixed')]).toEqual([
			60, 20, 10
		]);
	});

	it('have a median of their own beside that of the whole', async () => {
		const download = async (network: Network) =>
			(await published('2026-10', network)).get('00004')!['download'];
		// 5G: 102, 103, 109, 110, … 165, 166. Fixed: 105, 112, … 168. Mobile: all but these, 134.5 in the middle.
		expect([await download('5g'), await download('fixed')]).toEqual([134, 137]);
		expect(await download('mobile')).toBe(135);
	});

	it('are told in the summary as measured, with no word of a threshold', async () => {
		const summary = JSON.parse(await readFile(join(country.out, 'summary.json'), 'utf8')) as {
			months: Record<string, { networks: Record<string, { commune: object }> }>;
		};
		const { networks } = summary.months['2026-10']!;
		expect(networks['5g']!.commune).toMatchObject({ measured: 1, samples: 20 });
		expect(networks['5g']!.commune).not.toHaveProperty('reached');
		expect(networks['mobile']!.commune).toMatchObject({ reached: 0, samples: 60 });
	});
});

describe('5G of a month by the list before', () => {
	it('is carried over to the units of today, and told without a threshold', async () => {
		const { summary } = manifest.crosswalks.find(({ to }) => to === '2025-07')!;
		const { months } = JSON.parse(await readFile(join(country.out, summary.url), 'utf8')) as {
			months: Record<string, { networks: Record<string, { total: number; commune: object }> }>;
		};
		const { mobile, '5g': part } = months['2024-11']!.networks;
		expect([mobile!.total, part!.total]).toEqual([412, 57]);
		expect(part!.commune).toMatchObject({ measured: 1, samples: 57 });
		expect(part!.commune).not.toHaveProperty('reached');
	});
});
