/** How much of each unit of one edition lies in each unit of another, by area. */
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { CrosswalkRow } from '../../src/lib/domain/crosswalk.ts';
import { DataError } from '../../src/lib/domain/errors.ts';
import type { Units } from '../../src/lib/domain/unit.ts';
import { TOPOLOGY_OBJECT } from '../../src/lib/data/schema.ts';
import { leavesOf } from '../boundaries/leaves.ts';
import { runMapshaper } from '../boundaries/shapes.ts';

/** Parts of a unit smaller than this are slivers between two drawings of one border. */
export const SLIVER = 0.03;
/** Smaller parts are not looked up again; km². */
const CHECKED = 0.5;
/** Cleaning may move a border a little: this part of the area may lie elsewhere than its outline says. */
const ASTRAY = 0.001;

type Outline = Feature<Polygon | MultiPolygon, { from?: string; to?: string }>;

/** Outlines of an edition. */
export interface Side {
	units: Units;
	/** In one or several topologies. */
	topologies: readonly Topology[];
	/** Ground that isn't of the files from which the outlines come. */
	added?: FeatureCollection | undefined;
	/** Codes of units that are drawn from no file. */
	unsurveyed?: ReadonlySet<string> | undefined;
}

/** What an overlay found. */
export interface Overlay {
	/** Ascending by old and new code; the shares of an old unit add up to 1. */
	rows: CrosswalkRow[];
	/** km² of each old unit that lie in any new one. */
	area: Map<string, number>;
	/** Codes of old units that lie in no new one. */
	apart: string[];
}

/**
 * Lay the leaves of an edition over those of the next. Areas are mapshaper's of geographic coordinates: those of
 * spherical polygons, so one on the equator weighs as much as one as large in the north.
 */
export async function overlay(from: Side, to: Side): Promise<Overlay> {
	const before = leafOutlines(from, 'from');
	const after = leafOutlines(to, 'to');
	const added = Object.entries({ from, to }).flatMap(([name, { added: ground }]) =>
		ground?.features.length ? [{ name, ground }] : []
	);
	const input = {
		'from.json': collection(before),
		'to.json': collection(after),
		...Object.fromEntries(added.map(({ name, ground }) => [`added-${name}.json`, ground]))
	};
	const commands = [
		`-i ${Object.keys(input).join(' ')} combine-files`,
		...added.map(({ name }) => `-erase added-${name} target=${name}`),
		// Without it borders that cross by a hair make the union give whole parts to a neighbour.
		'-clean target=from,to',
		'-union target=from,to name=both',
		'-filter "!!from && !!to" target=both',
		'-each "km2 = this.area / 1e6, x = this.innerX, y = this.innerY" target=both',
		'-filter-fields from,to,km2,x,y target=both',
		'-o both.json format=json target=both'
	];
	const output = await runMapshaper(commands.join(' '), input, 'imported outlines');
	const parts = output['both.json']
		? (JSON.parse(Buffer.from(output['both.json']).toString()) as Part[])
		: [];
	checkParts(parts, before, after);
	return sharesOf(
		leavesOf(from.units).map(({ code }) => code),
		parts
	);
}

interface Part {
	from: string;
	to: string;
	km2: number;
	/** A place inside. */
	x: number;
	y: number;
}

/** Parts are where they should be: a place inside of each lies in both of its units. */
function checkParts(
	parts: readonly Part[],
	from: readonly Outline[],
	to: readonly Outline[]
): void {
	const byCode = (outlines: readonly Outline[]) =>
		new Map(outlines.map((outline) => [outline.properties.from ?? outline.properties.to, outline]));
	const [before, after] = [byCode(from), byCode(to)];
	let [whole, astray] = [0, 0];
	for (const part of parts) {
		whole += part.km2;
		if (part.km2 < CHECKED) continue;
		const isInside = (outline: Outline) => booleanPointInPolygon([part.x, part.y], outline);
		if (!isInside(before.get(part.from)!) || !isInside(after.get(part.to)!)) astray += part.km2;
	}
	if (astray <= ASTRAY * whole) return;
	throw new DataError('promise', {
		file: 'imported outlines',
		found: `${astray.toFixed(1)} of ${whole.toFixed(1)} km² given to units that do not hold them`,
		expected: `at most ${ASTRAY * 100} %`,
		remedy: 'Import both editions again with npm run boundaries: their borders cross themselves'
	});
}

/** Add up, leave slivers out, and divide by what is left. */
function sharesOf(codes: readonly string[], parts: readonly Part[]): Overlay {
	const areas = new Map<string, Map<string, number>>();
	for (const { from, to, km2 } of parts) {
		const own = areas.get(from) ?? new Map<string, number>();
		areas.set(from, own.set(to, (own.get(to) ?? 0) + km2));
	}
	const overlay: Overlay = { rows: [], area: new Map(), apart: [] };
	for (const from of [...codes].sort()) {
		const own = [...(areas.get(from) ?? [])].filter(([, km2]) => km2 > 0);
		if (own.length === 0) {
			overlay.apart.push(from);
			continue;
		}
		const whole = sum(own);
		const kept = own
			.filter(([, km2]) => km2 >= SLIVER * whole)
			.sort(([a], [b]) => (a < b ? -1 : 1));
		const rest = sum(kept);
		overlay.area.set(from, whole);
		for (const [to, km2] of kept) overlay.rows.push({ from, to, share: km2 / rest });
	}
	return overlay;
}

function sum(parts: readonly (readonly [string, number])[]): number {
	return parts.reduce((total, [, km2]) => total + km2, 0);
}

/** Leaves as GeoJSON with their code in the field `name`. */
function leafOutlines({ units, topologies, unsurveyed }: Side, name: 'from' | 'to'): Outline[] {
	const codes = leavesOf(units).map(({ code }) => code);
	const leaves = new Set(codes.filter((code) => !unsurveyed?.has(code)));
	return topologies.flatMap((topology) =>
		units.levels.flatMap((level): Outline[] => {
			const object = topology.objects[TOPOLOGY_OBJECT[level]] as GeometryCollection | undefined;
			if (!object) return [];
			return feature(topology, object)
				.features.filter(({ id }) => leaves.has(String(id)))
				.map(({ id, geometry }) => ({
					type: 'Feature',
					properties: { [name]: String(id) },
					geometry: geometry as Polygon | MultiPolygon
				}));
		})
	);
}

function collection(features: Outline[]): FeatureCollection {
	return { type: 'FeatureCollection', features };
}
