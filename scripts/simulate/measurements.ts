/** Simulated single measurements. They never leave the pipeline: a measurement's place is personal. */
import { randomNormal } from 'd3-random';
import type { Position } from 'geojson';
import type { Month } from '../../src/lib/domain/month.ts';
import type { Outline } from '../boundaries/outlines.ts';
import type { Ground } from '../boundaries/place-geometry.ts';
import type { Potential } from './potential.ts';
import type { RandomSource } from '../common/random.ts';
import { MEASUREMENT_SPREAD, trueMedian } from './speeds.ts';
import { SIMULATED_READINGS, type Network } from './trend.ts';

/** Single measurements of one month and network, column by column. */
export interface Measurements {
	/** Row of the commune. */
	commune: Int32Array;
	/** Milliseconds since 1970, UTC. */
	time: Float64Array;
	lon: Float64Array;
	lat: Float64Array;
	/** Mbit/s */
	download: Float32Array;
	/** Mbit/s */
	upload: Float32Array;
	/** ms */
	latency: Float32Array;
}

/** People measure where they live: in at most so many hamlets of a commune. */
const MOST_HAMLETS = 4;
/** Radius of a hamlet as a part of the commune's box. */
const HAMLET_RADIUS = 0.07;
const TRIES_IN_BOX = 400;
const TRIES_IN_HAMLET = 12;
const MILLISECONDS_PER_DAY = 86_400_000;

/**
 * Draw as many measurements as each commune has samples.
 * @param samples by commune row; `NaN` counts as none
 */
export function drawMeasurements(
	potential: Potential,
	network: Network,
	month: Month,
	samples: Float64Array,
	{ outlines, isIn }: Ground,
	random: RandomSource
): Measurements {
	const total = samples.reduce((sum, count) => sum + (count || 0), 0);
	const drawn: Measurements = {
		commune: new Int32Array(total),
		time: new Float64Array(total),
		lon: new Float64Array(total),
		lat: new Float64Array(total),
		download: new Float32Array(total),
		upload: new Float32Array(total),
		latency: new Float32Array(total)
	};
	const normal = randomNormal.source(random)();
	// Months are calendar months in UTC+7.
	const start = Date.parse(`${month}-01T00:00:00+07:00`);
	const length = daysIn(month) * MILLISECONDS_PER_DAY;
	let at = 0;
	samples.forEach((count, row) => {
		if (!(count > 0)) return;
		const outline = outlines[row];
		if (!outline) throw new Error(`commune row ${row} has samples but no outline`);
		const medians = SIMULATED_READINGS.map((speed) =>
			trueMedian(potential, network, month, speed, row)
		);
		const inside = (lon: number, lat: number) => isIn(row, lon, lat);
		const place = placer(outline, inside, random, normal);
		for (const end = at + count; at < end; at++) {
			const [lon, lat] = place();
			drawn.commune[at] = row;
			drawn.time[at] = start + Math.floor(random() * length);
			drawn.lon[at] = lon;
			drawn.lat[at] = lat;
			SIMULATED_READINGS.forEach((speed, index) => {
				const spread = MEASUREMENT_SPREAD[network][speed];
				drawn[speed][at] = medians[index]! * Math.exp(spread * normal());
			});
		}
	});
	return drawn;
}

function daysIn(month: Month): number {
	return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
}

/** Draws points inside of an outline, most of them near a few hamlets. */
function placer(
	outline: Outline,
	inside: (lon: number, lat: number) => boolean,
	random: RandomSource,
	normal: () => number
): () => [number, number] {
	const box = boxOf(outline);
	const hamlets = Array.from({ length: 1 + Math.floor(random() * MOST_HAMLETS) }, () =>
		anywhere(outline, box, random, inside)
	);
	const [width, height] = [box.right - box.left, box.top - box.bottom];
	return () => {
		// The first hamlet is the largest.
		const [lon, lat] = hamlets[Math.floor(random() ** 2 * hamlets.length)]!;
		for (let attempt = 0; attempt < TRIES_IN_HAMLET; attempt++) {
			const x = lon + normal() * HAMLET_RADIUS * width;
			const y = lat + normal() * HAMLET_RADIUS * height;
			if (inside(x, y)) return [x, y];
		}
		return [lon, lat];
	};
}

interface Box {
	left: number;
	bottom: number;
	right: number;
	top: number;
}

function boxOf(outline: Outline): Box {
	const box = { left: Infinity, bottom: Infinity, right: -Infinity, top: -Infinity };
	for (const [lon, lat] of outerPoints(outline)) {
		box.left = Math.min(box.left, lon!);
		box.right = Math.max(box.right, lon!);
		box.bottom = Math.min(box.bottom, lat!);
		box.top = Math.max(box.top, lat!);
	}
	return box;
}

function outerPoints(outline: Outline): Position[] {
	return outline.type === 'Polygon'
		? outline.coordinates[0]!
		: outline.coordinates.flatMap((polygon) => polygon[0]!);
}

/** A point inside by trial; in a sliver, where trials fail, a point between three neighbouring corners. */
function anywhere(
	outline: Outline,
	{ left, bottom, right, top }: Box,
	random: RandomSource,
	inside: (lon: number, lat: number) => boolean
): [number, number] {
	for (let attempt = 0; attempt < TRIES_IN_BOX; attempt++) {
		const lon = left + random() * (right - left);
		const lat = bottom + random() * (top - bottom);
		if (inside(lon, lat)) return [lon, lat];
	}
	const points = outerPoints(outline);
	for (let at = 0; at + 2 < points.length; at++) {
		const lon = (points[at]![0]! + points[at + 1]![0]! + points[at + 2]![0]!) / 3;
		const lat = (points[at]![1]! + points[at + 1]![1]! + points[at + 2]![1]!) / 3;
		if (inside(lon, lat)) return [lon, lat];
	}
	return [points[0]![0]!, points[0]![1]!];
}
