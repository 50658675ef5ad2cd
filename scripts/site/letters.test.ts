import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { LATIN, VIETNAMESE } from './letters.ts';

const GAZETTEER = 'data/gazetteer';
/** Drawn by the system: no file of the typeface has them. */
const BY_THE_SYSTEM = /[≥≤→←▲▼●\s]/u;

describe('the letters of the page’s typeface', () => {
	it('spell every text of the interface and every name of a unit', async () => {
		const lists = (await readdir(GAZETTEER)).filter((name) => name.endsWith('.csv'));
		const files = [
			'messages/vi.json',
			'messages/en.json',
			...lists.map((n) => `${GAZETTEER}/${n}`)
		];
		expect(lists.length).toBeGreaterThan(1);
		const known = new Set(LATIN + VIETNAMESE);
		const missing = new Set<string>();
		for (const file of files)
			for (const letter of await readFile(file, 'utf8'))
				if (!known.has(letter) && !BY_THE_SYSTEM.test(letter)) missing.add(letter);
		expect([...missing]).toEqual([]);
	});

	it('are each in one file', () => {
		expect([...LATIN].filter((letter) => VIETNAMESE.includes(letter))).toEqual([]);
	});
});
