/** What a {@link DataError} knows about the place and kind of a fault. All parts are optional but `file`. */
export interface Fault {
	/** File path or URL. */
	file: string;
	/** 1-based line of the file (a header is line 1). */
	row?: number;
	/** Column name, JSON path or TopoJSON object name. */
	column?: string;
	/** What stands there, as text. */
	found?: string;
	/** What should stand there. */
	expected?: string;
	/** What the reader of the message can do about it. */
	remedy?: string;
	/** The same in Vietnamese, where it is not the same. */
	vi?: { found?: string; expected?: string; remedy?: string };
}

/** Kinds of bad input. The interface words each of them in both languages. */
export type FaultCode =
	| 'unreachable'
	/** A site that answers, and on which nothing was published yet. */
	| 'unpublished'
	| 'malformed'
	| 'truncated'
	| 'other-file'
	| 'schema'
	| 'version'
	| 'missing-object'
	| 'encoding'
	| 'empty'
	| 'header'
	| 'unknown-code'
	| 'duplicate'
	| 'value'
	| 'month'
	| 'promise';

/** A fault of data, not of the program: shown to whoever can mend the data. */
export class DataError extends Error {
	override readonly name = 'DataError';

	constructor(
		readonly code: FaultCode,
		readonly fault: Fault
	) {
		super(describeFault(code, fault));
	}
}

/**
 * One English line: file, row, column, found, expected, remedy.
 * Found text is cut at 80 characters and shown with JSON escapes, so that control characters are visible.
 */
export function describeFault(code: FaultCode, fault: Fault): string {
	const place = [
		fault.file,
		fault.row === undefined ? '' : `row ${fault.row}`,
		fault.column === undefined ? '' : `column "${fault.column}"`
	]
		.filter(Boolean)
		.join(', ');
	const parts = [
		fault.found === undefined ? '' : `found ${quote(fault.found)}`,
		fault.expected === undefined ? '' : `expected ${fault.expected}`
	].filter(Boolean);
	const remedy = fault.remedy ? `. ${fault.remedy}` : '';
	return `${place}: ${code}${parts.length ? ': ' + parts.join(', ') : ''}${remedy}`;
}

function quote(text: string): string {
	return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

/** What takes the place of data that can be done without: `undefined` for a {@link DataError}; others are thrown on. */
export function withoutData(error: unknown): undefined {
	if (!(error instanceof DataError)) throw error;
	return undefined;
}
