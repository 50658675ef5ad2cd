/** Vietnamese and English words as they stand in headers and cells, with or without accents. */
import type { Network } from '../../../src/lib/domain/network.ts';
import type { Statistic } from '../../../src/lib/domain/join.ts';

/** Small letters without accents, words parted by one blank: "Số mẫu_đo" → "so mau do". */
export function fold(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/[đĐ]/g, 'd')
		.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

const BLANKS = new Set(['', 'n a', 'na', 'null', 'none', 'nan', 'khong co', 'khong co du lieu']);

/** True for what stands where there is no value: nothing, a dash, "N/A". */
export function isBlank(text: string): boolean {
	return BLANKS.has(fold(text)) && !/\d/.test(text);
}

const TOTALS =
	/^(tổng|tổng cộng|tổng số|cộng|cả nước|toàn quốc|toàn tỉnh|toàn thành phố|tong|tong cong|tong so|ca nuoc|toan quoc|toan tinh|total|grand total|sum|nationwide)$/;

/** True for the name of a row that holds the sum of others. Accents count: "Tống" is a name. */
export function isTotal(text: string): boolean {
	return TOTALS.test(
		text
			.normalize('NFC')
			.toLowerCase()
			.replace(/[\s:.]+/g, ' ')
			.trim()
	);
}

const NETWORK_WORDS: readonly [Network, RegExp][] = [
	['mobile', /\b(?:mang )?(?:(?:bang rong )?di dong|mobile(?: broadband)?|cellular|[345]g|lte)\b/],
	[
		'fixed',
		/\b(?:mang )?(?:(?:bang rong )?co dinh|fixed(?: broadband| line)?|ftth|wifi|wi fi|cap quang)\b/
	]
];

/** A network in folded text, and the text without it. */
export function takeNetwork(folded: string): { network?: Network; rest: string } {
	const found = NETWORK_WORDS.flatMap(([network, words]) => {
		const match = words.exec(folded);
		return match ? [{ network, match }] : [];
	});
	if (found.length !== 1) return { rest: folded };
	const { network, match } = found[0]!;
	return { network, rest: folded.replace(match[0], ' ').replace(/ +/g, ' ').trim() };
}

const STATISTIC_WORDS: readonly [Statistic, RegExp][] = [
	['median', /\b(?:trung vi|median|p50)\b/],
	['mean', /\b(?:trung binh|binh quan|mean|average|avg|tb)\b/]
];

/** A statistic in folded text, and the text without it. */
export function takeStatistic(folded: string): { statistic?: Statistic; rest: string } {
	for (const [statistic, words] of STATISTIC_WORDS) {
		const match = words.exec(folded);
		if (match) return { statistic, rest: folded.replace(match[0], ' ').replace(/ +/g, ' ').trim() };
	}
	return { rest: folded };
}
