/** Rules for sheets, and for charts with the workbooks behind them. */
import type { Element } from '@xmldom/xmldom';
import {
	all,
	readXml,
	relationsOf,
	targetOf,
	textOf,
	unpack,
	type Parts
} from '../../src/lib/exports/office-package.ts';

/** What makes Excel ask for a repair, and the SDK does not see. */
export function* workbookFaults(parts: Parts): Generator<string> {
	const names = all(readXml(parts, 'xl/workbook.xml'), 'sheet').map((sheet) =>
		sheet.getAttribute('name')!
	);
	for (const name of names)
		if (name.length > 31 || /[\\/?*[\]:]|^'|'$/.test(name))
			yield `sheet "${name}": no name of a sheet`;
	if (new Set(names.map((name) => name.toLowerCase())).size !== names.length)
		yield 'two sheets of one name';
	const formats = parts.has('xl/styles.xml')
		? all(readXml(parts, 'xl/styles.xml'), 'cellXfs').flatMap((list) => all(list, 'xf')).length
		: 0;
	for (const name of parts.keys()) {
		if (!/^xl\/worksheets\/[^/]+\.xml$/.test(name)) continue;
		const cells = cellsOf(parts, name);
		const references = [...cells.keys()];
		const places = references.map((reference) => {
			const [, column, row] = /^([A-Z]{1,3})([1-9]\d*)$/.exec(reference) ?? [];
			return Number(row) * 20_000 + columnOf(column ?? '');
		});
		if (places.some((place, at) => !(at === 0 || place > places[at - 1]!)))
			yield `${name}: cells are not in order`;
		for (const [reference, { style, text, isEmptyValue }] of cells) {
			if (isEmptyValue) yield `${name}: ${reference} has an empty value`;
			if (style > 0 && style >= formats)
				yield `${name}: ${reference} has a style that is not there`;
			if (text === undefined) yield `${name}: ${reference} names a text that is not there`;
			else if (text.length > 32_767) yield `${name}: ${reference} is too long`;
		}
		yield* tableFaults(parts, name, cells);
	}
	for (const name of parts.keys()) {
		if (!/^xl\/tables\/[^/]+\.xml$/.test(name)) continue;
		const range = readXml(parts, name).documentElement!.getAttribute('ref')!;
		if (!/^[A-Z]{1,3}[1-9]\d*:[A-Z]{1,3}[1-9]\d*$/.test(range)) yield `${name}: range ${range}`;
	}
}

/** Heads of tables are the texts of their cells (part 1, 18.5.1.3); a table is shown by the sheet that leads to it. */
function* tableFaults(parts: Parts, sheet: string, cells: Map<string, Cell>): Generator<string> {
	const relations = relationsOf(sheet);
	if (!parts.has(relations)) return;
	const shown = all(readXml(parts, sheet), 'tablePart').length;
	const tables = all(readXml(parts, relations), 'Relationship').filter((relation) =>
		relation.getAttribute('Type')!.endsWith('/table')
	);
	if (shown !== tables.length) yield `${sheet}: shows ${shown} of ${tables.length} tables`;
	for (const relation of tables) {
		const table = readXml(parts, targetOf(relations, relation.getAttribute('Target')!));
		const heads = all(table, 'tableColumn').map((column) => column.getAttribute('name'));
		const top = [...cells.values()].slice(0, heads.length).map(({ text }) => text);
		if (heads.join('\n') !== top.join('\n'))
			yield `${sheet}: heads ${top.join(', ')}, in the table ${heads.join(', ')}`;
	}
}

interface Cell {
	/** Undefined where it names a shared text that is not there. */
	text: string | undefined;
	style: number;
	/** True for a number without digits. */
	isEmptyValue: boolean;
}

/** Cells of a sheet by reference, in the order of the file. */
function cellsOf(parts: Parts, sheet: string): Map<string, Cell> {
	const shared = parts.has('xl/sharedStrings.xml')
		? all(readXml(parts, 'xl/sharedStrings.xml'), 'si').map((text) => text.textContent ?? '')
		: [];
	return new Map(
		all(readXml(parts, sheet), 'c').map((cell) => {
			const value = all(cell, 'v')[0];
			const isShared = cell.getAttribute('t') === 's';
			return [
				cell.getAttribute('r')!,
				{
					text: isShared ? shared[Number(textOf(value!))] : (cell.textContent ?? ''),
					style: Number(cell.getAttribute('s') ?? 0),
					isEmptyValue: value !== undefined && textOf(value) === ''
				}
			];
		})
	);
}

/** Charts have the axes that they name, and show what stands in their workbook. */
export function* chartFaults(parts: Parts): Generator<string> {
	for (const name of parts.keys()) {
		if (!/^ppt\/charts\/[^/]+\.xml$/.test(name)) continue;
		const document = readXml(parts, name);
		const axes = ['c:catAx', 'c:valAx', 'c:dateAx', 'c:serAx']
			.flatMap((kind) => all(document, kind))
			.map((axis) => textValue(axis, 'c:axId'));
		for (const bars of all(document, 'c:barChart')) {
			const named = all(bars, 'c:axId').map((axis) => axis.getAttribute('val')!);
			if (named.length !== 2) yield `${name}: ${named.length} axes`;
			for (const axis of named)
				if (!axes.includes(axis)) yield `${name}: axis ${axis} is not there`;
		}
		for (const kind of ['c:idx', 'c:order']) {
			const numbers = all(document, 'c:ser').map((series) => textValue(series, kind));
			if (new Set(numbers).size !== numbers.length) yield `${name}: series share ${kind}`;
		}
		const relations = relationsOf(name);
		const book = all(readXml(parts, relations), 'Relationship')
			.map((relation) => targetOf(relations, relation.getAttribute('Target')!))
			.find((target) => target.endsWith('.xlsx'));
		if (!book) yield `${name}: no workbook`;
		else yield* pointFaults(name, all(document, 'c:f'), unpack(parts.get(book)!));
	}
}

function* pointFaults(name: string, formulas: Element[], book: Parts): Generator<string> {
	const cells = cellsOf(book, 'xl/worksheets/sheet1.xml');
	for (const formula of formulas) {
		const source = textOf(formula);
		const [, column, first, last] =
			/^Sheet1!\$([A-Z]+)\$(\d+)(?::\$\1\$(\d+))?$/.exec(source) ?? [];
		if (!column) {
			yield `${name}: ${source} is no range`;
			continue;
		}
		const count = Number(last ?? first) - Number(first) + 1;
		const reference = formula.parentNode as Element;
		if (textValue(reference, 'c:ptCount') !== String(count)) yield `${name}: ${source} of ${count}`;
		const points = new Map(
			all(reference, 'c:pt').map((point) => [Number(point.getAttribute('idx')), textOf(point)])
		);
		for (let at = 0; at < count; at++) {
			const cell = `${column}${Number(first) + at}`;
			const [drawn, written] = [points.get(at) ?? '', cells.get(cell)?.text ?? ''];
			if (drawn !== written) yield `${name}: "${drawn}" is drawn, "${written}" stands in ${cell}`;
			if (points.has(at) && drawn === '') yield `${name}: an empty point for ${cell}`;
		}
	}
}

function textValue(element: Element, name: string): string | undefined {
	return all(element, name)[0]?.getAttribute('val') ?? undefined;
}

/** A is 1. */
function columnOf(letters: string): number {
	return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}
