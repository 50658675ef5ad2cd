import type { LayerSpecification, Map as MapLibreMap } from 'maplibre-gl';

/**
 * Hides the layers of a map until all of them are there: their tiles are taken in and not drawn. Nobody sees these
 * frames, as the page's picture stands before them, and without a graphics card each costs a third of a second.
 */
export class Curtain {
	#gl: MapLibreMap;
	#isClosed = true;

	constructor(gl: MapLibreMap) {
		this.#gl = gl;
	}

	/** Add a layer of fills or lines. */
	add(layer: LayerSpecification, before: string | undefined): void {
		if (this.#isClosed) Object.assign(layer.paint!, { [`${layer.type}-layer-opacity`]: 0 });
		this.#gl.addLayer(layer, before);
	}

	/**
	 * Resolves when everything that was asked for is on screen.
	 * @param shows whether the layers of a source are to be seen
	 */
	async drawn(shows: (source: string) => boolean): Promise<void> {
		await this.#next('idle');
		if (!this.#isClosed) return;
		this.#isClosed = false;
		for (const id of this.#gl.getLayersOrder()) {
			const { type, source } = this.#gl.getLayer(id)!;
			if ((type === 'fill' || type === 'line') && shows(source))
				this.#gl.setPaintProperty(id, `${type}-layer-opacity` as 'fill-layer-opacity', 1);
		}
		await this.#next('render');
	}

	#next(event: 'idle' | 'render'): Promise<void> {
		return new Promise((resolve) => {
			this.#gl.once(event, () => resolve());
			this.#gl.triggerRepaint();
		});
	}
}
