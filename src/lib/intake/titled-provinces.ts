/** Provinces that titles and lines of signature name. */
import { placeLineOf, provincesIn, type IntakeContext } from './context.ts';
import type { Place } from './finder.ts';
import type { TableRead } from './read-table.ts';

/** Provinces that titles name, by edition. */
export function titledProvinces(
	titles: readonly string[],
	rows: TableRead['rows'],
	{ editions }: IntakeContext
): TableRead['provinces'] {
	const signed = [
		...titles,
		...rows.flatMap(({ read }) => (read.kind === 'not a row' ? [read.text] : []))
	].flatMap((text) => placeLineOf(text) ?? []);
	const plain = titles.filter((text) => placeLineOf(text) === undefined);
	return new Map(
		editions.map(
			({ edition, finder }): [string, { places: Place[]; text: string; isSigned: boolean }] => {
				const inTitles = uniquePlaces(
					plain.map((text) => ({ text, places: provincesIn(text, finder) }))
				);
				if (inTitles.places.length > 0) return [edition.id, { ...inTitles, isSigned: false }];
				const inLines = uniquePlaces(
					signed.map((text) => ({ text, places: provincesIn(text, finder) }))
				);
				return [edition.id, { ...inLines, isSigned: true }];
			}
		)
	);
}

function uniquePlaces(found: readonly { text: string; places: Place[] }[]): {
	places: Place[];
	text: string;
} {
	const places = [
		...new Map(found.flatMap((of) => of.places).map((place) => [place.code, place])).values()
	];
	return { places, text: found.find((of) => of.places.length > 0)?.text ?? '' };
}
