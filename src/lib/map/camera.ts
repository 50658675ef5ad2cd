import {
	MercatorCoordinate,
	type LngLatBoundsLike,
	type LngLatLike,
	type Map as MapLibreMap,
	type MapOptions
} from 'maplibre-gl';
import { isInPlace, isWellInside, PAN, seenBox, type Moved } from '../domain/moved.ts';
import { COUNTRY, ROOM, type Extent } from '../domain/sea.ts';

type Padding = { top: number; right: number; bottom: number; left: number };

/** Pixels of the world at zoom 0. */
const TILE = 512;

/** Where a map begins: the whole country. */
export const START = {
	bounds: COUNTRY as LngLatBoundsLike,
	fitBoundsOptions: { padding: ROOM.country }
} satisfies Partial<MapOptions>;

/** What the map looks at. */
export class Camera {
	#gl: MapLibreMap;
	/** What was framed last, and the camera that shows it; a reader who moves that is left alone. */
	#framed: { extent: Extent; padding: Padding; place: string };

	/** @param gl a map that begins at {@link START} */
	constructor(gl: MapLibreMap) {
		this.#gl = gl;
		this.#framed = { extent: COUNTRY, padding: ROOM.country, place: this.place };
		// Beside a table the map is narrower: both archipelagos must stay in view.
		gl.on('resize', () => {
			const { place, ...framed } = this.#framed;
			if (place === this.place) this.#fit(framed, 0);
		});
	}

	/** Zoom, longitude and latitude. */
	get place(): string {
		const { lng, lat } = this.#gl.getCenter();
		return [this.#gl.getZoom(), lng, lat].map((part) => part.toFixed(6)).join(' ');
	}

	/** Where a place is on the map, in pixels from its top left corner. */
	pixelOf(lon: number, lat: number): { x: number; y: number } {
		return this.#gl.project([lon, lat]);
	}

	/** Move just so far that a place is well inside the map. */
	reveal(lon: number, lat: number): void {
		const { x, y } = this.pixelOf(lon, lat);
		const { clientWidth, clientHeight } = this.#gl.getContainer();
		if (isWellInside(x, y, clientWidth, clientHeight)) return;
		this.#gl.easeTo({ center: [lon, lat], duration: isStill() ? 0 : 300 });
	}

	/** Move by a part of the map's size. */
	pan(right: number, down: number): void {
		const { clientWidth, clientHeight } = this.#gl.getContainer();
		const by: [number, number] = [right * clientWidth * PAN, down * clientHeight * PAN];
		this.#gl.panBy(by, { duration: isStill() ? 0 : 300 });
	}

	/** Zoom by a factor about the middle. */
	zoom(by: number): void {
		const zoom = this.#gl.getZoom() + Math.log2(by);
		this.#gl.zoomTo(zoom, isStill() ? { duration: 0 } : {});
	}

	/** Move to an extent. */
	frame(extent: Extent, animate = true): void {
		this.#fit({ extent, padding: ROOM.unit }, animate && !isStill() ? 700 : 0);
	}

	/** How a picture of the whole country is moved that shows the same; the other way round of {@link follow}. */
	get moved(): Moved {
		// Not asked of the element, which may be out of the page already.
		const middle = this.#gl.project(this.#gl.getCenter());
		const whole = this.#whole();
		const k = 2 ** (this.#gl.getZoom() - whole.zoom);
		const here = MercatorCoordinate.fromLngLat(this.#gl.getCenter());
		const from = MercatorCoordinate.fromLngLat(whole.center);
		const world = TILE * 2 ** whole.zoom;
		const shift = (at: number, by: number) => at - k * (at + by * world);
		return { k, x: shift(middle.x, here.x - from.x), y: shift(middle.y, here.y - from.y) };
	}

	/** Show what a picture of the whole country shows that was moved by hand. */
	follow(moved: Moved): void {
		if (isInPlace(moved)) return;
		const { clientWidth, clientHeight } = this.#gl.getContainer();
		const [left, top, right, bottom] = seenBox(moved, clientWidth, clientHeight);
		const whole = this.#whole();
		this.#gl.jumpTo(whole);
		const center = this.#gl.unproject([(left + right) / 2, (top + bottom) / 2]);
		this.#gl.jumpTo({ center, zoom: whole.zoom + Math.log2(moved.k) });
	}

	#whole(): { zoom: number; center: LngLatLike } {
		const camera = this.#gl.cameraForBounds(START.bounds, START.fitBoundsOptions);
		return camera as { zoom: number; center: LngLatLike };
	}

	#fit(framed: { extent: Extent; padding: Padding }, duration: number): void {
		const { extent, padding } = framed;
		this.#gl.once('moveend', () => (this.#framed = { ...framed, place: this.place }));
		this.#gl.fitBounds(extent, { padding, maxZoom: 12, duration });
	}
}

/** The reader wants no motion. */
export function isStill(): boolean {
	return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
