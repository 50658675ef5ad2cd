/**
 * Which source of a unit counts, and in which part its figures lie. The rule, for each unit of a month and network:
 *
 * 1. What is in stays, unless it is to be replaced (`samples replace`): then the newer file counts for the units that
 *    it speaks of, and nothing else is touched. Where a file of the country so takes the place of what a province sent
 *    itself, that is told.
 * 2. Of what one command brings, the narrower scope counts: a province with a part of its own keeps its figures there,
 *    and the part of the country has none of that province. A file of more than half of the provinces is one of the
 *    country; all others are kept by province.
 *
 * So each province lies in one part, each unit counts once, and the parts together are the month.
 */
import { READINGS } from '../../src/lib/domain/figures.ts';
import { unitsOf, type Units } from '../../src/lib/domain/unit.ts';
import { UNKNOWN_COMMUNE } from '../../src/lib/intake/index.ts';
import type { Piece } from './part.ts';
import type { Stored, StoredPart } from './store-schema.ts';
import type { StoredRow } from './stored-table.ts';
import { provinceOf } from './unit-province.ts';

/** A part that is there, with its rows. */
export interface Known {
	part: StoredPart;
	rows: readonly StoredRow[];
}

/** What a command brings of a province. */
export interface Fresh {
	province: string;
	rows: readonly StoredRow[];
	/** Names of the files. */
	files: readonly string[];
	/** Edition whose units the files name, when they were carried over. */
	estimatedFrom: string | null;
}

/**
 * Parts of a month and network after a command, each with its rows.
 * @param units of the month's edition
 */
export function piecesOf(
	known: readonly Known[],
	fresh: readonly Fresh[],
	isReplacing: boolean,
	units: Units
): Piece[] {
	const pieces = new Map<string, Piece>(
		known.map(({ part, rows }) => [part.scope, pieceOf(part, rows)])
	);
	const scope = isOfCountry(fresh, units) ? '' : undefined;
	for (const one of fresh) {
		const target = pieces.has(one.province) ? one.province : (scope ?? one.province);
		const country = pieces.get('');
		if (target !== '' && country && !pieces.has(target)) moveOut(pieces, country, target, units);
		const before = pieces.get(target) ?? emptyPiece(target);
		const after = withFresh(before, one, isReplacing, units);
		const isOwn = isReplacing && scope === '' && target !== '';
		const gaveWay = isOwn ? gaveWayOf(before, one.rows) : undefined;
		pieces.set(target, { ...after, ...(gaveWay ? { gaveWay } : {}) });
	}
	return [...pieces.values()].filter(({ rows }) => rows.length > 0);
}

/** True for figures of more than half of the provinces, unless each province sent its own file. */
function isOfCountry(fresh: readonly Fresh[], units: Units): boolean {
	const provinces = new Set(fresh.map(({ province }) => province)).size;
	const files = new Set(fresh.flatMap((of) => of.files)).size;
	return 2 * provinces > unitsOf(units, 'province').codes.length && 2 * files <= provinces;
}

function pieceOf(part: StoredPart, rows: readonly StoredRow[]): Piece {
	return {
		scope: part.scope,
		before: part,
		isChanged: false,
		rows: [...rows],
		files: [],
		known: codesOf(rows),
		...(part.estimated ? { estimated: part.estimated } : {}),
		...(part.isMixed ? { isMixed: true } : {})
	};
}

function codesOf(rows: readonly StoredRow[]): string[] {
	return rows.map(({ code }) => code);
}

function emptyPiece(scope: string): Piece {
	return { scope, isChanged: true, rows: [], files: [] };
}

/** What the part of the country has of a province becomes a part of its own, with the same origin. */
function moveOut(pieces: Map<string, Piece>, country: Piece, province: string, units: Units): void {
	const isOwn = ofProvince(province, units);
	const own = country.rows.filter(isOwn);
	if (own.length === 0) return;
	const rest = country.rows.filter((row) => !isOwn(row));
	pieces.set('', {
		...country,
		isChanged: true,
		rows: rest,
		known: codesOf(rest),
		...without(country, province)
	});
	pieces.set(province, {
		scope: province,
		...(country.before ? { before: country.before } : {}),
		isChanged: true,
		isMovedOut: true,
		rows: own,
		files: [],
		known: codesOf(own),
		...(country.estimated?.provinces.includes(province)
			? { estimated: { from: country.estimated.from, provinces: [province] } }
			: {})
	});
}

function without({ estimated }: Piece, province: string): Pick<Piece, 'estimated'> {
	return { estimated: estimatedOf(estimated, estimated?.from, province, false) };
}

/** Tells rows of a province. */
export function ofProvince(province: string, units: Units): (row: { code: string }) => boolean {
	return ({ code }) => provinceOf(units, code.replace(UNKNOWN_COMMUNE, '')) === province;
}

function withFresh(
	piece: Piece,
	{ province, rows, files, estimatedFrom }: Fresh,
	isReplacing: boolean,
	units: Units
): Piece {
	const merged = isReplacing ? replaced(piece.rows, rows) : added(piece.rows, rows);
	// A country's part may be one of which nothing was there of the province.
	const isOwn = ofProvince(province, units);
	const isAllNew = !piece.rows.some(isOwn);
	// What stays of figures that were carried over is so still.
	const stays = !isReplacing && !isAllNew && piece.estimated?.provinces.includes(province);
	return {
		...piece,
		isChanged: true,
		rows: merged,
		files: [...new Set([...piece.files, ...files])],
		came: [...(piece.came ?? []), { files, codes: codesOf(rows), isReplacing }],
		estimated: estimatedOf(
			piece.estimated,
			estimatedFrom ?? piece.estimated?.from,
			province,
			estimatedFrom !== null || stays === true
		)
	};
}

/** Units of a province's own part of which a file of the country says something else. */
function gaveWayOf({ rows, before }: Piece, fresh: readonly StoredRow[]): Piece['gaveWay'] {
	const textOf = ({ samples, ...row }: StoredRow) =>
		[samples, ...READINGS.map((reading) => row[reading])].join();
	const now = new Map(fresh.map((row) => [`${row.code} ${row.operator}`, textOf(row)]));
	const codes = new Set(fresh.map(({ code }) => code));
	const lost = rows.filter(
		(row) => codes.has(row.code) && now.get(`${row.code} ${row.operator}`) !== textOf(row)
	);
	if (!before || lost.length === 0) return undefined;
	return {
		units: new Set(lost.map(({ code }) => code)).size,
		files: [...new Set(before.sources.map(({ name }) => name))]
	};
}

function estimatedOf(
	estimated: Stored['estimated'],
	from: string | undefined,
	province: string,
	isEstimated: boolean
): Stored['estimated'] {
	const others = (estimated?.provinces ?? []).filter((code) => code !== province);
	const provinces = isEstimated ? [...others, province].sort() : others;
	return from && provinces.length > 0 ? { from, provinces } : undefined;
}

/** A unit that is in stays. */
function added(known: readonly StoredRow[], fresh: readonly StoredRow[]): StoredRow[] {
	const keys = new Set(known.map(({ code, operator }) => `${code} ${operator}`));
	return [...known, ...fresh.filter(({ code, operator }) => !keys.has(`${code} ${operator}`))];
}

/** Only the units of the file change, with all their operators. */
function replaced(known: readonly StoredRow[], fresh: readonly StoredRow[]): StoredRow[] {
	const codes = new Set(fresh.map(({ code }) => code));
	return [...known.filter(({ code }) => !codes.has(code)), ...fresh];
}
