/**
 * Titles that say of a whole table that its counts are no results of a month: a plan, a running total, an average of
 * months, a part of the month's rounds or hours. And notes that say what was left out.
 */
import type { Evidence } from './draft.ts';
import type { Group } from './groups.ts';
import type { TableRead } from './read-table.ts';
import type { Text } from './sheet.ts';
import type { Column } from './tables.ts';
import { both, withoutPersonal } from './texts.ts';

/** Texts as they are written, without what stands beside them. */
const plain = ({ text }: Evidence) => text.slice(0, 300).normalize('NFC');

const RESULTS =
	/(?<!\p{L})(?:kết\s*quả|thực\s*hiện|đã\s*đo|báo\s*cáo|tổng\s*hợp|results?|achieved|report)(?!\p{L})/iu;
/** A plan that is only named as the ground of what was measured. */
const GROUNDS = /căn\s*cứ|(?:theo|thực\s*hiện)\s*kế\s*hoạch|kế\s*hoạch\s*số/iu;
const PLANS =
	/(?<!\p{L})(?:kế\s*hoạch|dự\s*kiến|phân\s*bổ|giao\s*chỉ\s*tiêu|chỉ\s*tiêu\s*(?:số\s*)?mẫu|planned|allocation)(?!\p{L})/iu;
const CUMULATIVE = /l[uũ][ỹy]\s*k[eế]|lỹ\s*kế|cộng\s*dồn|cumulative|running\s+total/iu;
/** "từ ngày 16 đến ngày 30", "khung giờ cao điểm"; full dates are read elsewhere. */
const PART =
	/(?<!\d)từ\s*ngày\s*\d{1,2}\s*(?:đến|-)\s*(?:hết\s*)?(?:ngày\s*)?\d{1,2}(?![\d/.-])|khung\s*giờ|giờ\s*cao\s*điểm|peak\s*hours?/iu;
const WHOLE =
	/từ\s*ngày\s*0?1\s*(?:đến|-)\s*(?:hết\s*)?(?:ngày\s*)?(?:28|29|30|31)(?!\d)|mọi\s*khung\s*giờ/iu;

const PLAN = both(
	'số mẫu đã đo; tiêu đề nói đây là kế hoạch hoặc chỉ tiêu. Nếu là kết quả, ghi “Kết quả” vào tiêu đề',
	'samples that were measured; the title says that this is a plan or target. If these are results, say “Kết quả” in the title'
);
const RUNNING = both(
	'số mẫu của từng tháng; tiêu đề nói đây là số lũy kế: gửi số của riêng từng tháng',
	'samples of each month alone; the title says that these are running totals: send those of each month'
);
const OF_PART = both(
	'số mẫu của cả tháng; tiêu đề nói đây chỉ là một phần của tháng: gửi số của cả tháng. Nếu đã đủ, bỏ chữ đó khỏi tiêu đề',
	'samples of the whole month; the title says that this is a part of it: send those of the whole month. If it is all, take these words out of the title'
);

/** Headers of counts that are an average of several months: no month's count. */
const OF_MONTHS =
	/(?:trung\s*bình|bình\s*quân|tb|average|mean)[^\d]{0,12}\d{1,2}\s*(?:tháng|months?)|\d{1,2}\s*(?:tháng|months?)[^\d]{0,12}(?:trung\s*bình|bình\s*quân|average)/iu;

/** A title that speaks of counts and not of speeds. */
const COUNTS = /^(?!.*(?:tốc\s*độ|speed)).*(?:mẫu|lượt|phép\s*đo|samples?|tests?)/iu;

/** Counts that are an average of days or weeks; speeds may be. */
const OF_DAYS =
	/(?<!(?:tốc\s*độ|độ\s*trễ|xuống|lên|speed|latency)\s*)(?<!\p{L})(?:trung\s*bình|bình\s*quân|average|mean)\s*(?:(?:mỗi|một|1|theo|hằng|hàng|per|a)\s*)?(?:ngày|tuần|daily|day|week)(?!\p{L})|(?:mẫu|lượt|phép\s*đo|samples?|tests?)\s*(?:\/|mỗi|một|per)\s*(?:ngày|tuần|day|week)(?!\p{L})/iu;
const OF_DAY = both(
	'số mẫu của cả tháng; đây là số trung bình một ngày hoặc một tuần: gửi tổng của cả tháng',
	'samples of the whole month; this is an average of days or weeks: send the sum of the month'
);

/**
 * Why a table has no counts of a month, by its titles and the headers of its counts.
 * @param columns all of them: one that says "lũy kế" itself takes that word off the others
 */
export function noResults(
	titles: readonly Evidence[],
	groups: readonly Group[],
	columns: readonly Column[]
): TableRead['refusal'] {
	const first = (says: RegExp, unless: RegExp) =>
		titles.find((title) => says.test(plain(title)) && !unless.test(plain(title)))?.text;
	if (!titles.some((title) => RESULTS.test(plain(title)))) {
		const found = first(PLANS, GROUNDS);
		if (found !== undefined) return { found, expected: PLAN };
	}
	// One period alone is weighed with the others.
	const isMonthByMonth = groups.length > 1 && groups.every(({ month }) => month);
	if (isMonthByMonth && !columns.some(({ parts }) => CUMULATIVE.test(parts.join(' ')))) {
		const found = first(CUMULATIVE, /(?:không|chưa|not)\s/iu);
		if (found !== undefined) return { found, expected: RUNNING };
	}
	const part = first(PART, WHOLE);
	if (part !== undefined) return { found: part, expected: OF_PART };
	const daily = [
		...titles.map(({ text }) => text),
		...groups.map(({ samples }) => samples.parts.join(' '))
	].find((text) => OF_DAYS.test(text.slice(0, 300).normalize('NFC')));
	if (daily !== undefined) return { found: daily, expected: OF_DAY };
	const header = [
		...groups.map(({ samples }) => samples.parts.join(' ')),
		...titles.map(({ text }) => text).filter((text) => COUNTS.test(text.normalize('NFC')))
	].find((text) => OF_MONTHS.test(text.slice(0, 300).normalize('NFC')));
	if (header === undefined) return undefined;
	return {
		found: header,
		expected: both(
			'số mẫu của từng tháng; đây là trung bình của nhiều tháng',
			'samples of each month; these are an average of several months'
		)
	};
}

const LEFT_OUT =
	/(?<!\p{L})(?:chưa|không)\s*(?:bao\s*)?(?:gồm|tính|có\s*số\s*liệu\s*(?:của|mạng))|(?:not|doesn't)\s+includ|excluding/iu;

/** Notes and cells that say what the counts leave out. */
export function leftOutNotes(texts: readonly Evidence[]): Text[] {
	return texts
		.filter((text) => LEFT_OUT.test(plain(text)))
		.slice(0, 3)
		.map(({ text, at }) => {
			const shown = withoutPersonal(text);
			return both(
				`"${shown}" (${at}): số liệu thiếu phần này; vẫn được tính`,
				`"${shown}" (${at}): the figures lack this; they count all the same`
			);
		});
}
