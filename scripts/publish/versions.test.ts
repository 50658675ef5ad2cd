/**
 * A month that provinces send one by one, from the first file to the last: each version of the store, and what is
 * published of it; what was not sent is never zero.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checked, ManifestSchema, SummarySchema } from '../../src/lib/data/schema.ts';
import { parseSelection } from '../../src/lib/domain/selection.ts';
import { DEFAULT_OPTIONS, modelOf } from '../../src/lib/exports/briefing.ts';
import { exportAs } from '../../src/lib/exports/registry.ts';
import { readMonthSource } from '../brief/source.ts';
import { nodeTools } from '../brief/tools.ts';
import { difference, history } from '../samples/history.ts';
import { removeMonth } from '../samples/remove.ts';
import { restoreVersion } from '../samples/restore.ts';
import { copyDrawnCountry, publishCountry, type Country } from '../testing/country.ts';
import { addFiles } from '../testing/office.ts';

let country: Country;
beforeAll(async () => {
	country = await copyDrawnCountry();
});
afterAll(() => country.remove());

const csv = (...rows: string[]) => ['month,code,network,samples', ...rows, ''].join('\n');
const at = (hour: number) => ({ now: new Date(Date.UTC(2026, 10, 15, hour)), by: 'Lan' });

/** What is published of the month: manifest, summary and view model of the communes. */
async function published(within?: string) {
	await publishCountry(country);
	const read = async (name: string) =>
		JSON.parse(await readFile(join(country.out, name), 'utf8')) as unknown;
	const manifest = checked(ManifestSchema, await read('manifest.json'), 'manifest.json');
	const summary = checked(SummarySchema, await read('summary.json'), 'summary.json');
	const source = await readMonthSource(country.out, '2026-09', 'mobile', '2026-11-15');
	const query = new URLSearchParams({
		month: '2026-09',
		network: 'mobile',
		level: 'commune',
		lang: 'vi',
		...(within ? { within } : {})
	});
	const briefing = await source.briefing(parseSelection(query, source.catalogue).selection);
	return {
		stated: manifest.months.find((of) => of.month === '2026-09')!.networks.mobile!,
		summary: summary.months['2026-09']!.networks.mobile!,
		model: modelOf(briefing),
		briefing
	};
}

it('is told by version and by province as far as the page and its files', async () => {
	const { data } = country;
	await addFiles(
		data,
		{ '01.csv': csv('2026-09,00004,mobile,412', '2026-09,00166,mobile,0') },
		at(1)
	);
	await addFiles(data, { '48.csv': csv('2026-09,20194,mobile,350') }, at(2));
	await addFiles(data, { 'fixed.csv': csv('2026-09,00004,fixed,77') }, at(3));

	const two = await published();
	const sent = { missing: ['56'], provinces: 2, of: 3 };
	expect(two.stated).toMatchObject({
		sent,
		parts: [
			{ version: 1, time: '2026-11-15T01:00:00.000Z', provinces: ['01'] },
			{ version: 2, time: '2026-11-15T02:00:00.000Z', provinces: ['48'] }
		]
	});
	// The two communes of the province that has not sent are in no share; one that said 0 is.
	expect(two.summary).toMatchObject({ sent, total: 762, commune: { units: 4, reached: 2 } });
	const kpis = two.model.kpis.map(({ level, reached, units }) => [level, reached, units]);
	expect(kpis).toEqual([
		['province', 2, 2],
		['commune', 2, 4]
	]);
	expect(two.model.sentence).toContain('2/3 tỉnh đã gửi số liệu');
	expect(two.model.notes.join()).toContain('nơi chưa gửi không phải là 0 mẫu');
	const sheets = unzipSync(
		await exportAs('xlsx', two.briefing, DEFAULT_OPTIONS, await nodeTools())
	);
	const words = Object.values(sheets).map((of) => strFromU8(of));
	expect(words.join()).toContain('2/3 tỉnh đã gửi số liệu');
	expect((await published('56')).model.sentence).toContain('Nơi này chưa gửi số liệu của tháng.');
	expect((await published('01')).model.sentence).not.toContain('gửi');

	// A correction, and the last province.
	const fix = csv('2026-09,00004,mobile,444');
	await addFiles(data, { '01-sua.csv': fix }, { replace: '2026-09', ...at(4) });
	await addFiles(data, { '56.csv': csv('2026-09,22366,mobile,12') }, at(5));
	const whole = await published();
	expect(whole.stated.sent).toBeUndefined();
	expect(whole.stated.parts!.map(({ version, provinces }) => [version, provinces])).toEqual([
		[2, ['48']],
		[4, ['01']],
		[5, ['56']]
	]);
	expect(whole.summary).toMatchObject({ total: 806, commune: { units: 6, reached: 2 } });
	expect(whole.model.sentence).not.toContain('gửi');

	// The correction was none; then a province takes its figures back.
	await restoreVersion(data, { version: '3', months: ['2026-09'], ...at(6) });
	await removeMonth(join(data, 'samples'), '2026-09', 'vi', {
		networks: ['mobile'],
		provinces: ['Thành phố Biển'],
		...at(7)
	});
	const one = await published();
	expect(one.stated).toMatchObject({ sent: { missing: ['48', '56'], provinces: 1, of: 3 } });
	expect(one.summary).toMatchObject({ total: 412, commune: { units: 2, reached: 1 } });

	const { lines } = await history(data, '2026-09', 'vi');
	expect(lines).toEqual([
		'Phiên bản 7 (đang dùng) · 14:00 15/11/2026 · Lan · remove 2026-09 --network mobile --province Thành phố Biển',
		'  2026-09 Di động (48 Thành phố Biển): 762 → 412 mẫu; 1 đơn vị bỏ',
		'Phiên bản 6 · 13:00 15/11/2026 · Lan · restore 3 --month 2026-09',
		'  2026-09 Di động (01 Thành phố Thử Nghiệm, 56 Tỉnh Đảo): 806 → 762 mẫu; 1 đơn vị đổi; 1 đơn vị bỏ',
		'Phiên bản 5 · 12:00 15/11/2026 · Lan · add: 56.csv',
		'  2026-09 Di động (56 Tỉnh Đảo): 794 → 806 mẫu; 1 đơn vị mới',
		'Phiên bản 4 · 11:00 15/11/2026 · Lan · replace 2026-09: 01-sua.csv',
		'  2026-09 Di động (01 Thành phố Thử Nghiệm): 762 → 794 mẫu; 1 đơn vị đổi',
		'Phiên bản 3 · 10:00 15/11/2026 · Lan · add: fixed.csv',
		'  2026-09 Cố định (01 Thành phố Thử Nghiệm): chưa có → 77 mẫu; 1 đơn vị mới',
		'Phiên bản 2 · 09:00 15/11/2026 · Lan · add: 48.csv',
		'  2026-09 Di động (48 Thành phố Biển): 412 → 762 mẫu; 1 đơn vị mới',
		'Phiên bản 1 · 08:00 15/11/2026 · Lan · add: 01.csv',
		'  2026-09 Di động (01 Thành phố Thử Nghiệm): chưa có → 412 mẫu; 2 đơn vị mới'
	]);
	expect((await difference(data, '3', '5', 'vi')).lines).toEqual([
		'Từ phiên bản 3 đến phiên bản 5:',
		'2026-09 Di động: 762 → 806 mẫu',
		'  00004 Phường Một, Thành phố Thử Nghiệm: 412 → 444 mẫu',
		'  22366 Phường Vịnh, Tỉnh Đảo: không có → 12 mẫu'
	]);
}, 180_000);
