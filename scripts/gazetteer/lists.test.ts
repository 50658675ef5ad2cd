import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../src/lib/domain/errors.ts';
import { listsModule, parseNetworks, parseOperators, parseTargets, readLists } from './lists.ts';

const NETWORKS = 'id,vi,en,part_of,threshold,words,cells,technologies\n';
const TARGETS = 'from,network,mbps,vi,en,act_vi,act_en\n';
const OPERATORS = 'name,spellings\n';

function faultOf(work: () => unknown) {
	try {
		work();
	} catch (error) {
		if (error instanceof DataError) return { code: error.code, ...error.fault };
		throw error;
	}
	throw new Error('nothing was thrown');
}

describe('listed.ts', () => {
	it('is what the lists say; npm run sync writes it anew', async () => {
		const text = listsModule(await readLists(join(import.meta.dirname, '../../data')));
		await expect(text).toMatchFileSnapshot('../../src/lib/domain/listed.ts');
	});
});

describe('networks.csv', () => {
	const networks = (...rows: string[]) => parseNetworks(NETWORKS + rows.join('\n'), 'networks.csv');
	const mobile = 'mobile,Di động,Mobile,,300,di dong,,4g';

	it.each([
		['a part of itself', ['5g,5G,5G,5g,,,,'], 'part_of', '5g'],
		['a part of a part', ['5g,5G,5G,mobile,,,,', 'sa,SA,SA,5g,,,,'], 'part_of', '5g'],
		['parts of each other', ['a,A,A,b,,,,', 'b,B,B,a,,,,'], 'part_of', 'b'],
		['a part of none of the list', ['5g,5G,5G,mobil,,,,'], 'part_of', 'mobil'],
		['without a name', ['5g,,5G,mobile,,,,'], 'vi', ''],
		['with capitals', ['5G,5G,5G,mobile,,,,'], 'id', '5G'],
		['called as what every object has', ['constructor,A,A,,300,aa,,'], 'id', 'constructor'],
		['with a path', ['../5g,5G,5G,mobile,,,,'], 'id', '../5g'],
		['with a threshold of no number', ['5g,5G,5G,mobile,viele,,,'], 'threshold', 'viele'],
		['with a threshold below 0', ['5g,5G,5G,mobile,-1,,,'], 'threshold', '-1'],
		['with words as they are written', ['5g,5G,5G,mobile,,Mạng 5G,,'], 'words', 'Mạng 5G']
	])('refuses a network %s, with file and row', (_, rows, column, found) => {
		const fault = faultOf(() => networks(mobile, ...rows));
		expect(fault).toMatchObject({
			code: 'value',
			file: 'networks.csv',
			row: 3 + +(_ === 'a part of a part'),
			column,
			found
		});
	});

	it.each([
		['id', ['mobile,Di động,Mobile,,300,,,'], 'id'],
		['word', ['5g,5G,5G,mobile,,4g,,'], 'words'],
		['word that is an id', ['5g,5G,5G,mobile,,mobile,,'], 'words']
	])('refuses the same %s twice', (_, rows, column) => {
		expect(faultOf(() => networks(mobile, ...rows))).toMatchObject({
			code: 'duplicate',
			row: 3,
			column,
			expected: expect.stringContaining('row 2') as string
		});
	});

	it('refuses an empty list and a first network without a threshold', () => {
		expect(faultOf(() => networks())).toMatchObject({ code: 'empty' });
		expect(faultOf(() => networks('5g,5G,5G,,,,,'))).toMatchObject({ row: 2, column: 'threshold' });
	});
});

describe('targets.csv', () => {
	const targets = (row: string) =>
		parseTargets(`${TARGETS}2024-01-11,mobile,40,4G,4G,A,A\n${row}`, ['mobile'], 'targets.csv');

	it.each([
		['without a day', ',mobile,170,,,A,A', 'from'],
		['with a month alone', '2026-01,mobile,170,,,A,A', 'from'],
		['of a day that is none', '2026-02-31,mobile,170,,,A,A', 'from'],
		['of an unknown network', '2026-01-01,satellite,170,,,A,A', 'network'],
		['without a speed', '2026-01-01,mobile,,,,A,A', 'mbps'],
		['of a negative speed', '2026-01-01,mobile,-5,,,A,A', 'mbps'],
		['in words', '2026-01-01,mobile,0x10,,,A,A', 'mbps'],
		['without an act', '2026-01-01,mobile,170,,,,', 'act_vi']
	])('refuses a target %s', (_, row, column) => {
		expect(faultOf(() => targets(row))).toMatchObject({
			code: 'value',
			file: 'targets.csv',
			row: 3,
			column
		});
	});

	it('refuses the same target twice', () => {
		expect(faultOf(() => targets('2026-01-01,mobile,40,,,B,B'))).toMatchObject({
			code: 'duplicate',
			row: 3
		});
	});
});

describe('operators.csv', () => {
	const operators = (...rows: string[]) =>
		parseOperators(OPERATORS + rows.join('\n'), 'operators.csv');

	it('refuses a name that every object has', () =>
		expect(faultOf(() => operators('__proto__,a'))).toMatchObject({ row: 2, column: 'name' }));

	it('refuses spellings that are the same when they are compared', () => {
		expect(faultOf(() => operators('Viettel,Viettel Telecom', 'Other VT,VIETTEL-TELECOM'))).toEqual(
			{
				code: 'duplicate',
				file: 'operators.csv',
				row: 3,
				column: 'spellings',
				found: 'VIETTEL-TELECOM',
				expected: 'each once; it stands in row 2, too'
			}
		);
	});

	it.each(['Khác', 'other', 'OTHER ', '---', ''])('refuses the name "%s"', (name) => {
		expect(faultOf(() => operators(`"${name}",abc`))).toMatchObject({ code: 'value', row: 2 });
	});
});

describe('what would be taken without a word', () => {
	const networks = (row: string) => () =>
		parseNetworks(`${NETWORKS}mobile,Di động,Mobile,,300,di dong,,4g\n${row}`, 'networks.csv');
	it.each([
		['a display name twice', '6g,Di động,6G,mobile,,,,', 'duplicate', 'vi'],
		['a display name twice, in other letters', '6g,6G,MOBILE,mobile,,,,', 'duplicate', 'en'],
		['its own id as a word', '6g,6G,6G,mobile,,6g,,', 'value', 'words']
	])('of networks: %s', (_, row, code, column) => {
		expect(faultOf(networks(row))).toMatchObject({ code, row: 3, column });
	});
	it('says that the word is the id itself', () => {
		expect(faultOf(networks('6g,6G,6G,mobile,,6g,,')).expected).toContain('the id itself');
	});
	it('of targets: one label for two of a day', () => {
		const rows = '2024-01-11,mobile,40,4G,4G,A,A\n2024-01-11,mobile,100,4G,5G,A,A';
		expect(faultOf(() => parseTargets(TARGETS + rows, ['mobile'], 'targets.csv'))).toMatchObject({
			code: 'duplicate',
			row: 3,
			column: 'vi'
		});
	});
	it.each(['+84901234567', '0901 234 567', 'Anh Ba 0901.234.567', '=1+1', '@viettel'])(
		'of operators: %s',
		(text) => {
			for (const [row, column] of [
				[`${text},`, 'name'],
				[`Viettel,${text}`, 'spellings']
			])
				expect(faultOf(() => parseOperators(OPERATORS + row, 'operators.csv'))).toMatchObject({
					code: 'value',
					row: 2,
					column,
					found: text
				});
		}
	);
});
