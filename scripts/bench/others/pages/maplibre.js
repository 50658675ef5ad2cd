import { Map as MapLibre, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { colourOf, load, ready } from './common.js';

setWorkerUrl(workerUrl);
const map = new MapLibre({
	container: 'map',
	style: { version: 8, sources: {}, layers: [] },
	bounds: [101.9, 6.4, 117.9, 23.6],
	attributionControl: false
});
const data = await load();
const collection = (month) => {
	for (const { properties } of data.communes.features)
		properties.colour = colourOf(properties[month], data);
	return data.communes;
};
const idle = () => new Promise((resolve) => map.once('idle', resolve));
if (!map.loaded()) await new Promise((resolve) => map.once('load', resolve));
map.addSource('communes', { type: 'geojson', data: collection(data.months[0]) });
map.addLayer({
	id: 'fill',
	type: 'fill',
	source: 'communes',
	paint: { 'fill-color': ['get', 'colour'] }
});
await idle();
let at = 0;
await ready(async () => {
	at = (at + 1) % data.months.length;
	map.getSource('communes').setData(collection(data.months[at]));
	await idle();
});
