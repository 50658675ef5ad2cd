/** Measurements read by DuckDB and those read row by row become the same months. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyDrawnCountry, type Country } from '../testing/country.ts';
import type { AddOptions } from './part.ts';
import { addFiles, NOW, officeFile, storeText, writeKey } from '../testing/office.ts';
import { SILENT } from '../common/progress.ts';
import { addSamples } from './add.ts';

let country: Country;
beforeEach(async () => {
	country = await copyDrawnCountry();
});
afterEach(() => country.remove());

const A = '105.84966,21.04652';
const B = '105.79304,21.03386';
const ROWS = [
	`2024-11-01 10:00:00,${A},mobile,10,nan,20,Viettel`,
	`2024-11-01 10:00:00,${A},mobile,20.5,5,,VIETTEL`,
	`2024-10-31 23:59:59,${B},mobile,30,5,20,VNPT`,
	`2025-07-01 00:00:00,${B},fixed,40,5,20,`,
	`2024-11-02 10:00:00,112.0,12.34,fixed,40,5,20,-`,
	`2024-11-02 10:00:00,${A},fixed,40,-,N/A,-`,
	`2024-11-02 10:00:00,${A},fixed,nan,-,,VNPT`,
	`2024-11-02 10:00:00,${A},nowhere,40,5,20,VNPT`,
	`then,${A},fixed,40,5,20,VNPT`,
	`2024-11-02 10:00:00,${A},fixed,0,5,20,VNPT`,
	`2024-11-02 10:00:00,${A},fixed,1,5,20`,
	`2024-11-02 10:00:00,${B},fixed,61,5,20,VNPT`
];

/** What becomes of the rows below a header, but for the hash of the file. */
async function resultOf(header: string, rows: readonly string[], more: Partial<AddOptions> = {}) {
	const text = [header, ...rows, ''].join('\n');
	await writeKey(country.data);
	const report = await addFiles(country.data, { 'a.csv': text }, { acceptPartial: true, ...more });
	const { parts } = JSON.parse(await storeText(country.data)) as { parts: object[] };
	await country.remove();
	country = await copyDrawnCountry();
	const { rowsRead, accepted, rejected } = report!;
	return {
		report: { rowsRead, accepted, rejected },
		parts: parts.map((part) => ({ ...part, sources: [], reports: [] }))
	};
}

it('is the same either way', async () => {
	const header = 'time,longitude,latitude,network,download,upload,latency,operator';
	const large = await resultOf(header, ROWS, { sheetBytes: 0 });
	// Small files are read row by row.
	expect(await resultOf(header, ROWS)).toEqual(large);
	const withIds = await resultOf(
		`${header},id`,
		ROWS.map((row, at) => (row.endsWith('20') ? row : `${row},${at}`)),
		{ sheetBytes: 0 }
	);
	expect(large.parts).toHaveLength(4);
	expect(large.report).toMatchObject({ rowsRead: 12, accepted: 7 });
	expect(Object.keys(large.report.rejected).sort()).toEqual([
		'broken row',
		'impossible time',
		'missing network',
		'no value',
		'outside every unit'
	]);
	delete large.report.rejected['broken row'];
	delete withIds.report.rejected['broken row'];
	const withoutRows = ({ report, parts }: typeof large) => ({
		report,
		parts: parts.map((part) => ({ ...part, measurements: [] }))
	});
	expect(withoutRows(withIds)).toEqual(withoutRows(large));
});

it('of speeds that are not in whole thousandths too', async () => {
	const header = 'time,longitude,latitude,network,download,upload,latency';
	const row = (speed: string) => `2024-11-01 10:00:00,${A},mobile,${speed},5,20`;
	const malformed = '2024-11-01,1';
	const rows = [row('10'), malformed, row('20'), row('0'), row('33.33333')];
	const { report, parts } = await resultOf(header, rows, { sheetBytes: 0 });
	expect((await resultOf(header, rows)).parts).toEqual(parts);
	expect(report).toMatchObject({ rowsRead: 5, accepted: 4 });
	expect(report.rejected['broken row']).toMatchObject({ count: 1, first: [{ row: 3 }] });
	expect(parts).toMatchObject([{ month: '2024-11', network: 'mobile', samples: 4 }]);
});

it.each([undefined, 0])('tells a repeated place off the coast once (%s)', async (sheetBytes) => {
	const header = 'time,longitude,latitude,network,download,upload,latency';
	const row = '2024-11-02 10:00:00,108.15504,16.16152,mobile,40,5,20';
	const file = await officeFile(country.data, 'a.csv', [header, row, row, ''].join('\n'));
	const { draft } = await addSamples({
		data: country.data,
		files: [file],
		now: NOW,
		progress: SILENT,
		dryRun: true,
		...(sheetBytes === undefined ? {} : { sheetBytes })
	});
	const notes = draft!.notes.map(({ en }) => en).filter((note) => note.includes('coast'));
	expect(notes).toEqual([expect.stringMatching(/^1 measurements lie in no unit/)]);
});

it('names lines as an editor counts them', async () => {
	const header = 'time,longitude,latitude,network,download,upload,latency,note';
	const rows = [
		`2024-11-01 10:00:00,${A},mobile,10,5,20,`,
		'',
		`2024-11-01 10:00:00,${A},mobile,0,,,`,
		'',
		'',
		'2024-11-01,1',
		`2024-11-01 10:00:00,${A},mobile,11,5,20,"two`,
		'',
		'lines"',
		`2024-11-01 10:00:00,${A},mobile,-1,,,`,
		'2024-11-01,2'
	];
	const { report } = await resultOf(header, rows, { sheetBytes: 0 });
	expect(await resultOf(header, rows)).toMatchObject({ report });
	expect(report).toMatchObject({ rowsRead: 6, accepted: 2 });
	const linesOf = (reason: 'impossible speed' | 'broken row') =>
		report.rejected[reason]!.first.map(({ row }) => row);
	expect(linesOf('impossible speed')).toEqual([4, 11]);
	expect(linesOf('broken row')).toEqual([7, 12]);
});
