/** What is published, or what an earlier visit kept of it when the server can't be reached. */
import { DataError } from '../domain/errors.ts';
import { fetchBytes, parseJson, type OnProgress } from './fetch.ts';
import { sha256 } from './hash.ts';
import { checkSummaryMonths, readManifest } from './manifest.ts';
import { keepFile, keepPublished, keptFile, keptPublished, type Published } from './offline.ts';
import {
	checked,
	SummarySchema,
	type PublishedContent,
	type PublishedFile
} from './schema.ts';

/**
 * A published file, exactly as the manifest promises it.
 * @param base absolute URL of the folder `data/`
 * @throws DataError when it neither comes nor was kept; `other-file` when something else comes under its name
 */
export async function fetchPublishedFile(
	base: string,
	file: PublishedFile,
	signal?: AbortSignal,
	onProgress?: OnProgress
): Promise<Uint8Array<ArrayBuffer>> {
	const url = base + file.url;
	const ask = async (anew: boolean) => {
		const bytes = await fetchBytes(url, { expected: file.bytes, anew, signal, onProgress });
		await checkContent(bytes, file, url);
		return bytes;
	};
	try {
		const bytes = await ask(false).catch((error: unknown) => {
			// A browser may keep what came for a year, and a proxy too: past them there may be the right one.
			if (error instanceof DataError && error.code !== 'unreachable') return ask(true);
			throw error;
		});
		void keepFile(base, file, bytes);
		return bytes;
	} catch (error) {
		const kept = error instanceof DataError ? await keptFile(base, file) : undefined;
		if (!kept) throw error;
		return kept;
	}
}

/**
 * Manifest and summary as published now, or as they were at the last visit (`kept`).
 * @param base absolute URL of the folder `data/`
 * @throws DataError when they neither come nor were kept
 */
export async function fetchPublished(
	base: string,
	signal: AbortSignal
): Promise<Published & { kept: boolean }> {
	try {
		const published = await fetchBoth(base, signal).catch((error: unknown) => {
			// Both keep their names: a new state may have come in force between them.
			if (error instanceof DataError && error.code === 'other-file') return fetchBoth(base, signal);
			throw error;
		});
		void keepPublished(base, published);
		return { ...published, kept: false };
	} catch (error) {
		const unreachable = error instanceof DataError && error.code === 'unreachable';
		const kept = unreachable ? await keptPublished(base) : undefined;
		if (!kept) throw isMissing(error, `${base}manifest.json`) ? unpublished(error) : error;
		return { ...checkPublished(base, kept), kept: true };
	}
}

/** True when the server has no such file: it is reached, and tells so. */
function isMissing(error: unknown, file: string): error is DataError {
	return (
		error instanceof DataError &&
		error.fault.file === file &&
		/^HTTP (?:404|410)$/.test(error.fault.found ?? '')
	);
}

function unpublished({ fault }: DataError): DataError {
	return new DataError('unpublished', { ...fault, expected: 'published data' });
}

async function fetchBoth(base: string, signal: AbortSignal): Promise<Published> {
	const files = ['manifest.json', 'summary.json'].map((name) =>
		fetchBytes(base + name, { signal })
	);
	// Of both faults the manifest's tells more: without it nothing is published.
	for (const file of files) file.catch(() => undefined);
	const [manifest, summary] = [await files[0]!, await files[1]!];
	const published = checkPublished(base, {
		manifest: parseJson(manifest, `${base}manifest.json`),
		summary: parseJson(summary, `${base}summary.json`)
	});
	const promised = published.manifest.summary;
	if (promised) await checkContent(summary, promised, `${base}summary.json`);
	checkSummaryMonths(published.manifest, published.summary, `${base}summary.json`);
	return published;
}

/** @throws DataError `other-file` unless the content is the one that was promised */
async function checkContent(
	bytes: Uint8Array<ArrayBuffer>,
	promised: PublishedContent,
	url: string
): Promise<void> {
	const found = await sha256(bytes);
	if (found === promised.sha256) return;
	const fault = { file: url, found: `SHA-256 ${found}`, expected: `SHA-256 ${promised.sha256}` };
	throw new DataError('other-file', fault);
}

function checkPublished(
	base: string,
	{ manifest, summary }: Record<keyof Published, unknown>
): Published {
	return {
		manifest: readManifest(manifest, `${base}manifest.json`),
		summary: checked(SummarySchema, summary, `${base}summary.json`)
	};
}
