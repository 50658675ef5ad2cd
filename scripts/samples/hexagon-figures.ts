/** Samples and medians of hexagons, coarse to fine, from the measurements of one month and network. */
import type { HexagonColumns } from '../../src/lib/data/parquet.ts';
import { HEXAGON_RESOLUTIONS } from '../../src/lib/data/schema.ts';
import type { Network } from '../../src/lib/domain/network.ts';
import { cellName, parentKey, type Cells } from './cell-order.ts';
import { byReading, READINGS, type Reading } from '../../src/lib/domain/figures.ts';
import { GroupMedians } from './group-medians.ts';
import type { Counts } from './unit-figures.ts';

/**
 * Values wait until there are so many of one cell of the coarsest resolution: those in ascending order come from all
 * over the country, and going to the figures of another place in memory for each takes several times as long.
 */
const LANE = 2048;

const COUNTED = ['samples', ...READINGS] as const;

/** Collects the figures of hexagons: counts first, then each speed in ascending order. */
export class HexagonFigures {
	/** Of each numbered cell: its group, and the place of the coarsest cell around it among those. */
	readonly #groups: Int32Array;
	/** Numbers of the groups' names: by resolution, coarse to fine, ascending in each. */
	readonly #keys: number[] = [];
	/** Of each group: the group of the next coarser resolution, -1 for none. */
	readonly #around: Int32Array;
	/** The first group of each resolution, and how many there are in all. */
	readonly #starts: number[] = [0];
	readonly #counts: Record<keyof Counts, Uint32Array>;
	readonly #medians: Partial<Record<Reading, Float64Array>> = {};
	#collected = new GroupMedians(new Uint32Array(), new Int32Array());
	/** Values that wait, with their groups: {@link LANE} places for each coarsest cell, of which so many are taken. */
	readonly #waitingGroups: Int32Array;
	readonly #waitingValues: Float64Array;
	readonly #waiting: Int32Array;

	/** @param cells of the finest resolution; those that get no measurement have no hexagon */
	constructor({ keys, ranks }: Cells) {
		const groups = new Int32Array(keys.length).fill(-1);
		let lanes = groups;
		const around: number[] = [];
		for (const resolution of HEXAGON_RESOLUTIONS) {
			let last = -1;
			keys.forEach((key, rank) => {
				const own = parentKey(key, resolution);
				if (own !== last) around[this.#keys.push(own) - 1] = groups[rank]!;
				last = own;
				groups[rank] = this.#keys.length - 1;
			});
			if (this.#starts.push(this.#keys.length) === 2) lanes = groups.slice();
		}
		this.#around = Int32Array.from(around);
		this.#groups = new Int32Array(ranks.length * 2);
		ranks.forEach((rank, cell) => {
			this.#groups[2 * cell] = groups[rank]!;
			this.#groups[2 * cell + 1] = lanes[rank]!;
		});
		const coarsest = this.#starts[1]!;
		this.#waitingGroups = new Int32Array(coarsest * LANE);
		this.#waitingValues = new Float64Array(coarsest * LANE);
		this.#waiting = new Int32Array(coarsest);
		const zeros = () => new Uint32Array(this.#keys.length);
		this.#counts = { samples: zeros(), ...byReading(zeros) };
	}

	/** Count measurements of a numbered cell. */
	count(cell: number, counts: Counts): void {
		for (let group = this.#groups[2 * cell]!; group >= 0; group = this.#around[group]!)
			for (const name of COUNTED) this.#counts[name][group]! += counts[name];
	}

	/** The values of a speed come now. */
	start(speed: Reading): void {
		this.#collected = new GroupMedians(this.#counts[speed], this.#around);
	}

	/** Take the next value, which isn't smaller than those before. */
	add(cell: number, value: number): void {
		const lane = this.#groups[2 * cell + 1]!;
		const at = lane * LANE + this.#waiting[lane]!++;
		this.#waitingGroups[at] = this.#groups[2 * cell]!;
		this.#waitingValues[at] = value;
		if (this.#waiting[lane] === LANE) this.#collect(lane);
	}

	#collect(lane: number): void {
		const end = lane * LANE + this.#waiting[lane]!;
		for (let at = lane * LANE; at < end; at++)
			this.#collected.add(this.#waitingGroups[at]!, this.#waitingValues[at]!);
		this.#waiting[lane] = 0;
	}

	/** All values of a speed have come. */
	end(speed: Reading): void {
		this.#waiting.forEach((_, lane) => this.#collect(lane));
		this.#medians[speed] = this.#collected.medians;
	}

	/** The figures by resolution, coarse to fine: exact, with small cells. */
	columns(network: Network): Map<number, HexagonColumns> {
		const { samples } = this.#counts;
		return new Map(
			HEXAGON_RESOLUTIONS.map((resolution, level) => {
				const all = Int32Array.from(
					{ length: this.#starts[level + 1]! - this.#starts[level]! },
					(_, at) => this.#starts[level]! + at
				);
				const own = all.filter((group) => samples[group]! > 0);
				const medians = (speed: Reading) =>
					Float64Array.from(own, (group) => this.#medians[speed]![group]!);
				return [
					resolution,
					{
						network,
						cell: Array.from(own, (group) => cellName(this.#keys[group]!, resolution)),
						samples: Float64Array.from(own, (group) => samples[group]!),
						...byReading(medians)
					}
				];
			})
		);
	}
}
