/** What was matched has to be complete enough to be drawn. */
import { DataError } from '../../src/lib/domain/errors.ts';
import { levelOf, type Units } from '../../src/lib/domain/unit.ts';
import { leavesOf } from './leaves.ts';
import { nameOf, type MatchReport } from './match.ts';
import type { Shapes } from './shapes.ts';

const MOST_NAMED = 5;

/** @throws DataError when no polygon has a unit */
export function checkFound(
	units: Units,
	{ matches, candidates }: MatchReport,
	{ shapes }: Shapes
): void {
	const { edition } = units;
	if (matches.length > 0) return;
	const maybe = [...candidates.values()][0]?.slice(0, MOST_NAMED);
	const named = maybe?.map((leaf) => `${leaf.code} ${nameOf(units, leaf)}`).join(', ');
	throw new DataError('unknown-code', {
		file: shapes[0]!.label,
		found: `no unit of ${edition} among ${shapes.length} polygons, the first ${JSON.stringify(shapes[0]!.attributes)}`,
		expected: `official codes of ${edition}, or names with those of their province`,
		remedy: `Name the columns: --code, or --name with --province and --district${named ? `. The first may be ${named}` : ''}`
	});
}

/** From so many polygons on a file is judged as a whole. */
const MANY = 20;
/** More of them without unit, as a share, mean that a column is read wrongly, or is wrong. */
const MOST_STRANGE = 0.1;

/**
 * @param count polygons without unit, but those that the table of matches leaves out
 * @param table that lists them
 * @throws DataError for a file of which many have none
 */
export function checkStrangers(
	{ strict }: { strict?: boolean | undefined },
	count: number,
	{ shapes }: Shapes,
	table: string
): void {
	const all = shapes.length;
	if (strict === false || all < MANY || count <= MOST_STRANGE * all) return;
	throw new DataError('unknown-code', {
		file: shapes[0]!.label,
		found: `${count} of ${all} polygons whose columns name no unit, or several`,
		expected: `${100 * MOST_STRANGE} % of them at most`,
		remedy: `Is a column cut, shifted by a row, or another than it seems? --code, --name, --province and --district name them. ${table} lists these polygons: fill it in and give it back with --matches, or take the file without them: --strict=false`
	});
}

/** @throws DataError when one unit has several polygons, or the import is strict and not complete */
export function checkComplete(
	{ edition }: Units,
	{ duplicates, missing, strangers }: MatchReport,
	{ shapes, bare }: Shapes,
	{ strict, mergeParts }: { strict?: boolean | undefined; mergeParts: boolean }
): void {
	const file = shapes[0]!.label;
	const first = bare[0];
	if (strict && first)
		throw new DataError('value', {
			file: first.label,
			row: first.row,
			column: 'geometry',
			found: `no geometry, or none with an area: ${JSON.stringify(first.attributes)}`,
			expected: 'a polygon in each feature, as --strict demands',
			remedy: 'Remove the feature: its unit then keeps its approximate outline'
		});
	const twice = duplicates[0];
	if (twice && !mergeParts) {
		const { label, row } = shapes[twice.at]!;
		const codes = new Set(duplicates.map(({ leaf }) => leaf.code));
		throw new DataError('duplicate', {
			file: label,
			row,
			column: 'code',
			found: [...codes].join(' '),
			expected: 'each unit once',
			remedy: 'If they are parts of one unit, --merge-parts joins them'
		});
	}
	if (!strict || missing.length + strangers.length === 0) return;
	throw new DataError('promise', {
		file,
		column: 'code',
		found: [
			`${missing.length} units without polygon`,
			...missing.slice(0, MOST_NAMED).map(({ code }) => code),
			`${strangers.length} polygons without unit`
		].join(' '),
		expected: `a polygon for each unit of ${edition}, as --strict demands`
	});
}

/**
 * Units that are taken as they are.
 * @throws DataError for a code that isn't a unit's which polygons are expected for
 */
export function acceptedCodes(units: Units, accept: readonly string[] = []): Set<string> {
	const leaves = new Set(leavesOf(units).map(({ code }) => code));
	for (const code of accept)
		if (!leaves.has(code))
			throw new DataError('unknown-code', {
				file: '--accept',
				found: code,
				expected: `codes of ${levelOf(units, code) ? 'units that polygons are expected for' : `units of ${units.edition}`}, parted by commas`
			});
	return new Set(accept);
}
