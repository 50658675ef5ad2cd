/**
 * The official names, codes and networks of offices' files against the real list of units, as far as the published
 * files, and what every face makes of these.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSelection } from '../../src/lib/domain/selection.ts';
import { unitsOf } from '../../src/lib/domain/unit.ts';
import type { Network } from '../../src/lib/domain/network.ts';
import { DEFAULT_OPTIONS, modelOf } from '../../src/lib/exports/briefing.ts';
import { exportAs, type FormatName } from '../../src/lib/exports/registry.ts';
import { readMonthSource } from '../brief/source.ts';
import { nodeTools } from '../brief/tools.ts';
import { publishCountry } from '../testing/country.ts';
import { copyListsOfToday } from '../testing/lists-of-today.ts';
import { addFiles } from '../testing/office.ts';

const CASES = resolve(import.meta.dirname, '../../tests/fixtures/cases');

let folder: string;
let out: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'published-cases-'));
	const data = join(folder, 'data');
	out = join(folder, 'published');
	await copyListsOfToday(data);
	for (const name of [
		'bac-ninh-2026-10-official-names.csv',
		'dong-nai-2025-09.csv',
		'ba-che-official-code.csv',
		'../intake/network-5g.csv'
	])
		await addFiles(data, { [basename(name)]: await readFile(join(CASES, name)) });
	await publishCountry({ data, out });
}, 240_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function published(month: string, network: Network = 'mobile', within?: string) {
	const source = await readMonthSource(out, month, network, '2026-11-15');
	const query = new URLSearchParams({ month, network, ...(within ? { within } : {}) });
	const { selection, fallbacks } = parseSelection(query, source.catalogue);
	expect(fallbacks).toEqual([]);
	const briefing = await source.briefing(selection);
	const model = modelOf(briefing);
	const samples = new Map(
		unitsOf(source.units, 'commune').codes.flatMap((code, row) => {
			const count = briefing.input.values.commune!.samples[row]!;
			return Number.isNaN(count) ? [] : [[code, count] as const];
		})
	);
	const nameOf = (level: 'province' | 'commune', code: string) => {
		const { names, rowOf } = unitsOf(source.units, level);
		return names[rowOf.get(code)!];
	};
	return { model, briefing, samples, nameOf };
}

async function textOf(format: FormatName, month: string, within: string): Promise<string> {
	const { briefing } = await published(month, 'mobile', within);
	const file = await exportAs(format, briefing, DEFAULT_OPTIONS, await nodeTools());
	return Object.entries(unzipSync(file))
		.filter(([name]) => /\.xml$/.test(name))
		.map(([, content]) => strFromU8(content).replace(/<[^>]+>/g, ' '))
		.join(' ');
}

describe('September 2025', () => {
	it('says Tỉnh Đồng Nai, Xã Long Thành, Xã Nhơn Trạch, whatever the file said', async () => {
		const { samples, nameOf, model } = await published('2025-09', 'mobile', '75');
		expect([nameOf('province', '75'), model.place]).toEqual(['Tỉnh Đồng Nai', 'Tỉnh Đồng Nai']);
		expect(['26368', '26248', '26485'].map((code) => nameOf('commune', code))).toEqual([
			'Xã Long Thành',
			'Xã Trảng Bom',
			'Xã Nhơn Trạch'
		]);
		expect([...samples].sort()).toEqual([
			['26248', 100],
			['26368', 100],
			['26485', 120]
		]);
		const text = await textOf('xlsx', '2025-09', '75');
		expect(text).toContain('Xã Long Thành');
		expect(text).not.toMatch(/Phường Long Thành|Thành phố Đồng Nai/);
	});
});

describe('October 2026', () => {
	it('says Thành phố Đồng Nai, Phường Long Thành', async () => {
		const { nameOf } = await published('2026-10');
		expect([nameOf('province', '75'), nameOf('commune', '26368')]).toEqual([
			'Thành phố Đồng Nai',
			'Phường Long Thành'
		]);
	});

	it('has all 99 rows of Bắc Ninh, and its slides and report say Thành phố Bắc Ninh', async () => {
		const { samples, model } = await published('2026-10', 'mobile', '24');
		expect(samples.size).toBe(99);
		expect(model.place).toBe('Thành phố Bắc Ninh');
		expect(model.total).toBe([...samples.values()].reduce((sum, count) => sum + count, 0));
		for (const format of ['pptx', 'docx'] as const) {
			const text = await textOf(format, '2026-10', '24');
			expect(text).toContain('Thành phố Bắc Ninh');
			expect(text).not.toContain('Tỉnh Bắc Ninh');
		}
	});
});

describe('September 2026', () => {
	it('has Xã Ba Chẽ under its official code', async () => {
		const { samples, nameOf } = await published('2026-09', 'mobile', '22');
		expect([...samples]).toEqual([
			['06970', 412],
			['06979', 120]
		]);
		expect(nameOf('commune', '06970')).toBe('Xã Ba Chẽ');
	});
});

describe('August 2026', () => {
	it('has mobile, 5g beside it, and fixed', async () => {
		const networks = ['mobile', '5g', 'fixed'] as const;
		const found = await Promise.all(
			networks.map(async (network) => {
				const { samples, model } = await published('2026-08', network);
				return [network, samples.get('00004'), model.threshold];
			})
		);
		expect(found).toEqual([
			['mobile', 412, 300],
			['5g', 120, null],
			['fixed', 500, 300]
		]);
	});
});
