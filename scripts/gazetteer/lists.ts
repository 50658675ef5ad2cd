/** The lists of facts in `data/` that the page needs before any data: read, checked, and written as a module. */
import { join } from 'node:path';
import { DataError } from '../../src/lib/domain/errors.ts';
import { spellingKey } from '../../src/lib/domain/fold.ts';
import { parseCsv, readCsv, type CsvHeader, type CsvRow } from '../common/csv.ts';

/** A network of `data/networks.csv`. */
export interface ListedNetwork {
	id: string;
	vi: string;
	en: string;
	partOf: string | null;
	/** Samples a month that every unit must reach; `null` where nothing says how many. */
	threshold: number | null;
	/** Words for it in headers and cells: small letters without accents. */
	words: string[];
	/** Words that name it only where nothing else stands in a cell. */
	cells: string[];
	/** Technologies that it is the sum of, and that are no networks of the list: of each its name, and other words for it. */
	technologies: string[][];
}

/** A target of `data/targets.csv`. */
export interface ListedTarget {
	from: string;
	network: string;
	mbps: number;
	vi: string;
	en: string;
	actVi: string;
	actEn: string;
}

/** An operator of `data/operators.csv`. */
export interface ListedOperator {
	name: string;
	spellings: string[];
}

/** All lists. */
export interface Lists {
	networks: ListedNetwork[];
	targets: ListedTarget[];
	operators: ListedOperator[];
}

const NETWORKS: CsvHeader = {
	required: ['id', 'vi', 'en', 'part_of', 'threshold', 'words', 'cells', 'technologies']
};
const TARGETS: CsvHeader = {
	required: ['from', 'network', 'mbps', 'vi', 'en', 'act_vi', 'act_en']
};
const OPERATORS: CsvHeader = { required: ['name', 'spellings'] };

/** Thirds of it are classes. */
const LEAST_THRESHOLD = 6;
const MOST_THRESHOLD = 1_000_000;
const MOST_MBPS = 20_000;

/**
 * Read all lists.
 * @param data folder of the inputs
 * @throws DataError with file, row and column
 */
export async function readLists(data: string): Promise<Lists> {
	const read = (name: string, header: CsvHeader) => readCsv(join(data, name), header, name);
	const networks = networksOf(await read('networks.csv', NETWORKS), 'networks.csv');
	const ids = networks.map(({ id }) => id);
	return {
		networks,
		targets: targetsOf(await read('targets.csv', TARGETS), ids, 'targets.csv'),
		operators: operatorsOf(await read('operators.csv', OPERATORS), 'operators.csv')
	};
}

/** Networks of the text of a file, as {@link readLists}. */
export function parseNetworks(text: string, file: string): ListedNetwork[] {
	return networksOf(parseCsv(text, NETWORKS, file), file);
}

/** Targets of the text of a file, as {@link readLists}. */
export function parseTargets(text: string, networks: readonly string[], file: string) {
	return targetsOf(parseCsv(text, TARGETS, file), networks, file);
}

/** Operators of the text of a file, as {@link readLists}. */
export function parseOperators(text: string, file: string): ListedOperator[] {
	return operatorsOf(parseCsv(text, OPERATORS, file), file);
}

function networksOf(rows: readonly CsvRow[], file: string): ListedNetwork[] {
	const lines = new Map<string, number>();
	const spelled = new Map<string, CsvRow>();
	const networks = rows.map((row): ListedNetwork => {
		const { fields, line } = row;
		const id = fields['id']!;
		// It is a part of file names and of addresses.
		if (!/^[a-z0-9][a-z0-9-]{0,15}$/.test(id))
			throw wrong(file, row, 'id', 'small letters, digits and dashes, as "5g"');
		if (id in {}) throw wrong(file, row, 'id', 'a name that programs have no use for, as "5g"');
		refuseDouble(file, row, 'id', lines.get(id));
		lines.set(id, line);
		for (const column of ['vi', 'en'])
			if (!fields[column]) throw wrong(file, row, column, 'a name');
		for (const column of ['vi', 'en']) {
			const name = `${column} ${spellingKey(fields[column]!)}`;
			refuseDouble(file, row, column, lines.get(name));
			lines.set(name, line);
		}
		const spelledBefore = spelled.get(id);
		if (spelledBefore) refuseDouble(file, row, 'id', spelledBefore.line);
		spelled.set(id, row);
		const words = ['words', 'cells', 'technologies'].map((column) => {
			const listed = split(fields[column]!);
			for (const word of column === 'technologies' ? listed.flatMap(synonyms) : listed) {
				if (!/^[a-z0-9]+( [a-z0-9]+)*$/.test(word))
					throw wrong(file, row, column, 'words without accents and capitals, parted by ;', word);
				if (word === id)
					throw wrong(file, row, column, `other words: ${id} is the id itself, and so known`, word);
				const before = spelled.get(word);
				if (before) refuseDouble(file, row, column, before.line, word);
				spelled.set(word, row);
			}
			return listed;
		}) as [string[], string[], string[]];
		const threshold = fields['threshold'] ? wholeNumber(file, row, 'threshold') : null;
		return {
			id,
			vi: fields['vi']!,
			en: fields['en']!,
			partOf: fields['part_of'] || null,
			threshold,
			words: words[0],
			cells: words[1],
			technologies: words[2].map(synonyms)
		};
	});
	if (networks.length === 0)
		throw new DataError('empty', { file, found: 'no network', expected: 'at least one' });
	// The first is what a page opens with, and there it is told how many units reached the threshold.
	if (networks[0]!.threshold === null)
		throw wrong(file, rows[0]!, 'threshold', 'a threshold of the first network');
	refuseCycles(file, rows, networks);
	return networks;
}

/** A network may be a part of one that stands alone: then a measurement counts in two, never in more. */
function refuseCycles(
	file: string,
	rows: readonly CsvRow[],
	networks: readonly ListedNetwork[]
): void {
	networks.forEach(({ id, partOf }, at) => {
		if (partOf === null) return;
		const whole = networks.find((network) => network.id === partOf);
		if (partOf === id)
			throw wrong(file, rows[at]!, 'part_of', 'another network: none is a part of itself');
		if (!whole) throw wrong(file, rows[at]!, 'part_of', 'the id of a network of this list');
		if (whole.partOf !== null)
			throw wrong(
				file,
				rows[at]!,
				'part_of',
				`a network that is no part itself; ${partOf} is a part of ${whole.partOf}`
			);
	});
}

function targetsOf(
	rows: readonly CsvRow[],
	networks: readonly string[],
	file: string
): ListedTarget[] {
	const lines = new Map<string, number>();
	const targets = rows.map((row): ListedTarget => {
		const { fields, line } = row;
		if (!isDay(fields['from']!))
			throw wrong(file, row, 'from', 'the day from which it holds, as 2024-01-11');
		const network = fields['network']!;
		if (!networks.includes(network))
			throw wrong(file, row, 'network', `a network of networks.csv: ${networks.join(', ')}`);
		const mbps = Number(fields['mbps']);
		if (!/^\d+(\.\d+)?$/.test(fields['mbps']!) || !(mbps > 0 && mbps <= MOST_MBPS))
			throw wrong(file, row, 'mbps', `a number above 0 and at most ${MOST_MBPS}`);
		for (const column of ['act_vi', 'act_en'])
			if (!fields[column]) throw wrong(file, row, column, 'the document that sets it');
		const key = `${network} ${mbps}`;
		refuseDouble(file, row, 'mbps', lines.get(key), key);
		lines.set(key, line);
		for (const column of ['vi', 'en']) {
			const label = `${network} ${fields['from']!} ${column} ${fields[column]!}`;
			if (fields[column]) refuseDouble(file, row, column, lines.get(label));
			lines.set(label, line);
		}
		return {
			from: fields['from']!,
			network,
			mbps,
			vi: fields['vi']!,
			en: fields['en']!,
			actVi: fields['act_vi']!,
			actEn: fields['act_en']!
		};
	});
	return targets.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.mbps - b.mbps));
}

function operatorsOf(rows: readonly CsvRow[], file: string): ListedOperator[] {
	const lines = new Map<string, number>();
	return rows.map((row) => {
		const { fields, line } = row;
		const name = fields['name']!;
		if (name in {}) throw wrong(file, row, 'name', 'a name that programs have no use for');
		const spellings = split(fields['spellings']!);
		for (const [at, spelling] of [name, ...spellings].entries()) {
			const column = at === 0 ? 'name' : 'spellings';
			const key = spellingKey(spelling);
			if (key === '') throw wrong(file, row, column, 'letters or digits', spelling);
			refuseUnsafe(file, row, column, spelling);
			// It would be taken for all those that the list doesn't know.
			if (key === 'other' || key === 'khac')
				throw wrong(file, row, column, 'an operator: this stands for all others', spelling);
			refuseDouble(file, row, column, lines.get(key), spelling);
			lines.set(key, line);
		}
		return { name, spellings };
	});
}

/** What is a person's, or a formula to a spreadsheet, never gets into published files. */
function refuseUnsafe(file: string, row: CsvRow, column: string, text: string): void {
	if (/^[=+@]/.test(text))
		throw wrong(file, row, column, 'a name that does not begin with =, + or @', text);
	if (/\d{8}/.test(text.replace(/[\s().-]/g, '')))
		throw wrong(file, row, column, 'a name, and no telephone number', text);
}

/** "4g=lte" are two words for one technology. */
function synonyms(text: string): string[] {
	return text.split('=').map((part) => part.trim());
}

function split(text: string): string[] {
	return text
		.split(';')
		.map((part) => part.trim())
		.filter(Boolean);
}

function isDay(text: string): boolean {
	const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
	// "2024-02-31" would be a day of March.
	return date !== undefined && !Number.isNaN(+date) && date.toISOString().startsWith(text);
}

function wholeNumber(file: string, row: CsvRow, column: string): number {
	const text = row.fields[column]!;
	const value = Number(text);
	if (!/^\d+$/.test(text) || value < LEAST_THRESHOLD || value > MOST_THRESHOLD)
		throw wrong(
			file,
			row,
			column,
			`a whole number from ${LEAST_THRESHOLD} to ${MOST_THRESHOLD}, or nothing`
		);
	return value;
}

function wrong(
	file: string,
	{ line, fields }: CsvRow,
	column: string,
	expected: string,
	found = fields[column]!
): DataError {
	return new DataError('value', { file, row: line, column, found, expected });
}

function refuseDouble(
	file: string,
	{ line, fields }: CsvRow,
	column: string,
	before: number | undefined,
	found = fields[column]!
): void {
	if (before === undefined) return;
	const expected = `each once; it stands in row ${before}, too`;
	throw new DataError('duplicate', { file, row: line, column, found, expected });
}

/** The lists as `src/lib/domain/listed.ts`. Each command makes it anew: a formatter would take longer than all else. */
export function listsModule({ networks, targets, operators }: Lists): string {
	const shown = (value: unknown) => JSON.stringify(value, null, '\t');
	const facts = networks.map(({ id, vi, en, partOf, threshold }) => ({
		id,
		vi,
		en,
		partOf,
		threshold
	}));
	const words = networks.map(({ id, words, cells, technologies }) => ({
		id,
		words,
		cells,
		technologies
	}));
	return `// Written by \`npm run sync\` from data/networks.csv, data/targets.csv and data/operators.csv; a test tells when it is out of date.

export const LISTED_NETWORKS = ${shown(facts)} as const;

export const LISTED_WORDS = ${shown(words)} as const;

export const LISTED_TARGETS = ${shown(targets)} as const;

export const LISTED_OPERATORS: readonly { name: string; spellings: readonly string[] }[] = ${shown(operators)};
`;
}
