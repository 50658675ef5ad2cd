/** Bytes of a file as sheets of cells: the format is told by the first bytes, never by the name. */
import { unzipSync } from 'fflate';
import { DataError } from '../domain/errors.ts';
import { sheetOfText } from './csv.ts';
import { encodingNotes, encodingOf, textOfBytes } from './encoding.ts';
import type { Sheet, Text } from './sheet.ts';
import { both, faultIn } from './texts.ts';
import { sheetsOfWorkbook } from './workbook.ts';
import { zipEntries } from './zip.ts';

const READS = both(
	'CSV, Excel (.xlsx, .xls), OpenDocument (.ods), hoặc zip của một tệp như vậy',
	'CSV, Excel (.xlsx, .xls), OpenDocument (.ods), or a zip of one of these'
);

/**
 * The sheets of a file.
 * @param file its name, for messages
 * @throws DataError when it is damaged, or holds nothing that we read
 */
export function sheetsOfBytes(bytes: Uint8Array, file: string): Sheet[] {
	if (bytes.length === 0)
		throw new DataError(
			'empty',
			faultIn({ file }, { found: both('không có gì', 'nothing'), expected: READS })
		);
	if (isZip(bytes)) return sheetsOfZip(bytes, file);
	const isOldWorkbook =
		bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0;
	if (isOldWorkbook) return sheetsOfWorkbook(bytes, file);
	const encoding = encodingOf(bytes);
	const text = textOfBytes(bytes, file, encoding);
	if (/^\s*<(!doctype|html|\?xml|table)/i.test(text.slice(0, 400))) throw webPage(text, file);
	return [{ ...sheetOfText(text, file), notes: encodingNotes(encoding) }];
}

/** A web page that was saved as a table. */
export function webPage(text: string, file: string): DataError {
	return new DataError(
		'malformed',
		faultIn(
			{ file },
			{
				found: text.trim().slice(0, 40),
				expected: READS,
				remedy: both(
					'Đây là trang web: mở bằng Excel rồi lưu thành .xlsx',
					'This is a web page: open it in Excel and save it as .xlsx'
				)
			}
		)
	);
}

function notOneTable(file: string, found: Text): DataError {
	return new DataError(
		'malformed',
		faultIn(
			{ file },
			{
				found,
				expected: both('một tệp zip chứa một bảng', 'a zip file of one table'),
				remedy: both('Giải nén rồi đưa các tệp bên trong', 'Unzip it and give the files in it')
			}
		)
	);
}

function isZip(bytes: Uint8Array): boolean {
	return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/** A workbook is a zip file, too; another one may hold one table. */
function sheetsOfZip(bytes: Uint8Array, file: string): Sheet[] {
	const names = zipEntries(bytes, file);
	const isWorkbook = names.some(
		(name) => name === '[Content_Types].xml' || name === 'content.xml' || name === 'mimetype'
	);
	if (isWorkbook) return sheetsOfWorkbook(bytes, file);
	const tables = names.filter((name) => !/\/$|^__MACOSX\/|(^|\/)\.|(^|\/)Thumbs\.db$/i.test(name));
	const [only] = tables;
	if (only === undefined || tables.length > 1)
		throw notOneTable(
			file,
			both(`tệp zip có ${tables.length} tệp`, `a zip file that holds ${tables.length} files`)
		);
	const inner = unzipSync(bytes, { filter: ({ name }) => name === only })[only]!;
	if (isZip(inner) && !zipEntries(inner, file).includes('[Content_Types].xml'))
		throw notOneTable(file, both('tệp zip trong tệp zip', 'a zip file in a zip file'));
	return sheetsOfBytes(inner, file);
}
