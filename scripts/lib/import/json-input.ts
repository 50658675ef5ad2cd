import { DataError } from '../../../src/lib/domain/errors.ts';

const NEWLINE = 0x0a;
const BRACE = 0x7b;
/** Byte before each line of a GeoJSON text sequence (RFC 8142). */
const RECORD = 0x1e;
const HEAD = 4096;

/**
 * JSON as mapshaper takes it: one feature a line becomes a collection; a topology keeps one object, under a known name.
 * @param label how messages call the file
 * @param name of the layer that mapshaper makes of it
 * @param formats what could be read, for messages
 * @throws DataError for what is no JSON with polygons
 */
export function jsonInput(label: string, name: string, content: Buffer, formats: string): Buffer {
	const bytes = withoutMark(content);
	const head = bytes.subarray(0, HEAD).toString('utf8').trimStart();
	if (!head.startsWith('{') && bytes[0] !== RECORD)
		throw new DataError('malformed', {
			file: label,
			found: head.slice(0, 60) || 'blanks',
			expected: formats,
			remedy: head.startsWith('<')
				? 'This is a web page: the download may need a login or another address'
				: undefined
		});
	if (isByLine(bytes)) return collected(bytes);
	if (/"type"\s*:\s*"Topology"/.test(head) || /"type"\s*:\s*"Topology"/.test(tail(bytes)))
		return oneObject(label, name, bytes);
	return bytes;
}

function withoutMark(bytes: Buffer): Buffer {
	return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function tail(bytes: Buffer): string {
	return bytes.subarray(Math.max(0, bytes.length - HEAD)).toString('utf8');
}

/** True when the first line alone is a feature. */
function isByLine(bytes: Buffer): boolean {
	const end = bytes.indexOf(NEWLINE);
	if (end < 0) return false;
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

function oneObject(label: string, name: string, bytes: Buffer): Buffer {
	let topology: TopologyText;
	try {
		topology = JSON.parse(bytes.toString('utf8')) as TopologyText;
	} catch (error) {
		throw new DataError('malformed', {
			file: label,
			found: error instanceof Error ? error.message : String(error),
			expected: 'TopoJSON'
		});
	}
	const objects = Object.entries(topology.objects ?? {});
	// The finest level has the most shapes.
	const count = ([, { geometries }]: (typeof objects)[number]) => geometries?.length ?? 1;
	const finest = objects.sort((a, b) => count(b) - count(a))[0];
	if (!finest)
		throw new DataError('missing-object', {
			file: label,
			column: 'objects',
			found: 'none',
			expected: 'an object with polygons'
		});
	return Buffer.from(JSON.stringify({ ...topology, objects: { [name]: finest[1] } }));
}
