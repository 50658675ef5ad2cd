/**
 * Where a month in progress will end. A unit's month is taken for a rate that varies from month to month (gamma) and
 * at which samples come (Poisson, in clumps); what came so far and its own past tell of the rate. How much rates vary
 * is measured on past months ({@link calibrate}), and whether the interval holds is tested on others ({@link backTest}).
 */
import { reached, THRESHOLD } from './threshold.ts';

/** What becomes of a unit. */
export const OUTLOOKS = ['unknown', 'will-miss', 'at-risk', 'on-course', 'reached'] as const;
export type Outlook = (typeof OUTLOOKS)[number];

/** Part of the final counts that the interval is to hold, and its quantile of the normal distribution. */
export const NOMINAL = 0.8;
const Z = 1.2816;
/** Months before that tell of a unit's rate. */
export const PAST_MONTHS = 3;
/** Samples from which all units together tell how a month differs from those before. */
const ENOUGH = 1000;

/** How rates vary. */
export interface Spread {
	/** Shape of the gamma distribution of a unit's rate around its past: high is steady. */
	shape: number;
	/** Samples that come together: high tells less of the rate. */
	clump: number;
}

/** Where nothing was measured: cautious. */
export const CAUTIOUS: Spread = { shape: 4, clump: 16 };

/** Final counts in unit order; `NaN` where nothing can be said. */
export interface Projection {
	expected: Float64Array;
	low: Float64Array;
	high: Float64Array;
	/** Index into {@link OUTLOOKS}. */
	outlook: Uint8Array;
}

/**
 * Project the counts so far to the month's end.
 * @param samples so far, in unit order
 * @param past counts of the months before, ascending; the last {@link PAST_MONTHS} are used
 * @param elapsed part of the month's days that is over, 0 to 1
 */
export function projectMonth(
	samples: Float64Array,
	past: readonly Float64Array[],
	elapsed: number,
	{ shape, clump }: Spread,
	threshold = THRESHOLD
): Projection {
	const count = samples.length;
	const none = () => new Float64Array(count).fill(NaN);
	const result = { expected: none(), low: none(), high: none(), outlook: new Uint8Array(count) };
	const usual = meanOf(past.slice(-PAST_MONTHS), count);
	const level = levelOf(samples, usual, elapsed);
	const rest = 1 - elapsed;
	for (let row = 0; row < count; row++) {
		const sofar = samples[row]!;
		if (Number.isNaN(sofar)) continue;
		const prior = usual[row]! * level;
		// Without a past only the pace of this month tells, and little.
		const [own, scale] = prior > 0 ? [shape, shape / prior] : [0.5, 0];
		const a = own + sofar / clump;
		const exposure = scale + elapsed / clump;
		if (exposure === 0) continue;
		const mean = (rest * a) / exposure;
		const variance = mean * clump + (mean * mean) / a;
		result.expected[row] = sofar + mean;
		result.low[row] = sofar + Math.floor(quantile(mean, variance, -Z));
		result.high[row] = sofar + Math.ceil(quantile(mean, variance, Z));
		result.outlook[row] = OUTLOOKS.indexOf(
			outlookOf(sofar, result.low[row]!, result.high[row]!, threshold)
		);
	}
	return result;
}

function outlookOf(sofar: number, low: number, high: number, threshold: number): Outlook {
	if (reached(sofar, threshold)) return 'reached';
	if (low >= threshold) return 'on-course';
	return high < threshold ? 'will-miss' : 'at-risk';
}

/** Quantile of a gamma distribution (Wilson and Hilferty, 1931); never negative. */
function quantile(mean: number, variance: number, z: number): number {
	if (mean <= 0) return 0;
	const shape = (mean * mean) / variance;
	const root = 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape));
	return Math.max(0, mean * Math.max(0, root) ** 3);
}

function meanOf(months: readonly Float64Array[], count: number): Float64Array {
	return Float64Array.from({ length: count }, (_, row) => {
		let [sum, known] = [0, 0];
		for (const month of months) {
			if (Number.isNaN(month[row]!)) continue;
			sum += month[row]!;
			known++;
		}
		return known ? sum / known : NaN;
	});
}

/** How this month differs from those before, over all units; 1 as long as too little is known. */
function levelOf(samples: Float64Array, usual: Float64Array, elapsed: number): number {
	let [now, expected] = [0, 0];
	for (let row = 0; row < samples.length; row++) {
		if (Number.isNaN(samples[row]!) || Number.isNaN(usual[row]!)) continue;
		now += samples[row]!;
		expected += usual[row]! * elapsed;
	}
	return now >= ENOUGH && expected >= ENOUGH ? now / expected : 1;
}

/** What a test of projections on whole months found. */
export interface BackTest {
	/** Part of the month that was over. */
	elapsed: number;
	/** Projections that were tested. */
	count: number;
	/** Part of the final counts that lay in the interval. */
	coverage: number;
	/** Of the units not yet there: how many were on course and reached it, were to miss and missed it. */
	onCourse: { count: number; right: number };
	willMiss: { count: number; right: number };
}

/** Parts of the month at which projections are tested. */
export const TESTED = [0.25, 0.5, 0.75] as const;
const SEED = 5691;
/** Shapes and clumps that are tried. */
const SHAPES = [1, 2, 4, 8, 16, 32, 64];
const CLUMPS = [1, 4, 16, 32];
const MOST_UNITS = 1500;
const DAYS = 30;

/**
 * Test projections on months that are known as a whole. Days within a month are not published: the part that had
 * come is drawn, seeded, with days of very different size (exponential), as campaigns make them.
 * @param months counts of months that follow each other; each is tested that has {@link PAST_MONTHS} before it
 * @param spread or how to find it from the months before the tested one
 */
export function backTest(
	months: readonly Float64Array[],
	elapsed: number,
	spread: Spread | ((before: readonly Float64Array[]) => Spread),
	threshold = THRESHOLD
): BackTest {
	const result: BackTest = {
		elapsed,
		count: 0,
		coverage: 0,
		onCourse: { count: 0, right: 0 },
		willMiss: { count: 0, right: 0 }
	};
	let held = 0;
	for (let at = PAST_MONTHS; at < months.length; at++) {
		const final = months[at]!;
		const before = months.slice(0, at);
		const sofar = drawPart(final, elapsed, SEED + at);
		const used = typeof spread === 'function' ? spread(before) : spread;
		const { low, high, outlook } = projectMonth(sofar, before, elapsed, used, threshold);
		for (let row = 0; row < final.length; row++) {
			if (Number.isNaN(low[row]!)) continue;
			result.count++;
			if (final[row]! >= low[row]! && final[row]! <= high[row]!) held++;
			const what = OUTLOOKS[outlook[row]!];
			if (what === 'on-course') tally(result.onCourse, reached(final[row]!, threshold));
			if (what === 'will-miss') tally(result.willMiss, !reached(final[row]!, threshold));
		}
	}
	result.coverage = result.count ? held / result.count : NaN;
	return result;
}

/** Months that {@link backTests} tests, the newest. */
const MOST_MONTHS = 6;

/**
 * Test projections as the page makes them, at all of {@link TESTED}: on the newest months, on a part of the units,
 * each month with a spread that was found on the months before it.
 */
export function backTests(months: readonly Float64Array[], threshold = THRESHOLD): BackTest[] {
	const every = Math.max(1, Math.ceil((months.at(-1)?.length ?? 0) / MOST_UNITS));
	const thin = months
		.slice(-MOST_MONTHS - PAST_MONTHS - 2)
		.map((month) => month.filter((_, row) => row % every === 0));
	const spreads = new Map<number, Spread>();
	const spread = (before: readonly Float64Array[]) => {
		const found = spreads.get(before.length) ?? calibrate(before);
		spreads.set(before.length, found);
		return found;
	};
	return TESTED.map((elapsed) => backTest(thin, elapsed, spread, threshold));
}

function tally(of: { count: number; right: number }, isRight: boolean): void {
	of.count++;
	if (isRight) of.right++;
}

/**
 * How rates vary, from months that follow each other: the spread whose interval holds as many of the final counts as
 * it says. Tried on a part of the units.
 */
export function calibrate(months: readonly Float64Array[]): Spread {
	if (months.length <= PAST_MONTHS) return CAUTIOUS;
	const every = Math.max(1, Math.ceil(months.at(-1)!.length / MOST_UNITS));
	const recent = months
		.slice(-PAST_MONTHS - 2)
		.map((month) => month.filter((_, row) => row % every === 0));
	const trials = TESTED.flatMap((elapsed) =>
		recent.slice(PAST_MONTHS).map((final, after) => ({
			elapsed,
			final,
			before: recent.slice(0, PAST_MONTHS + after),
			sofar: drawPart(final, elapsed, SEED - 1 - after)
		}))
	);
	let best = { spread: CAUTIOUS, miss: Infinity };
	for (const clump of CLUMPS)
		for (const shape of SHAPES) {
			const held = new Map<number, { count: number; held: number }>();
			for (const { elapsed, final, before, sofar } of trials) {
				const { low, high } = projectMonth(sofar, before, elapsed, { shape, clump });
				const tally = held.get(elapsed) ?? { count: 0, held: 0 };
				held.set(elapsed, tally);
				for (let row = 0; row < final.length; row++) {
					if (Number.isNaN(low[row]!)) continue;
					tally.count++;
					if (final[row]! >= low[row]! && final[row]! <= high[row]!) tally.held++;
				}
			}
			const misses = [...held.values()].map((of) => Math.abs(of.held / of.count - NOMINAL));
			const miss = Math.max(...misses);
			if (miss < best.miss) best = { spread: { shape, clump }, miss };
		}
	return best.spread;
}

/** A part of whole months, as if only so much of the time were over. */
function drawPart(final: Float64Array, elapsed: number, seed: number): Float64Array {
	const random = randomOf(seed);
	const over = Math.round(elapsed * DAYS);
	return final.map((count) => {
		let [until, all] = [0, 0];
		for (let day = 0; day < DAYS; day++) {
			const size = -Math.log(1 - random());
			all += size;
			if (day < over) until += size;
		}
		return Math.floor(count * (until / all) + random());
	});
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}
