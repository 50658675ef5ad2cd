import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { Provider } from 'react-redux';
import { applyMiddleware, combineReducers, legacy_createStore as createStore } from 'redux';
import { addDataToMap, layerVisualChannelConfigChange } from '@kepler.gl/actions';
import { KeplerGl } from '@kepler.gl/components';
import { processGeojson } from '@kepler.gl/processors';
import { enhanceReduxMiddleware, keplerGlReducer } from '@kepler.gl/reducers';
import { load, ready } from './common.js';

const reducer = keplerGlReducer.initialState({
	uiState: { readOnly: true, currentModal: null },
	mapStyle: { styleType: 'no_map' }
});
const store = createStore(
	combineReducers({ keplerGl: reducer }),
	{},
	applyMiddleware(...enhanceReduxMiddleware([]))
);
let afterRender = () => {};
const box = document.getElementById('map');
createRoot(box).render(
	createElement(
		Provider,
		{ store },
		createElement(KeplerGl, {
			id: 'map',
			mapboxApiAccessToken: '',
			width: box.clientWidth,
			height: box.clientHeight,
			// KeplerGl 3.2 doesn't hand its deckRenderCallbacks on, so the calls of WebGL tell when deck.gl draws.
			onDeckInitialized: (_, gl) => {
				for (const name of [
					'drawElements',
					'drawArrays',
					'drawElementsInstanced',
					'drawArraysInstanced'
				]) {
					const draw = gl[name].bind(gl);
					gl[name] = (...given) => {
						draw(...given);
						afterRender();
					};
				}
			}
		})
	)
);
const data = await load();
const layerOf = () => store.getState().keplerGl.map?.visState.layers[0];
/** Resolves when deck.gl has drawn and nothing follows for a while. */
const atRest = () =>
	new Promise((resolve) => {
		let timer;
		afterRender = () => {
			if (!layerOf()) return;
			clearTimeout(timer);
			timer = setTimeout(resolve, REST, performance.now());
		};
	});
const REST = 400;
const field = (name) => ({ name, type: 'integer' });
const first = atRest();
store.dispatch(
	addDataToMap({
		datasets: { info: { id: 'communes', label: 'communes' }, data: processGeojson(data.communes) },
		options: { centerMap: true, readOnly: true },
		config: {
			version: 'v1',
			config: {
				mapStyle: { styleType: 'no_map' },
				visState: {
					layers: [
						{
							id: 'communes',
							type: 'geojson',
							config: {
								dataId: 'communes',
								label: 'communes',
								columns: { geojson: '_geojson' },
								isVisible: true,
								visConfig: {
									stroked: false,
									filled: true,
									colorRange: { colors: data.colours.slice(1) }
								}
							},
							visualChannels: { colorField: field(data.months[0]), colorScale: 'quantile' }
						}
					]
				}
			}
		}
	})
);
await first;
let at = 0;
await ready(async () => {
	at = (at + 1) % data.months.length;
	const drawn = atRest();
	const { fields } = store.getState().keplerGl.map.visState.datasets.communes;
	const colorField = fields.find(({ name }) => name === data.months[at]);
	store.dispatch(layerVisualChannelConfigChange(layerOf(), { colorField }, 'color'));
	return await drawn;
});
