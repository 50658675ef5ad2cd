/** What a workbook of random layout says, chosen by chance before it is laid out; nothing of the reader is used. */
import type { Month } from '../../src/lib/domain/month.ts';
import { ancestorRow, unitsOf, type Units } from '../../src/lib/domain/unit.ts';
import {
	monthWords,
	OPERATORS,
	UNITS_OF_LATENCY,
	UNITS_OF_SPEED,
	unmarked,
	WORDS,
	type Dice
} from './random-words.ts';

export type Cell = string | number | null;
export type Network = 'mobile' | 'fixed';

export const READINGS = ['download', 'upload', 'latency', 'jitter'] as const;
type Reading = (typeof READINGS)[number];
export type Figure = { samples: number } & Partial<Record<Reading, number>>;

/** A list of units and months that it serves. */
export interface List {
	units: Units;
	months: string[];
}

/** A row of units as the list names them. */
export interface Row {
	code: string;
	name: string;
	district: string;
	province: string;
}

/** What one row or column of figures is about. */
export interface Place {
	row: Row;
	month: Month;
	network: Network;
	operator: string;
}

const LAYOUTS = [
	...['rows', 'rows', 'rows', 'rows', 'groups', 'sections', 'months', 'transposed'],
	...['operators', 'operator groups', 'sheets']
] as const;
type Layout = (typeof LAYOUTS)[number];

/** Choices are made in one place, in the order of the fields. */
export class Facts {
	readonly dice: Dice;
	readonly rows: Row[];
	readonly layout: Layout;
	readonly words: (typeof WORDS)['vi' | 'en'];
	readonly months: Month[];
	readonly networks: Network[];
	readonly operators: string[];
	readonly monthAt: 'title' | 'column' | 'sheet' | 'nowhere' | 'header';
	readonly networkAt: 'title' | 'column' | 'sheet' | 'nowhere' | 'header';
	readonly namedBy: 'code' | 'code and name' | 'names';
	readonly provinceAt: 'column' | 'title' | 'nowhere';
	readonly readings: Reading[];
	readonly statistic: 'median' | 'mean' | 'nowhere';
	readonly speed: (typeof UNITS_OF_SPEED)[number];
	readonly latency: (typeof UNITS_OF_LATENCY)[number];
	readonly hasComma: boolean;
	readonly hasThousands: boolean;
	readonly isUnmarked: boolean;
	readonly nameStyle: 'full' | 'upper' | 'bare';
	readonly total: 'first' | 'last' | 'none';
	readonly said = new Map<string, string>();
	readonly truth = new Map<string, Figure>();

	constructor(dice: Dice, { units, months }: List) {
		this.dice = dice;
		this.words = WORDS[dice.of(['vi', 'vi', 'en'] as const)];
		this.rows = rowsOfProvince(dice, units);
		const layout = (this.layout = dice.of(LAYOUTS));
		this.months = layout === 'months' ? [...months] : [dice.of(months)];
		const isOfBoth = ['groups', 'sections', 'sheets'].includes(layout) || dice.is(0.25);
		this.networks =
			isOfBoth && layout !== 'transposed' && layout !== 'operator groups'
				? ['mobile', 'fixed']
				: [dice.of(['mobile', 'fixed'] as const)];
		this.operators = layout === 'operators' || layout === 'operator groups' ? [...OPERATORS] : [''];
		const isTitled = ['transposed', 'operator groups'].includes(layout);
		const rarely = dice.is(0.05) ? 'nowhere' : 'title';
		this.monthAt =
			layout === 'months'
				? 'header'
				: isTitled
					? rarely
					: dice.of(['title', 'column', layout === 'sheets' ? 'title' : 'sheet', rarely] as const);
		this.networkAt =
			this.networks.length === 1
				? isTitled
					? rarely
					: dice.of(['title', 'column', rarely] as const)
				: layout === 'sheets'
					? 'sheet'
					: layout === 'groups' || layout === 'sections'
						? 'header'
						: 'column';
		this.namedBy = dice.of(['code', 'code and name', 'code and name', 'names'] as const);
		this.provinceAt =
			isTitled && this.namedBy === 'names'
				? 'title'
				: dice.of(['column', 'title', this.namedBy === 'names' ? 'title' : 'nowhere'] as const);
		this.readings = layout !== 'months' && dice.is(0.5) ? READINGS.filter(() => dice.is(0.6)) : [];
		this.statistic = dice.of(['median', 'mean', dice.is(0.2) ? 'nowhere' : 'median'] as const);
		this.speed = dice.of(UNITS_OF_SPEED);
		this.latency = dice.of(UNITS_OF_LATENCY);
		this.hasComma = dice.is(0.3);
		this.hasThousands = dice.is(0.15);
		this.isUnmarked = dice.is(0.15);
		this.nameStyle = dice.of(['full', 'full', 'full', 'upper', 'bare'] as const);
		this.total = dice.of(['none', 'none', 'last', 'last', 'first'] as const);
		this.draw();
	}

	isWhole(): boolean {
		const areNamesExact = this.nameStyle !== 'bare' && !this.isUnmarked;
		return (
			// A table that lies on its side may be asked about or refused.
			this.layout !== 'transposed' &&
			this.monthAt !== 'nowhere' &&
			this.networkAt !== 'nowhere' &&
			(this.namedBy !== 'names' || areNamesExact) &&
			(this.readings.length === 0 || this.statistic !== 'nowhere')
		);
	}

	/** Figures, and the sum where they are those of operators. */
	draw(): void {
		const dice = this.dice;
		for (const { code } of this.rows)
			for (const month of this.months)
				for (const network of this.networks) {
					let sum = 0;
					for (const operator of this.operators) {
						const samples = dice.is(0.05) ? 0 : 1 + dice.below(dice.is(0.2) ? 3000 : 500);
						const figure: Figure = { samples };
						if (samples > 0)
							for (const reading of this.readings) figure[reading] = this.value(reading);
						this.truth.set(`${month} ${network} ${code} ${operator}`, figure);
						sum += samples;
					}
					if (this.operators.length > 1)
						this.truth.set(`${month} ${network} ${code} `, { samples: sum });
				}
	}

	value(reading: Reading): number {
		const dice = this.dice;
		if (reading === 'latency') return Number((8 + dice.next() * 60).toFixed(1));
		if (reading === 'jitter') return Number((1 + dice.next() * 12).toFixed(1));
		return Number((15 + dice.next() * 180).toFixed(2));
	}

	/** The same words all over a workbook, but for those of titles. */
	say(key: keyof (typeof WORDS)['vi'], isFixed = true): string {
		const of =
			(isFixed && this.said.get(key)) || this.dice.of(this.words[key] as readonly string[]);
		if (isFixed) this.said.set(key, of);
		return this.plain(of);
	}

	plain(text: string): string {
		return this.isUnmarked ? unmarked(text) : text;
	}

	month(month: Month): string {
		return this.plain(monthWords(this.dice, month));
	}

	name({ name }: Row): string {
		const styled =
			this.nameStyle === 'upper'
				? name.toUpperCase()
				: this.nameStyle === 'bare'
					? name.replace(/^(?:Phường|Xã|Thị trấn|Đặc khu) (?!\d)/, '')
					: name;
		return this.plain(styled);
	}

	header(reading: Reading): string {
		const statistic = this.statistic === 'nowhere' ? '' : ` ${this.say(this.statistic)}`;
		const isTime = reading === 'latency' || reading === 'jitter';
		return `${this.say(reading)}${statistic} (${(isTime ? this.latency : this.speed)[0]})`;
	}

	cells({ row, month, network, operator }: Place): Cell[] {
		const figure = this.truth.get(`${month} ${network} ${row.code} ${operator}`)!;
		return [
			this.count(figure.samples),
			...this.readings.map((reading): Cell => {
				const of = figure[reading];
				if (of === undefined) return null;
				const isTime = reading === 'latency' || reading === 'jitter';
				const written = Number((of * (isTime ? this.latency : this.speed)[1]).toPrecision(10));
				return this.hasComma ? String(written).replace('.', ',') : written;
			})
		];
	}

	count(samples: number): Cell {
		if (!this.hasThousands || samples < 1000) return samples;
		return String(samples).replace(/(\d{3})$/, this.hasComma ? '.$1' : ',$1');
	}

	sum(places: readonly Place[]): number {
		return places.reduce(
			(sum, { row, month, network, operator }) =>
				sum + this.truth.get(`${month} ${network} ${row.code} ${operator}`)!.samples,
			0
		);
	}
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
