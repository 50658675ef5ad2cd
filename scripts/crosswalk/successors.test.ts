import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readGazetteer } from '../gazetteer/gazetteer.ts';
import { copyCountry, readCountry, type Country } from '../testing/country.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { readCrosswalkTable } from './crosswalks.ts';
import { keepToSuccessors, readSuccessors } from './successors.ts';

let country: Country;
beforeEach(async () => {
	country = await copyCountry();
});
afterEach(() => country.remove());

const HEAD = 'from_edition,from_code,to_edition,to_code,act\n';
const WHOLE = ['01', '48', '56'].map((code) => `2022-10,${code},2025-07,${code},\n`).join('');

async function read(text: string) {
	await writeFile(join(country.data, 'crosswalk/successors.csv'), HEAD + text);
	const [from, to] = (await readCountry()).map(({ units }) => units);
	return readSuccessors(country.data, from!, to!);
}

describe('the table of successors', () => {
	it.each([
		['of a province that is none', WHOLE.replace('2022-10,48', '2022-10,49'), 'from_code', '49'],
		['into a province that is none', WHOLE.replace('07,48', '07,49'), 'to_code', '49'],
		['that leaves a province out', WHOLE.replace(/.*,48,.*\n/, ''), 'from_code', 'no row of 48']
	])('%s is refused', async (_, text, column, found) => {
		expect((await dataErrorOf(() => read(text))).fault).toMatchObject({ column, found });
	});

	it('that knows nothing of the editions says nothing', async () => {
		expect(await read('')).toBeUndefined();
		expect((await read(WHOLE))!.size).toBe(3);
	});
});

describe('what the law says beside the areas', () => {
	it('holds where the province is another one; names that live on in a smaller part are told', async () => {
		const [from, to] = (await readCountry()).map(({ units }) => units);
		const successors = (await read(WHOLE))!;
		const row = (of: string, into: string, share: number) => ({ from: of, to: into, share });
		const { rows, outside, astray, namesakes } = keepToSuccessors(
			[
				row('22330', '22366', 0.9),
				row('22330', '20194', 0.1),
				row('22327', '20194', 1),
				row('22736', '22366', 0.6),
				row('22736', '22736', 0.4)
			],
			from!,
			to!,
			successors
		);
		expect(rows).toEqual([
			row('22330', '22366', 1),
			row('22327', '20194', 1),
			row('22736', '22366', 0.6),
			row('22736', '22736', 0.4)
		]);
		expect(outside).toEqual([{ from: '22330', share: expect.closeTo(0.1, 9) as number }]);
		expect(astray).toEqual(['22327']);
		expect(namesakes).toEqual([row('22736', '22736', 0.4)]);
	});
});

it('the table that ships gives no ground to another province than the law does', async () => {
	const [from, to] = await Promise.all(
		['2022-10', '2025-07'].map(async (id) => (await readGazetteer('data', id)).units)
	);
	const successors = (await readSuccessors('data', from!, to!))!;
	const { rows } = (await readCrosswalkTable('data/crosswalk/2022-10_2025-07.csv'))!;
	const { outside, astray } = keepToSuccessors(rows, from!, to!, successors);
	expect({ outside, astray }).toEqual({ outside: [], astray: [] });
	expect(new Set(successors.values()).size).toBe(34);
	const text = await readFile('data/crosswalk/successors.csv', 'utf8');
	expect(text.split('\n').filter((line) => line.includes('202/2025/QH15'))).toHaveLength(52);
});
