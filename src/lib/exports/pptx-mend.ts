/**
 * Slides as pptxgenjs 4.0.1 writes them break ECMA-376 in places that PowerPoint answers with "repair" (its issues 1440
 * to 1444, 1449, 1532). Here they are mended, in the page and on the command line alike. Pure.
 */
import type { Document } from '@xmldom/xmldom';
import {
	all,
	drop,
	edit,
	pack,
	readXml,
	relationsOf,
	remove,
	rename,
	settleTypes,
	targetOf,
	textOf,
	unpack,
	type Parts
} from './office-package.ts';

const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006/main';
const SLIDES = 'http://schemas.openxmlformats.org/presentationml/2006/main';

/** What the writer does not know of a deck. */
export interface DeckFacts {
	/** Day on which it is made, `YYYY-MM-DD` in Viet Nam. */
	made: string;
	/** Language of its texts, `vi-VN`. */
	language: string;
}

/**
 * The deck without its faults; the same deck and facts make the same bytes.
 * @throws when it holds notes, which are taken out as nobody writes any
 */
export function mendDeck(deck: Uint8Array, { made, language }: DeckFacts): Uint8Array<ArrayBuffer> {
	const parts = unpack(deck);
	dropNotes(parts);
	numberCharts(parts);
	for (const name of [...parts.keys()]) {
		if (/^ppt\/(?:slides|slideLayouts|slideMasters)\/[^/]+\.xml$/.test(name))
			edit(parts, name, (document) => {
				for (const mend of [
					numberShapes,
					fillShapes,
					finishBackground,
					mendParagraphs,
					dropEmptyLines
				])
					mend(document);
				setLanguage(document, language);
			});
		if (/^ppt\/charts\/[^/]+\.xml$/.test(name)) mendChart(parts, name, made);
	}
	setDay(parts, made);
	settleTypes(parts);
	return pack(parts);
}

/** Each slide has empty notes, whose master shares the theme of the slides' one; PowerPoint takes its shapes away. */
function dropNotes(parts: Parts): void {
	const isNotes = (name: string) => /^ppt\/notes(?:Slides|Masters)\//.test(name);
	for (const name of parts.keys()) {
		if (!/^ppt\/notesSlides\/[^/]+\.xml$/.test(name)) continue;
		const texts = all(readXml(parts, name), 'p:sp').filter(
			(shape) => all(shape, 'p:ph')[0]?.getAttribute('type') === 'body'
		);
		if (texts.some((shape) => textOf(shape) !== ''))
			throw new Error(`${name}: notes would be lost`);
	}
	remove(parts, isNotes);
	edit(parts, 'ppt/presentation.xml', (document) => {
		for (const list of all(document, 'p:notesMasterIdLst')) drop(list);
	});
	edit(parts, 'docProps/app.xml', (document) => {
		for (const count of all(document, 'Notes')) count.textContent = '0';
	});
}

/** The writer counts charts over all decks that it ever made. */
function numberCharts(parts: Parts): void {
	for (const pattern of [
		/^ppt\/charts\/chart(\d+)\.xml$/,
		/^ppt\/embeddings\/Microsoft_Excel_Worksheet(\d+)\.xlsx$/
	]) {
		const numberOf = (name: string) => Number(pattern.exec(name)![1]);
		const names = [...parts.keys()].filter((name) => pattern.test(name));
		names.sort((a, b) => numberOf(a) - numberOf(b));
		const renamed = names.map((name, at) => [name, name.replace(/\d+/, String(at + 1))] as const);
		rename(parts, new Map(renamed));
	}
}

/** Ids of shapes are unique in a slide (part 1, 20.1.2.2.8): tables are counted apart from all others. */
function numberShapes(document: Document): void {
	const seen = new Set<number>();
	const shapes = all(document, 'p:cNvPr');
	let last = Math.max(...shapes.map((shape) => Number(shape.getAttribute('id'))));
	for (const shape of shapes) {
		const id = Number(shape.getAttribute('id'));
		if (seen.has(id)) shape.setAttribute('id', String(++last));
		seen.add(id);
	}
}

/** A shape without text has an empty one, since PowerPoint asks for it. */
function fillShapes(document: Document): void {
	for (const shape of all(document, 'p:sp')) {
		if (all(shape, 'p:txBody').length > 0) continue;
		const body = document.createElementNS(SLIDES, 'p:txBody');
		const paragraph = document.createElementNS(DRAWING, 'a:p');
		paragraph.appendChild(document.createElementNS(DRAWING, 'a:endParaRPr'));
		for (const name of ['a:bodyPr', 'a:lstStyle'])
			body.appendChild(document.createElementNS(DRAWING, name));
		body.appendChild(paragraph);
		shape.insertBefore(body, all(shape, 'p:extLst')[0] ?? null);
	}
}

/** Effects follow the fill of a background (part 1, 19.3.1.2). */
function finishBackground(document: Document): void {
	for (const background of all(document, 'p:bgPr'))
		if (!all(background, 'a:effectLst')[0] && !all(background, 'a:effectDag')[0])
			background.appendChild(document.createElementNS(DRAWING, 'a:effectLst'));
}

/** Properties come once in a paragraph, before its runs (part 1, 21.1.2.2.6). */
function mendParagraphs(document: Document): void {
	for (const paragraph of all(document, 'a:p'))
		for (const properties of all(paragraph, 'a:pPr')
			.filter(({ parentNode }) => parentNode === paragraph)
			.slice(1))
			drop(properties);
}

/** An outline that says nothing. */
function dropEmptyLines(document: Document): void {
	for (const line of all(document, 'a:ln'))
		if (!line.hasChildNodes() && line.attributes.length === 0) drop(line);
}

/** The writer takes all text for American English, which PowerPoint then marks as misspelt. */
function setLanguage(document: Document, language: string): void {
	for (const name of ['a:rPr', 'a:endParaRPr'])
		for (const properties of all(document, name)) properties.setAttribute('lang', language);
}

/** Charts of bars have two axes (part 1, 21.2.2.16), and a month without data has no point, rather than an empty one. */
function mendChart(parts: Parts, name: string, made: string): void {
	const figures = new Map<string, string>();
	edit(parts, name, (document) => {
		for (const bars of all(document, 'c:barChart'))
			for (const axis of all(bars, 'c:axId').slice(2)) drop(axis);
		for (const point of all(document, 'c:pt')) if (textOf(point) === '') drop(point);
		for (const reference of all(document, 'c:numRef')) {
			const [, column, row] = /\$([A-Z]+)\$(\d+)/.exec(textOf(all(reference, 'c:f')[0]!))!;
			for (const point of all(reference, 'c:pt'))
				figures.set(`${column}${Number(row) + Number(point.getAttribute('idx'))}`, textOf(point));
		}
	});
	const relations = relationsOf(name);
	for (const relation of all(readXml(parts, relations), 'Relationship')) {
		const book = targetOf(relations, relation.getAttribute('Target')!);
		if (book.endsWith('.xlsx')) parts.set(book, mendWorkbook(parts.get(book)!, figures, made));
	}
}

/**
 * The workbook of a chart: it has a table that no sheet shows and whose range is none; zeros are missing.
 * @param figures of the chart by cell
 */
function mendWorkbook(
	book: Uint8Array,
	figures: ReadonlyMap<string, string>,
	made: string
): Uint8Array<ArrayBuffer> {
	const parts = unpack(book);
	remove(parts, (name) => name.startsWith('xl/tables/'));
	for (const name of [...parts.keys()].filter((each) => each.startsWith('xl/worksheets/sheet')))
		edit(parts, name, (document) => {
			for (const tables of all(document, 'tableParts')) drop(tables);
			for (const cell of all(document, 'c')) {
				const value = all(cell, 'v')[0];
				if (!value || textOf(value) !== '') continue;
				const figure = figures.get(cell.getAttribute('r')!);
				if (figure === undefined) drop(value);
				else value.textContent = figure;
			}
		});
	setDay(parts, made);
	settleTypes(parts);
	return pack(parts);
}

/** The day on which the briefing is made, not the moment of the writer's clock. */
function setDay(parts: Parts, made: string): void {
	edit(parts, 'docProps/core.xml', (document) => {
		for (const name of ['dcterms:created', 'dcterms:modified'])
			for (const time of all(document, name)) time.textContent = `${made}T00:00:00Z`;
	});
}
