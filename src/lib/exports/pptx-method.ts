/** The last slide of a deck. */
import { formatMonthInside } from '../domain/format.ts';
import { PROVENANCE_NAME } from '../domain/names.ts';
import { m } from '../i18n/locale.ts';
import { clean, COLOUR, FONT, newSlide, PAGE, type Deck } from './pptx-parts.ts';

/** How it was counted, and what a reader must know. */
export function addMethod(at: Deck): void {
	const { briefing, report, locale } = at;
	const words = { locale };
	const slide = newSlide(at, m.deck_method({}, words));
	const { statistic, provenance } = report.model;
	const lines = [
		m.about_row_rule_text({}, words),
		statistic === 'mean' ? m.about_speeds_mean({}, words) : m.about_speeds_median({}, words),
		m.deck_method_edition(
			{ edition: briefing.input.edition, month: formatMonthInside(briefing.input.month, locale) },
			words
		),
		...report.model.notes.map((note) => `${note}.`),
		m.footer_source({ provenance: PROVENANCE_NAME[provenance]({}, words) }, words)
	];
	slide.addText(
		lines.map((text) => ({
			text: clean(text),
			options: { bullet: true, breakLine: true, paraSpaceAfter: 10 }
		})),
		{
			x: PAGE.edge,
			y: 1.2,
			w: PAGE.width - 2 * PAGE.edge,
			h: 5.4,
			fontFace: FONT,
			fontSize: 18,
			color: COLOUR.ink,
			valign: 'top',
			margin: 0
		}
	);
}
