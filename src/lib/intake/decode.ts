/** Bytes of a file as sheets of cells: the format is told by the first bytes, never by the name. */
import { unzipSync } from 'fflate';
import { DataError } from '../domain/errors.ts';
import { sheetOfText } from './csv.ts';
import { textOfBytes } from './encoding.ts';
import type { Sheet } from './sheet.ts';
import { sheetsOfWorkbook } from './workbook.ts';

const READS = 'CSV, Excel (.xlsx, .xls), OpenDocument (.ods), or a zip of one of these';

/**
 * The sheets of a file.
 * @param file its name, for messages
 * @throws DataError when it is damaged, or holds nothing that we read
 */
export function sheetsOfBytes(bytes: Uint8Array, file: string): Sheet[] {
	if (bytes.length === 0) throw new DataError('empty', { file, found: 'nothing', expected: READS });
	if (isZip(bytes)) return sheetsOfZip(bytes, file);
	const isOldWorkbook =
		bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0;
	if (isOldWorkbook) return sheetsOfWorkbook(bytes, file);
	const text = textOfBytes(bytes, file);
	if (/^\s*<(!doctype|html|\?xml|table)/i.test(text.slice(0, 400)))
		throw new DataError('malformed', {
			file,
			found: text.trim().slice(0, 40),
			expected: READS,
			remedy: 'This is a web page: open it in Excel and save it as .xlsx'
		});
	return [sheetOfText(text, file)];
}

function isZip(bytes: Uint8Array): boolean {
	return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/** A workbook is a zip file, too; another one may hold one table. */
function sheetsOfZip(bytes: Uint8Array, file: string): Sheet[] {
	const names = entriesOf(bytes, file);
	const isWorkbook = names.some(
		(name) => name === '[Content_Types].xml' || name === 'content.xml' || name === 'mimetype'
	);
	if (isWorkbook) return sheetsOfWorkbook(bytes, file);
	const tables = names.filter((name) => !/\/$|^__MACOSX\/|(^|\/)\.|(^|\/)Thumbs\.db$/i.test(name));
	const [only] = tables;
	if (only === undefined || tables.length > 1)
		throw new DataError('malformed', {
			file,
			found: `a zip file that holds ${tables.length} files`,
			expected: 'a zip file of one table',
			remedy: 'Unzip it and give the files in it'
		});
	const inner = unzipSync(bytes, { filter: ({ name }) => name === only })[only]!;
	if (isZip(inner) && !entriesOf(inner, file).includes('[Content_Types].xml'))
		throw new DataError('malformed', {
			file,
			found: 'a zip file in a zip file',
			expected: 'a zip file of one table',
			remedy: 'Unzip it and give the files in it'
		});
	return sheetsOfBytes(inner, file);
}

const MOST_UNPACKED = 512 * 1024 * 1024;

/** Names of what a zip file holds; their sizes are checked before anything is unpacked. */
function entriesOf(bytes: Uint8Array, file: string): string[] {
	const names: string[] = [];
	let unpacked = 0;
	try {
		unzipSync(bytes, {
			filter: ({ name, originalSize }) => {
				names.push(name);
				unpacked += originalSize;
				return false;
			}
		});
	} catch (error) {
		throw new DataError('truncated', {
			file,
			found: error instanceof Error ? error.message : String(error),
			expected: 'a whole zip file or workbook',
			remedy: 'Download or copy the file again'
		});
	}
	if (unpacked > MOST_UNPACKED)
		throw new DataError('value', {
			file,
			found: `${(unpacked / 1e6).toFixed(0)} MB when unpacked`,
			expected: `at most ${(MOST_UNPACKED / 1e6).toFixed(0)} MB`
		});
	return names;
}
