/** What a disk refuses, in a sentence. */
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { DataError } from '../../src/lib/domain/errors.ts';
import type { Text } from '../../src/lib/intake/index.ts';
import type { Language } from '../../src/lib/intake/told.ts';
import { both, faultIn } from '../../src/lib/intake/texts.ts';
import { expanded } from '../common/patterns.ts';
import { noFile } from './add-faults.ts';

const NO_FOLDER: Text = {
	vi: 'một tệp đứng ở chỗ cần thư mục; chuyển tệp đó đi hoặc chọn thư mục khác',
	en: 'a file stands where a folder is needed; move it away or choose another folder'
};
const TOO_MANY: Text = {
	vi: 'hệ thống không cho mở thêm tệp; đóng bớt chương trình hoặc tăng giới hạn (ulimit -n)',
	en: 'the system opens no more files; close programs or raise the limit (ulimit -n)'
};

/** What a disk says that takes nothing more, and what to do. */
const OF_DISKS: Record<string, Text> = {
	ENOSPC: {
		vi: 'hết chỗ trên ổ đĩa; giải phóng chỗ rồi chạy lại',
		en: 'no space is left on the disk; make room and run the command again'
	},
	EDQUOT: {
		vi: 'hết hạn mức trên ổ đĩa; giải phóng chỗ rồi chạy lại',
		en: 'the disk quota is used up; make room and run the command again'
	},
	EROFS: {
		vi: 'ổ đĩa chỉ đọc; chọn thư mục ghi được',
		en: 'the disk is read-only; choose a folder that can be written'
	},
	EACCES: {
		vi: 'không có quyền ghi ở đây; xin quyền hoặc chọn thư mục khác',
		en: 'there is no right to write here; ask for it or choose another folder'
	},
	EPERM: {
		vi: 'không có quyền ghi ở đây; xin quyền hoặc chọn thư mục khác',
		en: 'there is no right to write here; ask for it or choose another folder'
	},
	ENOTDIR: NO_FOLDER,
	EEXIST: NO_FOLDER,
	EISDIR: {
		vi: 'là một thư mục; cần tên một tệp',
		en: 'is a folder; a file is needed'
	},
	ENOENT: {
		vi: 'không có; xem lại đường dẫn',
		en: 'is not there; look at the path'
	},
	EMFILE: TOO_MANY,
	ENFILE: TOO_MANY,
	EIO: {
		vi: 'ổ đĩa không đọc hay ghi được; xem lại ổ đĩa',
		en: 'the disk fails to read or write; look at it'
	}
};

/** What commands on the store leave where the disk takes nothing more. */
const STORE: Text = { vi: 'kho số liệu không đổi', en: 'the store is unchanged' };
/** What may come after something was written. */
const MIDWAY = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO'];

/**
 * A fault of the system in the reader's language; nothing for a fault of the program.
 * @param left what is as it was
 */
export function describeDisk(error: unknown, language: Language, left = STORE): string | undefined {
	const { code = '', path } = error as NodeJS.ErrnoException;
	const text = OF_DISKS[code];
	if (!text) return undefined;
	const told = MIDWAY.includes(code) ? `${text[language]}, ${left[language]}` : text[language];
	return [path, told].filter(Boolean).join(': ');
}

/**
 * Look whether a file may be written, before anything is read.
 * @param files that are read, or patterns of them
 * @throws DataError when it is one of them, or can't be written there
 */
export async function refuseTarget(path: string, files: readonly string[]): Promise<void> {
	const inputs = (await expanded(files, noFile)).map((file) => resolve(file));
	const of = await stat(path).catch(() => undefined);
	const identities = await Promise.all(inputs.map((file) => stat(file).catch(() => undefined)));
	const isInput =
		inputs.includes(path) ||
		identities.some((other) => of && other && other.ino === of.ino && other.dev === of.dev);
	if (isInput)
		throw target(path, both('một trong các tệp đưa vào', 'one of the files that are read'));
	if (of?.isDirectory()) throw target(path, both('một thư mục', 'a folder'));
	const folder = await stat(dirname(path)).catch(() => undefined);
	if (!folder?.isDirectory())
		throw target(path, both('thư mục không có', 'a folder that is not there'));
}

function target(path: string, found: Text): DataError {
	const expected = both(
		'tên một tệp mới cho --rejects, ở một thư mục đã có',
		'the name of a new file for --rejects, in a folder that is there'
	);
	return new DataError('unreachable', faultIn({ file: path }, { found, expected }));
}
