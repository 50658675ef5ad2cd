/** The last slide of a deck. */
import { m } from '../i18n/locale.ts';
import { methodOf } from './pages.ts';
import { clean, COLOUR, FONT, newSlide, PAGE, type Deck } from './pptx-parts.ts';

/** How it was counted, and what a reader must know. */
export function addMethod(at: Deck): void {
	const { briefing, report, locale } = at;
	const words = { locale };
	const slide = newSlide(at, m.deck_method({}, words));
	slide.addText(
		methodOf(briefing, report).map((text) => ({
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
