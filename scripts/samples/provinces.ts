/** In which province communes lie. */
import type { Units } from '../../src/lib/domain/unit.ts';

/** Province of each commune, by edition. */
export function provinceOfCommunes(units: readonly Units[]): Map<string, Map<string, string>> {
	return new Map(
		units.map(({ edition, of }) => {
			const { commune, district, province } = of;
			const above = (row: number) => {
				const parent = commune!.parentRows[row]!;
				return province!.codes[district ? district.parentRows[parent]! : parent]!;
			};
			return [edition, new Map(commune!.codes.map((code, row) => [code, above(row)]))];
		})
	);
}
