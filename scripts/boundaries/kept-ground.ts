/** No unit may vanish, or lose much of its ground, where polygons claim the same ground. */
import { DataError } from '../../src/lib/domain/errors.ts';
import type { Cleaned, Placed } from './clean.ts';

/** A unit that gains or loses more than this share is a fault of the file, not of its drawing. */
const MOST_CHANGED = 0.2;
/** Less ground than this is not missed; km². */
const LITTLE = 0.5;
const MOST_NAMED = 4;

/**
 * @param accepted codes of units that are taken as they are
 * @throws DataError for a unit of which nothing is left, or that other polygons cut or fill by over a fifth
 */
export function checkKept(
	{ areas, claims, resized }: Pick<Cleaned, 'areas' | 'claims' | 'resized'>,
	placed: readonly Placed[],
	accepted: ReadonlySet<string>
): void {
	const gone = placed.find(({ leaf }) => !areas.has(leaf.code));
	const most = resized
		.map((unit) => ({ ...unit, by: Math.abs(unit.after - unit.before) }))
		.filter(
			({ code, before, by }) => by > Math.max(LITTLE, MOST_CHANGED * before) && !accepted.has(code)
		)
		.sort((a, b) => b.by - a.by)[0];
	const code = gone?.leaf.code ?? most?.code;
	if (code === undefined) return;
	const { label, row } = placed.find(({ leaf }) => leaf.code === code)!;
	const others = claims
		.filter(({ codes }) => codes.includes(code))
		.slice(0, MOST_NAMED)
		.map(
			({ codes, km2 }) => `${km2} km² of it also by ${codes.filter((of) => of !== code).join('+')}`
		);
	const why = others.length > 0 ? `, claimed ${others.join(', ')}` : '';
	throw new DataError('value', {
		file: label,
		row,
		column: 'geometry',
		found: gone
			? `nothing left of ${code}${why}`
			: `${code} with ${most!.after} of its ${most!.before} km²${why}`,
		expected: 'polygons that lie beside each other',
		remedy: `Mend the row or those that cover it${gone ? '' : `, or take it as it is: --accept ${code}`}`
	});
}
