import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Theme } from '../domain/colour.ts';
import type { Extent } from '../domain/sea.ts';

/** A map as it is on screen. */
export interface Seen {
	/** PNG as a `data:` URL. */
	href: string;
	/** Pixels of the page. */
	width: number;
	height: number;
	extent: Extent;
	theme: Theme;
}

const offers = new WeakMap<Element, { gl: MapLibreMap; theme: Theme }>();

/** From now on {@link pictureIn} finds the map in this element. */
export function offerPicture(element: Element, gl: MapLibreMap, theme: Theme): void {
	offers.set(element, { gl, theme });
}

/** What takes a picture of the map in an element; absent where none is drawn. */
export function pictureIn(element: Element): (() => Promise<Seen>) | undefined {
	const offer = offers.get(element);
	return offer && (async () => ({ ...(await take(offer.gl)), theme: offer.theme }));
}

/** The drawing buffer holds a picture only until the browser has shown it: it is copied right after a frame. */
async function take(gl: MapLibreMap): Promise<Omit<Seen, 'theme'>> {
	const blob = await new Promise<Blob | null>((resolve) => {
		gl.once('render', () => gl.getCanvas().toBlob(resolve, 'image/png'));
		gl.triggerRepaint();
	});
	if (!blob) throw new Error('the map gave no picture');
	const { clientWidth: width, clientHeight: height } = gl.getContainer();
	const bounds = gl.getBounds();
	return {
		href: await urlOf(blob),
		width,
		height,
		extent: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]
	};
}

function urlOf(blob: Blob): Promise<string> {
	return new Promise((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve(reader.result as string);
		reader.onerror = () => reject(reader.error ?? new Error('the picture could not be read'));
		reader.readAsDataURL(blob);
	});
}
