import { m, type Locale } from '../i18n/locale.ts';
import type { Room } from './room.ts';

/** West, south, east, north in degrees. */
export type Extent = [west: number, south: number, east: number, north: number];

/** All of Viet Nam with both archipelagos: what every national view shows. */
export const COUNTRY: Extent = [101.9, 6.4, 117.9, 23.6];

/** Pixels that stay free around a unit that a map frames, beside which lie buttons and the scope. */
export const AROUND_UNIT: Room = { top: 46, right: 16, bottom: 0, left: 44 };

/** Where the two archipelagos lie; a picture that does not hold both gets an inset that does. */
export const ARCHIPELAGOS: readonly Extent[] = [
	[111, 15.6, 113, 17.3],
	[111, 6.6, 116.5, 12.2]
];

/** A text that is drawn on the map, with its place. */
export interface SeaLabel {
	name: string;
	lon: number;
	lat: number;
	/** Pixels. */
	size: number;
	/** Distance between letters in em. */
	spacing: number;
	/** True for the archipelagos, which are land of Viet Nam. */
	land: boolean;
}

/** Names of the sea and of both archipelagos. */
export function seaLabels(locale: Locale): SeaLabel[] {
	const words = { locale };
	return [
		{ name: m.sea({}, words), lon: 112.4, lat: 13.3, size: 17, spacing: 0.18, land: false },
		{
			name: m.archipelago_hoang_sa({}, words),
			lon: 112.0,
			lat: 15.35,
			size: 12,
			spacing: 0,
			land: true
		},
		{
			name: m.archipelago_truong_sa({}, words),
			lon: 113.4,
			lat: 7.35,
			size: 12,
			spacing: 0,
			land: true
		}
	];
}

/** True when `outer` holds all of `inner`. */
export function holds(outer: Extent, inner: Extent): boolean {
	return (
		outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3]
	);
}
