import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
	filesOf,
	keepFile,
	keepPublished,
	keptFile,
	keptPublished,
	type Published
} from './offline.ts';
import type { PublishedFile } from './schema.ts';

const ROOT = 'https://example.vn/office/data/';
const bytesOf = (text: string) => new TextEncoder().encode(text);

function fileOf(text: string): PublishedFile {
	const bytes = bytesOf(text);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	return { url: `${text}.${sha256.slice(0, 8)}.json`, bytes: bytes.length, sha256 };
}

/** A manifest that names these files; only the names matter here. */
function publishedWith(...files: PublishedFile[]): Published {
	return { manifest: { months: [{ networks: files }] }, summary: {} } as unknown as Published;
}

/** The browser's storage, in memory. */
class Storage {
	#caches = new Map<string, Map<string, Response>>();

	async open(name: string) {
		const entries = this.#caches.get(name) ?? new Map<string, Response>();
		this.#caches.set(name, entries);
		return {
			match: async (url: string) => entries.get(url)?.clone(),
			put: async (url: string, response: Response) => void entries.set(url, response),
			keys: async () => [...entries.keys()].map((url) => ({ url })),
			delete: async (url: string) => entries.delete(url)
		};
	}
}

beforeEach(() => vi.stubGlobal('caches', new Storage()));
afterEach(() => vi.unstubAllGlobals());

describe('files', () => {
	it('what was kept comes back byte for byte; what was not, does not', async () => {
		const [kept, other] = [fileOf('tháng'), fileOf('other')];
		await keepFile(ROOT, kept, bytesOf('tháng'));
		expect(await keptFile(ROOT, kept)).toEqual(bytesOf('tháng'));
		expect(await keptFile(ROOT, other)).toBeUndefined();
	});

	it('content that is not the one promised does not come back, and is let go', async () => {
		const file = fileOf('right');
		await keepFile(ROOT, file, bytesOf('wrong'));
		expect(await keptFile(ROOT, file)).toBeUndefined();
		await keepFile(ROOT, file, bytesOf('right'));
		expect(await keptFile(ROOT, file)).toEqual(bytesOf('right'));
	});

	it('a site in another folder of the server has its own', async () => {
		const file = fileOf('a');
		await keepFile(ROOT, file, bytesOf('a'));
		expect(await keptFile('https://example.vn/other/data/', file)).toBeUndefined();
	});
});

describe('what is published', () => {
	it('comes back as a whole; files that a new state does not name are let go', async () => {
		const [stays, goes] = [fileOf('stays'), fileOf('goes')];
		const [before, after] = [publishedWith(stays, goes), publishedWith(stays)];
		await keepPublished(ROOT, before);
		for (const [file, text] of [
			[stays, 'stays'],
			[goes, 'goes']
		] as const)
			await keepFile(ROOT, file, bytesOf(text));

		await keepPublished(ROOT, before);
		expect(await keptFile(ROOT, goes)).toBeDefined();
		await keepPublished(ROOT, after);
		expect(await keptPublished(ROOT)).toEqual(after);
		expect(await keptFile(ROOT, stays)).toBeDefined();
		expect(await keptFile(ROOT, goes)).toBeUndefined();
	});

	it('names every file, however deep', () => {
		const files = [fileOf('a'), fileOf('b')];
		expect(filesOf(publishedWith(...files).manifest)).toEqual(files);
	});
});

describe('a browser that keeps nothing', () => {
	it.each([
		['has no storage', undefined],
		['refuses', { open: () => Promise.reject(new Error('no room')) }]
	])('%s: nothing fails', async (_, storage) => {
		vi.stubGlobal('caches', storage);
		const file = fileOf('a');
		await keepFile(ROOT, file, bytesOf('a'));
		expect(await keptFile(ROOT, file)).toBeUndefined();
		await keepPublished(ROOT, publishedWith(file));
		expect(await keptPublished(ROOT)).toBeUndefined();
	});
});
