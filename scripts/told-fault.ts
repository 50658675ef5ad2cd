/** What commands say of a fault, in a sentence. */
import { DataError } from '../src/lib/domain/errors.ts';

/**
 * A fault of data or of the system (a full disk, no right to write) as whoever started a command is told.
 * @param left what is as it was
 * @throws the error itself where it is a fault of the program
 */
export async function toldFault(error: unknown, left: string): Promise<string> {
	if (error instanceof DataError) return error.message;
	const { describeDisk } = await import('./samples/disks.ts');
	const text = describeDisk(error, 'en', { vi: left, en: left });
	if (text === undefined) throw error;
	return text;
}
