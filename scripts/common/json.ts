import { DataError, type Fault } from '../../src/lib/domain/errors.ts';

/**
 * Parse JSON that others wrote or may have changed.
 * @param fault file, what is expected and what to do
 * @throws DataError that tells where the text is no JSON
 */
export function parseJson(text: string, fault: Omit<Fault, 'found'>): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		const found = error instanceof Error ? error.message : String(error);
		throw new DataError('malformed', { ...fault, found });
	}
}
