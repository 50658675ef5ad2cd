/** What became of files, for people in lines and for programs as JSON. */
import type { Choice, Draft, Question, Text } from '../../src/lib/intake/index.ts';
import type { AddResult } from './add.ts';
import {
	describePlace,
	describeReport,
	reportOfDraft,
	type Language,
	networkText
} from './report.ts';

/** What `--json` prints. */
export interface Told {
	status: Draft['status'];
	/** accepted + rejected */
	rowsRead: number;
	accepted: number;
	rejected: number;
	/** Titles, headers, totals, notes. */
	notRows: number;
	/** Samples are counted once, at the lowest level. */
	parts: { month: string; network: string; province: string; units: number; samples: number }[];
	questions: {
		about: string;
		found: string;
		choices: { text: string; examples: string[]; answer: string | null }[];
		/** The option that answers it. */
		answer: string;
	}[];
	notes: string[];
}

/** A result as data. */
export function toldOf(result: AddResult, language: Language): Told {
	const { status, draft, known } = result;
	const notes = known.map((name) =>
		language === 'vi'
			? `${name}: đã có, không đổi gì`
			: `${name}: is in already; nothing was changed for it`
	);
	if (draft)
		return {
			status,
			rowsRead: draft.rowsRead,
			accepted: draft.accepted,
			rejected: draft.rejected,
			notRows: draft.notRows,
			parts: draft.parts.map(({ month, network, province, units, samples }) => ({
				month,
				network,
				province,
				units,
				samples
			})),
			questions: draft.questions.map((question) => questionOf(question, language)),
			notes: [
				...notes,
				...draft.refusals.map((fault) => describePlace(fault, language)),
				...draft.checks.filter(({ isRight }) => !isRight).map(({ text }) => text[language]),
				...draft.notes.map((text) => text[language]),
				...reasonsOf(result, language)
			]
		};
	return {
		status,
		rowsRead: 0,
		accepted: 0,
		rejected: 0,
		notRows: 0,
		parts: [],
		questions: [],
		notes
	};
}

/** Reasons with counts, the most frequent first. */
function reasonsOf({ report }: AddResult, language: Language): string[] {
	if (!report) return [];
	return describeReport(
		{ ...report, columns: [], months: [], notes: [], checks: [] },
		language
	).slice(1);
}

function questionOf(
	{ about, found, choices, form }: Question,
	language: Language
): Told['questions'][number] {
	return {
		about,
		found: found[language],
		choices: choices.map((of) => ({
			text: of.text[language],
			examples: of.examples.map((text) => text[language]),
			answer: optionOf(of)
		})),
		answer: form
	};
}

/** The option that gives an answer. */
export function optionOf({ answer }: Choice): string | null {
	if (!answer) return null;
	return `--${answer.name} ${/^[\w./-]+$/.test(answer.value) ? answer.value : JSON.stringify(answer.value)}`;
}

/** A result in lines. */
export function linesOf(result: AddResult, language: Language, isDry: boolean): string[] {
	const { status, draft, known, report } = result;
	const say = (text: Text) => text[language];
	const lines = known.map((name) =>
		say({
			vi: `${name}: đã có; không đổi gì`,
			en: `${name}: is in already; nothing was changed for it`
		})
	);
	if (draft && status !== 'accepted') {
		lines.push(...describeReport(reportOfDraft(draft, [], [], result.tally), language));
		lines.push(...draft.refusals.map((fault) => `✗ ${describePlace(fault, language)}`));
		for (const question of draft.questions) lines.push('', ...questionLines(question, language));
		lines.push(
			'',
			say(
				status === 'question'
					? {
							vi: 'Chưa lưu gì. Chạy lại lệnh cùng các lựa chọn trên.',
							en: 'Nothing was kept. Run the command again with these options.'
						}
					: { vi: 'Bị từ chối, không lưu gì.', en: 'Refused; nothing was kept.' }
			)
		);
		return lines;
	}
	if (report) lines.push(...describeReport(report, language));
	if (draft) lines.push(...changesOf(draft, language));
	if (isDry)
		lines.push(
			say({
				vi: 'Chỉ xem thử (--dry-run): không lưu gì.',
				en: 'Only shown (--dry-run): nothing was kept.'
			})
		);
	return lines;
}

function questionLines(
	{ about, found, choices, tables, form }: Question,
	language: Language
): string[] {
	const where = tables.length > 0 ? ` [${tables.join(', ')}]` : '';
	const scoped =
		tables.length > 1 && (about === 'month' || about === 'network' || about === 'province');
	return [
		`? ${found[language]}${where}`,
		...choices.flatMap((of) => [
			`    ${optionOf(of) ?? '→'}  ${of.text[language]}`,
			...of.examples.map((text) => `        ${text[language]}`)
		]),
		...(form ? [`    ${language === 'vi' ? 'Trả lời bằng' : 'Answer with'}: ${form}`] : []),
		...(scoped
			? [
					`    ${language === 'vi' ? 'Riêng từng bảng' : 'For one table'}: --${about} "${tables[0]}=…"`
				]
			: [])
	];
}

/** What the store has more of, or otherwise. */
function changesOf({ parts }: Draft, language: Language): string[] {
	return parts.map(
		({ month, network, province, samples, unknownCommune, estimatedFrom, change }) => {
			const { before, after, added, changed, untouched, speedsLost } = change;
			const more = [
				language === 'vi'
					? `${added} đơn vị mới, ${changed} thay đổi, ${untouched} giữ nguyên`
					: `${added} units are new, ${changed} change, ${untouched} stay`,
				...(speedsLost
					? [
							language === 'vi'
								? `${speedsLost} đơn vị mất tốc độ mà tệp không có`
								: `${speedsLost} lose speeds that the file does not have`
						]
					: []),
				...(unknownCommune
					? [
							language === 'vi'
								? `${unknownCommune} mẫu không rõ xã`
								: `${unknownCommune} samples of unknown commune`
						]
					: []),
				...(estimatedFrom
					? [
							language === 'vi'
								? `ước tính từ danh mục ${estimatedFrom}`
								: `estimated from the list ${estimatedFrom}`
						]
					: [])
			];
			return `${month} ${networkText(network, language)} ${province}: ${before === null ? samples : `${before} → ${after}`} ${language === 'vi' ? 'mẫu' : 'samples'} (${more.join('; ')})`;
		}
	);
}
