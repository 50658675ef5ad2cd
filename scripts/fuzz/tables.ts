/** Tables as offices send them, and the answers that are given about them. */
import { readdir, readFile } from 'node:fs/promises';
import { extname, join as path, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import {
	finish,
	prepareDraft,
	sheetsOfBytes,
	tallyOf,
	type Answers,
	type Draft,
	type IntakeContext,
	type Sheet
} from '../../src/lib/intake/index.ts';
import { ANSWERS } from '../../src/lib/intake/draft.ts';
import { sheetOfJson } from '../../src/lib/intake/json.ts';
import { toldOfDraft } from '../../src/lib/intake/told.ts';
import { byReading } from '../../src/lib/domain/figures.ts';
import { crosswalksOf } from '../crosswalk/crosswalks.ts';
import { readGazetteers } from '../gazetteer/gazetteer.ts';
import { contextOf } from '../samples/draft-files.ts';
import { NOW } from '../testing/office.ts';
import type { List } from '../testing/random-facts.ts';
import { randomWorkbook } from '../testing/random-workbooks.ts';
import { workbook, type WorkbookCell } from '../testing/workbook.ts';
import { mutateXml, mutateZip } from './archive.ts';
import { length, times, type Dice } from './dice.ts';
import { LISTS, NEWEST_LIST, utf8, type Form, type Maker } from './form.ts';
import { mutateBytes, mutateJson, mutateText, oddText } from './mutate.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const FOLDERS = ['tests/fixtures/intake', 'tests/fixtures/messy', 'tests/fixtures/cases'];
const WHOLE = ['.xlsx', '.ods', '.zip'];
/** Larger seeds would cost most of the time. */
const MOST_SEED = 60_000;
/** Words that our own messages may never hold. */
const SLIPS = /\bundefined\b|\bNaN\b|\[object \w+\]/;

/** The lists of units, and a store with two months. */
interface World {
	context: IntakeContext;
	lists: List[];
	/** Contents of files by ending. */
	seeds: Map<string, Uint8Array[]>;
}

let made: Promise<World> | undefined;

function world(): Promise<World> {
	made ??= makeWorld();
	return made;
}

async function makeWorld(): Promise<World> {
	const data = path(ROOT, 'data');
	const gazetteers = await readGazetteers(data);
	const crosswalks = await crosswalksOf(data, gazetteers);
	const how = { isReplacing: false, acceptsPartial: false };
	const context = await contextOf(path(ROOT, 'none'), gazetteers, crosswalks, NOW, how);
	const units = gazetteers.map((of) => of.units);
	const codes = units.map(({ of }) => of.commune!.codes);
	const seeds = new Map<string, Uint8Array[]>();
	for (const folder of FOLDERS)
		for (const name of await readdir(path(ROOT, folder))) {
			const content = await readFile(path(ROOT, folder, name)).catch(() => undefined);
			if (!content || content.length > MOST_SEED || name === 'make.py') continue;
			const ending = extname(name).toLowerCase();
			const kind = WHOLE.includes(ending) ? 'zip' : ending === '.json' ? 'json' : 'text';
			seeds.set(kind, [...(seeds.get(kind) ?? []), content]);
		}
	return {
		context: {
			...context,
			// Of each network of one month some communes are there.
			stored: (month) =>
				month === '2024-11' || month === '2026-09'
					? codes
							.at(month < NEWEST_LIST.from ? 0 : -1)!
							.slice(0, 50)
							.map((code) => ({
								code,
								operator: '',
								samples: 7,
								...byReading(() => 5)
							}))
					: undefined,
			locate: (month, lon) =>
				lon > 109
					? undefined
					: codes.at(month < NEWEST_LIST.from ? 0 : -1)![Math.abs(Math.floor(lon * 100)) % 50]
		},
		lists: units.map((of, at) => ({
			units: of,
			months: at === 0 ? ['2024-11', '2025-03'] : ['2025-09', '2026-09']
		})),
		seeds
	};
}

/** Make a draft of sheets, tell it in both languages, and look whether it adds up. */
function judge(
	sheets: readonly Sheet[],
	answers: Answers,
	context: IntakeContext,
	isOdd = true
): string | undefined {
	const work = prepareDraft(sheets, answers, context);
	const tally = tallyOf(work);
	const draft = finish(work, answers, tally);
	const told = (['vi', 'en'] as const).map((language) =>
		JSON.stringify(toldOfDraft(draft, tally, language))
	);
	return (
		wrongIn(draft) ?? (isOdd ? undefined : told.map((text) => SLIPS.exec(text)?.[0]).find(Boolean))
	);
}

function wrongIn(draft: Draft): string | undefined {
	const { rowsRead, accepted, rejected, parts, status } = draft;
	if (rowsRead !== accepted + rejected)
		return `${rowsRead} rows, ${accepted} taken, ${rejected} rejected`;
	if (status !== 'accepted') return undefined;
	for (const { month, network, rows } of parts)
		for (const row of rows) {
			const isCount = Number.isSafeInteger(row.samples) && row.samples >= 0;
			if (!isCount) return `${month} ${network} ${row.code}: ${row.samples} samples`;
			for (const name of ['download', 'upload', 'latency', 'jitter'] as const) {
				const value = row[name] as number | null | undefined;
				if (typeof value === 'number' && !(value >= 0 && value < Infinity) && !Number.isNaN(value))
					return `${month} ${network} ${row.code}: ${name} ${value}`;
			}
		}
	return undefined;
}

/** Workbooks, OpenDocument and zips of one table. */
export const xlsx: Maker = async () => {
	const { context, lists, seeds } = await world();
	const ours = seeds.get('zip')!.filter(isZip);
	return {
		make(dice) {
			const seed = dice.is(0.3) ? zippedSeed(dice, lists) : dice.of(ours);
			return mutateZip(seed, dice, (name, content) => {
				if (!/\.(xml|rels|csv)$/.test(name) || dice.is(0.1)) return mutateBytes(content, dice);
				const text = Buffer.from(content).toString();
				return utf8(name.endsWith('.csv') ? mutateTable(text, dice) : mutateXml(text, dice));
			});
		},
		run: async (input) => judge(sheetsOfBytes(input, 'fuzz.xlsx'), {}, context)
	} satisfies Form;
};

/** Some are called so and are none. */
function isZip(bytes: Uint8Array): boolean {
	try {
		return Object.keys(unzipSync(bytes)).length > 0;
	} catch {
		return false;
	}
}

/** A random workbook as a zip, whatever it was made as. */
function zippedSeed(dice: Dice, lists: readonly List[]): Uint8Array {
	const { bytes } = randomWorkbook(dice, lists);
	return isZip(bytes) ? bytes : workbook({ a: cellsOf(Buffer.from(bytes).toString()) });
}

function cellsOf(text: string): WorkbookCell[][] {
	return text.split(/\r?\n/).map((line) => line.split(/[,;\t]/));
}

/** Texts with cells. */
export const csv: Maker = async () => {
	const { context, lists, seeds } = await world();
	return {
		make(dice) {
			const random = dice.is(0.2) ? randomWorkbook(dice, lists).bytes : undefined;
			const seed = random && !isZip(random) ? random : dice.of(seeds.get('text')!);
			if (dice.is(0.1)) return mutateBytes(seed, dice);
			return encoded(mutateTable(Buffer.from(seed).toString(), dice), dice);
		},
		run: async (input) => judge(sheetsOfBytes(input, 'fuzz.csv'), {}, context)
	};
};

/** A text in one of the encodings that programs write. */
function encoded(text: string, dice: Dice): Uint8Array {
	if (dice.is(0.85)) return utf8(text);
	const wide = Buffer.from(text, dice.is(0.7) ? 'utf16le' : 'latin1');
	const mark = dice.of([[0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf], []]);
	return Buffer.concat([Buffer.from(mark), wide]);
}

/** Change cells, rows, columns and signs of a table. */
export function mutateTable(text: string, dice: Dice): string {
	let lines = text.split(/\r?\n/);
	const sign =
		[';', '\t', '|', ','].find((of) => lines.some((line) => line.split(of).length > 2)) ?? ',';
	const rows = () => lines.map((line) => line.split(sign));
	for (let left = times(dice); left > 0; left--) {
		const at = dice.below(dice.is(0.4) ? Math.min(4, lines.length) : lines.length);
		const cells = lines[at]!.split(sign);
		const column = dice.below(cells.length);
		const put = (cell: string) => (lines[at] = cells.with(column, cell).join(sign));
		dice.of<() => unknown>([
			() => put(oddText(dice)),
			() => put(mutateText(cells[column]!, dice)),
			() => put(dice.of(dice.of(rows()))),
			() => put(`"${cells[column]}${dice.is(0.5) ? '"' : ''}`),
			() => put(`"a\n${sign}${cells[column]}"`),
			() => lines.splice(at, 1),
			() => lines.splice(at, 0, dice.of(lines)),
			() => lines.splice(at, 0, ...Array.from({ length: length(dice, 3000) }, () => lines[at]!)),
			() => (lines[at] = cells.concat(dice.of(rows())).join(sign)),
			() => (lines[at] = cells.toSpliced(column, 1).join(sign)),
			() => (lines = rows().map((row) => row.toSpliced(column, 1).join(sign))),
			() => (lines = rows().map((row) => row.toSpliced(column, 0, row[column] ?? '').join(sign))),
			() =>
				(lines = rows().map((row) =>
					row.with(Math.min(column, row.length - 1), oddText(dice)).join(sign)
				)),
			() => (lines[at] = sign.repeat(length(dice))),
			() => (lines = lines.map((line) => line.replaceAll(sign, dice.of([';', '\t', '|', ',']))))
		])();
		if (lines.length === 0) lines = [''];
	}
	return lines.join(dice.of(['\n', '\n', '\r\n', '\r'])).slice(0, 4e6);
}

const JSON_SEEDS = [
	[
		{
			time: '2024-11-05T03:00:00Z',
			longitude: 105.84966,
			latitude: 21.04652,
			network: 'mobile',
			download: 45.5,
			upload: 9,
			latency: 31
		}
	],
	[
		{ month: '2026-09', code: '00004', network: 'mobile', samples: 12, download_mbps: 45.5 },
		{ month: '2026-09', code: '00008', network: 'fixed', samples: 3 }
	],
	{
		status: 'ok',
		data: [{ Tháng: 'T9/2026', 'Mã xã': '00004', 'Số mẫu': 12, Mạng: 'Di động' }],
		total: 1
	},
	// As Ookla's and i-Speed's exports have them: https://www.speedtest.net/result, nested by what was measured.
	[
		{
			type: 'result',
			timestamp: '2024-11-05T03:00:00Z',
			ping: { jitter: 1.2, latency: 31 },
			download: { bandwidth: 5_687_500, bytes: 1e8 },
			upload: { bandwidth: 1e6 },
			isp: 'Viettel',
			interface: { name: 'wlan0' },
			server: { lat: 21, lon: 105.8 },
			location: { lat: 21.04652, lon: 105.84966 }
		}
	],
	{
		results: {
			rows: [
				{
					id: 'x',
					date: '05/11/2024 10:00',
					lat: '21,04652',
					lon: '105,84966',
					net: '4G',
					dl: '45,5 Mbps',
					ul: '9',
					ping: '31 ms'
				}
			]
		}
	}
];

/** JSON, and JSON a line. */
export const json: Maker = async () => {
	const { context, seeds } = await world();
	const texts = [
		...JSON_SEEDS.map((of) => JSON.stringify(of)),
		...(seeds.get('json') ?? []).map(String)
	];
	texts.push(...(seeds.get('json') ?? []).map((of) => Buffer.from(of).toString()));
	return {
		make(dice) {
			const text = mutateJson(dice.of(texts), dice);
			if (dice.is(0.1)) return utf8(text.replaceAll('},{', '}\n{').replace(/^\[|\]$/g, ''));
			return dice.is(0.05) ? mutateBytes(utf8(text), dice) : utf8(text);
		},
		run: async (input) =>
			judge([sheetOfJson(Buffer.from(input).toString(), 'fuzz.json')], {}, context)
	};
};

const VALUES = [
	...['2024-11', '2026', 'mobile', 'fixed', '5g', 'median', 'mean', 'kbit/s', 'ms', 's', ',', '.'],
	...[
		'day-first',
		'month-first',
		'01',
		'79',
		'code',
		'name',
		...LISTS.map(({ id }) => id),
		'commune',
		'own'
	],
	...[
		'total',
		'unknown',
		'sum',
		'rows',
		'column',
		'parts',
		'take',
		'leave',
		'aggregate',
		'network'
	],
	...[
		'samples=Số mẫu',
		'samples=[E]',
		'code=[A]',
		'download=[ZZZZ]',
		'network=Mạng',
		'T9=mobile',
		'x=y=z'
	]
];

/** Answers, beside files of which something is asked. */
export const recipe: Maker = async () => {
	const { context, seeds } = await world();
	const files = [...seeds.get('text')!, ...seeds.get('zip')!.filter(isZip)];
	const sheets = files.flatMap((bytes) => {
		try {
			return [sheetsOfBytes(bytes, 'fuzz.csv')];
		} catch {
			return [];
		}
	});
	return {
		make(dice) {
			const answers: Record<string, string[]> = {};
			for (let left = times(dice); left > 0; left--)
				answers[dice.of(ANSWERS)] = Array.from({ length: times(dice) }, () =>
					dice.is(0.7) ? dice.of(VALUES) : mutateText(dice.of(VALUES), dice)
				);
			return utf8(JSON.stringify({ file: dice.below(sheets.length), answers }));
		},
		async run(input) {
			const { file, answers } = JSON.parse(Buffer.from(input).toString()) as {
				file: number;
				answers: Answers;
			};
			return judge(sheets[file]!, answers, context);
		}
	};
};
