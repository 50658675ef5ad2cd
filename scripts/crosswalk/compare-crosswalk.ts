/** How two crosswalk tables of the same editions differ. */
import type { CrosswalkRow } from '../../src/lib/domain/crosswalk.ts';

/** A pair of units whose share is another in the other table. */
export interface ShareChange {
	from: string;
	to: string;
	/** 0 where the table has no such row. */
	before: number;
	after: number;
}

/** Differences between a table and a new one. */
export interface CrosswalkDifference {
	/** Rows in both. */
	common: number;
	/** Largest share first. */
	onlyBefore: CrosswalkRow[];
	onlyAfter: CrosswalkRow[];
	/** Rows in both by change of the share, the largest first. */
	changes: ShareChange[];
	/** Mean of the changes without their sign, over the rows in both. */
	meanChange: number;
	/** Part of the old units' area that both tables give to the same new unit, 0 to 1. */
	sameArea: number;
	/** Old units whose largest part goes elsewhere. */
	otherMain: string[];
}

/**
 * Compare two tables.
 * @param area km² of old units; one without a figure doesn't count for `sameArea`
 */
export function compareCrosswalks(
	before: readonly CrosswalkRow[],
	after: readonly CrosswalkRow[],
	area: ReadonlyMap<string, number>
): CrosswalkDifference {
	const [old, now] = [byUnit(before), byUnit(after)];
	const changes: ShareChange[] = [];
	let [same, whole] = [0, 0];
	for (const [from, targets] of now) {
		const km2 = area.get(from) ?? 0;
		whole += km2;
		for (const [to, share] of targets) {
			const was = old.get(from)?.get(to);
			if (was === undefined) continue;
			same += km2 * Math.min(was, share);
			changes.push({ from, to, before: was, after: share });
		}
	}
	const size = ({ before: was, after: is }: ShareChange) => Math.abs(is - was);
	const total = changes.reduce((sum, change) => sum + size(change), 0);
	return {
		common: changes.length,
		onlyBefore: missingIn(now, before),
		onlyAfter: missingIn(old, after),
		changes: changes.sort((a, b) => size(b) - size(a)),
		meanChange: changes.length ? total / changes.length : 0,
		sameArea: whole ? same / whole : 1,
		otherMain: [...now.keys()].filter(
			(from) => old.has(from) && mainOf(old.get(from)!) !== mainOf(now.get(from)!)
		)
	};
}

type Targets = Map<string, number>;

function byUnit(rows: readonly CrosswalkRow[]): Map<string, Targets> {
	const units = new Map<string, Targets>();
	for (const { from, to, share } of rows)
		units.set(from, (units.get(from) ?? new Map<string, number>()).set(to, share));
	return units;
}

function missingIn(units: Map<string, Targets>, rows: readonly CrosswalkRow[]): CrosswalkRow[] {
	return rows.filter(({ from, to }) => !units.get(from)?.has(to)).sort((a, b) => b.share - a.share);
}

function mainOf(targets: Targets): string {
	return [...targets].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}
