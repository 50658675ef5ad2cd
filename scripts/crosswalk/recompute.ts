/** `npm run crosswalk` without its command line. */
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FeatureCollection } from 'geojson';
import type { Topology } from 'topojson-specification';
import { buildCrosswalk, type CrosswalkRow } from '../../src/lib/domain/crosswalk.ts';
import { DataError } from '../../src/lib/domain/errors.ts';
import { compareCrosswalks, type CrosswalkDifference } from './compare-crosswalk.ts';
import { crosswalkText, readCrosswalkTable } from './crosswalks.ts';
import { crosswalkPath } from './paths.ts';
import { readGazetteer } from '../gazetteer/gazetteer.ts';
import { readImported } from '../boundaries/imported.ts';
import { overlay, type Side } from './overlay.ts';
import { keepToSuccessors, readSuccessors, type Lawful } from './successors.ts';
import type { Progress } from '../common/progress.ts';
import { replaceFile } from '../common/publish.ts';

/** Steps that {@link recomputeCrosswalk} tells of. */
export const RECOMPUTE_STEPS = 3;

/** What was computed, and how it differs from the table that was there. */
export interface Recomputed {
	/** The table. */
	file: string;
	rows: CrosswalkRow[];
	/** Old units that lie in no new one: their rows are those of the table that was there. */
	apart: string[];
	/** What the law says beside the areas; nothing when `successors.csv` doesn't know the editions. */
	lawful: Omit<Lawful, 'rows'> | undefined;
	/** Units of either edition without polygon in the files: their approximate outlines don't count. */
	unsurveyed: string[];
	/** Nothing when there was no table. */
	difference: CrosswalkDifference | undefined;
	isWritten: boolean;
}

/**
 * Compute a crosswalk from the imported outlines of two editions.
 * @param write put it in the place of the table in `data/crosswalk/`
 * @throws DataError when an edition isn't imported or the result would be no crosswalk; then nothing is written
 */
export async function recomputeCrosswalk(options: {
	data: string;
	from: string;
	to: string;
	write: boolean;
	progress: Progress;
}): Promise<Recomputed> {
	const { data, progress } = options;
	progress.step('read');
	const [from, to] = [await sideOf(data, options.from), await sideOf(data, options.to)];
	progress.step(`lay ${options.from} over ${options.to}`);
	const { rows: laid, area, apart } = await overlay(from, to);
	progress.step('compare');
	const file = crosswalkPath(data, options.from, options.to);
	const before = await readCrosswalkTable(file);
	const kept = (before?.rows ?? []).filter((row) => apart.includes(row.from));
	const successors = await readSuccessors(data, from.units, to.units);
	const lawful = successors && keepToSuccessors(laid, from.units, to.units, successors);
	const rows = [...(lawful?.rows ?? laid), ...kept].map((row) => ({
		...row,
		share: Number(row.share.toFixed(4))
	}));
	const built = buildCrosswalk(from.units, to.units, rows);
	if ('fault' in built)
		throw new DataError('promise', {
			file: `${options.from} over ${options.to}`,
			column: built.fault.column,
			found: built.fault.found,
			expected: built.fault.expected,
			remedy:
				'Look whether both imports cover the country: npm run boundaries prints what they lack'
		});
	if (options.write) {
		await mkdir(dirname(file), { recursive: true });
		await replaceFile(file, crosswalkText(rows));
	}
	const difference = before && compareCrosswalks(before.rows, rows, area);
	const unsurveyed = [...from.unsurveyed, ...to.unsurveyed];
	return { file, rows, apart, lawful, unsurveyed, difference, isWritten: options.write };
}

async function sideOf(
	data: string,
	edition: string
): Promise<Side & { unsurveyed: ReadonlySet<string> }> {
	const { units } = await readGazetteer(data, edition);
	const folder = join(data, 'boundaries');
	const imported = await readImported(folder, edition);
	if (!imported)
		throw new DataError('unreachable', {
			file: join(data, 'boundaries', edition),
			found: 'no imported outlines',
			expected: `surveyed outlines of ${edition}: approximate ones would give shares that mean nothing`,
			remedy: `Import them first: npm run boundaries -- --edition ${edition} --source <file or folder>`
		});
	if (!imported.added)
		throw new DataError('version', {
			file: join(folder, edition),
			found: 'an import by an older program, which filled gaps without telling where',
			expected: 'outlines as the files have them',
			remedy: `Import again: npm run boundaries -- --edition ${edition} --source <file or folder>`
		});
	// Simplified once for all, the provinces fit together; the overview would move borders by up to a hundred metres.
	const topologies = [...imported.details.values()].map(
		(text) => JSON.parse(text.toString()) as Topology
	);
	const added = JSON.parse(imported.added.toString()) as FeatureCollection;
	return { units, topologies, added, unsurveyed: new Set(imported.report.unitsWithoutPolygon) };
}
