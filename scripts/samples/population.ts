/** Where people live: a grid of population, from which the inhabited hexagons are known. */
import { cellToLatLng, getResolution, isValidCell } from 'h3-js';
import { join } from 'node:path';
import { DataError } from '../../src/lib/domain/errors.ts';
import { both, faultIn } from '../../src/lib/intake/texts.ts';
import { orderCells } from './cell-order.ts';
import { readGazetteers } from '../gazetteer/gazetteer.ts';
import { FINEST_RESOLUTION, HexagonNumbers } from './hexagon-numbers.ts';
import { withLock } from '../common/lock.ts';
import { placeIndexOf } from '../boundaries/place-geometry.ts';
import { locate } from '../place/locate.ts';
import { meaningOf } from '../../src/lib/intake/headers.ts';
import { identifier, literal, openDuck, type Duck } from './duck.ts';
import { hashOf, lookAt, type Input } from './input.ts';
import { columnarSource, unreadable } from './measured-source.ts';
import { NOW_PUBLISH } from './months.ts';
import type { Language } from '../../src/lib/intake/told.ts';
import { provincesBy } from './changes.ts';
import { readStore } from './store.ts';
import { keepVersion, writePopulation } from './store-write.ts';
import { keptLines } from './kept-lines.ts';
import { unitHexagonsOf, type UnitHexagons } from './unit-hexagons.ts';
import { unitTree } from './unit-tree.ts';
import { fold } from '../../src/lib/intake/words.ts';

const CELL = /^(cell|h3|h3 ?cell|h3 ?index|hexagon)$/;
const POPULATION = /^(population|pop|people|dan so|so dan)$/;
const EXPECTED = both(
	'các cột kinh độ, vĩ độ và dân số, hoặc ô H3 (cell, độ phân giải 8 trở lên) và dân số',
	'columns longitude, latitude and population (kinh độ, vĩ độ, dân số), or cell (H3, resolution 8 or finer) and population'
);

/** Points with at least one inhabitant, and how many rows there were. */
interface Grid {
	lon: Float64Array;
	lat: Float64Array;
	rowsRead: number;
}

/**
 * Keep a grid of population in the place of the one before. A hexagon is inhabited for the units in which its grid
 * points with people lie; a cell of H3 lies where its centre does.
 * @param data folder of the inputs
 * @returns what was read, in lines
 * @throws DataError when the file can't be understood, nobody lives in any unit or another command is at work on the
 * store; nothing is kept then
 */
export async function addPopulation(
	data: string,
	path: string,
	language: Language = 'en',
	by?: string
): Promise<string[]> {
	const command = 'npm run samples -- population';
	return withLock(join(data, 'samples'), command, () => addAlone(data, path, language, by));
}

async function addAlone(
	data: string,
	path: string,
	language: Language,
	by: string | undefined
): Promise<string[]> {
	const isVi = language === 'vi';
	const folder = join(data, 'samples');
	const store = await readStore(folder);
	const input = await lookAt(path);
	const duck = await openDuck(join(data, 'cache'));
	try {
		const grid = await readGrid(input, duck);
		const parts: UnitHexagons[] = [];
		const lines = [
			isVi
				? `${input.file}: ${grid.rowsRead} dòng, ${grid.lon.length} dòng có dân`
				: `${input.file}: ${grid.rowsRead} rows, ${grid.lon.length} with people`
		];
		const gazetteers = await readGazetteers(data);
		for (const gazetteer of gazetteers) {
			const leaf = new Int32Array(grid.lon.length);
			const hexagon = new Int32Array(grid.lon.length);
			const numbers = new HexagonNumbers();
			locate(await placeIndexOf(data, gazetteer), grid.lon, grid.lat, leaf);
			numbers.number(grid.lon, grid.lat, leaf, hexagon);
			const part = unitHexagonsOf(
				unitTree(gazetteer.units),
				orderCells(numbers.cells),
				leaf,
				hexagon
			);
			const outside = leaf.filter((of) => of < 0).length;
			const [cells, inUnits] = [numbers.cells.length, new Set(part.code).size];
			lines.push(
				isVi
					? `${gazetteer.edition}: ${cells} ô lục giác có dân trong ${inUnits} đơn vị; ${outside} dòng nằm ngoài mọi đơn vị`
					: `${gazetteer.edition}: ${cells} inhabited hexagons in ${inUnits} units; ${outside} rows lie outside of every unit`
			);
			parts.push(part);
		}
		if (parts.every(({ cell }) => cell.length === 0))
			throw new DataError(
				'value',
				faultIn(
					{ file: input.file },
					{
						found: both(
							`${grid.rowsRead} dòng, không dòng nào có dân trong một đơn vị`,
							`${grid.rowsRead} rows, none of them with people in a unit`
						),
						expected: EXPECTED
					}
				)
			);
		const source = { name: input.file, bytes: input.bytes, sha256: await hashOf(input) };
		const population = { source, unitHexagons: await writePopulation(folder, parts) };
		const state = store.versions.at(-1)?.parts ?? [];
		const act = { command: 'population', by, sources: [source] };
		const kept = await keepVersion(folder, store, act, state, population, provincesBy(gazetteers));
		return [...lines, ...keptLines(kept, by, language), NOW_PUBLISH[language]];
	} finally {
		await duck.close();
	}
}

async function readGrid(input: Input, { connection }: Duck): Promise<Grid> {
	if (input.format === 'xlsx')
		throw new DataError(
			'malformed',
			faultIn({ file: input.file }, { found: both('tệp Excel', 'a workbook'), expected: EXPECTED })
		);
	const source =
		input.format === 'csv' ? `read_csv(${literal(input.path)})` : columnarSource(input);
	const run = async (sql: string) => {
		try {
			return await connection.runAndReadAll(sql);
		} catch (error) {
			throw unreadable(input.file, error);
		}
	};
	const names = (await run(`DESCRIBE SELECT * FROM ${source}`)).getColumns()[0]!.map(String);
	const named = (is: (name: string) => boolean) => names.find(is);
	const population = named((name) => POPULATION.test(fold(name)));
	const cell = named((name) => CELL.test(fold(name)));
	const lon = named((name) => meaningOf([name]).role === 'longitude');
	const lat = named((name) => meaningOf([name]).role === 'latitude');
	if (population === undefined || (cell === undefined && (lon === undefined || lat === undefined)))
		throw new DataError(
			'header',
			faultIn({ file: input.file }, { found: names.join(', '), expected: EXPECTED })
		);
	const rowsRead = Number((await run(`SELECT count(*) FROM ${source}`)).getRows()[0]![0]);
	const where = `FROM ${source} WHERE TRY_CAST(${identifier(population)} AS DOUBLE) > 0`;
	if (cell !== undefined) {
		const [cells = []] = (
			await run(`SELECT ${identifier(cell)}::VARCHAR ${where}`)
		).getColumns() as string[][];
		const centres = cells.map((name) => centreOf(name, input.file));
		return {
			lon: Float64Array.from(centres, ([, of]) => of),
			lat: Float64Array.from(centres, ([of]) => of),
			rowsRead
		};
	}
	const columns = [lon!, lat!].map(
		(name) => `coalesce(TRY_CAST(${identifier(name)} AS DOUBLE), 'nan'::DOUBLE)`
	);
	const [x = [], y = []] = (await run(`SELECT ${columns.join(', ')} ${where}`)).getColumns();
	return {
		lon: Float64Array.from(x as number[]),
		lat: Float64Array.from(y as number[]),
		rowsRead
	};
}

/** @throws DataError for what is no cell, or one that is coarser than hexagons are counted */
function centreOf(cell: string, file: string): readonly [lat: number, lon: number] {
	if (isValidCell(cell) && getResolution(cell) >= FINEST_RESOLUTION) return cellToLatLng(cell);
	throw new DataError(
		'value',
		faultIn(
			{ file, column: 'cell' },
			{
				found: cell,
				expected: both(
					`một ô H3 độ phân giải ${FINEST_RESOLUTION} trở lên, dạng văn bản`,
					`an H3 cell of resolution ${FINEST_RESOLUTION} or finer, as text`
				)
			}
		)
	);
}
