import { H3HexagonLayer } from '@deck.gl/geo-layers';
import { MapLibreOverlay } from '@deck.gl/maplibre';
import { color } from 'd3-color';
import { shownValue, type Hexagons } from '../data/hexagons.ts';
import { classOf } from '../domain/classify.ts';
import { cellsWithin } from './cells-in-view.ts';
import type { CoverageMap } from './coverage-map.ts';
import { FIRST_OVERLAY } from './style.ts';

/** What the hexagons show. */
export interface HexagonView {
	hexagons: Hexagons;
	resolution: number;
	measure: 'samples' | 'download';
	/** Class breaks, and colours by class with "no data" first. */
	breaks: readonly number[];
	colours: readonly string[];
}

/** A cell under the pointer: its position in {@link Hexagons}, and the pointer's place in pixels. */
export type OnHexagon = (at: number | null, x: number, y: number) => void;

type Rgba = [number, number, number, number];

/** Hexagons over the map. This module is the only one that loads deck.gl, and is itself loaded on demand. */
export class HexagonOverlay {
	#overlay: MapLibreOverlay;
	#map: CoverageMap;
	#onHexagon: OnHexagon;
	#view: HexagonView | null = null;

	constructor(map: CoverageMap, onHexagon: OnHexagon) {
		this.#map = map;
		this.#onHexagon = onHexagon;
		this.#overlay = new MapLibreOverlay({ interleaved: true, layers: [] });
		map.gl.addControl(this.#overlay);
		// deck.gl ignores `beforeId` at the first drawing (visgl/deck.gl#10733): draw once more.
		map.gl.once('idle', () => this.refresh());
	}

	/** Draw these hexagons; `null` takes them away. */
	show(view: HexagonView | null): void {
		this.#view = view;
		this.refresh();
	}

	/** Draw the cells that are in view now; called when the camera rests. */
	refresh(): void {
		this.#overlay.setProps({ layers: this.#view ? [this.#layer(this.#view)] : [] });
	}

	/** Take the overlay off the map. */
	remove(): void {
		this.#map.gl.removeControl(this.#overlay);
	}

	#layer({ hexagons, resolution, measure, breaks, colours }: HexagonView) {
		const bounds = this.#map.gl.getBounds();
		const box = {
			west: bounds.getWest(),
			south: bounds.getSouth(),
			east: bounds.getEast(),
			north: bounds.getNorth()
		};
		const margin = (box.east - box.west) * 0.15;
		const palette = colours.map((css) => rgba(css, 225));
		return new H3HexagonLayer<number>({
			// A new id for each resolution: cells of two sizes share no buffers.
			id: `hexagons-${resolution}`,
			data: cellsWithin(hexagons, box, margin),
			getHexagon: (at) => hexagons.cells[at]!,
			getFillColor: (at) => palette[classOf(shownValue(hexagons, at, measure), breaks)]!,
			getLineColor: [255, 255, 255, 60],
			getLineWidth: 1,
			lineWidthUnits: 'pixels',
			stroked: true,
			extruded: false,
			highPrecision: true,
			pickable: true,
			onHover: ({ object, x, y }) => this.#onHexagon(object ?? null, x, y),
			updateTriggers: {
				getFillColor: [measure, colours, breaks]
			},
			beforeId: FIRST_OVERLAY
		} as ConstructorParameters<typeof H3HexagonLayer<number>>[0]);
	}
}

function rgba(css: string, alpha: number): Rgba {
	const { r, g, b } = color(css)!.rgb();
	return [r, g, b, alpha];
}
