/** Why files can't be added together, or at all. */
import { DataError } from '../../src/lib/domain/errors.ts';
import { both, faultIn } from '../../src/lib/intake/texts.ts';
import type { Part } from './part.ts';

/** A pattern that no file has. */
export function noFile(pattern: string): DataError {
	return new DataError(
		'unreachable',
		faultIn(
			{ file: pattern },
			{
				found: both('không có tệp nào', 'no file'),
				expected: both('ít nhất một tệp', 'at least one')
			}
		)
	);
}

/** Tables beside a large file of measurements. */
export function twoKinds(file: string): DataError {
	return new DataError(
		'header',
		faultIn(
			{ file },
			{
				found: both(
					'một bảng tháng, cạnh một tệp lớn gồm từng phép đo',
					'a table, beside a large file of measurements'
				),
				expected: both('các tệp cùng một loại', 'files of one kind'),
				remedy: both(
					'Nạp từng tệp một, hoặc lưu các phép đo dạng CSV',
					'Add them one after the other, or save measurements as CSV'
				)
			}
		)
	);
}

/** Large files of which one holds several tables, or none. */
export function severalTables(file: string, tables: number, files: number): DataError {
	return new DataError(
		'header',
		faultIn(
			{ file },
			{
				found: both(
					`${tables} bảng trong ${files} tệp lớn`,
					`${tables} tables in ${files} large files`
				),
				expected: both(
					'mỗi tệp một tiêu đề, bên dưới là các phép đo',
					'measurements below one header in each file'
				)
			}
		)
	);
}

/** Measurements of another month than the one to replace. */
export function otherMonths(file: string, parts: readonly Part[], replace: string): DataError {
	return new DataError(
		'month',
		faultIn(
			{ file },
			{
				found: parts.map(({ month }) => month).join(', '),
				expected: both(
					`các dòng của ${replace}, tháng cần thay`,
					`rows of ${replace}, the month to replace`
				)
			}
		)
	);
}
