import * as v from 'valibot';

/** What a manifest says of an edition's outlines. */
export const outlineEntries = {
	/** `approximate`: drawn from the gazetteer's points; `imported`: from a file of polygons. */
	outlines: v.picklist(['approximate', 'imported']),
	attribution: v.string(),
	/** What imported outlines lack, drawn from points: codes of units, and islands of other units. */
	approximate: v.optional(
		v.object({
			units: v.array(v.string()),
			islands: v.array(v.object({ code: v.string(), name: v.string() }))
		})
	)
};
