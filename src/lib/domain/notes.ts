/** What a reader must know of the figures of a view. */
import { m } from '../i18n/locale.ts';
import { formatNumber } from './format.ts';
import type { Provenance } from './join.ts';
import { operatorName } from './names.ts';
import { networkInside, networkName, thresholdOf, wholeOf } from './network.ts';
import type { Selection } from './selection.ts';
import { sentNote, sentText, type Sent } from './sent.ts';

/** What the notes are of, as in the input of a view model. */
interface NotesInput {
	source: string;
	provenance: Provenance | 'none';
	sent?: Sent | undefined;
	estimatedFrom?: string | undefined;
	approximate: boolean;
	partly?: { units: readonly string[]; islands: readonly { name: string }[] } | undefined;
}

/** Provenance in words, first, then what else a reader must know. */
export function notesOf(
	input: NotesInput,
	{ network, operator, locale }: Pick<Selection, 'network' | 'operator' | 'locale'>
): string[] {
	const { source } = input;
	const provenance = {
		none: () => m.note_missing_network({ network: networkName(network, locale) }, { locale }),
		official: () => m.note_official({ source }, { locale }),
		imported: () => m.note_imported({ source }, { locale }),
		simulated: () => m.note_simulated({}, { locale }),
		estimated: () => m.note_estimated({ source }, { locale })
	}[input.provenance]();
	const notes: string[] = [provenance];
	if (input.sent)
		notes.push(
			input.estimatedFrom === undefined
				? sentNote(input.sent, locale)
				: sentText(input.sent, locale)
		);
	if (input.estimatedFrom !== undefined)
		notes.push(m.note_estimated_area({ edition: input.estimatedFrom }, { locale }));
	const whole = wholeOf(network);
	if (whole !== null && thresholdOf(network) === null)
		notes.push(
			m.note_part(
				{ network: networkName(network, locale), whole: networkInside(whole, locale) },
				{ locale }
			)
		);
	if (operator !== null)
		notes.push(m.note_operator({ operator: operatorName(operator, locale) }, { locale }));
	if (input.approximate) notes.push(m.note_approximate({}, { locale }));
	const { units = [], islands = [] } = input.partly ?? {};
	if (units.length > 0)
		notes.push(m.note_approximate_units({ count: formatNumber(units.length, locale) }, { locale }));
	if (islands.length > 0)
		notes.push(m.note_approximate_islands({ names: named(islands) }, { locale }));
	return notes;
}

const MOST_NAMED = 6;

function named(islands: readonly { name: string }[]): string {
	const names = islands.slice(0, MOST_NAMED).map(({ name }) => name);
	return `${names.join(', ')}${islands.length > MOST_NAMED ? ', …' : ''}`;
}
