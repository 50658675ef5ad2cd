import { lab, rgb } from 'd3-color';
import { describe, expect, it } from 'vitest';
import { changeColours, classColours, GROUND, THEMES } from './colour.ts';
import { CHANGE, CHANGE_CLASSES } from './compare.ts';
import { breaksOf, MEASURES } from './measure.ts';
import { NETWORKS, thresholdOf } from './network.ts';
import { planColours } from './plan-map.ts';

type Triple = [number, number, number];

/** Full dichromacy in linear RGB: Machado, Oliveira and Fernandes (2009), severity 1. */
const VISION: Record<string, [Triple, Triple, Triple]> = {
	'full colour vision': [
		[1, 0, 0],
		[0, 1, 0],
		[0, 0, 1]
	],
	deuteranopia: [
		[0.367322, 0.860646, -0.227968],
		[0.280085, 0.672501, 0.047413],
		[-0.01182, 0.04294, 0.968881]
	],
	protanopia: [
		[0.152286, 1.052583, -0.204868],
		[0.114503, 0.786281, 0.099216],
		[-0.003882, -0.048116, 1.051998]
	],
	tritanopia: [
		[1.255528, -0.076749, -0.178779],
		[-0.078411, 0.930809, 0.147602],
		[0.004733, 0.691367, 0.3039]
	]
};

function linear(colour: string): Triple {
	const { r, g, b } = rgb(colour);
	const channel = (value: number) =>
		value <= 0.04045 * 255 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
	return [channel(r), channel(g), channel(b)];
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
	const [r, g, b] = linear(colour);
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function seen(colour: string, vision: string) {
	const light = linear(colour);
	const [r, g, b] = VISION[vision]!.map((weights) => {
		const sum = weights.reduce((total, weight, at) => total + weight * light[at]!, 0);
		const value = Math.min(1, Math.max(0, sum));
		return 255 * (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055);
	}) as Triple;
	return lab(rgb(r, g, b));
}

/** Colour difference CIE76; about 2.3 is just noticeable. */
function difference(a: string, b: string, vision: string): number {
	const [one, other] = [seen(a, vision), seen(b, vision)];
	return Math.hypot(one.l - other.l, one.a - other.a, one.b - other.b);
}

/** Least difference between neighbours in the order of classes, and of no data from any class. */
const LEAST = { samples: { adjacent: 14, noData: 18 }, speed: { adjacent: 11, noData: 11 } };

/** Tritanopia is rare and takes yellow from white: nearer, yet four times what is just noticeable. */
const LEAST_TRITAN = 9.2;

const palettes = MEASURES.flatMap((measure) => THEMES.map((theme) => ({ measure, theme })));
const views = palettes.flatMap((palette) =>
	Object.keys(VISION).map((vision) => ({ ...palette, vision }))
);

describe('classColours', () => {
	it.each(palettes)('$measure, $theme: one colour for no data and each class', (palette) => {
		for (const network of NETWORKS) {
			const has = thresholdOf(network) !== null;
			const colours = classColours(palette.measure, palette.theme, has);
			expect(colours).toHaveLength(breaksOf(palette.measure, network, '2026-10').at.length + 2);
			for (const colour of colours) expect(colour).toMatch(/^#[0-9a-f]{6}$/);
			expect(new Set(colours).size).toBe(colours.length);
		}
	});

	it.each(THEMES)('diverges at the threshold: the further from it, the stronger (%s)', (theme) => {
		const [, ...lightness] = classColours('samples', theme).map((colour) => lab(colour).l);
		const [short, reached] = [lightness.slice(0, 5), lightness.slice(5)];
		// Grey print keeps the order on each side; hatch and outline tell the sides apart.
		const towards = theme === 'light' ? 1 : -1;
		for (const [at, value] of short.entries())
			if (at > 0) expect((value - short[at - 1]!) * towards).toBeGreaterThan(4);
		expect((reached[0]! - reached[1]!) * towards).toBeGreaterThan(10);
	});

	it.each(THEMES)(
		'shows the worst strongest: none has more colour than no samples (%s)',
		(theme) => {
			const strength = (colour: string) => Math.hypot(lab(colour).a, lab(colour).b);
			const [noData, worst, ...others] = classColours('samples', theme);
			for (const colour of [noData!, ...others])
				expect(strength(worst!)).toBeGreaterThan(strength(colour));
		}
	);

	it.each(THEMES)('changes hue at the threshold, from warm to blue (%s)', (theme) => {
		const [, ...classes] = classColours('samples', theme);
		for (const colour of classes.slice(0, 5)) expect(rgb(colour).r).toBeGreaterThan(rgb(colour).b);
		for (const colour of classes.slice(5)) expect(rgb(colour).b).toBeGreaterThan(rgb(colour).r);
	});

	it.each(THEMES.flatMap((theme) => Object.keys(VISION).map((vision) => ({ theme, vision }))))(
		'$theme: no class of samples that is short looks like one that reached, under $vision',
		({ theme, vision }) => {
			const [, ...classes] = classColours('samples', theme);
			for (const short of classes.slice(0, 5))
				for (const reached of classes.slice(5))
					expect(difference(short, reached, vision)).toBeGreaterThanOrEqual(24);
		}
	);

	it.each(THEMES)('leaves names of units readable on every class, on every map (%s)', (theme) => {
		const contrast = (a: string, b: string) => {
			const [dark, light] = [luminance(a), luminance(b)].sort((one, other) => one - other);
			return (light! + 0.05) / (dark! + 0.05);
		};
		const all = [
			...MEASURES.flatMap((measure) =>
				[true, false].flatMap((has) => classColours(measure, theme, has))
			),
			...changeColours(theme),
			...planColours(theme)
		];
		for (const colour of all)
			expect(contrast(colour, GROUND[theme].ink), colour).toBeGreaterThanOrEqual(4.5);
	});

	it.each(THEMES)('gives low latency the colour of high speed: both are good (%s)', (theme) => {
		const [, ...speed] = classColours('download', theme);
		expect(classColours('latency', theme).slice(1)).toEqual(speed.toReversed());
	});

	it.each(views)('$measure, $theme: neighbours differ under $vision', (view) => {
		const least = view.measure === 'samples' ? LEAST.samples : LEAST.speed;
		const [, ...classes] = classColours(view.measure, view.theme);
		const steps = classes
			.slice(1)
			.map((colour, at) => difference(classes[at]!, colour, view.vision));
		expect(Math.min(...steps)).toBeGreaterThanOrEqual(least.adjacent);
	});

	it.each(views)('$measure, $theme: no data is unlike every class under $vision', (view) => {
		const least = view.measure === 'samples' ? LEAST.samples : LEAST.speed;
		const [noData, ...classes] = classColours(view.measure, view.theme);
		const distances = classes.map((colour) => difference(noData!, colour, view.vision));
		const wanted = view.vision === 'tritanopia' ? LEAST_TRITAN : least.noData;
		expect(Math.min(...distances)).toBeGreaterThanOrEqual(wanted);
	});
});

describe('the colours of changes', () => {
	const seenBy = THEMES.flatMap((theme) =>
		Object.keys(VISION).map((vision) => ({ theme, vision }))
	);

	it.each(seenBy)(
		'$theme: neighbours, gains from losses and no data differ under $vision',
		(by) => {
			const [noData, ...classes] = changeColours(by.theme);
			const unlike = (a: string, b: string) => difference(a, b, by.vision);
			classes.slice(1).forEach((colour, at) => {
				expect(unlike(classes[at]!, colour)).toBeGreaterThanOrEqual(11);
			});
			// As far from the middle one way as the other: these must never be taken for each other.
			for (const far of [0, 1, 2])
				expect(unlike(classes[far]!, classes[6 - far]!)).toBeGreaterThanOrEqual(18);
			for (const colour of classes) expect(unlike(noData!, colour)).toBeGreaterThanOrEqual(11);
			// Without a hatch, too: these two are what the map is looked at for.
			const [lost, reached] = [CHANGE.lost, CHANGE.reached].map((at) => classes[at - 1]!);
			expect(unlike(lost!, reached!)).toBeGreaterThanOrEqual(42);
		}
	);

	it.each(THEMES)('are one for each class, all different (%s)', (theme) => {
		const colours = changeColours(theme);
		expect(colours).toHaveLength(CHANGE_CLASSES + 1);
		expect(new Set(colours).size).toBe(colours.length);
	});

	it.each(THEMES)('go away from the middle by lightness on both sides alike (%s)', (theme) => {
		const [, ...lightness] = changeColours(theme).map((colour) => lab(colour).l);
		const middle = lightness[CHANGE.same - 1]!;
		for (const side of [lightness.slice(0, 4).reverse(), lightness.slice(3)]) {
			const distances = side.map((value) => Math.abs(value - middle));
			expect(distances).toEqual([...distances].sort((a, b) => a - b));
			expect(
				Math.min(...distances.slice(1).map((value, at) => value - distances[at]!))
			).toBeGreaterThan(5);
		}
	});
});
