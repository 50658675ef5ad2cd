/** The table, text twin of the map: columns, rows in order, and the text of each cell. Pure. */
import { m } from '../i18n/locale.ts';
import { NO_DATA } from './classify.ts';
import { foldMemo, fold } from './fold.ts';
import { formatChange, formatMeasure, formatMonth, formatNumber } from './format.ts';
import { isReading, MEASURE_UNIT } from './measure.ts';
import { LEVEL_NAME, MEASURE_NAME, STATISTIC_NAME, UNIT_NAME } from './names.ts';
import { noDataText } from './sent.ts';
import { deficit } from './threshold.ts';
import { ancestorRow, unitsOf, type Level, type LevelUnits, type Units } from './unit.ts';
import { MARK, type ViewModel } from './view-model.ts';

/** What a column holds. `low` and `high` are the ends of the 95 % interval of the median. */
export const COLUMNS = [
	'name',
	'code',
	'type',
	'district',
	'province',
	'before',
	'samples',
	'change',
	'deficit',
	'value',
	'low',
	'high',
	'class'
] as const;
export type ColumnId = (typeof COLUMNS)[number];

/** A column that can be shown of a view model. */
export interface TableColumn {
	id: ColumnId;
	label: string;
	isNumber: boolean;
	/** False for those that a reader must ask for. */
	isUsual: boolean;
}

/** How a reader wants the table. */
export interface TableWish {
	sort: ColumnId;
	descending: boolean;
	/** Words that the unit, its parents or its code must hold; folded by this module. */
	text: string;
	/** Type of unit ("Phường"); `null` is all of them. */
	type: string | null;
}

/** Fewest samples first: where something is missing. */
export const USUAL_WISH: TableWish = { sort: 'samples', descending: false, text: '', type: null };

/** The columns that a view model has values for, in their order. */
export function tableColumns(model: ViewModel): TableColumn[] {
	const { locale, selection, levels, before } = model;
	const { measure, level, operator } = selection;
	const words = { locale };
	const mark = model.provenance === 'estimated' ? ` (${m.estimated({}, words)})` : '';
	const above = levels.slice(0, levels.indexOf(level));
	const inUnit = [
		UNIT_NAME[MEASURE_UNIT[measure]]({}, words),
		isReading(measure) && model.statistic ? STATISTIC_NAME[model.statistic]({}, words) : ''
	];
	const labels: Record<ColumnId, string | false> = {
		name: m.table_unit({}, words),
		code: m.table_code({}, words),
		type: m.table_type({}, words),
		district: above.includes('district') && LEVEL_NAME.district({}, words),
		province: above.includes('province') && m.table_province({}, words),
		before: before !== null && formatMonth(selection.against!, locale) + mark,
		samples: (before ? formatMonth(selection.month, locale) : m.table_samples({}, words)) + mark,
		change: before !== null && m.change({}, words),
		// The threshold counts all operators together.
		deficit: operator === null && model.threshold !== null && m.table_deficit({}, words) + mark,
		value:
			measure !== 'samples' &&
			`${MEASURE_NAME[measure]({}, words)} (${inUnit.filter(Boolean).join(', ')})`,
		low: model.interval !== undefined && m.table_low({}, words),
		high: model.interval !== undefined && m.table_high({}, words),
		class: m.table_class({}, words)
	};
	return COLUMNS.flatMap((id): TableColumn[] => {
		const label = labels[id];
		if (label === false) return [];
		const isNumber = !['name', 'code', 'type', 'district', 'province', 'class'].includes(id);
		return [{ id, label, isNumber, isUsual: id !== 'code' && id !== 'type' }];
	});
}

/**
 * Rows of the table: units of the scope whose class is shown and that fit the wish, in its order.
 * Units without a value come last whichever way it is sorted; equals stay in the order of their codes.
 */
export function tableRows(model: ViewModel, units: Units, wish: TableWish): number[] {
	const own = model.units;
	const words = wish.text.toLowerCase().split(/\s+/).filter(Boolean);
	const needles = fold(wish.text).split(' ').filter(Boolean);
	const texts = needles.length ? searchTexts(units, own) : [];
	const isCode = words.length === 1 && /^\d+$/.test(words[0]!);
	const rows = model.rows.filter((row) => {
		if (model.marks[row]! & MARK.hidden) return false;
		if (wish.type !== null && own.types[row] !== wish.type) return false;
		if (isCode && own.codes[row]!.startsWith(words[0]!)) return true;
		return needles.every((needle) => texts[row]!.includes(` ${needle}`));
	});
	const keys = sortKeys(model, units, wish.sort);
	const sign = wish.descending ? -1 : 1;
	return rows.sort((a, b) => {
		const [first, second] = [keys[a]!, keys[b]!];
		if (Number.isNaN(first) || Number.isNaN(second))
			return Number(Number.isNaN(first)) - Number(Number.isNaN(second));
		return (first - second) * sign;
	});
}

/** Make what the first sort by name and the first filter by text need, so that they take no longer than later ones. */
export function warmTable(units: Units, level: Level): void {
	for (const each of units.levels.slice(0, units.levels.indexOf(level) + 1))
		ranksOf(unitsOf(units, each));
	searchTexts(units, unitsOf(units, level));
}

/** Number of a numeric column's cell; `NaN` where there is none. */
export function cellNumber(model: ViewModel, id: ColumnId, row: number): number {
	switch (id) {
		case 'before':
			return model.before?.[row] ?? NaN;
		case 'samples':
			return model.samples[row]!;
		case 'deficit':
			return deficit(model.samples[row]!, model.threshold);
		case 'change':
		case 'value':
			return model.values[row]!;
		case 'low':
		case 'high':
			return model.interval?.[id][row] ?? NaN;
		default:
			return NaN;
	}
}

/** A cell as it is read. */
export function cellText(model: ViewModel, units: Units, id: ColumnId, row: number): string {
	const { locale, selection } = model;
	const words = textOf(model, units, id, row);
	if (words !== undefined) return words;
	const value = cellNumber(model, id, row);
	if (Number.isNaN(value)) return '–';
	if (id === 'change') return formatChange(value, locale);
	if (id === 'value') return formatMeasure(value, MEASURE_UNIT[selection.measure], locale);
	return formatNumber(value, locale, id === 'low' || id === 'high' ? 1 : 0);
}

/** A cell for other programs: numbers without grouping, with the locale's decimal sign. Empty without a value. */
export function plainText(model: ViewModel, units: Units, id: ColumnId, row: number): string {
	const words = textOf(model, units, id, row);
	if (words !== undefined) return words;
	const value = cellNumber(model, id, row);
	if (Number.isNaN(value)) return '';
	const isShare = id === 'value' && MEASURE_UNIT[model.selection.measure] === 'share';
	const rounded = isShare ? Math.round(value * 10_000) / 100 : Math.round(value * 10) / 10;
	const text = String(rounded);
	return (model.locale === 'vi' ? text.replace('.', ',') : text) + (isShare ? '%' : '');
}

function textOf(model: ViewModel, units: Units, id: ColumnId, row: number): string | undefined {
	const own = model.units;
	switch (id) {
		case 'name':
			return own.names[row]!;
		case 'code':
			return own.codes[row]!;
		case 'type':
			return own.types[row]!;
		case 'district':
		case 'province':
			return unitsOf(units, id).names[ancestorRow(units, own.level, row, id)]!;
		case 'class': {
			const at = model.classes[row]!;
			if (at === NO_DATA) return noDataText(model.notSent.has(row), model.locale);
			return model.legend[at]!.label;
		}
		default:
			return undefined;
	}
}

function sortKeys(model: ViewModel, units: Units, id: ColumnId): ArrayLike<number> {
	const own = model.units;
	switch (id) {
		case 'name':
			return ranksOf(own);
		case 'code':
			return own.codes.map((_, row) => row);
		case 'type': {
			const types = [...new Set(own.types)].sort(collator.compare);
			const places = new Map(types.map((type, at) => [type, at]));
			return own.types.map((type) => places.get(type)!);
		}
		case 'district':
		case 'province': {
			if (!units.of[id] || own.level === id) return ranksOf(own);
			const ranks = ranksOf(unitsOf(units, id));
			return own.codes.map((_, row) => ranks[ancestorRow(units, own.level, row, id)]!);
		}
		case 'class':
			return Array.from(model.classes, (at) => (at === NO_DATA ? NaN : at));
		default:
			return Float64Array.from(own.codes, (_, row) => cellNumber(model, id, row));
	}
}

/** Names are ordered as in Vietnamese lists, and "Phường 2" before "Phường 10". */
const collator = new Intl.Collator('vi', { numeric: true });
const knownRanks = new WeakMap<LevelUnits, Int32Array>();
const knownTexts = new WeakMap<LevelUnits, string[]>();

/** Place of each unit in the order of names; equal names share one. Kept, for comparing texts is slow. */
function ranksOf(of: LevelUnits): Int32Array {
	let ranks = knownRanks.get(of);
	if (!ranks) {
		const names = [...new Set(of.names)].sort(collator.compare);
		const places = new Map(names.map((name, at) => [name, at]));
		ranks = Int32Array.from(of.names, (name) => places.get(name)!);
		knownRanks.set(of, ranks);
	}
	return ranks;
}

/** Folded names of each unit and of those above it, each word behind a blank. Kept. */
function searchTexts(units: Units, of: LevelUnits): string[] {
	let texts = knownTexts.get(of);
	if (!texts) {
		const folded = foldMemo();
		const above = units.levels.slice(0, units.levels.indexOf(of.level)).reverse();
		texts = of.names.map((name, row) => {
			const parents = above.map(
				(each) => unitsOf(units, each).names[ancestorRow(units, of.level, row, each)]!
			);
			return ` ${[name, ...parents].map(folded).join(' ')}`;
		});
		knownTexts.set(of, texts);
	}
	return texts;
}
