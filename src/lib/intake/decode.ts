/** Bytes of a file as sheets of cells: the format is told by the first bytes, never by the name. */
import { DataError } from '../domain/errors.ts';
import { sheetOfText } from './csv.ts';
import { encodingNotes, encodingOf, textOfBytes } from './encoding.ts';
import type { Sheet, Text } from './sheet.ts';
import { both, faultIn } from './texts.ts';
import { sheetsOfWorkbook } from './workbook.ts';
import { partOfZip } from './zip-parts.ts';
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
	const other = noTable(bytes, file);
	if (other) throw other;
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

/** Files that hold tables only for the eye, by their first bytes as Latin letters. */
const NO_TABLES: readonly [RegExp, Text][] = [
	[/^.{0,8}%PDF-/s, both('tệp PDF', 'a PDF')],
	[/^\{\\rtf/, both('tài liệu RTF', 'an RTF document')],
	[/^(?:\u0089PNG|\u00ff\u00d8\u00ff|GIF8|BM.{4}\0\0)/s, both('tệp ảnh', 'a picture')],
	[/^(?:Rar!|7z\u00bc\u00af)/, both('tệp nén RAR hoặc 7z', 'a RAR or 7z archive')]
];

/** What is called a table and is another kind of file, whatever its name says; nothing for all others. */
export function noTable(bytes: Uint8Array, file: string): DataError | undefined {
	const head = String.fromCharCode(...bytes.subarray(0, 16));
	const found = NO_TABLES.find(([pattern]) => pattern.test(head))?.[1];
	return (
		found &&
		new DataError(
			'malformed',
			faultIn(
				{ file },
				{
					found,
					expected: READS,
					remedy: both(
						'Xin bảng gốc dạng .xlsx hoặc .csv từ nơi gửi',
						'Ask the sender for the table itself as .xlsx or .csv'
					)
				}
			)
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
	if (names.includes('word/document.xml') || names.includes('ppt/presentation.xml'))
		throw new DataError(
			'malformed',
			faultIn(
				{ file },
				{
					found: names.includes('word/document.xml')
						? both('tài liệu Word', 'a Word document')
						: both('tệp trình chiếu PowerPoint', 'PowerPoint slides'),
					expected: READS,
					remedy: both(
						'Chép bảng sang Excel rồi lưu thành .xlsx',
						'Copy the table into Excel and save it as .xlsx'
					)
				}
			)
		);
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
	const inner = partOfZip(bytes, only, file)!;
	if (isZip(inner) && !zipEntries(inner, file).includes('[Content_Types].xml'))
		throw notOneTable(file, both('tệp zip trong tệp zip', 'a zip file in a zip file'));
	return sheetsOfBytes(inner, file);
}
