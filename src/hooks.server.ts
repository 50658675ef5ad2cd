import { isLocale } from '$lib/i18n/locale.ts';
import { preferences } from '$lib/state/preferences.svelte.ts';
import type { Handle } from '@sveltejs/kit';

/** Pages are made one after the other: those whose path names a language are written in it. */
export const handle: Handle = ({ event, resolve }) => {
	const lang = event.params.lang ?? '';
	preferences.locale = isLocale(lang) ? lang : 'vi';
	return resolve(event, {
		transformPageChunk: ({ html }) =>
			html.replace('<html lang="vi">', `<html lang="${preferences.locale}">`)
	});
};
