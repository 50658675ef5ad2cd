import * as v from 'valibot';

/** What imported outlines lack, drawn from points: codes of units, and islands of other units. */
export const ApproximateSchema = v.object({
	units: v.array(v.string()),
	islands: v.array(v.object({ code: v.string(), name: v.string() }))
});
