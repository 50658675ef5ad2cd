/**
 * What breaks ECMA-376 in an office file, told as a person would look for it: Microsoft's own Open XML SDK for the parts,
 * and rules of ours for what it does not look at, among them what PowerPoint is publicly known to answer with "repair".
 */
import validate from '@ooxml-tools/validate';
import type { Document, Element } from '@xmldom/xmldom';
import {
	all,
	readXml,
	relationsOf,
	targetOf,
	textOf,
	unpack,
	type Parts
} from '../../src/lib/exports/office-package.ts';
import { chartFaults, workbookFaults } from './office-workbooks.ts';

export type OfficeFormat = 'pptx' | 'docx' | 'xlsx';

/** Faults of a file and of the files in it, each as a line; none when it keeps the standard. */
export async function faultsOf(file: Uint8Array, format: OfficeFormat): Promise<string[]> {
	const faults: string[] = [...archiveFaults(file)];
	const parts = unpack(file);
	faults.push(...malformed(parts));
	// What is not XML cannot be looked at any further.
	if (faults.some((fault) => fault.includes('not well-formed'))) return faults;
	faults.push(...typeFaults(parts), ...relationFaults(parts), ...countFaults(parts));
	if (format === 'pptx') faults.push(...slideFaults(parts), ...chartFaults(parts));
	if (format === 'docx') faults.push(...documentFaults(parts));
	if (format === 'xlsx') faults.push(...workbookFaults(parts));
	faults.push(...(await sdkFaults(file, format)));
	for (const [name, content] of parts)
		if (name.endsWith('.xlsx'))
			faults.push(...(await faultsOf(content, 'xlsx')).map((fault) => `${name}: ${fault}`));
	return faults;
}

async function sdkFaults(file: Uint8Array, format: OfficeFormat): Promise<string[]> {
	try {
		const faults = await validate(file, format, 'Microsoft365');
		return faults.map(({ path, description }) => `${path.partUri} ${path.xpath}: ${description}`);
	} catch (error) {
		// It gives up on files that it cannot open at all.
		return [`Open XML SDK: ${String(error)}`];
	}
}

/** Names in the archive's own directory, double ones too (APPNOTE 4.3.12). */
function* archiveFaults(file: Uint8Array): Generator<string> {
	const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
	let end = file.length - 22;
	while (view.getUint32(end, true) !== 0x06054b50) end--;
	const count = view.getUint16(end + 10, true);
	const seen = new Set<string>();
	let at = view.getUint32(end + 16, true);
	for (let entry = 0; entry < count; entry++) {
		const length = view.getUint16(at + 28, true);
		const name = new TextDecoder().decode(file.subarray(at + 46, at + 46 + length));
		if (name.endsWith('/')) yield `archive: ${name} is a folder`;
		// Names of parts differ in more than case (part 2, 6.3.5).
		if (seen.has(name.toLowerCase())) yield `archive: ${name} comes twice`;
		if (/\\|^\/|\/\/|\.\//.test(name)) yield `archive: ${name} is no name of a part`;
		seen.add(name.toLowerCase());
		at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
	}
}

function* malformed(parts: Parts): Generator<string> {
	for (const name of parts.keys()) {
		if (!/\.(?:xml|rels)$/.test(name)) continue;
		try {
			readXml(parts, name);
		} catch (error) {
			yield `${name}: not well-formed: ${String(error)}`;
		}
	}
}

/** Each part has one type, and each type has parts. */
function* typeFaults(parts: Parts): Generator<string> {
	const document = readXml(parts, '[Content_Types].xml');
	const overrides = all(document, 'Override').map((type) => type.getAttribute('PartName')!);
	const defaults = all(document, 'Default').map((type) => type.getAttribute('Extension')!);
	for (const name of twice(overrides)) yield `content types: ${name} twice`;
	for (const name of twice(defaults)) yield `content types: .${name} twice`;
	for (const name of overrides)
		if (!parts.has(name.slice(1))) yield `content types: ${name} is not there`;
	for (const name of parts.keys())
		if (name !== '[Content_Types].xml' && !overrides.includes(`/${name}`)) {
			if (!defaults.includes(name.slice(name.lastIndexOf('.') + 1)))
				yield `content types: ${name} has none`;
			else if (/\.xml$/.test(name) && !name.startsWith('customXml/'))
				yield `content types: ${name} is only known as XML`;
		}
}

/** Relations lead to parts, all parts are led to, and every id that is used is one of a relation. */
function* relationFaults(parts: Parts): Generator<string> {
	const reached = new Set<string>();
	const masters = new Map<string, string>();
	for (const name of parts.keys()) {
		if (!name.endsWith('.rels')) continue;
		const source = name.replace('_rels/', '').replace(/\.rels$/, '');
		if (source !== '' && !parts.has(source)) yield `${name}: ${source} is not there`;
		const relations = all(readXml(parts, name), 'Relationship');
		for (const id of twice(relations.map((each) => each.getAttribute('Id')!)))
			yield `${name}: ${id} twice`;
		for (const relation of relations) {
			if (relation.getAttribute('TargetMode') === 'External') continue;
			const target = targetOf(name, relation.getAttribute('Target')!);
			reached.add(target);
			if (!parts.has(target)) yield `${name}: leads to ${target}, which is not there`;
			// A master has a theme of its own (part 1, 13.3.4 and 14.2.7).
			if (/Masters\//.test(source) && /\/theme$/.test(relation.getAttribute('Type')!)) {
				if (masters.has(target)) yield `${source}: shares ${target} with ${masters.get(target)}`;
				masters.set(target, source);
			}
		}
	}
	for (const name of parts.keys()) {
		if (name === '[Content_Types].xml' || name.endsWith('.rels')) continue;
		if (!reached.has(name)) yield `${name}: nothing leads to it`;
		if (!name.endsWith('.xml')) continue;
		const known = parts.has(relationsOf(name))
			? all(readXml(parts, relationsOf(name)), 'Relationship').map((each) =>
					each.getAttribute('Id')
				)
			: [];
		for (const element of all(readXml(parts, name), '*'))
			for (const { namespaceURI, value } of element.attributes)
				if (namespaceURI?.endsWith('/officeDocument/2006/relationships') && !known.includes(value))
					yield `${name}: ${element.tagName} names ${value}, which is no relation`;
	}
}

/** What a file says of its own content. */
function* countFaults(parts: Parts): Generator<string> {
	const name = 'docProps/app.xml';
	if (!parts.has(name)) return;
	const document = readXml(parts, name);
	const counts = all(document, 'vt:i4').map((count) => Number(textOf(count)));
	const titles = all(document, 'TitlesOfParts')[0];
	const said = counts.reduce((sum, count) => sum + count, 0);
	const there = titles ? all(titles, 'vt:lpstr').length : 0;
	if (titles && said !== there) yield `${name}: ${there} titles, said to be ${said}`;
	for (const vector of all(document, 'vt:vector')) {
		const size = [...vector.childNodes].filter(({ nodeType }) => nodeType === 1).length;
		if (Number(vector.getAttribute('size')) !== size) yield `${name}: a vector of ${size}`;
	}
	for (const [kind, folder] of [
		['Slides', 'ppt/slides/slide'],
		['Notes', 'ppt/notesSlides/notesSlide']
	] as const) {
		const number = all(document, kind)[0];
		const files = [...parts.keys()].filter((each) => each.startsWith(folder)).length;
		if (number && Number(textOf(number)) !== files) yield `${name}: ${kind} are ${files}`;
	}
}

function* slideFaults(parts: Parts): Generator<string> {
	const lists = [...readXml(parts, 'ppt/presentation.xml').documentElement!.childNodes].map(
		({ nodeName }) => nodeName
	);
	if (lists.includes('p:notesMasterIdLst') && lists[1] !== 'p:notesMasterIdLst')
		yield 'ppt/presentation.xml: masters in the wrong order';
	for (const name of parts.keys()) {
		if (!/^ppt\/(?:slides|slideLayouts|slideMasters|notesSlides)\/[^/]+\.xml$/.test(name)) continue;
		const document = readXml(parts, name);
		for (const id of twice(attributes(document, 'p:cNvPr', 'id'))) yield `${name}: id ${id} twice`;
		for (const background of all(document, 'p:bgPr'))
			if (!/^a:effect(?:Lst|Dag)$/.test(background.lastChild?.nodeName ?? ''))
				yield `${name}: a background without effects`;
		if (name.startsWith('ppt/slides/'))
			for (const shape of all(document, 'p:sp'))
				if (all(shape, 'p:txBody').length !== 1) yield `${name}: a shape without body`;
		for (const paragraph of all(document, 'a:p')) {
			const names = [...paragraph.childNodes].map(({ nodeName }) => nodeName);
			if (names.lastIndexOf('a:pPr') > 0) yield `${name}: properties inside of a paragraph`;
		}
		for (const line of all(document, 'a:ln'))
			if (!line.hasChildNodes() && line.attributes.length === 0) yield `${name}: an empty line`;
		for (const table of all(document, 'a:tbl')) yield* gridFaults(name, table, 'a:');
		for (const value of all(document, '*').flatMap((each) => [...each.attributes]))
			if (/NaN|undefined|Infinity/.test(value.value) && value.name !== 'descr')
				yield `${name}: ${value.name}="${value.value}"`;
	}
}

/** Rows have as many cells as the grid has columns. */
function* gridFaults(name: string, table: Element, prefix: string): Generator<string> {
	const columns = all(table, `${prefix}gridCol`).length;
	for (const row of all(table, `${prefix}tr`)) {
		const cells = all(row, `${prefix}tc`).reduce((sum, cell) => {
			const span = all(cell, 'w:gridSpan')[0]?.getAttribute('w:val') ?? '1';
			return sum + Number(span);
		}, 0);
		if (cells !== columns) yield `${name}: a row of ${cells} cells in a grid of ${columns}`;
		for (const cell of all(row, `${prefix}tc`))
			if (all(cell, `${prefix}p`).length === 0) yield `${name}: a cell without paragraph`;
	}
}

function* documentFaults(parts: Parts): Generator<string> {
	const name = 'word/document.xml';
	const document = readXml(parts, name);
	for (const id of twice(attributes(document, 'wp:docPr', 'id')))
		yield `${name}: picture ${id} twice`;
	for (const id of twice(attributes(document, 'w:bookmarkStart', 'w:id')))
		yield `${name}: bookmark ${id} twice`;
	for (const table of all(document, 'w:tbl')) yield* gridFaults(name, table, 'w:');
	const known = attributes(readXml(parts, 'word/styles.xml'), 'w:style', 'w:styleId');
	for (const id of twice(known)) yield `word/styles.xml: ${id} twice`;
	for (const kind of ['w:pStyle', 'w:rStyle', 'w:tblStyle'])
		for (const style of attributes(document, kind, 'w:val'))
			if (!known.includes(style)) yield `${name}: style ${style} is not there`;
	const lists = parts.has('word/numbering.xml')
		? attributes(readXml(parts, 'word/numbering.xml'), 'w:num', 'w:numId')
		: [];
	for (const list of attributes(document, 'w:numId', 'w:val'))
		if (!lists.includes(list)) yield `${name}: list ${list} is not there`;
}

function attributes(document: Document, element: string, attribute: string): string[] {
	return all(document, element).map((each) => each.getAttribute(attribute)!);
}

/** What comes more than once. */
function twice(values: readonly string[]): string[] {
	return [...new Set(values.filter((value, at) => values.indexOf(value) !== at))];
}
