/** Titles that speak of some of the measurements alone: outdoors, of one kind of phone, above a speed. It is told. */
import type { Evidence } from './draft.ts';
import type { Text } from './sheet.ts';
import { both, withoutPersonal } from './texts.ts';

const SUBSETS: readonly RegExp[] = [
	/(?<!\p{L})(?:ngoài\s*trời|trong\s*nhà|outdoors?|indoors?|drive\s*tests?)(?!\p{L})/iu,
	/(?<!\p{L})(?:tại|ở)\s+(?:các\s+)?(?:trường(?:\s*học)?|cơ\s*sở\s*giáo\s*dục|bệnh\s*viện|khu\s*công\s*nghiệp|kcn|nhà\s*ga|bến\s*xe|sân\s*bay|trụ\s*sở|cơ\s*quan)(?!\p{L})/iu,
	/(?<!\p{L})dọc\s+(?:theo\s+)?(?:các\s+)?(?:tuyến|quốc\s*lộ|cao\s*tốc|đường)(?!\p{L})/iu,
	/(?<!\p{L})(?:android|ios|iphone)(?!\p{L})/iu,
	/(?<!\p{L})(?:qua|trên)\s+(?:nền\s*)?(?:web(?:site)?|trình\s*duyệt)(?!\p{L})/iu,
	/(?<!\p{L})(?:chuyển\s*vùng|roaming)(?!\p{L})/iu,
	/(?:(?<!\p{L})(?:trên|dưới|lớn\s*hơn|nhỏ\s*hơn|tối\s*thiểu|above|over|below|under)|[<>≥≤]=?)\s*\d+(?:[.,]\d+)?\s*[mgk](?:bps|bit)/iu
];
/** What is told of both: "Android và iOS"; shares of what reaches a speed beside the counts. */
const OF_ALL = /android.*ios|ios.*android|tỷ\s*lệ|tỉ\s*lệ|trong\s*đó|share/iu;

/** What titles say of some measurements alone. */
export function subsetNotes(titles: readonly Evidence[]): Text[] {
	return titles.flatMap(({ text, at }) => {
		const plain = text.slice(0, 300).normalize('NFC');
		const words = SUBSETS.map((of) => of.exec(plain)?.[0]).find((of) => of !== undefined);
		if (words === undefined || OF_ALL.test(plain)) return [];
		const shown = withoutPersonal(text);
		return [
			both(
				`"${shown}" (${at}): bảng chỉ nói đến các lần đo "${words}", nhưng được tính là mọi lần đo; nếu còn lần đo khác, gửi bảng của tất cả`,
				`"${shown}" (${at}): the table speaks of measurements "${words}" alone, but counts as all; if there are others, send a table of all`
			)
		];
	});
}
