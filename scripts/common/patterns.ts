/** Patterns such as `thang-9/*.xlsx` that the shell left as they are. */
import { stat } from 'node:fs/promises';
import { DataError } from '../../src/lib/domain/errors.ts';

/**
 * Paths with the files of patterns in their place, each once. A file that is there is no pattern, nor is an address.
 * @param noFile what is thrown for a pattern that no file fits
 * @throws DataError for such a pattern
 */
export async function expanded(
	patterns: readonly string[],
	noFile: (pattern: string) => DataError = plainly
): Promise<string[]> {
	const paths: string[] = [];
	for (const pattern of patterns) {
		const found = (await filesOf(pattern)) ?? [pattern];
		if (found.length === 0) throw noFile(pattern);
		paths.push(...found);
	}
	return [...new Set(paths)];
}

function plainly(pattern: string): DataError {
	return new DataError('unreachable', {
		file: pattern,
		found: 'no file',
		expected: 'at least one'
	});
}

/** Nothing for what is no pattern. */
async function filesOf(pattern: string): Promise<string[] | undefined> {
	if (!/[*?[]/.test(pattern) || /^https?:/i.test(pattern)) return undefined;
	const isThere = await stat(pattern).then(
		() => true,
		() => false
	);
	if (isThere) return undefined;
	const { DuckDBInstance } = await import('@duckdb/node-api');
	const instance = await DuckDBInstance.create(':memory:');
	const connection = await instance.connect();
	try {
		const result = await connection.runAndReadAll('SELECT file FROM glob($1) ORDER BY file', [
			pattern
		]);
		return result.getColumns()[0]?.map(String) ?? [];
	} finally {
		connection.closeSync();
		instance.closeSync();
	}
}
