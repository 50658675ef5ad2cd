import type { Polygon } from 'geojson';
import polylabel from 'polylabel';
import type { Ground } from '../domain/colour.ts';
import { shortName, type LevelUnits } from '../domain/unit.ts';
import type { Frame } from './frame.ts';
import type { Shape } from './outlines.ts';
import { textWidth } from './text.ts';

/** Distance between lines in parts of the size of the font. */
export const LINE_HEIGHT = 1.2;

/** A text in a picture, centred on its place. Pixels. */
export interface Label {
	/** Lines are separated by line breaks. */
	text: string;
	x: number;
	y: number;
	size: number;
	/** Distance between letters in em. */
	spacing: number;
	fill: string;
	halo: string;
}

/** Size of the names of units. */
const SIZE = { province: 10.5, district: 10, commune: 9 } as const;
/** Names wider than so many times their unit are left out. */
const OVERHANG = 1.5;
/** Units smaller than this have no name; square pixels. */
const LEAST_AREA = 90;
const GAP = 2;

interface Candidate {
	label: Label;
	area: number;
}

/**
 * Names that fit: larger units first, none over another.
 * @param rows of the units that may have a name
 * @param taken texts that are there already
 */
export function placeLabels(
	units: LevelUnits,
	rows: readonly number[],
	shapes: readonly (Shape | undefined)[],
	frame: Frame,
	taken: readonly Label[],
	colours: Pick<Ground, 'ink' | 'halo'>
): Label[] {
	const candidates: Candidate[] = [];
	for (const row of rows) {
		const shape = shapes[row];
		const candidate = shape && candidateOf(units, row, shape, colours);
		if (candidate && isInside(candidate.label, frame)) candidates.push(candidate);
	}
	candidates.sort((a, b) => b.area - a.area);
	const boxes = taken.map(boxOf);
	const placed: Label[] = [];
	for (const { label } of candidates) {
		const box = boxOf(label);
		if (boxes.some((other) => overlap(box, other))) continue;
		boxes.push(box);
		placed.push(label);
	}
	return placed;
}

function candidateOf(
	units: LevelUnits,
	row: number,
	shape: Shape,
	{ ink, halo }: Pick<Ground, 'ink' | 'halo'>
): Candidate | undefined {
	const { coordinates, type } = shape.geometry;
	const polygons: Polygon['coordinates'][] = type === 'Polygon' ? [coordinates] : coordinates;
	let [area, main] = [0, polygons[0]];
	for (const polygon of polygons) {
		const of = ringArea(polygon[0]!);
		if (of > area) [area, main] = [of, polygon];
	}
	if (area < LEAST_AREA || !main) return undefined;
	const xs = main[0]!.map(([x]) => x!);
	const text = shortName(units.names[row]!, units.types[row]!);
	const size = SIZE[units.level];
	if (textWidth(text, size) > OVERHANG * (Math.max(...xs) - Math.min(...xs))) return undefined;
	const [x, y] = polylabel(main as [number, number][][], 1);
	return { area, label: { text, x: x!, y: y!, size, spacing: 0, fill: ink, halo } };
}

type Box = [left: number, top: number, right: number, bottom: number];

function boxOf({ text, x, y, size, spacing }: Label): Box {
	const lines = text.split('\n');
	const half =
		Math.max(...lines.map((line) => textWidth(line, size) + line.length * spacing * size)) / 2 +
		GAP;
	const height = (lines.length * size * LINE_HEIGHT) / 2 + GAP;
	return [x - half, y - height, x + half, y + height];
}

function overlap(a: Box, b: Box): boolean {
	return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

function isInside(label: Label, { width, height }: Frame): boolean {
	const [left, top, right, bottom] = boxOf(label);
	return left >= 0 && top >= 0 && right <= width && bottom <= height;
}

/** Area of a ring in square pixels (shoelace formula). */
function ringArea(ring: Polygon['coordinates'][number]): number {
	let twice = 0;
	for (let at = 0; at + 1 < ring.length; at++)
		twice += ring[at]![0]! * ring[at + 1]![1]! - ring[at + 1]![0]! * ring[at]![1]!;
	return Math.abs(twice) / 2;
}
