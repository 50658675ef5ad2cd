/** Slides, 16:9: charts and tables are the program's own, so that they can be edited. */
import PptxGenJS from 'pptxgenjs';
import { partOf, PLAIN, type Briefing, type ExportOptions, type Tools } from './briefing.ts';
import { FONT, type Deck } from './pptx-parts.ts';
import { mendDeck } from './pptx-mend.ts';
import { addGaps, addMap, addProgress, addRanking, addTitle } from './pptx-slides.ts';
import { figureOf } from './figure.ts';
import { addMethod } from './pptx-method.ts';
import type { Make } from './registry.ts';
import { endsOf, reportOf, type Report } from './report.ts';

/** Pixels of the layout of a map on a slide; 96 of them are an inch of it. */
const MAP = [600, 620] as const;

export const make: Make = async (briefing, options, tools) => {
	const report = reportOf(briefing);
	const deck = new PptxGenJS();
	deck.layout = 'LAYOUT_WIDE';
	deck.title = report.model.title;
	deck.subject = report.model.sentence;
	deck.author = 'i-Speed';
	deck.company = 'i-Speed';
	deck.theme = { headFontFace: FONT, bodyFontFace: FONT };
	const at: Deck = { deck, briefing, report, locale: report.model.locale };
	addTitle(at);
	addMap(at, await mapOf(briefing, report, tools));
	if (briefing.timeline.some(({ coverage }) => coverage)) addProgress(at);
	addRanking(at);
	for (const province of chosen(report, options)) {
		const part = partOf(briefing, province);
		const inside = reportOf(part);
		addMap({ ...at, briefing: part, report: inside }, await mapOf(part, inside, tools));
	}
	if (report.model.threshold !== null) addGaps(at);
	addMethod(at);
	const content = await deck.write({ outputType: 'arraybuffer' });
	return mendDeck(new Uint8Array(content as ArrayBuffer), {
		made: briefing.made,
		language: at.locale === 'vi' ? 'vi-VN' : 'en-GB'
	});
};

async function mapOf(briefing: Briefing, { model }: Report, tools: Tools) {
	const { level } = model.units;
	return figureOf(briefing, { ...PLAIN, level, measure: 'samples' }, MAP, tools);
}

/** Codes of the provinces with a slide of their own. */
function chosen({ ranking, scopeLevel }: Report, { provinces }: ExportOptions): readonly string[] {
	if (scopeLevel !== null) return [];
	if (provinces) return provinces;
	const [best, weakest] = endsOf(ranking.units, 1);
	return [...best, ...weakest].map(({ code }) => code);
}
