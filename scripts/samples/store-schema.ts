/** The index of `data/samples/`: which months there are and what each was made from. */
import { both } from '../../src/lib/intake/texts.ts';
import * as v from 'valibot';
import { STATISTICS } from '../../src/lib/domain/join.ts';
import { NETWORKS } from '../../src/lib/domain/network.ts';

/** Version of the store's files. */
export const VERSION = 1;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const file = v.object({ url: v.string(), bytes: count, sha256: v.string() });

/** A file as received. */
const source = v.object({
	name: v.string(),
	bytes: count,
	/** Of its content together with the options that it was read with. */
	sha256: v.string()
});
export type Source = v.InferOutput<typeof source>;

const stored = v.object({
	month: v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])$/)),
	network: v.picklist(NETWORKS),
	edition: v.string(),
	kind: v.picklist(['table', 'measurements']),
	/** `null` when no speed is given. */
	statistic: v.nullable(v.picklist(STATISTICS)),
	samples: count,
	/** In the order in which they came. */
	sources: v.array(source),
	/** Parquet with the rows of `stored-table.ts`. */
	table: file,
	/** Parquet with the rows of `stored-hexagons.ts`; absent unless it comes from measurements. */
	hexagons: v.optional(file),
	/** Parquet with the rows of `unit-hexagons.ts`; as `hexagons`. */
	unitHexagons: v.optional(file),
	/** Provinces whose figures were carried over from an earlier list of units; absent without any. */
	estimated: v.optional(v.object({ from: v.string(), provinces: v.array(v.string()) })),
	/** One for each command that brought rows in. */
	reports: v.array(file)
});
/** A month of one network. */
export type Stored = v.InferOutput<typeof stored>;

/** `store.json` */
export const StoreSchema = v.object({
	version: v.literal(VERSION),
	/** Ascending by month and network. */
	months: v.array(stored),
	/** Where people live; absent until a grid is given. */
	population: v.optional(v.object({ source, unitHexagons: file }))
});
export type Store = v.InferOutput<typeof StoreSchema>;

/** What to do about a file of the store that is not as it was written. */
export const REMOVE_AND_ADD = both(
	'Bỏ tháng đó bằng npm run samples -- remove rồi nạp lại',
	'Remove the month with npm run samples -- remove, and add it again'
);
