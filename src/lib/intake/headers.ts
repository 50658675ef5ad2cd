/** What the words of a header mean: the role of its column, and for what it holds. */
import { figureOf, isReading, READINGS, readingFacts, type Reading } from '../domain/figures.ts';
import type { Statistic } from '../domain/join.ts';
import type { Month } from '../domain/month.ts';
import { networksIn, together, type NetworkWord } from './networks.ts';
import { operatorsIn } from './operators.ts';
import { periodsIn, type Period } from './period.ts';
import { latencyUnitIn, speedUnitIn, type LatencyUnit, type SpeedUnit } from './speed-units.ts';
import { fold, takeStatistic } from './words.ts';

/** Roles of columns that name a unit. */
export const UNIT_ROLES = [
	'code',
	'districtCode',
	'provinceCode',
	'commune',
	'district',
	'province',
	'unit'
] as const;
/** Readings of the table of figures: speeds and times. */
export const SPEED_ROLES = READINGS;
export type SpeedRole = Reading;

export function isSpeedRole(role: Role | undefined): role is SpeedRole {
	return role !== undefined && isReading(role);
}

/** True for what comes in milliseconds. */
export function isTime(role: Role | undefined): boolean {
	return isSpeedRole(role) && figureOf(role).kind === 'time';
}

export type Role =
	| (typeof UNIT_ROLES)[number]
	| SpeedRole
	| 'samples'
	/** Part of the count that does not hold: it is taken off. */
	| 'excluded'
	| 'month'
	| 'year'
	| 'network'
	| 'statistic'
	/** Week of the month that a row is of. */
	| 'week'
	| 'operator'
	/** Type of the unit: "Phường". */
	| 'type'
	/** Running number. */
	| 'number'
	/** Known, and of no use: notes, subscribers, shares. */
	| 'other'
	/** Only of measurements. */
	| 'time'
	| 'longitude'
	| 'latitude'
	| 'place'
	| 'device'
	| 'id'
	| 'accuracy'
	| 'private'
	| 'tile';

export type Selection = 'valid' | 'bad' | 'passed';

/** What one header says. */
export interface Meaning {
	role?: Role;
	/** True when the words alone don't prove the role: "n", "Số lượng". */
	isWeak?: boolean;
	/** True of a count with more words than we know, "Số mẫu sau làm sạch": beside another it must be asked which counts. */
	isRival?: boolean;
	/** What a count holds of all that was measured: those that hold, that do not, or that "đạt", which may be either. */
	selection?: Selection;
	month?: Month;
	/** Time that is no calendar month. */
	period?: Period;
	network?: NetworkWord;
	operator?: string;
	unit?: SpeedUnit | 'open';
	latencyUnit?: LatencyUnit;
	statistic?: Statistic;
	/** "Tổng" */
	isTotal?: boolean;
	/** "Trong đó" */
	isPart?: boolean;
}

/** Folded headers of single columns, without blanks. */
const EXACT: readonly [Role, RegExp][] = [
	['code', /^(areacode|admincode|locationcode|unitcode|divisioncode|madiaban|makhuvuc)$/],
	['number', /^(stt|tt|sott|sothutu|thutu|no|sno|index)$/],
	[
		'month',
		/^(month|thang|ky|kybaocao|thangbaocao|kydo|thangdo|thangnam|period|kysolieu|thangsolieu|baocaothang)$/
	],
	['year', /^(year|nam|nambaocao)$/],
	['week', /^(week|weekno|weeknumber|tuan|tuanthu|tuanso|tuanbaocao|tuando)$/],
	[
		'network',
		/^(network|networktype|networkname|mang|loaimang|tenmang|loaihinh|loaihinhmang|loaihinhdichvu|loaiketnoi|dichvu|loaidichvu|connectiontype|connection|nettype|type|services?|servicetype|networkservice|accesstype|accesstech|accesstechnology|access|rat|radio|radiotype|bearer|nettech|net|networktechnology|networkkind|mangketnoi|kieumang|kieuketnoi|hinhthucketnoi|hinhthuctruycap|phuongthucketnoi|loaitruycap|truycap|dichvuinternet|loaidichvuinternet|congnghe|congnghemang|technology|technologie|hatang|loaihinhketnoi|phanloaimang)$/
	],
	['statistic', /^(statistic|thongke|cachtinh|chisothongke|loaithongke)$/],
	[
		'type',
		/^(loai|loaidonvi|loaidvhc|loaidonvihanhchinh|unittype|cap|caphanhchinh|phanloai|kieudonvi)$/
	],
	[
		'time',
		/^(time|timestamp|datetime|date|testtime|testdate|createdat|measuredat|starttime|thoigian|thoidiem|thoigiando|thoidiemdo|ngay|ngaydo|ngaygio|ngaygiodo|gio|giodo|heure|utctime|localtime|ts|unixtime|unixtimestamp|epoch|epochtime|testtimestamp|measurementtime|measuredtime|recordedat|eventtime|logtime)(?:utc|gmt|gmt7|ict|local|vn|ms|s|sec)?$/
	],
	[
		'longitude',
		/^(kinhdo|x|(?:client|test|geo|gps|location|loc|place|position|pos|point|user|start|coords?|coordinates)*(?:longitude|lon|lng|long))$/
	],
	[
		'latitude',
		/^(vido|y|(?:client|test|geo|gps|location|loc|place|position|pos|point|user|start|coords?|coordinates)*(?:latitude|lat))$/
	],
	['place', /^(toado|location|latlon|latlng|vitri|coordinates|gps|toadogps)$/],
	['tile', /^(quadkey|tile|tilex|tiley|h3|h3index|geohash)$/],
	[
		'operator',
		/^(operator|isp|carrier|provider|nhamang|tennhamang|nhacungcap|nhacungcapdichvu|doanhnghiep|doanhnghiepvienthong|dnvt|operateur|asname|clientnetworkasname|tochuc|nhacungcapmang)$/
	],
	[
		'device',
		/^(device|deviceid|devicekey|deviceuuid|thietbi|mathietbi|idthietbi|imei|clientid|userid)$/
	],
	[
		'id',
		/^(id|testid|measurementid|recordid|uuid|maphepdo|mado|mabanghi|maluotdo|idphepdo|auuid)$/
	],
	['accuracy', /^(accuracy|gpsaccuracy|dochinhxac|saiso|horizontalaccuracy)$/],
	[
		'private',
		/^(ip|ipaddress|diachiip|clientip|phone|phonenumber|msisdn|imsi|sodienthoai|sdt|dienthoai|thuebao|sothuebaodo|email)$/
	],
	['other', /^(ghichu|note|notes|remark|remarks|comment|danhgia|nhanxet|trangthai|status)$/]
];

/** What only looks like the count: targets, shares, changes, what is missing, other months, bad ones. */
const NOT_THE_COUNT =
	/\b(?:ty le|ti le|phan tram|percent|ratio|rate|share|xep hang|thu hang|hang|rank|so sanh|so voi|tang|giam|chenh lech|ke hoach|chi tieu|muc tieu|target|goal|con thieu|thieu|con lai|deficit|missing|nguong|toi thieu|toi da|yeu cau|can do|can dat|quy dinh|luy ke|cong don|tich luy|cumulative|truoc|cung ky|nam ngoai|khong hop le|khong dat|loi|error|failed|invalid|loai bo|dat chuan|dat nguong|thuoc dien|binh quan|trung binh|average|thue bao|subscribers?|dan so|population|dien tich|area|ho gia dinh|so ho|ho dan|tram|bts|may|thiet bi|devices?|users?|nguoi|can bo|diem|xa phuong|so xa|so phuong|so huyen|so tinh|tong xa|km2|mat do|gia|doanh thu|kinh phi)\b|%/;

const COUNT_STRONG =
	/\b(?:mau|samples?|(?:phep|luot|lan|cuoc|bai|ban ghi|ket qua|so lieu) (?:do|test|kiem tra|do kiem|thu nghiem|do thu|speedtest|i speed|ispeed)|tests?|measurements?|sample count|test count|nb tests|so do)\b/;
const COUNT_WORDS = new Set(
	'tong cong so luong sl soluong cac mau do phep luot lan cuoc bai ban ghi ket qua lieu test tests i speed ispeed speedtest thu nghiem duoc thuc hien hop le nhan kiem tra trong thang ky nay thap thuc te bao cao number of no total valid count sample samples measurements measurement the all taken ung dung app du qua bang tren dia vnnic va moi internet n nb de trang thang'.split(
		' '
	)
);
const COUNT_WEAK =
	/^(?:n|count|sl|so luong|soluong|luong|tong|tong cong|tong so|total|so luot|luot|so lan|lan|so ket qua|ket qua|so lieu|gia tri|value|so)$/;

const DOWN =
	/\b(?:tai xuong|tai ve|downloads?|down|dl|downlink|xuong|chieu xuong|descendant|d kbps|taixuong|avg d)\b/;
const UP = /\b(?:tai len|uploads?|up|ul|uplink|len|chieu len|montant|u kbps|tailen|avg u)\b/;
const LATENCY =
	/\b(?:do tre|tre|latency|ping|rtt|min rtt|minrtt|thoi gian tre|latence|delay|lat ms|dotre)\b/;
const JITTER = /\b(?:jitter|rung|bien dong|dao dong|bien thien)\b/;
const SPEED = /\b(?:toc do|speed|throughput|bang thong|mean throughput|thong luong)\b/;

const COMMUNE = /\b(?:xa|phuong|thi tran|commune|ward|communes|wards|dac khu|maxa|maphuong)\b/;
const DISTRICT = /\b(?:huyen|quan|thi xa|district|districts|mahuyen|maquan)\b/;
const PROVINCE = /\b(?:tinh|province|provinces|thanh pho|tp|city|matinh|matp)\b/;
const UNIT =
	/\b(?:don vi|dia phuong|dia ban|khu vuc|dvhc|dia danh|dia diem|noi do|ten|unit|name|locality|region|vung)\b/;
const UNIT_WORDS = new Set(
	'ten don vi hanh chinh cap xa phuong thi tran dac khu huyen quan tinh thanh pho tp tx tt truc thuoc trung uong tw va hoac dvhc dia ban danh diem dam noi do khu vuc vung ma so code codes id ids name names full unit units commune communes ward wards district districts province provinces city moi hien nay cua locality region maxa maphuong mahuyen matinh madvhc madonvi communecode wardcode districtcode provincecode k administrative gso tctk tong cuc thong ke nhan dan ubnd theo danh muc qd 19 2025 ttg 124'.split(
		' '
	)
);
const CODE = /\b(?:ma|ma so|code|codes|id|maxa|maphuong|mahuyen|matinh|madvhc|madonvi)\b/;
const FORMER = /\b(?:cu|truoc day|truoc sap nhap|truoc sx|former|old|sap xep)\b/;

const memo = new Map<string, Meaning>();

/**
 * The meaning of a header.
 * @param parts texts from the top down: of cells above, that span it, and of its own
 */
export function meaningOf(parts: readonly string[]): Meaning {
	const key = parts.join('\u0001');
	let found = memo.get(key);
	if (!found) {
		if (memo.size > 20_000) memo.clear();
		memo.set(key, (found = read(withLongName(parts))));
	}
	return found;
}

/** "DĐ" and "CĐ" alone above a column. */
const SHORT_NETWORKS = new Map(Object.entries({ dd: 'di động', cd: 'cố định' }));

function withLongName(parts: readonly string[]): readonly string[] {
	const name = SHORT_NETWORKS.get(fold(parts.at(-1) ?? ''));
	return name ? [...parts.slice(0, -1), name] : parts;
}

function read(parts: readonly string[]): Meaning {
	const text = parts.filter(Boolean).join(' ').slice(0, 400);
	if (!text) return {};
	const exact = exactRole(fold(withoutBrackets(text)));
	if (exact && exact !== 'time') return { role: exact };
	const scope = scopeOf(text);
	const { rest } = scope;
	const about: Meaning = { ...scope.about };
	if (exact) return { ...about, role: exact };
	const own = belowTitle(parts);
	if (own) return { ...about, role: own };
	const words = rest.split(' ').filter(Boolean);
	const speed = speedRole(rest, text);
	if (speed) return { ...about, ...speed };
	const isScoped =
		Boolean(about.month ?? about.network ?? about.operator) || about.period?.kind === 'bare month';
	if (
		isScoped &&
		!text.includes('%') &&
		(words.length === 0 ||
			/^(?:thang|mang|loai mang|so lieu|ket qua|t|so|tong|tong cong|tong so)$/.test(rest))
	)
		return { ...about, role: 'samples', isTotal: /^tong/.test(rest) };
	const count = countRole(rest, words, text);
	// "Số mẫu bình quân tháng" is no count of a month for sure.
	if (count)
		return { ...about, ...count, ...(about.statistic ? { isWeak: true, isRival: true } : {}) };
	const unit = unitRole(rest, words);
	if (unit) return unit;
	if (NOT_THE_COUNT.test(`${rest} ${text.includes('%') ? '%' : ''}`))
		return { ...about, role: 'other' };
	return about;
}

/** Below a line that names the month, such as a title right above the headers. */
function belowTitle(parts: readonly string[]): Role | undefined {
	const own = parts.length > 1 ? exactRole(fold(withoutBrackets(parts.at(-1)!))) : undefined;
	return own === 'operator' || own === 'network' ? own : undefined;
}

function withoutBrackets(text: string): string {
	return text.replace(/\([^()]*\)|\[[^[\]]*\]/g, ' ');
}

function exactRole(folded: string): Role | undefined {
	const squashed = folded.replace(/ /g, '');
	return squashed ? EXACT.find(([, pattern]) => pattern.test(squashed))?.[0] : undefined;
}

/** Months, networks, operators, statistics and units that a header names, and the folded rest of it. */
function scopeOf(text: string): { about: Meaning; rest: string } {
	const about: Meaning = {};
	let plain = text;
	const periods = periodsIn(text).filter(({ kind }) => kind !== 'year' && kind !== 'date');
	const [period] = periods;
	for (const { written } of periods) plain = plain.replace(written, ' ');
	if (periods.length === 1 && period?.kind === 'month') about.month = period.month;
	else if (periods.length > 1 && period?.kind === 'bare month')
		about.period = { kind: 'longer', written: `${period.written} – ${periods.at(-1)!.written}` };
	else if (period && period.kind !== 'month') about.period = period;
	const unit = speedUnitIn(text);
	if (unit) about.unit = unit;
	const latencyUnit = latencyUnitIn(text);
	if (latencyUnit) about.latencyUnit = latencyUnit;
	const folded = fold(plain);
	const { found, rest: unnetworked } = networksIn(folded);
	const network = together(found, folded);
	if (network) about.network = network;
	const { operators, rest: unoperated } = operatorsIn(unnetworked);
	if (operators.length === 1) about.operator = operators[0]!;
	const { statistic, rest } = takeStatistic(unoperated);
	if (statistic) about.statistic = statistic;
	if (/\b(?:trong do|of which|rieng|including)\b/.test(rest)) about.isPart = true;
	const bare = rest
		.replace(/\b(?:trong do|of which|rieng|including|gom|loai mang)\b/g, ' ')
		.replace(
			/\b(?:gbps|mbps|kbps|bps|mbit s?|kbit s?|gbit s?|mb s|kb s|ms|milli giay|mili giay)\b/g,
			' '
		)
		.replace(/ +/g, ' ')
		.trim();
	return { about, rest: bare };
}

function speedRole(rest: string, text: string): Meaning | undefined {
	if (/\bmin ?rtt\b/.test(rest)) return { role: 'latency' };
	const squashed = rest.replace(/ /g, '');
	const listed = READINGS.find((reading) => readingFacts(reading).headers.test(squashed));
	if (listed) return { role: listed };
	if (COUNT_STRONG.test(rest) || NOT_A_SPEED.test(rest)) return undefined;
	const [isDown, isUp] = [DOWN.test(rest), UP.test(rest)];
	if (JITTER.test(rest)) return { role: 'jitter' };
	// Ookla's "avg_d_kbps", "avg_lat_down_ms".
	if (/\bavg (?:d|u) kbps\b/.test(fold(text)))
		return { role: /\bavg d\b/.test(fold(text)) ? 'download' : 'upload' };
	if (/\bavg lat ms\b/.test(fold(text))) return { role: 'latency' };
	if (/^(?:lat|latency|ping) (?:down|up)/.test(rest)) return { role: 'other' };
	if (LATENCY.test(rest)) return isDown || isUp ? { role: 'other' } : { role: 'latency' };
	if (isDown !== isUp) return { role: isDown ? 'download' : 'upload' };
	if (isDown || (SPEED.test(rest) && speedUnitIn(text))) {
		// M-Lab's NDT rows are of downloads.
		return /^a throughput$/.test(rest) ? { role: 'download' } : { role: 'other' };
	}
	return /^toc do tai$/.test(rest) ? { role: 'download' } : undefined;
}

const NOT_A_SPEED =
	/\b(?:ty le|ti le|phan tram|xep hang|thu hang|so sanh|so voi|tang|giam|chenh lech|muc tieu|chi tieu|luu luong|truoc|cung ky|p10|p90|max|min|cao nhat|thap nhat|lon nhat|nho nhat|packet|loss|sai so|elapsed|duration|thoi luong)\b|\bbytes?\b(?! (?:s|per|tren)\b)/;

/** "Số mẫu sau khi loại trùng" holds; "Số mẫu trùng" does not. */
const AFTER =
	/\b(?:sau|after)(?: khi)?\b.*\b(?:loai|loc|lam sach|xu ly|kiem tra|hau kiem|cleaning|filter)/;
const BEFORE = /\b(?:chua|truoc|before|can|phai|yeu cau dat)\b/;
const BAD =
	/\b(?:loi|hong|trung|trung lap|lap lai|loai(?! (?:mang|hinh|thiet bi|ket noi))|khong (?:hop le|dat|thanh cong|su dung|tinh)|that bai|huy|bat thuong|errors?|failed|failures?|invalid|rejected|excluded|duplicates?|duplicated|discarded|outliers?)\b/;
const VALID =
	/\b(?:hop le|thanh cong|sach|da loc|duoc (?:chap nhan|tinh|duyet)|chap nhan|valid|successful|succeeded|cleaned|accepted|unique)\b/;
const PASSED = /\bdat\b(?! duoc)|\bpassed\b/;
/** A share, or a count of what reaches a speed. */
const NO_SELECTION =
	/%|\b(?:ty le|ti le|phan tram|percent|ratio|rate|share|toc do|speed|[mkg]bps|[mkg]bit|nguong|\d+ mb|so sanh|so voi|xep hang|cung ky|thang truoc|ke hoach|chi tieu|muc tieu|con thieu)\b/;

/** What a count holds of all that was measured. */
function selectionOf(rest: string, text: string): Selection | undefined {
	if (!COUNT_STRONG.test(rest) || NO_SELECTION.test(`${rest} ${fold(text)} ${text}`))
		return undefined;
	if (AFTER.test(rest)) return 'valid';
	if (BEFORE.test(rest)) return undefined;
	if (BAD.test(rest)) return 'bad';
	if (VALID.test(rest)) return 'valid';
	return PASSED.test(rest) ? 'passed' : undefined;
}

/** Another reading of the count beside it: as it was changed, or what it was changed by. */
const CHANGED =
	/^(?:(?:so(?: (?:lieu|luong|mau))?|sl|gia tri|ket qua) )?(?:(?:da|sau|duoc|sau khi) )?(?:dieu chinh|hieu chinh|dinh chinh|bo sung|sua(?: doi)?|sua lai|cap nhat(?: lai)?|chot(?: lai)?|chinh thuc|adjusted|corrected|revised|final)(?: (?:so lieu|so mau|count|samples?))?$/;
const TAKEN_OFF =
	/^(?:(?:so(?: (?:lieu|luong|mau))?|sl) )?(?:giam tru|tru di|bi tru|khau tru|deducted)$/;

/** A count of what is above or below a speed: never that of all. */
const OF_SPEED =
	/(?:(?<!\p{L})(?:trên|dưới|từ|đạt|lớn hơn|nhỏ hơn|tối thiểu|above|over|below|under|at least)|[<>≥≤]=?)\s*\d+(?:[.,]\d+)?\s*[mgk](?:bps|bit)/iu;

function countRole(rest: string, words: readonly string[], text: string): Meaning | undefined {
	if (TAKEN_OFF.test(rest)) return { role: 'other', selection: 'bad' };
	if (COUNT_STRONG.test(rest) && OF_SPEED.test(text)) return { role: 'other' };
	if (CHANGED.test(rest)) return { role: 'samples', isWeak: true, isRival: true };
	const selection = selectionOf(rest, text);
	if (selection === 'bad') return { role: 'other', selection };
	if (selection === 'passed') return { role: 'samples', isWeak: true, isRival: true, selection };
	const found = plainCountRole(rest, words, text);
	if (selection === 'valid')
		return { ...(found ?? { role: 'samples', isWeak: true, isRival: true }), selection };
	return found;
}

function plainCountRole(rest: string, words: readonly string[], text: string): Meaning | undefined {
	const isTotal = /\b(?:tong|total|all)\b/.test(rest);
	const tail = isTotal ? { isTotal } : {};
	if (NOT_THE_COUNT.test(rest) || text.includes('%')) return undefined;
	if (COUNT_STRONG.test(rest) && words.every((word) => COUNT_WORDS.has(word) || /^\d+$/.test(word)))
		return { role: 'samples', ...tail };
	if (/^(?:samples? ?s|nsamples|sample_count|numsamples)$/.test(rest.replace(/ /g, '')))
		return { role: 'samples', ...tail };
	if (
		/^(?:tong )?so (?:mau|phep do|luot do|lan do|luot test|bai test)\b|^(?:samples?|tests?|measurements?)\b/.test(
			rest
		)
	)
		return { role: 'samples', isWeak: true, isRival: true, ...tail };
	if (COUNT_WEAK.test(rest)) return { role: 'samples', isWeak: true, ...tail };
	return undefined;
}

function unitRole(rest: string, words: readonly string[]): Meaning | undefined {
	if (FORMER.test(rest))
		return COMMUNE.test(rest) || UNIT.test(rest) || PROVINCE.test(rest)
			? { role: 'other' }
			: undefined;
	if (words.length > 14 || !words.every((word) => UNIT_WORDS.has(word))) return undefined;
	const isCode = CODE.test(rest);
	// "Thị xã" is a district, "thành phố" beside it, too.
	const lower = rest.replace(/\bthi xa\b/g, ' thixa ').replace(/\bdia phuong\b/g, ' diaphuong ');
	const has = {
		commune: COMMUNE.test(lower),
		district: DISTRICT.test(rest),
		province: /\b(?:tinh|province|provinces|matinh)\b/.test(rest)
	};
	const isCity = PROVINCE.test(rest) && !has.province;
	const levels = Number(has.commune) + Number(has.district) + Number(has.province);
	if (isCode) {
		if (has.commune || levels !== 1) return { role: 'code' };
		return { role: has.district ? 'districtCode' : 'provinceCode' };
	}
	if (levels > 1) return { role: 'unit' };
	if (has.commune) return { role: 'commune' };
	if (has.district) return { role: 'district' };
	if (has.province || isCity) return { role: 'province' };
	return UNIT.test(rest) ? { role: 'unit' } : undefined;
}
