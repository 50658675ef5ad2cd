import { PROVENANCE_NAME } from '../domain/names.ts';
import type { ViewModel } from '../domain/view-model.ts';
import { m } from '../i18n/locale.ts';

/** Where figures come from, in words: "simulated figures, estimated by share of area". */
export function provenanceText({
	provenance,
	basis
}: Pick<ViewModel, 'provenance' | 'basis'>): string {
	const name = PROVENANCE_NAME[basis]();
	return provenance === 'estimated' ? `${name}, ${m.estimated_by_area()}` : name;
}
