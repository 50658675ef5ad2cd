/** The index of `data/samples/`: its versions, and the parts that each has. */
import { both } from '../../src/lib/intake/texts.ts';
import * as v from 'valibot';
import { STATISTICS } from '../../src/lib/domain/join.ts';
import { NETWORKS } from '../../src/lib/domain/network.ts';

/**
 * Version of the index.
 * - 1: until December 2026; a table for each month and network, and no history. It is read as the first version.
 * - 2: versions, and parts of months.
 */
export const VERSION = 2;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const number = v.pipe(v.number(), v.integer(), v.minValue(1));
const file = v.object({ url: v.string(), bytes: count, sha256: v.string() });
const monthText = v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])$/));

const source = v.object({
	name: v.string(),
	bytes: count,
	/** Of its content together with the options that it was read with. */
	sha256: v.string()
});
/** A file as received. */
export type Source = v.InferOutput<typeof source>;

/** Single measurements of a month and network, for late ones; see `kept-rows.ts`. */
const keptRows = v.object({
	...file.entries,
	/** As it was measured: the whole of a network has those of its parts beside its own. */
	network: v.picklist(NETWORKS),
	/** How many count. */
	samples: count,
	/** Which key hashed them. */
	key: v.string(),
	/** Which outlines they were placed in. */
	outlines: v.string()
});
export type KeptRows = v.InferOutput<typeof keptRows>;

/** Figures of units, where they come from, and where they are kept. */
const figures = {
	month: monthText,
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
	/** Parquet with the rows of `kept-rows.ts`; absent unless it comes from measurements, and in older stores. */
	measurements: v.optional(v.array(keptRows)),
	/** Provinces whose figures were carried over from an earlier list of units; absent without any. */
	estimated: v.optional(v.object({ from: v.string(), provinces: v.array(v.string()) })),
	/** One for each command that brought rows in. */
	reports: v.array(file)
};

const part = v.object({
	...figures,
	/** Its number in the index. */
	id: number,
	/** Code of the province that it is of; empty for what comes from one file of the country. */
	scope: v.string(),
	/** Version that it came with. */
	version: number,
	/** Time of that version, which may be forgotten by now. */
	time: v.string(),
	/** Units of sources that gave only some; all other units are of the sources that are not named here. */
	given: v.optional(v.array(v.object({ sha256: v.string(), codes: v.array(v.string()) }))),
	/** True for what several files gave before there were parts: it may be of some provinces only. */
	isMixed: v.optional(v.literal(true))
});
/**
 * A month of a network in a province, or in the country where one file gave it. All that a month has of a province
 * lies in one part: its own, or else that of the country.
 */
export type StoredPart = v.InferOutput<typeof part>;

const change = v.object({
	month: monthText,
	network: v.picklist(NETWORKS),
	/** Codes of the provinces whose units are not what they were. */
	provinces: v.array(v.string()),
	/** Samples of the month; `null` where it was not there, or is no more. */
	before: v.nullable(count),
	after: v.nullable(count),
	/** Units. */
	added: count,
	changed: count,
	removed: count
});
/** What a version has otherwise than the one before, of a month and network. */
export type Change = v.InferOutput<typeof change>;

const population = v.object({ source, unitHexagons: file });

const version = v.object({
	/** Ascending; never given twice. */
	number,
	/** ISO 8601, UTC; never before that of an earlier version. */
	time: v.string(),
	/** Who did it; empty where nobody knows. */
	by: v.string(),
	/** As in `npm run samples -- <command>`. */
	command: v.string(),
	/** Files that it brought in. */
	sources: v.array(source),
	/** Answers that were given for them. */
	recipe: v.optional(v.record(v.string(), v.array(v.string()))),
	report: v.optional(file),
	changes: v.array(change),
	/** Ids of the parts that were in force. */
	parts: v.array(number),
	/** Where people live; absent until a grid is given. */
	population: v.optional(population)
});

/** `store.json` */
export const StoreSchema = v.object({
	version: v.literal(VERSION),
	/** Ascending; the last is in force. None before anything was given. */
	versions: v.array(version),
	/** Of all versions, ascending by id. */
	parts: v.array(part)
});
export type StoreFile = v.InferOutput<typeof StoreSchema>;

/** `store.json` of version 1. */
export const Store1Schema = v.object({
	version: v.literal(1),
	months: v.array(v.object(figures)),
	population: v.optional(population)
});
export type Store1File = v.InferOutput<typeof Store1Schema>;

/** A version with its parts, ascending by month, network and scope. */
export type Version = Omit<v.InferOutput<typeof version>, 'parts'> & { parts: StoredPart[] };

/** A month of one network: its parts together. */
export interface Stored extends Omit<
	StoredPart,
	| 'id'
	| 'scope'
	| 'version'
	| 'time'
	| 'isMixed'
	| 'given'
	| 'table'
	| 'hexagons'
	| 'unitHexagons'
	| 'measurements'
> {
	/** Ascending by scope. */
	parts: StoredPart[];
}

/** What is in force, and what was. */
export interface Store {
	/** Ascending. */
	versions: Version[];
	/** Of the newest version; ascending by month and network. */
	months: Stored[];
	population?: Version['population'];
}

/** What to do about a file of the store that is not as it was written. */
export const REMOVE_AND_ADD = both(
	'Lấy lại từ bản sao lưu: npm run samples -- from-backup <thư mục> --over; không có bản sao lưu thì bỏ tháng đó bằng npm run samples -- remove rồi nạp lại',
	'Get it back from a backup: npm run samples -- from-backup <folder> --over; without one remove the month with npm run samples -- remove, and add it again'
);
