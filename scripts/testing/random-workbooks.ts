/**
 * Workbooks of random layout, units, networks and languages, made from figures that are known; nothing of the reader is
 * used to make them.
 */
import { utils, write, type WorkSheet } from '@e965/xlsx';
import type { Month } from '../../src/lib/domain/month.ts';
import {
	Facts,
	type Cell,
	type Figure,
	type List,
	type Network,
	type Place,
	type Row
} from './random-facts.ts';
import { provinceWords, type Dice } from './random-words.ts';

/** Rows and columns from 0, as the library takes them. */
type Merge = { s: { r: number; c: number }; e: { r: number; c: number } };

export interface Workbook {
	bytes: Uint8Array;
	/** Figures by "month network code operator". */
	truth: Map<string, Figure>;
	/** True when it states every fact. */
	isWhole: boolean;
	text: string;
}

interface Sheet {
	name: string;
	lines: Cell[][];
	merges: Merge[];
}

/** A workbook of one province. */
export function randomWorkbook(dice: Dice, lists: readonly List[]): Workbook {
	return new Maker(new Facts(dice, dice.of(lists))).make();
}

/** Lays out what is known. */
class Maker {
	readonly #of: Facts;

	constructor(facts: Facts) {
		this.#of = facts;
	}

	make(): Workbook {
		const sheets = this.#sheets();
		const isCsv =
			this.#of.dice.is(0.3) &&
			sheets.length === 1 &&
			this.#of.monthAt !== 'sheet' &&
			sheets[0]!.merges.length === 0;
		return {
			bytes: isCsv ? csv(sheets[0]!.lines, this.#of.dice) : xlsx(sheets),
			truth: this.#of.truth,
			isWhole: this.#of.isWhole(),
			text: sheets
				.map(({ name, lines }) =>
					[`[${name}]`, ...lines.slice(0, 8).map((cells) => cells.join(' | '))].join('\n')
				)
				.join('\n')
		};
	}

	#sheets(): Sheet[] {
		const [month] = this.#of.months as [Month];
		const plain = () => this.#of.dice.of(['Sheet1', 'Số liệu']);
		const name = this.#of.monthAt === 'sheet' ? `T${month.slice(5)}.${month.slice(0, 4)}` : plain();
		if (this.#of.layout === 'sheets')
			return this.#of.networks.map((network) => this.#long(this.#of.say(network), [network]));
		if (this.#of.layout === 'transposed') return [this.#transposed(name)];
		if (this.#of.layout === 'groups') return [this.#across(name, this.#of.networks, 'network')];
		if (this.#of.layout === 'operator groups')
			return [this.#across(name, this.#of.operators, 'operator')];
		if (this.#of.layout === 'months') return [this.#monthsAcross(name)];
		return [this.#long(name, this.#of.networks)];
	}

	/** Title and place, above the table. */
	#titles(): Cell[][] {
		const dice = this.#of.dice;
		const isPlaced = this.#of.provinceAt === 'title';
		const province = this.#of.plain(provinceWords(dice, this.#of.rows[0]!.province));
		const isPlaceLine = isPlaced && dice.is(0.4);
		const title = [
			this.#of.say('title', false),
			this.#of.networkAt === 'title'
				? this.#of.say(this.#of.networks[0]!, false).toLowerCase()
				: '',
			isPlaced && !isPlaceLine ? province : '',
			this.#of.monthAt === 'title' ? this.#of.month(this.#of.months[0]!) : ''
		].filter(Boolean);
		const lines: Cell[][] = [];
		if (title.length > 1 || isPlaceLine || dice.is(0.4)) {
			if (dice.is(0.5)) lines.push([title.join(' ')]);
			else lines.push(...title.map((text) => [text]));
			if (isPlaceLine) lines.push([`${this.#of.say('place')}${province}`]);
			if (dice.is(0.5)) lines.push([]);
		}
		return lines;
	}

	/** Columns that say what a row is about. */
	#lead(): { header: string[]; cells: ((place: Place, at: number) => Cell)[] } {
		const dice = this.#of.dice;
		const header: string[] = [];
		const cells: ((place: Place, at: number) => Cell)[] = [];
		const column = (text: string, cell: (place: Place, at: number) => Cell) => {
			header.push(text);
			cells.push(cell);
		};
		if (dice.is(0.5)) column(this.#of.say('number'), (_, at) => at + 1);
		if (this.#of.monthAt === 'column') {
			const written = this.#of.month(this.#of.months[0]!);
			column(this.#of.say('month'), () => written);
		}
		const province = this.#of.plain(provinceWords(dice, this.#of.rows[0]!.province));
		if (this.#of.provinceAt === 'column') column(this.#of.say('province'), () => province);
		if (this.#of.namedBy !== 'code' && this.#of.rows[0]!.district)
			column(this.#of.say('district'), ({ row }) => this.#of.plain(row.district));
		if (this.#of.namedBy !== 'names') {
			const asNumber = dice.is(0.2);
			column(this.#of.say('code'), ({ row: { code } }) => (asNumber ? Number(code) : code));
		}
		if (this.#of.namedBy !== 'code')
			column(this.#of.say('commune'), ({ row }) => this.#of.name(row));
		if (this.#of.networkAt === 'column') {
			const names = { mobile: this.#of.say('mobile'), fixed: this.#of.say('fixed') };
			column(this.#of.say('network'), ({ network }) => names[network]);
		}
		if (this.#of.layout === 'operators')
			column(this.#of.say('operator'), ({ operator }) => operator);
		return { header, cells };
	}

	#totalRow(width: number, values: Cell[]): Cell[][] {
		const before = Array.from({ length: width - 1 }, () => null);
		return [[this.#of.say('total'), ...before, ...values]];
	}

	/** Rows of data, with the total before or behind them. */
	#withTotal(rows: Cell[][], total: Cell[][]): Cell[][] {
		if (this.#of.total === 'none') return rows;
		return this.#of.total === 'first' ? [...total, ...rows] : [...rows, ...total];
	}

	#note(): Cell[][] {
		return this.#of.dice.is(0.3) ? [[], [this.#of.say('note', false)]] : [];
	}

	/** A row a unit, network and operator; networks below each other as sections where that is the layout. */
	#long(name: string, networks: readonly Network[]): Sheet {
		const titles = this.#titles();
		const { header, cells } = this.#lead();
		const [month] = this.#of.months as [Month];
		const parts = this.#of.layout === 'sections' ? networks.map((of) => [of]) : [networks];
		const blanks = this.#of.readings.map(() => null);
		const lines: Cell[][] = [
			...titles,
			[
				...header,
				this.#of.say('samples'),
				...this.#of.readings.map((reading) => this.#of.header(reading))
			]
		];
		let at = 0;
		for (const [place, part] of parts.entries()) {
			const places = part.flatMap((network) =>
				this.#of.rows.flatMap((row) =>
					this.#of.operators.map((operator): Place => ({ row, month, network, operator }))
				)
			);
			if (this.#of.layout === 'sections')
				lines.push([`${place === 0 ? 'I' : 'II'}. ${this.#of.say(part[0]!)}`]);
			const rows = places.map((of) => {
				const number = at++;
				return [...cells.map((cell) => cell(of, number)), ...this.#of.cells(of)];
			});
			const total = this.#totalRow(header.length, [this.#of.sum(places), ...blanks]);
			lines.push(...this.#withTotal(rows, total));
		}
		const merges =
			this.#of.provinceAt === 'column' && this.#of.layout === 'rows' && this.#of.total !== 'first'
				? this.#merged(lines, titles.length + 1, header.indexOf(this.#of.say('province')))
				: [];
		return { name, lines: [...lines, ...this.#note()], merges };
	}

	/** The province merged over its rows, in some. */
	#merged(lines: Cell[][], from: number, column: number): Merge[] {
		const count = this.#of.rows.length * this.#of.networks.length;
		if (!this.#of.dice.is(0.25) || count < 2) return [];
		for (let line = from + 1; line < from + count; line++) lines[line]![column] = null;
		return [{ s: { r: from, c: column }, e: { r: from + count - 1, c: column } }];
	}

	/** Columns of each network or operator below its merged name. */
	#across(name: string, groups: readonly string[], by: 'network' | 'operator'): Sheet {
		const lines = this.#titles();
		const { header, cells } = this.#lead();
		const [month] = this.#of.months as [Month];
		const heads = [this.#of.say('samples'), ...this.#of.readings.map((of) => this.#of.header(of))];
		const placeOf = (row: Row, group: string): Place => ({
			...{ row, month, network: this.#of.networks[0]!, operator: '' },
			[by]: group
		});
		const names = groups.map((of) => (by === 'network' ? this.#of.say(of as Network) : of));
		const [top, blanks] = [lines.length, heads.slice(1).map(() => null)];
		lines.push([...header, ...names.flatMap((of) => [of, ...blanks])]);
		lines.push([...header.map(() => null), ...names.flatMap(() => heads)]);
		const merges: Merge[] = header.map((_, c) => ({ s: { r: top, c }, e: { r: top + 1, c } }));
		for (const at of names.keys()) {
			const c = header.length + at * heads.length;
			if (heads.length > 1)
				merges.push({ s: { r: top, c }, e: { r: top, c: c + heads.length - 1 } });
		}
		const rows = this.#of.rows.map((row, at) => [
			...cells.map((cell) => cell(placeOf(row, groups[0]!), at)),
			...groups.flatMap((group) => this.#of.cells(placeOf(row, group)))
		]);
		const sums = groups.flatMap((group) => [
			this.#of.sum(this.#of.rows.map((row) => placeOf(row, group))),
			...blanks
		]);
		lines.push(...this.#withTotal(rows, this.#totalRow(header.length, sums)), ...this.#note());
		return { name, lines, merges };
	}

	/** A column a month, a row a unit and network. */
	#monthsAcross(name: string): Sheet {
		const { header, cells } = this.#lead();
		const hasSum = this.#of.dice.is(0.3);
		const words = this.#of.months.map((month) => this.#of.month(month));
		const places = this.#of.networks.flatMap((network) =>
			this.#of.rows.map((row) => ({ row, network, operator: '' }))
		);
		const valuesOf = (of: readonly Omit<Place, 'month'>[]) => {
			const counts = this.#of.months.map((month) =>
				this.#of.sum(of.map((each) => ({ ...each, month })))
			);
			return hasSum ? [...counts, counts.reduce((sum, count) => sum + count, 0)] : counts;
		};
		const rows = places.map((of, at) => [
			...cells.map((cell) => cell({ ...of, month: this.#of.months[0]! }, at)),
			...valuesOf([of]).map((count) => this.#of.count(count))
		]);
		const lines = [
			...this.#titles(),
			[...header, ...words, ...(hasSum ? [this.#of.say('total')] : [])],
			...this.#withTotal(rows, this.#totalRow(header.length, valuesOf(places))),
			...this.#note()
		];
		return { name, lines, merges: [] };
	}

	/** A column a unit. */
	#transposed(name: string): Sheet {
		const [month] = this.#of.months as [Month];
		const { header, cells } = this.#lead();
		const places = this.#of.rows.map((row): Place => ({
			row,
			month,
			network: this.#of.networks[0]!,
			operator: ''
		}));
		const heads = [this.#of.say('samples'), ...this.#of.readings.map((of) => this.#of.header(of))];
		const values = places.map((place) => this.#of.cells(place));
		const lines = [
			...this.#titles(),
			...header.map((text, at) => [text, ...places.map((of, place) => cells[at]!(of, place))]),
			...heads.map((text, at) => [text, ...values.map((of) => of[at]!)])
		];
		return { name, lines, merges: [] };
	}
}

function xlsx(sheets: readonly Sheet[]): Uint8Array {
	const book = utils.book_new();
	for (const { name, lines, merges } of sheets) {
		const sheet: WorkSheet = utils.aoa_to_sheet(lines);
		sheet['!merges'] = merges;
		utils.book_append_sheet(book, sheet, name);
	}
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
