import { staticPlaces, staticView } from '$lib/server/static-view.ts';
import { isLocale } from '$lib/i18n/locale.ts';
import { error } from '@sveltejs/kit';
import type { EntryGenerator, PageServerLoad } from './$types';

/** The build runs in the project's folder, where `npm run data` publishes. */
const DATA = 'static/data';

/** Without any script. */
export const csr = false;

export const entries: EntryGenerator = () => staticPlaces(DATA);

export const load: PageServerLoad = async ({ params: { lang, place } }) => {
	if (!isLocale(lang)) error(404);
	return { lang, view: await staticView(DATA, lang, place) };
};
