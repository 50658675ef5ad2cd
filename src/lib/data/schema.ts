/**
 * The one description of every published file, used by its writer (`scripts/`) and its reader (`src/lib/data/`).
 * A change that an old reader cannot read raises {@link VERSION} and keeps a fixture of the old version.
 */
import { originEntries, sentEntry } from './origin-entries.ts';
import { outlineEntries } from './outline-entries.ts';
import * as v from 'valibot';
import { WHOLE } from '../domain/crosswalk.ts';
import { DataError } from '../domain/errors.ts';
import { READINGS, readingFacts } from '../domain/figures.ts';
import { PROVENANCES, STATISTICS } from '../domain/join.ts';
import { NETWORKS, type Network } from '../domain/network.ts';
import { STATISTICS_COLUMNS } from '../domain/statistics.ts';
import { LEVELS } from '../domain/unit.ts';

/**
 * Version of the published files.
 * - 1: until November 2026; networks mobile and fixed.
 * - 2: further networks; one without a threshold has in the summary how many units were measured (`measured`) in the place
 *   of how many reached it; months may have columns of further readings.
 */
export const VERSION = 2;

/** Versions that can be read. */
export const READABLE = [1, VERSION] as const;

/**
 * Version of `units.json`: 2 has dated names and other spellings of codes. A reader of version 1 would show the names of
 * the list's first day for every month, so it must refuse; ours reads both.
 */
export const UNITS_VERSION = 2;

/** H3 resolutions that are published, coarse to fine. */
export const HEXAGON_RESOLUTIONS = [4, 5, 6, 7, 8] as const;

/** TopoJSON object that holds a level's polygons; a feature's `id` is the official code. */
export const TOPOLOGY_OBJECT = {
	province: 'provinces',
	district: 'districts',
	commune: 'communes'
} as const;

const monthText = v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])$/));
const wholeNumber = v.pipe(v.number(), v.integer(), v.minValue(0));
const level = v.picklist(LEVELS);
const version = v.picklist(READABLE);

/** Something of each network; networks that this program doesn't know are left out. */
function byNetwork<const S extends v.GenericSchema>(of: S) {
	const entries = Object.fromEntries(NETWORKS.map((network) => [network, v.optional(of)]));
	return v.object(entries as Record<Network, v.OptionalSchema<S, undefined>>);
}


/** What a published file holds: size and SHA-256. */
const content = v.object({
	bytes: wholeNumber,
	sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
});
/** A published file: its path below `/data/` (which holds a part of its hash), and what it holds. */
const file = v.object({ url: v.pipe(v.string(), v.regex(/^[\w./-]+$/)), ...content.entries });

/** The counts of a `JoinReport`. */
const joinCounts = v.object({
	rows: wholeNumber,
	matched: wholeNumber,
	unitsWithoutData: wholeNumber,
	rowsWithoutUnit: wholeNumber,
	duplicates: wholeNumber
});

const monthNetwork = v.object({
	/** Parquet with the columns of {@link MONTH_COLUMNS}; a file a network, since a view shows one. */
	table: file,
	/** Parquet with the columns of {@link STATISTICS_FILE_COLUMNS}; absent without single measurements. */
	statistics: v.optional(file),
	/** By name of the operator, its samples alone: Parquet with the columns of {@link MONTH_COLUMNS}. */
	operators: v.optional(v.record(v.string(), file)),
	/** Spatial coverage of the whole country; that of units stands in `statistics`. */
	spatialCoverage: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
	provenance: v.picklist(PROVENANCES),
	/** Readings that any unit has; absent in what was published before there were later ones than latency. */
	readings: v.optional(v.array(v.string())),
	/** `null` when no speed is given. */
	statistic: v.nullable(v.picklist(STATISTICS)),
	/** Input files, as named in `data/`, or the simulation and its seed. */
	source: v.string(),
	...originEntries,
	/** By level; a level that the edition lacks is absent. */
	join: v.object({
		province: joinCounts,
		district: v.optional(joinCounts),
		commune: joinCounts
	})
});

/** Each network's own, `null` for those without one; absent in what was published before this was told. */
const thresholds = v.optional(byNetwork(v.nullable(wholeNumber)));

/** `/data/manifest.json`: what is published. It is written last. */
export const ManifestSchema = v.object({
	version,
	/** SHA-256 of everything that the files were made from. */
	inputs: v.string(),
	/** Of `summary.json`, which keeps its name; absent in what was published before this was told. */
	summary: v.optional(content),
	/** The first network's, for readers of before there were {@link thresholds}. */
	threshold: wholeNumber,
	thresholds,
	editions: v.pipe(
		v.array(
			v.object({
				id: v.string(),
				from: monthText,
				to: v.nullable(monthText),
				levels: v.array(level),
				/** {@link UnitsSchema} */
				units: file,
				/** TopoJSON with the objects of {@link TOPOLOGY_OBJECT}. */
				topology: file,
				/** The same for the page (`shapes.ts`), in a third of the bytes; absent in what was published before. */
				shapes: v.optional(file),
				/** {@link UnitFactsSchema}; absent in what was published before there was such a file. */
				facts: v.optional(file),
				/**
				 * Finer outlines by code of the province: TopoJSON with the same objects, on one quantisation grid for all
				 * provinces of the edition, so that their arcs fit; absent when there are none.
				 */
				details: v.optional(v.record(v.string(), file)),
				/**
				 * The overview's provinces alone, as TopoJSON: what lies around a province that is drawn from `details`.
				 * Absent without these, and in what was published before there was such a file.
				 */
				provinces: v.optional(file),
				...outlineEntries,
				/** What the import of the outlines matched and left out; absent unless they are `imported`. */
				boundariesReport: v.optional(file),
				/** {@link SeriesSchema} by code of the province. */
				series: v.record(v.string(), file)
			})
		),
		v.minLength(1)
	),
	/** From the units of an edition to those of the next. */
	crosswalks: v.optional(
		v.array(
			v.object({
				from: v.string(),
				to: v.string(),
				/** {@link CrosswalkSchema} */
				table: file,
				/** {@link SummarySchema}: the months of `from`, estimated on the units of `to`. */
				summary: file
			})
		),
		[]
	),
	/** TopoJSON with the object `neighbours`: land around Viet Nam. */
	land: file,
	/** Measurements under which a hexagon shows neither speed nor exact count. */
	hexagonMinimum: wholeNumber,
	months: v.pipe(
		v.array(
			v.object({
				month: monthText,
				edition: v.string(),
				networks: byNetwork(monthNetwork),
				/** Parquet with the columns of {@link HEXAGON_COLUMNS}, by resolution; absent without measurements. */
				hexagons: v.optional(v.record(v.string(), file))
			})
		),
		v.minLength(1)
	)
});
export type Manifest = v.InferOutput<typeof ManifestSchema>;
export type ManifestEdition = Manifest['editions'][number];
export type ManifestCrosswalk = Manifest['crosswalks'][number];
export type ManifestMonth = Manifest['months'][number];
export type ManifestNetwork = v.InferOutput<typeof monthNetwork>;
export type PublishedFile = v.InferOutput<typeof file>;
export type PublishedContent = v.InferOutput<typeof content>;
export type JoinCounts = v.InferOutput<typeof joinCounts>;

const unitColumns = v.object({
	code: v.array(v.string()),
	name: v.array(v.string()),
	/** Index into `types`. */
	type: v.array(wholeNumber),
	/** Code of the unit one level up; empty text at the top. */
	parent: v.array(v.string())
});

const day = v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/));

/**
 * `/data/<edition>/units.<hash>.json`: the facts of an edition's units, ascending by code in each level. Names and types
 * are those of the list's first day; `changes` tells what came later.
 */
export const UnitsSchema = v.object({
	version: v.picklist([1, UNITS_VERSION]),
	edition: v.string(),
	types: v.array(v.string()),
	levels: v.object({
		province: unitColumns,
		district: v.optional(unitColumns),
		commune: unitColumns
	}),
	/** Later names and types, ascending by `from`; absent in version 1. */
	changes: v.optional(
		v.array(
			v.object({
				level,
				code: v.string(),
				/** First day of the name. */
				from: day,
				name: v.string(),
				type: v.string(),
				/** Number of the act that gave the name, and its day (or month, where the day is not known). */
				act: v.string(),
				actDate: v.union([day, monthText])
			})
		),
		[]
	),
	/** By other spelling of a code, the official code; absent in version 1. */
	aliases: v.optional(v.record(v.string(), v.string()), {})
});
export type PublishedUnits = v.InferOutput<typeof UnitsSchema>;

const known = v.array(v.nullable(v.pipe(v.number(), v.minValue(0))));
const degrees = v.array(v.nullable(v.pipe(v.number(), v.minValue(-180), v.maxValue(180))));
const factColumns = v.object({
	/** Of a point inside the unit, to 4 decimals. */
	lon: degrees,
	lat: degrees,
	/** km² */
	area: known,
	population: known
});

/**
 * `/data/<edition>/facts.<hash>.json`: what is known of each unit beside its name, in the order of {@link UnitsSchema};
 * `null` where it is unknown. A file of its own, since maps do without.
 */
export const UnitFactsSchema = v.object({
	version,
	edition: v.string(),
	/** Names of regions. */
	regions: v.array(v.string()),
	/** Index into `regions` by province; empty where no regions are told. */
	region: v.array(wholeNumber),
	levels: v.object({
		province: factColumns,
		district: v.optional(factColumns),
		commune: factColumns
	})
});
export type PublishedUnitFacts = v.InferOutput<typeof UnitFactsSchema>;

const READING_COLUMNS = READINGS.map((reading) => readingFacts(reading).column);

/** Columns of `/data/<edition>/months/<month>.<network>.<hash>.parquet`: a row per unit at every level. */
export const MONTH_COLUMNS: readonly string[] = [
	'network',
	'code',
	'samples',
	...READING_COLUMNS,
	'derived'
];

/**
 * Columns of `/data/<edition>/months/<month>.<network>.statistics.<hash>.parquet`: the rows of the month's table.
 * A file of its own, since most visits never look at it.
 */
export const STATISTICS_FILE_COLUMNS: readonly string[] = ['code', ...STATISTICS_COLUMNS];

/**
 * Columns of `/data/hexagons/<month>/<resolution>.<hash>.parquet`: cells of the resolution, and coarser ones that stand
 * for small ones within. `samples` is the least of a step of the manifest's `hexagonMinimum`; old files have nulls.
 */
export const HEXAGON_COLUMNS: readonly string[] = [
	'network',
	'cell',
	'samples',
	...READING_COLUMNS
];

const seriesNetworks = byNetwork(v.record(v.string(), v.array(v.nullable(wholeNumber))));

/**
 * `/data/<edition>/series/<province>.<hash>.json`: samples of every unit of a province over the edition's months,
 * so that one unit's year costs one small file and not twelve tables.
 */
export const SeriesSchema = v.object({
	version,
	edition: v.string(),
	province: v.string(),
	/** Ascending; the arrays below have one entry for each. */
	months: v.array(monthText),
	/** Network → code → samples by month, `null` without data. A unit without any data is absent. */
	networks: seriesNetworks,
	/** Months of the edition before on these units, estimated by share of area; absent without a crosswalk. */
	estimated: v.optional(v.object({ months: v.array(monthText), networks: seriesNetworks }))
});
export type Series = v.InferOutput<typeof SeriesSchema>;

const links = v.object({
	/** Links of each unit of the edition `from`, in row order. */
	counts: v.array(wholeNumber),
	/** Rows of communes of the edition `to`. */
	to: v.array(wholeNumber),
	/** Share of the unit's area, in ten-thousandths. */
	share: v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(WHOLE)))
});

/** `/data/<to>/crosswalk.<hash>.json`: where the units of an edition lie in the next, by share of area. */
export const CrosswalkSchema = v.object({
	version,
	from: v.string(),
	to: v.string(),
	/** Communes, and districts that have none. */
	levels: v.object({ district: v.optional(links), commune: links })
});
export type PublishedCrosswalk = v.InferOutput<typeof CrosswalkSchema>;

/** Of a network without a threshold the file says how many units have samples, and nothing of what they reached. */
const levelSummary = v.union([
	v.object({
		units: wholeNumber,
		reached: wholeNumber,
		share: v.number(),
		samples: wholeNumber,
		unitsWithoutData: wholeNumber
	}),
	v.pipe(
		v.object({
			units: wholeNumber,
			measured: wholeNumber,
			samples: wholeNumber,
			unitsWithoutData: wholeNumber
		}),
		v.transform(({ units, measured, ...rest }) => ({
			units,
			reached: measured,
			share: units ? measured / units : 0,
			...rest
		}))
	)
]);

/** `/data/summary.json`: coverage of every month, network and level, for others to use. */
export const SummarySchema = v.object({
	version,
	/** The first network's, for readers of before there were {@link thresholds}. */
	threshold: wholeNumber,
	thresholds,
	months: v.record(
		monthText,
		v.object({
			edition: v.string(),
			networks: byNetwork(
				v.object({
					provenance: v.picklist(PROVENANCES),
					...sentEntry,
					/** Samples of the whole country. */
					total: wholeNumber,
					province: levelSummary,
					district: v.optional(levelSummary),
					commune: levelSummary
				})
			)
		})
	)
});
export type Summary = v.InferOutput<typeof SummarySchema>;
/** As it stands in the file. */
export type SummaryFile = v.InferInput<typeof SummarySchema>;

/**
 * Check a decoded file against its schema.
 * @param url names the file in the message
 * @throws DataError with the path of the first fault, what was found and what was expected
 */
export function checked<const S extends v.GenericSchema>(
	schema: S,
	data: unknown,
	url: string
): v.InferOutput<S> {
	const result = v.safeParse(schema, data, { abortEarly: true });
	if (result.success) return result.output;
	const [issue] = result.issues;
	const column = v.getDotPath(issue) ?? undefined;
	throw new DataError(column === 'version' ? 'version' : 'schema', {
		file: url,
		column,
		found: issue.received,
		expected: issue.expected ?? issue.message
	});
}
