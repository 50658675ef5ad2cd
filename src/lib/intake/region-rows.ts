/** Rows of regions that no list has, "Khu vực I", "Miền Bắc", "Cụm 2": they hold the sum of the units below them. */
import { countOf } from './count-cells.ts';
import type { Group } from './groups.ts';
import type { DataRow, ReadRow } from './rows.ts';
import type { SheetRow } from './sheet.ts';
import { fold } from './words.ts';

const REGION =
	/^(?:(?:cac )?(?:khu vuc|tieu vung|vung|mien|cum|khoi|tieu khu|lien xa|trang|phan|muc|noi thanh|ngoai thanh|noi thi|ngoai thi|thanh thi|nong thon|do thi|dong bang|hai dao|bien gioi)\b|region\b|area\b|zone\b|(?:so )?(?:mau|luot|phep do)\b)/;
/** "Tổng: 126 xã, phường" */
const COUNTED =
	/^(?:co )?\d+ (?:don vi|dia phuong|dia ban|xa|phuong|dac khu|thi tran|huyen|quan|tinh|thanh pho|units?|communes?|wards?|districts?|provinces?)\b/;
const NUMBERS = /^(?:[ivx]+|[a-h]|\d{1,2})(?: (?:[ivx]+|[a-h]|\d{1,2}))*$/;

/** True for what is summed up that is no unit: "khu vực I", "(I+II)", "trang 1", "số mẫu". */
export function isRegion(text: string): boolean {
	const folded = fold(text);
	return [REGION, COUNTED, NUMBERS].some((words) => words.test(folded));
}

type Row = { row: SheetRow; read: ReadRow };

/** Rows with those of regions as totals, where they are the sum of the rows up to the next or the last one. */
export function withRegionTotals(rows: readonly Row[], isUnit: (text: string) => boolean): Row[] {
	const isOfRegion = rows.map(({ read }) => read.kind === 'data' && namesRegion(read.data, isUnit));
	if (!isOfRegion.includes(true)) return [...rows];
	const isEnd = (at: number) =>
		rows[at] === undefined || isOfRegion[at] || rows[at]!.read.kind === 'total';
	return rows.map((of, at) => {
		const { read, row } = of;
		if (read.kind !== 'data' || !isOfRegion[at]) return of;
		const sides = [1, -1].map((step) => {
			const found: DataRow[] = [];
			for (let next = at + step; !isEnd(next); next += step) {
				const other = rows[next]!.read;
				if (other.kind === 'data') found.push(other.data);
			}
			return found;
		});
		const { groups, section, words } = read.data;
		const stated = groups.map((group) => ({ group, stated: countOf(row.cells, group) ?? NaN }));
		if (!sides.some((side) => side.length > 0 && stated.every((one) => isSum(one, side))))
			return of;
		const text = words.commune || words.unit || words.district || words.province;
		return { row, read: { kind: 'total', groups: stated, text, section } };
	});
}

function isSum(
	{ group, stated }: { group: Group; stated: number },
	of: readonly DataRow[]
): boolean {
	return stated === of.reduce((sum, { row }) => sum + (countOf(row.cells, group) ?? 0), 0);
}

function namesRegion({ words }: DataRow, isUnit: (text: string) => boolean): boolean {
	if (words.code !== '' && !NUMBERS.test(fold(words.code))) return false;
	const text = words.commune || words.unit || words.district || words.province;
	return text !== '' && REGION.test(fold(text)) && !isUnit(text);
}
