/**
 * Of workbooks of random layout, units, networks and languages what is taken must be what was written.
 * `WORKBOOKS=2000` makes more of them, `SEED` others, `SHOW=1` prints those that are asked about.
 */
import { join, resolve } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import {
	buildDraft,
	sheetsOfBytes,
	UnitFinder,
	type Draft,
	type IntakeContext
} from '../../src/lib/intake/index.ts';
import { readGazetteers } from '../gazetteer/gazetteer.ts';
import { READINGS, type Figure, type List } from '../testing/random-facts.ts';
import { Dice } from '../testing/random-words.ts';
import { randomWorkbook } from '../testing/random-workbooks.ts';

const RUNS = Number(process.env['WORKBOOKS'] ?? 300);
const SEED = Number(process.env['SEED'] ?? 1);
const DATA = join(resolve(import.meta.dirname, '../..'), 'data');

let context: IntakeContext;
let lists: List[];
beforeAll(async () => {
	const gazetteers = await readGazetteers(DATA);
	lists = gazetteers.map(({ units }, at) => ({
		units,
		months: at === 0 ? ['2024-11', '2025-03'] : ['2025-09', '2026-09']
	}));
	context = {
		thisMonth: '2026-11',
		editions: gazetteers.map(({ period, units }) => ({
			edition: period,
			finder: new UnitFinder(units)
		})),
		stored: () => undefined,
		isReplacing: false,
		acceptsPartial: false
	};
});

/** What differs between what was written and what is taken, as text; rows that were told not to be taken may lack. */
function differences(draft: Draft, truth: ReadonlyMap<string, Figure>): string[] {
	const taken = new Map(
		draft.parts.flatMap(({ month, network, rows }) =>
			rows.map((row) => [`${month} ${network} ${row.code} ${row.operator}`, row] as const)
		)
	);
	const of = (figure: Figure | undefined) =>
		figure &&
		[figure.samples, ...READINGS.map((reading) => figure[reading] ?? NaN)]
			.map((value) => (Number.isNaN(value) ? '-' : Number(value.toPrecision(8))))
			.join(' ');
	const lost = new Set<string>();
	const wrong = [...new Set([...truth.keys(), ...taken.keys()])].flatMap((key) => {
		const [own, read] = [of(truth.get(key)), of(taken.get(key as never))];
		if (read === undefined) lost.add(key);
		return own === read || read === undefined ? [] : [`${key}: written ${own}, taken ${read}`];
	});
	// A row of several columns, such as months, has several figures.
	const rows = new Set([...lost].map((key) => key.split(' ')[2]));
	return rows.size > draft.rejected
		? [...wrong, ...[...lost].map((key) => `${key}: written, not taken`)]
		: wrong;
}

it(`of ${RUNS} workbooks no figure is taken that was not written; few that state all are asked about`, () => {
	const asked: string[] = [];
	let whole = 0;
	for (let run = 0; run < RUNS; run++) {
		const seed = SEED * 1_000_003 + run;
		const { bytes, truth, isWhole, text } = randomWorkbook(new Dice(seed), lists);
		const draft = buildDraft(sheetsOfBytes(bytes, 'a.xlsx'), {}, context);
		if (draft.status === 'accepted') {
			const wrong = differences(draft, truth);
			expect(
				wrong,
				`workbook ${seed}\n${text}\n${draft.notes.map(({ en }) => en).join('\n')}`
			).toEqual([]);
		}
		if (!isWhole) continue;
		whole++;
		if (draft.status !== 'accepted' || draft.rejected > 0)
			asked.push(
				`workbook ${seed}: ${[...draft.questions.map(({ found }) => found.en), ...draft.refusals.map(({ expected }) => expected)].join(' / ')}\n${text}`
			);
	}
	if (process.env['SHOW']) console.log(asked.slice(0, 12).join('\n\n'));
	expect(
		asked.length / whole,
		`${asked.length} of ${whole}\n${asked.slice(0, 5).join('\n\n')}`
	).toBeLessThanOrEqual(0.02);
}, 600_000);
