/** What all pages share: the units and values that this site draws, by the same files. */
import { feature } from 'topojson-client';

/** Frames that nothing may change in until a map counts as drawn. */
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Communes as GeoJSON with their samples in each month, `null` without data. */
export async function load() {
	const [topology, { months, breaks, colours }] = await Promise.all(
		['units.topo.json', 'values.json'].map(async (name) => (await fetch(name)).json())
	);
	const communes = feature(topology, topology.objects.communes);
	const names = Object.keys(months);
	communes.features.forEach(({ id, properties }, row) => {
		properties.code = id;
		for (const name of names) properties[name] = months[name][row];
	});
	return { communes, months: names, breaks, colours };
}

/** Colour of a value: of no data, then one for each class. */
export function colourOf(value, { breaks, colours }) {
	if (value === null) return colours[0];
	return colours[breaks.filter((bound) => value >= bound).length + 1];
}

/**
 * Tell the bench that the map is there.
 * @param change shows the next month; resolves when that is drawn
 */
export async function ready(change) {
	await frame();
	await frame();
	window.bench = { ready: performance.now(), change };
}
