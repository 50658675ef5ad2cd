/**
 * Geometries as GeoPackage keeps them: a header and ISO 13249-3 well-known binary, here turned into GeoJSON text.
 * Source: OGC 12-128r18, clause 2.1.3; PostGIS's flags for Z, M and reference systems are understood too.
 */
import { DataError } from '../../src/lib/domain/errors.ts';

/** Where a geometry is. */
interface Place {
	file: string;
	/** 1-based. */
	row: number;
}

/** Bytes of the envelope by its kind: none, two, three (Z or M) or four dimensions. */
const ENVELOPES = [0, 32, 48, 48, 64];
const HEADER = 8;
const [EXTENDED, EMPTY] = [0x20, 0x10];
const [WITH_Z, WITH_M, WITH_SYSTEM] = [0x8000_0000, 0x4000_0000, 0x2000_0000];
const [POINT, LINE, POLYGON, MULTI_POINT, MULTI_LINE, MULTI_POLYGON, COLLECTION] = [
	1, 2, 3, 4, 5, 6, 7
];
/** Has curves among its polygons, or none. */
const MULTI_SURFACE = 12;
const NAMES: Record<number, string> = {
	1: 'Point',
	2: 'LineString',
	4: 'MultiPoint',
	5: 'MultiLineString',
	8: 'CircularString',
	9: 'CompoundCurve',
	10: 'CurvePolygon',
	11: 'MultiCurve',
	13: 'Curve',
	14: 'Surface',
	15: 'PolyhedralSurface',
	16: 'TIN',
	17: 'Triangle'
};
const WHOLE = 'a whole geometry of a GeoPackage';

/**
 * The polygons of a geometry, without heights and measures.
 * @returns GeoJSON text; `null` for an empty geometry
 * @throws DataError for curves, for points and lines, and for what is cut off or no geometry
 */
export function geometryText(bytes: Uint8Array, place: Place): string {
	const flags = bytes[3] ?? 0;
	const envelope = ENVELOPES[(flags >> 1) & 7];
	if (bytes.length < HEADER || bytes[0] !== 0x47 || bytes[1] !== 0x50 || envelope === undefined)
		throw faulty(place, 'malformed', 'bytes that are no geometry', WHOLE);
	if (flags & EXTENDED)
		throw faulty(place, 'malformed', 'a geometry of an extension', 'a polygon of the standard');
	if (flags & EMPTY) return 'null';
	const reader = new Reader(bytes, HEADER + envelope, place);
	try {
		const polygons = reader.polygons();
		return polygons.length ? `{"type":"MultiPolygon","coordinates":[${polygons.join()}]}` : 'null';
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		throw faulty(place, 'truncated', `${bytes.length} bytes that end too early`, WHOLE);
	}
}

class Reader {
	private readonly view: DataView;

	constructor(
		bytes: Uint8Array,
		private at: number,
		private readonly place: Place
	) {
		this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	}

	/** Coordinates of each polygon as GeoJSON text. */
	polygons(isInside = false): string[] {
		const isLittle = this.view.getUint8(this.at++) === 1;
		const { type, size } = this.kind(isLittle);
		if (type === POLYGON) return this.polygon(isLittle, size);
		if (type === MULTI_POLYGON || type === MULTI_SURFACE || type === COLLECTION)
			return this.parts(isLittle, () => this.polygons(type === COLLECTION));
		if (!isInside || !this.skip(type, isLittle, size)) throw this.refused(type);
		return [];
	}

	/** Type without its dimensions, and bytes of a position. */
	private kind(isLittle: boolean): { type: number; size: number } {
		const code = this.count(isLittle);
		if (code & WITH_SYSTEM) this.at += 4;
		const plain = code & 0xffff;
		const family = Math.floor(plain / 1000);
		const hasZ = Boolean(code & WITH_Z) || family === 1 || family === 3;
		const hasM = Boolean(code & WITH_M) || family === 2 || family === 3;
		return { type: plain % 1000, size: 16 + 8 * (Number(hasZ) + Number(hasM)) };
	}

	private polygon(isLittle: boolean, size: number): string[] {
		const rings = this.parts(isLittle, () => this.ring(isLittle, size));
		return rings.length ? [`[${rings.join()}]`] : [];
	}

	private ring(isLittle: boolean, size: number): string[] {
		const positions: string[] = [];
		for (let left = this.count(isLittle); left > 0; left--) {
			const x = this.view.getFloat64(this.at, isLittle);
			const y = this.view.getFloat64(this.at + 8, isLittle);
			if (!Number.isFinite(x) || !Number.isFinite(y))
				throw faulty(this.place, 'value', `coordinates ${x} ${y}`, 'two numbers');
			positions.push(`[${x},${y}]`);
			this.at += size;
		}
		return positions.length ? [`[${positions.join()}]`] : [];
	}

	private parts(isLittle: boolean, read: () => string[]): string[] {
		const parts: string[] = [];
		for (let left = this.count(isLittle); left > 0; left--) parts.push(...read());
		return parts;
	}

	/** Points and lines beside polygons. */
	private skip(type: number, isLittle: boolean, size: number): boolean {
		if (type === POINT) this.at += size;
		else if (type === LINE) this.at += this.count(isLittle) * size;
		else if (type === MULTI_POINT || type === MULTI_LINE)
			this.parts(isLittle, () => this.polygons(true));
		else return false;
		return true;
	}

	private count(isLittle: boolean): number {
		const value = this.view.getUint32(this.at, isLittle);
		this.at += 4;
		return value;
	}

	private refused(type: number): DataError {
		const name = NAMES[type];
		if (!name) return faulty(this.place, 'malformed', `geometry type ${type}`, WHOLE);
		const remedy =
			type >= 8
				? 'Turn curves and surfaces into polygons: ogr2ogr -nlt CONVERT_TO_LINEAR out.gpkg in.gpkg'
				: 'Remove the feature: its unit then keeps its approximate outline';
		return faulty(this.place, 'value', `a ${name}`, 'a polygon', remedy);
	}
}

function faulty(
	place: Place,
	code: 'malformed' | 'truncated' | 'value',
	found: string,
	expected: string,
	remedy?: string
): DataError {
	return new DataError(code, { ...place, column: 'geometry', found, expected, remedy });
}
