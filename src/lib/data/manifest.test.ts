import { describe, expect, it } from 'vitest';
import { DataError } from '../domain/errors.ts';
import { checkSummaryMonths, readManifest } from './manifest.ts';
import type { Manifest, Summary } from './schema.ts';

const file = { url: 'a.00000000.json', bytes: 1, sha256: '0'.repeat(64) };
const edition = {
	id: '2022-10',
	from: '2022-10',
	to: '2025-06' as string | null,
	levels: ['province', 'district', 'commune'],
	units: file,
	topology: file,
	outlines: 'approximate',
	attribution: '',
	series: {}
};
const newer = { ...edition, id: '2025-07', from: '2025-07', to: null, levels: ['province', 'commune'] };
const right = {
	version: 1,
	inputs: '',
	threshold: 300,
	editions: [edition, newer],
	crosswalks: [{ from: '2022-10', to: '2025-07', table: file, summary: file }],
	land: file,
	hexagonMinimum: 5,
	months: [
		{ month: '2025-06', edition: '2022-10', networks: {} },
		{ month: '2025-07', edition: '2025-07', networks: {} }
	]
};
const month = (text: string, edition = '2025-07') => ({ month: text, edition, networks: {} });

function faultOf(changes: object) {
	try {
		readManifest({ ...right, ...changes }, 'manifest.json');
	} catch (error) {
		if (error instanceof DataError) return error.fault;
		throw error;
	}
	throw new Error('nothing was refused');
}

describe('readManifest', () => {
	it('takes what fits', () => {
		expect(readManifest(right, 'manifest.json').months).toHaveLength(2);
	});

	it.each([
		['a month of the year 9999', { months: [...right.months, month('9999-12')] }, '9999-12'],
		['a month of the year 0000', { months: [month('0000-01', '2022-10')] }, '0000-01'],
		['a thirteenth month', { months: [month('2025-13')] }, '"2025-13"'],
		['months that do not ascend', { months: [...right.months].reverse() }, '2025-06'],
		['a month twice', { months: [month('2025-07'), month('2025-07')] }, '2025-07'],
		['an unknown edition', { months: [month('2025-07', '2031-01')] }, '2031-01'],
		['a month in an edition that does not serve it', { months: [month('2025-06')] }, '2025-07'],
		['a month before all editions', { months: [month('2021-01', '2022-10')] }, '2022-10'],
		['an edition twice', { editions: [edition, edition] }, '2022-10'],
		['editions that overlap', { editions: [{ ...edition, to: '2025-09' }, newer] }, '2025-07'],
		['two editions without an end', { editions: [{ ...edition, to: null }, newer] }, '2025-07'],
		['an edition that ends before it begins', { editions: [{ ...edition, to: '2022-09' }] }, '2022-09'],
		['an edition that ends in 9999', { editions: [edition, { ...newer, to: '9999-12' }] }, '9999-12'],
		['an edition without communes', { editions: [{ ...edition, levels: ['province'] }] }, 'province'],
		['an edition without levels', { editions: [{ ...edition, levels: [] }] }, ''],
		['a crosswalk to nowhere', { crosswalks: [{ ...right.crosswalks[0], to: '2031-01' }] }, '2031-01']
	])('tells of %s', (_, changes, found) => {
		const fault = faultOf(changes);
		expect(fault).toMatchObject({ file: 'manifest.json', found });
		expect(fault.column).toMatch(/^(editions|months|crosswalks)\.\d/);
		expect(fault.expected).toBeTruthy();
	});
});

describe('checkSummaryMonths', () => {
	const manifest = right as unknown as Manifest;
	const summary = (months: Record<string, string>) =>
		({
			months: Object.fromEntries(Object.entries(months).map(([at, id]) => [at, { edition: id }]))
		}) as unknown as Summary;

	it.each([
		['a month too few', { '2025-06': '2022-10' }, '2025-07'],
		['a month too many', { '2025-06': '2022-10', '2025-07': '2025-07', '9999-12': '2025-07' }, '9999-12'],
		['a month of another edition', { '2025-06': '2025-07', '2025-07': '2025-07' }, '2025-06']
	])('tells of %s', (_, months, at) => {
		expect(() => checkSummaryMonths(manifest, summary(months), 'summary.json')).toThrow(at);
	});

	it('takes the same months', () => {
		const same = summary({ '2025-06': '2022-10', '2025-07': '2025-07' });
		expect(() => checkSummaryMonths(manifest, same, 'summary.json')).not.toThrow();
	});
});
