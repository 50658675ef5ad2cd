/** The campaign sheet: who has to bring how many samples where, for Excel and for paper. */
import { formatMonthInside, formatNumber } from '../domain/format.ts';
import { LEVEL_NAME } from '../domain/names.ts';
import { networkInside } from '../domain/network.ts';
import type { Plan } from '../domain/planner.ts';
import type { LevelFacts } from '../domain/unit-facts.ts';
import { ancestorRow, parentLevel, unitsOf, type Level, type Units } from '../domain/unit.ts';
import type { ViewModel } from '../domain/view-model.ts';
import { m, type Locale } from '../i18n/locale.ts';
import { dropForbidden } from '../svg/text.ts';
import { csvOf, safeText, type CellValue, type Separator } from './sheet-text.ts';

/** What a sheet is made from. */
export interface CampaignInput {
	model: ViewModel;
	units: Units;
	plan: Pick<Plan, 'rows' | 'cost'>;
	deficit: Float64Array;
	facts: LevelFacts;
	/** Days over which the campaign works. */
	daysLeft: number;
	/** Address of the page that shows this plan. */
	link: string;
}

/** A unit of the sheet. */
export interface CampaignUnit {
	row: number;
	code: string;
	name: string;
	/** Names of the units around it, the nearest first. */
	parents: string[];
	samples: number;
	deficit: number;
	/** Samples to bring in each week that is left. */
	perWeek: number;
	population: number;
	lon: number;
	lat: number;
}

export interface Campaign {
	locale: Locale;
	title: string;
	/** Levels of {@link CampaignUnit.parents}. */
	parentLevels: Level[];
	/** By their parents, in each the cheapest first. */
	units: CampaignUnit[];
	/** Samples that are missing in all of them. */
	cost: number;
	/** Provenance, method and link. */
	notes: string[];
}

/** Put a plan together as a sheet. Pure. */
export function campaignOf(input: CampaignInput): Campaign {
	const { model, units, plan, deficit, facts, daysLeft, link } = input;
	const { level, network, locale, month } = model.selection;
	const of = unitsOf(units, level);
	const parentLevels = units.levels.slice(0, units.levels.indexOf(level)).reverse();
	const weeks = Math.max(1, daysLeft / 7);
	const listed = plan.rows.map((row): CampaignUnit => {
		const parents = parentLevels.map(
			(above) => unitsOf(units, above).names[ancestorRow(units, level, row, above)]!
		);
		return {
			row,
			code: of.codes[row]!,
			name: of.names[row]!,
			parents,
			samples: model.samples[row]!,
			deficit: deficit[row]!,
			perWeek: Math.ceil(deficit[row]! / weeks),
			population: facts.population[row]!,
			lon: facts.lon[row]!,
			lat: facts.lat[row]!
		};
	});
	const place = (unit: CampaignUnit) =>
		of.parents[unit.row]! &&
		`${ancestorRow(units, level, unit.row, 'province')} ${of.parents[unit.row]}`;
	listed.sort((a, b) => {
		const [left, right] = [place(a), place(b)];
		return left < right ? -1 : left > right ? 1 : a.deficit - b.deficit || a.row - b.row;
	});
	const words = { locale };
	return {
		locale,
		title: m.plan_sheet_title(
			{
				place: model.place,
				month: formatMonthInside(month, locale),
				network: networkInside(network, locale)
			},
			words
		),
		parentLevels,
		units: listed,
		cost: plan.cost,
		notes: [
			m.plan_sheet_sum(
				{
					count: formatNumber(listed.length, locale),
					samples: formatNumber(plan.cost, locale),
					days: daysLeft
				},
				words
			),
			...model.notes,
			m.plan_sheet_link({ link }, words)
		]
	};
}

/** A part of a campaign that goes onto paper of its own: the units of one unit above, or at the top each alone. */
export interface CampaignPart {
	level: Level;
	code: string;
	units: CampaignUnit[];
}

/** The parts of a campaign, in its order. */
export function partsOf({ units }: Campaign, of: Units, level: Level): CampaignPart[] {
	const above = parentLevel(of, level) ?? level;
	const { parents } = unitsOf(of, level);
	const parts = new Map<string, CampaignPart>();
	for (const unit of units) {
		const code = above === level ? unit.code : parents[unit.row]!;
		const part = parts.get(code);
		if (part) part.units.push(unit);
		else parts.set(code, { level: above, code, units: [unit] });
	}
	return [...parts.values()];
}

/** Head and rows of the sheet: what stands in each cell of every format. */
export function campaignTable({ units, parentLevels, locale }: Campaign): {
	head: string[];
	rows: CellValue[][];
} {
	const words = { locale };
	return {
		head: [
			m.plan_sheet_number({}, words),
			m.plan_sheet_code({}, words),
			m.table_unit({}, words),
			...parentLevels.map((level) => LEVEL_NAME[level]({}, words)),
			m.table_samples({}, words),
			m.plan_deficit({}, words),
			m.plan_sheet_week({}, words),
			m.plan_sheet_person({}, words),
			m.plan_population({}, words),
			m.plan_sheet_lon({}, words),
			m.plan_sheet_lat({}, words)
		],
		rows: units.map((unit, at) => [
			at + 1,
			unit.code,
			unit.name,
			...unit.parents,
			unit.samples,
			unit.deficit,
			unit.perWeek,
			null,
			known(unit.population),
			known(unit.lon),
			known(unit.lat)
		])
	};
}

function known(value: number): number | null {
	return Number.isNaN(value) ? null : value;
}

/** The sheet as CSV, with a byte order mark so that Excel reads Vietnamese letters. */
export function campaignCsv(campaign: Campaign, separator: Separator): string {
	const { head, rows } = campaignTable(campaign);
	return csvOf([head, ...rows], { separator, bom: true, locale: campaign.locale });
}

/** The sheet as an Excel file: the list, and a page that says where its figures come from. */
export async function campaignXlsx(campaign: Campaign): Promise<Blob> {
	const [{ default: writeXlsxFile }, { fontsInOrder }] = await Promise.all([
		import('write-excel-file/universal'),
		import('./xlsx-fonts.ts')
	]);
	const { head, rows } = campaignTable(campaign);
	const safe = (text: string) => safeText(dropForbidden(text));
	const bold = (text: string) => ({ value: safe(text), fontWeight: 'bold' as const });
	const wide = campaign.parentLevels.map(() => ({ width: 24 }));
	const numbers = [10, 10, 16, 26, 12, 11, 11].map((width) => ({ width }));
	const sheets = [
		{
			sheet: m.plan_link({}, { locale: campaign.locale }),
			data: [
				head.map(bold),
				...rows.map((row) => row.map((cell) => (typeof cell === 'string' ? safe(cell) : cell)))
			],
			columns: [{ width: 5 }, { width: 8 }, { width: 28 }, ...wide, ...numbers],
			stickyRowsCount: 1
		},
		{
			sheet: m.plan_sheet_about({}, { locale: campaign.locale }),
			data: [[bold(campaign.title)], ...campaign.notes.map((note) => [safe(note)])],
			columns: [{ width: 110 }]
		}
	];
	return writeXlsxFile(sheets, { features: [fontsInOrder] }).toBlob();
}
