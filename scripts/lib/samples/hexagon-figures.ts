/** Samples and medians of hexagons, coarse to fine, from the measurements of one month and network. */
import { cellToParent } from 'h3-js';
import type { HexagonColumns } from '../../../src/lib/data/parquet.ts';
import { HEXAGON_RESOLUTIONS } from '../../../src/lib/data/schema.ts';
import type { Network } from '../../../src/lib/domain/network.ts';
import { SPEEDS, type Speed } from '../trend.ts';
import { GroupMedians } from './group-medians.ts';
import type { Counts } from './unit-figures.ts';

const LEVELS = HEXAGON_RESOLUTIONS.length;
const FROM_FINE = [...HEXAGON_RESOLUTIONS].reverse();

/** Collects the figures of hexagons: counts first, then each speed in ascending order. */
export class HexagonFigures {
	readonly #cells: readonly string[];
	/** Of each numbered cell: its groups from fine to coarse, -1 as long as it has none. */
	readonly #groups: Int32Array;
	/** Names of the groups, and groups by name; a name tells its resolution. */
	readonly #names: string[] = [];
	readonly #known = new Map<string, number>();
	readonly #counts: Record<keyof Counts, number[]> = {
		samples: [],
		download: [],
		upload: [],
		latency: []
	};
	readonly #medians: Partial<Record<Speed, Float64Array>> = {};
	#collected = new GroupMedians(new Uint32Array());

	/** @param cells names of the numbered cells, of the finest resolution */
	constructor(cells: readonly string[]) {
		this.#cells = cells;
		this.#groups = new Int32Array(cells.length * LEVELS).fill(-1);
	}

	/** Count measurements of a numbered cell. */
	count(cell: number, counts: Counts): void {
		const first = cell * LEVELS;
		if (this.#groups[first] === -1) this.#place(first, this.#cells[cell]!);
		for (let at = first; at < first + LEVELS; at++) {
			const group = this.#groups[at]!;
			this.#counts.samples[group]! += counts.samples;
			for (const speed of SPEEDS) this.#counts[speed][group]! += counts[speed];
		}
	}

	#place(first: number, finest: string): void {
		let name = finest;
		FROM_FINE.forEach((resolution, at) => {
			if (at > 0) name = cellToParent(name, resolution);
			let group = this.#known.get(name);
			if (group === undefined) {
				group = this.#names.push(name) - 1;
				this.#known.set(name, group);
				for (const counts of Object.values(this.#counts)) counts.push(0);
			}
			this.#groups[first + at] = group;
		});
	}

	/** The values of a speed come now. */
	start(speed: Speed): void {
		this.#collected = new GroupMedians(Uint32Array.from(this.#counts[speed]));
	}

	/** Take the next value, which isn't smaller than those before. */
	add(cell: number, value: number): void {
		const first = cell * LEVELS;
		for (let at = first; at < first + LEVELS; at++) this.#collected.add(this.#groups[at]!, value);
	}

	/** All values of a speed have come. */
	end(speed: Speed): void {
		this.#medians[speed] = this.#collected.medians;
	}

	/** The figures by resolution, coarse to fine: exact, with small cells. */
	columns(network: Network): Map<number, HexagonColumns> {
		const groups = this.#names.map((_, group) => group);
		groups.sort((a, b) => (this.#names[a]! < this.#names[b]! ? -1 : 1));
		return new Map(
			HEXAGON_RESOLUTIONS.map((resolution) => {
				const own = groups.filter((group) => resolutionOf(this.#names[group]!) === resolution);
				const medians = (speed: Speed) =>
					Float64Array.from(own, (group) => this.#medians[speed]![group]!);
				return [
					resolution,
					{
						network,
						cell: own.map((group) => this.#names[group]!),
						samples: Float64Array.from(own, (group) => this.#counts.samples[group]!),
						download: medians('download'),
						upload: medians('upload'),
						latency: medians('latency')
					}
				];
			})
		);
	}
}

/** Resolution of a cell: the second digit of its name. h3-js's own function takes a microsecond. */
export function resolutionOf(cell: string): number {
	return parseInt(cell[1]!, 16);
}
