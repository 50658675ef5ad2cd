/**
 * Lines around a table that no rule reads: told word by word. Those that say that its figures are not what they seem are
 * asked about; letterheads, signatures and plain titles are neither.
 */
import { linesAround, unitTest } from './context.ts';
import type { Evidence, Question } from './draft.ts';
import type { Work } from './finish.ts';
import { notesBelow } from './notes-below.ts';
import type { TableRead } from './read-table.ts';
import type { Text } from './sheet.ts';
import type { Title } from './tables.ts';
import { both, choice, listed, wayOut, withoutPersonal } from './texts.ts';
import { fold } from './words.ts';

/** Counts or speeds that are wrong, rounded, multiplied, of something else, or not to be used. */
const DOUBTS: readonly RegExp[] = [
	/chưa\s*(?:được\s*)?(?:gửi|nộp|báo\s*cáo|kiểm\s*duyệt|phê\s*duyệt|duyệt|đối\s*soát|kiểm\s*tra|xác\s*minh|loại|trừ)|không\s*(?:được\s*)?(?:dùng|sử\s*dụng)\s*(?:để|cho|vào)|không\s*(?:công\s*bố|chính\s*xác)/iu,
	/nhân\s*đôi|gấp\s*(?:đôi|\d)|tính\s*(?:trùng|hai\s*lần|2\s*lần)|(?:ghi|nhập|nhầm|tính)\s*(?:nhầm|lẫn|sai)|số\s*(?:liệu\s*|mẫu\s*)?đúng|đính\s*chính|bị\s*(?:lỗi|sai|nhầm|trùng|lệch|đảo|hoán)/iu,
	/(?<!\p{L})hệ\s*số|nhân\s*(?:với|lên)|quy\s*đổi|ngoại\s*suy|nội\s*suy|suy\s*rộng|trọng\s*số|\d\s*lần\s*số|tỷ\s*lệ\s*(?:lấy|chọn)\s*mẫu/iu,
	/tạm\s*(?:lấy|tính|dùng|ghi)|ước\s*(?:tính|lượng)|giả\s*định|(?:lấy|dùng)\s*(?:số|số\s*liệu)\s*(?:của\s*)?(?:tháng|kỳ|quý|năm)\s*(?:trước|cũ)|số\s*(?:liệu\s*)?(?:của\s*)?(?:tháng|kỳ)\s*trước/iu,
	/chỉ\s*(?:tính|gồm|bao\s*gồm|có|lấy)\s*(?:số\s*liệu\s*|dữ\s*liệu\s*)?(?:từ|đến|tới|trong|ngày|một\s*phần)/iu,
	/(?<!(?:không|chưa)\s*(?:bao\s*gồm\s*|gồm\s*)?)(?:tính|bao\s*gồm|gồm)\s*cả(?!\s*(?:(?:các|mạng|và)\s*)*[2345]g)(?!\p{L})/iu,
	/(?:một|mỗi|(?<!\d)1)\s*mẫu\s*(?:đo\s*)?(?:gồm|là|bằng|=|tương\s*đương)|mẫu\s*[:=]\s*\d+\s*(?:lượt|phép|lần|bản)/iu,
	/\b(?:bi nhan doi|so dung la|dinh chinh|ghi nham|chua gui bao cao|tam lay|chua (?:duoc )?kiem duyet|khong dung de|nhan voi|he so|ty le lay mau|mot mau gom|chi tinh tu|lam tron den)\b/u,
	/(?<!\p{L})(?:not\s+(?:yet\s+)?(?:approved|reviewed|verified|reported|for\s+publication)|doubled|counted\s+twice|by\s+mistake|erroneous(?:ly)?|erratum|corrigend\w+|should\s+(?:be|read)|correct\s+(?:value|figure|number)|multiplied|extrapolated|weighted|sampling\s+(?:rate|ratio)|estimated?|includes?\s+also|also\s+includes?)(?!\p{L})/iu
];
/** Rounded counts; speeds and shares may be. */
const ROUNDED = /làm\s*tròn|(?<!\p{L})rounded(?!\p{L})/iu;
const OF_READINGS =
	/tốc\s*độ|độ\s*trễ|tỷ\s*lệ|phần\s*trăm|thập\s*phân|speeds?|latency|decimals?|percent/iu;
const OF_COUNTS = /mẫu|lượt|phép\s*đo|samples?|tests?|counts?/iu;
/** "Số liệu tháng 8/2026" beside a reason: figures of another month. */
const OF_MONTH =
	/(?:số\s*liệu|số\s*mẫu|lấy|dùng)\s*(?:của\s*)?(?:thực\s*hiện\s*)?tháng\s*(\d{1,2})(?:\s*[/.-]\s*(20\d\d))?/iu;
const INSTEAD = /(?<!\p{L})(?:do|vì|thay|tạm|nguồn|lấy|dùng|sử\s*dụng)(?!\p{L})/iu;

/** True for a line that says that figures of a month are not what they seem. */
function isDoubtful(text: string, month: string | undefined): boolean {
	const plain = text.slice(0, 400).normalize('NFC');
	if (DOUBTS.some((says) => says.test(plain))) return true;
	if (ROUNDED.test(plain)) return !OF_READINGS.test(plain) || OF_COUNTS.test(plain);
	const [, number, year] = OF_MONTH.exec(plain) ?? [];
	if (number === undefined || month === undefined || !INSTEAD.test(plain)) return false;
	const isOwn = Number(number) === Number(month.slice(5)) && (!year || year === month.slice(0, 4));
	return !isOwn;
}

/** Letterheads, addresses, signatures, and what a letter says of itself. */
const FORMAL =
	/^(?:\W*)(?:cong hoa xa hoi|doc lap tu do|so \d|so hieu|kinh gui|kem theo|ban hanh kem|can cu|noi nhan|nhu tren|nhu kinh gui|luu|nguoi (?:lap|kiem|duyet|ky|tong hop|bao cao|nhap|thuc hien|phu trach)|lap (?:bieu|bang)|prepared by|checked by|approved by|signed|(?:kt|tm|tl|tuq|q) |(?:pho )?(?:giam doc|tong giam doc|chu tich|truong phong|cuc truong|thu truong|chanh van phong|bo truong)|thu truong|ke toan|can bo|chuyen vien|ky ten|da ky|ky va|ky ghi|dong dau|ho va ten|dien thoai|dt |sdt|tel|phone|mobile phone|email|dia chi|website|http|www|uy ban|ubnd|so (?:khoa hoc|thong tin|ttt|khcn|cong|noi|tai|ke)|bo (?:khoa|thong)|cuc |vu |chi cuc|trung tam|phong |ban |tong cong ty|cong ty|tap doan|don vi (?:bao cao|lap|gui|chu tri|thuc hien|do)|co quan|don vi do|ngay |nguoi|bieu (?:mau )?(?:so )?\d|mau (?:so )?\d|phu luc|annex|appendix|table \d|page|trang \d|tong so trang)/;
/** "Hà Nội, ngày 5 tháng 10 năm 2026" */
const PLACE_AND_DATE = /^[^\d]{2,60},\s*(?:ngày|ngay)\s*[\d….]/iu;
/** "Nguyễn Văn An": a name by itself. */
const PERSON = /^(?:\p{Lu}\p{Ll}*[.\s]+){1,4}\p{Lu}\p{Ll}+$/u;

/** True for what an office writes around any table. */
function isFormal(text: string): boolean {
	const plain = text.normalize('NFC').trim();
	return PLACE_AND_DATE.test(plain) || PERSON.test(plain) || FORMAL.test(fold(plain));
}

/** Words of titles, keys and plain sources, each folded. */
const PLAIN = new Set(
	(
		'a b c d e i ii iii iv v vi vii x va cua cho theo tai trong tren tu den het bang o la cac mot nam quy thang ngay ky tuan dot lan thu gio thoi gian diem ' +
		'ket qua do kiem dac so lieu mau luot phep test tong hop thong ke bao cao danh sach bang bieu phu luc muc phan chi tieu tiet ' +
		'toc internet mang di dong co dinh bang rong vien thong bang thong dich vu chat luong loai hinh cong nghe g wifi fiber ftth lte nr mobile fixed broadband network networks ' +
		'i speed ispeed speedtest ookla vnnic bo khoa hoc va viettel vinaphone mobifone vietnamobile vnpt fpt vnsky itel wintel sctv cmc nha doanh nghiep operator provider ' +
		'trung vi binh quan mean median average tai xuong len download upload do tre latency ping jitter ms mbps kbps mbit kbit gbps s mb ' +
		'xa phuong dac khu thi tran quan huyen tinh thanh pho tp dia ban don vi hanh chinh khu vuc cap toan ca nuoc quoc dvt tinh ma ten stt tt ' +
		'ghi chu nguon note notes source data of by in for the and per from to all month year period report results result measurements measurement samples sample tests speed speeds ' +
		'commune communes ward province district unit units area number counts table annex vietnam viet nam hang moi nguoi dung su dung ung tren app ung dung qua chinh thuc day du cap nhat tong cong bq tb du phat trien he'
	).split(' ')
);

/** True for a line of which every word is one that titles are made of, a number, or the name of a unit. */
function isPlain(text: string, isUnit: (text: string) => boolean): boolean {
	const words =
		text
			.slice(0, 400)
			.normalize('NFC')
			.match(/[\p{L}\p{M}'’]+/gu) ?? [];
	const isKnown = words.map((word) => PLAIN.has(fold(word)) || fold(word).length < 2);
	for (let at = 0; at < words.length; at++) {
		if (isKnown[at]) continue;
		const end = unitEnd(words, at, isUnit);
		if (end === undefined) return false;
		at = end;
	}
	return true;
}

/** Where a name ends that has the word in it, of up to five words. */
function unitEnd(
	words: readonly string[],
	at: number,
	isUnit: (text: string) => boolean
): number | undefined {
	for (let from = Math.max(0, at - 3); from <= at; from++)
		for (let to = Math.min(words.length - 1, from + 4); to >= at; to--)
			if (isUnit(words.slice(from, to + 1).join(' '))) return to;
	return undefined;
}

/** Lines that are told by word; more are counted. */
const MOST_TOLD = 6;

/**
 * Lines that no rule read, told; and those that the figures may be wrong by, asked.
 * @param work which gets both; its notes say what other rules have told
 * @param top titles of the sheet's first table
 * @param refused why the table is refused, in its own words
 */
export function tellUnread(
	work: Pick<Work, 'book' | 'context' | 'notes' | 'questions'>,
	read: TableRead,
	top: readonly Title[],
	refused: string | undefined
): void {
	const { book, context, notes } = work;
	const { table, rows } = read;
	const isUnit = unitTest(context);
	const month = monthOf(read);
	const own = [
		...linesAround(table, top).map(({ evidence }) => evidence),
		...notesBelow(table, rows)
	].filter(({ kind }) => kind !== 'sheet');
	const told = [...notes.map(({ vi }) => vi), ...(refused === undefined ? [] : [refused])];
	const doubtful = own.filter(({ text }) => isDoubtful(text, month) && !told.includes(text));
	const isTaken = book.of('notes', table.name) === 'take';
	const unread = own.filter(
		(line) =>
			/\p{L}{2}/u.test(line.text) &&
			!told.some((of) => of.includes(line.text.slice(0, 100))) &&
			(doubtful.includes(line) ? isTaken : !(isFormal(line.text) || isPlain(line.text, isUnit)))
	);
	if (doubtful.length > 0 && !isTaken) work.questions.push(question(table.name, doubtful));
	if (unread.length > 0) notes.push(tell(unread));
}

/** The one month of a table. */
function monthOf({ month, data }: TableRead): string | undefined {
	if (month) return month.value;
	const months = data.flatMap((row) => (row.month?.kind === 'month' ? [row.month.month] : []));
	return months.every((of) => of === months[0]) ? months[0] : undefined;
}

const shownOf = ({ text, at }: Evidence) => `«${withoutPersonal(text)}» (${at})`;

function tell(lines: readonly Evidence[]): Text {
	const { vi, en } = listed(lines.map(shownOf), MOST_TOLD);
	return both(
		`Ghi chú chưa hiểu, hãy đọc: ${vi}; số liệu vẫn được tính`,
		`Notes that are not understood, please read: ${en}; the figures count all the same`
	);
}

function question(table: string, lines: readonly Evidence[]): Question {
	const { vi, en } = listed(lines.map(shownOf), MOST_TOLD);
	return {
		about: 'notes',
		tables: [table],
		found: both(
			`Ghi chú nói số liệu có thể không phải như trong bảng: ${vi}`,
			`Notes say that the figures may not be what the table has: ${en}`
		),
		choices: [
			choice(
				'notes',
				'take',
				both('Đã đọc: lấy số đúng như trong bảng', 'They were read: take the figures as they stand')
			),
			wayOut(
				both(
					'Sửa số liệu trong bảng, bỏ ghi chú, rồi nạp lại tệp',
					'Mend the figures in the table, take the notes out, and add the file again'
				)
			)
		],
		form: '--notes take'
	};
}
