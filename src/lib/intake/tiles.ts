/**
 * Tiles of a map with the mean of their tests, as Ookla's open data have them: no measurements, but a monthly table once
 * it is said that they should be taken as one. A tile counts for the unit in which its centre lies.
 */
import { byReading, READINGS } from '../domain/figures.ts';
import { editionOfMonth } from '../domain/edition.ts';
import type { AnswerBook } from './answers.ts';
import { linesAround, surroundingsOf, type IntakeContext } from './context.ts';
import { degreesOf } from './coordinates.ts';
import type { Question, TableDraft } from './draft.ts';
import type { Entry, Problem } from './entries.ts';
import { noColumns, mappedColumns } from './groups.ts';
import { networkOf, networksIn, type NetworkWord } from './networks.ts';
import { parseWhole } from './numbers.ts';
import { draftOf } from './read-table.ts';
import { monthOfTable, networkOfTable } from './readings.ts';
import { readingOf, placeText } from './measured-rows.ts';
import { sheetTitle, textOf, type Cell, type SheetRow, type Text } from './sheet.ts';
import { columnStyleOf, type ValueStyle } from './styles.ts';
import type { Column, Table, Title } from './tables.ts';
import { both, choice, faultIn, same } from './texts.ts';
import { fold } from './words.ts';

/** What a table of tiles gives. */
export interface TilesRead {
	draft: TableDraft;
	entries: Entry[];
	problems: Problem[];
	questions: Question[];
	notes: Text[];
	refusal?: { found: string; expected: Text };
}

/**
 * Read a table of tiles.
 * @param index its number in the draft
 */
export function readTiles(
	table: Table,
	index: number,
	top: readonly Title[],
	book: AnswerBook,
	context: IntakeContext
): TilesRead {
	const columns = mappedColumns(table, book);
	const read: TilesRead = {
		draft: { ...draftOf(table, columns), kind: 'tiles' },
		entries: [],
		problems: [],
		questions: [],
		notes: []
	};
	const of = (role: string) => columns.find((column) => column.role === role);
	const count = of('samples');
	if (!count || book.of('take', table.name) !== 'aggregate') {
		read.questions.push(takeQuestion(table, columns, count));
		for (const row of table.body)
			read.problems.push(
				problemOf(
					table,
					index,
					row,
					'not a row',
					'',
					both('câu trả lời: --take aggregate', 'an answer: --take aggregate')
				)
			);
		return read;
	}
	const none = noColumns();
	const surroundings = surroundingsOf(linesAround(table, top));
	const month = monthOfTable(table, surroundings, [], none, [], book, context);
	const network = networkOfTiles(table, surroundings, book);
	read.questions.push(...month.questions, ...network.questions);
	const refusal = month.refusal ?? network.refusal;
	if (refusal) read.refusal = refusal;
	const speeds = READINGS.flatMap((role) => of(role) ?? []);
	const style = columnStyleOf(table, speeds, table.body, undefined, book, { counts: [count] });
	read.questions.push(...style.questions);
	if (!month.reading || !network.reading) return read;
	read.draft.month = month.reading;
	read.draft.network = { ...network.reading, value: network.reading.value.network };
	read.draft.statistic = {
		value: 'mean',
		certainty: 'proven',
		evidence: [{ kind: 'answer', at: '--take', text: 'aggregate' }]
	};
	sumUp(
		table,
		index,
		{ count, speeds, style },
		month.reading.value,
		network.reading.value,
		context,
		read
	);
	return read;
}

/** The name of the file tells the network where nothing else does: "gps_mobile_tiles". */
function networkOfTiles(
	table: Table,
	surroundings: ReturnType<typeof surroundingsOf>,
	book: AnswerBook
): ReturnType<typeof networkOfTable> {
	const { found } = networksIn(fold(table.sheet.file));
	const kinds = new Set(found.map(({ network }) => network));
	const said =
		surroundings.networks.length > 0 || kinds.size !== 1 || !networkOf(found[0]!.network);
	const networks = said
		? surroundings.networks
		: [
				{
					value: found[0]!,
					evidence: { kind: 'sheet' as const, at: table.sheet.file, text: table.sheet.file }
				}
			];
	const none = noColumns();
	return networkOfTable(table, { ...surroundings, networks }, [], none, book);
}

function problemOf(
	table: Table,
	index: number,
	{ line }: SheetRow,
	reason: Problem['reason'],
	found: string,
	expected: Text
): Problem {
	return {
		table: index,
		line,
		kind: 'rejected',
		reason,
		fault: faultIn(
			{ file: sheetTitle(table.sheet), row: line },
			{ expected, ...(found ? { found } : {}) }
		)
	};
}

function takeQuestion(
	table: Table,
	columns: readonly Column[],
	count: Column | undefined
): Question {
	const download = columns.find(({ role }) => role === 'download');
	const examples = table.body.slice(0, 3).map(({ cells }) => {
		const tests = count ? textOf(cells[count.at]) : '?';
		const speed = download ? `, ${download.parts.join(' ')} ${textOf(cells[download.at])}` : '';
		return same(`${count?.parts.join(' ') ?? 'tests'} ${tests}${speed}`);
	});
	return {
		about: 'take',
		tables: [table.name],
		found: both(
			`"${table.name}" là các ô bản đồ với số trung bình (${table.body.length} ô), không phải từng phép đo; dữ liệu mở của Ookla là của cả quý`,
			`"${table.name}" holds tiles of a map with means (${table.body.length} tiles), not single measurements; Ookla's open data are of a quarter`
		),
		choices: [
			choice(
				'take',
				'aggregate',
				both(
					'Lấy như bảng tháng theo đơn vị, tốc độ là trung bình',
					'Take them as a monthly table by unit; speeds are means'
				),
				examples
			),
			choice('skip', table.name, both('Bỏ qua bảng này', 'Leave this table out'))
		],
		form: '--take aggregate'
	};
}

interface TileColumns {
	count: Column;
	speeds: readonly Column[];
	style: ValueStyle;
}

interface Sum {
	line: number;
	samples: number;
	/** Of each speed: the sum of means by tests, and the tests. */
	speeds: Map<string, { sum: number; tests: number }>;
}

function sumUp(
	table: Table,
	index: number,
	{ count, speeds, style }: TileColumns,
	month: string,
	network: NetworkWord,
	context: IntakeContext,
	read: TilesRead
): void {
	const edition = editionOfMonth(
		context.editions.map((of) => of.edition),
		month
	);
	const names = context.editions.find((of) => of.edition === edition);
	const units = new Map<string, Sum>();
	for (const row of table.body) {
		const tests = countOf(row.cells[count.at]);
		const [lon, lat] = centreOf(table, row.cells);
		const code =
			lon === undefined || lat === undefined ? undefined : context.locate?.(month, lon, lat);
		if (!tests || code === undefined) {
			read.problems.push(
				tests
					? problemOf(
							table,
							index,
							row,
							'outside every unit',
							placeText(lon, lat),
							both('một ô ở Việt Nam', 'a tile in Viet Nam')
						)
					: problemOf(
							table,
							index,
							row,
							'impossible value',
							'',
							both('số lần đo', 'a count of tests')
						)
			);
			continue;
		}
		const unit = units.get(code) ?? { line: row.line, samples: 0, speeds: new Map() };
		units.set(code, unit);
		unit.samples += tests;
		for (const column of speeds) addSpeed(unit, column, row.cells[column.at], tests, style);
	}
	for (const [code, { line, samples, speeds: of }] of units) {
		const place = names?.finder.placeOf(code);
		if (!names || !place) continue;
		const mean = (role: string) => {
			const found = of.get(role);
			return found ? found.sum / found.tests : NaN;
		};
		read.entries.push({
			table: index,
			line,
			month,
			network,
			operator: '',
			names,
			place,
			isBlank: false,
			isEstimated: false,
			samples,
			...byReading(mean),
			statistic: 'mean',
			repairs: [],
			isWeak: false,
			candidates: []
		});
	}
}

function countOf(cell: Cell | undefined): number | undefined {
	if (typeof cell === 'number') return Number.isInteger(cell) && cell > 0 ? cell : undefined;
	return parseWhole(textOf(cell));
}

function addSpeed(
	unit: Sum,
	{ at, role }: Column,
	cell: Cell | undefined,
	tests: number,
	{ decimal, factors }: ValueStyle
): void {
	const value = readingOf(cell, role as 'download', decimal, factors.get(at) ?? 1);
	if (value === undefined || !(value > 0)) return;
	const before = unit.speeds.get(role!) ?? { sum: 0, tests: 0 };
	unit.speeds.set(role!, { sum: before.sum + value * tests, tests: before.tests + tests });
}

/** The centre of a tile, as its own columns tell or its quadkey does. */
function centreOf(
	{ columns }: Table,
	cells: readonly Cell[]
): [lon: number | undefined, lat: number | undefined] {
	const named = (pattern: RegExp) =>
		columns.find(({ parts }) => pattern.test(fold(parts.join(' ')).replace(/ /g, '')));
	const [x, y] = [named(/^tilex$/), named(/^tiley$/)];
	if (x && y) return [degreesOf(cells[x.at]), degreesOf(cells[y.at])];
	const key = named(/^quadkey$/);
	return key ? centreOfQuadkey(textOf(cells[key.at])) : [undefined, undefined];
}

/** The middle of a square of the Web Mercator map by the digits of its quadkey. */
export function centreOfQuadkey(key: string): [number | undefined, number | undefined] {
	if (!/^[0-3]{1,30}$/.test(key)) return [undefined, undefined];
	let [x, y] = [0, 0];
	for (const digit of key) {
		x = x * 2 + (Number(digit) & 1);
		y = y * 2 + (Number(digit) >> 1);
	}
	const size = 2 ** key.length;
	const lon = ((x + 0.5) / size) * 360 - 180;
	const lat = (Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + 0.5)) / size))) * 180) / Math.PI;
	return [lon, lat];
}
