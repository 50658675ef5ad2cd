/** The parts of an office file (ECMA-376, part 2: a ZIP archive of parts with content types and relations). */
import {
	DOMParser,
	onErrorStopParsing,
	XMLSerializer,
	type Document,
	type Element
} from '@xmldom/xmldom';
import { strFromU8, strToU8, unzipSync, zipSync, type ZippableFile } from 'fflate';

/** Parts by name, without the leading slash, in the order of the archive. */
export type Parts = Map<string, Uint8Array>;

const TYPES = '[Content_Types].xml';

/** Dates of entries say nothing of the content, and would make two files of the same content differ. */
const NO_DATE = new Date(1980, 0, 1);

/** The parts of a file. Entries of folders are none (part 2, 7.3: an archive holds parts only). */
export function unpack(file: Uint8Array): Parts {
	return new Map(Object.entries(unzipSync(file)).filter(([name]) => !name.endsWith('/')));
}

/** A file of parts; the same parts make the same bytes. */
export function pack(parts: Parts): Uint8Array<ArrayBuffer> {
	const names = [TYPES, ...[...parts.keys()].filter((name) => name !== TYPES)];
	// Pictures are compressed by themselves.
	const entries = names.map((name) => {
		const level = /\.(?:png|xlsx)$/.test(name) ? 0 : 6;
		return [name, [parts.get(name)!, { level, mtime: NO_DATE }]] satisfies [string, ZippableFile];
	});
	return new Uint8Array(zipSync(Object.fromEntries(entries)));
}

/** A part as a document. @throws on text that is not well-formed XML */
export function readXml(parts: Parts, name: string): Document {
	const content = parts.get(name);
	if (!content) throw new Error(`${name} is not in the file`);
	const parser = new DOMParser({ onError: onErrorStopParsing });
	return parser.parseFromString(strFromU8(content), 'text/xml');
}

/** Change a part. */
export function edit(parts: Parts, name: string, change: (document: Document) => void): void {
	const document = readXml(parts, name);
	change(document);
	parts.set(name, strToU8(new XMLSerializer().serializeToString(document)));
}

/** Elements of a name, in their order; they may be taken out one by one. */
export function all(document: Document | Element, name: string): Element[] {
	return [...document.getElementsByTagName(name)];
}

/** Text in an element, without the white space around it. */
export function textOf(element: Element): string {
	return (element.textContent ?? '').trim();
}

/** Take an element out. */
export function drop(element: Element): void {
	element.parentNode?.removeChild(element);
}

/** Take parts out, with their own relations and those that lead to them. */
export function remove(parts: Parts, isUnwanted: (name: string) => boolean): void {
	for (const name of [...parts.keys()])
		if (isUnwanted(name)) {
			parts.delete(name);
			parts.delete(relationsOf(name));
		}
	for (const name of [...parts.keys()].filter((each) => each.endsWith('.rels'))) {
		edit(parts, name, (document) => {
			for (const relation of all(document, 'Relationship'))
				if (isUnwanted(targetOf(name, relation.getAttribute('Target')!))) drop(relation);
		});
		if (all(readXml(parts, name), 'Relationship').length === 0) parts.delete(name);
	}
}

/** Give parts other names, and tell those who lead to them. @param names new ones by old */
export function rename(parts: Parts, names: ReadonlyMap<string, string>): void {
	for (const relations of [...parts.keys()].filter((name) => name.endsWith('.rels')))
		edit(parts, relations, (document) => {
			for (const relation of all(document, 'Relationship')) {
				const name = names.get(targetOf(relations, relation.getAttribute('Target')!));
				if (name) relation.setAttribute('Target', `/${name}`);
			}
		});
	edit(parts, TYPES, (document) => {
		for (const type of all(document, 'Override')) {
			const name = names.get(type.getAttribute('PartName')!.slice(1));
			if (name) type.setAttribute('PartName', `/${name}`);
		}
	});
	const files = new Map(
		[...names].flatMap(([old, name]): [string, string][] => [
			[old, name],
			[relationsOf(old), relationsOf(name)]
		])
	);
	const given = [...parts];
	parts.clear();
	for (const [name, content] of given) parts.set(files.get(name) ?? name, content);
}

/** Content types name the parts and endings that there are, and no others (part 2, 7.2.3). */
export function settleTypes(parts: Parts): void {
	const ending = (name: string) => name.slice(name.lastIndexOf('.') + 1).toLowerCase();
	const endings = new Set([...parts.keys()].map(ending));
	edit(parts, TYPES, (document) => {
		for (const type of all(document, 'Override'))
			if (!parts.has(type.getAttribute('PartName')!.slice(1))) drop(type);
		for (const type of all(document, 'Default'))
			if (!endings.has(type.getAttribute('Extension')!)) drop(type);
	});
}

/** Name of the part with the relations of a part. */
export function relationsOf(name: string): string {
	const at = name.lastIndexOf('/') + 1;
	return `${name.slice(0, at)}_rels/${name.slice(at)}.rels`;
}

/** Name of the part that a relation leads to. @param relations name of the part that holds the relation */
export function targetOf(relations: string, target: string): string {
	const source = relations.replace('_rels/', '').replace(/\.rels$/, '');
	return new URL(target, `part:///${source}`).pathname.slice(1);
}
