/** Units of speed and latency: by their names, and by whether values are plausible in them. */

/** How many Mbit/s each is. */
export const SPEED_UNITS = {
	'Gbit/s': 1000,
	'MB/s': 8,
	'Mbit/s': 1,
	'kB/s': 0.008,
	'kbit/s': 0.001,
	'B/s': 0.000_008,
	'bit/s': 0.000_001
} as const;
export type SpeedUnit = keyof typeof SPEED_UNITS;

/** How many ms each is. */
export const LATENCY_UNITS = { ms: 1, s: 1000, µs: 0.001 } as const;
export type LatencyUnit = keyof typeof LATENCY_UNITS;

/** Mbit/s and ms; no network comes near. */
export const MOST_SPEED = 20_000;
/** Medians of networks lie within (Mbit/s): a tenth of the slowest published province and ten times the fixed target. */
const PLAUSIBLE_SPEED = [0.5, 2000] as const;
/** No unit's median is above this (Mbit/s): more is of another unit, or another column. */
const MOST_MEDIAN = 1000;
/** A median above this could be kbit/s of a slow network as well as Mbit/s of a fast one. */
const CLEAR_SPEED = 500;
/** ms */
const PLAUSIBLE_LATENCY = [2, 2000] as const;
/** Jitter of a good fixed network is far below its latency (ms). */
const LEAST_JITTER = 0.1;

/** The least median of a time that networks have, in ms. */
export function leastTime(role: string | undefined): number {
	return role === 'jitter' ? LEAST_JITTER : PLAUSIBLE_LATENCY[0];
}

const SPEED_WORDS: readonly [SpeedUnit, RegExp][] = [
	['Gbit/s', /(?<!\p{L})(?:gbps|gbit\s*\/?\s*s|gb\s*\/\s*s|gigabit)(?!\p{L})/iu],
	// Capital B is a byte, unless all letters are capitals.
	[
		'MB/s',
		/(?<!\p{L})(?:MB\s*\/\s*s|MBps|MByte\w*(?:\s*\/\s*(?:s|giây))?|[Mm]ega[Bb]yte\w*)(?!\p{L})/u
	],
	[
		'kB/s',
		/(?<!\p{L})(?:[kK]B\s*\/\s*s|[kK]Bps|[kK]Byte\w*(?:\s*\/\s*(?:s|giây))?|[kK]ilo[Bb]yte\w*)(?!\p{L})/u
	],
	[
		'Mbit/s',
		/(?<!\p{L})(?:mbps|mbit\s*\/?\s*s|mbits\s*\/?\s*s|mb\s*\/\s*(?:s|giây)|megabit\w*|mbit)(?!\p{L})/iu
	],
	[
		'kbit/s',
		/(?<!\p{L})(?:kbps|kbit\s*\/?\s*s|kbits\s*\/?\s*s|kb\s*\/\s*(?:s|giây)|kilobit\w*|kbit)(?!\p{L})/iu
	],
	['B/s', /(?<!\p{L})(?:B\s*\/\s*s|[Bb]ytes?\s*(?:\/|per|trên)\s*(?:s|sec\w*|giây))(?!\p{L})/u],
	['bit/s', /(?<!\p{L})(?:bps|bits?\s*\/\s*(?:s|giây)|bit\s*per\s*second)(?!\p{L})/iu]
];

/** What a header says of its unit of speed; `open` where capitals hide whether MB/S is bytes. */
export function speedUnitIn(text: string): SpeedUnit | 'open' | undefined {
	const isCapitals =
		text === text.toUpperCase() && /\p{L}{4}/u.test(text.replace(/MB\/?P?S|KB\/?P?S/g, ''));
	if (isCapitals && /(?<!\p{L})[MK]B\s*\/\s*S(?!\p{L})/u.test(text)) return 'open';
	const plain = isCapitals
		? text.toLowerCase()
		: text.replaceAll('_', ' ').replace(/(\p{Ll})(?=[MKG]bps)/gu, '$1 ');
	return SPEED_WORDS.find(([, words]) => words.test(plain))?.[0];
}

/** What a header says of its unit of latency. */
export function latencyUnitIn(text: string): LatencyUnit | undefined {
	const plain = text.toLowerCase().replaceAll('_', ' ');
	if (
		/(?<!\p{L})(?:ms|msec|mili\s*gi[aâ]y|milli\s*gi[aâ]y|milliseconds?|mgi[aâ]y)(?!\p{L})/u.test(
			plain
		)
	)
		return 'ms';
	if (/(?<!\p{L})(?:µs|μs|us|micro\s*gi[aâ]y|microseconds?)(?!\p{L})/u.test(plain)) return 'µs';
	if (/(?:\(|\[|\/|,|\s)(?:s|sec|gi[aâ]y|seconds?)(?:\)|\]|$|\s)/u.test(plain)) return 's';
	return undefined;
}

/** A unit as an option gives it: "Mbit/s", "kbps", "MB/s". */
export function speedUnit(text: string): SpeedUnit | undefined {
	const unit = speedUnitIn(text.trim());
	return unit === 'open' ? undefined : unit;
}

/** The middle of some values; `NaN` of none. */
export function medianOf(values: readonly number[]): number {
	if (values.length === 0) return NaN;
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[(sorted.length - 1) >> 1]!;
}

/**
 * Units in which values of speed are plausible.
 * @param values above 0, as written
 * @returns Mbit/s alone where no other fits; several, the likeliest first, where that has to be asked; none for no values
 */
export function plausibleSpeedUnits(values: readonly number[]): SpeedUnit[] {
	const middle = medianOf(values.filter((value) => value > 0));
	if (Number.isNaN(middle)) return [];
	const fits = (unit: SpeedUnit) => {
		const speed = middle * SPEED_UNITS[unit];
		return speed >= PLAUSIBLE_SPEED[0] && speed <= PLAUSIBLE_SPEED[1];
	};
	const isClear = middle >= PLAUSIBLE_SPEED[0] && middle < CLEAR_SPEED;
	if (isClear) return ['Mbit/s'];
	const units = (['Mbit/s', 'kbit/s', 'bit/s', 'B/s'] as const).filter(fits);
	if (units.length === 0) return ['Mbit/s', 'kbit/s', 'bit/s', 'B/s'];
	// A unit that nobody named changes every figure: what is written may be meant.
	return units.includes('Mbit/s') ? units : [...units, 'Mbit/s'];
}

/**
 * Published medians of Viet Nam are above 40 Mbit/s (download) and 15 (upload). Below these values Mbit/s of a very slow
 * place are no likelier than MB/s of a usual one, as programs that download show them: eight times as much.
 */
const MOST_IN_BYTES: Partial<Record<string, number>> = { download: 15, upload: 5 };

/** True for the middle of values that may be MB/s as well as Mbit/s, where no unit is named. */
export function mayBeBytes(role: string | undefined, middle: number): boolean {
	return middle >= 0.5 && middle < (MOST_IN_BYTES[role ?? ''] ?? 0);
}

/** False for medians (Mbit/s) that no network has: the header names another unit than the values have. */
export function isSensibleSpeed(middle: number): boolean {
	return !(middle < 0.1 || middle > MOST_MEDIAN);
}

/** Units in which values of latency are plausible; as {@link plausibleSpeedUnits}. */
export function plausibleLatencyUnits(
	values: readonly number[],
	least: number = PLAUSIBLE_LATENCY[0]
): LatencyUnit[] {
	const middle = medianOf(values.filter((value) => value > 0));
	if (Number.isNaN(middle)) return [];
	if (middle >= least && middle <= PLAUSIBLE_LATENCY[1]) return ['ms'];
	return middle < least ? ['s', 'ms'] : ['µs', 'ms'];
}
