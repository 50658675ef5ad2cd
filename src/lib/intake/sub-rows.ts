/**
 * Rows below a unit that are parts of it: "Trong đó: Viettel", "- 5G". Operators and networks are its figures; what else
 * stands below "Trong đó" is in its count already.
 */
import { operatorOf } from '../domain/operator.ts';
import { OTHER_OPERATOR } from '../domain/names.ts';
import { wholeOf } from '../domain/network.ts';
import { countOf } from './count-cells.ts';
import type { Group } from './groups.ts';
import { networksIn, together, type NetworkWord } from './networks.ts';
import { operatorsIn } from './operators.ts';
import type { DataRow, ReadRow, RowFrame } from './rows.ts';
import { isEmpty, textOf, type SheetRow, type Text } from './sheet.ts';
import { both, listed } from './texts.ts';
import { writtenName } from './unit-names.ts';
import { fold, isBlank, isTotal } from './words.ts';

type Row = { row: SheetRow; read: ReadRow };

/** What goes from row to row: the unit above, and whether its parts are being told. */
export interface Parent {
	data: DataRow;
	/** True where "Trong đó" was seen below it. */
	isTelling: boolean;
	/** True where a row of it was of an operator. */
	hasOperators: boolean;
}

const OF_WHICH =
	/^(?:trong đó|trong do|bao gồm|gồm|of which|including)\s*(?:có)?\s*[:：,\-–]?\s*/iu;
const BULLET = /^[-–—+*•·]\s*/u;
/** Words beside the name of an operator or a network. */
const BESIDE =
	/\b(?:cac|nha|mang|cong nghe|dich vu|so|mau|luot|do|loai|internet|rieng|cua|thue bao|telecom|doanh nghiep)\b/g;

/** What one cell says that names the row, without signs of lists and "Trong đó". */
interface Label {
	text: string;
	isOfWhich: boolean;
	/** True where a number of its own stands before it. */
	isNumbered: boolean;
}

function labelOf({ of }: RowFrame, { cells }: SheetRow): Label | undefined {
	const lowest = of.commune ?? of.unit ?? of.district ?? of.province;
	if (!lowest) return undefined;
	const own = textOf(cells[lowest.at]).normalize('NFC');
	// "-" may stand in the columns before it.
	const [number, code] = (['number', 'code'] as const).map((role) =>
		of[role] ? textOf(cells[of[role].at]) : ''
	) as [string, string];
	const isSign = (text: string) => /^[-–—+*•·]$/u.test(text) || OF_WHICH.test(text);
	if (code !== '' && !isSign(code)) return undefined;
	const first = [number, code].filter((text) => isSign(text));
	const all = [...first, own].join(' ').slice(0, 120);
	const plain = all.replace(BULLET, '');
	const text = plain.replace(OF_WHICH, '').replace(BULLET, '').trim();
	return {
		text,
		isOfWhich: OF_WHICH.test(plain),
		isNumbered: /\w/.test(number) && first.length === 0
	};
}

/** Network and operator that a label names and nothing else; nothing where it says more. */
function partOf(text: string): { network?: NetworkWord; operator?: string } | undefined {
	const folded = fold(text);
	const { found, rest } = networksIn(folded);
	const { operators, rest: left } = operatorsIn(rest);
	if (operators.length > 1 || left.replace(BESIDE, ' ').trim() !== '') return undefined;
	const network = together(found, folded);
	if (found.length > 0 && !network) return undefined;
	const [operator] = operators;
	if (!network && !operator) return undefined;
	return {
		...(network ? { network } : {}),
		...(operator ? { operator: operatorOf(operator) } : {})
	};
}

/** What a row is below its unit; nothing when it is a row like others. */
export function subRowOf(
	frame: RowFrame,
	row: SheetRow,
	parent: Parent | undefined
): ReadRow | undefined {
	const label = parent && labelOf(frame, row);
	if (!parent || !label) return undefined;
	parent.isTelling ||= label.isOfWhich;
	const groups = frame.groups.filter(
		({ samples }) => !isBlank(textOf(row.cells[samples.at])) && !isEmpty(row.cells[samples.at])
	);
	if (label.text === '' || groups.length === 0 || frame.isUnit(label.text) || isTotal(label.text))
		return undefined;
	const isOther =
		parent.hasOperators && /^(?:cac )?(?:nha )?(?:mang )?khac$/.test(fold(label.text));
	const part = isOther ? { operator: OTHER_OPERATOR, spelling: label.text } : partOf(label.text);
	if (part) return { kind: 'data', data: dataOf(frame, row, groups, part, parent) };
	const isPart =
		parent.isTelling &&
		!label.isNumbered &&
		!writtenName(label.text).levels &&
		isWithin(row, groups, parent);
	return isPart ? { kind: 'not a row', what: 'part', text: label.text } : undefined;
}

function isWithin({ cells }: SheetRow, groups: readonly Group[], { data }: Parent): boolean {
	return groups.every((group) => {
		const [own, whole] = [countOf(cells, group), countOf(data.row.cells, group)];
		return own !== undefined && whole !== undefined && own <= whole;
	});
}

function dataOf(
	{ of }: RowFrame,
	row: SheetRow,
	groups: Group[],
	part: { network?: NetworkWord; operator?: string; spelling?: string },
	parent: Parent
): DataRow {
	const { data } = parent;
	const { network, operator, spelling } = part;
	parent.hasOperators ||= operator !== undefined;
	return {
		...data,
		row,
		groups,
		filled: [],
		...(operator === undefined ? {} : { operator }),
		...(spelling === undefined ? {} : { spelling }),
		...(network && of.network
			? { network, networkText: textOf(row.cells[of.network.at]) || network.network }
			: {}),
		section: {
			...data.section,
			...(network ? { network } : {}),
			...(operator === undefined ? {} : { operator })
		}
	};
}

/** The unit that rows below may be parts of. */
export function parentOf(read: ReadRow, before: Parent | undefined): Parent | undefined {
	if (read.kind === 'data' || read.kind === 'no value')
		return { data: read.data, isTelling: false, hasOperators: false };
	return read.kind === 'total' ? undefined : before;
}

/** A unit's row above rows of several networks is their total; without values it is their heading. */
export function withNetworkTotals(
	rows: readonly Row[],
	parents: ReadonlyMap<DataRow, DataRow>
): Row[] {
	const wholes = new Map<DataRow, Set<string>>();
	for (const [data, parent] of parents) {
		const network = data.section.network?.network;
		if (network && network !== parent.section.network?.network)
			wholes.set(parent, (wholes.get(parent) ?? new Set()).add(wholeOf(network) ?? network));
	}
	const above = new Set(parents.values());
	return rows.map(({ row, read }) => {
		if (read.kind === 'no value' && above.has(read.data))
			return { row, read: { kind: 'not a row', what: 'section', text: read.text } };
		if (read.kind !== 'data' || read.data.networkText || (wholes.get(read.data)?.size ?? 0) < 2)
			return { row, read };
		const { groups, section } = read.data;
		const stated = groups.flatMap((group) => {
			const count = countOf(row.cells, group);
			return count === undefined ? [] : [{ group, stated: count }];
		});
		return { row, read: { kind: 'total', groups: stated, text: '', section } };
	});
}

/** What is told of rows that are parts of those above them. */
export function partNotes(rows: readonly Row[]): Text[] {
	const parts = rows.flatMap(({ row, read }) =>
		read.kind === 'not a row' && read.what === 'part' ? [row.line] : []
	);
	if (parts.length === 0) return [];
	const lines = listed(parts.map(String), 6);
	return [
		both(
			`Dòng ${lines.vi} là phần "trong đó" của đơn vị phía trên, đã có trong số của đơn vị: không dùng`,
			`Rows ${lines.en} are parts of the unit above and are in its count: not used`
		)
	];
}
