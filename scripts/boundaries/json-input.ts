import { DataError } from '../../src/lib/domain/errors.ts';
import { parseJson } from '../common/json.ts';

const NEWLINE = 0x0a;
const BRACE = 0x7b;
/** Byte before each line of a GeoJSON text sequence (RFC 8142). */
const RECORD = 0x1e;
const HEAD = 4096;
/** A feature in a longer line isn't looked for. */
const MOST_LINE = 64 << 20;
/** What starts like this, and what to do. */
const REMEDIES: [RegExp, string][] = [
	[/^</, 'This is a web page: the download may need a login or another address'],
	[
		/^version https:\/\/git-lfs/,
		'Only a pointer to the file is here: run git lfs pull in its repository'
	]
];

/**
 * JSON as mapshaper takes it: UTF-8 without mark; one feature a line becomes a collection.
 * @param label how messages call the file
 * @param formats what could be read, for messages
 * @throws DataError for what is no JSON object
 */
export function jsonInput(label: string, content: Buffer, formats: string): Buffer {
	const bytes = inUtf8(content);
	const head = bytes.subarray(0, HEAD).toString('utf8').trimStart();
	if (!head.startsWith('{') && bytes[0] !== RECORD)
		throw new DataError('malformed', {
			file: label,
			found: head.slice(0, 60) || 'blanks',
			expected: formats,
			remedy: REMEDIES.find(([looks]) => looks.test(head))?.[1]
		});
	return isByLine(bytes, head) ? collected(bytes) : bytes;
}

/** True for TopoJSON. */
export function isTopology(bytes: Buffer): boolean {
	const topology = /"type"\s*:\s*"Topology"/;
	return topology.test(bytes.subarray(0, HEAD).toString('utf8')) || topology.test(tail(bytes));
}

/** UTF-16 is told by its mark, or by the zero byte in or before its first character. */
function inUtf8(bytes: Buffer): Buffer {
	const [first, second, third] = bytes;
	if (first === 0xef && second === 0xbb && third === 0xbf) return bytes.subarray(3);
	if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0))
		return Buffer.from(new TextDecoder('utf-16le').decode(bytes));
	if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0))
		return Buffer.from(new TextDecoder('utf-16be').decode(bytes));
	return bytes;
}

function tail(bytes: Buffer): string {
	return bytes.subarray(Math.max(0, bytes.length - HEAD)).toString('utf8');
}

/** True when the first line alone is a feature. */
function isByLine(bytes: Buffer, head: string): boolean {
	if (/"type"\s*:\s*"(FeatureCollection|Topology)"/.test(head)) return false;
	const end = bytes.indexOf(NEWLINE);
	if (end < 0 || end > MOST_LINE) return false;
	const line = bytes.subarray(bytes[0] === RECORD ? 1 : 0, end).toString('utf8');
	if (!/"Feature"/.test(line)) return false;
	try {
		return (JSON.parse(line) as { type?: unknown }).type === 'Feature';
	} catch {
		return false;
	}
}

/** A collection of the features of the lines; the text between them is not touched. */
function collected(bytes: Buffer): Buffer {
	const lines = Buffer.from(bytes);
	let isFirst = true;
	let startsLine = true;
	for (let at = 0; at < lines.length; at++) {
		const byte = lines[at]!;
		if (byte === NEWLINE || byte === RECORD) {
			lines[at] = 0x20;
			startsLine ||= byte === NEWLINE;
		} else if (startsLine && byte === BRACE) {
			// The line break before it is free for the comma.
			if (!isFirst) lines[lines.lastIndexOf(0x20, at)] = 0x2c;
			isFirst = false;
			startsLine = false;
		}
	}
	return Buffer.concat([
		Buffer.from('{"type":"FeatureCollection","features":['),
		lines,
		Buffer.from(']}')
	]);
}

interface TopologyText {
	objects?: Record<string, { geometries?: unknown[] }>;
}

/**
 * TopoJSON with one object alone: that which is named, else the one that has the most shapes, the finest level.
 * @param name that the object gets
 * @param wanted its name in the file
 * @returns with the names of the objects that were left
 * @throws DataError when there is none, or none of that name
 */
export function oneObject(
	label: string,
	name: string,
	bytes: Buffer,
	wanted: string | undefined
): { content: Buffer; taken: string; left: string[] } {
	const topology = parseJson(bytes.toString('utf8'), {
		file: label,
		expected: 'TopoJSON'
	}) as TopologyText;
	const objects = Object.entries(topology.objects ?? {});
	const count = ([, { geometries }]: (typeof objects)[number]) => geometries?.length ?? 1;
	const byCount = objects.sort((a, b) => count(b) - count(a));
	const finest = wanted === undefined ? byCount[0] : objects.find(([of]) => of === wanted);
	const names = byCount.map(([of]) => of);
	if (!finest && names.length > 0)
		throw new DataError('missing-object', {
			file: label,
			column: '--layer',
			found: names.join(', '),
			expected: `an object "${wanted}"`,
			remedy: 'Name the object of the communes: --layer <name>'
		});
	if (!finest)
		throw new DataError('missing-object', {
			file: label,
			column: 'objects',
			found: 'none',
			expected: 'an object with polygons'
		});
	return {
		content: Buffer.from(JSON.stringify({ ...topology, objects: { [name]: finest[1] } })),
		taken: finest[0],
		left: names.filter((of) => of !== finest[0])
	};
}
