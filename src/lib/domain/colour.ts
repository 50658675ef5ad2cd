import { figureOf, type Measure } from './figures.ts';

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
		ink: '#111827',
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
		ink: '#ffffff',
		halo: '#0d1822',
		seaInk: '#7fa3ba',
		mark: '#061a30',
		focus: '#ff6fa5'
	}
} as const satisfies Record<Theme, Record<string, string>>;

/** Colours of the ground of one map. */
export type Ground = Record<keyof typeof GROUND.light, string>;

/** Grey of units without data; no class with data comes near it. */
const NO_DATA_COLOUR: Record<Theme, string> = { light: '#c9cdd3', dark: '#5a626e' };

/*
 * All colours of classes were searched for, not picked: names of units (`ink`) are readable on each (4.5:1), neighbours
 * stay apart in full colour vision, deuteranopia, protanopia and tritanopia, and so do the two sides of a middle. The test
 * says how far. Hues are those of ColorBrewer's YlOrRd with Blues, YlGnBu and RdBu.
 */

/** Samples under the threshold, the worst first, and from it on: where there are fewer or more of them, the ends stay. */
const SAMPLES: Record<Theme, readonly string[]> = {
	light: ['#f82c3d', '#e4830f', '#fcb051', '#efcd83', '#f8edc6', '#87cef3', '#3f99ec'],
	dark: ['#dc2c4b', '#a34b09', '#6d3702', '#492c11', '#2a1f15', '#42538b', '#5467d8']
};

/** From low to high. */
const VALUES: Record<Theme, readonly string[]> = {
	light: ['#f8fcb4', '#cdf5cb', '#96d298', '#1ecbdd', '#07a4ca', '#7284e8'],
	dark: ['#251834', '#1f2269', '#403f60', '#175386', '#00775c', '#627f1d']
};

/**
 * Colours by class, {@link NO_DATA} first.
 *
 * Samples of a network with a threshold diverge at it: the worst class is the strongest, those about to reach it are pale,
 * and the hue changes where they do. All else has one scale; the better end is the stronger one, so times run backwards.
 */
export function classColours(measure: Measure, theme: Theme, hasThreshold = true): string[] {
	const isBackwards = figureOf(measure).better === 'less';
	const scale =
		measure === 'samples' && hasThreshold
			? SAMPLES[theme]
			: isBackwards
				? VALUES[theme].toReversed()
				: VALUES[theme];
	return [NO_DATA_COLOUR[theme], ...scale];
}

/** No data, losses, no change (near the paper, so that what changed stands out) and gains. */
const CHANGES: Record<Theme, readonly string[]> = {
	light: [
		'#b9bfc8',
		...['#f13b37', '#df9889', '#fedaac'],
		'#f2f2f0',
		...['#c0d5f2', '#65b5e7', '#5e81c8']
	],
	dark: [
		'#69727e',
		...['#c0384e', '#893d18', '#673020'],
		'#222f38',
		...['#294164', '#0d5a9e', '#2e6de7']
	]
};

/**
 * Colours of the classes of `compare.ts`, {@link NO_DATA} first: red for fewer samples, blue for more. The further from no
 * change, the further from the paper.
 */
export function changeColours(theme: Theme): string[] {
	return [...CHANGES[theme]];
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
