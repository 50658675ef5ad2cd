/** What the WebGL map needs before there is anything to draw. */
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { m } from '../i18n/locale.ts';

let able: boolean | undefined;

/** True when the browser draws WebGL 2; asked once, as each answer costs a graphics context. */
export function canDrawMap(): boolean {
	able ??= document.createElement('canvas').getContext('webgl2') !== null;
	return able;
}

/** Have the map's program fetched, which is as large as all else together. */
export function prepareMap(): void {
	const ignore = () => {
		// The map asks again, and says so when it fails.
	};
	import('../map/coverage-map.ts').catch(ignore);
	// Else it would be asked for only when the program has come and runs.
	fetch(workerUrl).catch(ignore);
}

/** How a map inside of another page is zoomed and moved, by the names that MapLibre gives these texts. */
export function gestureTexts(): Record<string, string> {
	return {
		'CooperativeGesturesHandler.WindowsHelpText': m.embed_zoom({ key: 'Ctrl' }),
		'CooperativeGesturesHandler.MacHelpText': m.embed_zoom({ key: '⌘' }),
		'CooperativeGesturesHandler.MobileHelpText': m.embed_fingers()
	};
}
