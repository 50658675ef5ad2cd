/** Technologies of a network that come in files of their own: never the figures of one technology as the network's. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byReading } from '../../src/lib/domain/figures.ts';
import { buildDraft, type Draft, type UnitFigures } from '../../src/lib/intake/index.ts';
import { sheetOfText } from '../../src/lib/intake/csv.ts';
import { copyCountry, type Country } from '../testing/country.ts';
import { addFiles, figuresOf } from '../testing/office.ts';
import { countryContext } from '../testing/short-tables.ts';
import { removeMonth } from './remove.ts';
import { forgetVersions } from './restore.ts';

const HEADER = 'month,code,network,samples,download_mbps,statistic';
const UNITS = ['00004', '00166', '20194', '01'];
const KINDS = ['mobile', '3G', '4G', '5G'] as const;

/** What a store would hold of a month: "network code" with its figures. */
type Held = Map<string, UnitFigures>;

const context = { ...(await countryContext()), acceptsPartial: true };

function drafted(held: Held, rows: readonly string[], isReplacing: boolean): Draft {
	const stored = (_: string, network: string) => {
		const known = [...held].filter(([key]) => key.startsWith(`${network} `));
		return known.length > 0 ? known.map(([, row]) => row) : undefined;
	};
	const text = [HEADER, ...rows].join('\n');
	return buildDraft([sheetOfText(text, 'tệp.csv')], {}, { ...context, isReplacing, stored });
}

function refusal(held: Held, rows: readonly string[], isReplacing: boolean): Draft['refusals'] {
	return drafted(held, rows, isReplacing).refusals;
}

/** The store after a file is added or replaces; nothing when it is refused or asked about. */
function after(held: Held, rows: readonly string[], isReplacing: boolean): Held | undefined {
	const { status, parts } = drafted(held, rows, isReplacing);
	if (status !== 'accepted') return undefined;
	const given = parts.flatMap(({ network, rows: of }) =>
		of.map((row) => [`${network} ${row.code}`, row] as const)
	);
	return new Map(isReplacing ? [...held, ...given] : [...given, ...held]);
}

function figuresIn(held: Held): string[] {
	return [...held].map(([key, { samples, download }]) => `${key}: ${samples} ${download}`).sort();
}

const table = fc
	.uniqueArray(
		fc.record({
			code: fc.constantFrom(...UNITS),
			kind: fc.constantFrom(...KINDS),
			samples: fc.integer({ min: 0, max: 400 }),
			download: fc.option(fc.integer({ min: 10, max: 300 })),
			file: fc.integer({ min: 0, max: 2 })
		}),
		{ selector: ({ code, kind }) => `${code} ${kind}`, minLength: 2, maxLength: 10 }
	)
	.map((rows) =>
		rows.map(({ code, kind, samples, download, file }) => ({
			kind,
			file,
			text: `2026-09,${code},${kind},${samples},${samples > 0 ? (download ?? '') : ''},median`
		}))
	);

describe('one table’s rows by technology', () => {
	it.each([
		['by technology', false],
		['anyhow', true]
	])('in several files, split %s, in any order give its figures or are refused', (_, isAnyhow) => {
		let kept = 0;
		fc.assert(
			fc.property(table, fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (rows, order) => {
				const whole = after(
					new Map(),
					rows.map(({ text }) => text),
					false
				);
				let held: Held | undefined = new Map();
				for (const file of order) {
					const own = rows.filter((of) =>
						isAnyhow ? of.file === file : KINDS.indexOf(of.kind) % 3 === file
					);
					if (own.length > 0 && held)
						held = after(
							held,
							own.map(({ text }) => text),
							false
						);
				}
				if (!held || !whole) return;
				kept++;
				expect(figuresIn(held)).toEqual(figuresIn(whole));
			}),
			{ numRuns: 150 }
		);
		expect(kept).toBeGreaterThan(3);
	});

	it('in the place of others never leave a network with some of its technologies', () => {
		const first = after(
			new Map(),
			['2026-09,00004,4G,200,50,median', '2026-09,00004,5G,150,300,median'],
			false
		)!;
		expect(figuresIn(first)).toEqual(['5g 00004: 150 300', 'mobile 00004: 350 NaN']);
		for (const text of ['2026-09,00004,4G,210,50,median', '2026-09,00004,5G,180,300,median'])
			expect(after(first, [text], true)).toBeUndefined();
		expect(after(first, ['2026-09,00004,5G,150,300,median'], true)).toEqual(first);
		const total = after(first, ['2026-09,00004,mobile,400,60,median'], true)!;
		expect(figuresIn(total)).toEqual(['5g 00004: 150 300', 'mobile 00004: 400 60']);
		expect(after(total, ['2026-09,00004,4G,210,50,median'], true)).toBeUndefined();
	});

	it('in the place of a total are refused where one stands alone or they are less', () => {
		const total = after(new Map(), ['2026-09,00004,mobile,700,60,median'], false)!;
		const refused = (rows: string[]) =>
			refusal(total, rows, true).map(({ found, remedy }) => [found, remedy]);
		for (const rows of [
			['2026-09,00004,4G,300,50,median'],
			['2026-09,00004,4G,800,50,median'],
			['2026-09,00004,4G,300,50,median', '2026-09,00004,3G,100,20,median']
		]) {
			expect(after(total, rows, true)).toBeUndefined();
			expect(refused(rows)).toEqual([
				[
					expect.stringContaining('stored total of mobile'),
					expect.stringContaining('with the total of mobile')
				]
			]);
		}
		const all = ['3G,200', '4G,300', '5G,250'].map((of) => `2026-09,00004,${of},50,median`);
		expect(figuresIn(after(total, all, true)!)).toEqual([
			'5g 00004: 250 50',
			'mobile 00004: 750 NaN'
		]);
	});

	it('beside a total are not told to take its place', () => {
		const total = after(new Map(), ['2026-09,00004,mobile,700,60,median'], false)!;
		const [fault] = refusal(total, ['2026-09,00004,4G,300,50,median'], false);
		expect(fault!.expected).toContain('the total of mobile');
		expect(fault!.remedy).toContain('with the total of mobile');
		expect(fault!.remedy).not.toContain('To change these units alone');
	});

	it('of 5G change its speeds alone', () => {
		const rows = ['3G,100', '4G,200', '5G,150'].map((of) => `2026-09,00004,${of},50,median`);
		const first = after(new Map(), rows, false)!;
		const mended = after(first, ['2026-09,00004,5G,150,310,median'], true)!;
		expect(figuresIn(mended)).toEqual(['5g 00004: 150 310', 'mobile 00004: 450 NaN']);
		expect(after(first, ['2026-09,00004,5G,160,310,median'], true)).toBeUndefined();
	});

	it('with a 5G that is in are taken where it is the same, and refused where it isn’t', () => {
		const first = after(new Map(), ['2026-09,00004,5G,150,300,median'], false)!;
		const rows = ['3G,100,20', '4G,200,50'].map((of) => `2026-09,00004,${of},median`);
		const all = after(first, [...rows, '2026-09,00004,5G,150,300,median'], false)!;
		expect(figuresIn(all)).toEqual(['5g 00004: 150 300', 'mobile 00004: 450 NaN']);
		expect(after(first, [...rows, '2026-09,00004,5G,160,300,median'], false)).toBeUndefined();
	});

	it('of operators say nothing of an operator’s network by 5G alone', () => {
		const header = 'month,code,network,operator,samples';
		const rows = ['2026-09,00004,4G,,200', '2026-09,00004,5G,Viettel,150'];
		const { parts } = buildDraft(
			[sheetOfText([header, ...rows].join('\n'), 'tệp.csv')],
			{},
			context
		);
		const mobile = parts.find(({ network }) => network === 'mobile')!;
		expect(mobile.rows.map(({ operator, samples }) => [operator, samples])).toEqual([['', 350]]);
	});
});

describe('a unit that is in with other readings', () => {
	it('is refused by what differs', () => {
		const held = after(new Map(), ['2026-09,00004,mobile,420,68.2,median'], false)!;
		const stored = () => [...held.values()];
		const text = 'month,code,network,samples\n2026-09,00004,mobile,420';
		const { outcomes } = buildDraft([sheetOfText(text, 'tệp.csv')], {}, { ...context, stored });
		const fault = outcomes.flatMap((of) => ('fault' in of ? [of.fault] : []))[0]!;
		expect([fault.found, fault.expected]).toEqual([
			'00004: 420 samples, no download',
			'420 samples, download 68.2, which was added before'
		]);
	});
});

describe('technologies in the store', () => {
	let country: Country;
	beforeAll(async () => {
		country = await copyCountry();
	});
	afterAll(() => country.remove());
	const of4g = `${HEADER}\n2026-09,00004,4G,200,50,median`;
	const of5g = `${HEADER}\n2026-09,00004,5G,300,300,median`;

	it('are known of a month that is in: the rest is refused, with what to do, and that does it', async () => {
		await addFiles(country.data, { '4G.csv': of4g });
		await expect(addFiles(country.data, { '5G.csv': of5g })).rejects.toMatchObject({
			fault: {
				found: expect.stringContaining('in the files 5G, stored 4G') as string,
				remedy: expect.stringContaining('replace 2026-09 <files>') as string
			}
		});
		await addFiles(country.data, { '4G.csv': of4g, '5G.csv': of5g }, { replace: '2026-09' });
		const mobile = await figuresOf(country.data, '2026-09', 'mobile');
		expect(mobile.get('00004')).toMatchObject({
			samples: 500,
			...byReading(() => NaN),
			technologies: '4g+5g'
		});
		expect((await figuresOf(country.data, '2026-09', '5g')).get('00004')).toMatchObject({
			samples: 300,
			download: 300
		});
	});

	it('leave no empty folder when the month is taken out and forgotten', async () => {
		const folder = join(country.data, 'samples');
		await removeMonth(folder, '2026-09');
		expect(await readdir(folder)).toContain('2026-09');
		await forgetVersions(country.data, { keep: 1 });
		expect(await readdir(folder)).not.toContain('2026-09');
	});

	it('are taken with a 5G file that is in', async () => {
		const [a, b] = [of5g, of4g].map((of) => of.replace('2026-09', '2026-07')) as [string, string];
		await addFiles(country.data, { '5G-7.csv': a });
		await addFiles(country.data, { '5G-7.csv': a, '4G-7.csv': b });
		const mobile = await figuresOf(country.data, '2026-07', 'mobile');
		expect(mobile.get('00004')).toMatchObject({ samples: 500, technologies: '4g+5g' });
		expect((await figuresOf(country.data, '2026-07', '5g')).get('00004')!.download).toBe(300);
	});

	it('are refused the other way round, too', async () => {
		const rows = { a: of5g.replace('2026-09', '2026-08'), b: of4g.replace('2026-09', '2026-08') };
		await addFiles(country.data, { 'a.csv': rows.a });
		await expect(addFiles(country.data, { 'b.csv': rows.b })).rejects.toThrow(
			'in the files 4G, stored 5G'
		);
	});
});
