import { afterEach, describe, expect, it, vi } from 'vitest';
import { DataError } from '../domain/errors.ts';
import { fetchBytes, parseJson } from './fetch.ts';

const URL_OF_FILE = 'https://example.vn/data/manifest.json';
const encode = (text: string) => new TextEncoder().encode(text);

/** A body that comes in the given parts, and then ends or breaks off. */
function bodyOf(parts: Uint8Array[], breaks?: Error): ReadableStream<Uint8Array> {
	const left = [...parts];
	return new ReadableStream({
		pull(controller) {
			const part = left.shift();
			if (part) controller.enqueue(part);
			else if (breaks) controller.error(breaks);
			else controller.close();
		}
	});
}

function serve(body: ReadableStream | string | null, init?: ResponseInit) {
	const fetched = vi.fn<typeof fetch>(async () => new Response(body, init));
	vi.stubGlobal('fetch', fetched);
	return fetched;
}

async function faultOf(work: Promise<unknown>): Promise<DataError> {
	const error = await work.then(
		() => undefined,
		(cause: unknown) => cause
	);
	expect(error).toBeInstanceOf(DataError);
	return error as DataError;
}

afterEach(() => vi.unstubAllGlobals());

describe('fetchBytes', () => {
	it('gives the whole body, in order', async () => {
		serve(bodyOf([encode('đo '), encode('mẫu'), encode('!')]));
		const bytes = await fetchBytes(URL_OF_FILE);
		expect(new TextDecoder().decode(bytes)).toBe('đo mẫu!');
	});

	it('asks anew for files that keep their name, and lets the browser keep those that bear a hash', async () => {
		const fetched = serve('{}');
		await fetchBytes(URL_OF_FILE);
		expect(fetched).toHaveBeenLastCalledWith(
			URL_OF_FILE,
			expect.objectContaining({ cache: 'no-cache' })
		);
		await fetchBytes(URL_OF_FILE, { expected: 2 }).catch(() => undefined);
		expect(fetched).toHaveBeenLastCalledWith(
			URL_OF_FILE,
			expect.objectContaining({ cache: 'default' })
		);
	});

	it('reports each part of the way, towards the size that was promised', async () => {
		serve(bodyOf([encode('abc'), encode('de')]));
		const onProgress = vi.fn();
		await fetchBytes(URL_OF_FILE, { expected: 5, onProgress });
		expect(onProgress.mock.calls).toEqual([
			[3, 5],
			[5, 5]
		]);
	});

	it('reports what came when no size was promised', async () => {
		serve(bodyOf([encode('abc'), encode('de')]));
		const onProgress = vi.fn();
		await fetchBytes(URL_OF_FILE, { onProgress });
		expect(onProgress.mock.calls).toEqual([
			[3, 3],
			[5, 5]
		]);
	});

	it.each([404, 500, 503])('names URL and status when the answer is %i', async (status) => {
		serve('not here', { status });
		const { code, fault } = await faultOf(fetchBytes(URL_OF_FILE));
		expect(code).toBe('unreachable');
		expect(fault).toEqual({ file: URL_OF_FILE, found: `HTTP ${status}`, expected: 'HTTP 200' });
	});

	it('names URL and cause when there is no answer', async () => {
		vi.stubGlobal('fetch', async () => {
			throw new TypeError('Failed to fetch');
		});
		const { code, fault } = await faultOf(fetchBytes(URL_OF_FILE));
		expect(code).toBe('unreachable');
		expect(fault).toMatchObject({ file: URL_OF_FILE, found: 'TypeError: Failed to fetch' });
	});

	it.each([
		['shorter', 'abc', '3 bytes'],
		['longer', 'abcdefg', 'more than 5 bytes'],
		['a page that says "not found"', ' <!DOCTYPE html><p>no', 'more than 5 bytes of an HTML page']
	])('names both sizes when the body is %s than promised', async (_, body, found) => {
		serve(body);
		const { code, fault } = await faultOf(fetchBytes(URL_OF_FILE, { expected: 5 }));
		expect(code).toBe('other-file');
		expect(fault).toEqual({ file: URL_OF_FILE, found, expected: '5 bytes' });
	});

	it('does not wait for the end of a body that is longer than promised', async () => {
		let pulled = 0;
		const endless = new ReadableStream<Uint8Array>({
			pull(controller) {
				pulled++;
				controller.enqueue(encode('abc'));
			}
		});
		serve(endless);
		const { code } = await faultOf(fetchBytes(URL_OF_FILE, { expected: 5 }));
		expect(code).toBe('other-file');
		expect(pulled).toBeLessThan(5);
	});

	it('asks past what was kept on the way when it is told to', async () => {
		const fetched = serve('{}');
		await fetchBytes(URL_OF_FILE, { expected: 2, anew: true });
		expect(fetched).toHaveBeenLastCalledWith(
			URL_OF_FILE,
			expect.objectContaining({ cache: 'reload' })
		);
	});

	it('says how far it came when the connection breaks off', async () => {
		serve(bodyOf([encode('abc')], new TypeError('network error')));
		const { code, fault } = await faultOf(fetchBytes(URL_OF_FILE, { expected: 5 }));
		expect(code).toBe('truncated');
		expect(fault).toEqual({
			file: URL_OF_FILE,
			found: '3 bytes, then TypeError: network error',
			expected: '5 bytes'
		});
	});

	it('is cancelled before an answer without calling it a fault of the data', async () => {
		const controller = new AbortController();
		vi.stubGlobal(
			'fetch',
			(_: string, { signal }: RequestInit) =>
				new Promise((_, reject) =>
					signal!.addEventListener('abort', () => reject(signal!.reason as Error))
				)
		);
		const running = fetchBytes(URL_OF_FILE, { signal: controller.signal });
		controller.abort();
		await expect(running).rejects.toMatchObject({ name: 'AbortError' });
		await expect(running).rejects.not.toBeInstanceOf(DataError);
	});

	it('is cancelled amid the body without calling it a fault of the data', async () => {
		const controller = new AbortController();
		const body = new ReadableStream<Uint8Array>({
			start(stream) {
				stream.enqueue(encode('abc'));
				controller.signal.addEventListener('abort', () => stream.error(controller.signal.reason));
			}
		});
		serve(body);
		const running = fetchBytes(URL_OF_FILE, {
			expected: 5,
			signal: controller.signal,
			onProgress: () => controller.abort()
		});
		await expect(running).rejects.toMatchObject({ name: 'AbortError' });
		await expect(running).rejects.not.toBeInstanceOf(DataError);
	});
});

describe('parseJson', () => {
	it('decodes UTF-8', () => {
		expect(parseJson(encode('{"name":"Xã Đồi"}'), URL_OF_FILE)).toEqual({ name: 'Xã Đồi' });
	});

	it('shows the first characters of what came instead of JSON', async () => {
		const page = `<!doctype html><title>404</title>${' '.repeat(100)}`;
		const { code, fault } = await faultOf(
			(async () => parseJson(encode(page), URL_OF_FILE))()
		);
		expect(code).toBe('malformed');
		expect(fault).toEqual({ file: URL_OF_FILE, found: page.slice(0, 60), expected: 'JSON' });
	});

	it.each(['', '{"version":1', '{"version":1}}'])('refuses %j', async (text) => {
		const { code, fault } = await faultOf(
			(async () => parseJson(encode(text), URL_OF_FILE))()
		);
		expect(code).toBe('malformed');
		expect(fault).toMatchObject({ file: URL_OF_FILE, found: text });
	});
});
