/**
 * The secret of an office by which its late measurements are compared with those that are in. It lies beside the store,
 * not in it, so that no copy of the store holds it.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '../../src/lib/domain/errors.ts';
import { both, faultIn } from '../../src/lib/intake/texts.ts';
import { keepFile } from '../common/disk.ts';

/** Its file in `data/`. */
export const KEY_FILE = 'samples.key';
const BYTES = 32;
/** The owner alone reads and writes. */
const MODE = 0o600;

/** A secret, and what may be told of it. */
export interface MeasuredKey {
	/** Never printed. */
	secret: string;
	/** Tells keys apart, and nothing else of them. */
	id: string;
}

/**
 * The key, if there is one.
 * @param data `data`
 * @throws DataError when it is damaged, or others may read it
 */
export async function readKey(data: string): Promise<MeasuredKey | undefined> {
	const path = join(data, KEY_FILE);
	const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return undefined;
		throw error;
	});
	if (text === undefined) return undefined;
	const secret = text.trim();
	if (Buffer.from(secret, 'base64').length !== BYTES || /[^A-Za-z0-9+/=]/.test(secret))
		throw new DataError(
			'truncated',
			faultIn(
				{ file: path },
				{
					found: both('tệp khóa hỏng', 'a damaged key'),
					expected: both(
						`${BYTES} byte ngẫu nhiên như npm run samples đã ghi`,
						`${BYTES} random bytes, as npm run samples wrote them`
					),
					remedy: both(
						'Chép lại tệp khóa từ nơi cất riêng; nếu không còn, xóa tệp này: các tháng đã có vẫn dùng được, chỉ không ghép thêm tệp đến muộn',
						'Copy the key back from where you keep it; if it is lost, delete this file: months that are in stay as they are, only late files no longer join them'
					)
				}
			)
		);
	const { mode } = await stat(path);
	if (process.platform !== 'win32' && (mode & 0o077) !== 0)
		throw new DataError(
			'promise',
			faultIn(
				{ file: path },
				{
					found: both('tệp khóa mà người khác đọc được', 'a key that others may read'),
					expected: both('chỉ chủ tệp đọc được (0600)', 'one that its owner alone may read (0600)'),
					remedy: both(`Chạy: chmod 600 ${path}`, `Run: chmod 600 ${path}`)
				}
			)
		);
	return { secret, id: idOf(secret) };
}

/** A key that nobody has yet. */
export function newKey(): MeasuredKey {
	const secret = randomBytes(BYTES).toString('base64');
	return { secret, id: idOf(secret) };
}

/** Keep a new key, unless it is the one that is there. Only while the store is held. */
export async function keepKey(data: string, { secret, id }: MeasuredKey): Promise<void> {
	if ((await readKey(data))?.id === id) return;
	await keepFile(join(data, KEY_FILE), `${secret}\n`, MODE);
}

function idOf(secret: string): string {
	return createHash('sha256').update(`id of ${secret}`).digest('hex').slice(0, 16);
}
