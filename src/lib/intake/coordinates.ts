/** Places as files write them: degrees with either decimal sign, degrees and minutes, both in one cell, WKT. */
import type { Cell } from './sheet.ts';

/** Longitudes and latitudes between which all of Viet Nam lies, its archipelagos too. */
const LON = [100, 119] as const;
const LAT = [6, 24.5] as const;

const PLAIN = /^[-+]?\d{1,3}(?:[.,]\d+)?$/;
const HEMISPHERE = /^([NSEWBĐĐ])|([NSEWBĐT])$/iu;
const PARTS =
	/^(\d{1,3})\s*(?:°|º|˚|d|độ|\s)\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:'|′|’|m|phút|\s|$)\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:"|″|”|''|s|giây)?)?)?$/u;

/** A number of degrees; nothing when the text is none. */
export function degreesOf(cell: Cell | undefined): number | undefined {
	if (typeof cell === 'number') return cell;
	if (typeof cell !== 'string') return undefined;
	const text = cell.trim().slice(0, 60).normalize('NFC');
	if (PLAIN.test(text)) return Number(text.replace(',', '.'));
	if (/^[-+]?\d*\.?\d+e[-+]?\d+$/i.test(text)) return Number(text);
	return sexagesimal(text);
}

/** 21°02'18.7"N, N 21 02.312, 21° 2′ 18,7″ B (Bắc). */
function sexagesimal(text: string): number | undefined {
	const side = HEMISPHERE.exec(text);
	const sign = /^-/.test(text) || /[SWT]/i.test(side?.[0] ?? '') ? -1 : 1;
	const bare = text.replace(HEMISPHERE, '').replace(/^[-+]/, '').trim();
	if (side && PLAIN.test(bare)) return sign * Number(bare.replace(',', '.'));
	if (/^\d{1,3}(?:[.,]\d+)?\s*°$/.test(bare))
		return sign * Number(bare.replace(/\s*°/, '').replace(',', '.'));
	const parts = PARTS.exec(bare);
	if (!parts) return undefined;
	const [degrees, minutes, seconds] = parts
		.slice(1)
		.map((part) => Number((part ?? '0').replace(',', '.'))) as [number, number, number];
	if (minutes >= 60 || seconds >= 60) return undefined;
	return sign * (degrees + minutes / 60 + seconds / 3600);
}

/** Two numbers in one cell, in the order in which they stand. */
export function pairOf(cell: Cell | undefined): [number, number] | undefined {
	if (typeof cell !== 'string') return undefined;
	const text = cell.trim().slice(0, 120);
	const point = /^(?:SRID=\d+;\s*)?POINT\s*Z?\s*\(\s*([-+\d.e]+)\s+([-+\d.e]+)[^)]*\)$/i.exec(text);
	if (point) return swap(numbers(point[1]!, point[2]!));
	const bare = text.replace(/^[[({]\s*|\s*[\])}]$/g, '');
	for (const sign of [/\s*;\s*/, /\s*\|\s*/, /,\s+/, /\s*,\s*/, /\s+/]) {
		const parts = bare.split(sign);
		if (parts.length === 2) {
			const pair = numbers(parts[0]!, parts[1]!);
			if (pair) return pair;
		}
	}
	// "21,0385, 105,8385" and "21,0385,105,8385"
	const commas = /^(\d{1,3},\d+)\s*,\s*(\d{1,3},\d+)$/.exec(bare);
	return commas ? numbers(commas[1]!, commas[2]!) : undefined;
}

/** WKT stands longitude first; pairs elsewhere are looked at by {@link orderOf}. */
function swap(pair: [number, number] | undefined): [number, number] | undefined {
	return pair && [pair[1], pair[0]];
}

function numbers(a: string, b: string): [number, number] | undefined {
	const [first, second] = [degreesOf(a), degreesOf(b)];
	return first === undefined || second === undefined ? undefined : [first, second];
}

/** True for values that are longitudes of Viet Nam, and no latitudes anywhere. */
export function isLongitude(value: number): boolean {
	return value >= LON[0] && value <= LON[1];
}

/** True for values that are latitudes of Viet Nam. */
export function isLatitude(value: number): boolean {
	return value >= LAT[0] && value <= LAT[1];
}
