/**
 * The worker that reads an office's files in the browser: the draft of `intake/`, held against the published lists of
 * units and crosswalks. Nothing of a file leaves it but what is told.
 */
import * as Comlink from 'comlink';
import { fromColumns } from '../domain/crosswalk.ts';
import { DataError } from '../domain/errors.ts';
import type { Month } from '../domain/month.ts';
import {
	finish,
	prepareDraft,
	sheetsOfBytes,
	tallyOf,
	type Answers,
	editionNames,
	type IntakeContext,
	type Locate,
	type UnitFigures
} from '../intake/index.ts';
import type { NetworkId } from '../intake/networks.ts';
import { describeError, toldAlone, toldOfDraft, type Language, type Told } from '../intake/told.ts';
import { VIET_NAM } from '../intake/zones.ts';
import { crosswalkOf, setBase, unitsOfEdition } from './loading.ts';
import { fetchPublished } from './published.ts';

/** A file as it was dropped. */
export interface DroppedFile {
	name: string;
	bytes: Uint8Array;
}

/** What the worker can't find out by itself. */
export interface Wish {
	/** Absolute URL of the folder `data/`. */
	root: string;
	answers: Answers;
	language: Language;
	acceptsPartial: boolean;
	/** Figures that take the place of those that are there. */
	isReplacing: boolean;
	/** Now, in milliseconds since 1970. */
	now: number;
	/** What is there already. */
	stored: readonly { month: Month; network: NetworkId; rows: readonly UnitFigures[] }[];
	/**
	 * The lowest unit of each point of measurements, `null` outside of all. Without it measurements are not read: the
	 * exact outlines are no file of the site yet.
	 */
	places?: readonly { month: Month; lon: number; lat: number; code: string | null }[];
}

const reader = {
	/** What files that belong together say. */
	async told(files: readonly DroppedFile[], wish: Wish): Promise<Told> {
		try {
			const context = await contextOf(wish);
			const sheets = files.flatMap(({ name, bytes }) => sheetsOfBytes(bytes, name));
			const work = prepareDraft(sheets, wish.answers, context);
			const tally = tallyOf(work);
			return toldOfDraft(finish(work, wish.answers, tally), tally, wish.language);
		} catch (error) {
			if (!(error instanceof DataError)) throw error;
			return toldAlone('refused', [describeError(error, wish.language)]);
		}
	}
};

/** The world around files, from what is published. */
async function contextOf(wish: Wish): Promise<IntakeContext> {
	const { root, now, stored, places, isReplacing, acceptsPartial } = wish;
	setBase(root);
	const { manifest } = await fetchPublished(root, new AbortController().signal);
	const lists = await Promise.all(
		manifest.editions.map(async (edition) => {
			const { id, from, to, levels } = edition;
			return { edition: { id, from, to, levels }, units: await unitsOfEdition(edition) };
		})
	);
	const unitsOf = (id: string) => lists.find(({ edition }) => edition.id === id)!.units;
	const crosswalks = await Promise.all(
		manifest.crosswalks.map(async ({ from, to, table }) => {
			const { levels } = await crosswalkOf(table);
			return fromColumns(unitsOf(from), unitsOf(to), levels);
		})
	);
	const local = now + VIET_NAM * 60_000;
	return {
		thisMonth: new Date(local).toISOString().slice(0, 7),
		now: local,
		editions: editionNames(lists, crosswalks),
		crosswalks,
		stored: (month, network) =>
			stored.find((of) => of.month === month && of.network === network)?.rows,
		isReplacing,
		acceptsPartial,
		...(places ? { locate: locateIn(places) } : {})
	};
}

function locateIn(places: NonNullable<Wish['places']>): Locate {
	const key = (month: Month, lon: number, lat: number) => `${month} ${lon} ${lat}`;
	const codes = new Map(places.map(({ month, lon, lat, code }) => [key(month, lon, lat), code]));
	return (month, lon, lat) => {
		const code = codes.get(key(month, lon, lat));
		if (code === undefined) throw new Error('a point of which nobody said where it lies');
		return code ?? undefined;
	};
}

export type IntakeReader = typeof reader;
Comlink.expose(reader);
