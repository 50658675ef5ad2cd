/**
 * Any sequence of commands with files of measurements (late ones, repeated ones, some of a month that is there as a table)
 * gives what a plain model of them gives, in force and in each version that is kept; what the history names, done again
 * from nothing, gives the same tables and the same kept measurements; and the parts of a month are the month.
 * `SEQUENCES=50 npx vitest run scripts/samples/replay-measured.test.ts` tries more.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DataError } from '../../src/lib/domain/errors.ts';
import { levelOfCode } from '../../src/lib/domain/unit.ts';
import type { Network } from '../../src/lib/domain/network.ts';
import { copyDrawnCountry, type Country } from '../testing/country.ts';
import { addFiles, writeKey } from '../testing/office.ts';
import { removeMonth } from './remove.ts';
import { forgetVersions, restoreVersion } from './restore.ts';
import { monthsOf, readStore, rowsOfStored } from './store.ts';
import type { StoredPart, Version } from './store-schema.ts';

const SEQUENCES = Number(process.env['SEQUENCES'] ?? 4);
const MONTHS = ['2026-08', '2026-09'] as const;
const NETWORKS = ['mobile', 'fixed'] as const;
const OPTIONS = { acceptPartial: true, by: 'test' };

/** All measurements that there are, by number; two places lie in one commune, the last in another province. */
const ROWS = Array.from({ length: 32 }, (_, at) => {
	const places = ['105.84966,21.04652', '105.8535,21.0505', '105.79304,21.03386'];
	const isOther = at % 8 > 5;
	return {
		month: MONTHS[at % 2]!,
		network: NETWORKS[(at >> 1) % 2]!,
		province: isOther ? '48' : '01',
		place: isOther ? '108.12504,16.16152' : places[at % 3]!,
		day: String(1 + (at % 27)).padStart(2, '0'),
		speed: 1 + at * 3
	};
});
const HEADER = 'time,longitude,latitude,network,download_mbps,upload_mbps,latency_ms';
const TABLE = 5;

/** By "month network": numbers of measurements, or samples of a table. */
type State = Record<string, readonly number[] | 'table'>;

const rows = fc.array(fc.nat(ROWS.length - 1), { minLength: 1, maxLength: 12 });
const month = fc.constantFrom(...MONTHS);
const one = <K extends string>(kind: K) => fc.constant(kind);
const command = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ kind: one('add'), rows }) },
	{ weight: 2, arbitrary: fc.record({ kind: one('again'), back: fc.nat(3) }) },
	{ weight: 1, arbitrary: fc.record({ kind: one('table'), month }) },
	{ weight: 2, arbitrary: fc.record({ kind: one('replace'), month, rows }) },
	{
		weight: 2,
		arbitrary: fc.record({
			kind: one('remove'),
			month,
			network: fc.option(fc.constantFrom(...NETWORKS), { nil: undefined })
		})
	},
	{ weight: 2, arbitrary: fc.record({ kind: one('restore'), back: fc.nat(3) }) },
	{ weight: 1, arbitrary: fc.record({ kind: one('forget'), keep: fc.integer({ min: 1, max: 3 }) }) }
);
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

/** A file that was given: what it holds. */
type File = { rows: readonly number[] } | { table: string };

/** A late file, one that comes again, a correction, and ways back. */
const USUAL: Command[] = [
	{ kind: 'add', rows: [0, 2, 4, 6, 7, 8] },
	{ kind: 'add', rows: [4, 10, 12, 14, 16] },
	{ kind: 'again', back: 1 },
	{ kind: 'replace', month: '2026-08', rows: [0, 6, 8, 14] },
	{ kind: 'restore', back: 1 },
	{ kind: 'remove', month: '2026-08', network: 'fixed' },
	{ kind: 'table', month: '2026-08' },
	{ kind: 'add', rows: [1, 2, 3] },
	{ kind: 'forget', keep: 2 }
];

let country: Country;
let folder: string;
beforeAll(async () => {
	country = await copyDrawnCountry();
	folder = join(country.data, 'samples');
	await writeKey(country.data);
});
afterAll(() => country.remove());

function textOf(file: File): string {
	if ('table' in file) return `month,code,network,samples\n${file.table},00004,fixed,${TABLE}\n`;
	const lines = file.rows.map((at) => {
		const { month: of, day, place, network, speed } = ROWS[at]!;
		return `${of}-${day} 10:00:00,${place},${network},${speed},1,20`;
	});
	return [HEADER, ...lines, ''].join('\n');
}

function groupsOf(numbers: readonly number[]): Record<string, number[]> {
	const groups: Record<string, number[]> = {};
	for (const at of [...new Set(numbers)].sort((a, b) => a - b))
		(groups[`${ROWS[at]!.month} ${ROWS[at]!.network}`] ??= []).push(at);
	return groups;
}

function provincesOf(numbers: readonly number[]): Set<string> {
	return new Set(numbers.map((at) => ROWS[at]!.province));
}

/** What a file makes of a state; nothing where it is refused. */
function withFile(state: State, file: File, replace?: string): State | undefined {
	if ('table' in file) {
		const key = `${file.table} fixed`;
		return Array.isArray(state[key]) ? undefined : { ...state, [key]: 'table' };
	}
	const next = { ...state };
	for (const [key, own] of Object.entries(groupsOf(file.rows))) {
		const before = state[key];
		if (replace !== undefined) {
			// Partly taken: rows of another month are not.
			if (!key.startsWith(replace)) continue;
			// Provinces that the files lack would be lost.
			const kept = before === 'table' ? ['01'] : [...provincesOf(before ?? [])];
			if (kept.some((of) => !provincesOf(own).has(of)) || before === 'table') return undefined;
			next[key] = own;
		} else if (before === 'table') return undefined;
		else next[key] = [...new Set([...(before ?? []), ...own])].sort((a, b) => a - b);
	}
	const isTaken = Object.keys(groupsOf(file.rows)).some((key) => key.startsWith(replace ?? ''));
	return isTaken ? next : undefined;
}

function removed(
	state: State,
	{ month: of, network }: { month: string; network?: string | undefined }
) {
	const isGone = (key: string) => key.startsWith(`${of} ${network ?? ''}`);
	const left = Object.fromEntries(Object.entries(state).filter(([key]) => !isGone(key)));
	return Object.keys(left).length < Object.keys(state).length ? left : undefined;
}

function medianOf(numbers: readonly number[]): number {
	const speeds = numbers.map((at) => ROWS[at]!.speed).sort((a, b) => a - b);
	const [low, high] = [speeds[(speeds.length - 1) >> 1]!, speeds[speeds.length >> 1]!];
	return (low + high) / 2;
}

/** The store has what the model says, and its parts and units make it up. */
async function expectState(parts: readonly StoredPart[], state: State): Promise<void> {
	const months = monthsOf(parts);
	expect(months.map((of) => `${of.month} ${of.network}`).sort()).toEqual(Object.keys(state).sort());
	for (const of of months) {
		const expected = state[`${of.month} ${of.network}`]!;
		const figures = new Map(
			(await rowsOfStored(folder, of))
				.filter(({ operator }) => operator === '')
				.map((row) => [row.code, row])
		);
		const total = expected === 'table' ? TABLE : expected.length;
		expect(of.samples).toBe(total);
		expect(of.parts.reduce((sum, part) => sum + part.samples, 0)).toBe(total);
		if (expected === 'table') continue;
		const sum = (level: string) =>
			[...figures]
				.filter(([code]) => code !== '' && levelOfCode(code) === level)
				.reduce((all, [, { samples }]) => all + samples, 0);
		expect([sum('province'), sum('commune')]).toEqual([total, total]);
		expect(figures.get('')).toMatchObject({ samples: total, download: medianOf(expected) });
		for (const province of provincesOf(expected)) {
			const own = expected.filter((at) => ROWS[at]!.province === province);
			expect(figures.get(province)).toMatchObject({ samples: own.length, download: medianOf(own) });
		}
		const kept = of.parts.flatMap(({ measurements }) => measurements ?? []);
		expect(kept.reduce((all, { samples }) => all + samples, 0)).toBe(total);
	}
}

/** All that a version has, but for numbers and times: tables, and kept measurements in their order. */
function contentOf(parts: readonly StoredPart[]): unknown {
	return parts.map(({ month: of, network, scope, table, samples, measurements, hexagons }) => [
		...[of, network, scope, samples, table.sha256, hexagons?.sha256],
		measurements?.map((kept) => kept.sha256)
	]);
}

async function done(work: () => Promise<unknown>): Promise<boolean> {
	try {
		await work();
		return true;
	} catch (error) {
		if (error instanceof DataError) return false;
		throw error;
	}
}

/** A run of commands: what was given, what came of it. */
class Run {
	readonly files: Record<string, File> = {};
	readonly states = new Map<number, State>();
	readonly records: Version[] = [];
	state: State = {};

	/** Do a command, and hold what came of it against the model. */
	async do(of: Command): Promise<void> {
		const kept = (await readStore(folder)).versions;
		const before = kept.at(-1)?.number ?? 0;
		const [next, work] = this.#planned(of, kept);
		const isDone = await done(work);
		// What is refused changes nothing.
		if (isDone) expect(next).toBeDefined();
		else expect(next ?? this.state).toEqual(this.state);
		if (isDone) this.state = next!;
		const { versions } = await readStore(folder);
		const newest = versions.at(-1);
		await expectState(newest?.parts ?? [], this.state);
		if (newest && newest.number !== before) {
			expect(newest.number).toBe(before + 1);
			this.states.set(newest.number, this.state);
			this.records.push(newest);
		}
		for (const each of versions) await expectState(each.parts, this.states.get(each.number)!);
	}

	#planned(
		of: Command,
		kept: readonly Version[]
	): [next: State | undefined, work: () => Promise<unknown>] {
		const { data } = country;
		switch (of.kind) {
			case 'remove': {
				const networks: Network[] = of.network ? [of.network] : [];
				return [removed(this.state, of), () => removeMonth(folder, of.month, 'en', { networks })];
			}
			case 'restore': {
				const version = kept.at(-1 - of.back)?.number ?? 0;
				return [this.states.get(version), () => restoreVersion(data, { version: `${version}` })];
			}
			case 'forget':
				return [this.state, () => forgetVersions(data, { keep: of.keep })];
			case 'again': {
				// A file that was given before, as it was.
				const name = Object.keys(this.files).at(-1 - of.back);
				if (name === undefined) return [this.state, () => Promise.resolve()];
				return [withFile(this.state, this.files[name]!), () => this.#add(name)];
			}
			default: {
				const name = `${Object.keys(this.files).length}.csv`;
				const file = of.kind === 'table' ? { table: of.month } : { rows: of.rows };
				const replace = of.kind === 'replace' ? of.month : undefined;
				this.files[name] = file;
				return [withFile(this.state, file, replace), () => this.#add(name, replace)];
			}
		}
	}

	#add(name: string, replace?: string): Promise<unknown> {
		const options = replace === undefined ? OPTIONS : { ...OPTIONS, replace };
		return addFiles(country.data, { [name]: textOf(this.files[name]!) }, options);
	}

	/** Do again what a version says that it did. */
	async again({ command: text, sources }: Version): Promise<void> {
		const [kind, ...words] = text.split(' ');
		const networks = words.filter((_, at) => words[at - 1] === '--network') as Network[];
		if (kind === 'remove') await removeMonth(folder, words[0]!, 'en', { networks });
		else if (kind === 'restore') await restoreVersion(country.data, { version: words[0]! });
		else await this.#add(sources[0]!.name, kind === 'replace' ? words[0] : undefined);
	}
}

it(`${SEQUENCES} random sequences with measurements equal their model and their replay`, async () => {
	const seen = new Set<string>();
	await fc.assert(
		fc.asyncProperty(fc.array(command, { minLength: 4, maxLength: 9 }), async (commands) => {
			await rm(folder, { recursive: true, force: true });
			const run = new Run();
			for (const of of commands) await run.do(of);
			// From nothing, by what the history says.
			await rm(folder, { recursive: true, force: true });
			for (const record of run.records) {
				await run.again(record);
				const newest = (await readStore(folder)).versions.at(-1)!;
				expect([newest.number, contentOf(newest.parts)]).toEqual([
					record.number,
					contentOf(record.parts)
				]);
				seen.add(record.command.split(' ')[0]!);
				if (newest.changes.some(({ before }) => before)) seen.add(`${record.command} to others`);
			}
		}),
		{ numRuns: SEQUENCES, examples: [[USUAL]] }
	);
	// The sequences hold late files, too.
	expect([...seen]).toEqual(expect.arrayContaining(['add', 'remove', 'restore', 'add to others']));
}, 600_000);
