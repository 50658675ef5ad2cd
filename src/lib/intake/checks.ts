/** What the figures of a file are held against: its own totals, parents and children, the month before. */
import { addMonths } from '../domain/month.ts';
import { ancestorRow, LEVELS, levelOfCode, unitsOf, type Level } from '../domain/unit.ts';
import type { Figure } from './combine.ts';
import type { IntakeContext } from './context.ts';
import type { Check, Question, UnitFigures } from './draft.ts';
import { partOf } from './networks.ts';
import type { TableRead } from './read-table.ts';
import { cellName } from './table-names.ts';
import { both, choice, listed, same } from './texts.ts';

/** Rows that state a sum, against the rows of their table. */
export function checkTotals(
	reads: readonly (TableRead | undefined)[],
	figures: readonly Figure[]
): Check[] {
	return reads.flatMap((read, table) => {
		if (!read) return [];
		return read.rows.flatMap(({ row, read: of }) => {
			if (of.kind !== 'total') return [];
			return of.groups.map(({ group, stated }) => {
				const entries = figures
					.filter(({ isUnknown, isEstimated }) => !isUnknown || !isEstimated)
					.flatMap((figure) => figure.entries)
					.filter(
						(entry, at, all) =>
							all.indexOf(entry) === at &&
							entry.table === table &&
							(!group.month || entry.month === group.month) &&
							(!group.network || partOf(entry.network) === partOf(group.network)) &&
							(group.operator ?? entry.operator) === entry.operator
					);
				const sums = LEVELS.map((level) =>
					entries
						.filter(({ place }) => place.level === level)
						.reduce((sum, { samples }) => sum + samples, 0)
				);
				// Sections have sums of their own: the rows up to this one, from the total before.
				const sections = sumsSince(read, row.line, entries);
				const isRight = [...sums, ...sections].includes(stated);
				const where = cellName(read.table, row.line, group.samples.at);
				const seen = sums.filter((sum) => sum > 0).join(', ') || '0';
				return {
					about: 'total' as const,
					isRight,
					text: isRight
						? both(`Tổng ở ${where} (${stated}) đúng`, `The total at ${where} (${stated}) is right`)
						: both(
								`Tổng ở ${where} ghi ${stated}, các dòng cộng lại được ${seen}`,
								`The total at ${where} says ${stated}, the rows add up to ${seen}`
							)
				};
			});
		});
	});
}

/** Sums of rows since the total, or the heading, before a line. */
function sumsSince(
	read: TableRead,
	line: number,
	entries: readonly { line: number; samples: number }[]
): number[] {
	const starts = read.rows
		.filter(({ row, read: of }) => row.line < line && of.kind !== 'data')
		.map(({ row }) => row.line);
	return starts
		.slice(-3)
		.map((start) =>
			entries
				.filter((entry) => entry.line > start && entry.line < line)
				.reduce((sum, { samples }) => sum + samples, 0)
		);
}

/** Parents whose own count is below the sum of their children. */
export function parentsBelow(
	figures: readonly Figure[],
	{ stored }: IntakeContext
): { figure: Figure; sum: number }[] {
	const below: { figure: Figure; sum: number }[] = [];
	const parents = figures.filter(
		({ place, operator, isUnknown }) => place.level !== 'commune' && operator === '' && !isUnknown
	);
	for (const figure of parents) {
		const { place, names, month, network } = figure;
		const { units } = names.finder;
		const children = new Map<string, number>();
		for (const { code, operator, samples } of stored(month, network) ?? [])
			if (operator === '' && levelOfCode(code) === 'commune') children.set(code, samples);
		for (const of of figures)
			if (
				of.month === month &&
				of.network === network &&
				of.operator === '' &&
				of.place.level === 'commune' &&
				!of.isUnknown
			)
				children.set(of.place.code, of.samples);
		const { rowOf } = unitsOf(units, 'commune');
		let sum = 0;
		for (const [code, samples] of children) {
			const row = rowOf.get(code);
			if (row !== undefined && ancestorRow(units, 'commune', row, place.level) === place.row)
				sum += samples;
		}
		if (figure.samples < sum) below.push({ figure, sum });
	}
	return below;
}

/** Whether a parent's own count stands. */
export function parentsQuestion(
	below: readonly { figure: Figure; sum: number }[],
	tables: readonly string[]
): Question {
	const say = ({ figure, sum }: (typeof below)[number]) =>
		`${figure.names.finder.describe(figure.place)}: ${figure.samples} < ${sum}`;
	return {
		about: 'parents',
		tables: [...tables],
		found: both(
			`Số riêng của cấp trên nhỏ hơn tổng các xã: ${listed(below.map(say)).vi}`,
			`A count of an upper unit is below the sum of its communes: ${listed(below.map(say)).en}`
		),
		choices: [
			choice(
				'parents',
				'sum',
				both('Lấy tổng các xã', 'Take the sum of the communes'),
				below.slice(0, 3).map(({ sum }) => same(String(sum)))
			),
			choice(
				'parents',
				'own',
				both('Giữ số riêng', 'Keep its own count'),
				below.slice(0, 3).map(({ figure }) => same(String(figure.samples)))
			)
		],
		form: '--parents own | sum'
	};
}

/** The month before: three times as many, a third, units that are gone. */
export function checkLastMonth(figures: readonly Figure[], { stored }: IntakeContext): Check[] {
	const groups = new Map<string, Figure[]>();
	for (const figure of figures) {
		if (figure.operator !== '' || figure.isUnknown || figure.isEstimated) continue;
		const key = `${figure.month} ${figure.network}`;
		groups.set(key, [...(groups.get(key) ?? []), figure]);
	}
	return [...groups.values()].flatMap((group): Check[] => {
		const { month, network, names } = group[0]!;
		const before = stored(addMonths(month, -1), network)?.filter(({ operator }) => operator === '');
		if (!before?.length) return [];
		const level = lowestLevel(group);
		const own = group.filter(({ place }) => place.level === level);
		const provinces = new Set(own.map(({ place }) => names.finder.provinceOf(place)));
		const known = before.filter(({ code }) => {
			const place = names.finder.placeOf(code);
			return place?.level === level && provinces.has(names.finder.provinceOf(place));
		});
		if (known.length === 0) return [];
		return compareMonths(own, known, `${month} ${network}`);
	});
}

function lowestLevel(figures: readonly Figure[]): Level {
	return [...LEVELS].reverse().find((level) => figures.some(({ place }) => place.level === level))!;
}

function compareMonths(
	own: readonly Figure[],
	known: readonly UnitFigures[],
	name: string
): Check[] {
	const now = own.reduce((sum, { samples }) => sum + samples, 0);
	const then = known.reduce((sum, { samples }) => sum + samples, 0);
	const codes = new Set(own.map(({ place }) => place.code));
	const gone = known.filter(({ code }) => !codes.has(code));
	const isOdd = then > 0 && (now >= 3 * then || now * 3 <= then);
	return [
		{
			about: 'last month',
			isRight: !isOdd,
			text: both(
				`${name}: ${now} mẫu, tháng trước ${then}`,
				`${name}: ${now} samples, the month before ${then}`
			)
		},
		...(gone.length > 0
			? [
					{
						about: 'last month' as const,
						isRight: false,
						text: both(
							`${name}: ${gone.length} đơn vị của tháng trước không có trong tệp: ${listed(gone.map(({ code }) => code)).vi}`,
							`${name}: ${gone.length} units of the month before are not in the file: ${listed(gone.map(({ code }) => code)).en}`
						)
					}
				]
			: [])
	];
}
