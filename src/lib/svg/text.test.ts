import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeXml, textWidth, wrap } from './text.ts';

describe('escapeXml', () => {
	it('lets no sign through that ends a text or an attribute', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				expect(escapeXml(text)).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
			})
		);
	});

	it('drops what no XML may hold, and keeps Vietnamese and emoji', () => {
		expect(escapeXml('Xã\u0000 Đắk\u001f Lắk 👋\ud800')).toBe('Xã Đắk Lắk 👋');
	});
});

describe('wrap', () => {
	it('loses no word and keeps every line in its width, unless it is one word', () => {
		const text = fc.array(fc.string({ unit: fc.constantFrom(...'aăâbcdđ-ê'), minLength: 1 }));
		fc.assert(
			fc.property(text, fc.integer({ min: 20, max: 400 }), (words, width) => {
				const lines = wrap(words.join(' '), 12, width);
				expect(lines.join(' ')).toBe(words.join(' '));
				for (const line of lines)
					expect(line.includes(' ') ? textWidth(line, 12) : 0).toBeLessThanOrEqual(width);
			})
		);
	});
});
