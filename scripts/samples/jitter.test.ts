/** A reading of the table of figures, from an office's file to map, card, table and exports. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readMonthTable } from '../../src/lib/data/parquet.ts';
import { buildDetail } from '../../src/lib/domain/detail.ts';
import { joinRows, type NetworkValues } from '../../src/lib/domain/join.ts';
import { tableColumns, cellText } from '../../src/lib/domain/table.ts';
import { unitsOf } from '../../src/lib/domain/unit.ts';
import { meaningOf } from '../../src/lib/intake/headers.ts';
import { buildViewModel, type ViewInput } from '../../src/lib/domain/view-model.ts';
import { unitTable } from '../../src/lib/exports/unit-table.ts';
import type { Briefing } from '../../src/lib/exports/briefing.ts';
import { OLD_UNITS, select } from '../../tests/fixtures/small-country.ts';
import { writeMonthTable } from '../publish/parquet.ts';
import { readStored, storedRow, writeStored } from './stored-table.ts';
import { tableOfTable } from './table-of-rows.ts';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'jitter-'))));
afterAll(() => rm(folder, { recursive: true }));

it('is known by its header, in both languages', () => {
	for (const text of ['jitter_ms', 'Jitter (ms)', 'Độ rung (ms)', 'Biến động trễ']) {
		expect(meaningOf([text]).role).toBe('jitter');
	}
});

it('goes from the store to published file, map, card, table and exports', async () => {
	const path = join(folder, 'stored.parquet');
	const kept = writeStored([storedRow('00001', { samples: 650, latency: 20, jitter: 4.2 })]);
	await writeFile(path, kept);
	const { values } = tableOfTable(OLD_UNITS, await readStored(kept, path));
	const communes = unitsOf(OLD_UNITS, 'commune');
	const columns = { ...values.commune!, code: communes.codes };
	const rows = communes.codes.flatMap((_, row) =>
		Number.isNaN(columns.samples[row]!) ? [] : [row]
	);
	const pick = (of: ArrayLike<number>) => rows.map((row) => of[row]!);
	const published = writeMonthTable(
		{
			mobile: {
				code: rows.map((row) => communes.codes[row]!),
				samples: pick(columns.samples),
				download: pick(columns.download),
				upload: pick(columns.upload),
				latency: pick(columns.latency),
				jitter: pick(columns.jitter),
				derived: pick(columns.derived)
			}
		},
		{ month: '2024-11' }
	);
	const { mobile } = await readMonthTable(Uint8Array.from(published).buffer, 'a.parquet');
	expect(Array.from(mobile!.jitter)).toEqual([4.2]);
	const read: NetworkValues = { commune: joinRows(communes, mobile!).values };
	const input: ViewInput = {
		units: OLD_UNITS,
		values: read,
		month: '2024-11',
		edition: '2022-10',
		statistic: 'median',
		provenance: 'imported',
		source: 'a.csv',
		approximate: true
	};
	const selection = select({ measure: 'jitter' });
	const model = buildViewModel(input, selection, 'light');
	expect(model.title).toContain('Độ rung');
	expect(model.classes[0]).toBe(2);
	expect(model.legend[1]!.label).toBe('<\u00a02');
	expect(tableColumns(model).map(({ label }) => label)).toContain('Độ rung (ms, trung vị)');
	expect(cellText(model, OLD_UNITS, 'value', 0)).toContain('4,2');
	expect(buildDetail(OLD_UNITS, read, '00001')!.jitter).toBe(4.2);
	const briefing = { input, selection } as unknown as Briefing;
	const column = unitTable(briefing, 'commune').columns.find(({ key }) => key === 'jitter')!;
	expect(column.header).toBe('Độ rung (ms, trung vị)');
	expect(column.values[0]).toBe(4.2);
});
