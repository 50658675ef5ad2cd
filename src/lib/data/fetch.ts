import { DataError } from '../domain/errors.ts';

/** Bytes that have come and that are expected; both whole files, before any content encoding. */
export type OnProgress = (loaded: number, total: number) => void;

/**
 * The only network access of the app: one file, whole.
 * @param expected size in bytes, from the manifest; a shorter or longer body is an error
 * @param anew past everything that the browser and servers on the way kept
 * @throws DataError `unreachable` (network, status), `truncated` (broken off) or `other-file` (size); AbortError when
 * cancelled
 */
export async function fetchBytes(
	url: string,
	options: {
		expected?: number;
		anew?: boolean;
		signal?: AbortSignal;
		onProgress?: OnProgress;
	} = {}
): Promise<Uint8Array<ArrayBuffer>> {
	const { expected, anew, signal, onProgress } = options;
	let response: Response;
	try {
		// The manifest and the summary keep their names, so they are always asked for anew.
		const cache = anew ? 'reload' : expected === undefined ? 'no-cache' : 'default';
		response = await fetch(url, { signal, cache });
	} catch (cause) {
		if (signal?.aborted) throw cause;
		throw new DataError('unreachable', { file: url, found: String(cause), expected: 'HTTP 200' });
	}
	if (!response.ok || !response.body) {
		const found = `HTTP ${response.status}`;
		throw new DataError('unreachable', { file: url, found, expected: 'HTTP 200' });
	}
	const bytes = await readBody(response.body, url, expected, signal, onProgress);
	if (expected !== undefined && bytes.length !== expected) {
		const start = new TextDecoder('latin1').decode(bytes.subarray(0, 15));
		// What servers send in place of a file that they don't have.
		const kind = /^\s*<(?:!doctype|html)/i.test(start) ? ' of an HTML page' : '';
		const size = bytes.length > expected ? `more than ${expected} bytes` : `${bytes.length} bytes`;
		throw new DataError('other-file', {
			file: url,
			found: size + kind,
			expected: `${expected} bytes`
		});
	}
	return bytes;
}

async function readBody(
	body: ReadableStream<Uint8Array>,
	url: string,
	expected: number | undefined,
	signal: AbortSignal | undefined,
	onProgress: OnProgress | undefined
): Promise<Uint8Array<ArrayBuffer>> {
	const chunks: Uint8Array[] = [];
	let loaded = 0;
	const reader = body.getReader();
	try {
		for (let part = await reader.read(); !part.done; part = await reader.read()) {
			chunks.push(part.value);
			loaded += part.value.length;
			if (expected !== undefined && loaded > expected) {
				// It may never end.
				void reader.cancel().catch(() => undefined);
				break;
			}
			onProgress?.(loaded, expected ?? loaded);
		}
	} catch (cause) {
		if (signal?.aborted) throw cause;
		throw new DataError('truncated', {
			file: url,
			found: `${loaded} bytes, then ${String(cause)}`,
			expected: expected === undefined ? 'the whole file' : `${expected} bytes`
		});
	}
	const bytes = new Uint8Array(loaded);
	let at = 0;
	for (const chunk of chunks) {
		bytes.set(chunk, at);
		at += chunk.length;
	}
	return bytes;
}

/**
 * Decode UTF-8 JSON.
 * @throws DataError `malformed` with the first characters of what came instead
 */
export function parseJson(bytes: Uint8Array, url: string): unknown {
	const text = new TextDecoder().decode(bytes);
	try {
		return JSON.parse(text);
	} catch {
		throw new DataError('malformed', { file: url, found: text.slice(0, 60), expected: 'JSON' });
	}
}
