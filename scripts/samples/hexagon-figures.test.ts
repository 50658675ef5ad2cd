/** Figures of hexagons are those of the values in them. */
import { byReading, READINGS } from '../../src/lib/domain/figures.ts';
import { cellToParent, gridDisk, latLngToCell } from 'h3-js';
import { expect, it } from 'vitest';
import { HEXAGON_RESOLUTIONS } from '../../src/lib/data/schema.ts';
import { orderCells } from './cell-order.ts';
import { randomStream } from '../common/random.ts';
import { HexagonFigures } from './hexagon-figures.ts';

it('count values and give their median at each resolution, for thousands of values of cells near and far', () => {
	const random = randomStream(300, 'hexagons');
	const names = [gridDisk(latLngToCell(21, 105.8, 8), 9), gridDisk(latLngToCell(10, 106, 8), 9)];
	const cells = orderCells(names.flat());
	// The last cell gets none.
	const values = Array.from({ length: 9000 }, (_, at) => ({
		cell: Math.floor(random() * (cells.names.length - 1)),
		value: at + random()
	}));
	const figures = new HexagonFigures(cells);
	for (const { cell } of values)
		figures.count(cell, {
			samples: 1,
			...byReading((reading) => (reading === 'download' ? 1 : 0))
		});
	for (const speed of READINGS) {
		figures.start(speed);
		if (speed === 'download') for (const { cell, value } of values) figures.add(cell, value);
		figures.end(speed);
	}
	const columns = figures.columns('mobile');
	for (const resolution of HEXAGON_RESOLUTIONS) {
		const own = new Map<string, number[]>();
		for (const { cell, value } of values) {
			const name = cellToParent(cells.names[cell]!, resolution);
			own.set(name, [...(own.get(name) ?? []), value]);
		}
		const expected = [...own].sort(([a], [b]) => (a < b ? -1 : 1));
		const of = columns.get(resolution)!;
		expect(of.cell).toEqual(expected.map(([name]) => name));
		expect([...of.samples]).toEqual(expected.map(([, all]) => all.length));
		expected.forEach(([, all], at) => expect(of.download[at]).toBeCloseTo(medianOf(all), 9));
		expect(of.upload.every(Number.isNaN)).toBe(true);
	}
});

function medianOf(ascending: readonly number[]): number {
	const middle = (ascending.length - 1) / 2;
	return (ascending[Math.floor(middle)]! + ascending[Math.ceil(middle)]!) / 2;
}
