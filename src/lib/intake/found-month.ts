/** What was found of the month of a table, where it is asked. */
import type { Said } from './context.ts';
import type { Choice } from './draft.ts';
import type { Period } from './period.ts';
import type { Text } from './sheet.ts';
import type { Table } from './tables.ts';
import { both, wayOut } from './texts.ts';

const MEND = {
	signed: wayOut(
		both(
			'Mới là một phần của tháng, hoặc ghi sai ngày hay tháng: gửi số liệu cả tháng, hoặc sửa tệp rồi nạp lại',
			'They are a part of the month, or the date or the month is wrong: send the whole month, or mend the file and add it again'
		)
	),
	until: wayOut(
		both(
			'Là số cộng dồn nhiều tháng: gửi số của riêng từng tháng',
			'They are running totals of several months: send those of each month alone'
		)
	)
};

/** Beside the months that may be meant. */
export function waysOut(days: Said<Period> | undefined): Choice[] {
	const why = whyOf(days);
	return why ? [MEND[why]] : [];
}

function whyOf(days: Said<Period> | undefined): keyof typeof MEND | undefined {
	return days?.value.kind === 'days' ? days.value.why : undefined;
}

/** What was found of the month of a table. */
export function foundMonth(table: Table, days: Said<Period> | undefined, all: string): Text {
	const why = whyOf(days);
	if (days?.value.kind === 'days' && why) {
		const { text, at } = days.evidence;
		const month = days.value.to.slice(0, 7);
		return why === 'signed'
			? both(
					`Bảng "${table.name}" của tháng ${month} ghi "${text}" (${at}), trước khi tháng kết thúc: số liệu có phải của cả tháng?`,
					`Table "${table.name}" of ${month} bears "${text}" (${at}), before the month ended: are its figures of the whole month?`
				)
			: both(
					`Bảng "${table.name}" ghi "${text}" (${at}): số của riêng tháng ${month}, hay cộng dồn đến tháng đó?`,
					`Table "${table.name}" says "${text}" (${at}): figures of ${month} alone, or running totals up to it?`
				);
	}
	if (days)
		return both(
			`Bảng "${table.name}" ghi khoảng ngày ${all}: không phải một tháng dương lịch`,
			`Table "${table.name}" names days ${all}: they are no calendar month`
		);
	return all
		? both(
				`Bảng "${table.name}" không ghi rõ tháng; chỉ thấy ${all}`,
				`Table "${table.name}" does not prove its month; there is only ${all}`
			)
		: both(`Bảng "${table.name}" không ghi tháng nào`, `Table "${table.name}" names no month`);
}
