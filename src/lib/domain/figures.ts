/**
 * The one table of figures: what each is called, in which unit it comes, how its columns are named, where its classes
 * break. Readers, store, statistics, published files, names and exports take their columns from here: a new figure of
 * measurements is one entry with a `reading`.
 */
/** `share`: values from 0 to 1, shown in per cent. */
export type MeasureUnit = 'samples' | 'mbps' | 'ms' | 'share';

/** What single measurements tell, and months' tables give as median or mean. */
export interface ReadingFacts {
	/** Column of published files. */
	column: string;
	/** Headers of inputs: folded, without blanks, units and statistic. */
	headers: RegExp;
	/** Published with one decimal, and from this value on with none: finer figures would be noise. */
	wholeFrom: number;
	/** Above it, a value is a slip. */
	most: number;
	/** Files of earlier versions don't have the column: nothing is known of it there. */
	isLater?: true;
}

interface Figure {
	/** In code, addresses and files. */
	name: string;
	kind: 'count' | 'share' | 'speed' | 'time';
	unit: MeasureUnit;
	/** Which values are good ones: that end of the colours is the stronger. */
	better: 'more' | 'less';
	vi: string;
	en: string;
	/** Only of {@link Reading}s. */
	reading?: ReadingFacts;
	/**
	 * Where classes break where no document says it, by network: as many are taken, in this order, as the documents
	 * leave. A network that isn't named has those of the network that it is a part of, or the first.
	 */
	breaks: Readonly<Record<string, readonly number[]>> & { mobile: readonly number[] };
}

/** No document sets a share: a tenth, a quarter, half, and the same from above. */
const SHARES = { mobile: [0.1, 0.25, 0.5, 0.75, 0.9] } as const;
/** Those of the download itself, so that maps of percentiles compare with it. */
const DOWNLOAD = {
	mobile: [70, 20, 40, 100, 30],
	fixed: [100, 50, 150, 300, 200],
	'5g': [200, 50, 300, 500, 100]
} as const;
const MOST_SPEED = 20_000;

export const FIGURES = [
	{
		name: 'samples',
		kind: 'count',
		unit: 'samples',
		better: 'more',
		vi: 'Số mẫu',
		en: 'Samples',
		/** Of networks without a threshold; with one, thirds of it (`measure.ts`). */
		breaks: { mobile: [1, 10, 50, 100, 500] }
	},
	{
		name: 'download',
		kind: 'speed',
		unit: 'mbps',
		better: 'more',
		vi: 'Tải xuống',
		en: 'Download',
		reading: {
			column: 'download_mbps',
			headers:
				/^(download|downloadspeed|down|dl|taixuong|tocdotaixuong|tocdotai|tocdodownload|tocdodl)$/,
			wholeFrom: 100,
			most: MOST_SPEED
		},
		breaks: DOWNLOAD
	},
	{
		name: 'upload',
		kind: 'speed',
		unit: 'mbps',
		better: 'more',
		vi: 'Tải lên',
		en: 'Upload',
		reading: {
			column: 'upload_mbps',
			headers: /^(upload|uploadspeed|up|ul|tailen|tocdotailen|tocdoupload|tocdoul)$/,
			wholeFrom: 100,
			most: MOST_SPEED
		},
		breaks: {
			mobile: [5, 10, 15, 20, 30],
			fixed: [50, 100, 150, 200, 300],
			'5g': [10, 20, 40, 60, 100]
		}
	},
	{
		name: 'latency',
		kind: 'time',
		unit: 'ms',
		better: 'less',
		vi: 'Độ trễ',
		en: 'Latency',
		reading: {
			column: 'latency_ms',
			headers: /^(latency|ping|rtt|dotre|thoigiantre)$/,
			wholeFrom: 20,
			most: MOST_SPEED
		},
		breaks: {
			mobile: [20, 30, 40, 60, 100],
			fixed: [5, 10, 15, 20, 40],
			'5g': [10, 15, 20, 30, 50]
		}
	},
	{
		name: 'jitter',
		kind: 'time',
		unit: 'ms',
		better: 'less',
		vi: 'Độ rung',
		en: 'Jitter',
		reading: {
			column: 'jitter_ms',
			headers: /^(jitter|dorung|biendongtre|biendotre|dobiendongtre|daodongtre)$/,
			wholeFrom: 20,
			most: MOST_SPEED,
			isLater: true
		},
		breaks: {
			mobile: [2, 5, 10, 20, 40],
			fixed: [1, 2, 4, 8, 15],
			'5g': [2, 4, 8, 15, 30]
		}
	},
	{
		name: 'coverage',
		kind: 'share',
		unit: 'share',
		better: 'more',
		vi: 'Tỷ lệ xã đạt',
		en: 'Communes reached',
		/** Of the communes of a unit that reached the threshold: most provinces are in the low classes. */
		breaks: { mobile: [0.01, 0.05, 0.1, 0.25, 0.5] }
	},
	{
		name: 'share_40',
		kind: 'share',
		unit: 'share',
		better: 'more',
		vi: 'Tỷ lệ mẫu ≥ 40 Mbit/s',
		en: 'Samples ≥ 40 Mbit/s',
		breaks: SHARES
	},
	{
		name: 'share_100',
		kind: 'share',
		unit: 'share',
		better: 'more',
		vi: 'Tỷ lệ mẫu ≥ 100 Mbit/s',
		en: 'Samples ≥ 100 Mbit/s',
		breaks: SHARES
	},
	{
		name: 'p10_download',
		kind: 'speed',
		unit: 'mbps',
		better: 'more',
		vi: 'Tải xuống, phân vị 10%',
		en: 'Download, 10th percentile',
		breaks: DOWNLOAD
	},
	{
		name: 'p90_download',
		kind: 'speed',
		unit: 'mbps',
		better: 'more',
		vi: 'Tải xuống, phân vị 90%',
		en: 'Download, 90th percentile',
		breaks: DOWNLOAD
	},
	{
		name: 'spatial_coverage',
		kind: 'share',
		unit: 'share',
		better: 'more',
		vi: 'Độ phủ không gian',
		en: 'Spatial coverage',
		breaks: SHARES
	}
] as const satisfies readonly Figure[];

type Entry = (typeof FIGURES)[number];

/** What the map colours. */
export type Measure = Entry['name'];

/** What each measurement reads and a month's table may give: a speed or a time. */
export type Reading = Extract<Entry, { reading: ReadingFacts }>['name'];

const OF = Object.fromEntries(FIGURES.map((figure) => [figure.name, figure])) as unknown as Record<
	Measure,
	Figure
>;

/** Everything that is known of a figure. */
export function figureOf(measure: Measure): Readonly<Figure> {
	return OF[measure];
}

/** All readings, in the order of the table. */
export const READINGS: readonly Reading[] = FIGURES.flatMap((figure) =>
	'reading' in figure ? [figure.name] : []
);

/** How a reading is read and published. */
export function readingFacts(reading: Reading): ReadingFacts {
	return OF[reading].reading!;
}

export function isReading(name: string): name is Reading {
	return (READINGS as readonly string[]).includes(name);
}

/** An entry for each reading. */
export function byReading<T>(of: (reading: Reading) => T): Record<Reading, T> {
	return Object.fromEntries(READINGS.map((reading) => [reading, of(reading)])) as Record<
		Reading,
		T
	>;
}
