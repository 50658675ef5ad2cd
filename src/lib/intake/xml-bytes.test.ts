import { expect, it } from 'vitest';
import { hasFormula, hasHidden, withoutEmptyRows } from './xml-bytes.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (of: Uint8Array) => new TextDecoder().decode(of);

it.each([
	['<c><f>A1</f></c>', true],
	['<x:c><x:f t="shared" si="0"/></x:c>', true],
	['<c><f/></c>', true],
	['<c t="str"><v>f=1, &lt;f&gt;</v></c>', false],
	['<font/><x:font/><v>a:formula</v>', false],
	['<f', true],
	['', false]
])('%s has a formula: %s', (xml, isThere) => expect(hasFormula(bytes(xml))).toBe(isThere));

it.each([
	['<row r="4" hidden="1">', true],
	['<x:col min="1" max="2" hidden="1"/>', true],
	['<row r="4"><c t="str"><v>hidden</v></c>', false]
])('%s hides something: %s', (xml, isThere) => expect(hasHidden(bytes(xml))).toBe(isThere));

const row = (at: number) => `<row r="${at}" ht="15"/>`;
const rows = (count: number, of: (at: number) => string) =>
	Array.from({ length: count }, (_, at) => of(at + 1)).join('');

it('leaves out very many rows without cells, and no others', () => {
	const full = '<row r="9"><c r="A9"><v>1</v></c></row><rowBreaks/>';
	expect(text(withoutEmptyRows(bytes(`<a>${rows(10_001, row)}${full}${row(7)}</a>`)))).toBe(
		`<a>${full}</a>`
	);
	for (const kept of [
		`<a>${rows(10_000, row)}${full}</a>`,
		// Rows without a number count.
		`<a>${rows(10_001, () => '<row/>')}${full}</a>`
	])
		expect(text(withoutEmptyRows(bytes(kept)))).toBe(kept);
});
