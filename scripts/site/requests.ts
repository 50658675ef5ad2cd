/** What a request asks for, in the words of RFC 9110 and as our server's library understands them. */
import { posix } from 'node:path';

/** Of these files are kept compressed; what comes first is sent when a reader likes all as much. */
const CODINGS = ['br', 'gzip'];

/** A range that no file has: the library answers 416 and tells how long the file is. */
const UNSATISFIABLE = 'bytes=1-0';

/**
 * The path of a file, decoded once.
 * @param target of a request: a path with query, or a whole address (RFC 9112, 3.2.2)
 * @returns nothing when it is no path in its one right form: bad escapes, NUL, `..`, `//`, backslashes
 */
export function pathOf(target: string): string | undefined {
	const [escaped] = target.replace(/^https?:\/\/[^/?#]*/i, '').split(/[?#]/, 1);
	let path: string;
	try {
		path = decodeURIComponent(escaped || '/');
	} catch {
		return undefined;
	}
	const isRight = path.startsWith('/') && !/[\0\\]/.test(path) && posix.normalize(path) === path;
	return isRight ? path : undefined;
}

/**
 * The one range of a file that is sent (RFC 9110, 14.2). The library reads numbers as far as they go, takes what is right
 * among wrong ones, and refuses a suffix that is longer than the file; so it is handed a range that leaves no doubt.
 * @param header `Range` as it was asked for
 * @param size of the file in bytes
 * @returns nothing when the whole file answers: another unit, or several ranges
 */
export function rangeOf(header: string, size: number): string | undefined {
	const [, list] = /^\s*bytes\s*=(.*)$/i.exec(header) ?? [];
	if (list === undefined) return undefined;
	const ranges = list
		.split(',')
		.map((part) => part.trim())
		.filter(Boolean);
	const limits = ranges.map((range) => {
		const [, first, last] = /^(\d*)-(\d*)$/.exec(range) ?? ['', '', ''];
		if (first) return [Number(first), last ? Number(last) : Infinity] as const;
		return [last ? Math.max(0, size - Number(last)) : NaN, last === '0' ? NaN : Infinity] as const;
	});
	if (!limits.length || !limits.every(([first, last]) => first <= last)) return UNSATISFIABLE;
	const within = limits.filter(([first]) => first < size);
	if (!within.length) return UNSATISFIABLE;
	if (limits.length > 1) return undefined;
	const [[first, last]] = within as [readonly [number, number]];
	return `bytes=${first}-${Math.min(last, size - 1)}`;
}

/**
 * The codings that a reader takes, the best first (RFC 9110, 12.5.3): what `*` stands for is named, since the library
 * takes it for gzip even where gzip is refused.
 * @param header `Accept-Encoding` as it was asked for
 * @returns nothing when only the plain file will do
 */
export function codingsOf(header: string): string | undefined {
	const quality = new Map<string, number>();
	for (const part of header.toLowerCase().split(',')) {
		const [coding, ...parameters] = part.split(';').map((word) => word.trim());
		const asked = parameters.find((parameter) => /^q\s*=/.test(parameter));
		const value = asked === undefined ? 1 : Number(asked.replace(/^q\s*=\s*/, '') || NaN);
		if (coding) quality.set(coding, value >= 0 && value <= 1 ? value : 0);
	}
	const liked = (coding: string) => quality.get(coding) ?? quality.get('*') ?? 0;
	const taken = CODINGS.filter((coding) => liked(coding) > 0);
	return taken.map((coding) => `${coding};q=${liked(coding)}`).join(', ') || undefined;
}
