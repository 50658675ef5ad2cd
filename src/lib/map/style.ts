import latin400 from '../fonts/be-vietnam-pro-latin-400-normal.woff2?url';
import latin600 from '../fonts/be-vietnam-pro-latin-600-normal.woff2?url';
import vietnamese400 from '../fonts/be-vietnam-pro-vietnamese-400-normal.woff2?url';
import vietnamese600 from '../fonts/be-vietnam-pro-vietnamese-600-normal.woff2?url';
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { GROUND, type Theme } from '../domain/colour.ts';
import type { Level } from '../domain/unit.ts';

/** Unicode ranges of the two files of the font that Vietnamese and English need. */
const VIETNAMESE = [
	'U+0102-0103',
	'U+0110-0111',
	'U+0128-0129',
	'U+0168-0169',
	'U+01A0-01A1',
	'U+01AF-01B0',
	'U+0300-0301',
	'U+0303-0304',
	'U+0308-0309',
	'U+0323-0323',
	'U+1EA0-1EF9',
	'U+20AB-20AB'
];
const LATIN = ['U+0000-00FF', 'U+2000-206F'];

/** Layer under which hexagons are drawn: lines and labels stay above them. */
export const FIRST_OVERLAY = 'overlay-start';

/** The empty style: sea, fonts, and marks in the stack between which layers are put. */
export function emptyStyle(theme: Theme): StyleSpecification {
	const face = (vietnamese: string, latin: string) => [
		{ url: absolute(vietnamese), 'unicode-range': VIETNAMESE },
		{ url: absolute(latin), 'unicode-range': LATIN }
	];
	const marker = (id: string): LayerSpecification => ({
		id,
		type: 'background',
		layout: { visibility: 'none' }
	});
	return {
		version: 8,
		// The change between overview and detail is to be over in one frame.
		transition: { duration: 0, delay: 0 },
		'font-faces': {
			Regular: face(vietnamese400, latin400),
			SemiBold: face(vietnamese600, latin600)
		},
		sources: {},
		layers: [
			{ id: 'sea', type: 'background', paint: { 'background-color': GROUND[theme].sea } },
			marker(FIRST_OVERLAY),
			marker('labels-start'),
			// Names of the sea and the archipelagos stand above, so those of units give way to them.
			marker('labels-end')
		]
	};
}

function absolute(url: string): string {
	return new URL(url, location.href).href;
}

const state = (key: string, otherwise: string | number): ExpressionSpecification => [
	'coalesce',
	['feature-state', key],
	otherwise
];

/** Layers of one level of one edition; `source` is its polygons. */
export function levelLayers(
	source: string,
	level: Level,
	theme: Theme
): { fills: LayerSpecification[]; lines: LayerSpecification[] } {
	const ground = GROUND[theme];
	const width = { province: 0.9, district: 0.5, commune: 0.25 }[level];
	return {
		fills: [
			{
				id: `${source}/fill`,
				type: 'fill',
				source,
				paint: {
					'fill-color': ['to-color', state('colour', 'rgba(0,0,0,0)')],
					'fill-antialias': level !== 'commune'
				}
			},
			{
				id: `${source}/hatch`,
				type: 'fill',
				source,
				paint: {
					'fill-pattern': `hatch-${theme}`,
					'fill-opacity': [
						'interpolate',
						['linear'],
						['zoom'],
						6,
						state('hatchFar', 0),
						8,
						state('hatch', 0)
					]
				}
			},
			{
				id: `${source}/reached`,
				type: 'line',
				source,
				paint: {
					'line-color': ground.mark,
					'line-width': [
						'interpolate',
						['linear'],
						['zoom'],
						5,
						width * 0.7,
						8,
						width * 2.4,
						10,
						3
					],
					'line-opacity': state('reached', 0)
				}
			},
			{
				id: `${source}/line`,
				type: 'line',
				source,
				paint: {
					'line-color': ground.line,
					'line-width': [
						'interpolate',
						['linear'],
						['zoom'],
						5,
						level === 'commune' ? 0.12 : width,
						9,
						width * 2.2
					],
					// At national zoom the lines of 10,599 communes would hide the colours between them.
					'line-opacity': [
						'interpolate',
						['linear'],
						['zoom'],
						5,
						level === 'commune' ? 0 : 0.6,
						8,
						0.85
					]
				}
			}
		],
		lines: [
			{
				id: `${source}/focus`,
				type: 'line',
				source,
				paint: {
					'line-color': ground.focus,
					// Lines without width cost the map as much as others do: all are left out while none has any.
					'line-opacity': 0,
					'line-width': state('focus', 0)
				}
			}
		]
	};
}

/** Viet Nam's land below everything: seen between hexagons, through filtered classes, and where a level has no unit. */
export function groundLayer(source: string, theme: Theme): LayerSpecification {
	return {
		id: `${source}/ground`,
		type: 'fill',
		source,
		paint: { 'fill-color': GROUND[theme].blank }
	};
}

/** Outlines of an upper level drawn over a lower one. */
export function outlineLayer(source: string, level: Level, theme: Theme): LayerSpecification {
	return {
		id: `${source}/outline`,
		type: 'line',
		source,
		layout: { 'line-join': 'round' },
		paint: {
			'line-color': GROUND[theme].provinceLine,
			'line-width': [
				'interpolate',
				['linear'],
				['zoom'],
				5,
				level === 'province' ? 0.6 : 0.15,
				10,
				level === 'province' ? 1.8 : 1
			],
			'line-opacity':
				level === 'province' ? 0.75 : ['interpolate', ['linear'], ['zoom'], 5.5, 0, 7.5, 0.5]
		}
	};
}

/** Names of the units of a level, from the zoom at which they fit. */
export function labelLayer(source: string, level: Level, theme: Theme): LayerSpecification {
	const ground = GROUND[theme];
	return {
		id: `${source}/label`,
		type: 'symbol',
		source,
		minzoom: { province: 3.4, district: 8, commune: 9.8 }[level],
		...(level === 'province' ? { maxzoom: 10.5 } : {}),
		layout: {
			'text-field': ['get', 'name'],
			'text-font': [level === 'province' ? 'SemiBold' : 'Regular'],
			'text-size':
				level === 'province'
					? ['interpolate', ['linear'], ['zoom'], 3.5, 9, 5, 10.5, 7, 13]
					: { district: 11.5, commune: 11 }[level],
			'text-max-width': 7,
			'text-padding': 3
		},
		paint: {
			'text-color': ground.ink,
			'text-halo-color': ground.halo,
			'text-halo-width': 1.4,
			'text-halo-blur': 0.3
		}
	};
}

/** Names of the sea and the two archipelagos; always drawn. */
export function seaLabelLayer(source: string, theme: Theme): LayerSpecification {
	const ground = GROUND[theme];
	return {
		id: `${source}/label`,
		type: 'symbol',
		source,
		layout: {
			'text-field': ['get', 'name'],
			'text-font': ['SemiBold'],
			'text-size': ['get', 'size'],
			'text-letter-spacing': ['get', 'spacing'],
			'text-allow-overlap': true,
			'text-ignore-placement': false,
			'text-max-width': 20
		},
		paint: {
			'text-color': ['case', ['get', 'land'], ground.ink, ground.seaInk],
			'text-halo-color': ['case', ['get', 'land'], ground.halo, ground.sea],
			'text-halo-width': 1.4
		}
	};
}

/** A diagonal hatch that tiles without seams: for each theme, and one in two tones for maps of a change. */
export function hatchImage(of: Theme | 'change'): ImageData {
	const size = 12;
	const canvas = document.createElement('canvas');
	canvas.width = canvas.height = size;
	const context = canvas.getContext('2d')!;
	const lines: [colour: string, by: number][] =
		of === 'change'
			? [
					['rgba(15,23,42,0.75)', 0],
					['rgba(255,255,255,0.8)', 3]
				]
			: [[of === 'light' ? 'rgba(15,23,42,0.62)' : 'rgba(8,12,20,0.6)', 0]];
	context.lineWidth = 1.6;
	for (const [colour, by] of lines) draw(context, colour, by, size);
	return context.getImageData(0, 0, size, size);
}

function draw(context: CanvasRenderingContext2D, colour: string, by: number, size: number): void {
	context.strokeStyle = colour;
	for (const shift of [-size, 0, size].map((each) => each + by)) {
		context.beginPath();
		context.moveTo(shift - 2, size + 2);
		context.lineTo(shift + size + 2, -2);
		context.stroke();
	}
}
