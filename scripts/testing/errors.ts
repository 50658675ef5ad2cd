import { DataError } from '../../src/lib/domain/errors.ts';

/** The DataError that `run` throws; fails the test when it throws none, or something else. */
export async function dataErrorOf(run: () => unknown): Promise<DataError> {
	try {
		await run();
	} catch (error) {
		if (error instanceof DataError) return error;
		throw error;
	}
	throw new Error('no DataError was thrown');
}
