/** Rows that say of themselves that nobody measured: emulators, simulators, trials of an app. */
import type { Evidence } from './draft.ts';
import { textOf, type Cell, type Text } from './sheet.ts';
import type { Column, Table } from './tables.ts';
import { both, listed, withoutPersonal } from './texts.ts';
import { fold } from './words.ts';

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

/** A cell that says of its row that it does not hold; "không đạt" is said of a target. */
const INVALID =
	/^(?:(?:so )?mau |(?:phep|luot|lan) do |ket qua |ban ghi |so lieu )?(?:khong (?:hop le|thanh cong|su dung|tinh)|bi (?:loi|loai|huy)|loi|hong|trung(?: lap)?|loai bo|that bai|huy(?: bo)?|bat thuong|errors?|failed|failure|fail|invalid|rejected|excluded|duplicated?|discarded|outlier)$/;

/** True for a text that says so. */
export function isInvalid(text: string): boolean {
	return text.length < 60 && INVALID.test(fold(text));
}

/** The first text of a row that says that it does not hold. */
export function invalidIn(
	cells: readonly (Cell | undefined)[],
	columns: readonly Column[]
): string | undefined {
	for (const column of columns) {
		const cell = cells[column.at];
		if (typeof cell === 'string' && isInvalid(cell)) return textOf(cell);
		if (isOfValidity(column) && saysNo(textOf(cell)))
			return `${column.parts.at(-1)}: ${textOf(cell)}`;
	}
	return undefined;
}

/** Texts that stand for no below {@link isOfValidity}. */
export const NO_TEXTS = ['false', 'f', 'no', 'n', '0', 'không', 'khong', 'sai'];

function saysNo(text: string): boolean {
	return NO_TEXTS.includes(text.trim().normalize('NFC').toLowerCase());
}

/** A column that says of each row whether it holds: "valid", "Hợp lệ", "success". */
export function isOfValidity({ parts }: Column): boolean {
	return /^(?:is )?(?:valid|success(?:ful)?|ok)$|^(?:(?:mau|phep do|ket qua) )?(?:hop le|thanh cong)$/.test(
		fold(parts.at(-1) ?? '')
	);
}

/** Texts that stand for yes below {@link isOfFakes}. */
export const YES_TEXTS = ['true', 't', 'yes', 'y', '1', 'có', 'co', 'đúng', 'x', 'giả', 'mock'];

/** A column that says of each row whether its place or device is none: "mock_location", "Vị trí giả", "is_emulator". */
export function isOfFakes({ parts }: Column): boolean {
	return /^(?:is |from |has |co )*(?:mock(?:ed)?|fake|spoofed|simulated|emulat(?:or|ed)|simulator)(?: (?:location|gps|provider|device|position))?$|^(?:vi tri|toa do|gps|dinh vi) (?:bi )?gia(?: (?:lap|mao))?$|^gia (?:lap |mao )?(?:vi tri|toa do|gps|dinh vi)$|^(?:may|thiet bi) (?:ao|gia lap)$/.test(
		fold(parts.at(-1) ?? '')
	);
}

/** What stands in its place. */
export const VALID_ROW = both(
	'dòng có số mẫu hợp lệ; nếu vẫn tính, xóa chữ đó khỏi dòng',
	'a row of valid samples; if it counts, remove these words from it'
);

/** What every such text has in it, in SQL's pattern for small letters; more have it. */
export const TRIAL_HINT =
	'emul|simul|lập|lap|phỏng|phong|ảo|ao|sdk|genym|blues|nox|ldplay|goldf|ranchu|dummy|giả|test|thử|thu|fail|invalid|error|reject|exclu|dupl|discard|outl|lỗi|loi|hợp|hop|hỏng|hong|trùng|trung|thất|that|thành|thanh|hủy|huỷ|huy|loại|loai|thường|tính|tinh|dụng|dung|debug|demo|fake|[\\x{0300}-\\x{036f}]';

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
	for (const column of columns) {
		const cell = cells[column.at];
		if (typeof cell === 'string' && isTrial(cell)) return textOf(cell);
		if (isOfFakes(column) && YES_TEXTS.includes(textOf(cell).normalize('NFC').toLowerCase()))
			return `${column.parts.at(-1)}: ${textOf(cell)}`;
	}
	return undefined;
}

/** Figures that are not the final ones. */
const PROVISIONAL =
	/(?<!\p{L})(?:dự\s*thảo|bản\s*nháp|nháp|draft|sơ\s*bộ|preliminary|provisional|tạm\s*tính|ước\s*(?:tính|thực\s*hiện|đạt)|số\s*ước|estimated?|ước\s+(?:kết\s*quả|số))(?!\p{L})/iu;

/** Figures that nobody measured. */
const ILLUSTRATION =
	/(?<!\p{L})(?:minh\s*h[oọ][aạ]|(?:số|dữ)\s*liệu\s*(?:giả\s*định|ví\s*dụ|mẫu(?!\s*đo))|sample\s*data|illustrat\w+)(?!\p{L})/iu;

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
	const remarks = columns.filter(({ parts }) =>
		/^(?:ghi chu|notes?|remarks?)$/.test(fold(parts.at(-1)!))
	);
	const written = remarks.flatMap(({ at }) =>
		body.flatMap(({ cells, line }) => {
			const text = textOf(cells[at]);
			return /\p{L}{2}/u.test(text) ? [`${line} "${withoutPersonal(text)}"`] : [];
		})
	);
	const some = listed(written, 3);
	const title = titles.find(
		({ text }) => isTrial(text) || ILLUSTRATION.test(text.normalize('NFC'))
	);
	const provisional = titles.find(({ text }) => PROVISIONAL.test(text.normalize('NFC')));
	return [
		...(provisional
			? [
					both(
						`"${provisional.text}" (${provisional.at}): bảng "${name}" ghi là dự thảo, sơ bộ hoặc ước tính; vẫn được tính`,
						`"${provisional.text}" (${provisional.at}): the table "${name}" is called a draft, preliminary or an estimate; it counts all the same`
					)
				]
			: []),
		...(title
			? [
					both(
						`"${title.text}" (${title.at}): bảng "${name}" ghi là thử nghiệm hoặc giả lập; vẫn được tính`,
						`"${title.text}" (${title.at}): the table "${name}" is called a trial or simulated; it counts all the same`
					)
				]
			: []),
		...(written.length > 0
			? [both(`Ghi chú của dòng ${some.vi}`, `Notes of rows ${some.en}`)]
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
