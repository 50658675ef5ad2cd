/** The monthly report in the form of Decree 30/2020/NĐ-CP: what only its sender knows is left to fill in. */
import {
	AlignmentType,
	Document,
	Header,
	Packer,
	PageNumber,
	Paragraph,
	TextRun,
	type FileChild
} from 'docx';
import { formatMonthInside } from '../domain/format.ts';
import { reachWords } from '../domain/reach-words.ts';
import { networkInside } from '../domain/network.ts';
import { m } from '../i18n/locale.ts';
import { PLAIN, type Briefing, type Tools } from './briefing.ts';
import { annex, causes, results, speeds, units } from './docx-body.ts';
import {
	body,
	centred,
	figure,
	FONT,
	heading,
	mm,
	rule,
	run,
	sideBySide,
	SIZE
} from './docx-parts.ts';
import { figureOf } from './figure.ts';
import type { Make } from './registry.ts';
import { reportOf, type Report } from './report.ts';

/** Margins, appendix I.I.2: top and bottom 20-25 mm, left 30-35, right 15-20. */
const MARGIN = { top: mm(20), bottom: mm(20), left: mm(30), right: mm(20), header: mm(10) };

export const make: Make = async (briefing, _options, tools) => {
	const report = reportOf(briefing);
	const { locale } = report.model;
	const children = await contentOf(briefing, report, tools);
	const document = new Document({
		title: report.model.title,
		description: report.model.sentence,
		creator: 'i-Speed',
		styles: {
			default: {
				document: {
					run: {
						font: FONT,
						size: SIZE.body,
						language: { value: locale === 'vi' ? 'vi-VN' : 'en-GB' }
					}
				},
				heading1: { run: { font: FONT, size: SIZE.body, bold: true, color: '000000' } }
			}
		},
		sections: [
			{
				properties: {
					titlePage: true,
					page: { size: { width: mm(210), height: mm(297) }, margin: MARGIN }
				},
				headers: {
					// The first page has no number.
					first: new Header({ children: [new Paragraph({ children: [] })] }),
					default: new Header({
						children: [
							new Paragraph({
								alignment: AlignmentType.CENTER,
								children: [
									new TextRun({ font: FONT, size: SIZE.body, children: [PageNumber.CURRENT] })
								]
							})
						]
					})
				},
				children
			}
		]
	});
	return new Uint8Array(await Packer.toArrayBuffer(document));
};

async function contentOf(briefing: Briefing, report: Report, tools: Tools): Promise<FileChild[]> {
	const { model } = report;
	const words = { locale: model.locale };
	const level = model.units.level;
	const size = [720, 660] as const;
	// Lower, so that the signature comes on the same page.
	const low = [720, 520] as const;
	/** A signature never stands alone on a page. */
	const together = { keepNext: true };
	const small = { italics: true, size: SIZE.table };
	const samples = await figureOf(briefing, { ...PLAIN, level, measure: 'samples' }, size, tools);
	const download = await figureOf(
		briefing,
		{ ...PLAIN, level: report.ranking.level, measure: 'download' },
		low,
		tools
	);
	const month = formatMonthInside(briefing.input.month, model.locale);
	const place = model.place;
	const reach = reachWords(model.threshold);
	return [
		...letterhead(report, words),
		...subject(report, month, words),
		body(reach.opening({ month, place, network: networkOf(briefing) }, words)),
		heading(m.report_part_results({}, words)),
		...results(report),
		heading(reach.partUnits({}, words)),
		...units(report),
		...figure(
			samples,
			size,
			m.report_figure(
				{ number: '1', title: m.report_figure_samples({ place, month }, words) },
				words
			)
		),
		heading(m.report_part_speeds({}, words)),
		...speeds(briefing, report),
		...figure(
			download,
			low,
			m.report_figure(
				{ number: '2', title: m.report_figure_download({ place, month }, words) },
				words
			)
		),
		heading(reach.partCauses({}, words)),
		...causes(report),
		...(model.notes.length > 0
			? [body(`${m.about_row_note({}, words)}: ${model.notes.join('. ')}.`, small, together)]
			: []),
		body(m.report_closing({}, words), {}, together),
		...signature(words),
		...annex(briefing, report)
	];
}

function networkOf({ selection }: Briefing): string {
	return networkInside(selection.network, selection.locale);
}

/** Name of the sender and the national motto, appendix I.II.1 and 2; number, place and date, 3 and 4. */
function letterhead({ scopeLevel }: Report, words: { locale: 'vi' | 'en' }): FileChild[] {
	const small = { size: 24 };
	const sender =
		scopeLevel === null
			? m.report_sender_above_country({}, words)
			: m.report_sender_above({}, words);
	return [
		sideBySide(
			[
				[
					centred(sender, small),
					centred(m.report_sender({}, words), { ...small, bold: true }),
					rule(22, 63)
				],
				[
					centred(m.report_nation({}, words), { ...small, bold: true }),
					centred(m.report_motto({}, words), { bold: true }),
					rule(60, 97)
				]
			],
			[63, 97]
		),
		sideBySide(
			[
				[centred(m.report_number({}, words), small, { spacing: { before: 120 } })],
				[centred(m.report_place_date({}, words), { italics: true }, { spacing: { before: 120 } })]
			],
			[63, 97]
		)
	];
}

function subject(report: Report, month: string, words: { locale: 'vi' | 'en' }): FileChild[] {
	const place = report.scopeLevel === null ? m.report_whole_country({}, words) : report.model.place;
	return [
		centred(m.report_kind({}, words), { bold: true }, { spacing: { before: 240 } }),
		centred(m.report_subject({ month, place }, words), { bold: true }),
		rule(40, 160),
		centred(
			report.scopeLevel === null ? m.report_to_country({}, words) : m.report_to({}, words),
			{},
			{ spacing: { before: 200, after: 120 } }
		)
	];
}

/** Recipients and signature, appendix I.II.7 and 9. */
function signature(words: { locale: 'vi' | 'en' }): FileChild[] {
	const lines = m.report_recipients_list({}, words).split('\n');
	return [
		new Paragraph({ keepNext: true, children: [] }),
		sideBySide(
			[
				[
					new Paragraph({
						children: [run(m.report_recipients({}, words), { bold: true, italics: true, size: 24 })]
					}),
					...lines.map((line) => new Paragraph({ children: [run(line, { size: SIZE.small })] }))
				],
				[
					centred(m.report_signer({}, words), { bold: true }),
					centred(m.report_signer_hint({}, words), { italics: true }),
					...Array.from({ length: 3 }, () => new Paragraph({ children: [] })),
					centred(m.report_signer_name({}, words), { bold: true })
				]
			],
			[75, 85]
		)
	];
}
