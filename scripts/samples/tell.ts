/** What became of files, for people in lines and for programs as JSON. */
import type { Draft, Question, Text } from '../../src/lib/intake/index.ts';
import {
	describePlace,
	optionOf,
	optionsOf,
	toldAlone,
	toldOfDraft,
	type Language,
	type Told
} from '../../src/lib/intake/told.ts';
import type { AddResult } from './add.ts';
import { describeReport, networkText, reportOfDraft } from './report.ts';

/** A result as data. */
export function toldOf(result: AddResult, language: Language): Told {
	const { status, draft, known, tally } = result;
	const there = known.map((name) =>
		language === 'vi'
			? `${name}: đã có, không đổi gì`
			: `${name}: is in already; nothing was changed for it`
	);
	const notes = [...there, ...gaveWayOf(result).map((text) => text[language])];
	return draft ? toldOfDraft(draft, tally, language, notes) : toldAlone(status, notes);
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
	lines.push(...ownPartsOf(result).map(say), ...gaveWayOf(result).map(say));
	if (isDry)
		lines.push(
			say({
				vi: 'Chỉ xem thử (--dry-run): không lưu gì.',
				en: 'Only shown (--dry-run): nothing was kept.'
			})
		);
	return lines;
}

/** Which source counts where a province had its figures from a file of the country (`pieces.ts`). */
function ownPartsOf({ parts, draft }: AddResult): Text[] {
	if (draft?.status !== 'accepted') return [];
	return parts.flatMap(({ month, network, pieces = [] }) =>
		pieces
			.filter(({ isMovedOut }) => isMovedOut)
			.map(({ scope }) => ({
				vi: `${month} ${networkText(network, 'vi')} ${scope}: tỉnh đã gửi tệp riêng nên từ nay là phần riêng, trước tệp cả nước; đơn vị mà tệp riêng không nói đến giữ số của tệp cả nước`,
				en: `${month} ${network} ${scope}: the province has sent a file of its own and is a part of its own now, before that of the country; units that its file does not name keep the figures of the country's`
			}))
	);
}

/** What provinces had sent themselves and `replace` took out. */
function gaveWayOf({ parts, draft }: AddResult): Text[] {
	if (draft?.status !== 'accepted') return [];
	return parts.flatMap(({ month, network, pieces = [] }) =>
		pieces.flatMap(({ scope, gaveWay }) => {
			if (!gaveWay) return [];
			const { units, name, files } = gaveWay;
			const own = files.join(', ');
			return {
				vi: `! ${month} ${networkText(network, 'vi')}: ${units} đơn vị của ${scope} ${name}, số tỉnh tự gửi trong ${own}, đã nhường chỗ cho số của tệp cả nước; muốn giữ số của tỉnh: npm run samples -- replace ${month} ${own}`,
				en: `! ${month} ${network}: ${units} units of ${scope} ${name}, sent by the province in ${own}, gave way to the file of the country; to keep the province's own: npm run samples -- replace ${month} ${own}`
			};
		})
	);
}

function questionLines(
	{ about, found, choices, tables, form, earlier = [] }: Question,
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
		...earlier.map(({ file, month, answers }) =>
			language === 'vi'
				? `    Như với ${file} của tháng ${month}: ${optionsOf(answers)}`
				: `    As for ${file} of ${month}: ${optionsOf(answers)}`
		),
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
		({ month, network, province, samples, rows, unknownCommune, estimatedFrom, change }) => {
			const own = rows.find(({ code, operator }) => code === province && operator === '');
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
				...(own && own.samples !== samples
					? [
							language === 'vi'
								? `cộng các đơn vị cấp thấp nhất; dòng riêng của ${province} ghi ${own.samples}`
								: `the sum of the lowest units; the own row of ${province} says ${own.samples}`
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
			return `${month} ${networkText(network, language)} ${province}: ${before === null ? samples : before === after ? after : `${before} → ${after}`} ${language === 'vi' ? 'mẫu' : 'samples'} (${more.join('; ')})`;
		}
	);
}
