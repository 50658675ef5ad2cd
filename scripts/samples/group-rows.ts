/** Figures of all units and hexagons from the measurements of one month and network, without DuckDB. */
import type { HexagonColumns } from '../../src/lib/data/parquet.ts';
import type { Network } from '../../src/lib/domain/network.ts';
import type { Cells } from './cell-order.ts';
import { READINGS } from '../../src/lib/domain/figures.ts';
import type { ReadingRows } from './ascending.ts';
import { HexagonFigures } from './hexagon-figures.ts';
import type { Part } from './part.ts';
import { PlaceCounts } from './place-counts.ts';
import { writeStoredHexagons } from './stored-hexagons.ts';
import type { StoredRow } from './stored-table.ts';
import { UnitFigures } from './unit-figures.ts';
import { unitHexagonsOf, writeUnitHexagons, type UnitHexagons } from './unit-hexagons.ts';
import type { UnitTree } from './unit-tree.ts';

/** Everything that is known of the measurements of one month and network. */
export interface Measured {
	rows: StoredRow[];
	/** By resolution: exact, with small cells; empty when they aren't wanted. */
	hexagons: Map<number, HexagonColumns>;
	/** Of the measurements' own edition, then of the others; as `hexagons`. */
	unitHexagons: UnitHexagons[];
}

/** What the numbers of measurements mean. */
export interface Meaning {
	network: Network;
	tree: UnitTree;
	/** As they are shown, in the order of their numbers from 1. */
	operators: readonly string[];
	/** Nothing when no figures of hexagons are wanted. */
	hexagons?: Hexagons;
}

interface Hexagons {
	/** As they are numbered. */
	cells: Cells;
	/** Of other editions: their units, and the leaf in which the centre of each cell lies. */
	others: readonly { tree: UnitTree; leafOfCentre: Int32Array }[];
}

/** Counts of all places come first, then each speed in ascending order. */
export class Figures {
	readonly units: UnitFigures;
	readonly hexagons: HexagonFigures | undefined;
	readonly counts: PlaceCounts;

	constructor(private readonly meaning: Meaning) {
		const { tree, operators, hexagons } = meaning;
		this.units = new UnitFigures(tree, operators);
		this.hexagons = hexagons && new HexagonFigures(hexagons.cells);
		const cells = hexagons?.cells.names.length ?? 1;
		this.counts = new PlaceCounts(tree.leaves.length, operators.length + 1, cells);
	}

	/** All places are counted. */
	endCounts(): void {
		this.counts.eachLeaf((leaf, by, of) => this.units.count(leaf, by, of));
		const { hexagons } = this;
		if (hexagons) this.counts.eachHexagon((cell, of) => hexagons.count(cell, of));
	}

	/** All speeds were added. */
	measured(): Measured {
		const { network, tree, hexagons } = this.meaning;
		return {
			rows: this.units.rows(),
			hexagons: this.hexagons?.columns(network) ?? new Map<number, HexagonColumns>(),
			unitHexagons: hexagons ? pairsOf(this.counts, tree, hexagons) : []
		};
	}
}

/** Count and sum up measurements that are in memory. */
export function groupRows(rows: ReadingRows, meaning: Meaning): Measured {
	const figures = new Figures(meaning);
	const { units, hexagons, counts } = figures;
	rows.eachPlace((leaf, by, hexagon, has) => counts.add(leaf, by, hexagon, has));
	figures.endCounts();
	for (const speed of READINGS) {
		units.start(speed);
		hexagons?.start(speed);
		rows.eachAscending(speed, (leaf, by, hexagon, value) => {
			units.add(leaf, by, value);
			hexagons?.add(hexagon, value);
		});
		units.end(speed);
		hexagons?.end(speed);
	}
	return figures.measured();
}

/** Figures as the store takes them. */
export function storedOf({
	rows,
	hexagons,
	unitHexagons
}: Measured): Pick<Part, 'rows' | 'hexagonFiles'> {
	if (hexagons.size === 0) return { rows };
	const hexagonFiles = {
		hexagons: writeStoredHexagons(hexagons),
		unitHexagons: writeUnitHexagons(unitHexagons)
	};
	return { rows, hexagonFiles };
}

/** A hexagon is in the leaves of its measurements, and for other editions in the leaf of its centre. */
function pairsOf(counts: PlaceCounts, tree: UnitTree, { cells, others }: Hexagons): UnitHexagons[] {
	const { leaf, hexagon } = counts.pairs();
	const measured = counts.hexagons();
	return [
		unitHexagonsOf(tree, cells, leaf, hexagon),
		...others.map(({ tree: other, leafOfCentre }) =>
			unitHexagonsOf(
				other,
				cells,
				measured.map((cell) => leafOfCentre[cell]!),
				measured
			)
		)
	];
}
