import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sha256 } from './hash.ts';

afterEach(() => vi.unstubAllGlobals());

describe('sha256', () => {
	it.each([
		['in a page that came by https', globalThis.crypto],
		['in a page that came by plain http, where the browser offers none', {}]
	])('%s: the same as any other program says', async (_, crypto) => {
		vi.stubGlobal('crypto', crypto);
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
				const expected = createHash('sha256').update(bytes).digest('hex');
				expect(await sha256(Uint8Array.from(bytes))).toBe(expected);
			})
		);
	});
});
