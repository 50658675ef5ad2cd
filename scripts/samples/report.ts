/** What a command did, as kept beside the month and as printed. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Statistic } from '../../src/lib/domain/join.ts';
import type { Month } from '../../src/lib/domain/month.ts';
import { isNetwork, networkName, type Network } from '../../src/lib/domain/network.ts';
import type { Answers, Check, Draft, Text } from '../../src/lib/intake/index.ts';
import type { Tally } from '../../src/lib/intake/measured-tally.ts';
import type { KeptRecipe } from '../../src/lib/intake/recipes.ts';
import { listed } from '../../src/lib/intake/texts.ts';
import {
	rejectedLines,
	rejectedOf,
	repairLines,
	repairsOf,
	type Language,
	type Rejected,
	type Repair
} from '../../src/lib/intake/told.ts';
import { editionOfMonth } from '../../src/lib/domain/edition.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import { samplesOf } from './merge.ts';
import type { Part } from './part.ts';

import type { Source, Store, Stored } from './store-schema.ts';

/** Rows read = accepted + all that were rejected, always. */
export interface Report {
	kind: Stored['kind'];
	files: Source[];
	/** What each file's columns were taken for. */
	columns: RecognisedColumns[];
	rowsRead: number;
	accepted: number;
	rejected: Rejected;
	months: {
		month: Month;
		network: Network;
		/** Rows of the month's table. */
		units: number;
		samples: number;
		statistic: Statistic | null;
	}[];
	/** Only of tables. */
	notRows?: number;
	/** Rows that were read otherwise than they stand. */
	repaired?: Repair[];
	checks?: Check[];
	notes?: Text[];
	/** The answers that were given, and the shape of the files that they were given for. */
	recipe?: Answers;
	shape?: string;
}

/** Columns of one table. */
export interface RecognisedColumns {
	file: string;
	kind: Stored['kind'];
	columns: {
		header: string;
		role?: string;
		month?: Month | undefined;
		network?: string | undefined;
		unit?: string | undefined;
		statistic?: Statistic | undefined;
	}[];
	/** Headers that mean nothing to us. */
	unknown: string[];
}

/** Rows read otherwise that are kept. */
const MOST_REPAIRED = 100;
/** Columns without a meaning that are named. */
const MOST_UNUSED = 20;

/**
 * What a draft did.
 * @param tally of measurements, of which not all rows are outcomes of the draft
 */
export function reportOfDraft(
	draft: Draft,
	files: Source[],
	parts: readonly Part[],
	tally?: Tally,
	gazetteers: readonly Gazetteer[] = []
): Report {
	const periods = gazetteers.map(({ period }) => period);
	const unitsIn = (month: string) =>
		gazetteers.find(({ period }) => period === editionOfMonth(periods, month))?.units;
	return {
		kind: tally ? 'measurements' : 'table',
		files,
		columns: draft.tables.map(({ name, file, sheet, columns, kind }) => ({
			file: sheet ? `${file} (${name})` : file,
			kind: kind === 'measurements' ? 'measurements' : 'table',
			columns: columns
				.filter(({ role }) => role)
				.map(({ header, role, month, unit, statistic }) => ({
					header,
					role: role!,
					...(month ? { month } : {}),
					...(unit ? { unit } : {}),
					...(statistic ? { statistic } : {})
				})),
			unknown: columns.filter(({ role }) => !role).map(({ header }) => header)
		})),
		rowsRead: draft.rowsRead,
		accepted: draft.accepted,
		rejected: rejectedOf(draft, tally),
		months: parts.map(({ month, network, rows, statistic }) => ({
			month,
			network,
			units: rows.length,
			samples: samplesOf(rows, unitsIn(month)),
			statistic
		})),
		notRows: draft.notRows,
		repaired: repairsOf(draft).slice(0, MOST_REPAIRED),
		checks: draft.checks,
		notes: draft.notes,
		recipe: draft.recipe,
		shape: draft.shape
	};
}

/** The recipes that months were made with, of files whose shape is known. */
export async function keptRecipes(
	folder: string,
	months: readonly Stored[]
): Promise<KeptRecipe[]> {
	const recipes: KeptRecipe[] = [];
	for (const { reports } of months)
		for (const { url } of reports) {
			const { recipe, shape, files, months: given } = await readReport(folder, url);
			const month = given
				.map((of) => of.month)
				.sort()
				.at(-1);
			const file = files.map(({ name }) => name).join(', ');
			if (recipe && shape && month) recipes.push({ recipe, shape, file, month });
		}
	return recipes;
}

/**
 * True for a file of which all that it gave is in force as it says. Of tables: each part that its command made is, and
 * no row of it contradicted what was in; whatever came in, or went, since may concern it, and it is read again. Of
 * measurements: all months that they gave still come from them.
 */
export async function isWhollyThere(
	folder: string,
	{ months, versions }: Pick<Store, 'months' | 'versions'>,
	{ sha256 }: Source
): Promise<boolean> {
	const own = months.filter(({ sources }) => sources.some((of) => of.sha256 === sha256));
	const urls = new Set(own.flatMap(({ reports }) => reports.map(({ url }) => url)));
	const inForce = new Set(months.flatMap(({ parts }) => parts.map(({ id }) => id)));
	for (const url of urls) {
		const report = await readReport(folder, url);
		const { files, columns, months: given } = report;
		if (!files.some((file) => file.sha256 === sha256)) continue;
		if (report.kind === 'table') {
			const isAsMade = versions.some(
				({ number, report: of, parts }) =>
					of?.url === url && parts.every(({ version, id }) => version !== number || inForce.has(id))
			);
			if (!isAsMade || report.rejected.contradiction) return false;
		}
		const isIn = given.every(({ month, network }) =>
			(files.length > 1 ? months : own).some((of) => of.month === month && of.network === network)
		);
		const named = columns.flatMap((of) => of.columns.flatMap(({ month }) => month ?? []));
		if (!isIn || !named.every((month) => months.some((of) => of.month === month))) return false;
	}
	return own.length > 0;
}

/** A report as it was kept. */
export async function readReport(folder: string, url: string): Promise<Report> {
	return JSON.parse(await readFile(join(folder, url), 'utf8')) as Report;
}

/** A report in lines. */
export function describeReport(report: Report, language: Language = 'en'): string[] {
	const { rowsRead, accepted, rejected, notRows, repaired = [], checks = [], notes = [] } = report;
	const isVi = language === 'vi';
	return [
		...report.columns.flatMap((of) => describeRecognised(of, language)),
		...report.months.map(({ month, network, units, samples, statistic }) =>
			isVi
				? `${month} ${networkText(network, language)}: ${units} dòng, ${samples} mẫu${statistic ? `, tốc độ là ${statisticText(statistic, language)}` : ', không có tốc độ'}`
				: `${month} ${network}: ${units} rows, ${samples} samples${statistic ? `, speeds are ${statistic}s` : ', no speeds'}`
		),
		...rowsLine(rowsRead, accepted, notRows, language),
		...rejectedLines(rejected, language),
		...repairLines(repaired, language),
		...checks.map(({ isRight, text }) => `${isRight ? '✓' : '!'} ${text[language]}`),
		...notes.map((text) => text[language])
	];
}

function rowsLine(
	rowsRead: number,
	accepted: number,
	notRows: number | undefined,
	language: Language
): string[] {
	const rejected = rowsRead - accepted;
	if (language === 'vi')
		return [
			`${rowsRead} dòng đã đọc = ${accepted} nhận + ${rejected} từ chối${notRows ? `; ${notRows} dòng khác là tiêu đề, tổng, ghi chú` : ''}`
		];
	return [
		`${rowsRead} rows read = ${accepted} accepted + ${rejected} rejected${notRows ? `; ${notRows} more are titles, totals, notes` : ''}`
	];
}

/** Meanings of columns in Vietnamese. */
const ROLES_VI: Record<string, string> = {
	code: 'mã đơn vị',
	districtCode: 'mã huyện',
	provinceCode: 'mã tỉnh',
	commune: 'tên xã',
	district: 'tên huyện',
	province: 'tên tỉnh',
	unit: 'tên đơn vị',
	samples: 'số mẫu',
	download: 'tải xuống',
	upload: 'tải lên',
	latency: 'độ trễ',
	jitter: 'biến động trễ',
	month: 'tháng',
	year: 'năm',
	network: 'mạng',
	statistic: 'cách thống kê',
	operator: 'nhà mạng',
	type: 'loại đơn vị',
	number: 'số thứ tự',
	other: 'không dùng',
	time: 'thời gian',
	longitude: 'kinh độ',
	latitude: 'vĩ độ',
	place: 'tọa độ',
	device: 'thiết bị',
	id: 'mã phép đo',
	accuracy: 'sai số vị trí',
	private: 'bỏ',
	tile: 'ô lưới'
};

/** A network's id; in Vietnamese its name. */
export function networkText(network: string, language: Language): string {
	return language === 'vi' && isNetwork(network) ? networkName(network, 'vi') : network;
}

function statisticText(statistic: Statistic, language: Language): string {
	return language === 'en' ? statistic : statistic === 'median' ? 'trung vị' : 'trung bình';
}

function describeRecognised(
	{ file, kind, columns, unknown }: RecognisedColumns,
	language: Language
): string[] {
	const isVi = language === 'vi';
	const meanings = columns.map(({ header, role = '', month, network, unit, statistic }) => {
		const more = [
			month,
			network && networkText(network, language),
			statistic && statisticText(statistic, language),
			unit
		]
			.filter(Boolean)
			.join(' ');
		const meaning = isVi ? (ROLES_VI[role] ?? role) : role === 'private' ? 'dropped' : role;
		return `"${header}" = ${meaning}${more ? ` (${more})` : ''}`;
	});
	return [
		`${file}: ${kind === 'table' ? (isVi ? 'bảng tháng' : 'a monthly table') : isVi ? 'từng phép đo' : 'measurements'}`,
		`  ${meanings.join(', ')}`,
		...(unknown.length
			? [`  ${isVi ? 'không dùng' : 'not used'}: ${listed(unknown, MOST_UNUSED)[language]}`]
			: [])
	];
}
