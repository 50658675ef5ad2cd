import type {
	GeoJSONSource,
	LayerSpecification,
	Map as MapLibreMap,
	SourceSpecification
} from 'maplibre-gl';
import type { DetailHandle } from '../data/handles.ts';
import { rowsWithin, type Level, type Units } from '../domain/unit.ts';
import { extentInView, widened } from './extent.ts';
import { provincesWithin, worthHolding, type ProvinceBoxes } from './provinces-in-view.ts';

/**
 * Zoom from which finer outlines are drawn: a pixel is 147 m in the middle of the country, and an overview
 * generalised to 90 m (what real outlines need to fit their limit) begins to show its corners.
 */
export const DETAIL_ZOOM = 9;
/** Layers of the detail ask for their tiles a little before, and never far away. */
const LEAST_ZOOM = DETAIL_ZOOM - 0.5;
/** Provinces whose units come this close to the view are wanted too: in widths and heights of the view. */
const AROUND = 0.5;
/** Generalised outlines may end a little short of the true ones. */
const SLACK = 0.05;
/** Bytes of published files up to which provinces out of view are held: decoded and cut to tiles they take ten times that. */
const MOST_BYTES = 6e6;
/** Milliseconds between two looks at what is wanted while the camera moves. */
const STEP = 200;
/** Milliseconds until a file that failed is asked for again. */
const RETRY = 20_000;

/** What finer outlines of the edition and levels in view are made from. */
export interface DetailScope {
	units: Units;
	/** From the province to the level in view. */
	levels: readonly Level[];
	boxes: ProvinceBoxes;
	/** Size of the file of each province that has finer outlines. */
	bytes: ReadonlyMap<string, number>;
	/** Have the outlines of a province fetched. */
	fetch(province: string, signal: AbortSignal): Promise<void>;
	/** The outlines of provinces that were fetched, at URLs that hold until the next call. */
	compose(provinces: string[]): Promise<DetailHandle>;
}

/** What the map is told. */
export interface DetailEvents {
	/** Units may be drawn now: see to their states. */
	onDraw(): void;
	/** Other provinces are drawn in detail than before; none means the overview. */
	onChange(provinces: readonly string[]): void;
}

/**
 * Finer outlines in place of the overview's, near by. Each level has a second source with twins of its layers.
 * A view is drawn by one or the other as a whole, never by both side by side: an outline and its generalised
 * neighbour leave gaps. The switch is the opacity of whole layers, which MapLibre applies in one frame and
 * without asking for tiles again.
 */
export class Detail {
	#gl: MapLibreMap;
	#events: DetailEvents;
	#scope: DetailScope | null = null;
	/** Units of the last scope: what is held stays when only the level changes. */
	#units: Units | null = null;
	#loading = new Map<string, AbortController>();
	/** Fetched; least recently seen first. */
	#held: string[] = [];
	#failed = new Set<string>();
	#retry: ReturnType<typeof setTimeout> | undefined;
	/** Given to the sources, and so on its way to the screen. */
	#given: string[] = [];
	/** In the sources with all tiles of the view. */
	#drawable: string[] = [];
	#composing = false;
	#settling = false;
	#shown = false;
	#looked = 0;
	#rows: number[] | null = null;

	constructor(gl: MapLibreMap, events: DetailEvents) {
		this.#gl = gl;
		this.#events = events;
		gl.on('move', () => {
			this.#judge();
			if (performance.now() - this.#looked > STEP) this.#want();
		});
		gl.on('moveend', () => this.#want());
		addEventListener('online', this.#again);
	}

	/** Stop everything. The map itself goes elsewhere. */
	remove(): void {
		removeEventListener('online', this.#again);
		this.setScope(null);
	}

	/** Change what is drawn in detail; `null` for nothing. */
	setScope(scope: DetailScope | null): void {
		if (scope && this.draws(scope.units.edition, scope.levels.at(-1)!)) return;
		this.#switch(false);
		for (const controller of this.#loading.values()) controller.abort();
		this.#loading.clear();
		clearTimeout(this.#retry);
		this.#failed.clear();
		if (scope && scope.units !== this.#units) {
			this.#units = scope.units;
			this.#held = [];
		}
		this.#given = [];
		this.#drawable = [];
		this.#rows = null;
		this.#scope = scope && scope.bytes.size > 0 ? scope : null;
		this.#want();
	}

	/** True when this edition and level are the ones that are to be drawn in detail. */
	draws(edition: string, level: Level): boolean {
		return this.#scope?.units.edition === edition && this.#scope.levels.at(-1) === level;
	}

	/** True when the view is drawn from finer outlines. */
	get isShown(): boolean {
		return this.#shown;
	}

	/** Rows of the level in view that finer outlines draw, or will in a moment; none far away. */
	get rows(): readonly number[] {
		const scope = this.#scope;
		if (!scope || !this.#isNear()) return [];
		this.#rows ??= this.#given.flatMap((code) =>
			rowsWithin(scope.units, scope.levels.at(-1)!, code)
		);
		return this.#rows;
	}

	#isNear(): boolean {
		return this.#gl.getZoom() >= DETAIL_ZOOM;
	}

	/** Provinces with finer outlines that come within `by` of the view. */
	#around(scope: DetailScope, by: number): string[] {
		const extent = widened(extentInView(this.#gl), by);
		return provincesWithin(scope.boxes, extent);
	}

	#covers(): boolean {
		const scope = this.#scope;
		if (!scope || this.#drawable.length === 0 || !this.#isNear()) return false;
		const inView = this.#around(scope, SLACK);
		return inView.length > 0 && inView.every((code) => this.#drawable.includes(code));
	}

	/** Asked on every step of the camera, so that no frame shows a place without outlines. */
	#judge(): void {
		const covers = this.#covers();
		if (this.#shown && !covers) this.#switch(false);
		if (this.#shown || !covers || this.#settling) return;
		this.#settling = true;
		void this.#tilesLoaded().then(() => {
			this.#settling = false;
			if (this.#covers()) this.#switch(true);
		});
	}

	/** Fetch what is in view, then what is around it; let go what was not seen for long. */
	#want(): void {
		this.#looked = performance.now();
		const scope = this.#scope;
		const has = (code: string) => scope!.bytes.has(code);
		const around = scope && this.#isNear() ? this.#around(scope, AROUND).filter(has) : [];
		for (const [code, controller] of this.#loading)
			if (!around.includes(code)) {
				controller.abort();
				this.#loading.delete(code);
			}
		if (!scope || around.length === 0) return;
		const lacks = (code: string) => !this.#held.includes(code) && !this.#failed.has(code);
		const missing = this.#around(scope, SLACK).filter((code) => has(code) && lacks(code));
		for (const code of missing.length > 0 ? missing : around.filter(lacks))
			if (!this.#loading.has(code)) void this.#fetch(scope, code);
		const bytesOf = (code: string) => scope.bytes.get(code)!;
		this.#held = worthHolding(this.#held, around, bytesOf, MOST_BYTES);
		if (missing.length === 0) void this.#compose(scope);
		this.#judge();
	}

	async #fetch(scope: DetailScope, code: string): Promise<void> {
		const controller = new AbortController();
		this.#loading.set(code, controller);
		try {
			await scope.fetch(code, controller.signal);
			if (controller.signal.aborted) return;
			this.#held.push(code);
		} catch {
			if (controller.signal.aborted) return;
			this.#fail([code]);
		}
		this.#loading.delete(code);
		this.#want();
	}

	/** The overview stays, and the page says that it is one. */
	#fail(codes: readonly string[]): void {
		for (const code of codes) this.#failed.add(code);
		clearTimeout(this.#retry);
		this.#retry = setTimeout(this.#again, RETRY);
	}

	#again = (): void => {
		this.#failed.clear();
		this.#want();
	};

	async #compose(scope: DetailScope): Promise<void> {
		const provinces = [...this.#held].sort();
		// All that is on its way comes together: each time the map's worker cuts all tiles anew.
		const waits = this.#composing || this.#loading.size > 0;
		if (waits || provinces.every((code) => this.#given.includes(code))) return;
		this.#composing = true;
		try {
			const urls = await scope.compose(provinces);
			if (scope !== this.#scope) return;
			this.#drawable = this.#drawable.filter((code) => provinces.includes(code));
			this.#judge();
			this.#given = provinces;
			this.#rows = null;
			for (const level of scope.levels) this.#addTwins(sourceName(scope.units.edition, level));
			this.#events.onDraw();
			await Promise.all(
				scope.levels.map((level) =>
					this.#gl
						.getSource<GeoJSONSource>(twinOf(sourceName(scope.units.edition, level)))!
						.setData(urls[level]!)
				)
			);
			await this.#tilesLoaded();
			if (scope === this.#scope) this.#drawable = provinces;
			if (this.#shown) this.#events.onChange(provinces);
		} catch {
			if (scope !== this.#scope) return;
			this.#held = [];
			this.#fail(provinces);
		} finally {
			this.#composing = false;
			this.#want();
		}
	}

	/** A second source for a level, and a twin of each of its layers at the same place in the stack. */
	#addTwins(source: string): void {
		const twin = twinOf(source);
		if (this.#gl.getSource(twin)) return;
		this.#gl.addSource(twin, twinSource());
		for (const id of this.#gl.getLayersOrder()) {
			const layer = this.#gl.getLayer(id)!;
			if (layer.source !== source) continue;
			const specification = layer.serialize() as LayerSpecification;
			this.#gl.addLayer(
				{
					...specification,
					id: twin + id.slice(source.length),
					source: twin,
					minzoom: LEAST_ZOOM,
					paint: { ...specification.paint, [`${layer.type}-layer-opacity`]: 0 }
				} as LayerSpecification,
				id
			);
		}
	}

	#switch(on: boolean): void {
		const scope = this.#scope;
		if (!scope || this.#shown === on) return;
		this.#shown = on;
		if (on) this.#events.onDraw();
		for (const level of scope.levels) {
			const source = sourceName(scope.units.edition, level);
			for (const id of this.#gl.getLayersOrder()) {
				const layer = this.#gl.getLayer(id)!;
				const part = `${layer.type}-layer-opacity` as 'fill-layer-opacity';
				if (layer.source === source) this.#gl.setPaintProperty(id, part, on ? 0 : 1);
				if (layer.source === twinOf(source)) this.#gl.setPaintProperty(id, part, on ? 1 : 0);
			}
		}
		this.#events.onChange(on ? this.#drawable : []);
	}

	/** Resolves after a frame with all tiles of the view; in the same turn, so before the next one. */
	#tilesLoaded(): Promise<void> {
		const { levels } = this.#scope!;
		const sources = levels.map((level) => twinOf(sourceName(this.#scope!.units.edition, level)));
		return new Promise((resolve) => {
			const look = () => {
				if (!sources.every((source) => this.#gl.isSourceLoaded(source))) return;
				this.#gl.off('render', look);
				resolve();
			};
			this.#gl.on('render', look);
			this.#gl.triggerRepaint();
		});
	}
}

/** Name of the source that draws a level in detail. */
export function twinOf(source: string): string {
	return `${source}/detail`;
}

/** Name of the source that draws a level of an edition from afar. */
export function sourceName(edition: string, level: Level): string {
	return `${edition}/${level}`;
}

function twinSource(): SourceSpecification {
	return {
		type: 'geojson',
		promoteId: 'code',
		data: { type: 'FeatureCollection', features: [] },
		// Finer than the eye: at the map's last zoom a pixel is 2 m.
		maxzoom: 14,
		tolerance: 0.1
	};
}
