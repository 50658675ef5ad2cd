import type { NetworkValues } from '../domain/join.ts';
import { nearestTo, neighbourOf, type Direction } from '../domain/neighbour.ts';
import type { Units } from '../domain/unit.ts';
import type { ViewModel } from '../domain/view-model.ts';
import { spokenUnit } from './tooltip.ts';

/** What a step goes by. */
export interface Ground {
	model: ViewModel;
	units: Units;
	/** x (to the right) and y (down), two a unit of the model's level; `NaN` for units that can't be reached. */
	/** Of the month; absent before they are there. */
	values?: NetworkValues;
	centres: Float64Array;
	/** Where the walk begins when no unit is selected, in the same measure. */
	middle: readonly [x: number, y: number];
}

/** The unit that the arrow keys have reached on a map, and what is said of it. */
export class Walk {
	/** Row in the level in view; `null` while nobody walks. */
	row = $state<number | null>(null);
	/** For the map's live region. */
	spoken = $state('');

	/**
	 * Go to the neighbour in a direction; the first step goes to the selected unit, or to the one in the middle.
	 * @returns the row reached; `undefined` when no unit is there at all
	 */
	step(direction: Direction, ground: Ground): number | undefined {
		const { model, centres } = ground;
		const row =
			this.row === null ? start(ground) : neighbourOf(centres, model.rows, this.row, direction);
		if (row === undefined) return undefined;
		this.row = row;
		this.spoken = spokenUnit(model, ground.units, row, ground.values);
		return row;
	}

	leave(): void {
		this.row = null;
		this.spoken = '';
	}
}

function start({ model, centres, middle }: Ground): number | undefined {
	const { unit } = model.selection;
	const selected = unit === null ? undefined : model.units.rowOf.get(unit);
	const isThere = selected !== undefined && !Number.isNaN(centres[selected * 2]!);
	return isThere ? selected : nearestTo(centres, model.rows, ...middle);
}
