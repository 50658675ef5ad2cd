import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DataError } from '../domain/errors.ts';
import { fetchPublished, fetchPublishedFile } from './published.ts';
import type { PublishedFile } from './schema.ts';

const ROOT = 'https://example.vn/data/';
const { signal } = new AbortController();

function fileOf(text: string): PublishedFile {
	const sha256 = createHash('sha256').update(text).digest('hex');
	return { url: `a.${sha256.slice(0, 8)}.json`, bytes: Buffer.byteLength(text), sha256 };
}

/** A server that gives these answers one after the other, and the last one for ever. */
function serve(...answers: (string | number)[]) {
	const asked: RequestCache[] = [];
	vi.stubGlobal('fetch', async (_: string, { cache }: RequestInit) => {
		asked.push(cache!);
		const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
		return typeof answer === 'number'
			? new Response('out of order', { status: answer })
			: new Response(answer);
	});
	return asked;
}

async function dataErrorOf(run: () => Promise<unknown>): Promise<DataError> {
	const error = await run().catch((cause: unknown) => cause);
	expect(error).toBeInstanceOf(DataError);
	return error as DataError;
}

afterEach(() => vi.unstubAllGlobals());

describe('a published file', () => {
	const file = fileOf('right');

	it('that is the promised one is taken, and asked for once', async () => {
		const asked = serve('right');
		const bytes = await fetchPublishedFile(ROOT, file, signal);
		expect(new TextDecoder().decode(bytes)).toBe('right');
		expect(asked).toEqual(['default']);
	});

	it.each([
		['one flipped byte', 'rigit'],
		['half of it', 'rig'],
		['a page in its place', '<!doctype html><title>404</title>']
	])('%s is refused under its name, after it was asked for past every cache', async (_, sent) => {
		const asked = serve(sent);
		const error = await dataErrorOf(() => fetchPublishedFile(ROOT, file, signal));
		expect(error.code).toBe('other-file');
		expect(error.fault).toMatchObject({ file: ROOT + file.url });
		expect(error.fault.found).not.toBe(error.fault.expected);
		expect(asked).toEqual(['default', 'reload']);
	});

	it('tells both hashes when only the content differs', async () => {
		serve('rigit');
		const { fault } = await dataErrorOf(() => fetchPublishedFile(ROOT, file, signal));
		const { sha256 } = fileOf('rigit');
		expect(fault).toMatchObject({
			found: `SHA-256 ${sha256}`,
			expected: `SHA-256 ${file.sha256}`
		});
	});

	it('that only a cache has wrong comes at the second try', async () => {
		const asked = serve('wrong', 'right');
		const bytes = await fetchPublishedFile(ROOT, file, signal);
		expect(new TextDecoder().decode(bytes)).toBe('right');
		expect(asked).toEqual(['default', 'reload']);
	});

	it('that can not be reached is not asked for twice', async () => {
		const asked = serve(500);
		const error = await dataErrorOf(() => fetchPublishedFile(ROOT, file, signal));
		expect(error.code).toBe('unreachable');
		expect(asked).toHaveLength(1);
	});

	it('a refused one leaves nothing behind: the right one comes as soon as the server has it', async () => {
		serve('wrong', 'wrong', 'right');
		await dataErrorOf(() => fetchPublishedFile(ROOT, file, signal));
		const bytes = await fetchPublishedFile(ROOT, file, signal);
		expect(new TextDecoder().decode(bytes)).toBe('right');
	});
});

describe('manifest and summary', () => {
	const months = { '2025-08': { edition: '2025-07', networks: {} } };
	const summary = JSON.stringify({ version: 1, threshold: 300, months });
	const other = JSON.stringify({ version: 1, threshold: 301, months });
	const manifest = (promised?: string) =>
		JSON.stringify({
			version: 1,
			inputs: '',
			...(promised ? { summary: fileOf(promised) } : {}),
			threshold: 300,
			editions: [
				{
					id: '2025-07',
					from: '2025-07',
					to: null,
					levels: ['province', 'commune'],
					units: fileOf('units'),
					topology: fileOf('topology'),
					outlines: 'approximate',
					attribution: '',
					series: {}
				}
			],
			land: fileOf('land'),
			hexagonMinimum: 5,
			months: [{ month: '2025-08', edition: '2025-07', networks: {} }]
		});

	it('are taken when they belong together', async () => {
		serve(manifest(summary), summary);
		const found = await fetchPublished(ROOT, signal);
		expect(found.summary.threshold).toBe(300);
	});

	it('are asked for again when a new state came in force between them', async () => {
		serve(manifest(other), summary, manifest(other), other);
		const found = await fetchPublished(ROOT, signal);
		expect(found.summary.threshold).toBe(301);
	});

	it('a summary that stays another one is told', async () => {
		serve(manifest(other), summary, manifest(other), summary);
		const error = await dataErrorOf(() => fetchPublished(ROOT, signal));
		expect(error.code).toBe('other-file');
		expect(error.fault.file).toBe(`${ROOT}summary.json`);
	});

	it('of a time when the manifest did not tell of the summary are read as before', async () => {
		serve(manifest(), summary);
		const found = await fetchPublished(ROOT, signal);
		expect(found.manifest.summary).toBeUndefined();
	});
});

describe('a site on which nothing was published', () => {
	it.each([404, 410])('is told apart from one that cannot be reached (HTTP %i)', async (status) => {
		serve(status);
		const error = await dataErrorOf(() => fetchPublished(ROOT, signal));
		expect(error.code).toBe('unpublished');
		expect(error.fault.file).toBe(`${ROOT}manifest.json`);
	});

	it('is not one whose server is out of order', async () => {
		serve(500);
		expect((await dataErrorOf(() => fetchPublished(ROOT, signal))).code).toBe('unreachable');
	});
});
