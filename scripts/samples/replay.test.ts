/**
 * Any sequence of commands gives what a plain model of them gives, in force and in each version that is kept; the same
 * commands, as the history names them, give the same again; and the parts of a month are the month.
 * `SEQUENCES=50 npx vitest run scripts/samples/replay.test.ts` tries more.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DataError } from '../../src/lib/domain/errors.ts';
import type { Network } from '../../src/lib/domain/network.ts';
import { copyDrawnCountry, type Country } from '../testing/country.ts';
import { addFiles } from '../testing/office.ts';
import { removeMonth } from './remove.ts';
import { forgetVersions, restoreVersion } from './restore.ts';
import { monthsOf, readStore, rowsOfStored } from './store.ts';
import type { StoredPart, Version } from './store-schema.ts';

const SEQUENCES = Number(process.env['SEQUENCES'] ?? 10);
const PROVINCE: Record<string, string> = {
	'00004': '01',
	'00166': '01',
	'20194': '48',
	'20333': '48',
	'22366': '56',
	'22736': '56'
};
const MONTHS = ['2026-08', '2026-09'] as const;
const NETWORKS = ['mobile', 'fixed'] as const;

/** Samples by "month network code". */
type State = Record<string, number>;
type Figures = Record<string, number>;

const figures: fc.Arbitrary<Figures> = fc.dictionary(
	fc.constantFrom(...Object.keys(PROVINCE)),
	fc.integer({ min: 0, max: 500 }),
	{ minKeys: 1, maxKeys: 5 }
);
const month = fc.constantFrom(...MONTHS);
const network = fc.constantFrom(...NETWORKS);
const command = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.record({ kind: fc.constant('add' as const), month, network, figures })
	},
	{
		weight: 3,
		arbitrary: fc.record({ kind: fc.constant('replace' as const), month, network, figures })
	},
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant('remove' as const),
			month,
			network: fc.option(network, { nil: undefined }),
			province: fc.option(fc.constantFrom('01', '48', '56'), { nil: undefined })
		})
	},
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant('restore' as const),
			back: fc.nat(4),
			month: fc.option(month, { nil: undefined })
		})
	},
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant('forget' as const),
			keep: fc.integer({ min: 1, max: 4 })
		})
	}
);
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

let country: Country;
let folder: string;
beforeAll(async () => {
	country = await copyDrawnCountry();
	folder = join(country.data, 'samples');
});
afterAll(() => country.remove());

function without(state: State, is: (key: string[]) => boolean): State {
	return Object.fromEntries(Object.entries(state).filter(([key]) => !is(key.split(' '))));
}

/** What a command makes of a state, with `then` to restore; nothing where it has nothing to do and is refused. */
function modelled(state: State, of: Command, then: State | undefined): State | undefined {
	switch (of.kind) {
		case 'add': {
			const own = keyed(of);
			return { ...own, ...state };
		}
		case 'replace':
			return { ...state, ...keyed(of) };
		case 'remove': {
			const isGone = ([month, network, code]: string[]) =>
				month === of.month &&
				(of.network === undefined || network === of.network) &&
				(of.province === undefined || PROVINCE[code!] === of.province);
			const left = without(state, isGone);
			return Object.keys(left).length < Object.keys(state).length ? left : undefined;
		}
		case 'restore': {
			if (!then) return undefined;
			if (of.month === undefined) return then;
			const other = without(state, ([month]) => month === of.month);
			const own = without(then, ([month]) => month !== of.month);
			const isKnown = [state, then].some((each) =>
				Object.keys(each).some((key) => key.startsWith(of.month!))
			);
			return isKnown ? { ...other, ...own } : undefined;
		}
		case 'forget':
			return state;
	}
}

function keyed({
	month,
	network,
	figures: of
}: {
	month: string;
	network: string;
	figures: Figures;
}): State {
	return Object.fromEntries(
		Object.entries(of).map(([code, samples]) => [`${month} ${network} ${code}`, samples])
	);
}

/** A file says the same each time, under a name of its own. */
function fileOf({
	month,
	network,
	figures: of
}: {
	month: string;
	network: string;
	figures: Figures;
}) {
	const rows = Object.entries(of).map(
		([code, samples]) => `${month},${code},${network},${samples}`
	);
	return ['month,code,network,samples', ...rows, ''].join('\n');
}

async function stateOf(parts: readonly StoredPart[]): Promise<State> {
	const state: State = {};
	for (const month of monthsOf(parts)) {
		const rows = await rowsOfStored(folder, month);
		for (const { code, samples } of rows) {
			const key = `${month.month} ${month.network} ${code}`;
			// Each unit stands once.
			expect(state[key]).toBeUndefined();
			state[key] = samples;
		}
		const sum = rows.reduce((all, { samples }) => all + samples, 0);
		expect(month.parts.reduce((all, { samples }) => all + samples, 0)).toBe(sum);
		expect(month.samples).toBe(sum);
		for (const { scope } of month.parts)
			if (scope !== '') expect(Object.values(PROVINCE)).toContain(scope);
	}
	return state;
}

const OPTIONS = { acceptPartial: true, by: 'test' };

/** Do a command; true when it was done. */
async function done(work: () => Promise<unknown>): Promise<boolean> {
	try {
		await work();
		return true;
	} catch (error) {
		if (error instanceof DataError) return false;
		throw error;
	}
}

function run(of: Command, name: string, version: number): Promise<boolean> {
	const { data } = country;
	switch (of.kind) {
		case 'add':
			return done(() => addFiles(data, { [name]: fileOf(of) }, OPTIONS));
		case 'replace':
			return done(() => addFiles(data, { [name]: fileOf(of) }, { ...OPTIONS, replace: of.month }));
		case 'remove':
			return done(() =>
				removeMonth(folder, of.month, 'en', {
					networks: of.network ? [of.network] : [],
					provinces: of.province ? [of.province] : []
				})
			);
		case 'restore':
			return done(() =>
				restoreVersion(data, { version: `${version}`, months: of.month ? [of.month] : [] })
			);
		case 'forget':
			return done(() => forgetVersions(data, { keep: of.keep }));
	}
}

/** Do again what a version says that it did. */
async function again(
	{ command: text, sources }: Version,
	files: Record<string, string>
): Promise<void> {
	const [kind, ...words] = text.split(' ');
	const options = (name: string) =>
		words.flatMap((word, at) => (words[at - 1] === name ? [word] : []));
	const own = Object.fromEntries(sources.map(({ name }) => [name, files[name]!]));
	if (kind === 'add') await addFiles(country.data, own, OPTIONS);
	else if (kind === 'replace')
		await addFiles(country.data, own, { ...OPTIONS, replace: words[0]! });
	else if (kind === 'remove')
		await removeMonth(folder, words[0]!, 'en', {
			networks: options('--network') as Network[],
			provinces: options('--province')
		});
	else await restoreVersion(country.data, { version: words[0]!, months: options('--month') });
}

it(`${SEQUENCES} random sequences of commands equal their model and their replay`, async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(command, { minLength: 3, maxLength: 9 }), async (commands) => {
			await rm(folder, { recursive: true, force: true });
			const files: Record<string, string> = {};
			const states = new Map<number, State>();
			const records: Version[] = [];
			let state: State = {};
			for (const [at, of] of commands.entries()) {
				const kept = (await readStore(folder)).versions;
				const version = of.kind === 'restore' ? (kept.at(-1 - of.back)?.number ?? 0) : 0;
				const name = `${at}.csv`;
				if (of.kind === 'add' || of.kind === 'replace') files[name] = fileOf(of);
				const next = modelled(state, of, states.get(version));
				const isDone = await run(of, name, version);
				// What is refused changes nothing: a file that has nothing new, or contradicts all that is in.
				if (isDone) state = next!;
				else if (next) expect(next).toEqual(state);
				const { versions } = await readStore(folder);
				const newest = versions.at(-1);
				expect(await stateOf(newest?.parts ?? [])).toEqual(state);
				if (newest && newest.number !== kept.at(-1)?.number) {
					expect(newest.number).toBe((kept.at(-1)?.number ?? 0) + 1);
					states.set(newest.number, state);
					records.push(newest);
				}
				for (const each of versions)
					expect([each.number, await stateOf(each.parts)]).toEqual([
						each.number,
						states.get(each.number)
					]);
				if (of.kind === 'forget') expect(versions.length).toBeLessThanOrEqual(of.keep);
			}
			// From nothing, by what the history says.
			await rm(folder, { recursive: true, force: true });
			for (const record of records) {
				await again(record, files);
				const { versions } = await readStore(folder);
				expect(versions.at(-1)!.number).toBe(record.number);
				expect(await stateOf(versions.at(-1)!.parts)).toEqual(states.get(record.number));
			}
		}),
		{ numRuns: SEQUENCES }
	);
}, 600_000);
