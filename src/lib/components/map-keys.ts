import { DIRECTIONS, isDirection, type Direction } from '../domain/neighbour.ts';
import type { Walk } from './walk.svelte.ts';

/** What a map does on the keyboard's behalf. */
export interface MapActions {
	/** Go to the neighbour of the unit that was reached. */
	step(direction: Direction): void;
	/** Move the view by steps to the right and down. */
	pan(right: number, down: number): void;
	/** Zoom by a factor about the middle. */
	zoom(by: number): void;
	/** Select the unit in this row. */
	select(row: number): void;
	/** Let go of the unit that was reached. */
	leave(): void;
}

/** The keys of all maps: arrows walk, with Shift they move the view, Enter selects, Escape lets go, + and − zoom. */
export function pressOnMap(event: KeyboardEvent, walk: Walk, on: MapActions): void {
	const { key } = event;
	if (event.ctrlKey || event.metaKey || event.altKey) return;
	if (isDirection(key)) {
		const [right, down] = DIRECTIONS[key];
		if (event.shiftKey) on.pan(right, down);
		else on.step(key);
	} else if (key === 'Enter' && walk.row !== null) on.select(walk.row);
	else if (key === 'Escape') on.leave();
	else if (key === '+' || key === '=') on.zoom(2);
	else if (key === '-') on.zoom(0.5);
	else return;
	event.preventDefault();
}
