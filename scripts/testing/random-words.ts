/** Chance from a seed, and the words of workbooks of random layout; nothing of the reader is used. */
import type { Month } from '../../src/lib/domain/month.ts';

/** Numbers from a seed (mulberry32). */
export class Dice {
	#state: number;
	constructor(seed: number) {
		this.#state = seed;
	}
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) | 0;
		let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	}
	below(count: number): number {
		return Math.floor(this.next() * count);
	}
	of<T>(choices: readonly T[]): T {
		return choices[this.below(choices.length)]!;
	}
	is(share: number): boolean {
		return this.next() < share;
	}
}

/** Words of headers and titles by language. */
export const WORDS = {
	vi: {
		number: ['STT', 'TT'],
		code: ['Mã xã', 'Mã đơn vị hành chính', 'Mã ĐVHC'],
		commune: ['Tên xã', 'Xã, phường', 'Xã/Phường/Đặc khu'],
		district: ['Quận, huyện', 'Huyện'],
		province: ['Tỉnh', 'Tỉnh, thành phố', 'Tỉnh/TP'],
		month: ['Tháng', 'Kỳ báo cáo'],
		network: ['Mạng', 'Loại mạng'],
		samples: ['Số mẫu', 'Số mẫu đo', 'Số lượt đo', 'Tổng số mẫu đo'],
		download: ['Tốc độ tải xuống', 'Download'],
		upload: ['Tốc độ tải lên', 'Upload'],
		latency: ['Độ trễ', 'Ping'],
		jitter: ['Jitter', 'Độ jitter'],
		operator: ['Nhà mạng', 'Doanh nghiệp viễn thông'],
		place: ['Tỉnh: ', 'Địa bàn: ', 'Đơn vị: '],
		median: ['trung vị'],
		mean: ['trung bình'],
		mobile: ['Di động', 'Mạng di động', 'DI ĐỘNG'],
		fixed: ['Cố định', 'Băng rộng cố định'],
		total: ['Tổng cộng', 'Cộng', 'TỔNG'],
		title: ['Kết quả đo i-Speed', 'BÁO CÁO SỐ MẪU ĐO'],
		note: ['Ghi chú: số liệu của VNNIC', 'Người lập biểu']
	},
	en: {
		number: ['No.', 'STT'],
		code: ['Commune code', 'code'],
		commune: ['Commune', 'Ward'],
		district: ['District'],
		province: ['Province'],
		month: ['Month', 'Period'],
		network: ['Network', 'Network type'],
		samples: ['Samples', 'Number of samples', 'Tests'],
		download: ['Download', 'Download speed'],
		upload: ['Upload', 'Upload speed'],
		latency: ['Latency', 'Ping'],
		jitter: ['Jitter'],
		operator: ['Operator', 'Provider'],
		place: ['Province: ', 'Area: '],
		median: ['median'],
		mean: ['mean', 'average'],
		mobile: ['Mobile', 'mobile broadband'],
		fixed: ['Fixed', 'Fixed broadband'],
		total: ['Total', 'Grand total'],
		title: ['i-Speed measurements', 'Samples by commune'],
		note: ['Note: source VNNIC', 'Prepared by']
	}
} as const;

/** Units of speed, and how many of them one Mbit\/s is. */
export const UNITS_OF_SPEED = [
	['Mbps', 1],
	['Mbit/s', 1],
	['kbps', 1000],
	['MB/s', 0.125]
] as const;
export const UNITS_OF_LATENCY = [
	['ms', 1],
	['ms', 1],
	['ms', 1],
	['s', 0.001]
] as const;
export const OPERATORS = ['Viettel', 'VNPT', 'MobiFone'] as const;

/** A month as people write it. */
export function monthWords(dice: Dice, month: Month): string {
	const [year, number] = month.split('-') as [string, string];
	return dice.of([
		month,
		`${number}/${year}`,
		`Tháng ${Number(number)}/${year}`,
		`tháng ${Number(number)} năm ${year}`,
		`T${number}-${year}`
	]);
}

/** Vietnamese as it is typed without marks. */
export function unmarked(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
}

/** A province as people name it. */
export function provinceWords(dice: Dice, name: string): string {
	const bare = name.replace(/^(?:Thành phố|Tỉnh) /, '');
	return name.startsWith('Tỉnh')
		? dice.of([name, bare])
		: dice.of([name, bare, `TP ${bare}`, `TP. ${bare}`]);
}
