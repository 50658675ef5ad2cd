import { staticPlaces, staticSheet } from '$lib/server/static-view.ts';
import { isLocale } from '$lib/i18n/locale.ts';
import { error } from '@sveltejs/kit';
import type { EntryGenerator, RequestHandler } from './$types';

const DATA = 'static/data';

export const prerender = true;
export const trailingSlash = 'never';

export const entries: EntryGenerator = () => staticPlaces(DATA);

/** A picture of its own for `<img>`. */
export const GET: RequestHandler = async ({ params: { lang, place } }) => {
	if (!isLocale(lang)) error(404);
	const svg = await staticSheet(DATA, lang, place);
	return new Response(svg, { headers: { 'content-type': 'image/svg+xml' } });
};
