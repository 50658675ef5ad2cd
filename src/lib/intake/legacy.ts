/**
 * Vietnamese text of before Unicode: TCVN3 (ABC) and VNI, whose fonts drew Western letters as Vietnamese ones, and
 * Windows-1258. Which one it is, words tell that stand in every table.
 */

export type LegacyEncoding = 'windows-1258' | 'tcvn3' | 'vni';

/** TCVN 5712 from byte 0xA1 on; its fonts have capitals of their own, so these letters are small. */
const TCVN3 =
	'ĂÂÊÔƠƯĐăâêôơưđẶ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ';
const TCVN3_FROM = 0xa1;

const [HORN, HAT, BREVE] = ['\u031b', '\u0302', '\u0306'];
const [GRAVE, ACUTE, HOOK, TILDE, DOT] = ['\u0300', '\u0301', '\u0309', '\u0303', '\u0323'];
/** Of VNI: a letter that stands for itself. */
const VNI_LETTERS: Record<string, string> = {
	ñ: 'đ',
	ö: `u${HORN}`,
	ô: `o${HORN}`,
	í: `i${ACUTE}`,
	ì: `i${GRAVE}`,
	æ: `i${HOOK}`,
	ó: `i${TILDE}`,
	ò: `i${DOT}`,
	î: `y${DOT}`
};
/** Of VNI: marks of the vowel before. */
const VNI_MARKS: Record<string, string> = {
	ù: ACUTE,
	ø: GRAVE,
	û: HOOK,
	õ: TILDE,
	ï: DOT,
	â: HAT,
	á: HAT + ACUTE,
	à: HAT + GRAVE,
	å: HAT + HOOK,
	ã: HAT + TILDE,
	ä: HAT + DOT,
	ê: BREVE,
	é: BREVE + ACUTE,
	è: BREVE + GRAVE,
	ú: BREVE + HOOK,
	ü: BREVE + TILDE,
	ë: BREVE + DOT
};

/** Text of TCVN3 or VNI that was read as Western letters (ISO 8859-1), in composed letters. */
export function unicodeOf(western: string, encoding: 'tcvn3' | 'vni'): string {
	return (encoding === 'tcvn3' ? ofTcvn3(western) : ofVni(western)).normalize('NFC');
}

function ofTcvn3(western: string): string {
	return western.replace(/[\u00a1-\u00fe]/g, (letter) => TCVN3[letter.charCodeAt(0) - TCVN3_FROM]!);
}

function ofVni(western: string): string {
	let text = '';
	let canBear = false;
	for (const letter of western) {
		const small = letter.toLowerCase();
		const mark: string | undefined = canBear ? VNI_MARKS[small] : undefined;
		const own = VNI_LETTERS[small];
		if (mark) text += mark;
		else if (own) text += small === letter ? own : own.toUpperCase();
		else text += letter;
		canBear = mark === undefined && /[aeouyöô]/.test(small);
	}
	return text;
}

/** Words with accents that stand in headers and cells of every table. */
const WORDS = new Set(
	'mã xã tên tỉnh số mẫu tháng mạng phường thành phố huyện quận động định tổng cộng tải xuống lên tốc độ đơn vị địa phương thị trấn đặc khu đo kỳ năm trung bình bảng cố lượt phép kết quả nội hải phòng đà nẵng hồ chí'.split(
		' '
	)
);

/** How many of its words are Vietnamese, with their accents. */
function score(text: string): number {
	return (
		text
			.toLowerCase()
			.match(/\p{L}+/gu)
			?.filter((word) => WORDS.has(word)).length ?? 0
	);
}

/** The readings of a text, the best first. */
function best<T>(readings: readonly { of: T; text: string }[]): T | undefined {
	const [first, second] = readings
		.map(({ of, text }) => ({ of, score: score(text) }))
		.sort((a, b) => b.score - a.score);
	return first && first.score > 0 && first.score > (second?.score ?? 0) ? first.of : undefined;
}

/** So much of a text is enough to tell. */
const ENOUGH = 64 * 1024;

/** The encoding of text that is no UTF-8; nothing when words don't tell. */
export function legacyEncodingOf(bytes: Uint8Array): LegacyEncoding | undefined {
	const head = bytes.subarray(0, ENOUGH);
	const western = westernOf(head);
	return best<LegacyEncoding>([
		{ of: 'windows-1258', text: new TextDecoder('windows-1258').decode(head).normalize('NFC') },
		{ of: 'tcvn3', text: unicodeOf(western, 'tcvn3') },
		{ of: 'vni', text: unicodeOf(western, 'vni') }
	]);
}

/** Each byte as the letter of its number. */
export function westernOf(bytes: Uint8Array): string {
	let text = '';
	for (let at = 0; at < bytes.length; at += 8192)
		text += String.fromCharCode(...bytes.subarray(at, at + 8192));
	return text;
}

/** How the texts of a workbook were typed, where its fonts drew other letters than it holds. */
export function typedIn(text: string): 'tcvn3' | 'vni' | undefined {
	// Those fonts had none of Unicode's own letters.
	if (!/[\u00a1-\u00ff]/.test(text) || /[\u0100-\u01ff\u1ea0-\u1ef9]|\p{M}/u.test(text))
		return undefined;
	const found = best<'tcvn3' | 'vni' | 'unicode'>([
		{ of: 'unicode', text },
		{ of: 'tcvn3', text: unicodeOf(text, 'tcvn3') },
		{ of: 'vni', text: unicodeOf(text, 'vni') }
	]);
	return found === 'unicode' ? undefined : found;
}
