/** Links as people, programs and accidents make them: seeded, valid and hostile values mixed, of any edition. */
import { readFile } from 'node:fs/promises';
import { randomLcg } from 'd3-random';
import { catalogueOf } from '../../src/lib/data/catalogue.ts';
import { readManifest } from '../../src/lib/data/manifest.ts';
import { readUnits } from '../../src/lib/data/tables.ts';
import { unitsAt } from '../../src/lib/domain/dated-names.ts';
import { MEASURES } from '../../src/lib/domain/measure.ts';
import { NETWORKS } from '../../src/lib/domain/network.ts';
import {
	editionShown,
	parseSelection,
	serialiseSelection,
	settleUnits,
	VIEWS,
	type Catalogue,
	type Selection
} from '../../src/lib/domain/selection.ts';
import { levelOf, LEVELS, unitsOf, type Units } from '../../src/lib/domain/unit.ts';

const DATA = 'static/data/';

/** Values that no parameter has, or that only another one has. */
const HOSTILE = [
	'',
	' ',
	'Infinity',
	'-Infinity',
	'NaN',
	'9999-12',
	'0000-00',
	'2025-13',
	'2024-00',
	'1999-01',
	'2026-1',
	'__proto__',
	'constructor',
	'toString',
	'hasOwnProperty',
	'<script>alert(1)</script>',
	'"\'`${1}{{1}}',
	'%',
	'%00',
	'\u0000',
	'\u202e',
	'🦆',
	'Đ'.normalize('NFD').repeat(300),
	'06 OR 1=1',
	'-1',
	'1e308',
	'06',
	'00000',
	'99999',
	'001',
	'2022-10',
	'2025-07',
	'null',
	'undefined',
	'../../etc/passwd',
	'MOBILE',
	' mobile',
	'commune,district',
	'٣',
	'0.1.2.3.4.5.6.7.8.9',
	'x'.repeat(2000)
];

/** Where a link leads: what the page must show when it has settled. */
export interface Link {
	/** Query, with `?`. */
	query: string;
	/** The selection that it comes to, as the page says it. */
	shown: string;
	month: string;
	level: string;
	network: string;
	view: string;
	/** Name of the unit that the panel tells of; `null` for the country. */
	unit: string | null;
	/** True when the link asks for something that can't be had. */
	isTold: boolean;
}

/** What is known of what is published. */
export interface Known {
	catalogue: Catalogue;
	units: Map<string, Units>;
}

export async function readKnown(): Promise<Known> {
	const json = async (url: string) => JSON.parse(await readFile(DATA + url, 'utf8')) as unknown;
	const manifest = readManifest(await json('manifest.json'), 'manifest.json');
	const units = new Map<string, Units>();
	for (const { id, units: file } of manifest.editions)
		units.set(id, readUnits(id, await json(file.url), file.url));
	return { catalogue: catalogueOf(manifest), units };
}

/** Chooses by a seed, so that a failure can be met again. */
export class Links {
	readonly #known: Known;
	readonly #random: () => number;
	#last: [string, string][] = [];

	constructor(known: Known, seed: number) {
		this.#known = known;
		this.#random = randomLcg(seed);
	}

	/** The next link: the last one with some of its parameters changed, or another one altogether. */
	next(extra: Record<string, readonly string[]> = {}): string {
		const names = [...Object.keys(this.#valid), ...Object.keys(extra)];
		const params = this.#random() < 0.6 ? [...this.#last] : [];
		const count = 1 + Math.floor(this.#random() * (params.length ? 3 : 6));
		for (let at = 0; at < count; at++) {
			const name = this.#pick(names);
			const value = this.#value(name, extra[name]);
			const there = params.findIndex(([other]) => other === name);
			const dice = this.#random();
			if (there >= 0 && dice < 0.25) params.splice(there, 1);
			// A few links name a parameter twice.
			else if (there < 0 || dice > 0.95) params.push([name, value]);
			else params[there] = [name, value];
		}
		this.#last = params;
		return `?${new URLSearchParams(params)}`;
	}

	#value(name: string, extra: readonly string[] | undefined): string {
		if (this.#random() < 0.25) return this.#pick(HOSTILE);
		if (name === 'within' || name === 'unit') return this.#code();
		return this.#pick(extra ?? this.#valid[name]!);
	}

	/** Of a unit of any edition and level; the same few come again. */
	#code(): string {
		const units = this.#pick([...this.#known.units.values()]);
		const { codes } = unitsOf(units, this.#pick(units.levels));
		return codes[Math.floor(this.#random() ** 3 * codes.length)]!;
	}

	get #valid(): Record<string, readonly string[]> {
		const months = this.#known.catalogue.months.map(({ month }) => month);
		return {
			month: months,
			against: months,
			units: ['2025-07'],
			level: LEVELS,
			network: NETWORKS,
			operator: ['Viettel', 'VNPT', 'MobiFone'],
			measure: MEASURES,
			view: VIEWS,
			within: [],
			unit: [],
			hide: ['none', '1.2', 'none.min0.min1.min30', '6', 'min600', 'lost'],
			reached: ['0', '1'],
			lang: ['vi', 'en'],
			utm_source: ['zalo']
		};
	}

	#pick<T>(of: readonly T[]): T {
		return of[Math.floor(this.#random() * of.length)]!;
	}
}

/**
 * What a link must come to, by the rules alone.
 * @param fit what the page makes of a selection before it shows it
 * @param then what it makes of it when the units are known
 */
export function settled(
	query: string,
	{ catalogue, units }: Known,
	fit: (selection: Selection) => Selection = (selection) => selection,
	then: (selection: Selection, units: Units) => Selection = (selection) => selection
): Link {
	const parsed = parseSelection(new URLSearchParams(query), catalogue);
	const wanted = fit(parsed.selection);
	const of = units.get(editionShown(wanted, catalogue).id)!;
	const { selection: known, fallbacks } = settleUnits(wanted, of);
	const selection = then(known, of);
	const code = selection.unit ?? selection.within;
	const level = code === null ? undefined : levelOf(of, code);
	// The names of the month's last day, as the page has them.
	const names = level && unitsOf(unitsAt(of, selection.month), level);
	const { month, network, view } = selection;
	return {
		query,
		shown: String(serialiseSelection(selection, catalogue)),
		month,
		level: selection.level,
		network,
		view,
		unit: names ? names.names[names.rowOf.get(code!)!]! : null,
		isTold: parsed.fallbacks.length + fallbacks.length > 0
	};
}
