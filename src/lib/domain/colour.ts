import { figureOf, type Measure } from './figures.ts';
import { BLUES, RED_BLUE, YELLOW_BLUE, YELLOW_BROWN } from './schemes.ts';

export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Colours of the ground of every map: sea, land, lines and writing. */
export const GROUND = {
	light: {
		sea: '#dbe7ee',
		land: '#eef0ee',
		coast: '#b9c4cb',
		blank: '#fbfbf9',
		line: '#ffffff',
		provinceLine: '#4b5563',
		ink: '#1f2937',
		halo: '#ffffff',
		seaInk: '#45677d',
		mark: '#0b1f4b',
		focus: '#d81b60'
	},
	dark: {
		sea: '#0d1822',
		land: '#18222c',
		coast: '#2e3d49',
		blank: '#222c37',
		line: '#0d1822',
		provinceLine: '#aab6c3',
		ink: '#f3f6f9',
		halo: '#0d1822',
		seaInk: '#7fa3ba',
		mark: '#061a30',
		focus: '#ff6fa5'
	}
} as const satisfies Record<Theme, Record<string, string>>;

/** Colours of the ground of one map. */
export type Ground = Record<keyof typeof GROUND.light, string>;

const pick = (scheme: readonly string[], ...at: number[]) => at.map((index) => scheme[index]!);

/** Grey of units without data; no class with data comes near it. */
const NO_DATA_COLOUR: Record<Theme, string> = { light: '#d9dce1', dark: '#3a4250' };

/**
 * Colours by class, {@link NO_DATA} first.
 *
 * Samples of a network with a threshold go from yellow to orange below the threshold and change hue to blue at it; lightness falls
 * steadily all the way (rises on the dark theme), so the order survives black-and-white print and
 * every common colour blindness (ColorBrewer YlOrBr and Blues). All else uses YlGnBu; the better
 * end is the stronger one, so times run backwards.
 */
export function classColours(measure: Measure, theme: Theme, hasThreshold = true): string[] {
	const light = theme === 'light';
	if (measure === 'samples' && hasThreshold) {
		return [
			NO_DATA_COLOUR[theme],
			...(light
				? [...pick(YELLOW_BROWN, 0, 2, 3, 5), ...pick(BLUES, 6, 8)]
				: [...pick(YELLOW_BROWN, 8, 7, 6, 4), ...pick(BLUES, 3, 1)])
		];
	}
	const scale = light ? pick(YELLOW_BLUE, 0, 2, 3, 4, 6, 8) : pick(YELLOW_BLUE, 8, 7, 6, 4, 2, 0);
	return [
		NO_DATA_COLOUR[theme],
		...(figureOf(measure).better === 'less' ? scale.reverse() : scale)
	];
}

/** The middle of the scale of changes: near the paper, so that what changed stands out. */
const UNCHANGED: Record<Theme, string> = { light: '#f4f4f1', dark: '#222e39' };
/** Further from {@link UNCHANGED} than the grey of other maps. */
const CHANGE_NO_DATA: Record<Theme, string> = { light: '#c3c8cf', dark: '#5f6975' };

/**
 * Colours of the classes of `compare.ts`, {@link NO_DATA} first: red for fewer samples, blue for more
 * (ColorBrewer RdBu, safe for colour blindness). The further from no change, the further from the paper.
 */
export function changeColours(theme: Theme): string[] {
	const [down, up] =
		theme === 'light'
			? [pick(RED_BLUE, 0, 2, 3), pick(RED_BLUE, 7, 8, 10)]
			: [pick(RED_BLUE, 4, 2, 1), pick(RED_BLUE, 9, 8, 6)];
	return [CHANGE_NO_DATA[theme], ...down, UNCHANGED[theme], ...up];
}

/** Brightness (0 to 1) under which a dark hatch cannot be seen. */
const DARK = 0.42;

/** Colour of the hatch on a class: light where a dark one could not be seen. */
export function hatchColour(colour: string, theme: Theme, isChange: boolean): string {
	const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)) as [
		number,
		number,
		number
	];
	const isDark = 0.299 * r + 0.587 * g + 0.114 * b < DARK * 255;
	// Written with commas: programs that draw SVG files (resvg among them) know no other way.
	// On the dark theme the classes under the threshold are dark as a whole, and a dark hatch is calm.
	if (isDark && (theme === 'light' || isChange)) return 'rgba(255,255,255,0.8)';
	return theme === 'light' ? 'rgba(15,23,42,0.36)' : 'rgba(8,12,20,0.6)';
}
