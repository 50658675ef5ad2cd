/** JSON as a sheet: lists of objects, an object a line, or GeoJSON points. */
import { DataError } from '../domain/errors.ts';
import { refuseLong } from './long-cells.ts';
import { both, faultIn } from './texts.ts';
import { textOf, type Cell, type Sheet, type SheetRow } from './sheet.ts';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type JsonObject = { [name: string]: Json };

/** Objects within objects, as in "client.Geo.Latitude", go no deeper. */
const MOST_DEEP = 6;
const MOST_COLUMNS = 600;
/** More beside a list are no titles of it. */
const MOST_TITLES = 40;

/**
 * The objects of a text as rows below their names.
 * @throws DataError `malformed` with the row where it can't be read, or holds no list of objects
 */
export function sheetOfJson(text: string, file: string): Sheet {
	const { records, titles } = recordsOf(text, file);
	const names = new Map<string, number>();
	const rows: SheetRow[] = [];
	records.forEach(({ record, line }) => {
		const cells: Cell[] = [];
		flatten(pointOf(record), '', 0, (name, value) => {
			let at = names.get(name);
			if (at === undefined) {
				if (names.size >= MOST_COLUMNS) return;
				names.set(name, (at = names.size));
			}
			refuseLong(value, file, line);
			cells[at] = value;
		});
		rows.push({ line, cells: Array.from(cells, (cell) => cell ?? null) });
	});
	return {
		file,
		name: '',
		isHidden: false,
		isText: false,
		rows: [
			...titles.map((title) => ({ line: 0, cells: [title] })),
			{ line: 0, cells: [...names.keys()] },
			...rows
		],
		merges: []
	};
}

interface JsonRecord {
	record: JsonObject;
	line: number;
}

function recordsOf(text: string, file: string): { records: JsonRecord[]; titles: string[] } {
	const whole = parsed(text);
	if (whole !== undefined) {
		const list = listOf(whole);
		if (list)
			return {
				records: list.map((record, at) => ({ record, line: at + 1 })),
				titles: isObject(whole) && list[0] !== whole ? titlesOf(whole, file) : []
			};
	}
	return { records: linesOf(text, file, whole), titles: [] };
}

/** What stands beside the list holds for all of it, as titles do: "thang: 2026-09". */
function titlesOf(whole: JsonObject, file: string): string[] {
	const titles: string[] = [];
	if (whole['type'] === 'FeatureCollection') return titles;
	flatten(whole, '', 0, (name, value) => {
		const text = textOf(value);
		refuseLong(value, file, 0);
		if (text !== '' && titles.length < MOST_TITLES)
			titles.push(`${name.replace(/[_.]+/g, ' ')}: ${text}`);
	});
	return titles;
}

/** An object a line (NDJSON, GeoJSONSeq). */
function linesOf(text: string, file: string, whole: Json | undefined): JsonRecord[] {
	const records: JsonRecord[] = [];
	if (whole === undefined && text.trim().includes('\n'))
		for (const [at, line] of text.split('\n').entries()) {
			// Records of GeoJSON text sequences begin with a sign of their own.
			const plain = (line.startsWith('\u001e') ? line.slice(1) : line).trim();
			if (plain === '') continue;
			const record = parsed(plain);
			if (!isObject(record)) throw malformed(file, at + 1, plain);
			records.push({ record, line: at + 1 });
		}
	if (records.length > 0) return records;
	throw malformed(file, lineOfFault(text), text.trim());
}

function malformed(file: string, row: number | undefined, found: string): DataError {
	return new DataError(
		'malformed',
		faultIn(
			{ file, row },
			{
				found: `${found.slice(0, 20).replace(/\d/g, '9')}…`,
				expected: both(
					'JSON: một danh sách đối tượng, mỗi dòng một đối tượng, hoặc các điểm GeoJSON',
					'JSON: a list of objects, an object a line, or GeoJSON points'
				)
			}
		)
	);
}

/** The line at which a text stops being JSON, where the engine tells. */
function lineOfFault(text: string): number | undefined {
	try {
		JSON.parse(text);
	} catch (error) {
		const at = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
		return at === undefined ? undefined : text.slice(0, Number(at)).split('\n').length;
	}
	return undefined;
}

function parsed(text: string): Json | undefined {
	try {
		return JSON.parse(text) as Json;
	} catch {
		return undefined;
	}
}

function isObject(value: Json | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The list itself, features of GeoJSON, or the one list of objects in an object. */
function listOf(value: Json): JsonObject[] | undefined {
	if (Array.isArray(value)) return value.length > 0 && value.every(isObject) ? value : undefined;
	if (!isObject(value)) return undefined;
	const lists = Object.values(value).filter(
		(of): of is JsonObject[] => Array.isArray(of) && of.length > 0 && of.every(isObject)
	);
	if (lists.length === 1) return lists[0];
	return lists.length === 0 && Object.values(value).some((of) => typeof of !== 'object')
		? [value]
		: undefined;
}

/** A feature's point as two columns beside its properties. */
function pointOf(record: JsonObject): JsonObject {
	const { type, geometry, properties } = record;
	if (type !== 'Feature' || !isObject(geometry)) return record;
	const own = isObject(properties) ? properties : {};
	const { coordinates } = geometry;
	if (geometry['type'] !== 'Point' || !Array.isArray(coordinates)) return own;
	const [longitude = null, latitude = null] = coordinates;
	const rest = Object.entries(own).filter(([name]) => !PLACE.test(name));
	return { longitude, latitude, ...Object.fromEntries(rest) };
}

/** What a feature's geometry says better. */
const PLACE = /^(?:lon|lng|long|longitude|lat|latitude|x|y)$/i;

function flatten(
	value: JsonObject,
	prefix: string,
	depth: number,
	take: (name: string, value: Cell) => void
): void {
	for (const [name, of] of Object.entries(value)) {
		const full = prefix ? `${prefix}.${name}` : name;
		if (isObject(of)) {
			if (depth < MOST_DEEP) flatten(of, full, depth + 1, take);
		} else if (!Array.isArray(of)) take(full, of);
		else if (of.length === 2 && of.every((item) => typeof item === 'number'))
			take(full, of.join(', '));
	}
}
