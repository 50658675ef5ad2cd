/** Why rows are not taken, in words. */
import type { Reason } from './draft.ts';
import type { Text } from './sheet.ts';
import { same } from './texts.ts';

const IN_VIETNAMESE: Record<Reason, string> = {
	'unknown unit': 'không có đơn vị này',
	'ambiguous unit': 'tên hoặc mã hợp với nhiều đơn vị',
	'code and name differ': 'mã và tên là của hai đơn vị',
	'outside every unit': 'nằm ngoài mọi đơn vị',
	'impossible place': 'tọa độ không thể có',
	'impossible time': 'thời gian không thể có',
	'impossible value': 'giá trị không thể có',
	'impossible speed': 'tốc độ không thể có',
	'missing month': 'không rõ tháng',
	'missing network': 'không rõ mạng',
	'no value': 'không có số liệu',
	'test measurement': 'đo thử hoặc máy giả lập',
	'marked invalid': 'ghi là không hợp lệ',
	'broken row': 'dòng bị vỡ: số ô khác số tiêu đề',
	duplicate: 'lặp lại',
	contradiction: 'mâu thuẫn với dòng khác',
	'known already': 'đã có từ trước',
	'not a row': 'không đọc được'
};

/** A reason in both languages. */
export function reasonText(reason: string): Text {
	const vi = IN_VIETNAMESE[reason as Reason] as string | undefined;
	return vi ? { vi, en: reason } : same(reason);
}
