import type { Map as MapLibreMap } from 'maplibre-gl';
import { reached } from '../domain/threshold.ts';
import { MARK, type ViewModel } from '../domain/view-model.ts';

/** What was last given to the map for each unit of a source, so that only changes are sent. */
interface Given {
	colours: string[];
	marks: Uint8Array;
	reached: Uint8Array;
}

/** Why a unit's outline stands out. */
export type Focus = 'hover' | 'selected' | 'walked';

const NOTHING: Record<Focus, string | null> = { hover: null, selected: null, walked: null };
/** Pixels of the outline. */
const WIDTH: Record<Focus, number> = { hover: 2, selected: 3.2, walked: 4.6 };
const BY_WEIGHT: readonly Focus[] = ['walked', 'selected', 'hover'];

/** Colours, marks and focus of units as feature states, which the layers of `style.ts` read. */
export class UnitStates {
	#gl: MapLibreMap;
	#given = new Map<string, Given>();
	#focus: Record<Focus, string | null> = NOTHING;
	/** Draw the level that the focus belongs to. */
	#focused: readonly string[] = [];

	constructor(gl: MapLibreMap) {
		this.#gl = gl;
	}

	/**
	 * Give a source the colours and marks of units, and the focus that others have.
	 * @param rows of the model's level; all unless given
	 */
	paint(source: string, model: ViewModel, rows?: readonly number[]): void {
		const count = model.units.codes.length;
		let given = this.#given.get(source);
		if (!given) {
			given = {
				colours: new Array<string>(count).fill(''),
				marks: new Uint8Array(count),
				reached: new Uint8Array(count)
			};
			this.#given.set(source, given);
			for (const code of Object.values(this.#focus)) if (code) this.#draw([source], code);
		}
		const samplesShown = model.selection.measure === 'samples';
		const isChange = model.before !== null;
		const strong = isChange ? 0.9 : samplesShown ? 0.35 : 0.6;
		for (let at = 0; at < (rows?.length ?? count); at++) {
			const row = rows ? rows[at]! : at;
			const colour = model.colours[model.classes[row]!]!;
			const marks = model.marks[row]!;
			const mark = samplesShown && reached(model.samples[row]!, model.threshold) ? 1 : 0;
			if (
				given.colours[row] === colour &&
				given.marks[row] === marks &&
				given.reached[row] === mark
			)
				continue;
			given.colours[row] = colour;
			given.marks[row] = marks;
			given.reached[row] = mark;
			const strength = strengthOf(marks);
			const hatch = marks & MARK.below ? strength * strong : 0;
			this.#gl.setFeatureState(
				{ source, id: model.units.codes[row]! },
				{
					// Opacity travels in the colour: each property that reads feature states costs the map 6 ms a month.
					colour: colour + alphaOf(strength),
					hatch,
					// Nearly every commune is under the threshold: seen from afar the hatch would grey the whole country.
					hatchFar: model.selection.level === 'commune' && !isChange ? hatch / 4 : hatch,
					reached: mark * strength
				}
			);
		}
	}

	/**
	 * Mark the unit under the pointer, the selected one, or that which the arrow keys have reached.
	 * @param sources that draw its level; marks on others are taken away
	 */
	focus(sources: readonly string[], kind: Focus, code: string | null): void {
		if (sources[0] !== this.#focused[0]) {
			const codes = Object.values(this.#focus);
			this.#focus = NOTHING;
			for (const each of codes) if (each !== null) this.#draw(this.#focused, each);
		}
		this.#focused = sources;
		const before = this.#focus[kind];
		if (before === code) return;
		this.#focus = { ...this.#focus, [kind]: code };
		for (const each of [before, code]) if (each !== null) this.#draw(sources, each);
	}

	/** True when any unit stands out. */
	get hasFocus(): boolean {
		return Object.values(this.#focus).some((code) => code !== null);
	}

	#draw(sources: readonly string[], code: string): void {
		const kind = BY_WEIGHT.find((each) => code === this.#focus[each]);
		const width = kind ? WIDTH[kind] : 0;
		for (const source of sources) this.#gl.setFeatureState({ source, id: code }, { focus: width });
	}
}

/** Opacity as the last two digits of a hexadecimal colour. */
function alphaOf(strength: number): string {
	return Math.round(strength * 255)
		.toString(16)
		.padStart(2, '0');
}

/** Opacity of a unit's colour. */
function strengthOf(marks: number): number {
	if (marks & MARK.hidden) return 0;
	return marks & MARK.outside ? 0.22 : 1;
}
