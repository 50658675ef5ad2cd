/**
 * Workbooks of random layout, units, networks and languages, made from figures that are known; nothing of the reader is
 * used to make them.
 */
import { utils, write, type WorkSheet } from '@e965/xlsx';
import { ancestorRow, unitsOf, type Units } from '../../src/lib/domain/unit.ts';

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

type Cell = string | number | null;

const WORDS = {
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
		median: ['median'],
		mean: ['mean', 'average'],
		mobile: ['Mobile', 'mobile broadband'],
		fixed: ['Fixed', 'Fixed broadband'],
		total: ['Total', 'Grand total'],
		title: ['i-Speed measurements', 'Samples by commune'],
		note: ['Note: source VNNIC', 'Prepared by']
	}
} as const;

const UNITS_OF_SPEED = [
	['Mbps', 1],
	['Mbit/s', 1],
	['kbps', 1000],
	['MB/s', 0.125]
] as const;

function monthWords(dice: Dice, month: string): string {
	const [year, number] = month.split('-') as [string, string];
	return dice.of([
		month,
		`${number}/${year}`,
		`Tháng ${Number(number)}/${year}`,
		`tháng ${Number(number)} năm ${year}`,
		`T${number}-${year}`
	]);
}

export interface Figure {
	samples: number;
	download?: number;
	upload?: number;
	latency?: number;
}

export interface Workbook {
	bytes: Uint8Array;
	/** Figures by "month network code". */
	truth: Map<string, Figure>;
	/** True when it states every fact. */
	isWhole: boolean;
	text: string;
}

export const READINGS = ['download', 'upload', 'latency'] as const;

/** A list of units and months that it serves. */
export interface List {
	units: Units;
	months: string[];
}

/** A workbook of one province. */
export function randomWorkbook(dice: Dice, lists: readonly List[]): Workbook {
	const { units, months } = dice.of(lists);
	const words = WORDS[dice.of(['vi', 'vi', 'en'] as const)];
	const say = (key: keyof typeof words): string => dice.of(words[key]);
	const rows = rowsOfProvince(dice, units);
	const month = dice.of(months);
	const networks = dice.is(0.4)
		? (['mobile', 'fixed'] as const)
		: ([dice.of(['mobile', 'fixed'] as const)] as const);
	// Where each fact stands; nowhere in a few.
	const monthAt = dice.of([
		'title',
		'column',
		'sheet',
		'title',
		'column',
		dice.is(0.3) ? 'nowhere' : 'column'
	] as const);
	const networkAt =
		networks.length > 1
			? dice.of(['column', 'groups', 'sections'] as const)
			: dice.of(['title', 'column', 'title', dice.is(0.3) ? 'nowhere' : 'column'] as const);
	const namedBy = dice.of(['code', 'code and name', 'code and name', 'names'] as const);
	const provinceAt =
		namedBy === 'names'
			? dice.of(['column', 'title'] as const)
			: dice.of(['column', 'title', 'nowhere'] as const);
	const hasSpeeds = dice.is(0.5);
	const statistic = dice.of(['median', 'mean', dice.is(0.2) ? 'nowhere' : 'median'] as const);
	const unit = dice.of(UNITS_OF_SPEED);
	const isDecimalComma = dice.is(0.3);
	const readings = hasSpeeds ? READINGS.filter(() => dice.is(0.7)) : [];

	const truth = new Map<string, Figure>();
	for (const { code } of rows)
		for (const network of networks) {
			const samples = dice.is(0.05) ? 0 : 1 + dice.below(dice.is(0.2) ? 3000 : 500);
			const figure: Figure = { samples };
			if (samples > 0)
				for (const reading of readings)
					figure[reading] =
						reading === 'latency'
							? Number((8 + dice.next() * 60).toFixed(1))
							: Number((15 + dice.next() * 180).toFixed(2));
			truth.set(`${month} ${network} ${code}`, figure);
		}

	const header: string[] = [];
	const lead: ((row: Row, at: number, network: string) => Cell)[] = [];
	const column = (text: string, cell: (row: Row, at: number, network: string) => Cell) => {
		header.push(text);
		lead.push(cell);
	};
	if (dice.is(0.5)) column(say('number'), (_, at) => at + 1);
	if (monthAt === 'column') {
		const written = monthWords(dice, month);
		column(say('month'), () => written);
	}
	if (provinceAt === 'column') column(say('province'), ({ province }) => province);
	if (namedBy !== 'code' && units.of.district) column(say('district'), ({ district }) => district);
	if (namedBy !== 'names') {
		const asNumber = dice.is(0.2);
		column(say('code'), ({ code }) => (asNumber ? Number(code) : code));
	}
	if (namedBy !== 'code') column(say('commune'), ({ name }) => name);
	if (networkAt === 'column') {
		const names = { mobile: say('mobile'), fixed: say('fixed') };
		column(say('network'), (_row, _at, network) => names[network as 'mobile' | 'fixed']);
	}
	const speedHeader = (reading: (typeof READINGS)[number]) => {
		const of = statistic === 'nowhere' ? '' : ` ${say(statistic)}`;
		return `${say(reading)}${of} (${reading === 'latency' ? 'ms' : unit[0]})`;
	};
	const value = (figure: Figure, reading: (typeof READINGS)[number]): Cell => {
		const of = figure[reading];
		if (of === undefined) return null;
		const written = reading === 'latency' ? of : Number((of * unit[1]).toPrecision(10));
		return isDecimalComma ? String(written).replace('.', ',') : written;
	};
	const valueHeaders = [say('samples'), ...readings.map(speedHeader)];
	const valuesOf = (code: string, network: string): Cell[] => {
		const figure = truth.get(`${month} ${network} ${code}`)!;
		return [figure.samples, ...readings.map((reading) => value(figure, reading))];
	};
	const sumOf = (network: string) =>
		rows.reduce((sum, { code }) => sum + truth.get(`${month} ${network} ${code}`)!.samples, 0);

	const lines: Cell[][] = [];
	const merges: { s: { r: number; c: number }; e: { r: number; c: number } }[] = [];
	const title = [
		say('title'),
		networkAt === 'title' ? say(networks[0]).toLowerCase() : '',
		provinceAt === 'title' ? rows[0]!.province : '',
		monthAt === 'title' ? monthWords(dice, month) : ''
	].filter(Boolean);
	const isTitled = monthAt === 'title' || networkAt === 'title' || provinceAt === 'title';
	if (isTitled || dice.is(0.4)) {
		if (dice.is(0.5)) lines.push([title.join(' ')]);
		else lines.push(...title.map((text) => [text]));
		if (dice.is(0.5)) lines.push([]);
	}
	const total = dice.is(0.4) ? say('total') : '';
	const totalRow = (values: Cell[]): Cell[] => [
		total,
		...header.slice(1).map(() => null),
		...values
	];
	if (networkAt === 'groups') {
		const names = networks.map((network) => say(network));
		const top = lines.length;
		lines.push([
			...header,
			...names.flatMap((name) => [name, ...valueHeaders.slice(1).map(() => null)])
		]);
		lines.push([...header.map(() => null), ...names.flatMap(() => valueHeaders)]);
		header.forEach((_, c) => merges.push({ s: { r: top, c }, e: { r: top + 1, c } }));
		names.forEach((_, at) => {
			const c = header.length + at * valueHeaders.length;
			if (valueHeaders.length > 1)
				merges.push({ s: { r: top, c }, e: { r: top, c: c + valueHeaders.length - 1 } });
		});
		rows.forEach((row, at) =>
			lines.push([
				...lead.map((cell) => cell(row, at, '')),
				...networks.flatMap((network) => valuesOf(row.code, network))
			])
		);
		if (total)
			lines.push(
				totalRow(networks.flatMap((network) => [sumOf(network), ...readings.map(() => null)]))
			);
	} else {
		lines.push([...header, ...valueHeaders]);
		let at = 0;
		for (const network of networks) {
			if (networkAt === 'sections') lines.push([`${at === 0 ? 'I' : 'II'}. ${say(network)}`]);
			for (const row of rows) {
				const place = at++;
				lines.push([
					...lead.map((cell) => cell(row, place, network)),
					...valuesOf(row.code, network)
				]);
			}
			if (total && networkAt === 'sections')
				lines.push(totalRow([sumOf(network), ...readings.map(() => null)]));
		}
		if (total && networkAt !== 'sections')
			lines.push(
				totalRow([
					networks.reduce((sum, network) => sum + sumOf(network), 0),
					...readings.map(() => null)
				])
			);
	}
	if (dice.is(0.3)) lines.push([], [say('note')]);

	const name =
		monthAt === 'sheet'
			? `T${month.slice(5)}.${month.slice(0, 4)}`
			: dice.of(['Sheet1', 'Số liệu']);
	const bytes =
		dice.is(0.3) && monthAt !== 'sheet' && merges.length === 0
			? csv(lines, dice)
			: xlsx(lines, merges, name);
	return {
		bytes,
		truth,
		isWhole:
			monthAt !== 'nowhere' &&
			networkAt !== 'nowhere' &&
			(readings.length === 0 || statistic !== 'nowhere'),
		text: lines
			.slice(0, 8)
			.map((cells) => cells.join(' | '))
			.join('\n')
	};
}

interface Row {
	code: string;
	name: string;
	district: string;
	province: string;
}

/** Some communes of one province, as the list names them. */
function rowsOfProvince(dice: Dice, units: Units): Row[] {
	const communes = unitsOf(units, 'commune');
	const provinces = unitsOf(units, 'province');
	const province = dice.below(provinces.codes.length);
	const all = communes.codes.flatMap((code, row) =>
		ancestorRow(units, 'commune', row, 'province') === province ? [{ code, row }] : []
	);
	const count = 3 + dice.below(25);
	const from = dice.below(Math.max(1, all.length - count));
	return all.slice(from, from + count).map(({ code, row }) => ({
		code,
		name: communes.names[row]!,
		district: units.of.district
			? unitsOf(units, 'district').names[ancestorRow(units, 'commune', row, 'district')]!
			: '',
		province: provinces.names[province]!
	}));
}

function xlsx(lines: Cell[][], merges: WorkSheet['!merges'], name: string): Uint8Array {
	const sheet = utils.aoa_to_sheet(lines);
	sheet['!merges'] = merges;
	const book = utils.book_new();
	utils.book_append_sheet(book, sheet, name);
	return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}

function csv(lines: Cell[][], dice: Dice): Uint8Array {
	const sign = dice.of([',', ';', '\t']);
	const cell = (of: Cell) => {
		const text = String(of ?? '');
		return text.includes(sign) ? `"${text}"` : text;
	};
	return new TextEncoder().encode(lines.map((cells) => cells.map(cell).join(sign)).join('\r\n'));
}
