/** What is published, or what an earlier visit kept of it when the server can't be reached. */
import { DataError } from '../domain/errors.ts';
import { fetchBytes, parseJson, type OnProgress } from './fetch.ts';
import { keepFile, keepPublished, keptFile, keptPublished, type Published } from './offline.ts';
import { checked, ManifestSchema, SummarySchema, type PublishedFile } from './schema.ts';

/**
 * A published file.
 * @param base absolute URL of the folder `data/`
 * @throws DataError when it neither comes nor was kept
 */
export async function fetchPublishedFile(
	base: string,
	file: PublishedFile,
	signal: AbortSignal,
	onProgress?: OnProgress
): Promise<Uint8Array<ArrayBuffer>> {
	try {
		const bytes = await fetchBytes(base + file.url, { expected: file.bytes, signal, onProgress });
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
		const [manifest, summary] = await Promise.all(
			['manifest.json', 'summary.json'].map(async (name) =>
				parseJson(await fetchBytes(base + name, { signal }), base + name)
			)
		);
		const published = checkPublished(base, { manifest, summary });
		void keepPublished(base, published);
		return { ...published, kept: false };
	} catch (error) {
		const unreachable = error instanceof DataError && error.code === 'unreachable';
		const kept = unreachable ? await keptPublished(base) : undefined;
		if (!kept) throw error;
		return { ...checkPublished(base, kept), kept: true };
	}
}

function checkPublished(
	base: string,
	{ manifest, summary }: Record<keyof Published, unknown>
): Published {
	return {
		manifest: checked(ManifestSchema, manifest, `${base}manifest.json`),
		summary: checked(SummarySchema, summary, `${base}summary.json`)
	};
}
