/** What `--json` says beside counts: the columns as they were read, and where rows stand that were not taken. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SILENT } from '../common/progress.ts';
import { copyCountry, copyDrawnCountry, type Country } from '../testing/country.ts';
import { NOW, officeFile } from '../testing/office.ts';
import { workbook } from '../testing/workbook.ts';
import { addSamples } from './add.ts';
import { toldOf } from './tell.ts';

let country: Country;
beforeEach(async () => {
	country = await copyCountry();
});
afterEach(() => country.remove());

async function told(name: string, content: string | Uint8Array) {
	const files = [await officeFile(country.data, name, content)];
	const result = await addSamples({ data: country.data, files, now: NOW, progress: SILENT });
	return toldOf(result, 'en');
}

it('a table', async () => {
	const codes = ['00001', '00004', '99999'];
	const rows = codes.map((code, at) => ['2024-11', 'mobile', code, 412 + at, 61.5, 'x']);
	const { tables, rejects, ...counts } = await told(
		'a.xlsx',
		workbook({
			'Số liệu': [['month', 'network', 'code', 'samples', 'Tải xuống trung vị', 'Ghi chú'], ...rows]
		})
	);
	expect(counts.rowsRead).toBe(counts.accepted + counts.rejected);
	expect(tables).toMatchObject([
		{
			...{ name: 'Số liệu', file: 'a.xlsx', sheet: 'Số liệu', kind: 'monthly', rows: 3 },
			columns: [
				{ at: 'A', header: 'month', meaning: 'month', certainty: 'proven' },
				{ at: 'B', header: 'network', meaning: 'network', certainty: 'proven' },
				{ at: 'C', header: 'code', meaning: 'code', certainty: 'proven' },
				{ at: 'D', header: 'samples', meaning: 'samples', certainty: 'proven' },
				// No unit is named: its values alone tell.
				{ header: 'Tải xuống trung vị', meaning: 'download', certainty: 'assumed' },
				{ header: 'Ghi chú', meaning: 'other', certainty: 'proven' }
			]
		}
	]);
	expect(rejects).toMatchObject([
		{ reason: 'unknown unit', first: [{ file: 'a.xlsx', sheet: 'Số liệu', row: 4 }] }
	]);
});

it('measurements: nothing of what stands in rows that were not taken', async () => {
	await country.remove();
	country = await copyDrawnCountry();
	const row = (time: string, place: string, device: string) =>
		`${time},${place},mobile,50,9,30,${device}`;
	const lines = Array.from({ length: 20 }, (_, at) =>
		row(`2024-11-0${1 + (at % 9)} 10:00:${10 + at}`, '105.84966,21.04652', `phone-${at}`)
	);
	const text = [
		'time,longitude,latitude,network,download,upload,latency,device_id',
		...lines,
		row('2024-11-01 10:00:00', '12.345678,1.234567', 'secret-phone')
	].join('\n');
	const { tables, rejects, ...others } = await told('m.csv', text);
	expect(others).toMatchObject({ status: 'accepted', rowsRead: 21, accepted: 20, rejected: 1 });
	expect(tables[0]!.columns.map(({ meaning }) => meaning)).toContain('device');
	expect(rejects).toMatchObject([{ count: 1, first: [{ file: 'm.csv', sheet: '', row: 22 }] }]);
	expect(JSON.stringify({ tables, rejects })).not.toMatch(/secret|12\.345/);
});
