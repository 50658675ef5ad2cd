import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/**
 * Where each province sends its own and some have not: how many have, and the codes of the others. Nothing is known of
 * these, so they are in no share of the summary. Absent for whole months, those from one file of the country or from
 * measurements, and in what was published before there were parts.
 */
export const sentEntry = {
	sent: v.optional(v.object({ missing: v.array(v.string()), provinces: count, of: count }))
};

/** What a manifest says of the parts of a month and network. */
export const originEntries = {
	/**
	 * Versions of the office's store that its parts came with, ascending; `provinces` are their codes, empty where a part
	 * is the country's. Absent for simulated months.
	 */
	parts: v.optional(
		v.array(v.object({ version: count, time: v.string(), provinces: v.array(v.string()) }))
	),
	...sentEntry
};
