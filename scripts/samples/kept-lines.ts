/** What is told of a version that was just made. */
import { both } from '../../src/lib/intake/texts.ts';
import type { Language } from '../../src/lib/intake/told.ts';
import type { Kept } from './store-write.ts';

/**
 * The version's number, who it names, and the way back.
 * @param by who was named; the system's user otherwise
 */
export function keptLines(
	{ version, notes }: Pick<Kept, 'version' | 'notes'>,
	by: string | undefined,
	language: Language
): string[] {
	const texts = [...notes];
	if (!version)
		texts.push(
			both(
				'Kho không thay đổi: không có phiên bản mới.',
				'The store is what it was: there is no new version.'
			)
		);
	else {
		const before = version.number - 1;
		const who = version.by || both('không rõ ai', 'nobody known')[language];
		texts.push(
			both(
				`Phiên bản ${version.number}, do ${who}${by === undefined ? ' (tên người dùng của hệ thống; dùng --by để ghi tên khác)' : ''}.`,
				`Version ${version.number}, by ${who}${by === undefined ? " (the system's user; --by names another)" : ''}.`
			)
		);
		if (before > 0)
			texts.push(
				both(
					`Xem khác biệt: npm run samples -- diff ${version.number}; quay lại: npm run samples -- restore ${before}`,
					`What differs: npm run samples -- diff ${version.number}; the way back: npm run samples -- restore ${before}`
				)
			);
	}
	return texts.map((text) => text[language]);
}
