import { Map as MapLibreMap, prewarm, setWorkerUrl, type GeoJSONSource } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import './maplibre.css';
import type { FeatureCollection } from 'geojson';
import type { GeometryHandle } from '../data/handles.ts';
import { GROUND, type Theme } from '../domain/colour.ts';
import type { Room } from '../domain/room.ts';
import type { SeaLabel } from '../domain/sea.ts';
import { unitsOf, type Level, type Units } from '../domain/unit.ts';
import type { ViewModel } from '../domain/view-model.ts';
import { Camera, isStill, start } from './camera.ts';
import { Curtain } from './curtain.ts';
import { Detail, sourceName, twinOf, type DetailScope } from './detail.ts';
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
import { UnitNames } from './unit-names.ts';
import { UnitStates, type Focus } from './unit-states.ts';

// Without this the bundled worker is not found and the map stays blank (STACK.md, pitfall 2).
setWorkerUrl(workerUrl);
// Its worker comes while the page still waits for its data.
prewarm();

/** What the page is told. */
export interface MapEvents {
	/** The unit under the pointer (row of the level in view) with the pointer's place in pixels. */
	onHover(row: number | null, x: number, y: number): void;
	/** A unit was clicked. */
	onPick(row: number | null): void;
	/** The view came to rest. */
	onRest(): void;
	/** Finer outlines of other provinces are drawn than before; none means the overview. */
	onDetail(provinces: readonly string[]): void;
	/** The browser took the WebGL context away. */
	onLost(): void;
}

const SEA_LABELS = 'sea-labels';

/** Pixels by which the pointer may miss a unit that has no neighbour there. */
const REACH = 3;
/**
 * The WebGL map. Geometry is given once for each level of each edition; a change of month, measure or theme changes
 * feature states only (`npm run bench -- site`).
 */
export class CoverageMap {
	readonly gl: MapLibreMap;
	readonly camera: Camera;
	#theme: Theme;
	#model: ViewModel | null = null;
	#sources = new Map<string, Level>();
	#states: UnitStates;
	#names: UnitNames;
	#detail: Detail;
	#ready: Promise<void>;
	#fillsVisible = true;
	#curtain: Curtain;

	/**
	 * @param room what panels take of the map now
	 * @param gestures inside of another page: what tells how to zoom and move, since the wheel scrolls that page
	 */
	constructor(
		container: HTMLElement,
		theme: Theme,
		events: MapEvents,
		room: () => Room,
		gestures?: Record<string, string>
	) {
		this.#theme = theme;
		this.gl = new MapLibreMap({
			container,
			style: emptyStyle(theme),
			...start(room()),
			minZoom: 2,
			maxZoom: 15,
			attributionControl: false,
			dragRotate: false,
			pitchWithRotate: false,
			touchPitch: false,
			// The page's: arrows go from unit to unit.
			keyboard: false,
			renderWorldCopies: false,
			cooperativeGestures: gestures !== undefined,
			locale: gestures,
			fadeDuration: isStill() ? 0 : 150
		});
		this.camera = new Camera(this.gl, room);
		this.#curtain = new Curtain(this.gl);
		this.#states = new UnitStates(this.gl);
		this.#names = new UnitNames(this.gl);
		this.#detail = new Detail(this.gl, {
			onDraw: () => {
				this.#arrange();
				if (this.#model) this.#paintDetail(this.#model);
			},
			onChange: (provinces) => events.onDetail(provinces)
		});
		this.gl.touchZoomRotate.disableRotation();
		this.#ready = new Promise((resolve) => {
			this.gl.once('load', () => {
				for (const name of ['light', 'dark', 'change'] as const)
					this.gl.addImage(`hatch-${name}`, hatchImage(name), { pixelRatio: 2 });
				resolve();
			});
		});
		this.gl.on('mousemove', ({ point }) => {
			const start = performance.now();
			const row = this.#rowAt(point.x, point.y);
			this.gl.getCanvas().style.cursor = row === null ? '' : 'pointer';
			this.setHover(row);
			events.onHover(row, point.x, point.y);
			performance.measure('hover', { start });
		});
		this.gl.on('mouseout', () => {
			this.setHover(null);
			events.onHover(null, 0, 0);
		});
		this.gl.on('click', ({ point }) => events.onPick(this.#rowAt(point.x, point.y)));
		this.gl.on('moveend', () => events.onRest());
		this.gl.on('webglcontextlost', () => events.onLost());
	}

	/** Take everything down. */
	remove(): void {
		this.#detail.remove();
		this.gl.remove();
	}

	/** Draw the land around Viet Nam. */
	async setLand(url: string): Promise<void> {
		await this.#ready;
		const ground = GROUND[this.#theme];
		this.gl.addSource('land', { type: 'geojson', data: url });
		const first = this.gl.getLayersOrder()[1];
		this.#curtain.add(
			{ id: 'land/fill', type: 'fill', source: 'land', paint: { 'fill-color': ground.land } },
			first
		);
		this.#curtain.add(
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
		const known = this.gl.getSource<GeoJSONSource>(SEA_LABELS);
		if (known) return void known.setData(data);
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
		this.#names.add(source, geometry.anchors);
		if (level === 'province') {
			const fills = [...this.#sources.keys()].map((name) => `${name}/fill`);
			const first = this.gl.getLayersOrder().find((id) => fills.includes(id)) ?? FIRST_OVERLAY;
			this.#curtain.add(groundLayer(source, this.#theme), first);
		}
		const { fills, lines } = levelLayers(source, level, this.#theme);
		for (const layer of fills) this.#curtain.add(layer, FIRST_OVERLAY);
		for (const layer of lines) this.#curtain.add(layer, 'labels-start');
		if (level !== 'commune') {
			// Upper outlines lie over the fills of every level and under the marks of the one in view.
			const above = [...this.#sources.keys()].map((name) => `${name}/focus`);
			const first = this.gl.getLayersOrder().find((id) => above.includes(id)) ?? 'labels-start';
			this.#curtain.add(outlineLayer(source, level, this.#theme), first);
		}
		const names = { ...labelLayer(`${source}/labels`, level, this.#theme), id: `${source}/label` };
		this.gl.addLayer(names, 'labels-end');
		this.#arrange();
	}

	/** Write the names of a month on the levels that were added. */
	setNames(units: Units): void {
		const first = units.first ?? units;
		for (const level of units.levels)
			this.#names.show(
				sourceName(units.edition, level),
				unitsOf(units, level),
				unitsOf(first, level)
			);
	}

	/** Show a view model. Draws nothing before its level was added. */
	setModel(model: ViewModel): void {
		const start = performance.now();
		this.#model = model;
		if (!this.#detail.draws(model.edition, model.selection.level)) this.#detail.setScope(null);
		this.#arrange();
		const source = sourceName(model.edition, model.selection.level);
		if (this.#sources.has(source)) {
			this.#refocus(model, source);
			this.#hatchFor(model, source);
			this.#states.paint(source, model);
			this.#paintDetail(model);
		}
		// Read by the bench, and seen in the browser's own profiler.
		performance.measure('recolour', { start });
	}

	/** Draw finer outlines near by; `null` for the overview alone. Its levels must have been added. */
	setDetail(scope: DetailScope | null): void {
		this.#detail.setScope(scope);
	}

	/** Resolves when everything that was asked for is on screen. */
	async drawn(): Promise<void> {
		await this.#ready;
		const isOverview = (source: string) => this.#sources.has(source) && !this.#detail.isShown;
		await this.#curtain.drawn((source) => source === 'land' || isOverview(source));
	}

	/** Hide the choropleth while hexagons are shown, outlines and labels stay. */
	setFillsVisible(visible: boolean): void {
		if (this.#fillsVisible === visible) return;
		this.#fillsVisible = visible;
		this.#arrange();
	}

	/** Light up the unit in this row of the level in view. */
	setHover(row: number | null): void {
		this.#mark('hover', row);
	}

	/** Mark the unit in this row as the one that the keys have reached. */
	setWalked(row: number | null): void {
		this.#mark('walked', row);
	}

	#mark(kind: Focus, row: number | null): void {
		if (!this.#model) return;
		const { edition, selection, units } = this.#model;
		const source = sourceName(edition, selection.level);
		this.#focus(source, kind, row === null ? null : units.codes[row]!);
	}

	#focus(source: string, kind: Focus, code: string | null): void {
		const drawing = this.#drawing(source);
		this.#states.focus(drawing, kind, code);
		const opacity = this.#states.hasFocus ? 1 : 0;
		for (const each of drawing) this.#paint(`${each}/focus`, 'line-opacity', opacity);
	}

	#paint(layer: string, property: 'line-opacity' | 'fill-pattern', value: number | string): void {
		if (this.gl.getLayer(layer) && this.gl.getPaintProperty(layer, property) !== value)
			this.gl.setPaintProperty(layer, property, value);
	}

	#rowAt(x: number, y: number): number | null {
		const model = this.#model;
		if (!model || !this.#fillsVisible) return null;
		const source = sourceName(model.edition, model.selection.level);
		if (!this.#sources.has(source)) return null;
		const drawn = this.#detail.isShown ? twinOf(source) : source;
		const layers = { layers: [`${drawn}/fill`] };
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
				for (const drawing of [source, twinOf(source)]) {
					const layer = `${drawing}/${part}`;
					const wanted = visible ? 'visible' : 'none';
					if (this.gl.getLayer(layer) && this.gl.getLayoutProperty(layer, 'visibility') !== wanted)
						this.gl.setLayoutProperty(layer, 'visibility', wanted);
				}
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

	/** A change is hatched in two tones: its classes go from nearly white to nearly black. */
	#hatchFor({ before }: ViewModel, source: string): void {
		const pattern = `hatch-${before ? 'change' : this.#theme}`;
		for (const drawing of this.#drawing(source))
			this.#paint(`${drawing}/hatch`, 'fill-pattern', pattern);
	}

	/** Only what is in the detail has states there too: a month is to cost no more from afar. */
	#paintDetail(model: ViewModel): void {
		const twin = twinOf(sourceName(model.edition, model.selection.level));
		if (this.gl.getSource(twin)) this.#states.paint(twin, model, this.#detail.rows);
	}

	#refocus(model: ViewModel, source: string): void {
		const { unit } = model.selection;
		this.#focus(source, 'selected', unit !== null && model.units.rowOf.has(unit) ? unit : null);
	}

	/** The sources that draw a level, in so far as they are there. */
	#drawing(source: string): string[] {
		return [source, twinOf(source)].filter((name) => this.gl.getSource(name));
	}
}

function around(x: number, y: number, by: number): [[number, number], [number, number]] {
	return [
		[x - by, y - by],
		[x + by, y + by]
	];
}
