import type { Topology } from 'topojson-specification';
import { summarise, type LevelSummary } from '../domain/aggregate.ts';
import { emptyValues, type NetworkValues } from '../domain/join.ts';
import type { Theme } from '../domain/colour.ts';
import type { Month } from '../domain/month.ts';
import { thresholdOf, type Network } from '../domain/network.ts';
import { COUNTRY, type Extent } from '../domain/sea.ts';
import type { Selection } from '../domain/selection.ts';
import { countsFrom } from '../domain/threshold.ts';
import type { TimelinePoint } from '../domain/timeline.ts';
import { rowsWithin, unitsOf, type Level, type Units } from '../domain/unit.ts';
import { buildViewModel, type ViewInput, type ViewModel } from '../domain/view-model.ts';
import { extentOfUnit } from '../svg/extent.ts';
import type { Geography } from '../svg/outlines.ts';
import type { SeenMap } from '../svg/sheet.ts';

/** Everything that an export is made from. Plain data: it crosses to a worker. */
export interface Briefing {
	/** Settled against the units of `input`. */
	selection: Selection;
	input: ViewInput;
	/** Values of the month before on the same units; `null` where there are none to compare with. */
	before: { month: Month; values: NetworkValues } | null;
	/** Coverage of the scope's communes over the months. */
	timeline: readonly TimelinePoint[];
	topology: Topology;
	/** Name of each level's object in the topology. */
	objects: Record<Level, string>;
	land: Topology;
	/** Where the outlines come from, where somebody must be named. */
	attribution: string | null;
	/** Day on which the file is made, `YYYY-MM-DD` in Viet Nam. */
	made: string;
}

/** What differs between a browser and the command line. */
export interface Tools {
	/** Draw an SVG file as PNG. @param width pixels */
	rasterise(svg: string, width: number): Promise<Uint8Array>;
	/** A whole TrueType font of the pictures' family. */
	font(weight: FontWeight): Promise<Uint8Array>;
	/** CSS that brings the pictures' fonts with it, for SVG files that are seen elsewhere. */
	fontStyle(): Promise<string>;
}

/** Weights of letters in pictures. */
export const FONT_WEIGHTS = [400, 600, 700] as const;
export type FontWeight = (typeof FONT_WEIGHTS)[number];

/** Sizes of pictures. */
export const SIZES = ['screen', 'a4', 'a3', 'slide'] as const;
export type Size = (typeof SIZES)[number];

/** Pages of a printed briefing. */
export const PARTS = ['map', 'results', 'ranking', 'gaps', 'speed', 'method'] as const;
export type Part = (typeof PARTS)[number];

/** Pages that there are of a network: without a threshold nothing lacks samples. */
export function partsOf(network: Network): Part[] {
	return PARTS.filter((part) => part !== 'gaps' || thresholdOf(network) !== null);
}

/** What a reader may choose of a file. */
export interface ExportOptions {
	size: Size;
	portrait: boolean;
	/** Of a picture of the size of a screen: 1 to 4. */
	scale: number;
	/** Pictures without paper under them. */
	transparent: boolean;
	/** The map as it was on screen, in place of one that is drawn. */
	seen?: SeenMap;
	/** Pages of a PDF; left out, it is the picture alone. */
	parts?: readonly Part[];
	/** Codes of the provinces that get a slide of their own; left out, the best and the weakest one. */
	provinces?: readonly string[];
}

export const DEFAULT_OPTIONS: ExportOptions = {
	size: 'screen',
	portrait: false,
	scale: 2,
	transparent: false
};

/** Parts of a selection that a report leaves out: it tells of all operators, of this month alone and of every class. */
export const PLAIN: Partial<Selection> = {
	operator: null,
	against: null,
	hidden: [],
	reachedOnly: false,
	unit: null
};

/** The view model of a briefing, or of a part of it. Light, as it goes on paper, but around a map that is dark. */
export function modelOf(
	briefing: Briefing,
	part: Partial<Selection> = {},
	theme: Theme = 'light'
): ViewModel {
	const selection = { ...briefing.selection, ...part };
	// A table or hexagons have no outlines to print: the same figures are drawn on units.
	if (selection.view !== 'choropleth') selection.view = 'choropleth';
	return buildViewModel(briefing.input, selection, theme);
}

/** Coverage of each level in a scope, with which another month's is compared. */
export function summariesIn(
	units: Units,
	values: NetworkValues,
	within: string | null,
	network: Network
): Partial<Record<Level, LevelSummary>> {
	const of = (level: Level) => {
		const rows = within === null ? undefined : rowsWithin(units, level, within);
		const own = values[level] ?? emptyValues(unitsOf(units, level).codes.length);
		return summarise(own.samples, rows, countsFrom(network));
	};
	return Object.fromEntries(units.levels.map((level) => [level, of(level)]));
}

/** The briefing of a unit, made from that of the country; its timeline is not known. */
export function partOf(briefing: Briefing, within: string): Briefing {
	const { input, before, selection } = briefing;
	const previous = before
		? summariesIn(input.units, before.values, within, selection.network)
		: undefined;
	return {
		...briefing,
		input: { ...input, previous },
		timeline: [],
		selection: { ...selection, within, unit: null }
	};
}

/** The outlines of one level. */
export function geographyOf({ topology, objects, land }: Briefing, level: Level): Geography {
	return { topology, land, objects: { level: objects[level], province: objects.province } };
}

/** What a picture of a model shows: the unit that is looked into, or the country. */
export function extentOf({ topology }: Briefing, { selection }: ViewModel): Extent {
	return (selection.within !== null && extentOfUnit(topology, selection.within)) || COUNTRY;
}
