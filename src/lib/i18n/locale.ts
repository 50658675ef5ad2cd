import { m } from './generated/messages.js';
import { getLocale } from './generated/runtime.js';

/** Interface languages; the first is the default. */
export const LOCALES = ['vi', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

export function isLocale(text: string): text is Locale {
	return (LOCALES as readonly string[]).includes(text);
}

export { m, getLocale as pageLocale };
