/** What is in a PDF file, as the standard's own structure tells it (ISO 32000-1, 7.3). */
import { inflateSync } from 'node:zlib';

/** Objects of a file, their streams inflated; lengths and the moment of making are left out. */
export function objectsOf(pdf: Buffer): Map<number, string> {
	const text = pdf.toString('latin1');
	const objects = new Map<number, string>();
	for (const match of text.matchAll(/(?<=^|\n)(\d+) 0 obj\n/g)) {
		const from = match.index + match[0].length;
		// Streams may hold anything, "endobj" too: their length is told before.
		const head = text.slice(from, text.indexOf('endobj', from));
		const stream = /^([\s\S]*?)\nstream\n/.exec(head);
		const length = stream && /\/Length (\d+)/.exec(stream[1]!);
		let content = head;
		if (stream && length) {
			const at = from + stream[0].length;
			const bytes = pdf.subarray(at, at + Number(length[1]));
			const isPacked = stream[1]!.includes('/FlateDecode');
			content = stream[1]! + (isPacked ? inflateSync(bytes) : bytes).toString('latin1');
		}
		objects.set(
			Number(match[1]),
			content.replace(/\/Length \d+/, '').replace(/\/(?:Creation|Mod)Date \([^)]*\)/g, '')
		);
	}
	return objects;
}

/** Tiling patterns in their order: where each is laid, and what it repeats. */
export function patternsOf(pdf: Buffer): { pattern: string; drawn: string }[] {
	const objects = objectsOf(pdf);
	return [...objects.values()]
		.filter((content) => /\/PatternType 1\b/.test(content))
		.map((content) => {
			const group = /\/G\d+ (\d+) 0 R/.exec(content);
			return {
				// Numbers of objects and groups say nothing of what is seen.
				pattern: content.replace(/\/G\d+/g, '/G').replace(/\d+ 0 R/g, 'R'),
				drawn: objects.get(Number(group?.[1])) ?? 'nothing'
			};
		});
}
