/** Which sources a part has: those alone of which a figure is in force. */
import type { PublishedFile } from '../../src/lib/data/schema.ts';
import type { Came } from './part.ts';
import { readReport } from './report.ts';
import type { Source, StoredPart } from './store-schema.ts';

type Sources = Pick<StoredPart, 'sources' | 'given'>;

/**
 * Sources of a part after units came or went. Of a source that gave only some units of a part, these are kept.
 * @param before the part as it was
 * @param known codes of units that are still there of it, before any came
 * @param came units that files of a command gave
 * @param named sources of that command
 */
export function sourcesInForce(
	before: Sources | undefined,
	known: readonly string[],
	came: readonly Came[] = [],
	named: readonly Source[] = []
): Sources {
	const replaced = new Set(came.flatMap(({ codes, isReplacing }) => (isReplacing ? codes : [])));
	const left = new Set(known.filter((code) => !replaced.has(code)));
	const given = new Map<string, string[]>();
	for (const { sha256, codes } of before?.given ?? [])
		given.set(
			sha256,
			codes.filter((code) => left.has(code))
		);
	const own = new Set([...given.values()].flat());
	const isRestLeft = [...left].some((code) => !own.has(code));
	const kept = (before?.sources ?? []).filter(({ sha256 }) => {
		const codes = given.get(sha256);
		return codes ? codes.length > 0 : isRestLeft;
	});
	const fresh = named.filter(({ sha256 }) => kept.every((of) => of.sha256 !== sha256));
	for (const { name, sha256 } of named) {
		// One of the rest has all of its units there.
		if (!fresh.some((of) => of.sha256 === sha256) && !given.has(sha256)) continue;
		const codes = came.flatMap(({ files, codes: of }) => (files.includes(name) ? of : []));
		given.set(sha256, [...new Set([...(given.get(sha256) ?? []), ...codes])].sort());
	}
	const sources = [...kept, ...fresh];
	const some = sources.flatMap(({ sha256 }) => {
		const codes = given.get(sha256);
		return codes?.length ? [{ sha256, codes }] : [];
	});
	// Where nothing was there before, all units are of all.
	return { sources, ...(kept.length > 0 && some.length > 0 ? { given: some } : {}) };
}

/** Reports of commands of which a source is in force. */
export async function reportsInForce(
	folder: string,
	reports: readonly PublishedFile[],
	sources: readonly Source[]
): Promise<PublishedFile[]> {
	const hashes = new Set(sources.map(({ sha256 }) => sha256));
	const found: PublishedFile[] = [];
	for (const report of reports) {
		// One that can't be read is told where it is shown.
		const read = await readReport(folder, report.url).catch(() => undefined);
		if (!read || read.files.some(({ sha256 }) => hashes.has(sha256))) found.push(report);
	}
	return found;
}
