/** Rows that say of themselves that nobody measured: emulators, simulators, trials of an app. */
import type { Evidence } from './draft.ts';
import { textOf, type Cell, type Text } from './sheet.ts';
import type { Column, Table } from './tables.ts';
import { both, listed } from './texts.ts';

/** Words that stand for it wherever they are; "Gia Lập" is a place. */
const EMULATED =
	/(?<!\p{L})(?:emulators?|simulat(?:or|ors|ed|ion)|giả[\s_-]*lập|(?<!xa[\s_])gia[\s_-]+lap|mô[\s_-]*phỏng|máy[\s_-]*ảo|(?:android[\s_]+)?sdk[\s_]+(?:built[\s_]+for|gphone|phone)|android[\s_]+sdk|genymotion|bluestacks|nox[\s_]?player|ldplayer|goldfish|ranchu|dummy|dữ[\s_]*liệu[\s_]*giả)(?!\p{Ll})/iu;
/** A cell that says nothing else. */
const TRIAL =
	/^[^\p{L}\d]*(?:test(?:ing|er|s)?|(?:đo|chạy|bản|kiểm)?[\s_]*thử(?:[\s_]*nghiệm)?|(?:do|chay|ban)?[\s_]*thu[\s_]+nghiem|do[\s_]+thu|debug|demo|fake)(?:[^\p{L}\d]*(?:\d+|plmn|data|dữ[\s_]*liệu|số[\s_]*liệu|device|máy|thiết[\s_]*bị|user|row|only|nội[\s_]*bộ|mạng|network|sim))*[^\p{L}\d]*$/iu;
/** "số liệu thử nghiệm", "lần đo thử" */
const OF_TRIAL =
	/(?<!\p{L})(?:số[\s_]*liệu|dữ[\s_]*liệu|bản[\s_]*ghi|lần|máy|thiết[\s_]*bị|sim)[\s_]*(?:đo[\s_]*)?(?:thử(?:[\s_]*nghiệm)?|test)(?!\p{L})/iu;

/** True for a text that says so. */
export function isTrial(text: string): boolean {
	const plain = text.slice(0, 200).normalize('NFC');
	return EMULATED.test(plain) || TRIAL.test(plain) || OF_TRIAL.test(plain);
}

/** What every such text has in it, in SQL's pattern for small letters; more have it. */
export const TRIAL_HINT =
	'emul|simul|lập|lap|phỏng|phong|ảo|ao|sdk|genym|blues|nox|ldplay|goldf|ranchu|dummy|giả|test|thử|thu|debug|demo|fake|[\\x{0300}-\\x{036f}]';

/** Columns in which a row may say so: devices, operators, notes, and what has no meaning to us. */
export function trialColumns(columns: readonly Column[]): Column[] {
	const ROLES: readonly (Column['role'] | undefined)[] = ['operator', 'device', 'other', undefined];
	return columns.filter(({ role }) => ROLES.includes(role));
}

/** The first text of a row that says so. */
export function trialIn(
	cells: readonly (Cell | undefined)[],
	columns: readonly Column[]
): string | undefined {
	for (const { at } of columns) {
		const cell = cells[at];
		if (typeof cell === 'string' && isTrial(cell)) return textOf(cell);
	}
	return undefined;
}

/** What is told of a monthly table: titles that say so, and rows. */
export function trialNotes(
	{ name, body }: Table,
	columns: readonly Column[],
	titles: readonly Evidence[]
): Text[] {
	const own = trialColumns(columns);
	const rows = body.flatMap(({ cells, line }) => {
		const text = trialIn(cells, own);
		return text === undefined ? [] : [`${line} "${text}"`];
	});
	const shown = listed(rows, 4);
	const title = titles.find(({ text }) => isTrial(text));
	return [
		...(title
			? [
					both(
						`"${title.text}" (${title.at}): bảng "${name}" ghi là thử nghiệm hoặc giả lập; vẫn được tính`,
						`"${title.text}" (${title.at}): the table "${name}" is called a trial or simulated; it counts all the same`
					)
				]
			: []),
		...(rows.length > 0
			? [
					both(
						`${rows.length} dòng ghi là thử nghiệm hoặc giả lập, vẫn được tính: dòng ${shown.vi}`,
						`${rows.length} rows are called trials or simulated and count all the same: rows ${shown.en}`
					)
				]
			: [])
	];
}
