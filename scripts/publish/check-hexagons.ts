import { getResolution, isValidCell } from 'h3-js';
import { READINGS } from '../../src/lib/domain/figures.ts';
import { readHexagons, type HexagonColumns } from '../../src/lib/data/parquet.ts';
import { HEXAGON_RESOLUTIONS, type ManifestMonth } from '../../src/lib/data/schema.ts';
import type { CheckedMonth } from './check-month.ts';
import { promise, readVerified, toBuffer } from '../common/promise.ts';

/**
 * Check a month's hexagons: right cells, nothing that could show a person, and as many measurements as the table.
 * @param minimum measurements under which a hexagon shows nothing
 */
export async function checkHexagons(
	folder: string,
	month: ManifestMonth,
	checked: CheckedMonth,
	minimum: number
): Promise<void> {
	if (!month.hexagons) return;
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
			checkPrivacy(columns, minimum, file.url);
			checkTotal(columns, checked, minimum, file.url);
		}
	}
}

function checkCells({ cell, network }: HexagonColumns, resolution: number, file: string): void {
	cell.forEach((index, row) => {
		const isRight =
			isValidCell(index) &&
			getResolution(index) === resolution &&
			(row === 0 || cell[row - 1]! < index);
		promise(isRight, {
			file,
			column: `${network} cell`,
			found: index,
			expected: `H3 cells of resolution ${resolution}, ascending, each once`
		});
	});
}

function checkPrivacy(columns: HexagonColumns, minimum: number, file: string): void {
	columns.samples.forEach((samples, row) => {
		const isSuppressed = Number.isNaN(samples);
		const hasSpeed = READINGS.map((reading) => columns[reading]).some(
			(values) => !Number.isNaN(values[row]!)
		);
		promise(isSuppressed ? !hasSpeed : samples >= minimum, {
			file,
			column: `${columns.network} ${columns.cell[row]}`,
			found: isSuppressed ? 'a speed' : `${samples} samples`,
			expected: `nothing shown of fewer than ${minimum} measurements`
		});
	});
}

/** Each suppressed cell holds at least one measurement and fewer than the minimum. */
function checkTotal(
	{ network, samples }: HexagonColumns,
	{ networks }: CheckedMonth,
	minimum: number,
	file: string
): void {
	// Some measurements have a district without communes.
	const total = networks[network]?.province?.samples.reduce((sum, count) => sum + (count || 0), 0);
	const shown = samples.reduce((sum, count) => sum + (count || 0), 0);
	const suppressed = samples.filter(Number.isNaN).length;
	const isRight =
		total !== undefined &&
		shown + suppressed <= total &&
		total <= shown + suppressed * (minimum - 1);
	promise(isRight, {
		file,
		column: `${network} samples`,
		found: `${shown} and ${suppressed} suppressed cells`,
		expected: `${total}, as the provinces have`
	});
}
