import {
	MercatorCoordinate,
	type LngLatBoundsLike,
	type LngLat,
	type LngLatLike,
	type Map as MapLibreMap,
	type MapOptions
} from 'maplibre-gl';
import { isInPlace, isWellInside, PAN, seenBox, type Moved } from '../domain/moved.ts';
import { freeBox, roomier, type Room } from '../domain/room.ts';
import { AROUND_UNIT, COUNTRY, type Extent } from '../domain/sea.ts';

/** Pixels of the world at zoom 0. */
const TILE = 512;

/** Where a map begins: the whole country. */
export function start(room: Room): Partial<MapOptions> {
	return { bounds: COUNTRY as LngLatBoundsLike, fitBoundsOptions: { padding: room } };
}

/** What the map looks at. */
export class Camera {
	#gl: MapLibreMap;
	#room: () => Room;
	/** What was framed last, and the camera that shows it; a reader who moves that is left alone. */
	#framed: { extent: Extent; place: string };

	/**
	 * @param gl a map that begins at {@link start}
	 * @param room what panels take of the map now
	 */
	constructor(gl: MapLibreMap, room: () => Room) {
		this.#gl = gl;
		this.#room = room;
		this.#framed = { extent: COUNTRY, place: this.place };
		// Beside a table the map is narrower: both archipelagos must stay in view.
		gl.on('resize', () => {
			const { place, extent } = this.#framed;
			if (place === this.place) this.#fit(extent, 0);
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

	/** Move just so far that a place is well inside the part of the map that is free. */
	reveal(lon: number, lat: number): void {
		const { x, y } = this.pixelOf(lon, lat);
		const { left, top, width, height } = this.#free;
		if (isWellInside(x - left, y - top, width, height)) return;
		const by: [number, number] = [x - left - width / 2, y - top - height / 2];
		this.#gl.panBy(by, { duration: isStill() ? 0 : 300 });
	}

	/** Move by a part of the map's size. */
	pan(right: number, down: number): void {
		const { clientWidth, clientHeight } = this.#gl.getContainer();
		const by: [number, number] = [right * clientWidth * PAN, down * clientHeight * PAN];
		this.#gl.panBy(by, { duration: isStill() ? 0 : 300 });
	}

	/** Zoom by a factor about the middle of the part that is free. */
	zoom(by: number): void {
		const around = this.middle;
		const zoom = this.#gl.getZoom() + Math.log2(by);
		this.#gl.zoomTo(zoom, isStill() ? { duration: 0, around } : { around });
	}

	/** Move to an extent. */
	frame(extent: Extent, animate = true): void {
		this.#fit(extent, animate && !isStill() ? 700 : 0);
	}

	/** What lies in the middle of the part that is free. */
	get middle(): LngLat {
		const { left, top, width, height } = this.#free;
		return this.#gl.unproject([left + width / 2, top + height / 2]);
	}

	get #free() {
		const { clientWidth, clientHeight } = this.#gl.getContainer();
		return freeBox(this.#room(), clientWidth, clientHeight);
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
		const { bounds, fitBoundsOptions } = start(this.#room());
		const camera = this.#gl.cameraForBounds(bounds!, fitBoundsOptions);
		return camera as { zoom: number; center: LngLatLike };
	}

	#fit(extent: Extent, duration: number): void {
		this.#gl.once('moveend', () => (this.#framed = { extent, place: this.place }));
		const room = this.#room();
		const padding = extent === COUNTRY ? room : roomier(room, AROUND_UNIT);
		this.#gl.fitBounds(extent, { padding, maxZoom: 12, duration });
	}
}

/** The reader wants no motion. */
export function isStill(): boolean {
	return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
