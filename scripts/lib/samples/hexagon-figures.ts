/** Samples and medians of hexagons, coarse to fine, from the measurements of one month and network. */
import type { HexagonColumns } from '../../../src/lib/data/parquet.ts';
import { HEXAGON_RESOLUTIONS } from '../../../src/lib/data/schema.ts';
import type { Network } from '../../../src/lib/domain/network.ts';
import { cellName, orderCells, parentKey } from '../cell-order.ts';
import { SPEEDS, type Speed } from '../trend.ts';
import { GroupMedians } from './group-medians.ts';
import type { Counts } from './unit-figures.ts';

const LEVELS = HEXAGON_RESOLUTIONS.length;

/** Collects the figures of hexagons: counts first, then each speed in ascending order. */
export class HexagonFigures {
	/** Of each numbered cell: its group of each resolution, coarse to fine. */
	readonly #groups: Int32Array;
	/** Numbers of the groups' names: by resolution, ascending in each. */
	readonly #keys: number[] = [];
	/** The first group of each resolution, and how many there are in all. */
	readonly #starts: number[] = [];
	readonly #counts: Record<keyof Counts, Uint32Array>;
	readonly #medians: Partial<Record<Speed, Float64Array>> = {};
	#collected = new GroupMedians(new Uint32Array());

	/** @param cells names of the numbered cells, of the finest resolution; those that get no measurement have no hexagon */
	constructor(cells: readonly string[]) {
		const { keys, ranks } = orderCells(cells);
		this.#groups = new Int32Array(cells.length * LEVELS);
		const ofRank = new Int32Array(cells.length);
		HEXAGON_RESOLUTIONS.forEach((resolution, level) => {
			const start = this.#keys.length;
			this.#starts.push(start);
			keys.forEach((key, rank) => {
				const parent = parentKey(key, resolution);
				if (this.#keys.length === start || this.#keys.at(-1) !== parent) this.#keys.push(parent);
				ofRank[rank] = this.#keys.length - 1;
			});
			ranks.forEach((rank, cell) => (this.#groups[cell * LEVELS + level] = ofRank[rank]!));
		});
		this.#starts.push(this.#keys.length);
		const zeros = () => new Uint32Array(this.#keys.length);
		this.#counts = { samples: zeros(), download: zeros(), upload: zeros(), latency: zeros() };
	}

	/** Count measurements of a numbered cell. */
	count(cell: number, { samples, download, upload, latency }: Counts): void {
		const first = cell * LEVELS;
		const counts = this.#counts;
		for (let at = first; at < first + LEVELS; at++) {
			const group = this.#groups[at]!;
			counts.samples[group]! += samples;
			counts.download[group]! += download;
			counts.upload[group]! += upload;
			counts.latency[group]! += latency;
		}
	}

	/** The values of a speed come now. */
	start(speed: Speed): void {
		this.#collected = new GroupMedians(this.#counts[speed]);
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
		const { samples } = this.#counts;
		return new Map(
			HEXAGON_RESOLUTIONS.map((resolution, level) => {
				const all = Int32Array.from(
					{ length: this.#starts[level + 1]! - this.#starts[level]! },
					(_, at) => this.#starts[level]! + at
				);
				const own = all.filter((group) => samples[group]! > 0);
				const medians = (speed: Speed) =>
					Float64Array.from(own, (group) => this.#medians[speed]![group]!);
				const [download, upload, latency] = SPEEDS.map(medians) as [
					Float64Array,
					Float64Array,
					Float64Array
				];
				return [
					resolution,
					{
						network,
						cell: Array.from(own, (group) => cellName(this.#keys[group]!, resolution)),
						samples: Float64Array.from(own, (group) => samples[group]!),
						download,
						upload,
						latency
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
