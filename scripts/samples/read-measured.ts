/** Files of which some hold measurements: rows that were read become figures, large files are read by DuckDB. */
import {
	finish,
	tallyOf,
	type Answers,
	type Draft,
	type IntakeContext,
	type Work
} from '../../src/lib/intake/index.ts';
import { boundsOf, partsOfMeasured, type Tally } from '../../src/lib/intake/measured-tally.ts';
import { measuredContext } from '../../src/lib/intake/measured-way.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import { COAST } from '../place/coast.ts';
import { severalTables } from './add-faults.ts';
import type { DuckOnDemand } from './duck.ts';
import type { Input } from './input.ts';
import type { LateStore } from './late.ts';
import { lateNote } from './late-store.ts';
import type { MeasuredSource } from './measured-source.ts';
import type { AddOptions, Part } from './part.ts';
import type { Country } from './register-places.ts';
import type { Source } from './store-schema.ts';

/** A file, and what the store says of it. */
export interface SourceFile {
	input: Input;
	source: Source;
}

/** Bytes of some hundred thousand measurements. */
const LARGE = 64 * 1024 * 1024;

/** The lists of units with their outlines. */
export async function countryOf(
	gazetteers: Gazetteer[],
	context: IntakeContext,
	options: AddOptions
): Promise<Country> {
	const { placesOf } = await import('./register-places.ts');
	const places = await placesOf(gazetteers, options);
	return { gazetteers, places, bounds: boundsOf(measuredContext(context)) };
}

// What measurements need is loaded for them alone.
export async function locating(country: Country): Promise<IntakeContext['locate']> {
	const { locateIn } = await import('./register-places.ts');
	return locateIn(country);
}

/** What rows gave. */
export interface ReadRows {
	draft: Draft;
	tally?: Tally;
	/** Of measurements. */
	measured?: Part[];
}

/** Where measurements go. */
export interface Into {
	options: AddOptions;
	duck: DuckOnDemand;
	late: LateStore | undefined;
}

/** Sheets: measurements in them were read row by row. */
export async function readSheets(
	work: Work,
	of: { files: readonly SourceFile[]; answers: Answers; country: Country | undefined },
	{ duck, ...into }: Into
): Promise<ReadRows> {
	const { country } = of;
	const tally = tallyOf(work);
	if (country && tally) {
		const { offCoastOf } = await import('./register-places.ts');
		tellOffCoast(work, offCoastOf(tally.taken, country.places));
	}
	const draft = finish(work, of.answers, tally);
	if (!tally) return { draft };
	const isTaken = draft.status === 'accepted' && country;
	if (!isTaken) return { draft, tally, measured: [] };
	const { ingestRows } = await import('./ingest.ts');
	const ways = new Map(work.measured.map(({ table, way }) => [table, way]));
	const rows = [...tally.taken, ...tally.repeated].map((row) => {
		const { areIdsOwn, table } = ways.get(row.table)!;
		const own = of.files.filter(({ input }) => input.file === table.sheet.file);
		return { ...row, isOwn: areIdsOwn, source: sourceOf(own, table.name) };
	});
	const { parts, figures, ...late } = await ingestRows(rows, country, {
		...into,
		duck: await duck.open()
	});
	if (late.months.length === 0) return { draft, tally, measured: parts };
	draft.notes.push(lateNote(late));
	draft.parts = partsOfMeasured(figures, measuredContext(work.context));
	return { draft, tally: { ...tally, parts: draft.parts }, measured: parts };
}

/** What tells a table from those of all other files. */
function sourceOf(files: readonly SourceFile[], table: string): string {
	return `${files.map(({ source }) => source.sha256).join(' ')} ${table}`;
}

/** Large files, of which the draft has seen some rows. */
export async function readLarge(
	work: Work,
	of: {
		files: readonly SourceFile[];
		large: readonly MeasuredSource[];
		answers: Answers;
		country: Country;
	},
	{ duck, ...into }: Into
): Promise<ReadRows> {
	const { large, answers } = of;
	const files = work.measured.flatMap(({ way }) => {
		const source = large.find(({ sheet }) => sheet === way.table.sheet);
		const file = of.files.find(({ input }) => input === source?.input);
		return source && file ? [{ source, way, hash: sourceOf([file], way.table.name) }] : [];
	});
	const isOpen = work.questions.length > 0 || work.refusals.length > 0;
	if (files.length !== large.length || files.length !== work.measured.length)
		throw severalTables(large[0]!.input.file, work.measured.length, large.length);
	const isLong = large.reduce((sum, { input }) => sum + input.bytes, 0) >= LARGE;
	// An hour of reading to ask what the first rows show already would be lost.
	if (isOpen && isLong) return { draft: finish(work, answers) };
	// Headers among the rows are counted with all of these.
	work.outcomes = work.outcomes.filter((of) => of.kind !== 'not a row' || of.what !== 'header');
	const { ingest } = await import('./ingest.ts');
	const engine = await duck.open();
	const ingested = await ingest(files, of.country, { ...into, duck: engine });
	tellOffCoast(work, ingested.offCoast);
	if (ingested.months.length > 0) work.notes.push(lateNote(ingested));
	const whole = {
		...ingested.tally,
		parts: partsOfMeasured(ingested.figures, measuredContext(work.context))
	};
	return { draft: finish(work, answers, whole), tally: whole, measured: ingested.parts };
}

/** Measurements in no unit that got one all the same. */
function tellOffCoast({ notes }: Work, offCoast: number): void {
	if (offCoast === 0) return;
	notes.push({
		vi: `${offCoast} lần đo không nằm trong đơn vị nào nhưng cách bờ biển không quá ${COAST} km: tính cho đơn vị có bờ gần nhất`,
		en: `${offCoast} measurements lie in no unit, but within ${COAST} km of a coast: they count in the unit of the nearest`
	});
}
