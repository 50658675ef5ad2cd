/** Vietnamese and English words as they stand in headers and cells, with or without accents, in any case and form. */
import type { Statistic } from '../domain/join.ts';

/**
 * Small letters without accents, words parted by one blank: "Số mẫu_đo", "SỐ MẪU ĐO" and "SoMauDo" → "so mau do".
 * "Ð" (eth) stands for "Đ" in files that were converted.
 */
export function fold(text: string): string {
	return text
		.slice(0, MOST)
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.replace(/[ĐÐ\u0189]/g, 'D')
		.replace(/[đð\u0256]/g, 'd')
		.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

/** No name or header is longer. */
const MOST = 400;

const BLANKS = new Set([
	'',
	'n a',
	'na',
	'null',
	'none',
	'nan',
	'khong co',
	'khong co du lieu',
	'khong co so lieu',
	'chua co',
	'chua co so lieu',
	'khong',
	'khong do',
	'khong co mau',
	'khong phat sinh',
	'chua do',
	'chua co mau',
	'chua bao cao',
	'chua thuc hien',
	'x'
]);

/** True for what stands where there is no value: nothing, a dash, "N/A". */
export function isBlank(text: string): boolean {
	return BLANKS.has(fold(text)) && !/\d/.test(text);
}

const TOTALS =
	/^(?:(?:tổng|tổng cộng|tổng số|cộng|tổng cộng chung|tổng toàn tỉnh|tổng toàn thành phố|cả nước|cả tỉnh|toàn quốc|toàn tỉnh|toàn thành phố|toàn huyện|tong|tong cong|tong so|cong|ca nuoc|toan quoc|toan tinh|toan thanh pho|total|grand total|subtotal|sum|nationwide)|(?:tổng|tổng cộng|cộng|tong cong|total) (?:tỉnh|thành phố|tp|huyện|quận|toàn|cả|các|mạng|bảng|mục|nhóm|phường|xã|số|chung|of|for) ?.*)$/;

/** True for the name of a row that holds the sum of others. Accents count: "Tống" is a name. */
export function isTotal(text: string): boolean {
	return TOTALS.test(
		text
			.slice(0, MOST)
			.normalize('NFC')
			.toLowerCase()
			.replace(/[\s:.*]+/g, ' ')
			.trim()
	);
}

const STATISTIC_WORDS: readonly [Statistic, RegExp][] = [
	['median', /\b(?:trung vi|median|p50|tv)\b/],
	['mean', /\b(?:trung binh|binh quan|mean|average|avg|tb|bq)\b/]
];

/** A statistic in folded text, and the text without it; none when it names both. */
export function takeStatistic(folded: string): { statistic?: Statistic; rest: string } {
	const found = STATISTIC_WORDS.flatMap(([statistic, words]) => {
		const match = words.exec(folded);
		return match ? [{ statistic, match }] : [];
	});
	if (found.length !== 1) return { rest: folded };
	const { statistic, match } = found[0]!;
	return { statistic, rest: folded.replace(match[0], ' ').replace(/ +/g, ' ').trim() };
}
