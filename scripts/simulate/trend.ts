import { monthRange, type Month } from '../../src/lib/domain/month.ts';

/** Networks and readings that are simulated. */
export const SIMULATED_NETWORKS = ['mobile', 'fixed'] as const;
export type Network = (typeof SIMULATED_NETWORKS)[number];
export const SIMULATED_READINGS = ['download', 'upload', 'latency'] as const;
export type Reading = (typeof SIMULATED_READINGS)[number];

/** Values at some months; straight lines between them. */
type Anchors = Readonly<Record<Month, number>>;

/**
 * Samples per thousand inhabitants without the model provinces' campaigns: slow in 2024, faster after the
 * letter of 31 December 2024 sets 300 samples as the aim, back with the merger of July 2025, then up again.
 */
const SAMPLES: Record<Network, Anchors> = {
	mobile: { '2024-07': 1.15, '2024-11': 1.72, '2025-06': 2.9, '2025-07': 2.3, '2026-10': 3.7 },
	fixed: { '2024-07': 2.0, '2024-11': 2.7, '2025-06': 4.2, '2025-07': 3.6, '2026-10': 5.2 }
};

/** Tết (29 January 2025, 17 February 2026) and the change of units on 1 July 2025. */
const SEASON: Readonly<Record<Month, number>> = {
	'2025-01': 0.68,
	'2025-02': 0.8,
	'2025-07': 0.62,
	'2025-08': 0.8,
	'2026-01': 0.92,
	'2026-02': 0.64
};

/**
 * Medians of the country. Published: mobile download 38.7 in March and 54.3 in July 2024, fixed 258 / 195 in
 * July 2025 (data/SOURCES.md); 5G since October 2024. The rest is made up.
 */
const MEDIANS: Record<Network, Record<Reading, Anchors>> = {
	mobile: {
		download: { '2024-03': 38.7, '2024-07': 54.3, '2024-11': 63, '2025-07': 79, '2026-10': 106 },
		upload: { '2024-03': 17.4, '2024-07': 21.2, '2025-07': 26, '2026-10': 32 },
		latency: { '2024-03': 39, '2024-07': 37, '2025-07': 33, '2026-10': 29 }
	},
	fixed: {
		download: { '2024-07': 176, '2025-07': 258, '2026-10': 322 },
		upload: { '2024-07': 138, '2025-07': 195, '2026-10': 247 },
		latency: { '2024-07': 9.8, '2025-07': 8.6, '2026-10': 7.4 }
	}
};

/**
 * A province that organises its own campaign: its samples grow by `gain` over `ramp` months from `start`,
 * and ease to {@link LASTING} of it in the year after.
 */
interface Campaign {
	province: string;
	start: Month;
	ramp: number;
	gain: number;
}

const LASTING = 0.5;
/** Campaigns are held outdoors, on phones. */
const CAMPAIGN_PART: Record<Network, number> = { mobile: 1, fixed: 0.4 };
const EASING_MONTHS = 12;

/** Thái Nguyên's is known (64,595 samples in November 2024); the others are made up. */
const CAMPAIGNS: readonly Campaign[] = [
	{ province: '19', start: '2024-09', ramp: 2, gain: 33 },
	{ province: '48', start: '2025-01', ramp: 5, gain: 5 },
	{ province: '22', start: '2025-03', ramp: 6, gain: 5 },
	{ province: '46', start: '2025-09', ramp: 6, gain: 6 },
	{ province: '92', start: '2025-10', ramp: 5, gain: 5 },
	{ province: '68', start: '2026-01', ramp: 6, gain: 4 },
	{ province: '40', start: '2026-03', ramp: 6, gain: 4 }
];

/** Samples per thousand inhabitants in the country. */
export function samplesRate(network: Network, month: Month): number {
	return between(SAMPLES[network], month) * (SEASON[month] ?? 1);
}

/** How many times more samples a province's own campaign brings. */
export function campaignGain(province: string, network: Network, month: Month): number {
	const campaign = CAMPAIGNS.find((candidate) => candidate.province === province);
	if (!campaign) return 1;
	const age = monthRange(campaign.start, month).length - 1;
	const grown = Math.min(1, Math.max(0, age / campaign.ramp));
	const eased = Math.min(1, Math.max(0, (age - campaign.ramp) / EASING_MONTHS));
	return 1 + (campaign.gain - 1) * grown * (1 - (1 - LASTING) * eased) * CAMPAIGN_PART[network];
}

/** Median of the country in Mbit/s or ms. */
export function nationalMedian(network: Network, reading: Reading, month: Month): number {
	return between(MEDIANS[network][reading], month);
}

/** Logarithm of how much more download a dense city has than the country; grows with 5G. */
export function cityGain(network: Network, month: Month): number {
	if (network === 'fixed') return 0.12;
	return between({ '2024-09': 0.12, '2025-07': 0.3, '2026-10': 0.42 }, month);
}

/** Outside of the anchors the nearest one holds. */
function between(anchors: Anchors, month: Month): number {
	const at = Object.keys(anchors).sort();
	const after = at.findIndex((anchor) => anchor >= month);
	if (after === 0) return anchors[at[0]!]!;
	if (after < 0) return anchors[at.at(-1)!]!;
	const [low, high] = [at[after - 1]!, at[after]!];
	const part = (monthRange(low, month).length - 1) / (monthRange(low, high).length - 1);
	return anchors[low]! + (anchors[high]! - anchors[low]!) * part;
}
