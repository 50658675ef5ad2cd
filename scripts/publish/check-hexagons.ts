import { getResolution, isValidCell } from 'h3-js';
import type { Network } from '../../src/lib/domain/network.ts';
import { readHexagons, type HexagonColumns } from '../../src/lib/data/parquet.ts';
import { HEXAGON_RESOLUTIONS, type ManifestMonth } from '../../src/lib/data/schema.ts';
import type { CheckedMonth } from './check-month.ts';
import { promise, readVerified, toBuffer } from '../common/promise.ts';

/** Listed hexagons of all resolutions, each with the count that is told. */
export type ListedHexagons = Map<string, number>;

/**
 * Check a month's hexagons: right cells, nothing below the floor, no more measurements than the table has.
 * @param floor measurements under which a hexagon isn't listed, and step of the counts
 * @returns what is listed of each network
 */
export async function checkHexagons(
	folder: string,
	month: ManifestMonth,
	checked: CheckedMonth,
	floor: number
): Promise<Map<Network, ListedHexagons>> {
	const listed = new Map<Network, ListedHexagons>();
	if (!month.hexagons) return listed;
	for (const resolution of HEXAGON_RESOLUTIONS) {
		const file = month.hexagons[resolution];
		promise(file !== undefined, {
			file: 'manifest.json',
			column: `months.${month.month}.hexagons.${resolution}`,
			expected: 'a file for each resolution'
		});
		const content = toBuffer(await readVerified(folder, file));
		const labels = {
			month: month.month,
			edition: month.edition,
			resolution: String(resolution)
		};
		for (const columns of await readHexagons(content, file.url, labels)) {
			checkCells(columns, resolution, file.url);
			checkCounts(columns, floor, file.url);
			checkTotal(columns, checked, file.url);
			const known = listed.get(columns.network) ?? new Map<string, number>();
			listed.set(columns.network, known);
			columns.cell.forEach((cell, row) => known.set(cell, columns.samples[row]!));
		}
	}
	return listed;
}

/** Cells of the file's resolution, and coarser ones that stand for small ones within. */
function checkCells({ cell, network }: HexagonColumns, resolution: number, file: string): void {
	cell.forEach((index, row) => {
		const isRight =
			isValidCell(index) &&
			getResolution(index) <= resolution &&
			(row === 0 || cell[row - 1]! < index);
		promise(isRight, {
			file,
			column: `${network} cell`,
			found: index,
			expected: `H3 cells of resolution ${resolution} or coarser, ascending, each once`
		});
	});
}

function checkCounts(
	{ network, cell, samples }: HexagonColumns,
	floor: number,
	file: string
): void {
	samples.forEach((count, row) => {
		promise(count >= floor && count % floor === 0, {
			file,
			column: `${network} ${cell[row]}`,
			found: `${count} samples`,
			expected: `a step of ${floor}, and not listed with fewer`
		});
	});
}

/** What is listed never comes to more than what there is: counts are the least that they can be. */
function checkTotal(
	{ network, samples }: HexagonColumns,
	{ networks }: CheckedMonth,
	file: string
): void {
	// Some measurements have a district without communes.
	const total = networks[network]?.province?.samples.reduce((sum, count) => sum + (count || 0), 0);
	const listed = samples.reduce((sum, count) => sum + count, 0);
	promise(total !== undefined && listed <= total, {
		file,
		column: `${network} samples`,
		found: `${listed} in hexagons`,
		expected: `at most ${total}, as the provinces have`
	});
}
