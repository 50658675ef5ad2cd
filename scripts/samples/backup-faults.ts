/** Why a store is not copied, or a backup not put in its place. */
import { DataError } from '../../src/lib/domain/errors.ts';
import { both, faultIn } from '../../src/lib/intake/texts.ts';
import type { Language } from '../../src/lib/intake/told.ts';
import { localTime } from './history.ts';
import type { Version } from './store-schema.ts';

/** What a damaged or missing index had is not known: who takes a backup in its place says so. */
export function damagedStore(file: string, source: string, { message }: DataError): DataError {
	return new DataError(
		'malformed',
		faultIn(
			{ file },
			{
				found: both(
					`mục lục của kho không đọc được (${message})`,
					`an index that can't be read (${message})`
				),
				expected: both('một kho đọc được', 'a store that can be read'),
				remedy: both(
					`Thay kho bằng bản sao lưu: npm run samples -- from-backup ${source} --over; những gì nạp sau bản sao lưu phải nạp lại`,
					`Put the backup in its place: npm run samples -- from-backup ${source} --over; what came in after it has to be given again`
				)
			}
		)
	);
}

export function noBackup(file: string): DataError {
	return new DataError(
		'unreachable',
		faultIn(
			{ file },
			{
				found: both('không có bản sao lưu', 'no backup'),
				expected: both(
					'thư mục mà npm run samples -- backup đã ghi',
					'a folder that npm run samples -- backup wrote'
				)
			}
		)
	);
}

/** An empty store in the place of a backup is what is left after a new machine or a slip of `--data`. */
export function nothingToBackUp(
	file: string,
	target: string,
	backup: readonly Version[]
): DataError {
	const newest = backup.at(-1);
	return new DataError(
		'duplicate',
		faultIn(
			{ file },
			{
				found: both(
					'kho trống, không có gì để sao lưu',
					'an empty store: there is nothing to back up'
				),
				expected: newest
					? both(
							`kho của ${target}, nơi đang giữ ${backup.length} phiên bản, mới nhất là ${newest.number} (${localTime(newest.time, 'vi')})`,
							`the store of ${target}, which holds ${backup.length} versions, the newest is ${newest.number} (${localTime(newest.time, 'en')})`
						)
					: both('một kho đã có số liệu', 'a store that has figures'),
				remedy: newest
					? both(
							`Bản sao lưu giữ nguyên. Lấy lại số liệu: npm run samples -- from-backup ${target}; hoặc xem lại --data`,
							`The backup is as it was. Get it back: npm run samples -- from-backup ${target}; or look at --data`
						)
					: both(
							'Nạp bảng bằng npm run samples -- add <tệp> trước, hoặc xem lại --data',
							'Give tables to npm run samples -- add <files> first, or look at --data'
						)
			}
		)
	);
}

/** A backup of another store, or of one that was set back. */
export function wouldForget(file: string, lost: readonly Version[]): DataError {
	const list = (language: Language) =>
		lost
			.map(({ number, command, time }) => `${number} (${command}, ${localTime(time, language)})`)
			.join(', ');
	return new DataError(
		'duplicate',
		faultIn(
			{ file },
			{
				found: both(
					`bản sao lưu có phiên bản mà kho không có: ${list('vi')}`,
					`the backup has versions that the store has not: ${list('en')}`
				),
				expected: both(
					'bản sao lưu trước đó của chính kho này',
					'an earlier backup of this very store'
				),
				remedy: both(
					'Sao lưu vào thư mục khác; hoặc thêm --over để bỏ các phiên bản đó khỏi bản sao lưu',
					'Back up to another folder; or add --over, which takes the place of those versions'
				)
			}
		)
	);
}

export function wouldLose(file: string, lost: readonly Version[]): DataError {
	const numbers = lost.map(({ number }) => number).join(', ');
	return new DataError(
		'duplicate',
		faultIn(
			{ file },
			{
				found: both(
					`kho có phiên bản ${numbers} mà bản sao lưu không có`,
					`the store has versions ${numbers} that the backup has not`
				),
				expected: both(
					'một kho trống, hoặc có ít hơn bản sao lưu',
					'a store that is empty, or has less than the backup'
				),
				remedy: both(
					'Sao lưu kho hiện tại vào thư mục khác trước nếu kho còn đọc được, rồi thêm --over',
					'Back the present store up to another folder first, if it can still be read, then add --over'
				)
			}
		)
	);
}
