import {
	Map as MapLibreMap,
	setWorkerUrl,
	type GeoJSONSource,
	type LngLatBoundsLike
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';
import type { FeatureCollection } from 'geojson';
import type { GeometryHandle } from '../data/worker.ts';
import { GROUND, type Theme } from '../domain/colour.ts';
import { reached } from '../domain/threshold.ts';
import type { Level } from '../domain/unit.ts';
import { MARK, type ViewModel } from '../domain/view-model.ts';
import {
	emptyStyle,
	FIRST_OVERLAY,
	groundLayer,
	hatchImage,
	labelLayer,
	levelLayers,
	outlineLayer,
	seaLabelLayer
} from './style.ts';

// Without this the bundled worker is not found and the map stays blank (STACK.md, pitfall 2).
setWorkerUrl(workerUrl);

/** West, south, east, north in degrees. */
export type Extent = [west: number, south: number, east: number, north: number];

/** What the page is told. */
export interface MapEvents {
	/** The unit under the pointer (row of the level in view) with the pointer's place in pixels. */
	onHover(row: number | null, x: number, y: number): void;
	/** A unit was clicked, or Enter was pressed with it at the centre. */
	onPick(row: number | null): void;
	/** The view came to rest. */
	onRest(): void;
	/** The browser took the WebGL context away. */
	onLost(): void;
}

/** Texts that are drawn on the map, with their places. */
export interface SeaLabel {
	name: string;
	lon: number;
	lat: number;
	size: number;
	spacing: number;
	/** True for the archipelagos, which are land of Viet Nam. */
	land: boolean;
}

/** What was last given to the map for each unit, so that only changes are sent. */
interface Drawn {
	colours: string[];
	marks: Uint8Array;
	reached: Uint8Array;
}

const SEA_LABELS = 'sea-labels';

/** Pixels by which the pointer may miss a unit that has no neighbour there. */
const REACH = 3;

/**
 * The WebGL map. Geometry is given once for each level of each edition; a change of month, measure or
 * theme changes feature states only (1 to 9 ms for 10,599 communes; `setData` would take over a second).
 */
export class CoverageMap {
	readonly gl: MapLibreMap;
	#theme: Theme;
	#model: ViewModel | null = null;
	#sources = new Map<string, Level>();
	#drawn = new Map<string, Drawn>();
	#focus: { source: string; hover: string | null; selected: string | null } | null = null;
	#ready: Promise<void>;
	#fillsVisible = true;

	constructor(container: HTMLElement, theme: Theme, extent: Extent, events: MapEvents) {
		this.#theme = theme;
		this.gl = new MapLibreMap({
			container,
			style: emptyStyle(theme),
			bounds: extent as LngLatBoundsLike,
			// Below lie the badges: they must not cover the name of Trường Sa.
			fitBoundsOptions: { padding: { top: 12, right: 12, bottom: 44, left: 12 } },
			minZoom: 2,
			maxZoom: 15,
			attributionControl: false,
			dragRotate: false,
			pitchWithRotate: false,
			touchPitch: false,
			renderWorldCopies: false,
			fadeDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150
		});
		this.gl.touchZoomRotate.disableRotation();
		this.gl.keyboard.disableRotation();
		this.#ready = new Promise((resolve) => {
			this.gl.once('load', () => {
				for (const name of ['light', 'dark'] as const)
					this.gl.addImage(`hatch-${name}`, hatchImage(name), { pixelRatio: 2 });
				resolve();
			});
		});
		this.gl.on('mousemove', ({ point }) => {
			const row = this.#rowAt(point.x, point.y);
			this.gl.getCanvas().style.cursor = row === null ? '' : 'pointer';
			this.setHover(row);
			events.onHover(row, point.x, point.y);
		});
		this.gl.on('mouseout', () => {
			this.setHover(null);
			events.onHover(null, 0, 0);
		});
		this.gl.on('click', ({ point }) => events.onPick(this.#rowAt(point.x, point.y)));
		this.gl.on('moveend', () => events.onRest());
		this.gl.on('webglcontextlost', () => events.onLost());
		this.gl.getCanvas().addEventListener('keydown', (event) => {
			if (event.key === 'Enter') events.onPick(this.rowAtCentre());
		});
	}

	/** Take everything down. */
	remove(): void {
		this.gl.remove();
	}

	/** Draw the land around Viet Nam. */
	async setLand(url: string): Promise<void> {
		await this.#ready;
		const ground = GROUND[this.#theme];
		this.gl.addSource('land', { type: 'geojson', data: url });
		const [first] = [this.gl.getLayersOrder()[1]];
		this.gl.addLayer(
			{ id: 'land/fill', type: 'fill', source: 'land', paint: { 'fill-color': ground.land } },
			first
		);
		this.gl.addLayer(
			{
				id: 'land/line',
				type: 'line',
				source: 'land',
				paint: { 'line-color': ground.coast, 'line-width': 0.7 }
			},
			first
		);
	}

	/** Name the sea and the archipelagos in the language of the page. */
	async setSeaLabels(labels: SeaLabel[]): Promise<void> {
		await this.#ready;
		const data: FeatureCollection = {
			type: 'FeatureCollection',
			features: labels.map(({ lon, lat, ...properties }) => ({
				type: 'Feature',
				properties,
				geometry: { type: 'Point', coordinates: [lon, lat] }
			}))
		};
		const source = this.gl.getSource<GeoJSONSource>(SEA_LABELS);
		if (source) return void source.setData(data);
		this.gl.addSource(SEA_LABELS, { type: 'geojson', data });
		this.gl.addLayer(seaLabelLayer(SEA_LABELS, this.#theme));
	}

	/** True when the polygons of this level are on the map. */
	hasLevel(edition: string, level: Level): boolean {
		return this.#sources.has(sourceName(edition, level));
	}

	/** Give the map the polygons and labels of one level; a second call changes nothing. */
	async addLevel(edition: string, level: Level, geometry: GeometryHandle): Promise<void> {
		await this.#ready;
		const source = sourceName(edition, level);
		if (this.#sources.has(source)) return;
		this.#sources.set(source, level);
		const common = { type: 'geojson', promoteId: 'code', attribution: '' } as const;
		this.gl.addSource(source, { ...common, data: geometry.url, maxzoom: 12, tolerance: 0.3 });
		this.gl.addSource(`${source}/labels`, { ...common, data: geometry.labelsUrl });
		if (level === 'province') {
			const fills = [...this.#sources.keys()].map((name) => `${name}/fill`);
			const first = this.gl.getLayersOrder().find((id) => fills.includes(id)) ?? FIRST_OVERLAY;
			this.gl.addLayer(groundLayer(source, this.#theme), first);
		}
		const { fills, lines } = levelLayers(source, level, this.#theme);
		for (const layer of fills) this.gl.addLayer(layer, FIRST_OVERLAY);
		for (const layer of lines) this.gl.addLayer(layer, 'labels-start');
		if (level !== 'commune') {
			// Upper outlines lie over the fills of every level and under the marks of the one in view.
			const above = [...this.#sources.keys()].map((name) => `${name}/focus`);
			const first = this.gl.getLayersOrder().find((id) => above.includes(id)) ?? 'labels-start';
			this.gl.addLayer(outlineLayer(source, level, this.#theme), first);
		}
		this.gl.addLayer({
			...labelLayer(`${source}/labels`, level, this.#theme),
			id: `${source}/label`
		});
		this.#arrange();
	}

	/** Show a view model. Draws nothing before its level was added. */
	setModel(model: ViewModel): void {
		const start = performance.now();
		this.#model = model;
		this.#arrange();
		this.#paint(model);
		this.#refocus(model);
		// Read by the bench, and seen in the browser's own profiler.
		performance.measure('recolour', { start });
	}

	/** Resolves when everything that was asked for is on screen. */
	async drawn(): Promise<void> {
		await this.#ready;
		await new Promise<void>((resolve) => {
			this.gl.once('idle', () => resolve());
			this.gl.triggerRepaint();
		});
	}

	/** Hide the choropleth while hexagons are shown, outlines and labels stay. */
	setFillsVisible(visible: boolean): void {
		if (this.#fillsVisible === visible) return;
		this.#fillsVisible = visible;
		this.#arrange();
	}

	/** Light up the unit in this row of the level in view. */
	setHover(row: number | null): void {
		this.#setFocus('hover', row === null ? null : (this.#model?.units.codes[row] ?? null));
	}

	/** Move the camera to an extent. */
	frame(extent: Extent, animate = true): void {
		const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
		const padding = { top: 58, right: 28, bottom: 42, left: 56 };
		this.gl.fitBounds(extent, { padding, maxZoom: 12, duration: animate && !still ? 700 : 0 });
	}

	/** Row of the unit at the middle of the map. */
	rowAtCentre(): number | null {
		const { clientWidth, clientHeight } = this.gl.getContainer();
		return this.#rowAt(clientWidth / 2, clientHeight / 2);
	}

	#rowAt(x: number, y: number): number | null {
		const model = this.#model;
		if (!model || !this.#fillsVisible) return null;
		const source = sourceName(model.edition, model.selection.level);
		if (!this.#sources.has(source)) return null;
		const layers = { layers: [`${source}/fill`] };
		const exact = this.gl.queryRenderedFeatures([x, y], layers);
		// Seen from afar an island is a pixel wide and slips between the places of a pointer.
		const [hit = this.gl.queryRenderedFeatures(around(x, y, REACH), layers)[0]] = exact;
		return hit ? (model.units.rowOf.get(String(hit.id)) ?? null) : null;
	}

	/** Show the layers of the model's edition and level, hide all others. */
	#arrange(): void {
		const model = this.#model;
		if (!model) return;
		for (const [source, level] of this.#sources) {
			const edition = source.slice(0, source.lastIndexOf('/'));
			const here = edition === model.edition;
			const chosen = here && level === model.selection.level;
			const show = (part: string, visible: boolean) => {
				if (this.gl.getLayer(`${source}/${part}`))
					this.gl.setLayoutProperty(
						`${source}/${part}`,
						'visibility',
						visible ? 'visible' : 'none'
					);
			};
			const rank = model.levels.indexOf(level) - model.levels.indexOf(model.selection.level);
			for (const part of ['fill', 'hatch', 'reached']) show(part, chosen && this.#fillsVisible);
			show('ground', here);
			show('line', chosen);
			show('focus', chosen);
			show('outline', here && (rank < 0 || level === 'province'));
			show('label', here && rank <= 0);
		}
	}

	#paint(model: ViewModel): void {
		const source = sourceName(model.edition, model.selection.level);
		if (!this.#sources.has(source)) return;
		const count = model.units.codes.length;
		let drawn = this.#drawn.get(source);
		if (!drawn) {
			drawn = {
				colours: new Array<string>(count).fill(''),
				marks: new Uint8Array(count),
				reached: new Uint8Array(count)
			};
			this.#drawn.set(source, drawn);
		}
		const samplesShown = model.selection.measure === 'samples';
		for (let row = 0; row < count; row++) {
			const colour = model.colours[model.classes[row]!]!;
			const marks = model.marks[row]!;
			const mark = samplesShown && reached(model.samples[row]!) ? 1 : 0;
			if (
				drawn.colours[row] === colour &&
				drawn.marks[row] === marks &&
				drawn.reached[row] === mark
			)
				continue;
			drawn.colours[row] = colour;
			drawn.marks[row] = marks;
			drawn.reached[row] = mark;
			const strength = strengthOf(marks);
			const hatch = marks & MARK.below ? strength * (samplesShown ? 0.35 : 0.6) : 0;
			this.gl.setFeatureState(
				{ source, id: model.units.codes[row]! },
				{
					// Opacity travels in the colour: each property that reads feature states costs the map 6 ms a month.
					colour: colour + alphaOf(strength),
					hatch,
					// Nearly every commune is under the threshold: seen from afar the hatch would grey the whole country.
					hatchFar: model.selection.level === 'commune' ? hatch / 4 : hatch,
					reached: mark * strength
				}
			);
		}
	}

	#refocus(model: ViewModel): void {
		const source = sourceName(model.edition, model.selection.level);
		if (this.#focus && this.#focus.source !== source) {
			this.#setFocus('hover', null);
			this.#setFocus('selected', null);
		}
		this.#focus ??= { source, hover: null, selected: null };
		this.#focus.source = source;
		const { unit } = model.selection;
		this.#setFocus('selected', unit !== null && model.units.rowOf.has(unit) ? unit : null);
	}

	#setFocus(kind: 'hover' | 'selected', code: string | null): void {
		const focus = this.#focus;
		if (!focus || focus[kind] === code || !this.#sources.has(focus.source)) return;
		const before = focus[kind];
		focus[kind] = code;
		for (const id of [before, code]) {
			if (id === null) continue;
			const width = id === focus.selected ? 3.2 : id === focus.hover ? 2 : 0;
			this.gl.setFeatureState({ source: focus.source, id }, { focus: width });
		}
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

function around(x: number, y: number, by: number): [[number, number], [number, number]] {
	return [
		[x - by, y - by],
		[x + by, y + by]
	];
}

function sourceName(edition: string, level: Level): string {
	return `${edition}/${level}`;
}
